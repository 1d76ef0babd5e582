// HTTP as nobody should speak it, each case with its answer; fuzz.test.mjs sends what nobody thought of.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect } from 'node:net';
import { startShop } from '../harness/fixture.mjs';
import { random } from '../harness/hostile.mjs';
import { raw } from '../harness/socket.mjs';
import { sign } from '../harness/token.mjs';
import { sleep } from '../harness/wait.mjs';

let shop, lin;
before(async () => {
  shop = await startShop();
  lin = shop.as('b-1');
});
after(() => shop.end());

describe('bodies', () => {
  test('of more than 1 MiB are refused before they are read', async () => {
    const r = await lin.post('/v1/quote', 'x'.repeat(1024 * 1024 + 1)).catch((e) => e);
    assert.deepEqual([r.status, r.json?.code], [413, 'TOO_LARGE']);
    const announced = await raw(shop.port, `POST /v1/quote HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n`);
    assert.match(announced, /^HTTP\/1\.1 413 /);
    const chunked = await raw(shop.port, `POST /v1/quote HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${'fffff\r\n' + 'x'.repeat(0xfffff) + '\r\n'}`.repeat(1) + `fffff\r\n${'x'.repeat(0xfffff)}\r\n0\r\n\r\n`);
    assert.match(chunked, /^HTTP\/1\.1 413 /);
    const just = await lin.post('/v1/quote', ' '.repeat(1024 * 1024 - 2) + '{}');
    assert.equal(just.status, 422);
  });
});

describe('hostile HTTP', () => {
  const good = `GET /v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sign('b-1')}\r\nConnection: close\r\n\r\n`;
  const alive = async () => assert.match(await raw(shop.port, good), /^HTTP\/1\.1 200 /);

  const malformed = {
    'no HTTP at all': 'hello\r\n\r\n',
    'a TLS greeting': Buffer.from('16030100a5010000a10303', 'hex').toString('latin1') + '\r\n\r\n',
    'a broken version': 'GET / HTTP/9.9\r\n\r\n',
    'no path': 'GET  HTTP/1.1\r\nHost: x\r\n\r\n',
    'a header without a colon': 'GET / HTTP/1.1\r\nHost x\r\n\r\n',
    'a control character in a header': 'GET / HTTP/1.1\r\nHost: x\r\nA: \x01\x02\r\n\r\n',
    'two lengths': 'POST /v1/quote HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x',
    'a negative length': 'POST /v1/quote HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'a length and chunks': 'POST /v1/quote HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'chunks of no length': 'POST /v1/quote HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'no host': 'GET /v1/cases HTTP/1.1\r\nConnection: close\r\n\r\n',
    'two hosts': 'GET /v1/cases HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
    'two tokens': `GET /v1/cases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer ${sign('b-1')}\r\nConnection: close\r\n\r\n`,
    'a broken escape': 'GET /v1/cases?tid=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'an overlong escape': 'GET /v1/cases?tid=%c0%ae HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'an address that is not UTF-8': Buffer.from('GET /v1/evidence/\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'latin1'),
    'a NUL in the query': 'GET /v1/cases?tid=%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'an absolute address': 'GET http://elsewhere/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  };
  for (const [what, bytes] of Object.entries(malformed)) {
    test(`${what} gets 400 and a problem`, async () => {
      const answer = await raw(shop.port, bytes);
      assert.match(answer, /^HTTP\/1\.1 400 /, answer);
      assert.match(answer, /application\/problem\+json/);
      await alive();
    });
  }

  test('headers of 17 KB get 431', async () => {
    const answer = await raw(shop.port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(17 * 1024)}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 431 /);
  });

  test('a thousand requests in one write are answered one after another', async () => {
    const keep = good.replace('close', 'keep-alive');
    const answer = await raw(shop.port, keep.repeat(999) + good, 30_000);
    assert.equal(answer.match(/HTTP\/1\.1 200 /g).length, 1000);
  });

  test('random bytes never stop the server', async () => {
    const pick = random(7);
    for (let i = 0; i < 200; ++i) {
      const bytes = Buffer.from(good.slice(0, pick(good.length)));
      for (let k = 0; k < 5 && bytes.length; ++k) bytes[pick(bytes.length)] = pick(256);
      const socket = connect(shop.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.end(bytes);
    }
    await alive();
  });

  test('2,000 silent connections neither stop it nor are all kept', async () => {
    const silent = Array.from({ length: 2000 }, () => {
      const s = connect(shop.port, '127.0.0.1');
      s.on('error', () => {});
      s.on('data', () => {});
      return s;
    });
    const told = silent.map((s) => new Promise((done) => s.once('data', (d) => done(String(d)))));
    assert.match(await Promise.race(told), /^HTTP\/1\.1 503 [^]*UNAVAILABLE/, 'those above the limit are turned away');
    silent.forEach((s) => s.destroy());
    await sleep(300);
    await alive();
  });

  test('a method that an address does not take gets 405 and the ones that it takes', async () => {
    const r = await lin.send('DELETE', '/v1/cases');
    assert.deepEqual([r.status, r.json.code, r.headers.get('allow')], [405, 'METHOD_NOT_ALLOWED', 'POST, GET']);
    assert.equal((await lin.send('POST', '/', { body: 'x' })).status, 405);
    assert.equal((await lin.get('/v1/nothing')).status, 404);
    assert.equal((await lin.get('/v1/cases//events')).status, 404);
  });
});
