// Late shipment: 30 % of the order, at least five yuan, out of the supplier's deposit, paid by policy as soon as it is asked.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { balance, booked, closes } from '../harness/books.mjs';
import { line, pack, startShop, trade } from '../harness/fixture.mjs';
import { sleep, until } from '../harness/wait.mjs';

const kKills = 6; // of the server, in the middle of a claim
const late = (tid, store, price, more = {}) =>
  trade(tid, store, [], { created: 'now-50h', pay_time: 'now-49h', post_fee: 0, orders: [line(`${tid}-A`, { price })], ...more });
const claim = (caller, tid) => caller.submit(tid, undefined, { request: { type: 'LATE_SHIP', reason: 'LATE_SHIPMENT' } });
const idle = (shop) => until('the outbox to be empty', () => shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);

let shop, lin;
before(async () => {
  shop = await startShop({
    deposits: { 'sup-1': 10000 },
    orders: [
      late('l-small', 's-auto', 1200), late('l-big', 's-auto', 20000, { post_fee: 1000 }), late('l-more', 's-auto', 20000),
      late('l-in-time', 's-auto', 1000, { created: 'now-47h', pay_time: 'now-47h' }),
      late('c-1', 's-other', 100000), late('c-2', 's-other', 90000), late('c-3', 's-other', 90000, { created: 'now-100h', pay_time: 'now-99h' }),
      late('c-4', 's-other', 50000), late('d-1', 's-desk', 10000),
      ...Array.from({ length: kKills }, (_, i) => late(`k-${i}`, 's-auto', 10000)),
    ],
  });
  lin = shop.as('b-1');
});
after(async () => {
  await idle(shop);
  closes(shop);
  await shop.end();
});

describe('an order that is 49 hours late', () => {
  test('brings at least five yuan, at once, from the supplier\'s deposit into a red packet', async () => {
    const asked = await claim(lin, 'l-small');
    assert.equal(asked.status, 201, asked.text);
    assert.equal(asked.json.case.refund_fee, 500);
    const paid = await lin.paid(asked.json.case.case_id);
    assert.deepEqual(paid.history.map((h) => [h.event, h.actor]),
      [['submit', 'BUYER'], ['agree', 'SYSTEM'], ['pay_ok', 'SYSTEM']]);
    assert.deepEqual(booked(shop, paid.case_id), [['SUPPLIER_DEPOSIT', 'sup-1', -500], ['BUYER_RED_PACKET', 'b-1', 500]]);
    assert.equal(balance(shop, 'SUPPLIER_DEPOSIT', 'sup-1'), 9500);
    const { json } = await lin.get(`/v1/cases/${paid.case_id}`);
    assert.deepEqual(json.ledger.map((l) => [l.account, l.amount]), [['BUYER_RED_PACKET', 500]], 'a buyer sees her own account alone');
    const desk = await shop.as('d-1', { role: 'platform_desk' }).get(`/v1/cases/${paid.case_id}`);
    assert.deepEqual(desk.json.ledger.map((l) => [l.account, l.amount]), [['SUPPLIER_DEPOSIT', -500], ['BUYER_RED_PACKET', 500]]);
    const supplier = await shop.as('sup-1', { role: 'supplier' }).get(`/v1/cases/${paid.case_id}`);
    assert.deepEqual(supplier.json.ledger.map((l) => [l.account, l.amount]), [['SUPPLIER_DEPOSIT', -500]]);
  });

  test('brings it once, and the refund beside it is another matter', async () => {
    const again = await claim(lin, 'l-small');
    assert.equal(again.status, 422, again.text);
    const { trades } = (await lin.get('/v1/context?store=s-auto&tid=l-small')).json;
    assert.equal(trades[0].compensated, 500, 'the panel can tell that it was paid');
    const refund = await lin.submit('l-small', 'l-small-A');
    assert.equal(refund.status, 201, refund.text);
    const paid = await lin.paid(refund.json.case.case_id);
    assert.deepEqual(booked(shop, paid.case_id), [['SELLER_RECEIVABLE', 's-auto', -1200], ['BUYER_CASH', 'b-1', 1200]]);
  });

  test('is paid by the platform where the deposit runs out, which then has a claim on the supplier', async () => {
    const first = await lin.paid((await claim(lin, 'l-big')).json.case.case_id);
    assert.equal(first.refund_fee, 6300, '30 % of the order with its freight');
    const held = balance(shop, 'SUPPLIER_DEPOSIT', 'sup-1');
    assert.equal(held, 3200);
    const second = await lin.paid((await claim(lin, 'l-more')).json.case.case_id);
    assert.equal(second.refund_fee, 6000);
    assert.deepEqual(booked(shop, second.case_id), [['SUPPLIER_DEPOSIT', 'sup-1', -3200], ['PLATFORM_FUND', 'platform', -2800],
      ['SUPPLIER_DEBT', 'sup-1', -2800], ['PLATFORM_FUND', 'platform', 2800], ['BUYER_RED_PACKET', 'b-1', 6000]]);
    assert.equal(balance(shop, 'SUPPLIER_DEPOSIT', 'sup-1'), 0);
    assert.equal(balance(shop, 'SUPPLIER_DEBT', 'sup-1'), -2800);
  });

  test('and what the supplier pays in settles that claim first', async () => {
    const desk = shop.as('d-1', { role: 'platform_desk' });
    const supplier = shop.as('sup-1', { role: 'supplier' });
    assert.deepEqual((await supplier.get('/v1/deposits/sup-1')).json, { supplier_id: 'sup-1', held: 0, owed: 2800 });
    assert.equal((await shop.as('f-1', { role: 'finance' }).get('/v1/deposits/sup-1')).json.owed, 2800, 'finance reads it, too');
    const key = randomUUID();
    const paid = await desk.post('/v1/deposits/sup-1', { amount: 80000 }, { key });
    assert.equal(paid.status, 201, paid.text);
    assert.deepEqual(paid.json, { supplier_id: 'sup-1', held: 77200, owed: 0 });
    assert.equal((await desk.post('/v1/deposits/sup-1', { amount: 80000 }, { key })).text, paid.text, 'once');
    assert.equal(balance(shop, 'SUPPLIER_DEPOSIT', 'sup-1'), 77200);
    assert.equal((await desk.post('/v1/deposits/sup-1', { amount: 0 }, { key: randomUUID() })).json.pointer, '/amount');
    for (const [caller, status] of [[desk, 404], [supplier, 404]]) assert.equal((await caller.get('/v1/deposits/sup-2')).status, status);
    assert.equal((await supplier.post('/v1/deposits/sup-1', { amount: 1 }, { key: randomUUID() })).status, 403);
    assert.equal((await lin.get('/v1/deposits/sup-1')).status, 404);
  });

  test('and one that is not late brings nothing', async () => {
    const refused = await claim(lin, 'l-in-time');
    assert.equal(refused.status, 422, refused.text);
    assert.equal(refused.json.code, 'GUARD_FAILED');
  });
});

describe('orders paid within a day share the shop\'s maximum of ¥500', () => {
  test('to the fen, whichever is asked for, also when both are asked for at once', async () => {
    const offered = await lin.post('/v1/check', { tid: 'c-1', request: { type: 'LATE_SHIP', reason: 'LATE_SHIPMENT' } });
    const parts = (await lin.post('/v1/compensate', { now: new Date().toISOString().replace(/\.\d+Z/, 'Z'), policy: 'tmall',
      trades: (await lin.get('/v1/context?store=s-other')).json.trades })).json.trades;
    const part = (tid) => parts.find((t) => t.tid === tid).amount;
    assert.equal(part('c-1') + part('c-2') + part('c-4'), 50000);
    assert.equal(offered.json.max, part('c-1'), 'what is offered is what is paid');
    const claims = await Promise.all(['c-1', 'c-2', 'c-4'].map((tid) => claim(lin, tid)));
    for (const c of claims) assert.equal(c.status, 201, c.text);
    const fees = claims.map((c) => c.json.case.refund_fee);
    assert.equal(fees.reduce((sum, fee) => sum + fee, 0), 50000);
    for (const c of claims) await lin.paid(c.json.case.case_id);
    assert.deepEqual(booked(shop, claims[0].json.case.case_id).map(([account, holder]) => [account, holder]),
      [['SELLER_RECEIVABLE', 's-other'], ['BUYER_RED_PACKET', 'b-1']], 'a merchant has no deposit: it is his own claim that shrinks');
  });

  test('and an order of another day has its own', async () => {
    const other = await claim(lin, 'c-3');
    assert.equal(other.json.case.refund_fee, 27000, other.text);
    await lin.paid(other.json.case.case_id);
  });
});

test('where the pack does not pay by itself the desk agrees', async () => {
  const { json } = await claim(lin, 'd-1');
  assert.equal(json.case.status, 'WAIT_SELLER_AGREE');
  assert.equal(json.case.refund_fee, 1000);
  const agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  assert.equal((await agent.act(json.case.case_id, { type: 'agree', version: json.case.version })).status, 200);
  await lin.paid(json.case.case_id);
});

test('a maximum that other orders have used up is said so', async () => {
  const own = await startShop({
    policies: { tmall: pack('tmall', { late_ship: { ...pack('tmall').late_ship, max_fen: 30000 } }) },
    orders: [late('u-1', 's-other', 100000, { created: 'now-60h', pay_time: 'now-60h' }), late('u-2', 's-other', 100000, { promised_ship_time: 'now+2s' })],
  });
  const buyer = own.as('b-1');
  const first = await claim(buyer, 'u-1');
  assert.equal(first.json.case.refund_fee, 30000, first.text);
  await buyer.paid(first.json.case.case_id);
  const second = await until('the other order to be late', async () => {
    const answer = await claim(buyer, 'u-2');
    return answer.json.code !== 'GUARD_FAILED' && answer;
  });
  assert.equal(second.status, 422);
  assert.equal(second.json.code, 'COMPENSATION_USED_UP');
  await own.end();
});

test(`a server killed ${kKills} times in the middle of a claim pays each once`, async () => {
  for (let round = 0; round < kKills; ++round) {
    const sent = claim(lin, `k-${round}`).catch(() => null);
    await sleep(Math.random() * 25);
    await shop.kill();
    await sent;
    await shop.restart();
    const [known] = await lin.cases(`k-${round}`);
    const paid = await lin.paid((known ?? (await claim(lin, `k-${round}`)).json.case).case_id);
    assert.equal(booked(shop, paid.case_id).filter(([account]) => account === 'BUYER_RED_PACKET').length, 1);
    assert.equal((await lin.cases(`k-${round}`)).length, 1);
  }
});
