// The demo shop's data: everything the panel has to show exists once, and every amount in it is possible.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demo, kNow, rawTrades } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { allLines, quoteRequest } from '../harness/requests.mjs';
import { batch } from '../harness/tool.mjs';

const kStatuses = ['TRADE_NO_CREATE_PAY', 'WAIT_BUYER_PAY', 'SELLER_CONSIGNED_PART', 'WAIT_SELLER_SEND_GOODS',
  'WAIT_BUYER_CONFIRM_GOODS', 'TRADE_BUYER_SIGNED', 'TRADE_FINISHED', 'TRADE_CLOSED', 'TRADE_CLOSED_BY_TAOBAO', 'PAY_PENDING',
  'WAIT_PRE_AUTH_CONFIRM', 'PAID_FORBID_CONSIGN'];
const kKinds = ['BRAND_FACTORY', 'FACTORY_OUTLET', 'TGC_DIRECT', 'TGC_JOINT', 'FLAGSHIP', 'C_SHOP', 'UNKNOWN'];

const { stores, items, buyers, trades } = demo();
const every = trades.map((t) => t.trade);
const lines = every.flatMap((t) => t.orders);
const image = (path) => kRoot + path.replace(/^\//, '');
const distinct = (values) => assert.equal(new Set(values).size, values.length);

test('there is one store of each kind, and the fully managed one is 淘工厂 direct', () => {
  assert.deepEqual(stores.map((s) => s.kind).sort(), [...kKinds].sort());
  for (const s of stores) {
    assert.equal(s.operation_mode, s.kind === 'TGC_DIRECT' ? 'FULLY_MANAGED' : 'MERCHANT');
    assert.ok(existsSync(`${kRoot}assets/policies/${s.policy}.json`), `the pack of ${s.store_id}`);
  }
  distinct(stores.map((s) => s.store_id));
});

test('channels cover past midnight, holidays and the unverified 24 h hotline of S1-05', () => {
  const channels = stores.flatMap((s) => s.channels);
  const hours = channels.flatMap((c) => c.hours ?? []);
  assert.ok(hours.some((h) => h.close < h.open && h.close !== '00:00'), 'past midnight');
  assert.ok(channels.some((c) => c.holidays?.length), 'a holiday list');
  const hotline = stores.find((s) => s.kind === 'TGC_DIRECT').channels.find((c) => c.type === 'phone');
  assert.equal(hotline.verified, 'UNVERIFIED');
  assert.deepEqual(hotline.hours.map((h) => [h.open, h.close]), [['00:00', '24:00']]);
  for (const c of channels) assert.match(c.target, /^(https:\/\/[\w.]+\.example\/|tel:\+86-400-000-|sms:\+864000000|mailto:\w+@\w+\.example$)/);
});

test('twenty products and more, each with a drawing of its own', () => {
  assert.ok(items.length >= 20);
  distinct(items.map((i) => i.item_id));
  distinct(items.map((i) => i.image));
  for (const i of items) {
    assert.ok(stores.some((s) => s.store_id === i.store_id), i.item_id);
    assert.ok(Number.isSafeInteger(i.price) && i.price > 0 && i.price < i.list_price, i.item_id);
    assert.ok(i.variants.length && i.params.length && i.detail.length, i.item_id);
    const drawing = readFileSync(image(i.image), 'utf8');
    assert.match(drawing, /^<svg [^>]*viewBox="0 0 400 400" width="800" height="800">/, i.image);
    assert.doesNotMatch(drawing, /<script|<image|href=|\son\w+=/, i.image);
  }
  assert.ok(readdirSync(`${kRoot}assets/demo/img`).length >= 20);
});

test('thirty orders and more cover every status, discount and line of domain §2.1 and §5.6', () => {
  assert.ok(trades.length >= 30);
  assert.deepEqual([...new Set(every.map((t) => t.status))].sort(), [...kStatuses].sort());
  distinct(every.map((t) => t.tid));
  distinct(lines.map((l) => l.oid));
  assert.deepEqual(buyers.map((b) => b.id), ['b-1', 'b-2']);
  for (const { buyer, trade } of trades) {
    assert.ok(buyers.some((b) => b.id === buyer) && stores.some((s) => s.store_id === trade.store_id), trade.tid);
    assert.match(trade.tid, /^\d{19}$/);
    for (const line of trade.orders) {
      const item = items.find((i) => i.item_id === line.item_id);
      assert.ok(item && item.store_id === trade.store_id && item.image === line.image && item.variants.includes(line.variant), line.oid);
    }
  }
  const tenders = every.flatMap((t) => t.tenders);
  for (const rule of ['PRO_RATA', 'FULL_ONLY', 'NEVER']) assert.ok(tenders.some((t) => t.on_refund === rule), rule);
  assert.ok(every.some((t) => t.promotions.length > 1) && every.some((t) => t.promotions.some((p) => p.lines)), 'promotions');
  assert.ok(every.some((t) => t.post_fee > 0) && every.some((t) => t.free_shipping_threshold), 'freight');
  assert.ok(every.some((t) => t.orders.length > 1 && t.orders.every((l) => l.divide_order_fee !== null)), 'platform shares');
  assert.ok(lines.some((l) => l.is_gift) && lines.some((l) => l.is_virtual), 'gift and virtual goods');
  assert.ok(every.some((t) => t.orders.some((l) => l.consign_time) && t.orders.some((l) => !l.consign_time)), 'shipped in part');
});

test('times are relative to the day the shop is filled, and include the cases that deadlines are about', () => {
  for (const { trade } of rawTrades()) {
    for (const key of ['created', 'pay_time', 'consign_time', 'sign_time', 'end_time', 'promised_ship_time']) {
      if (trade[key] !== null) assert.match(trade[key], /^now([+-]\d+[smhd])?$/, `${trade.tid} ${key}`);
    }
  }
  const hours = (t, key) => (Date.parse(kNow) - Date.parse(t[key])) / 3600e3;
  assert.ok(every.some((t) => t.status === 'WAIT_SELLER_SEND_GOODS' && !t.promised_ship_time && hours(t, 'pay_time') > 48), 'late');
  assert.ok(every.some((t) => t.sign_time && hours(t, 'sign_time') === 24), 'signed yesterday');
  assert.ok(every.some((t) => t.sign_time && hours(t, 'sign_time') === 480), 'signed 20 days ago');
  for (const t of every) {
    const order = ['created', 'pay_time', 'consign_time', 'sign_time', 'end_time'].map((k) => t[k] && Date.parse(t[k])).filter(Boolean);
    if (t.status !== 'TRADE_BUYER_SIGNED') assert.deepEqual(order, [...order].sort((a, b) => a - b), t.tid); // paid on delivery
  }
});

test('at 淘工厂 direct the first buyer has an unshipped, an unpaid and a shipped order, the second has none', () => {
  const direct = stores.find((s) => s.kind === 'TGC_DIRECT').store_id;
  const mine = trades.filter((t) => t.buyer === 'b-1' && t.trade.store_id === direct).map((t) => t.trade);
  const first = mine.find((t) => t.status === 'WAIT_SELLER_SEND_GOODS');
  assert.ok(first.orders.length > 1 && first.promotions.length && first.tenders.some((t) => t.type === 'RED_PACKET') && first.post_fee > 0);
  for (const status of ['WAIT_BUYER_PAY', 'WAIT_BUYER_CONFIRM_GOODS']) assert.ok(mine.some((t) => t.status === status), status);
  assert.ok(!trades.some((t) => t.buyer === 'b-2' && t.trade.store_id === direct));
});

test('every paid order can be quoted, and all its lines together bring back what was paid', () => {
  const paid = every.filter((t) => t.pay_time && t.orders.some((l) => !l.is_gift));
  const documents = paid.map((trade) => JSON.stringify({
    trade, history: [], policy: stores.find((s) => s.store_id === trade.store_id).policy,
    request: quoteRequest(allLines({ orders: trade.orders.filter((l) => !l.is_gift) }), { fault: 'SELLER' }),
  }));
  const quotes = batch('quote', documents).map((line) => JSON.parse(line));
  paid.forEach((trade, i) => {
    const quote = quotes[i];
    assert.ok(!quote.error, `${trade.tid}: ${JSON.stringify(quote.error)}`);
    const shares = trade.orders.every((l) => l.divide_order_fee !== null);
    const goods = trade.orders.reduce((sum, l) => sum + (shares ? l.divide_order_fee : l.price * l.num + l.adjust_fee - l.discount_fee), 0)
      - (shares ? 0 : trade.promotions.reduce((sum, p) => sum + p.amount, 0));
    const kept = trade.tenders.filter((t) => t.on_refund === 'NEVER').reduce((sum, t) => sum + t.amount, 0);
    assert.equal(quote.goods, goods, trade.tid);
    assert.equal(quote.total, goods - kept + trade.post_fee - trade.post_discount, trade.tid);
  });
  console.log(`demo: ${items.length} products, ${trades.length} orders, ${paid.length} paid ones quoted to the fen`);
});
