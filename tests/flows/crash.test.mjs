// The server may die at any moment, as by a power cut. Buyers, agents, the platform's desk and 小二 work at once on the demo
// shop while it is killed and started again and while their own connections are cut; whoever gets no answer asks again with
// the same key. Afterwards: every word that was answered is in its case's history exactly once and no other is, no case
// exists twice, no message and no picture is lost or doubled, every refund was paid once, the ledger is zero.
//
//   KEFU_CRASH_RUNS=20 KEFU_CRASH_SEED=7 node --test tests/flows/crash.test.mjs
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { rawTrades } from '../harness/demo.mjs';
import { append, announce, kPhoto } from '../harness/evidence.mjs';
import { partiesOf, sayingOf, wantsProof } from '../harness/parties.mjs';
import { seeded } from '../harness/random.mjs';
import { startServer } from '../harness/server.mjs';
import { sleep, until } from '../harness/wait.mjs';

const kRuns = Number(process.env.KEFU_CRASH_RUNS ?? 176); // the other 24 of the 200 are crash_tabs.test.mjs's
const kSeed = Number(process.env.KEFU_CRASH_SEED ?? Date.now() % 1e9);
const kSideBySide = 2;
const kWords = 14; // of each worker in a run
const kWordsApart = 20; // of all workers, between two kills at most
const kInWordMs = 15;
const kReasons = { RO_UNSHIPPED: 'DONT_WANT', RETURN_REFUND: 'SEVEN_DAYS_WITHOUT_REASON', RO_IN_TRANSIT: 'NOT_RECEIVED' };

const kTrades = rawTrades();

class Run {
  constructor(seed) {
    this.seed = seed;
    this.random = seeded(seed);
    this.answers = { made: [], said: [], written: [], shown: [], refused: 0, repeated: 0, kills: 0 };
    this.begun = 0; // words
    this.over = false;
  }

  pick(list) { return list[Math.floor(this.random() * list.length)]; }

  // The same words under the same key until there is an answer; the server may be away, and the buyer's line is poor.
  async insist(speak) {
    for (;;) {
      try {
        const answer = await speak({ timeoutMs: this.random() < 0.1 ? 1 + Math.floor(this.random() * 12) : 10_000 });
        if (answer.json?.code !== 'KEY_IN_USE') return answer; // else what she said before the line broke is being done
      } catch (error) {
        if (error.name === 'AssertionError') throw error;
      }
      this.answers.repeated++;
      await sleep(20);
    }
  }

  async submit(buyer) {
    const order = this.pick(kTrades.filter((t) => t.buyer === buyer.subject)).trade;
    const { oid } = this.pick(order.orders);
    // What is open to her now is what the service says instead of what is not.
    const asked = { tid: order.tid, request: { type: 'DISPUTE', reason: 'OTHER', oid } };
    const { instead = [] } = (await this.insist((patience) => buyer.caller.post('/v1/check', asked, patience))).json;
    if (!instead.length) return;
    const type = this.pick(instead);
    const request = { type, reason: kReasons[type] ?? 'QUALITY', oid };
    const key = randomUUID();
    const answer = await this.insist((patience) => buyer.caller.post('/v1/cases', { tid: order.tid, request }, { key, ...patience }));
    if (answer.status === 201) this.answers.made.push(answer.json.case.case_id);
    else if (answer.status !== 200) this.refused(answer);
  }

  async act(party) {
    const { cases } = (await this.insist((patience) => party.caller.get('/v1/cases?limit=50', patience))).json;
    const able = cases.flatMap((c) => c.allowed.filter((a) => a.actor === party.actor).map(({ event }) => ({ c, event })));
    if (!able.length) return;
    const { c, event } = this.pick(able);
    const proof = wantsProof(event) ? await this.upload(party, c) : null;
    const body = { type: event, version: c.version, ...sayingOf(event, c, this.random, proof) };
    const key = randomUUID();
    const answer = await this.insist((patience) => party.caller.post(`/v1/cases/${c.case_id}/events`, body, { key, ...patience }));
    if (answer.status === 200) this.answers.said.push({ case_id: c.case_id, event, actor: party.actor });
    else this.refused(answer);
  }

  // As the panel does: announced once, then on from wherever the server is.
  async upload({ caller }, { tid, case_id }) {
    const key = randomUUID();
    const begun = await this.insist((patience) => announce(caller, tid, kPhoto, { case_id }, { key, ...patience }));
    if (begun.status !== 201) return this.refused(begun);
    const { id } = begun.json;
    for (;;) {
      const at = Number((await this.insist((patience) => caller.send('HEAD', `/v1/evidence/${id}`, patience))).headers.get('upload-offset'));
      if (at === kPhoto.length) break;
      await this.insist(() => append(caller, id, at, kPhoto.subarray(at, at + 1 + Math.floor(this.random() * kPhoto.length))));
    }
    this.answers.shown.push({ caller, id });
    return id;
  }

  async write(party) {
    const { cases } = (await this.insist((patience) => party.caller.get('/v1/cases?limit=50', patience))).json;
    if (!cases.length) return;
    const { case_id } = this.pick(cases);
    const text = `请尽快处理 ${randomUUID()}`;
    const key = randomUUID();
    const answer = await this.insist((patience) => party.caller.post(`/v1/cases/${case_id}/messages`, { text, evidence: [] }, { key, ...patience }));
    if (answer.status === 201) this.answers.written.push(`${case_id} ${text}`);
    else this.refused(answer);
  }

  refused({ status, text }) {
    assert.ok(status >= 400 && status < 500, `${status} ${text}`);
    this.answers.refused++;
  }

  async work(parties) {
    const buyers = parties.filter((p) => p.actor === 'BUYER');
    for (let i = 0; i < kWords; i++) {
      this.begun++;
      const what = this.random();
      if (what < 0.25) await this.submit(this.pick(buyers));
      else if (what < 0.4) await this.write(this.pick(parties));
      else await this.act(this.pick(parties));
    }
  }

  // By what is going on, not by the clock: on a busy machine, too, every run has its kills, somewhere in a word.
  async kills(server) {
    for (;;) {
      const at = this.begun + 3 + this.random() * kWordsApart;
      while (this.begun < at && !this.over) await sleep(1);
      if (this.over) return;
      await sleep(this.random() * kInWordMs);
      await server.kill();
      this.answers.kills++;
      await server.restart();
    }
  }

  async go() {
    const server = await startServer();
    const stores = [...new Set(kTrades.map((t) => t.trade.store_id))];
    const parties = partiesOf(server, { buyers: ['b-1', 'b-2'], stores });
    const killer = this.kills(server);
    await Promise.all([1, 2, 3].map(() => this.work(parties)));
    this.over = true;
    await killer;
    try {
      await until('all that was decided to be paid', () => server.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);
      await this.check(server);
    } finally {
      await server.end();
    }
    return this.answers;
  }

  async check(server) {
    const cases = server.rows('SELECT document FROM cases').map((row) => JSON.parse(row.document));
    assert.deepEqual(cases.map((c) => c.case_id).sort(), [...this.answers.made].sort(), 'the cases are those that were answered, once each');
    const key = ({ case_id, event, actor }) => `${case_id} ${event} ${actor}`;
    const happened = cases.flatMap((c) => c.history.filter((h) => h.actor !== 'SYSTEM' && h.event !== 'submit')
      .map((h) => key({ case_id: c.case_id, ...h }))).sort();
    assert.deepEqual(happened, this.answers.said.filter((s) => s.event !== 'feedback').map(key).sort(), 'history is what was answered');
    const written = server.rows("SELECT case_id, text FROM messages WHERE text <> ''").map((row) => `${row.case_id} ${row.text}`);
    assert.deepEqual(written.sort(), [...this.answers.written].sort(), 'the messages are those that were answered, once each');
    for (const { caller, id } of this.answers.shown) {
      const picture = await caller.get(`/v1/evidence/${id}`);
      assert.equal(picture.headers.get('content-length'), String(kPhoto.length), `${id} is whole`);
    }
    const booked = server.rows('SELECT reference, account, amount FROM ledger');
    const sum = (rows) => rows.reduce((total, row) => total + row.amount, 0);
    assert.equal(sum(booked), 0);
    for (const c of cases) {
      const own = booked.filter((row) => row.reference.startsWith(`${c.case_id}:`));
      assert.equal(sum(own), 0, `the bookings of ${c.case_id} close`);
      const paid = sum(own.filter((row) => row.account.startsWith('BUYER_')));
      if (c.status === 'SUCCESS') assert.equal(paid, c.refund_fee, `${c.case_id}, a ${c.type}, is paid once`);
    }
  }
}

test(`${kRuns} runs in which the server is killed at random lose nothing and double nothing (seed ${kSeed})`, async () => {
  const total = { made: 0, said: 0, written: 0, shown: 0, refused: 0, repeated: 0, kills: 0 };
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < kRuns; i = next++) {
      const run = new Run(kSeed + i);
      try {
        const a = await run.go();
        for (const [name, value] of Object.entries(a)) total[name] += Array.isArray(value) ? value.length : value;
      } catch (error) {
        error.message = `run ${i}, seed ${run.seed}: ${error.message}`;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: kSideBySide }, lane));
  console.log(`crash: ${kRuns} runs, ${total.kills} kills, ${total.made} cases made, ${total.said} steps taken, ${total.written} messages, ${total.shown} pictures, ${total.refused} refused, ${total.repeated} asked again`);
  assert.ok(total.kills >= kRuns && total.made >= kRuns && total.said >= kRuns, 'something happened in them');
});
