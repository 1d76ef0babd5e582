import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { kPostgres } from '../harness/database.mjs';
import { startShop } from '../harness/fixture.mjs';
import { refundRequest } from '../harness/requests.mjs';
import { sleep, until } from '../harness/wait.mjs';

const kRounds = 30; // kills of the server in the middle of a submit

let shop, lin;
before(async () => {
  shop = await startShop({ many: kRounds + 40 });
  lin = shop.as('b-1');
});
after(() => shop.end());

const submitBody = (n) => ({ tid: `m-${n}`, request: refundRequest(`m-${n}-A`) });
const casesOf = (tid) => shop.rows(`SELECT case_id, status FROM cases WHERE tid = '${tid}'`);

describe('an Idempotency-Key', () => {
  test('is required on every write', async () => {
    for (const key of [undefined, '', 'has space', 'x'.repeat(201)]) {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      for (const path of ['/v1/cases', '/v1/cases/1/events']) {
        const r = await lin.post(path, submitBody(60), { headers });
        assert.deepEqual([r.status, r.json.code], [400, 'KEY_REQUIRED']);
      }
    }
    assert.deepEqual(casesOf('m-60'), []);
  });

  test('gives the stored answer again, to the byte, and says so', async () => {
    const key = randomUUID();
    const first = await lin.post('/v1/cases', submitBody(61), { key });
    assert.equal(first.status, 201, first.text);
    assert.equal(first.headers.get('idempotent-replayed'), null);
    await lin.paid(first.json.case.case_id);
    const again = await lin.post('/v1/cases', submitBody(61), { key });
    assert.equal(again.status, 201);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal(casesOf('m-61').length, 1);
  });

  test('with another body, or for another address, is refused', async () => {
    const key = randomUUID();
    const { json } = await lin.post('/v1/cases', submitBody(62), { key });
    for (const r of [await lin.post('/v1/cases', submitBody(63), { key }),
      await lin.post(`/v1/cases/${json.case.case_id}/events`, submitBody(62), { key })]) {
      assert.deepEqual([r.status, r.json.code], [422, 'KEY_REUSED']);
    }
    assert.deepEqual(casesOf('m-63'), []);
  });

  test('belongs to its caller: another buyer\'s same key is another call', async () => {
    const key = randomUUID();
    const mine = await lin.post('/v1/cases', submitBody(64), { key });
    const theirs = await shop.as('b-2').post('/v1/cases', { tid: 't-two', request: refundRequest('G') }, { key });
    assert.equal(mine.status, 201);
    assert.equal(theirs.status, 201, theirs.text);
    assert.equal(theirs.json.case.tid, 't-two');
  });

  test('of a refused call may be used for the corrected one', async () => {
    const key = randomUUID();
    const wrong = await lin.post('/v1/cases', { ...submitBody(65), amount: 999999 }, { key });
    assert.equal(wrong.status, 422, wrong.text);
    const right = await lin.post('/v1/cases', submitBody(65), { key });
    assert.equal(right.status, 201, right.text);
  });

  test('of twenty calls at once is carried out once', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 20 }, () => lin.post('/v1/cases', submitBody(66), { key })));
    for (const r of all) {
      if (r.status === 409) assert.equal(r.json.code, 'KEY_IN_USE');
      else assert.equal(r.status, 201, r.text);
    }
    assert.ok(all.some((r) => r.status === 201));
    assert.equal(casesOf('m-66').length, 1);
  });
});

test('twenty connections that file for the same line with keys of their own get one case', async () => {
  // A desk store: the case stays open, so that every later call must meet it.
  const all = await Promise.all(Array.from({ length: 20 }, () =>
    lin.post('/v1/cases', { tid: 't-desk', request: refundRequest('D') }, { key: randomUUID() })));
  assert.deepEqual(all.map((r) => r.status).sort(), [...Array(19).fill(200), 201]);
  assert.equal(new Set(all.map((r) => r.json.case.case_id)).size, 1);
  assert.equal(casesOf('t-desk').length, 1);
});

test('twenty connections that file for the same automatic refund are paid once', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () =>
    lin.post('/v1/cases', submitBody(67), { key: randomUUID() })));
  for (const r of all) assert.ok([200, 201, 422].includes(r.status), r.text); // 422: it was paid by then
  assert.equal(all.filter((r) => r.status === 201).length, 1);
  assert.equal(casesOf('m-67').length, 1);
  await lin.paid(casesOf('m-67')[0].case_id);
  assert.equal(shop.rows(`SELECT COUNT(*) AS n FROM ledger WHERE reference LIKE '${casesOf('m-67')[0].case_id}%'`)[0].n, 2);
});

test(`a server killed ${kRounds} times in the middle of a submit leaves one case and one refund each`, { timeout: 240_000 }, async () => {
  let done_before_the_kill = 0, replayed = 0;
  for (let round = 0; round < kRounds; ++round) {
    const key = randomUUID();
    const sent = lin.post('/v1/cases', submitBody(round), { key }).then((r) => r.status, () => 0);
    // From "before it arrives" to "after the bank has paid", most of them in between.
    const delay_ms = round % 3 === 0 ? Math.random() * 3 : Math.random() * 25;
    await sleep(delay_ms);
    await shop.kill();
    if (await sent === 201) ++done_before_the_kill;
    await shop.restart();

    const retried = await lin.post('/v1/cases', submitBody(round), { key });
    assert.equal(retried.status, 201, retried.text);
    if (retried.headers.get('idempotent-replayed')) ++replayed;
    const paid = await lin.paid(retried.json.case.case_id);
    assert.equal(paid.refund_fee, 11000);
    assert.equal(casesOf(`m-${round}`).length, 1, `round ${round}`);
    const booked = shop.rows(`SELECT amount FROM ledger WHERE reference LIKE '${paid.case_id}%' ORDER BY amount`);
    assert.deepEqual(booked.map((b) => b.amount), [-11000, 11000], `round ${round}`);
  }
  await until('the outbox to be empty', () => shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);
  const sums = shop.rows('SELECT SUM(amount) AS total, COUNT(DISTINCT reference) AS refunds FROM ledger')[0];
  assert.equal(sums.total, 0);
  assert.equal(sums.refunds, shop.rows("SELECT COUNT(*) AS n FROM cases WHERE status = 'SUCCESS'")[0].n);
  if (!kPostgres) {
    assert.deepEqual(shop.rows('PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
    assert.deepEqual(shop.rows('PRAGMA foreign_key_check'), []);
  }
  console.log(`idempotency: ${kRounds} kills in the middle of a submit, 1 case and 1 refund each; ${done_before_the_kill} answered before, ${replayed} found their effect after`);
});
