// build.mjs: everything that is delivered, into dist/: `npm run build`.
//
//   build/wasm/core.wasm (or $KEFU_WASM) + web/*.ts + assets/locales + assets/policies
//   → kefu.js panel.js node.js core.wasm locales/ policies/ types/, and a .br beside each file that a browser asks for
import { build } from 'esbuild';
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
  outdir: 'dist', external: ['./panel.js'], logLevel: 'warning',
};

mkdirSync(dist, { recursive: true });
copyModule(wasm, join(dist, 'core.wasm'));
await build({ ...shared, entryPoints: ['web/kefu.ts', 'web/panel.ts'], platform: 'browser' });
await build({ ...shared, entryPoints: ['web/node.ts'], platform: 'node', minify: false });
copyFolder(join(root, 'assets/locales'), join(dist, 'locales'));
copyFolder(join(root, 'assets/policies'), join(dist, 'policies'));
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', 'false', '--emitDeclarationOnly'], { cwd: root, stdio: 'inherit' });

const locales = readdirSync(join(dist, 'locales')).filter((n) => n.endsWith('.json')).map((n) => `locales/${n}`);
for (const name of ['core.wasm', 'kefu.js', 'panel.js', ...locales]) {
  const [plain, packed] = compress(join(dist, name));
  if (!quiet) console.log(`${name.padEnd(22)} ${String(plain).padStart(8)} bytes, ${String(packed).padStart(7)} brotli`);
}
