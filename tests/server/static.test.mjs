import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startShop } from '../harness/fixture.mjs';
import { kServer } from '../harness/paths.mjs';
import { raw } from '../harness/socket.mjs';
import { kSecret } from '../harness/token.mjs';

let shop, page;
before(async () => {
  shop = await startShop();
  page = shop.with(undefined);
  const write = (path, text) => writeFileSync(join(shop.root, path), text);
  for (const d of ['assets/locales', 'assets/policies', 'assets/demo/img']) mkdirSync(join(shop.root, d), { recursive: true });
  write('index.html', '<!doctype html><title>店</title>');
  write('dist/core.wasm', Buffer.from([0, 0x61, 0x73, 0x6d]));
  write('dist/kefu.js', 'export const kefu = 1;'.repeat(40));
  write('dist/kefu.js.br', brotliCompressSync(Buffer.from('export const kefu = 1;'.repeat(40))));
  write('assets/locales/zh-CN.json', '{"a":"一"}');
  write('assets/policies/tgc.json', '{}');
  write('assets/demo/img/cup.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('assets/demo/shop.css', 'body{}');
  write('secret.txt', 'secret');
  write('kefu.env', 'KEFU_JWT_SECRET=secret');
  symlinkSync(join(shop.root, 'kefu.db'), join(shop.root, 'dist/linked.js'));
});
after(() => shop.end());

describe('files', () => {
  test('come with their kind', async () => {
    for (const [path, type] of Object.entries({
      '/': 'text/html; charset=utf-8', '/index.html?item=1': 'text/html; charset=utf-8', '/dist/core.wasm': 'application/wasm',
      '/dist/kefu.js': 'text/javascript; charset=utf-8', '/assets/locales/zh-CN.json': 'application/json',
      '/assets/policies/tgc.json': 'application/json', '/assets/demo/img/cup.svg': 'image/svg+xml',
      '/assets/demo/shop.css': 'text/css; charset=utf-8',
    })) {
      const r = await page.get(path);
      assert.deepEqual([r.status, r.headers.get('content-type')], [200, type], path);
      assert.equal(r.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(r.headers.get('referrer-policy'), 'same-origin');
    }
  });

  test('of the page come with the strict policy', async () =>
    assert.equal((await page.get('/')).headers.get('content-security-policy'),
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'"));

  test('that did not change are not sent again', async () => {
    const first = await page.get('/dist/kefu.js');
    const tag = first.headers.get('etag');
    const again = await page.get('/dist/kefu.js', { headers: { 'if-none-match': tag } });
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', tag]);
    assert.equal((await page.get('/dist/kefu.js', { headers: { 'if-none-match': '"other"' } })).status, 200);
    assert.equal(first.headers.get('cache-control'), 'no-cache');
    assert.match((await page.get('/assets/demo/img/cup.svg')).headers.get('cache-control'), /max-age=86400/);
  });

  test('that lie compressed beside themselves are sent so to who takes it', async () => {
    const packed = await raw(shop.port, 'GET /dist/kefu.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n');
    assert.match(packed, /Content-Encoding: br\r\n/i);
    assert.match(packed, /Vary: Accept-Encoding\r\n/i);
    const body = Buffer.from(packed.slice(packed.indexOf('\r\n\r\n') + 4), 'latin1');
    assert.equal(brotliDecompressSync(body).toString(), 'export const kefu = 1;'.repeat(40));
    const plain = await raw(shop.port, 'GET /dist/kefu.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.doesNotMatch(plain, /Content-Encoding/i);
  });

  test('answer HEAD with the length alone', async () => {
    const answer = await raw(shop.port, 'HEAD /dist/kefu.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.equal(answer.indexOf('\r\n\r\n'), answer.length - 4);
    assert.match(answer, /^HTTP\/1\.1 200 [^]*Content-Length: 880\r\n[^]*\r\n$/);
  });

  test('outside their folders are not there, however the path is written', async () => {
    const paths = ['/../secret.txt', '/dist/../secret.txt', '/dist/%2e%2e/secret.txt', '/dist/..%2fsecret.txt', '/dist/%2e%2e%2fkefu.db',
      '/dist/....//secret.txt', '/dist/..\\secret.txt', '/dist/%5c..%5csecret.txt', '/dist//etc/passwd', '/dist/%00/../secret.txt',
      '/secret.txt', '/kefu.db', '/kefu.env', '/dist/.env', '/assets/../kefu.db', '/assets/locales/../demo/trades.json',
      '/assets/demo/trades.json', '/assets/demo/buyers.json', '/assets/demo/%74rades.json', '/assets/demo/trades.json/', '/dist/', '/dist',
      '/assets/demo/trades.JSON', '/dist/linked.js', '/dist/%c0%ae%c0%ae/secret.txt', '/dist/%252e%252e/secret.txt', '/DIST/kefu.js'];
    for (const path of paths) {
      const answer = await raw(shop.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 40[04] /, `${path}: ${answer.slice(0, 200)}`);
      assert.doesNotMatch(answer, /secret|b-1/, path);
    }
    console.log(`static: ${paths.length} ways out of the folders refused`);
  });

  test('the catalogue shows stores and products, and nothing of orders', async () => {
    const { json, text } = await page.get('/demo/catalog');
    assert.deepEqual(json.stores.map((s) => s.store_id), ['s-auto', 's-desk', 's-other']);
    assert.deepEqual(json.items.map((i) => i.item_id), ['i-1', 'i-2']);
    assert.deepEqual(json.buyers, [{ id: 'b-1', name: '林晓' }, { id: 'b-2', name: '周原' }]);
    assert.doesNotMatch(text, /t-auto/);
  });
});

describe('the command line', () => {
  const run = (args, env = { KEFU_JWT_SECRET: kSecret }) => spawnSync(kServer, args, { env, encoding: 'utf8', timeout: 20_000 });

  test('explains itself', () => {
    const { status, stdout } = run(['--help'], {});
    assert.equal(status, 0);
    for (const option of ['--port', '--address', '--database', '--root', '--assets', '--dist', '--policies', '--policy', '--demo']) assert.ok(stdout.includes(option));
  });

  test('refuses to start without a secret, or with a short one, in one clear sentence', () => {
    for (const env of [{}, { KEFU_JWT_SECRET: 'short' }]) {
      const { status, stderr } = run([], env);
      assert.equal(status, 2);
      assert.match(stderr, /set KEFU_JWT_SECRET to the key/);
    }
  });

  test('refuses what it does not know', () => {
    assert.match(run(['--prot', '1']).stderr, /there is no option --prot/);
    assert.match(run(['--port', '70000']).stderr, /--port is a number/);
    assert.match(run(['--port']).stderr, /--port needs a value/);
    assert.match(run(['--database', 'mysql://x']).stderr, /--database is sqlite:FILE/);
    assert.equal(run(['--port', '0', '--database', 'sqlite:/nonexistent/x.db']).status, 1);
    assert.match(run(['--port', '0', '--database', 'postgresql:///x?host=/nonexistent']).stderr, /Cannot establish connection to the database/);
    assert.equal(run(['--port', '0', '--database', `sqlite:${join(shop.root, 'other.db')}`, '--policies', '/nonexistent']).status, 1);
    assert.match(run(['--port', String(shop.port), '--database', `sqlite:${join(shop.root, 'third.db')}`]).stderr, /in use/);
  });
});
