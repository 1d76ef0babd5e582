// The same bytes in give the same bytes out through the native tool, the shipped module in Node, and HTTP (contract).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createEngine } from 'kefu';
import { advances, documents } from '../harness/documents.mjs';
import { startServer } from '../harness/server.mjs';
import { batch } from '../harness/tool.mjs';

const kLeastDocuments = 200;
const kCommands = ['locate', 'quote', 'check', 'form', 'advance', 'compensate', 'classify'];
const kAtOnce = 8;

let server, engine, all, native;

before(async () => {
  server = await startServer();
  engine = createEngine();
  all = [...documents(), ...advances((text) => batch('advance', [text])[0])];
  native = new Map();
  for (const command of kCommands) {
    const these = all.filter((d) => d.command === command);
    const answers = batch(command, these.map((d) => d.text));
    assert.equal(answers.length, these.length);
    these.forEach((d, i) => native.set(d, answers[i]));
  }
});
after(() => server?.end());

test('at least two hundred documents, results and refusals of every command', () => {
  assert.ok(all.length >= kLeastDocuments, `${all.length} documents`);
  const count = (command, refused) => all.filter((d) => d.command === command && native.get(d).startsWith('{"error"') === refused).length;
  const figures = kCommands.map((c) => `${c} ${count(c, false)}+${count(c, true)}`);
  for (const command of kCommands) assert.ok(count(command, false) > 20, `${command} has results`);
  for (const command of ['locate', 'quote', 'advance', 'compensate']) assert.ok(count(command, true) > 0, `${command} has refusals`);
  console.log(`parity: ${all.length} documents (results+refusals: ${figures.join(', ')})`);
});

test('the module in Node answers the native tool’s bytes', () => {
  for (const d of all) assert.equal(engine.run(d.command, d.text).json, native.get(d), `${d.command} ${d.text}`);
});

test('the server answers the native tool’s bytes, and its problems carry the same code and pointer', async () => {
  const buyer = server.as('b-1');
  const queue = [...all];
  const worker = async () => {
    for (let d = queue.pop(); d; d = queue.pop()) {
      const answer = await buyer.post(`/v1/${d.command}`, d.text);
      const expected = native.get(d);
      if (!expected.startsWith('{"error"')) {
        assert.equal(answer.status, 200, `${d.command} ${d.text} ${answer.text}`);
        assert.equal(answer.text, expected, `${d.command} ${d.text}`);
        continue;
      }
      const { error } = JSON.parse(expected);
      assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
      assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
      assert.deepEqual([answer.json.code, answer.json.pointer ?? '', answer.json.status], [error.code, error.pointer, answer.status]);
      assert.equal(answer.json.detail, error.message);
    }
  };
  await Promise.all(Array.from({ length: kAtOnce }, worker));
  assert.equal(queue.length, 0);
});
