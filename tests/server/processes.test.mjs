// Several kefu-servers on one database, as a shop runs them behind a balancer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { kPostgres } from '../harness/database.mjs';
import { pack, startShop, trade } from '../harness/fixture.mjs';
import { kRoot } from '../harness/paths.mjs';
import { clusterOfTests, newDatabase, startCluster } from '../harness/postgresql.mjs';
import { startLine } from '../harness/postgresql_line.mjs';
import { refundRequest } from '../harness/requests.mjs';
import { sleep, until } from '../harness/wait.mjs';

const agent = (server) => server.as('a-1', { role: 'agent', store: 's-desk' });
const deskOrders = (n) => Array.from({ length: n }, (_, i) => trade(`d-${i}`, 's-desk', [`d-${i}-A`]));
const submission = (tid) => ({ tid, request: refundRequest(`${tid}-A`) });
const everywhere = (servers, what) => Promise.all(servers.map(what));

/** Runs every job, `width` of them at a time. */
async function lanes(width, jobs) {
  const left = [...jobs];
  await Promise.all(Array.from({ length: width }, async () => { while (left.length) await left.shift()(); }));
}

/** As a client does that heard nothing, or that the server failed: the same key again until there is an answer. */
async function insist(server, body, key) {
  for (let tries = 0; ; ++tries) {
    const r = await server.as('b-1').post('/v1/cases', body, { key }).catch(() => undefined);
    if (r && r.status < 500 && r.status !== 409) return { ...r, tries };
    assert.ok(tries < 400, `no answer: ${r?.text ?? 'silence'} ${server.output}`);
    await sleep(25);
  }
}

/** Of each order one case, and of each case one refund whose two sides are equal. */
async function assertOnce(shop, tids, amount) {
  await until('the outbox to be empty', () => shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0, 20_000);
  const cases = shop.rows('SELECT case_id, tid, status FROM cases');
  assert.deepEqual(cases.map((c) => c.tid).sort(), [...tids].sort());
  assert.deepEqual([...new Set(cases.map((c) => c.status))], ['SUCCESS']);
  const ledger = shop.rows('SELECT reference, amount FROM ledger');
  for (const c of cases) {
    const booked = ledger.filter((l) => l.reference.startsWith(`${c.case_id}:`)).map((l) => l.amount).sort((a, b) => a - b);
    assert.deepEqual(booked, [-amount, amount], `${c.case_id} of ${c.tid}`);
  }
  assert.equal(ledger.length, 2 * cases.length);
}

describe('three servers on one database', () => {
  test('that are asked for the same refunds at once, one of them killed three times meanwhile, pay each once', { timeout: 60_000 }, async () => {
    const kOrders = 40;
    const shop = await startShop({ many: kOrders });
    const servers = [shop, await shop.twin(), await shop.twin()];
    const tids = Array.from({ length: kOrders }, (_, i) => `m-${i}`);
    let unanswered = 0, replayed = 0;
    const jobs = tids.flatMap((tid, i) => {
      const key = randomUUID(); // of every other order the three calls are one, which the client repeats elsewhere
      return servers.map((server) => async () => {
        const r = await insist(server, submission(tid), i % 2 ? key : randomUUID());
        unanswered += r.tries;
        if (r.headers.get('idempotent-replayed')) ++replayed;
        // 200: the other's case is open; 422: it is paid already.
        assert.ok([200, 201].includes(r.status) || (i % 2 === 0 && r.status === 422), `${tid} ${r.status} ${r.text}`);
      });
    });
    let ended = false;
    const all = lanes(9, jobs).finally(() => { ended = true; });
    let kills = 0;
    for (; kills < 3 && !ended; ++kills) {
      await sleep(100 + Math.random() * 200);
      await servers[2].kill();
      await servers[2].restart();
    }
    await all;
    await assertOnce(shop, tids, 11000);
    assert.ok(kills > 0);
    console.log(`processes: ${jobs.length} submissions of ${kOrders} refunds at 3 servers, ${kills} kills, ${unanswered} calls unanswered, ${replayed} answered from another's`);
    await everywhere(servers, (s) => s.end());
  });

  test('that hear of one case from desk and buyer at once take one step, and tell the others', { timeout: 60_000 }, async () => {
    const kCases = 25;
    const shop = await startShop({ orders: deskOrders(kCases) });
    const servers = [shop, await shop.twin(), await shop.twin()];
    const winners = {};
    for (let i = 0; i < kCases; ++i) {
      const { case: filed } = (await shop.as('b-1').post('/v1/cases', submission(`d-${i}`), { key: randomUUID() })).json;
      const { case_id, version } = filed;
      const answers = await Promise.all([
        agent(servers[i % 3]).act(case_id, { type: 'agree', version }),
        agent(servers[(i + 1) % 3]).act(case_id, { type: 'agree', version }),
        servers[(i + 2) % 3].as('b-1').act(case_id, { type: 'withdraw', version }),
      ]);
      const heard = answers.map((r) => r.status);
      assert.deepEqual([...heard].sort(), [200, 409, 409], answers.map((r) => r.text).join('\n'));
      const winner = heard.indexOf(200);
      winners[winner] = (winners[winner] ?? 0) + 1;
      const steps = (await servers[2].as('b-1').get(`/v1/cases/${case_id}`)).json.case.history.map((h) => h.event);
      assert.deepEqual(steps.filter((e) => ['agree', 'withdraw'].includes(e)), [winner === 2 ? 'withdraw' : 'agree']);
    }
    console.log(`processes: agree, agree and withdraw at once, ${kCases} times: one of them each time ${JSON.stringify(winners)}`);
    assert.equal(shop.rows('SELECT COALESCE(SUM(amount), 0) AS total FROM ledger')[0].total, 0);
    await everywhere(servers, (s) => s.end());
  });

  test('let every deadline pass once, nobody asking', { timeout: 60_000 }, async () => {
    const kCases = 30;
    const taobao = pack('taobao', { timers: { ...pack('taobao').timers, D1u: 3 } });
    const shop = await startShop({ orders: deskOrders(kCases), policies: { taobao }, more: ['--log', 'text'] });
    const servers = [shop, await shop.twin(), await shop.twin()];
    const tids = Array.from({ length: kCases }, (_, i) => `d-${i}`);
    await lanes(9, tids.map((tid, i) => () => servers[i % 3].as('b-1').post('/v1/cases', submission(tid), { key: randomUUID() })));
    await until('every refund', () => shop.rows("SELECT COUNT(*) AS n FROM cases WHERE status = 'SUCCESS'")[0].n === kCases, 20_000);
    await assertOnce(shop, tids, 11000);
    for (const { document } of shop.rows('SELECT document FROM cases'))
      assert.equal(JSON.parse(document).history.filter((h) => h.event === 'D1u').length, 1);
    for (const server of servers) assert.doesNotMatch(server.output, /sweep|deadline|trouble/);
    await everywhere(servers, (s) => s.end());
  });
});

test('a PostgreSQL that crashes and comes back is found again by servers that kept running: nothing answered is lost, nothing doubled',
  { skip: !kPostgres && 'only on PostgreSQL', timeout: 60_000 }, async () => {
    const kOrders = 60;
    // SOCI 4.0 forgets a connection that breaks between its making and its first statement.
    process.env.LSAN_OPTIONS = `suppressions=${kRoot}tests/harness/leaks.txt:print_suppressions=0`;
    const cluster = startCluster();
    const shop = await startShop({ many: kOrders, database: newDatabase(cluster.url) });
    const servers = [shop, await shop.twin()];
    const tids = Array.from({ length: kOrders }, (_, i) => `m-${i}`);
    const answered = new Map();
    let unanswered = 0;
    const all = lanes(6, tids.map((tid, i) => async () => {
      const r = await insist(servers[i % 2], submission(tid), randomUUID());
      assert.equal(r.status, 201, r.text);
      unanswered += r.tries;
      answered.set(tid, r.json.case.case_id);
    }));
    for (let crash = 0; crash < 3; ++crash) {
      await sleep(150);
      cluster.crash();
      cluster.start();
    }
    await all;
    await assertOnce(shop, tids, 11000);
    for (const { tid, case_id } of shop.rows('SELECT tid, case_id FROM cases')) assert.equal(case_id, answered.get(tid));
    console.log(`processes: 3 crashes of PostgreSQL under ${kOrders} submissions, ${unanswered} calls had to be repeated`);
    await everywhere(servers, (s) => s.end());
  });

test('a COMMIT that never arrives, or whose answer never does, is noticed by nobody who files a case or waits for a refund',
  { skip: !kPostgres && 'only on PostgreSQL', timeout: 60_000 }, async () => {
    const kOrders = 40;
    process.env.LSAN_OPTIONS = `suppressions=${kRoot}tests/harness/leaks.txt:print_suppressions=0`;
    const line = await startLine(clusterOfTests());
    const database = newDatabase(clusterOfTests());
    const shop = await startShop({ many: kOrders, database: line.through(database) });
    shop.database = database; // what the test asks itself goes straight there
    line.every = 2;
    const tids = Array.from({ length: kOrders }, (_, i) => `m-${i}`);
    const answered = new Map();
    await lanes(3, tids.map((tid) => async () => {
      const { status, headers, text, json, tries } = await insist(shop, submission(tid), randomUUID());
      assert.deepEqual([status, headers.get('idempotent-replayed'), tries], [201, null, 0], text);
      answered.set(tid, json.case.case_id);
    }));
    line.every = 0;
    await assertOnce(shop, tids, 11000);
    for (const { tid, case_id } of shop.rows('SELECT tid, case_id FROM cases')) assert.equal(case_id, answered.get(tid));
    const { questions, answers } = line.lost;
    assert.ok(questions >= 5 && answers >= 5, `${questions} and ${answers}`);
    console.log(`processes: ${questions} COMMITs and ${answers} answers to one lost under ${kOrders} submissions, nobody noticed`);
    await shop.end();
    await line.end();
  });
