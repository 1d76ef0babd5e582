import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect } from 'node:net';
import { startShop, trade } from '../harness/fixture.mjs';
import { mutate, random } from '../harness/hostile.mjs';
import { quoteRequest, refundRequest } from '../harness/requests.mjs';
import { raw } from '../harness/socket.mjs';
import { sign } from '../harness/token.mjs';
import { sleep } from '../harness/wait.mjs';

let shop, lin;
before(async () => {
  shop = await startShop();
  lin = shop.as('b-1');
});
after(() => shop.end());

const seeds = [
  { tid: 't-desk', request: refundRequest('D') },
  { tid: 't-auto', request: quoteRequest([{ oid: 'A', num: 1 }]) },
  { now: '2026-03-02T10:00:00+08:00', trade: trade('t', 's', ['A', 'B'], { created: '2026-03-01T10:00:00Z', pay_time: '2026-03-01T10:00:00Z' }), cases: [], request: refundRequest('A'), policy: 'tgc' },
  { type: 'withdraw', version: 1 },
];
const about = (body) => String(body).slice(0, 300);

describe('hostile bodies', () => {
  test('3,000 of them: typed refusals, no crash, no growth', { timeout: 240_000 }, async () => {
    const pick = random(20261122);
    const paths = ['/v1/cases', '/v1/quote', '/v1/check', '/v1/form', '/v1/locate', '/v1/advance', '/v1/cases/1/events'];
    const own = (await lin.submit('t-desk', 'E')).json.case;
    paths.push(`/v1/cases/${own.case_id}/events`);
    const counts = {};
    let before_kb = 0;
    for (let i = 0; i < 3000; i += 10) {
      if (i === 1000) before_kb = shop.residentKb();
      await Promise.all(Array.from({ length: 10 }, async () => {
        const path = paths[pick(paths.length)];
        const body = mutate(seeds[pick(seeds.length)], pick);
        const r = await lin.post(path, body, { key: `hostile-${i}-${pick(1e9)}` });
        counts[r.status] = (counts[r.status] ?? 0) + 1;
        if (r.status < 300) return; // spoiled in a place that nobody reads, or a line whose case is open
        assert.ok(r.status >= 400 && r.status < 500, `${path} ${about(body)}: ${r.status} ${r.text} ${shop.output}`);
        assert.equal(r.headers.get('content-type'), 'application/problem+json', `${path} ${about(body)}`);
        assert.match(r.json.code, /^[A-Z_]+$/);
      }));
    }
    const growth_kb = shop.residentKb() - before_kb;
    console.log(`hostile: 3000 bodies, statuses ${JSON.stringify(counts)}, growth over the last 2,000: ${growth_kb} KB`);
    const refused = Object.entries(counts).reduce((n, [status, c]) => n + (status >= 400 ? c : 0), 0);
    assert.ok(refused >= 2000, `${refused} refusals`);
    assert.ok(growth_kb < 24 * 1024, `${growth_kb} KB`);
    assert.equal((await lin.get('/v1/cases')).status, 200);
  });

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
