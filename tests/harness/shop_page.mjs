// A shop of its own that embeds a service's panel from another origin.
//
//   const shop = await startShopPage(() => service, { token: () => sign('b-1'), store: 's-103', item: 'i-301' });
//   const service = await startServer({ origins: [shop.url] });
//
// `written`: it has the panel open from the start, and writes its first page (web/first_page.ts).
import { createServer } from 'node:http';
import { firstPage } from '../../dist/node.js';

// What a careful shop allows: its own inline script by nonce, and the service.
const policy = (service, written) => `default-src 'none'; script-src 'nonce-embed' ${service} 'wasm-unsafe-eval'; ${written ? `style-src ${service}; ` : ''}`
  + `connect-src 'self' ${service}; img-src ${service} data:; base-uri 'none'; require-trusted-types-for 'script'`;

const page = (service, { store, item, lang, theme }, first) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>商品</title></head>
<body><main id="product">商品</main>
<script type="module" src="${service}/dist/${first === undefined ? 'kefu' : 'first'}.js"></script>
<kefu-panel id="kefu" store="${store}" item="${item}" endpoint="${service}"${theme ? ` theme="${theme}"` : ''}${first === undefined ? '' : ' open'}>${first ?? ''}</kefu-panel>
<script type="module" nonce="embed">
  document.getElementById('kefu').getToken = () => fetch('/my/kefu-token').then((r) => r.text());
</script></body></html>`;

/** A shop's own web server with one product page; `token` makes what its back end hands out. `service` is asked per request. */
export async function startShopPage(service, { token, store, item, lang = 'zh-CN', theme, written = false }) {
  const asked = [];
  const first = async (url) => {
    const context = await fetch(`${url}/v1/context?store=${store}&item=${item}`, { headers: { authorization: `Bearer ${token()}` } });
    return firstPage({ context: await context.json(), base: `${url}/dist/`, lang, theme });
  };
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://shop');
    asked.push(pathname);
    const { url } = service();
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(url, written) });
      response.end(page(url, { store, item, lang, theme }, written ? await first(url) : undefined));
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
