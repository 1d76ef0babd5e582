// Writes what the benchmarks run: FOLDER/COMMAND.jsonl, one document a line. The demo shop's orders and stores, as shops
// have them, and the vectors of tests/vectors, whose file names are the commands, so that a new command comes by itself.
//
//   node tests/bench/documents.mjs build/bench      (KEFU_TOOL: the tool that makes the cases for `advance`)
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advances, documents } from '../harness/documents.mjs';
import { kRoot } from '../harness/paths.mjs';
import { batch } from '../harness/tool.mjs';

const folder = process.argv[2];
const vectors = `${kRoot}tests/vectors/`;
const byCommand = new Map();
const add = (command, text) => byCommand.set(command, (byCommand.get(command) ?? new Set()).add(text));

for (const { command, text } of [...documents(), ...advances((text) => batch('advance', [text])[0])]) add(command, text);
for (const file of readdirSync(vectors).filter((name) => name.endsWith('.json'))) {
  for (const row of JSON.parse(readFileSync(vectors + file, 'utf8'))) add(file.replace('.json', ''), JSON.stringify(row.in));
}

mkdirSync(folder, { recursive: true });
for (const [command, texts] of byCommand) {
  // A refusal ends early: it would flatter the figures.
  const all = [...texts];
  const answers = batch(command, all);
  const sound = all.filter((_, i) => !answers[i].startsWith('{"error"'));
  writeFileSync(join(folder, `${command}.jsonl`), sound.map((text) => `${text}\n`).join(''));
}
