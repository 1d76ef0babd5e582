// 20,000 requests that nobody should send, over every operation of the OpenAPI document: each is answered with 2xx or 4xx in
// the document's own shapes, and the server (with sanitizers, in scripts/test) lives, does not grow and keeps its books.
// KEFU_SEED=n sends others, KEFU_N=n so many; what fails is printed with the seed that it came of. Alone a token's end is the clock's.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { closes } from '../harness/books.mjs';
import { kPostgres } from '../harness/database.mjs';
import { upload, announce } from '../harness/evidence.mjs';
import { startShop } from '../harness/fixture.mjs';
import { maker } from '../harness/fuzz.mjs';
import { random } from '../harness/hostile.mjs';
import { conforms, kOperations, operationOf } from '../harness/openapi.mjs';
import { kRoot } from '../harness/paths.mjs';
import { until } from '../harness/wait.mjs';

const seed = Number(process.env.KEFU_SEED ?? 20261123);
// The whole on SQLite; the other database only has SQL of its own to show.
const kRequests = Number(process.env.KEFU_N ?? (kPostgres ? 2000 : 20_000));
const kBare = kRequests / 10; // of them by connections of their own
const kConnections = 12, kPatienceMs = 20_000;

const subjects = {
  buyer: ['b-1', {}], agent: ['a-1', { role: 'agent', store: 's-desk' }], supplier: ['sup-1', { role: 'supplier' }], platform_desk: ['d-1', { role: 'platform_desk' }],
  xiaoer: ['x-1', { role: 'xiaoer' }], finance: ['f-1', { role: 'finance' }], erp: ['e-1', { role: 'erp', store: 's-desk' }], stranger: ['b-9', {}],
};

let shop, made;
before(async () => {
  shop = await startShop({ many: 200, deposits: { 'sup-1': 1_000_000 } });
  copyFileSync(`${kRoot}assets/openapi.json`, `${shop.root}/assets/openapi.json`);
  const lin = shop.as('b-1');
  const cases = [];
  for (const [tid, oid] of [['t-desk', 'D'], ['t-desk', 'E'], ['t-packet', 'P'], ['t-auto', 'A']]) cases.push((await lin.submit(tid, oid)).json.case.case_id);
  const uploads = [await upload(lin, 't-desk')];
  for (let i = 0; i < 8; ++i) uploads.push((await announce(lin, `m-${i}`, Buffer.alloc(8000, i))).json.id);
  made = maker(random(seed), { subjects, ids: {
    id: cases, case_id: cases, evidence: uploads, supplier_id: ['sup-1', 'sup-2'], store: ['s-desk', 's-auto', 's-other'], item: ['i-1', 'i-2', 'i-9'],
    tid: ['t-desk', 't-packet', 't-shipped', 't-auto', 't-two', ...Array.from({ length: 20 }, (_, i) => `m-${i}`)],
  } });
});
after(() => shop?.end());

const agent = new Agent({ keepAlive: true, maxSockets: kConnections });
const told = ({ method, path, headers, body }) =>
  `seed ${seed}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 600)} ${String(body ?? '').slice(0, 600)}`;

/** {status, headers, text}; an endless answer is left after its head. */
function answered(r) {
  return new Promise((done, fail) => {
    const asked = send({ agent, host: '127.0.0.1', port: shop.port, method: r.method, path: r.path, headers: { ...r.headers, ...(r.body === undefined ? {} : { 'content-length': Buffer.byteLength(r.body) }) } }, (answer) => {
      const headers = new Headers(Object.entries(answer.headers).map(([k, v]) => [k, String(v)]));
      const parts = [];
      const end = () => done({ status: answer.statusCode, headers, text: Buffer.concat(parts).toString() });
      if (headers.get('content-type') === 'text/event-stream') { asked.destroy(); return end(); }
      answer.on('data', (part) => parts.push(part)).on('end', end).on('error', fail);
    });
    asked.setTimeout(kPatienceMs, () => asked.destroy(new Error('no answer in time')));
    asked.on('error', fail);
    asked.end(r.body);
  });
}

const json = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The statuses of what came back to these bytes until the server had nothing more to say. */
function exchanged({ bytes }) {
  return new Promise((done, fail) => {
    const parts = [];
    const socket = connect(shop.port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(kPatienceMs, () => { fail(new Error(`seed ${seed}: neither answered nor closed: ${bytes.toString('latin1').slice(0, 900)}`)); socket.destroy(); });
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {}); // closed before it had read everything: 'close' follows
    socket.on('close', () => done([...Buffer.concat(parts).toString('latin1').matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)).filter((status) => status !== 100))); // "go on" is no answer
  });
}

const statuses = {}, reached = new Set();
const count = (status) => { statuses[status] = (statuses[status] ?? 0) + 1; };

async function one(r) {
  const { status, headers, text } = await answered(r).catch((error) => assert.fail(`${error.message} ${shop.output.slice(-3000)} ${told(r)}`));
  count(status);
  assert.ok(status >= 200 && status < 300 || status >= 400 && status < 500, `${status} ${text.slice(0, 300)} ${shop.output.slice(-3000)} ${told(r)}`);
  try {
    const head = r.method === 'HEAD' && !operationOf('HEAD', r.path); // of a file: as GET, without its bytes
    if (!head || status >= 400) conforms(r.method, r.path, { status, headers }, json(text));
  } catch (error) {
    throw new Error(`${error.message} ${told(r)}`);
  }
  const operation = operationOf(r.method, r.path);
  if (status < 300 && operation) reached.add(operation.operationId);
}

/** So many times, over several connections side by side. */
async function side_by_side(times, work) {
  let left = times;
  await Promise.all(Array.from({ length: kConnections }, async () => { while (left-- > 0) await work(); }));
}

test(`${kRequests.toLocaleString('en')} requests: answered with 2xx or 4xx, no crash, no growth`, { timeout: 240_000 }, async () => {
  const begun = Date.now();
  let bare = 0, silent = 0;
  const both = async (share) => {
    await side_by_side(share * (kRequests - kBare), () => one(made.request()));
    await side_by_side(share * kBare, async () => {
      const wild = made.raw();
      const got = await exchanged(wild);
      bare++;
      if (got.length === 0) silent++;
      for (const status of got) {
        count(status);
        assert.ok(status >= 200 && status < 300 || status >= 400 && status < 500, `seed ${seed}: ${status} to ${wild.bytes.toString('latin1').slice(0, 900)}`);
      }
      assert.ok(got.length <= wild.most, `seed ${seed}: ${got} to ${wild.bytes.toString('latin1').slice(0, 900)}`);
    });
  };
  await both(0.5);
  const before_kb = shop.residentKb(); // by now every worker has met what makes it grow
  await both(0.5);
  const growth_kb = shop.residentKb() - before_kb;
  const missed = kOperations.map((o) => o.operation.operationId).filter((id) => !reached.has(id));
  console.log(`fuzz: seed ${seed}, ${kRequests} requests, ${bare} of them bare bytes (${silent} closed without an answer), in ${Math.round((Date.now() - begun) / 1000)} s; `
    + `statuses ${JSON.stringify(statuses)}; growth in the second half ${growth_kb} KB; never 2xx: ${missed.join(' ') || 'none'}`);
  assert.ok(growth_kb < 24 * 1024, `${growth_kb} KB`);
  assert.equal((await shop.as('b-1').get('/v1/cases')).status, 200);
  assert.equal((await fetch(`${shop.url}/healthz`)).status, 200);
  assert.deepEqual(kRequests < 20_000 ? [] : missed, [], 'operations that nothing got through to: they prove nothing');
  await until('the books to close', () => { try { closes(shop); return true; } catch { return false; } });
  closes(shop);
});
