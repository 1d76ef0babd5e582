import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kInserted } from '../harness/database.mjs';
import { pack, startShop } from '../harness/fixture.mjs';
import { sleep, until } from '../harness/wait.mjs';

// The desk's two days as seconds, so that a test can wait for them.
const withAnswerIn = (seconds) => ({ taobao: pack('taobao', { timers: { ...pack('taobao').timers, D1u: seconds } }) });

describe('a deadline', () => {
  test('fires while the server runs, nobody asking, and the refund is paid', async () => {
    const shop = await startShop({ policies: withAnswerIn(2) });
    const lin = shop.as('b-1');
    const { json } = await lin.submit('t-desk', 'D');
    assert.equal(json.case.status, 'WAIT_SELLER_AGREE');
    await until('the sweeper', () => shop.rows(`SELECT status FROM cases WHERE case_id = '${json.case.case_id}'`)[0].status === 'SUCCESS');
    const seen_at = Date.now();
    const done = (await lin.get(`/v1/cases/${json.case.case_id}`)).json.case;
    const fired = done.history.find((h) => h.event === 'D1u');
    assert.equal(fired.actor, 'SYSTEM');
    const at = Date.parse(json.case.deadlines[0].at);
    assert.ok(Date.parse(fired.at) >= at && Date.parse(fired.at) <= at + 3000, `${fired.at} for ${json.case.deadlines[0].at}`);
    console.log(`deadlines: paid ${seen_at - at} ms after it was due, nobody asking`);
    assert.equal(shop.rows('SELECT SUM(amount) AS total FROM ledger')[0].total, 0);
    await shop.end();
  });

  test('that passed while the server was down is caught up at its start, several in their order', async () => {
    const shop = await startShop({ policies: withAnswerIn(2) });
    const first = (await shop.as('b-1').submit('t-desk', 'D')).json.case;
    await sleep(1100); // the second one's deadline is a second later
    const second = (await shop.as('b-1').submit('t-desk', 'E')).json.case;
    const third = (await shop.as('b-2').submit('t-two-desk', 'H')).json.case;
    await shop.kill();
    await sleep(3000);
    await shop.restart();
    for (const [buyer, c] of [['b-1', first], ['b-1', second], ['b-2', third]]) await shop.as(buyer).paid(c.case_id);
    const fired = shop.rows(`SELECT case_id FROM outbox WHERE type = 'REFUND_PAY' ORDER BY created_at, ${kInserted}`).map((r) => r.case_id);
    assert.deepEqual(fired, [first.case_id, second.case_id, third.case_id]);
    assert.equal(shop.rows('SELECT COUNT(DISTINCT reference) AS n FROM ledger')[0].n, 3);
    assert.match((await shop.as('b-1').get('/v1/context?store=s-desk')).json.trades[0].status, /TRADE_CLOSED/);
    await shop.end();
  });

  test('is evaluated before a read, so no buyer sees a case that should have moved on', async () => {
    const shop = await startShop({ policies: withAnswerIn(1) });
    const lin = shop.as('b-1');
    const { json } = await lin.submit('t-desk', 'D');
    const due = Date.parse(json.case.deadlines[0].at);
    for (;;) {
      const asked_at = Date.now();
      const { status } = (await lin.get(`/v1/cases/${json.case.case_id}`)).json.case;
      if (asked_at >= due) {
        assert.notEqual(status, 'WAIT_SELLER_AGREE');
        break;
      }
    }
    await shop.end();
  });

  test('that has passed beats the desk that answers late', async () => {
    const shop = await startShop({ policies: withAnswerIn(1) });
    const { json } = await shop.as('b-1').submit('t-desk', 'D');
    await sleep(Math.max(0, Date.parse(json.case.deadlines[0].at) - Date.now()) + 50);
    const late = await shop.as('a-1', { role: 'agent', store: 's-desk' })
      .act(json.case.case_id, { type: 'refuse', message: '不同意退款', reason: 'OTHER', proof: ['p'], version: json.case.version });
    assert.equal(late.status, 409, late.text);
    await shop.as('b-1').paid(json.case.case_id);
    await shop.end();
  });
});

test('a stop by SIGTERM ends at once with status 0 and loses nothing', async () => {
  const shop = await startShop();
  const { json } = await shop.as('b-1').submit('t-auto', 'A');
  const begun = Date.now();
  assert.deepEqual(await shop.stop(), { code: 0, signal: null });
  const took_ms = Date.now() - begun;
  assert.ok(took_ms < 3000, `${took_ms} ms`);
  console.log(`deadlines: a stop by SIGTERM took ${took_ms} ms`);
  await shop.restart();
  await shop.as('b-1').paid(json.case.case_id);
  await shop.end();
});
