// `kefu form --answers`: a filled form through the tool and through Node, without the form's client knowing a rule.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from 'kefu';
import { kRoot } from '../harness/paths.mjs';
import { batch, run } from '../harness/tool.mjs';

const vectors = JSON.parse(readFileSync(`${kRoot}tests/vectors/form.json`, 'utf8'));
const filled = vectors.filter(({ in: document }) => document.answers).map(({ in: document }) => JSON.stringify(document));
const [bare] = vectors.filter(({ in: document }) => !document.answers).map(({ in: document }) => JSON.stringify(document));

test('the tool judges the answers, and a form that is not valid is a result all the same', () => {
  const [first, second] = filled.map((document) => run(['form', '--answers'], document));
  assert.equal(first.status, 0);
  assert.deepEqual(JSON.parse(first.text).errors, []);
  assert.equal(second.status, 0);
  assert.deepEqual(JSON.parse(second.text).errors.map((e) => [e.field, e.code]), [['evidence', 'REQUIRED']]);
});

test('with --answers a document without answers is refused, and no other command takes it', () => {
  const refused = run(['form', '--answers'], bare);
  assert.equal(refused.status, 2);
  assert.deepEqual([JSON.parse(refused.text).error.code, JSON.parse(refused.text).error.pointer], ['MISSING_KEY', '/answers']);
  assert.equal(run(['check', '--answers'], bare).status, 2);
});

test('Node gives the same bytes for form with answers', () => {
  const engine = createEngine();
  assert.ok(filled.length >= 5);
  const native = batch(['form', '--answers'], filled);
  filled.forEach((document, i) => assert.equal(engine.run('form', document).json, native[i]));
});
