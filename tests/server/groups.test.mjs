// Writes that arrive together share a transaction (src/server/database.hpp); nobody may notice but the clock.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { execute, kPostgres } from '../harness/database.mjs';
import { startShop, trade } from '../harness/fixture.mjs';
import { refundRequest } from '../harness/requests.mjs';
import { listen } from '../harness/stream.mjs';
import { until } from '../harness/wait.mjs';

const kEach = 12; // orders of each kind
const kKinds = ['good', 'unknown', 'unproven', 'spoilt', 'twice'];
const orders = kKinds.flatMap((kind) => Array.from({ length: kEach }, (_, i) => trade(`${kind}-${i}`, 's-desk', [`${kind}-${i}-A`])));

// What no engine refuses and no statement before it: the database's own no, in the middle of a case's rows.
const kRefusal = kPostgres
  ? "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
    + "CREATE TRIGGER refusal BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.tid LIKE 'spoilt-%') EXECUTE FUNCTION no()"
  : "CREATE TRIGGER refusal BEFORE INSERT ON events WHEN NEW.tid LIKE 'spoilt-%' BEGIN SELECT RAISE(ABORT, 'no'); END";

let shop, lin;
before(async () => {
  shop = await startShop({ orders });
  lin = shop.as('b-1');
  execute(shop.database, kRefusal);
});
after(() => shop.end());

function submission({ tid }) {
  const [kind] = tid.split('-');
  const request = refundRequest(kind === 'unknown' ? 'nobody' : `${tid}-A`);
  return { tid, request, ...(kind === 'unproven' ? { evidence: [randomUUID()] } : {}) }; // found out after the case is written
}

test('of submissions that arrive together, the refused leave nothing, and the others all there is, each heard of once and in order', async () => {
  const ear = await listen(shop.as('d-1', { role: 'platform_desk' }));
  const wanted = orders.flatMap((order) => (order.tid.startsWith('twice') ? [order, order] : [order])).sort(() => Math.random() - 0.5);
  const answers = await Promise.all(wanted.map(async (order) => {
    const r = await lin.post('/v1/cases', submission(order), { key: randomUUID() });
    return { tid: order.tid, kind: order.tid.split('-')[0], status: r.status, id: r.json.case?.case_id };
  }));

  const of = (kind) => answers.filter((a) => a.kind === kind);
  const statuses = (kind) => [...new Set(of(kind).map((a) => a.status))].sort();
  assert.deepEqual(statuses('good'), [201]);
  assert.ok(statuses('unknown').every((s) => s >= 400 && s < 500), `${statuses('unknown')}`);
  assert.ok(statuses('unproven').every((s) => s >= 400 && s < 500), `${statuses('unproven')}`);
  assert.deepEqual(statuses('spoilt'), [500]);
  assert.deepEqual(of('twice').map((a) => a.status).sort(), [...Array(kEach).fill(200), ...Array(kEach).fill(201)]);
  for (const { tid } of of('twice')) assert.equal(new Set(of('twice').filter((a) => a.tid === tid).map((a) => a.id)).size, 1, tid);

  const kept = [...new Set(answers.filter((a) => a.id).map((a) => a.id))].sort();
  assert.equal(kept.length, 2 * kEach);
  assert.deepEqual(shop.rows('SELECT case_id FROM cases ORDER BY case_id').map((c) => c.case_id), kept);
  for (const table of ['outbox', 'messages', 'events'])
    assert.deepEqual(shop.rows(`SELECT DISTINCT case_id FROM ${table} ORDER BY case_id`).map((c) => c.case_id), kept, table);
  assert.equal(shop.rows('SELECT COUNT(*) AS n FROM answers')[0].n, 3 * kEach, 'of each submission that was taken');

  await until('all events', () => ear.news.length >= kept.length);
  assert.deepEqual(ear.news.map((e) => e.id), kept.map((_, i) => i + 1));
  assert.deepEqual(ear.news.map((e) => e.data.case_id).sort(), kept);
  ear.close();
});

test('a case that two parties act on at once takes one step, also when others arrive with them', async () => {
  const { json } = await lin.submit('t-desk', 'D');
  const { case_id, version } = json.case;
  const agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => agent.act(case_id, { type: 'agree', version })),
    ...Array.from({ length: 4 }, () => lin.act(case_id, { type: 'withdraw', version })),
    ...Array.from({ length: 4 }, () => lin.submit('t-desk', 'E')),
    ...Array.from({ length: 4 }, () => lin.submit('t-desk', 'D')),
  ]);
  assert.deepEqual(answers.slice(0, 8).map((r) => r.status).sort(), [200, ...Array(7).fill(409)]);
  assert.deepEqual(answers.slice(8, 12).map((r) => r.status).sort(), [200, 200, 200, 201]);
  const steps = (await lin.get(`/v1/cases/${case_id}`)).json.case.history.map((h) => h.event);
  assert.equal(steps.filter((e) => ['agree', 'withdraw'].includes(e)).length, 1, `${steps}`);
  assert.equal(shop.rows("SELECT COUNT(*) AS n FROM cases WHERE tid = 't-desk' AND document LIKE '%\"oid\":\"E\"%'")[0].n, 1);
});
