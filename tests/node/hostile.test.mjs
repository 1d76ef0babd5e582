// Whatever comes in, a typed error or a valid result goes out: no crash, no hang, no growth.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents, submit } from '../harness/documents.mjs';
import { demo } from '../harness/demo.mjs';
import { kRaw, mutate, random } from '../harness/hostile.mjs';
import { startServer } from '../harness/server.mjs';
import { batch, run } from '../harness/tool.mjs';

const kEach = 420;             // mutated documents per command
const kCommands = ['quote', 'locate', 'check', 'form', 'advance', 'compensate', 'classify'];
const kMostMsEach = 2000;      // one document, on a busy machine
const kMostGrowthKb = 8 * 1024;
const kAtOnce = 8;
const kTyped = /^[A-Z][A-Z_]+$/;

const [{ trade }] = demo().trades;
const good = {};
for (const d of documents()) (good[d.command] ??= []).push(d);
good.advance = demo().trades.map((t) => ({ text: JSON.stringify(submit(t.trade)) }));

function hostile(command, seed) {
  const next = random(seed);
  const pool = good[command].map((d) => JSON.parse(d.text));
  return Array.from({ length: kEach }, () => mutate(pool[next(pool.length)], next));
}
const corpus = kCommands.flatMap((command, i) => [...kRaw, ...hostile(command, 7 + i)].map((bytes) => ({ command, bytes })));
const hasLineFeed = (bytes) => Buffer.from(bytes).includes(10);

function assertTyped(text, about) {
  let value;
  assert.doesNotThrow(() => { value = JSON.parse(text); }, `${about}: ${text.slice(0, 200)}`);
  if (value.error === undefined) {
    assert.ok(Array.isArray(value.trace), `${about}: a result has its trace`);
    return false;
  }
  assert.match(value.error.code, kTyped, about);
  assert.ok(value.error.message.length > 0 && value.error.message.length < 1000, about);
  assert.match(value.error.pointer, /^(\/|$)/, about);
  return true;
}

test('the tool in batches: a line for every line, each a result or a typed error', () => {
  let refused = 0, count = 0, slowest = 0;
  for (const command of kCommands) {
    const these = corpus.filter((d) => d.command === command && !hasLineFeed(d.bytes)).map((d) => d.bytes);
    const started = Date.now();
    const answers = batch(command, these);
    slowest = Math.max(slowest, (Date.now() - started) / these.length);
    assert.equal(answers.length, these.length, command);
    answers.forEach((text, i) => { refused += assertTyped(text, `${command} ${String(these[i]).slice(0, 200)}`); });
    count += these.length;
  }
  assert.ok(count >= 2000, `${count} documents`);
  console.log(`hostile: tool ${count} documents in batches, ${refused} refused, ${slowest.toFixed(2)} ms each at most on average`);
});

test('the tool one by one: exit status 0 or 2, never a signal, never slow', () => {
  const singles = corpus.filter((d, i) => hasLineFeed(d.bytes) || i % 20 === 0);
  for (const { command, bytes } of singles) {
    const answer = run(command, bytes, kMostMsEach);
    const about = `${command} ${String(bytes).slice(0, 200)}`;
    assert.equal(answer.signal, null, about);
    assert.equal(answer.stderr, '', about);
    assert.equal(answer.status, assertTyped(answer.text, about) ? 2 : 0, about);
  }
  console.log(`hostile: tool ${singles.length} documents one by one`);
});

async function send(server, path, bytes, key) {
  const started = Date.now();
  const answer = await server.as('b-1').post(path, Buffer.from(bytes), { key, timeoutMs: kMostMsEach * kAtOnce });
  const about = `${path} ${String(bytes).slice(0, 200)} -> ${answer.status} ${answer.text.slice(0, 200)}`;
  assert.ok(answer.status < 500, `${about}\n${server.output}`);
  if (answer.status >= 400) {
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/, about);
    assert.match(answer.json.code, kTyped, about);
    assert.equal(answer.json.status, answer.status, about);
  } else {
    assert.ok([200, 201].includes(answer.status) && typeof answer.json === 'object', about);
  }
  return { refused: answer.status >= 400, ms: Date.now() - started };
}

async function sendAll(server, list) {
  const queue = [...list];
  const figures = { refused: 0, slowest: 0 };
  await Promise.all(Array.from({ length: kAtOnce }, async () => {
    for (let job = queue.pop(); job; job = queue.pop()) {
      const { refused, ms } = await send(server, ...job);
      figures.refused += refused;
      figures.slowest = Math.max(figures.slowest, ms);
    }
  }));
  return figures;
}

test('the server: every body is answered, and its memory does not grow', async (t) => {
  const server = await startServer();
  t.after(() => server.end());
  const computing = corpus.map((d) => [`/v1/${d.command}`, d.bytes]);
  const next = random(99);
  const body = { tid: trade.tid, request: submit(trade).event.request, amount: 100, description: '不想要了', evidence: [] };
  const writing = (round) => [
    ...[...kRaw, ...Array.from({ length: 200 }, () => mutate(body, next))].map((bytes, i) => ['/v1/cases', bytes, `${round}-c${i}`]),
    ...[...kRaw, ...Array.from({ length: 60 }, () => mutate({ type: 'withdraw', version: 1 }, next))]
      .map((bytes, i) => ['/v1/cases/no-such-case/events', bytes, `${round}-e${i}`]),
  ];

  await sendAll(server, [...computing, ...writing('warm')]); // what a server keeps for good: pools, caches, arenas
  const before_kb = server.residentKb();
  const list = [...computing, ...writing('measured')];
  const figures = await sendAll(server, list);
  const growth = server.residentKb() - before_kb;
  assert.ok(server.running, server.output);
  assert.ok(growth < kMostGrowthKb, `grew by ${growth} KB from ${before_kb} KB`);
  const healthy = await server.as('b-2').get('/v1/cases');
  assert.equal(healthy.status, 200);
  console.log(`hostile: server ${list.length} documents, ${figures.refused} refused, slowest ${figures.slowest} ms, memory ${before_kb} KB ${growth >= 0 ? '+' : ''}${growth} KB`);
});
