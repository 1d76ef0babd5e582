// The engine as a Node program uses it: objects in, objects out, refusals as data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from 'kefu';
import { line, trade as makeTrade } from '../harness/fixture.mjs';
import { allLines, quoteRequest } from '../harness/requests.mjs';

const engine = createEngine();

// domain §5.6: three lines, 30 off the whole, 15 paid by red packet, 10 freight.
const trade = makeTrade('T1', 's-1', [], {
  created: '2026-03-01T10:00:00+08:00', pay_time: '2026-03-01T10:05:00+08:00',
  promotions: [{ id: 'p', amount: 3000, lines: ['A', 'B', 'C'], threshold: null }],
  tenders: [{ type: 'RED_PACKET', amount: 1500, on_refund: 'PRO_RATA' }],
  orders: [line('A', { price: 10000 }), line('B', { price: 5000, num: 2 }), line('C', { price: 3000 })],
});

test('the whole order comes back to the fen, by tender', () => {
  const all = engine.quote({ trade, history: [], request: quoteRequest(allLines(trade)), policy: 'tmall' });
  assert.equal(all.total, 23000 - 3000 + 1000);
  assert.equal(all.tenders.CASH + all.tenders.RED_PACKET, all.total);
  assert.equal(all.tenders.RED_PACKET, 1500);
  assert.equal(all.max, all.total);
});

test('lines refunded one after the other add up to the order', () => {
  const history = [];
  let sum = 0;
  for (const ask of [{ oid: 'C', num: 1 }, { oid: 'B', num: 1 }, { oid: 'A', num: 1 }, { oid: 'B', num: 1 }]) {
    const one = engine.quote({ trade, history, request: quoteRequest([ask]), policy: 'tmall' });
    sum += one.total;
    history.push(ask);
    if (one.freight) history.push({ freight: one.freight });
  }
  assert.equal(sum, 21000);
});

test('a refusal is data that names the place', () => {
  const refused = engine.quote({ trade: { ...trade, post_fee: 'ten' }, history: [], request: quoteRequest([]), policy: 'tmall' });
  assert.equal(refused.error.pointer, '/trade/post_fee');
  assert.deepEqual(engine.run('quote', '{').ok, false);
  assert.deepEqual(engine.run('no such command', '{}').ok, false);
});

test('the same bytes in give the same bytes out, in any instance', () => {
  const document = JSON.stringify({ trade, history: [], request: quoteRequest([{ oid: 'B', num: 1 }]), policy: 'statute' });
  assert.equal(createEngine().run('quote', document).json, engine.run('quote', document).json);
  assert.equal(engine.run('quote', document).ok, true);
});

test('every policy pack that is delivered is known', () => {
  for (const policy of ['tgc', 'taobao', 'tmall', 'wechat', 'statute']) {
    assert.ok(!('error' in engine.quote({ trade, history: [], request: quoteRequest([{ oid: 'A', num: 1 }]), policy })), policy);
  }
});
