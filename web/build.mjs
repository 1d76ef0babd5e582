// build.mjs: everything that is delivered, into dist/: `npm run build`.
//
//   build/wasm/core.wasm (or $KEFU_WASM) + web/*.ts + assets/locales + assets/policies
//   → kefu.js panel.js stream.js evidence.js node.js core.wasm locales/ policies/ types/, and a .br beside each file that a
//     browser asks for
import { writeApiTypes } from './api_types.mjs';
import { build } from 'esbuild';
import { minify } from 'terser';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const wasm = process.env.KEFU_WASM ?? join(root, 'build/wasm/core.wasm');
const quiet = process.argv.includes('--quiet');

function copyFolder(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((n) => n.endsWith('.json') && !n.endsWith('.schema.json')).sort()) {
    copyFileSync(join(from, name), join(to, name));
  }
}

// What a buyer was asked has one name on both sides.
const kAnswers = 'address|agreement_ref|chat_id|current_price|demand|freight_paid|kept_gifts|last_track|lost_claim|missing_parts|mode|on_site|'
  + 'package_opened|price_diff|requested_outcome|return_method|seen_at|serial_no|slot|target|target_sku|want_intercept|waybill';
const kSaidByBoth = new RegExp(`^(type\\.|reason\\.|evidence\\.code\\.|form\\.(${kAnswers})(\\.|$))`);
function deskWords(assets, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(join(assets, 'desk/words'))) {
    const all = JSON.parse(readFileSync(join(assets, 'locales', name), 'utf8'));
    const shared = Object.fromEntries(Object.entries(all).filter(([key]) => kSaidByBoth.test(key)));
    writeFileSync(join(to, name), JSON.stringify({ ...shared, ...JSON.parse(readFileSync(join(assets, 'desk/words', name), 'utf8')) }));
  }
}

// Only what is newer than its .br: compressing at 11 is the slow part.
function compress(file) {
  const packed = `${file}.br`;
  const bytes = readFileSync(file);
  if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(file).mtimeMs) return [bytes.length, statSync(packed).size];
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const small = brotliCompressSync(bytes, { params });
  writeFileSync(packed, small);
  return [bytes.length, small.length];
}

// The linker turns a forgotten function into an import (host functions are meant to be undefined), so it is noticed here.
function checkImports(bytes) {
  const known = /^(host\.(vmetrics|measure|raster)|env\.emscripten_notify_memory_growth|wasi_snapshot_preview1\.\w+)$/;
  const unknown = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map((i) => `${i.module}.${i.name}`).filter((n) => !known.test(n));
  if (unknown.length > 0) throw new Error(`core.wasm needs what nobody provides: ${unknown.join(', ')}`);
}

function copyModule(from, to) {
  if (!existsSync(from)) throw new Error(`${from} is missing: build the preset "wasm" first`);
  const bytes = readFileSync(from);
  checkImports(bytes);
  if (!existsSync(to) || !readFileSync(to).equals(bytes)) writeFileSync(to, bytes);
}

const shared = {
  absWorkingDir: root, bundle: true, format: 'esm', target: 'es2022', minify: true, charset: 'utf8', legalComments: 'none',
  outdir: 'dist', external: ['./panel.js', './stream.js', './evidence.js'], logLevel: 'warning',
};

mkdirSync(dist, { recursive: true });
copyModule(wasm, join(dist, 'core.wasm'));
await build({ ...shared, entryPoints: ['web/kefu.ts', 'web/panel.ts', 'web/stream.ts', 'web/evidence.ts'], platform: 'browser' });
// The desk is a page of its own: its script, its style, and its words, of which reasons and types are the panel's. It lies beside
// the panel's files, and fetches one of them.
const beside = { name: 'beside', setup: (b) => b.onResolve({ filter: /^\.\.\/evidence\.js$/ }, () => ({ path: './evidence.js', external: true })) };
await build({ ...shared, entryPoints: ['web/desk/desk.ts'], platform: 'browser', external: [], plugins: [beside] });
await build({ ...shared, entryPoints: ['assets/desk/desk.css'] });
deskWords(join(root, 'assets'), join(dist, 'desk'));
// esbuild bundles, terser's second look takes 3 % off.
for (const name of ['kefu.js', 'panel.js', 'stream.js', 'evidence.js', 'desk.js']) {
  const { code } = await minify(readFileSync(join(dist, name), 'utf8'), {
    module: true, ecma: 2022, compress: { passes: 3, unsafe_arrows: true }, format: { ecma: 2022 },
  });
  writeFileSync(join(dist, name), code);
}
await build({ ...shared, entryPoints: ['web/node.ts'], platform: 'node', minify: false });
copyFolder(join(root, 'assets/locales'), join(dist, 'locales'));
copyFolder(join(root, 'assets/policies'), join(dist, 'policies'));
await writeApiTypes();
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', 'false', '--emitDeclarationOnly'], { cwd: root, stdio: 'inherit' });

const locales = readdirSync(join(dist, 'locales')).filter((n) => n.endsWith('.json')).map((n) => `locales/${n}`);
const desk = ['desk.js', 'desk.css', ...readdirSync(join(dist, 'desk')).filter((n) => n.endsWith('.json')).map((n) => `desk/${n}`)];
for (const name of ['core.wasm', 'kefu.js', 'panel.js', 'stream.js', 'evidence.js', ...locales, ...desk]) {
  const [plain, packed] = compress(join(dist, name));
  if (!quiet) console.log(`${name.padEnd(22)} ${String(plain).padStart(8)} bytes, ${String(packed).padStart(7)} brotli`);
}
