// The native tool: one document a run, or many by --batch.
//
//   run('quote', bytes)            // {status: 0, text: '{"total":…}\n', signal: null, stderr: ''}
//   batch('quote', [doc, doc])     // ['{"total":…}', '{"error":…}']
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { kTool } from './paths.mjs';

assert.ok(existsSync(kTool), `${kTool} is not built; scripts/build makes it`);

const kOutputBytes = 1 << 28;

/** `command`: one word, or the words of a command line. */
export function run(command, input, timeout = 5000) {
  const r = spawnSync(kTool, [command].flat(), { input, timeout, maxBuffer: kOutputBytes });
  return { status: r.status, signal: r.signal, text: r.stdout.toString(), stderr: r.stderr.toString() };
}

/** One line out for each line in; `documents` are strings or buffers without line feeds. */
export function batch(command, documents, timeout = 60000) {
  const lines = documents.flatMap((d) => [Buffer.isBuffer(d) ? d : Buffer.from(d), Buffer.from('\n')]);
  const r = spawnSync(kTool, ['--batch', command].flat(), { input: Buffer.concat(lines), timeout, maxBuffer: kOutputBytes });
  assert.equal(r.signal, null, `kefu --batch ${command} ended by ${r.signal}: ${r.stderr}`);
  assert.equal(r.stderr.toString(), '');
  assert.equal(r.status, 0);
  const out = r.stdout.toString().split('\n');
  assert.equal(out.pop(), '', 'the last line ends with a line feed');
  return out;
}
