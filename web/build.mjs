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

// Style sheets are written in lines; a line's end costs as much on the wire as a letter.
const oneLine = { name: 'one-line', setup: (b) => b.onLoad({ filter: /\/web\/(styles|kefu)\.ts$/ }, ({ path }) => (
  { contents: readFileSync(path, 'utf8').replace(/Css = `[^`]*`/g, (css) => css.replaceAll('\n', '')), loader: 'ts' })) };

const shared = {
  absWorkingDir: root, bundle: true, format: 'esm', target: 'es2022', minify: true, charset: 'utf8', legalComments: 'none',
  plugins: [oneLine], outdir: 'dist', external: ['./kefu.js', './panel.js', './stream.js', './evidence.js'], logLevel: 'warning',
};

// What a written first page needs of the panel's sheet. No script has looked yet whether the buyer's system is dark.
async function buildFirstCss() {
  const { outputFiles } = await build({ ...shared, entryPoints: ['web/styles.ts'], write: false });
  const { kFirstCss } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const css = `:host{display:contents}:host([hidden]),:host(:not([open])) .panel{display:none}${kFirstCss}.panel{display:block}`
    .replace(/\.dark(\{[^}]*\})/, (dark, rules) => `${dark}@media (prefers-color-scheme:dark){.auto${rules}}`);
  await build({ ...shared, external: [], stdin: { contents: css, loader: 'css' }, outdir: undefined, outfile: 'dist/first.css' });
}

mkdirSync(dist, { recursive: true });
copyModule(wasm, join(dist, 'core.wasm'));
await build({ ...shared, entryPoints: ['web/kefu.ts', 'web/first.ts', 'web/panel.ts', 'web/stream.ts', 'web/evidence.ts'], platform: 'browser' });
// The desk is a page of its own: its script, its style, and its words, of which reasons and types are the panel's. It lies beside
// the panel's files, and fetches one of them.
const beside = { name: 'beside', setup: (b) => b.onResolve({ filter: /^\.\.\/evidence\.js$/ }, () => ({ path: './evidence.js', external: true })) };
await build({ ...shared, entryPoints: ['web/desk/desk.ts'], platform: 'browser', external: [], plugins: [beside] });
await build({ ...shared, entryPoints: ['assets/desk/desk.css'] });
deskWords(join(root, 'assets'), join(dist, 'desk'));
await buildFirstCss();
// Names that panel.js has for itself: nothing outside of it reads them, no answer of the service and no export of the module is
// called so. Shortened, they save 160 bytes of the 18 KB.
const kOwnNames = ['activate', 'colour', 'declined', 'drawLists', 'early', 'embedder', 'focusables', 'focused', 'hold', 'inOrder', 'isScrim',
  'kick', 'overlay', 'panelCreate', 'parts', 'picture', 'reloadGlyphs', 'repaint', 'setUp', 'stops', 'storageRefused'];
function shortened(name, code) {
  if (name === 'panel.js') return { properties: { regex: new RegExp(`^(${kOwnNames.join('|')})$`), keep_quoted: true } };
  const shared = name === 'desk.js' ? undefined : kOwnNames.find((own) => new RegExp(`\\b${own}\\b`).test(code));
  if (shared) throw new Error(`${name} has "${shared}", too: take it out of kOwnNames`);
  return {};
}
// esbuild bundles, terser's second look takes 3 % off.
for (const name of ['kefu.js', 'first.js', 'panel.js', 'stream.js', 'evidence.js', 'desk.js']) {
  const source = readFileSync(join(dist, name), 'utf8');
  const { code } = await minify(source, {
    module: true, ecma: 2022, compress: { passes: 5, inline: 0, switches: false, typeofs: false, keep_fargs: false, collapse_vars: false }, format: { ecma: 2022 }, mangle: shortened(name, source),
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
for (const name of ['core.wasm', 'kefu.js', 'first.js', 'first.css', 'panel.js', 'stream.js', 'evidence.js', ...locales, ...desk]) {
  const [plain, packed] = compress(join(dist, name));
  if (!quiet) console.log(`${name.padEnd(22)} ${String(plain).padStart(8)} bytes, ${String(packed).padStart(7)} brotli`);
}
