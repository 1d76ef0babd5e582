// Writes the seeds and the dictionary of every fuzz target from what the repository has anyway: the vectors, the demo
// shop's documents, the packs.
//
//   node tests/fuzz/corpus.mjs build/fuzz/seeds        → build/fuzz/seeds/TARGET/*, build/fuzz/seeds/words.dict
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from '../harness/documents.mjs';
import { kRoot } from '../harness/paths.mjs';

const folder = process.argv[2];
const words = new Set();

function seed(target, text) {
  mkdirSync(join(folder, target), { recursive: true });
  writeFileSync(join(folder, target, createHash('sha1').update(text).digest('hex')), text);
}

// Keys, enum words and short texts: what a document is made of.
function collect(value) {
  if (typeof value === 'string' && /^[\w:+.-]{2,40}$/.test(value)) words.add(value);
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) words.add(key);
    collect(member);
  }
}

function document(target, value) {
  collect(value);
  const text = JSON.stringify(value);
  seed(target, text);
  seed('json', text);
}

rmSync(folder, { recursive: true, force: true });
const read = (path) => readFileSync(kRoot + path, 'utf8');
const jsonIn = (path) => readdirSync(kRoot + path).filter((name) => name.endsWith('.json'));

for (const file of jsonIn('tests/vectors')) {
  const command = file.replace('.json', '');
  for (const row of JSON.parse(read(`tests/vectors/${file}`))) {
    document(command, row.in);
    collect(row.out);
    // A case that came out is one that goes in again.
    if (row.out?.case && row.in.event) document(command, { ...row.in, case: row.out.case });
  }
}
for (const { command, text } of documents()) document(command, JSON.parse(text));
for (const file of jsonIn('assets/policies')) document('policy', JSON.parse(read(`assets/policies/${file}`)));
seed('line_break', `\xc8${read('tests/vectors/line_break.txt')}`);
for (const text of Object.values(JSON.parse(read('assets/locales/zh-CN.json')))) seed('line_break', `P${text}`);
for (const text of ['[1e999,-0,1E-5,18446744073709551616]', '"\\ud83d\\ude00\\u0000\\/"', '\ufeff{"a":[],"a":{}}']) seed('json', text);

writeFileSync(join(folder, 'words.dict'), [...words].sort().map((word) => `"${word}"\n`).join(''));
