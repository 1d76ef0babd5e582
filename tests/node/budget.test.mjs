// Bytes that a buyer's phone downloads, against budget.json.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { kRoot } from '../harness/paths.mjs';

const budget = JSON.parse(readFileSync(`${kRoot}budget.json`, 'utf8'));
const dist = `${kRoot}dist/`;
const packed = (name) => readFileSync(`${dist}${name}.br`);
const kNodeOnly = ['node.js'];
const kLater = ['stream.js', 'evidence.js']; // loaded once the panel can be used or on demand, each with a bound of its own
const kDesk = ['desk.js', 'desk.css', 'desk/zh-CN.json']; // what opening the desk's page fetches

function within(what, bytes, limit) {
  console.log(`budget: ${what} ${bytes} of ${limit} bytes brotli`);
  assert.ok(bytes <= limit, `${what}: ${bytes} bytes, ${bytes - limit} over`);
}

test('the module fits its budget', () => within('core.wasm', packed('core.wasm').length, budget['core.wasm'].brotli_bytes));

test('the launcher fits its budget', () => within('kefu.js', packed('kefu.js').length, budget['kefu.js'].brotli_bytes));

test('all of the panel’s JavaScript fits its budget', () => {
  const apart = new Set(['desk.js', ...kLater, ...kNodeOnly]);
  const scripts = readdirSync(dist).filter((name) => name.endsWith('.js') && !apart.has(name));
  within(scripts.join(' '), scripts.reduce((sum, name) => sum + packed(name).length, 0), budget.all_js.brotli_bytes);
});

for (const name of kLater) {
  test(`${name}, which comes later, fits its budget`, () => within(name, packed(name).length, budget[name].brotli_bytes));
}

test('the desk’s page fits its budget', () =>
  within(kDesk.join(' '), kDesk.reduce((sum, name) => sum + packed(name).length, 0), budget.desk.brotli_bytes));

test('what is measured is what is delivered', () => {
  for (const name of ['core.wasm', 'kefu.js', 'first.js', 'first.css', 'panel.js', ...kLater, ...kDesk]) {
    assert.ok(brotliDecompressSync(packed(name)).equals(readFileSync(dist + name)), name);
  }
});

test('the scripts need no eval and write no markup', () => {
  for (const name of ['kefu.js', 'first.js', 'panel.js', 'desk.js', ...kLater]) {
    const source = readFileSync(dist + name, 'utf8');
    for (const word of ['eval(', 'new Function', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', '.cssText']) {
      assert.ok(!source.includes(word), `${name} has ${word}`);
    }
  }
});
