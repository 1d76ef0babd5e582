// One web server for all contenders: files from memory, brotli as shipped, and the real service behind /v1.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';
import { kRoot } from '../../harness/paths.mjs';

const kTypes = { js: 'text/javascript', css: 'text/css', json: 'application/json', wasm: 'application/wasm', html: 'text/html; charset=utf-8' };

// What a server does to a page that it has just written.
const pack = (html) => brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

/** `service`: the kefu-server's address. `files`: what is served besides /dist, by address; a function writes the page anew for
 *  each visit. */
export async function startSite(service, files) {
  const ready = new Map();
  const put = (path, bytes, packed = brotliCompressSync(bytes)) => ready.set(path, { type: kTypes[/\.(\w+)$/.exec(path)?.[1] ?? 'html'], packed });
  for (const [path, bytes] of files) {
    if (typeof bytes === 'function') put(path, undefined, bytes);
    else put(path, bytes);
  }
  for (const name of readdirSync(`${kRoot}dist`, { recursive: true }).filter((n) => n.endsWith('.br'))) {
    put(`/dist/${name.slice(0, -3)}`, undefined, readFileSync(`${kRoot}dist/${name}`));
  }
  const http = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    const found = ready.get(pathname);
    if (found) {
      const packed = typeof found.packed === 'function' ? pack(await found.packed()) : found.packed;
      response.writeHead(200, { 'content-type': found.type, 'content-encoding': 'br', 'content-length': packed.length, 'cache-control': 'no-cache' });
      response.end(packed);
    } else if (pathname.startsWith('/v1/') || pathname.startsWith('/assets/')) {
      request.pipe(ask(service + request.url, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      }));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    bytes: (path) => ready.get(path)?.packed.length ?? 0,
    end: () => new Promise((done) => { http.closeAllConnections(); http.close(done); }),
  };
}
