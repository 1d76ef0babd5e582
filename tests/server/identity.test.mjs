import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startShop } from '../harness/fixture.mjs';
import { sign } from '../harness/token.mjs';

let shop;
before(async () => { shop = await startShop(); });
after(() => shop.end());

const nowSeconds = () => Math.floor(Date.now() / 1000);
const refused = async (authorization, code) => {
  for (const [method, path] of [['GET', '/v1/context?store=s-auto'], ['GET', '/v1/cases'], ['POST', '/v1/quote'],
    ['POST', '/v1/cases'], ['GET', '/v1/nothing']]) {
    const r = await shop.with(authorization).send(method, path, method === 'POST' ? { body: '{}', key: 'k' } : {});
    assert.equal(r.status, 401, `${method} ${path}`);
    assert.equal(r.json.code, code);
    assert.match(r.headers.get('www-authenticate'), /^Bearer /);
    assert.equal(r.headers.get('content-type'), 'application/problem+json');
  }
};

describe('who may call', () => {
  test('a call without a token gets 401', () => refused(undefined, 'TOKEN_MISSING'));
  test('another scheme than Bearer gets 401', () => refused('Basic YjE6eA==', 'TOKEN_MISSING'));
  test('an expired token gets 401', () => refused(`Bearer ${sign('b-1', { exp: nowSeconds() - 1 })}`, 'TOKEN_EXPIRED'));
  test('a token without an end gets 401', () => refused(`Bearer ${sign('b-1', { exp: undefined })}`, 'TOKEN_INVALID'));
  test('an end that is no whole number gets 401', () => refused(`Bearer ${sign('b-1', { exp: '9999999999' })}`, 'TOKEN_INVALID'));
  test('a token that begins tomorrow gets 401', () => refused(`Bearer ${sign('b-1', { nbf: nowSeconds() + 86400 })}`, 'TOKEN_INVALID'));
  test('a token signed with another key gets 401', () => refused(`Bearer ${sign('b-1', {}, { secret: 'x'.repeat(40) })}`, 'TOKEN_INVALID'));
  test('a token without sub gets 401', () => refused(`Bearer ${sign(undefined)}`, 'TOKEN_INVALID'));
  test('a token without role gets 401', () => refused(`Bearer ${sign('b-1', { role: undefined })}`, 'TOKEN_INVALID'));
  test('a role that nobody knows gets 401', () => refused(`Bearer ${sign('b-1', { role: 'SYSTEM' })}`, 'TOKEN_INVALID'));
  test('an agent without a store gets 401', () => refused(`Bearer ${sign('a-1', { role: 'agent' })}`, 'TOKEN_INVALID'));
  test('no token at all behind Bearer gets 401', () => refused('Bearer ', 'TOKEN_MISSING'));

  test('alg none gets 401, with and without a signature', async () => {
    const unsigned = sign('b-1', {}, { header: { alg: 'none', typ: 'JWT' } }).split('.');
    await refused(`Bearer ${unsigned[0]}.${unsigned[1]}.`, 'TOKEN_INVALID');
    await refused(`Bearer ${unsigned.join('.')}`, 'TOKEN_INVALID');
  });

  test('HS512 with the right key gets 401: one algorithm is agreed on', () =>
    refused(`Bearer ${sign('b-1', {}, { header: { alg: 'HS512', typ: 'JWT' }, hash: 'sha512' })}`, 'TOKEN_INVALID'));

  test('a token with one changed character anywhere gets 401', async () => {
    const good = sign('b-2');
    let tried = 0;
    for (let i = 0; i < good.length - 1; i += 7, ++tried) {
      const bad = good.slice(0, i) + (good[i] === 'A' ? 'B' : 'A') + good.slice(i + 1);
      const r = await shop.with(`Bearer ${bad}`).get('/v1/cases');
      assert.equal(r.status, 401, `character ${i} of ${good}`);
    }
    assert.equal((await shop.with(`Bearer ${good}`).get('/v1/cases')).status, 200);
    console.log(`identity: ${tried} changed tokens refused, the good one taken`);
  });

  test('another payload under an old signature gets 401', () => {
    const [head, , signature] = sign('b-1').split('.');
    const [, body] = sign('b-2').split('.');
    return refused(`Bearer ${head}.${body}.${signature}`, 'TOKEN_INVALID');
  });

  test('the demo hands out sessions of its own buyers only', async () => {
    const r = await shop.with(undefined).get('/demo/session?buyer=b-2');
    assert.equal(r.status, 200);
    assert.deepEqual(r.json.buyer, { id: 'b-2', name: '周原' });
    assert.ok(r.json.expires_in > 0);
    const mine = await shop.with(`Bearer ${r.json.token}`).get('/v1/context?store=s-auto');
    assert.deepEqual(mine.json.trades.map((t) => t.tid), ['t-two']);
    assert.equal((await shop.with(undefined).get('/demo/session?buyer=b-9')).status, 404);
    assert.equal((await shop.with(undefined).get("/demo/session?buyer=' OR '1'='1")).status, 404);
  });

  test('without --demo there are no sessions to be had', async () => {
    const plain = await startShop({ demo: false });
    assert.equal((await plain.with(undefined).get('/demo/session?buyer=b-1')).status, 404);
    assert.equal((await plain.with(undefined).get('/demo/catalog')).status, 404);
    await plain.end();
  });
});
