// What a TypeScript program gets of the package: its declarations, made of assets/openapi.json, hold together and say no.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { kRoot } from '../harness/paths.mjs';
import { kOpenApi, kOperations } from '../harness/openapi.mjs';
import { apiTypes } from '../../web/api_types.mjs';

// Inside the repository, so that 'kefu' is this package.
function compile(program) {
  const folder = mkdtempSync(join(kRoot, 'build/types-'));
  try {
    writeFileSync(join(folder, 'program.ts'), program);
    const how = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'es2022', '--moduleResolution', 'bundler', '--ignoreConfig', '--types', 'node', '--skipLibCheck', 'false'];
    execFileSync(process.execPath, [join(kRoot, 'node_modules/typescript/bin/tsc'), ...how, join(folder, 'program.ts')], { cwd: kRoot, stdio: 'pipe' });
    return '';
  } catch (failed) {
    return String(failed.stdout) || String(failed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const program = (status) => `
import { createEngine, type Contract } from 'kefu';
const quote = createEngine().quote({ tid: '1', request: { type: 'REFUND', lines: [{ oid: 'A', num: 1 }] } });
export const fen: number = 'error' in quote ? 0 : quote.total;
export const over = (answer: Contract.Answers['getCase']): boolean => answer.case.status === '${status}';
`;

test('a program that uses the package as it is described compiles', () => assert.equal(compile(program('SUCCESS')), ''));

test('a status that no case has is an error before the program runs', () => assert.match(compile(program('DONE')), /'"DONE"' have no overlap/));

test('every schema of the document is a type, every operation with an answer in the table', async () => {
  const made = await apiTypes(kOpenApi);
  for (const name of Object.keys(kOpenApi.components.schemas)) assert.match(made, new RegExp(`export (type|interface) ${name}\\b`));
  const [, answers] = /interface Answers (\{[^]*?\n\})/.exec(made);
  for (const { operation: { operationId, responses } } of kOperations) {
    const spoken = Object.entries(responses).some(([status, r]) => status < '3' && r.content?.['application/json']);
    assert.equal(answers.includes(`\n  ${operationId}: `), spoken, operationId);
  }
});
