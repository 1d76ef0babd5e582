import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startShop, trade } from '../harness/fixture.mjs';
import { kRoot } from '../harness/paths.mjs';
import { quoteRequest } from '../harness/requests.mjs';
import { readFileSync } from 'node:fs';

let shop, lin;
before(async () => {
  shop = await startShop({ many: 60 });
  lin = shop.as('b-1');
});
after(() => shop.end());

const kCheckRequest = { type: 'RO_UNSHIPPED', oid: 'A', reason: 'DONT_WANT' };

describe('the context', () => {
  test('of a product page: buyer, store, pack, item and the buyer\'s own orders', async () => {
    const { status, json } = await lin.get('/v1/context?store=s-auto&item=i-1');
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), ['now', 'buyer', 'store', 'policy', 'item', 'trades', 'cases', 'located']);
    assert.ok(Math.abs(Date.parse(json.now) - Date.now()) < 5000);
    assert.match(json.now, /\+08:00$/);
    assert.deepEqual(json.buyer, { id: 'b-1', name: '林晓' });
    assert.equal(json.store.store_id, 's-auto');
    assert.deepEqual(json.store.card, { since: 2011 });
    assert.deepEqual(json.policy, JSON.parse(readFileSync(`${kRoot}assets/policies/tgc.json`, 'utf8')));
    assert.equal(json.item.variant, '大号');
  });

  test('shows at most 50 orders, the newest first, and the one the page is about before them', async () => {
    const { json } = await lin.get('/v1/context?store=s-auto');
    assert.equal(json.trades.length, 50);
    const created = json.trades.map((t) => Date.parse(t.created));
    assert.deepEqual(created, [...created].sort((a, b) => b - a));
    const about = (await lin.get('/v1/context?store=s-auto&tid=t-auto-old')).json;
    assert.equal(about.trades.length, 50);
    assert.equal(about.trades[0].tid, 't-auto-old');
    assert.equal(new Set(about.trades.map((t) => t.tid)).size, 50);
  });

  test('resolves the demo\'s relative times once, when it is seeded', async () => {
    const { json } = await lin.get('/v1/context?store=s-auto&tid=t-auto');
    const paid = Date.parse(json.trades[0].pay_time);
    assert.ok(Math.abs(Date.now() - 2 * 3600e3 - paid) < 60e3);
    assert.match(json.trades[0].pay_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  });

  test('of an unknown store is 404; of an unknown item, or another store\'s, null', async () => {
    for (const query of ['?store=nowhere', '', '?store=']) assert.equal((await lin.get(`/v1/context${query}`)).status, 404);
    assert.equal((await lin.get('/v1/context?store=s-auto&item=nothing')).json.item, null);
    assert.equal((await lin.get('/v1/context?store=s-auto&item=i-2')).json.item, null);
  });

  test('is a buyer\'s alone', async () =>
    assert.equal((await shop.as('a-1', { role: 'agent', store: 's-auto' }).get('/v1/context?store=s-auto')).status, 403));

  test('of a buyer without orders is empty, not an error', async () => {
    const { json } = await shop.as('b-new').get('/v1/context?store=s-auto');
    assert.deepEqual([json.buyer, json.trades, json.cases], [{ id: 'b-new', name: '' }, [], []]);
  });

  test('is kept by nobody on the way', async () =>
    assert.equal((await lin.get('/v1/context?store=s-auto')).headers.get('cache-control'), 'no-store'));
});

describe('computing', () => {
  const absolute = { ...trade('t', 's', ['A', 'B']), created: '2026-03-01T10:00:00+08:00', pay_time: '2026-03-01T10:01:00+08:00' };

  test('a contract document in gives the contract\'s answer out', async () => {
    const quote = await lin.post('/v1/quote', { trade: absolute, history: [], policy: 'tmall', request: quoteRequest([{ oid: 'A', num: 1 }]) });
    assert.equal(quote.status, 200, quote.text);
    assert.equal(quote.json.total, 10000);
    const check = await lin.post('/v1/check', { now: '2026-03-02T10:00:00+08:00', trade: absolute, cases: [], request: kCheckRequest, policy: 'tmall' });
    assert.equal(check.json.eligible, true, check.text);
    const located = await lin.post('/v1/locate', { now: '2026-03-02T10:00:00+08:00', page: 'ITEM_DETAIL', intent: 'GENERAL', policy: 'tgc',
      store: { store_id: 's', name: 's', kind: 'TGC_DIRECT', operation_mode: 'FULLY_MANAGED', utc_offset: '+08:00', policy: 'tgc', channels: [] } });
    assert.equal(located.json.stage, 'PRE', located.text);
  });

  test('check, form and quote take the caller\'s own order by its number', async () => {
    const check = await lin.post('/v1/check', { tid: 't-auto', request: kCheckRequest });
    assert.equal(check.json.eligible, true, check.text);
    assert.equal(check.json.max, 10000);
    const form = await lin.post('/v1/form', { tid: 't-auto', request: kCheckRequest });
    assert.ok(form.json.fields.length > 0, form.text);
    const quote = await lin.post('/v1/quote', { tid: 't-auto', request: quoteRequest([{ oid: 'A', num: 1 }, { oid: 'B', num: 1 }]) });
    assert.equal(quote.json.total, 21000, quote.text);
  });

  test('and count what an earlier case brought back', async () => {
    const r = await lin.submit('t-auto-old', 'C');
    await lin.paid(r.json.case.case_id);
    const check = await lin.post('/v1/check', { tid: 't-auto-old', request: { ...kCheckRequest, oid: 'C' } });
    assert.equal(check.json.eligible, false, check.text);
    const quote = await lin.post('/v1/quote', { tid: 't-auto-old', request: quoteRequest([{ oid: 'C', num: 1 }]) });
    assert.equal(quote.status, 422);
    assert.match(quote.json.code, /^(EXCEEDS_UNITS|NOTHING_TO_REFUND)$/);
  });

  test('refusals carry the engine\'s code and pointer', async () => {
    const r = await lin.post('/v1/quote', { trade: { ...absolute, post_fee: 'ten' }, request: {}, policy: 'tmall' });
    assert.deepEqual([r.status, r.json.code, r.json.pointer], [422, 'WRONG_TYPE', '/trade/post_fee']);
    const broken = await lin.post('/v1/locate', '{"now":');
    assert.deepEqual([broken.status, broken.json.code], [400, 'INVALID_JSON']);
    const deep = await lin.post('/v1/check', '['.repeat(5000));
    assert.deepEqual([deep.status, deep.json.code], [400, 'TOO_DEEP']);
  });
});
