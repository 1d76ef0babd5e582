// A shop of its own that embeds a service's panel from another origin.
//
//   const shop = await startShopPage(() => service, { token: () => sign('b-1'), store: 's-103', item: 'i-301' });
//   const service = await startServer({ origins: [shop.url] });
import { createServer } from 'node:http';

// What a careful shop allows: its own inline script by nonce, and the service.
const policy = (service) => `default-src 'none'; script-src 'nonce-embed' ${service} 'wasm-unsafe-eval'; `
  + `connect-src 'self' ${service}; img-src ${service} data:; base-uri 'none'; require-trusted-types-for 'script'`;

const page = (service, { store, item, lang }) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>商品</title></head>
<body><main id="product">商品</main>
<script type="module" src="${service}/dist/kefu.js"></script>
<kefu-panel id="kefu" store="${store}" item="${item}" endpoint="${service}"></kefu-panel>
<script type="module" nonce="embed">
  document.getElementById('kefu').getToken = () => fetch('/my/kefu-token').then((r) => r.text());
</script></body></html>`;

/** A shop's own web server with one product page; `token` makes what its back end hands out. `service` is asked per request. */
export async function startShopPage(service, { token, store, item, lang = 'zh-CN' }) {
  const asked = [];
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://shop');
    asked.push(pathname);
    const { url } = service();
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(url) });
      response.end(page(url, { store, item, lang }));
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
