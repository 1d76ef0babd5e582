// How many cases a second the server takes, each durable before it is answered, against the rate at which the bare database
// commits the same rows on the same disk in the same run; on SQLite and on PostgreSQL. Ratios, because seconds are the
// machine's. Exit status 1: a bound is broken.
//
//   node tests/bench/load.mjs build/native/tests/bench/bare_commits [--only sqlite|postgresql]
//
// A submission is POST /v1/cases for an order of its own at a store whose desk has to answer: the order, its store and its
// cases are read, the engine decides, and the case, its effects, its notices, the changed order and the answer of the
// Idempotency-Key are written. `bare` writes just those rows, taken from the server's own database, one submission a
// transaction: on SQLite, which has one writer, over one connection, on PostgreSQL over as many as are quickest. `grouped`
// tells what the bare database does when it may put as many submissions as there are connections into one COMMIT.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { execute, query } from '../harness/database.mjs';
import { startShop } from '../harness/fixture.mjs';
import { temporaryFolder } from '../harness/paths.mjs';
import { newDatabase, startCluster } from '../harness/postgresql.mjs';
import { refundRequest } from '../harness/requests.mjs';
import { sign } from '../harness/token.mjs';

const [program, , only] = process.argv.slice(2);
const kConnections = 32;
const kWarm = 500;
const kMeasured = 6000;
const kRounds = 3; // of server and bare database in turn; what is told is the median
const kLeastRatio = 0.5; // of the bare database's rate
const kMostSpread = 20; // p99 over p50

/** A shop with an order for each submission: copies of t-desk, d-0 …, each with the lines D and E. */
async function shopOf(database) {
  const shop = await startShop({ database });
  execute(database, `INSERT INTO trades (tid, buyer_id, store_id, created_at, document)
    SELECT 'd-' || n, buyer_id, store_id, created_at, replace(document, '"t-desk"', '"d-' || n || '"') FROM trades,
      (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < ${kWarm + kMeasured}) SELECT n FROM c) AS numbers
    WHERE tid = 't-desk'`);
  return shop;
}

/** One kept connection: its submissions one after another, as bytes, because the generator shares the machine. */
class Line {
  #socket;
  #heard = '';
  #answer = () => {};

  open(port) {
    return new Promise((done, fail) => {
      this.#socket = connect(port, '127.0.0.1', done).setNoDelay(true).on('error', fail).setEncoding('latin1');
      this.#socket.on('data', (text) => {
        this.#heard += text;
        const head = this.#heard.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(this.#heard)[1]);
        if (this.#heard.length < head + 4 + length) return;
        const status = Number(this.#heard.slice(9, 12));
        const body = this.#heard.slice(head + 4);
        this.#heard = '';
        this.#answer({ status, body });
      });
    });
  }

  submit(tid, token) {
    const body = JSON.stringify({ tid, request: refundRequest('D') });
    return new Promise((done) => {
      this.#answer = done;
      this.#socket.write(`POST /v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: ${randomUUID()}\r\n`
        + `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
  }

  close() { this.#socket.destroy(); }
}

/** Submits for orders `from` to `to` over all lines; {per_s, p50_ms, p99_ms}. */
async function load(port, from, to) {
  const token = sign('b-1');
  const lines = Array.from({ length: kConnections }, () => new Line());
  await Promise.all(lines.map((line) => line.open(port)));
  const took = [];
  let next = from;
  const start = performance.now();
  await Promise.all(lines.map(async (line) => {
    while (next < to) {
      const tid = `d-${next++}`;
      const sent = performance.now();
      const { status, body } = await line.submit(tid, token);
      if (status !== 201) throw new Error(`${tid}: ${status} ${body}`);
      took.push(performance.now() - sent);
    }
  }));
  const seconds = (performance.now() - start) / 1000;
  lines.forEach((line) => line.close());
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.floor(took.length * share)];
  return { per_s: (to - from) / seconds, p50_ms: at(0.5), p99_ms: at(0.99) };
}

/** What each measured submission has written, as statements for an equal database in which it was not made. */
function statements(url) {
  const columns = query(url, url.startsWith('sqlite:')
    ? "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
    : "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position");
  const tables = new Map();
  for (const { t, c } of columns) tables.set(t, [...(tables.get(t) ?? []), c]);
  const text = (value) => (value === null ? null : String(value));
  const insert = (table, row) => {
    const names = tables.get(table);
    return [`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((n) => `:${n}`).join(', ')})`, ...names.map((n) => text(row[n]))];
  };
  const of = new Map(); // case → statements
  const trades = new Map(query(url, 'SELECT tid, consign_stopped, document FROM trades').map((t) => [t.tid, t]));
  for (const row of query(url, 'SELECT * FROM cases ORDER BY case_id')) {
    const { document, consign_stopped, tid } = trades.get(row.tid);
    of.set(row.case_id, [insert('cases', row),
      ['UPDATE trades SET document = :document, consign_stopped = :stopped WHERE tid = :tid', document, text(consign_stopped), tid]]);
  }
  for (const [table, names] of tables) {
    if (table === 'cases' || !names.includes('case_id')) continue;
    for (const row of query(url, `SELECT * FROM ${table}`)) of.get(row.case_id).push(insert(table, row));
  }
  for (const row of query(url, 'SELECT * FROM answers')) of.get(JSON.parse(row.body).case.case_id).push(insert('answers', row));
  return [...of.values()].slice(-kMeasured);
}

async function emptyShop(database) {
  await (await shopOf(database)).end();
  return database;
}

function bare(url, file, connections, group) {
  const run = spawnSync(program, [url, file, String(connections), String(group)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}${run.error ?? ''}`);
  return JSON.parse(run.stdout);
}

const cells = (...texts) => console.log(texts.map((t, i) => (i === 0 ? String(t).padEnd(24) : String(t).padStart(11))).join(' '));
const row = (name, r, base) => cells(name, r.per_s.toFixed(0), r.p50_ms.toFixed(2), r.p99_ms.toFixed(2), base ? (r.per_s / base.per_s).toFixed(2) : '');

/** The server's figures, and the rows that it wrote. */
async function serve(database) {
  const shop = await shopOf(database);
  await load(shop.port, 0, kWarm);
  const served = await load(shop.port, kWarm, kWarm + kMeasured);
  const rss_mb = Math.round(shop.residentKb() / 1024);
  await shop.end();
  return { ...served, rss_mb };
}

const median = (rounds) => Object.fromEntries(Object.keys(rounds[0]).map((key) => [key, rounds.map((r) => r[key]).sort((a, b) => a - b)[rounds.length >> 1]]));

/** True: within the bounds. */
async function measure(kind, database) {
  // First once for the rows, and to learn over how many connections the bare database is quickest: both make the disk warm.
  const first = database();
  await serve(first);
  const file = join(temporaryFolder(), 'rows.jsonl');
  const rows = statements(first);
  writeFileSync(file, rows.map((r) => JSON.stringify(r)).join('\n'));
  const committed = async (width, group) => bare(await emptyShop(database()), file, width, group);
  let width = 1, quickest = 0;
  for (const tried of kind === 'sqlite' ? [] : [1, 4, 8, 16, kConnections]) {
    const { per_s } = await committed(tried, 1);
    if (per_s > quickest) [width, quickest] = [tried, per_s];
  }
  const rounds = [];
  for (let i = 0; i < kRounds; i++) rounds.push([await serve(database()), await committed(width, 1), await committed(1, kConnections)]);
  const [served, floor, grouped] = [0, 1, 2].map((i) => median(rounds.map((round) => round[i])));
  row(`${kind} bare, ${width} conn.`, floor);
  row(`${kind} bare, grouped`, grouped);
  row(`${kind} kefu-server`, served, floor);
  const bytes = rows.flat(2).reduce((sum, t) => sum + (t?.length ?? 0), 0) / rows.length;
  console.log(`  each round ${rounds.map(([a, b]) => (a.per_s / b.per_s).toFixed(2)).join(', ')} of it; ${rows[0].length} rows and ${Math.round(bytes / 1024)} KB each; p99 ÷ p50 ${(served.p99_ms / served.p50_ms).toFixed(1)}; the server then has ${served.rss_mb} MB`);
  return served.per_s >= kLeastRatio * floor.per_s && served.p99_ms <= kMostSpread * served.p50_ms;
}

console.log(`${kMeasured} submissions over ${kConnections} connections, server and generator on ${cpus().length} cores; durable before they are answered`);
cells('', 'per second', 'p50 ms', 'p99 ms', '÷ bare');
let ok = true;
if (only !== 'postgresql') ok = await measure('sqlite', () => `sqlite:${join(temporaryFolder(), 'kefu.db')}`) && ok;
if (only !== 'sqlite') {
  const cluster = startCluster({ durable: true });
  ok = await measure('postgresql', () => newDatabase(cluster.url)) && ok;
}
console.log(ok ? 'load: within its bounds' : `load: outside its bounds (at least ${kLeastRatio} × bare, p99 at most ${kMostSpread} × p50)`);
process.exitCode = ok ? 0 : 1;
