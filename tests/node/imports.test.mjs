// What core.wasm asks of its host is a reviewed list: an import that slips in is a dependency that slips in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kRoot } from '../harness/paths.mjs';

const budget = JSON.parse(readFileSync(`${kRoot}budget.json`, 'utf8'));
const shipped = new WebAssembly.Module(readFileSync(`${kRoot}dist/core.wasm`));

test('core.wasm imports exactly what the checked-in list says', () => {
  const listed = readFileSync(kRoot + budget.imports, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).sort();
  const found = WebAssembly.Module.imports(shipped).map((i) => `${i.module}.${i.name}`).sort();
  console.log(`imports: ${found.join(' ')}`);
  assert.deepEqual(found, listed);
});

test('core.wasm exports every call of the boundary', () => {
  const architecture = readFileSync(`${kRoot}ARCHITECTURE.md`, 'utf8');
  const table = architecture.slice(architecture.indexOf('Exports'), architecture.indexOf('Imports'));
  const promised = [...table.matchAll(/`([a-z_]+)\(/g)].map((match) => match[1]);
  const found = new Set(WebAssembly.Module.exports(shipped).map((e) => e.name));
  assert.ok(promised.length > 15, `${promised.length} calls`);
  assert.deepEqual(promised.filter((name) => !found.has(name)), []);
});
