// The demo shop with one script more, before all others: it notes what the page is told and what it complains of, the same
// way in every engine. Nothing else is changed, the strict Content-Security-Policy included.
//
//   const shop = await startWitness(server);
//   page.goto(`${shop.url}/?buyer=b-1&item=i-301`);             // window.witness: {heard, complaints, gpu}
//   page.goto(`${shop.url}/?…&webgl=refused`);                  // a browser whose WebGL does not work
//   page.goto(`${shop.url}/written`);                           // a page of its own, with the panel's first page in it
import { createServer, request } from 'node:http';
import { firstPage } from '../../../dist/node.js';
import { sign } from '../../harness/token.mjs';

function witness() {
  const heard = [], complaints = [];
  window.witness = { heard, complaints, gpu: null, early: 0 };
  // The links that the panel has before any script of its own was run.
  addEventListener('DOMContentLoaded', () => { window.witness.early = document.querySelector('kefu-panel')?.shadowRoot?.querySelectorAll('a[href]').length ?? 0; });
  for (const name of ['kefu-ready', 'kefu-mode', 'kefu-error', 'kefu-close']) {
    addEventListener(name, (e) => heard.push([name, e.detail?.code ?? e.detail?.mode].filter(Boolean).join(' ')), true);
  }
  addEventListener('error', (e) => complaints.push(`error: ${e.message ?? e.target?.src}`), true);
  addEventListener('unhandledrejection', (e) => complaints.push(`rejection: ${e.reason}`));
  addEventListener('securitypolicyviolation', (e) => complaints.push(`policy: ${e.violatedDirective} ${e.blockedURI}`), true);
  for (const level of ['error', 'warn']) {
    const say = console[level];
    console[level] = (...words) => { complaints.push(`console: ${words}`); say.apply(console, words); };
  }
  const refused = new URLSearchParams(location.search).get('webgl') === 'refused';
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    if (!kind.startsWith('webgl')) return getContext.call(this, kind, ...more);
    if (refused) return null;
    const context = getContext.call(this, kind, ...more);
    window.witness.gpu = context?.getExtension('WEBGL_lose_context'); // for a test that loses it
    return context;
  };
}

const kWritten = { store: 's-102', item: 'i-401' };

async function written(url) {
  const token = sign('b-2');
  const context = await fetch(`${url}/v1/context?${new URLSearchParams(kWritten)}`, { headers: { authorization: `Bearer ${token}` } });
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>商品</title><link rel="icon" href="data:,"><script src="/witness.js"></script><script type="module" src="/dist/first.js" blocking="render"></script></head>
<body><main id="product">商品</main><kefu-panel store="${kWritten.store}" item="${kWritten.item}" token="${token}" open>${firstPage({ context: await context.json(), base: '/dist/' })}</kefu-panel></body></html>`;
}

export async function startWitness(server) {
  const { headers: strict } = await fetch(server.url);
  const proxy = createServer((asked, answer) => {
    if (asked.url === '/written') {
      written(server.url).then((html) => answer.writeHead(200, {
        'content-type': 'text/html; charset=utf-8', 'content-security-policy': strict.get('content-security-policy'),
      }).end(html), () => answer.destroy());
      return;
    }
    if (asked.url === '/witness.js') {
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(`(${witness})();`);
      return;
    }
    const page = asked.url.startsWith('/?');
    const headers = { ...asked.headers };
    delete headers.origin; // the proxy's own, which the server does not know
    if (page) for (const name of ['accept-encoding', 'if-none-match']) delete headers[name];
    const onward = request(server.url + asked.url, { method: asked.method, headers }, async (got) => {
      if (!page) {
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
        return;
      }
      const html = (await got.toArray()).join('').replace('<head>', '<head><script src="/witness.js"></script>');
      const { 'content-length': _, etag: __, ...rest } = got.headers;
      answer.writeHead(got.statusCode, rest).end(html);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    end: () => new Promise((done) => { proxy.closeAllConnections(); proxy.close(done); }),
  };
}
