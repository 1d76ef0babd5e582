// A service and shops that embed its panel from origins of their own.
//
//   const server = await startServiceFor(['https://shop.example']);      // kefu-server --origin https://shop.example
//   await server.as('b-1').get('/v1/cases', { headers: { origin: 'https://shop.example' } });
//   const shop = await startShopPage(() => server, { tokens: () => sign('b-1') });
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Caller } from './caller.mjs';
import { kRoot, kServer, temporaryFolder } from './paths.mjs';
import { kSecret, sign } from './token.mjs';

export async function startServiceFor(origins, { root = kRoot } = {}) {
  const args = ['--port', '0', '--database', `sqlite:${join(temporaryFolder(), 'kefu.db')}`, '--root', root, '--demo',
    ...origins.flatMap((origin) => ['--origin', origin])];
  const child = spawn(kServer, args, { env: { ...process.env, KEFU_JWT_SECRET: kSecret }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(([code]) => { throw new Error(`the server ended with ${code}`); }),
  ]);
  const service = { url: line.replace('listening on ', '') };
  return Object.assign(service, {
    port: Number(new URL(service.url).port),
    as: (subject, claims) => new Caller(service, `Bearer ${sign(subject, claims)}`),
    nobody: () => new Caller(service, undefined),
    async end() {
      child.kill('SIGTERM');
      const [code] = await exited;
      assert.equal(code, 0, 'the server ended by itself');
    },
  });
}

// What a careful shop allows: its own inline script by nonce, and the service.
const policy = (service) => `default-src 'none'; script-src 'nonce-embed' ${service} 'wasm-unsafe-eval'; `
  + `connect-src 'self' ${service}; img-src ${service} data:; base-uri 'none'; require-trusted-types-for 'script'`;

const page = (service, { store, item }) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>商品</title></head>
<body><main id="product">商品</main>
<script type="module" src="${service}/dist/kefu.js"></script>
<kefu-panel id="kefu" store="${store}" item="${item}" endpoint="${service}"></kefu-panel>
<script type="module" nonce="embed">
  document.getElementById('kefu').getToken = () => fetch('/my/kefu-token').then((r) => r.text());
</script></body></html>`;

/** A shop's own web server with one product page; `token` makes what its back end hands out. `service` is asked per request. */
export async function startShopPage(service, { token, store, item }) {
  const asked = [];
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://shop');
    asked.push(pathname);
    const { url } = service();
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(url) });
      response.end(page(url, { store, item }));
    } else if (pathname === '/my/kefu-token') {
      response.end(token());
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => http.listen(0, 'localhost', done));
  // Another host than the service's 127.0.0.1: another site, not only another port.
  return { url: `http://localhost:${http.address().port}`, asked, end: () => new Promise((done) => { http.closeAllConnections(); http.close(done); }) };
}
