// Runs the benchmarks and prints one table: each command natively and in Node on the shipped module, per second and as
// ratios to their floors. Ratios, because seconds are the machine's; nothing here fails for being slow.
//
//   node tests/bench/report.mjs build/native/tests/bench/kefu_bench build/bench
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createEngine } from 'kefu';

const [bench, folder] = process.argv.slice(2);
const kPasses = 15; // of which the quickest counts, here as in kefu_bench
const kPassMs = 60;

const native = spawnSync(bench, [folder, '--benchmark_format=json', `--benchmark_repetitions=${kPasses}`,
  `--benchmark_min_time=${kPassMs / 1000}`, '--benchmark_enable_random_interleaving=true',
  '--benchmark_report_aggregates_only=true'], { maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
if (native.status !== 0) process.exit(native.status ?? 1);

const rows = new Map(); // command → {parse, run}: microseconds for all of its documents
for (const row of JSON.parse(native.stdout.toString()).benchmarks) {
  if (row.aggregate_name !== 'quickest') continue;
  const [what, command] = row.run_name.split('/');
  rows.set(command, { ...rows.get(command), [what]: row.cpu_time });
}

const engine = createEngine();

function once(command, documents) {
  const start = process.hrtime.bigint();
  for (const text of documents) engine.run(command, text);
  return Number(process.hrtime.bigint() - start) / 1000;
}

/** Microseconds for all documents of a command, at best. */
function quickest(command, documents) {
  let best = Infinity;
  for (let spent = 0; spent < kPasses * kPassMs * 1000;) {
    const us = once(command, documents);
    spent += us;
    best = Math.min(best, us);
  }
  return best;
}

const cells = (...texts) => console.log(texts.map((t, i) => (i === 0 ? String(t).padEnd(10) : String(t).padStart(11))).join(' '));
cells('command', 'documents', 'bytes each', 'native /s', '÷ parse', 'node /s', '÷ native');
for (const command of [...rows.keys()].sort()) {
  const documents = readFileSync(`${folder}/${command}.jsonl`, 'utf8').trimEnd().split('\n');
  const bytes = documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const { parse, run } = rows.get(command);
  const node = quickest(command, documents);
  const perSecond = (us) => Math.round(documents.length / (us / 1e6)).toLocaleString('en');
  cells(command, documents.length, Math.round(bytes / documents.length), perSecond(run), (run / parse).toFixed(2),
    perSecond(node), (node / run).toFixed(2));
}
