// Pages of other origins: which of them may read what (the panel is embedded in shops' own pages).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kServer, temporaryFolder } from '../harness/paths.mjs';
import { refundRequest } from '../harness/requests.mjs';
import { startServer } from '../harness/server.mjs';
import { raw } from '../harness/socket.mjs';
import { kSecret, sign } from '../harness/token.mjs';

const kShop = 'https://shop.example';
const kOther = 'http://localhost:3000';
const kStranger = 'https://stranger.example';
const kPreflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,idempotency-key' };

let server, closed, lin, nobody;
before(async () => {
  server = await startServer({ origins: [kShop, kOther] });
  closed = await startServer();
  lin = server.as('b-1');
  nobody = server.with(undefined);
});
after(async () => {
  await server?.end();
  await closed?.end();
});

const permissions = (answer) => [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
const from = (origin, more = {}) => ({ headers: { origin, ...more } });

function readable(answer, origin = kShop) {
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  assert.equal(answer.headers.get('vary'), 'Origin');
  for (const name of ['Idempotent-Replayed', 'Retry-After', 'Location', 'WWW-Authenticate']) {
    assert.ok(answer.headers.get('access-control-expose-headers').split(', ').includes(name), name);
  }
  assert.ok(!answer.headers.has('access-control-allow-credentials'));
}
function hidden(answer) {
  assert.deepEqual(permissions(answer), []);
}

describe('a page of an allowed shop', () => {
  test('reads the answers to its calls', async () => {
    for (const origin of [kShop, kOther]) {
      const r = await lin.get('/v1/context?store=s-103', from(origin));
      assert.equal(r.status, 200);
      readable(r, origin);
    }
  });

  test('reads every refusal: without a token, without such an address, by method, by content, by size', async () => {
    const refusals = [
      [401, await nobody.get('/v1/cases', from(kShop))],
      [401, await server.as('b-1', { exp: 1 }).get('/v1/context?store=s-103', from(kShop))],
      [404, await lin.get('/v1/nothing', from(kShop))],
      [404, await lin.get('/v1/cases/none', from(kShop))],
      [405, await lin.send('DELETE', '/v1/cases', from(kShop))],
      [400, await lin.post('/v1/quote', '{', from(kShop))],
      [422, await lin.post('/v1/quote', {}, from(kShop))],
    ];
    for (const [status, r] of refusals) {
      assert.equal(r.status, status, r.text);
      assert.equal(r.headers.get('content-type'), 'application/problem+json');
      readable(r);
    }
    const too_large = await raw(server.port, `POST /v1/quote HTTP/1.1\r\nHost: x\r\nOrigin: ${kShop}\r\nContent-Length: 2000000\r\n\r\n`);
    assert.match(too_large, /^HTTP\/1.1 413 /);
    assert.match(too_large, /\r\nAccess-Control-Allow-Origin: https:\/\/shop\.example\r\n/);
    const malformed = await raw(server.port, `GET /v1/cases?a=%zz HTTP/1.1\r\nHost: x\r\nOrigin: ${kShop}\r\nConnection: close\r\n\r\n`);
    assert.match(malformed, /^HTTP\/1.1 400 /);
    assert.match(malformed, /\r\nAccess-Control-Allow-Origin: https:\/\/shop\.example\r\n/);
  });

  test('files a case once under its key, and may see that the second answer is the first again', async () => {
    const { json } = await lin.get('/v1/context?store=s-103&item=i-301');
    const trade = json.trades.find((t) => t.status === 'WAIT_SELLER_SEND_GOODS');
    const submit = (key) => lin.post('/v1/cases', { tid: trade.tid, request: refundRequest(trade.orders[0].oid) }, { key, ...from(kShop) });
    const key = randomUUID();
    const [first, again] = [await submit(key), await submit(key)];
    assert.equal(first.status, 201, first.text);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    readable(first);
    readable(again);
  });

  test('may ask first, without a token, and gets the same answer for every address of /v1', async () => {
    for (const path of ['/v1/context?store=s-103', '/v1/cases', '/v1/cases/none/events', '/v1/nothing']) {
      const r = await nobody.send('OPTIONS', path, from(kShop, kPreflight));
      assert.deepEqual([r.status, r.text], [204, ''], path);
      readable(r);
      assert.equal(r.headers.get('access-control-allow-methods'), 'GET, HEAD, POST, PATCH, DELETE');
      assert.equal(r.headers.get('access-control-allow-headers'), 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Upload-Offset');
      assert.equal(r.headers.get('access-control-max-age'), '600');
      assert.ok(!r.headers.has('content-type') && !r.headers.has('content-length'));
    }
  });

  test('keeps its connection over a preflight', async () => {
    const bytes = await raw(server.port, `OPTIONS /v1/cases HTTP/1.1\r\nHost: x\r\nOrigin: ${kShop}\r\nAccess-Control-Request-Method: GET\r\n\r\n`
      + `GET /v1/cases HTTP/1.1\r\nHost: x\r\nOrigin: ${kShop}\r\nAuthorization: Bearer ${sign('b-1')}\r\nConnection: close\r\n\r\n`);
    assert.deepEqual(bytes.match(/^HTTP\/1.1 \d+/gm), ['HTTP/1.1 204', 'HTTP/1.1 200']);
  });
});

describe('a page of any other origin', () => {
  const strangers = [kStranger, 'null', 'http://shop.example', 'https://shop.example:8443', 'https://shop.example.evil.example',
    'https://a.shop.example', 'https://shop.example/', 'HTTPS://SHOP.EXAMPLE', 'http://localhost:3001', '*'];

  test('is answered, but no browser lets it read the answer', async () => {
    for (const origin of strangers) {
      const r = await lin.get('/v1/cases', from(origin));
      assert.equal(r.status, 200, origin);
      assert.equal(r.headers.get('vary'), 'Origin');
      hidden(r);
      hidden(await nobody.get('/v1/cases', from(origin)));
    }
  });

  test('is told on asking that it may not call', async () => {
    for (const origin of strangers) {
      const r = await nobody.send('OPTIONS', '/v1/cases', from(origin, kPreflight));
      assert.deepEqual([r.status, r.json.code, r.headers.get('content-type')], [403, 'ORIGIN_NOT_ALLOWED', 'application/problem+json'], origin);
      hidden(r);
    }
  });

  test('is every origin while the command line names none', async () => {
    hidden(await closed.as('b-1').get('/v1/cases', from(kShop)));
    const asked = await closed.with(undefined).send('OPTIONS', '/v1/cases', from(kShop, kPreflight));
    assert.equal(asked.status, 403);
    hidden(asked);
  });

  test('cannot hide behind an allowed one', async () => {
    const bytes = await raw(server.port, `GET /v1/cases HTTP/1.1\r\nHost: x\r\nOrigin: ${kStranger}\r\nOrigin: ${kShop}\r\nConnection: close\r\n\r\n`);
    assert.match(bytes, /^HTTP\/1.1 400 /);
    assert.doesNotMatch(bytes, /Access-Control/i);
  });
});

describe('a caller without an origin', () => {
  test('is answered as ever', async () => {
    const r = await lin.get('/v1/cases');
    assert.equal(r.status, 200);
    hidden(r);
  });
  test('needs a token even for OPTIONS', async () => {
    assert.equal((await nobody.send('OPTIONS', '/v1/cases')).status, 401);
    assert.equal((await nobody.send('OPTIONS', '/v1/cases', from(kShop))).status, 401);
  });
});

describe('files', () => {
  let files;
  before(async () => {
    const root = temporaryFolder();
    for (const folder of ['dist', 'assets/locales', 'assets/demo/img']) mkdirSync(join(root, folder), { recursive: true });
    for (const [path, text] of Object.entries({
      'index.html': '<!doctype html><title>店</title>', 'dist/kefu.js': 'export {};', 'dist/core.wasm': '\0asm',
      'assets/locales/zh-CN.json': '{}', 'assets/demo/img/cup.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'assets/demo/stores.json': '[]', 'assets/demo/items.json': '[]', 'assets/demo/trades.json': '[]',
      'assets/demo/buyers.json': '[{"id":"b-1","name":"林晓"}]',
    })) writeFileSync(join(root, path), text);
    files = await startServer({ origins: [kShop], root });
  });
  after(() => files?.end());

  test('of the panel may be loaded by every page', async () => {
    const anybody = files.with(undefined);
    for (const path of ['/dist/kefu.js', '/dist/core.wasm', '/assets/locales/zh-CN.json', '/assets/demo/img/cup.svg']) {
      for (const method of ['GET', 'HEAD']) {
        const r = await anybody.send(method, path, from(kStranger));
        assert.equal(r.status, 200, path);
        assert.equal(r.headers.get('access-control-allow-origin'), '*');
        assert.equal(r.headers.get('cross-origin-resource-policy'), 'cross-origin');
        assert.deepEqual(permissions(r), ['access-control-allow-origin']);
        const unchanged = await anybody.get(path, from(kStranger, { 'if-none-match': r.headers.get('etag') }));
        assert.deepEqual([unchanged.status, unchanged.headers.get('access-control-allow-origin')], [304, '*']);
      }
    }
    const missing = await anybody.get('/dist/none.js', from(kStranger));
    assert.deepEqual([missing.status, missing.headers.get('access-control-allow-origin')], [404, '*']);
  });

  test('that are pages, and the demo’s sessions, stay with the server’s own origin', async () => {
    for (const path of ['/', '/index.html', '/demo/session?buyer=b-1', '/demo/catalog']) {
      for (const origin of [kShop, kStranger]) {
        const r = await files.with(undefined).get(path, from(origin));
        assert.equal(r.status, 200, path);
        hidden(r);
        assert.ok(!r.headers.has('cross-origin-resource-policy'));
      }
    }
  });
});

describe('the command line', () => {
  const run = (...args) => spawnSync(kServer, args, { env: { KEFU_JWT_SECRET: kSecret }, encoding: 'utf8', timeout: 20_000 });

  test('explains --origin', () => assert.match(run('--help').stdout, /--origin ORIGIN .*https:\/\/shop\.example/));

  test('refuses what no browser would ever send as an origin, and says what one looks like', () => {
    for (const value of ['*', 'null', '', 'shop.example', 'https://', 'https://*.shop.example', 'https://shop.example/', 'https://shop.example/a',
      'https://shop.example?', 'https://Shop.example', 'https://shop.example:443', 'http://shop.example:80', 'https://shop.example:',
      'https://shop.example:0', 'https://shop.example:080', 'https://shop.example:65536', 'https://shop.example:x', 'https://a@shop.example',
      'https://shop..example', 'https://shop.example.', 'https://店.example', 'ftp://shop.example', 'https://[::1', 'https://[]', 'https://[::1]x',
      'https://shop.example, https://other.example']) {
      const { status, stderr } = run('--port', '0', '--origin', value);
      assert.equal(status, 2, value);
      assert.match(stderr, /--origin is scheme:\/\/host\[:port\] as a browser sends it, for example https:\/\/shop\.example/);
      assert.ok(stderr.includes(`This is none: ${value}.`), stderr);
    }
    assert.match(run('--origin').stderr, /--origin needs a value/);
  });

  test('takes names, addresses and ports as browsers write them', async () => {
    const origins = ['https://shop.example', 'https://xn--lxt.example', 'http://127.0.0.1:8081', 'http://[::1]:3000', 'https://[2001:db8::1]',
      'http://shop.example:443', 'https://shop.example:65535'];
    const many = await startServer({ origins });
    for (const origin of origins) readable(await many.as('b-1').get('/v1/cases', from(origin)), origin);
    await many.end();
  });
});
