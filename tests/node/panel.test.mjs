// The whole slice on the shipped module without a browser, against the real server: a buyer who only has roles and names.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPanel } from 'kefu';
import { rawTrades } from '../harness/demo.mjs';
import { startServer } from '../harness/server.mjs';
import { money, words } from '../harness/words.mjs';

const kStore = 's-103'; // 淘工厂 direct: an unshipped refund there is automatic
const kItem = 'i-301';
const say = words('zh-CN');
const [trade, second] = rawTrades().map((t) => ({ ...t.trade, buyer: t.buyer }))
  .filter((t) => t.buyer === 'b-1' && t.store_id === kStore && t.status === 'WAIT_SELLER_SEND_GOODS');

let server;
before(async () => { server = await startServer(); });
after(() => server?.stop());

async function visit({ buyer = 'b-1', storage, lang = 'zh-CN', options = {} } = {}) {
  const panel = createPanel({ store: kStore, item: kItem, lang, session: `test-${Math.random()}` }, { now: Date.now(), ...options });
  const shop = panel.connect({ endpoint: server.url, token: server.token(buyer), ...(storage && { storage }) });
  const tap = async (role, name) => {
    panel.click(panel.byRole(role, { name }));
    await shop.settled();
  };
  panel.event({ type: 'open' });
  await shop.settled();
  return { panel, shop, tap };
}

async function toOrder({ panel, tap }, wanted) {
  const row = new RegExp(wanted.orders[0].title.slice(0, 12));
  if (!panel.allByRole('button', { name: row }).length) await tap('button', new RegExp(say('home.all_orders.other', { n: '\\d+' })));
  await tap('button', row);
  panel.byRole('heading', { name: say('order.title') });
}

async function toReview(visitor, wanted) {
  const { panel, tap } = visitor;
  await toOrder(visitor, wanted);
  await tap('button', say(wanted.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale'));
  await tap('button', new RegExp(say('wrong.unwanted')));
  panel.click(panel.allByRole('radio')[0]);
  await tap('button', say('form.next'));
  panel.byRole('heading', { name: say('review.title') });
}

const call = async (method, path, body) => (await server.call(method, path, { token: server.token('b-1'), ...(body && { body: JSON.stringify(body) }) })).json;
const quote_of = (t) => call('POST', '/v1/quote', {
  tid: t.tid, history: [], policy: 'tgc',
  request: { type: 'REFUND', fault: 'NONE', reason: 'OTHER', kept_gifts: [], lines: t.orders.map(({ oid, num }) => ({ oid, num })) },
});

/** What the engine says about the buyer's newest order of the product, and the sentence for it. */
async function best() {
  const { now, store, trades } = await call('GET', `/v1/context?store=${kStore}&item=${kItem}`);
  const about = trades.find((t) => t.orders.some((line) => line.item_id === kItem));
  const { routes: [{ channel }], stage } = await call('POST', '/v1/locate', {
    now, store, trade: about, case: null, page: 'ITEM_DETAIL', intent: 'GENERAL', actor: 'BUYER', policy: 'tgc',
  });
  return { channel, why: [`why.${channel}.${stage}`, `why.${channel}`].find((key) => say.has(key)) };
}

test('from opening to the refunded case', async () => {
  const visitor = await visit();
  const { panel, tap } = visitor;
  panel.byRole('heading', { name: say('home.title') });
  const { channel, why } = await best();
  panel.byRole('heading', { name: say(`channel.${channel}`) });
  panel.byRole('text', { name: say(why) });

  await toReview(visitor, trade);
  const quote = await quote_of(trade);
  panel.byRole('text', { name: `${say('review.total')} ${money(quote.total)}` });
  await tap('button', say('submit.submit'));
  for (let i = 0; i < 20 && !panel.allByRole('heading', { name: say('case.says.SUCCESS') }).length; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 100)); // the demo shop's bank pays behind the server's back
    panel.advance(5000);
    await visitor.shop.settled();
  }
  panel.byRole('heading', { name: say('case.says.SUCCESS') });

  const { cases } = await call('GET', `/v1/cases?tid=${trade.tid}`);
  assert.deepEqual(cases.map((c) => [c.status, c.refund_fee]), [['SUCCESS', quote.total]]);
  console.log(`panel: ${money(quote.total)} refunded on the shipped module, ${panel.nodes.length} nodes on the last screen`);
});

test('a draft outlives a reload', async () => {
  const first = await visit();
  const open = async (visitor) => {
    await toOrder(visitor, second);
    await visitor.tap('button', say(second.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale'));
    await visitor.tap('button', new RegExp(say('wrong.unwanted')));
  };
  await open(first);
  first.panel.type(first.panel.byRole('textbox', { name: say('form.description') }), '颜色选错了 🙂');
  await first.shop.settled();

  const again = await visit({ storage: first.shop.storage });
  await open(again);
  assert.equal(again.panel.byRole('textbox', { name: say('form.description') }).value, '颜色选错了 🙂');

  const other = await visit({ buyer: 'b-2', storage: first.shop.storage });
  assert.equal(other.shop.storage, first.shop.storage);
  assert.equal(other.panel.nodes.filter((n) => n.value?.includes('颜色')).length, 0);
});

test('every interactive node has a name, a place and an id of its own', async () => {
  const visitor = await visit();
  await toOrder(visitor, second);
  const nodes = visitor.panel.nodes.filter((n) => ['button', 'link', 'radio', 'textbox', 'spinbutton'].includes(n.role));
  assert.ok(nodes.length > 3);
  for (const n of nodes) {
    assert.ok(n.name, JSON.stringify(n));
    assert.ok(n.rect[2] >= 24 && n.rect[3] >= 24, `${n.name}: ${n.rect}`);
  }
  assert.equal(new Set(visitor.panel.nodes.map((n) => n.id)).size, visitor.panel.nodes.length);
});

test('the same events give the same tree and the same drawing', async () => {
  const one = await visit({ options: { now: 1_790_000_000_000 } });
  const two = await visit({ options: { now: 1_790_000_000_000 } });
  assert.deepEqual(one.panel.nodes, two.panel.nodes);
  const sizes = (p) => p.draw().map((l) => [l.vertices.length, l.indices.length, l.commands.length]);
  assert.deepEqual(sizes(one.panel), sizes(two.panel));
  assert.ok(sizes(one.panel)[0][0] > 0);
});

test('an idle panel wants no frame', async () => {
  const { panel, shop } = await visit();
  await shop.settled();
  assert.equal(panel.wakeMs, -1);
  assert.equal(panel.frame(), 1);
});

test('who looks for what is not there is told what is', async () => {
  const { panel } = await visit();
  assert.throws(() => panel.byRole('button', { name: '没有这个' }), (error) => error.message.includes(say('home.title')));
});

test('without a network the panel says so and offers to try again', async () => {
  const panel = createPanel({ store: kStore });
  const shop = panel.connect({ endpoint: 'http://127.0.0.1:9', token: 'x', fetch: () => Promise.reject(new TypeError('offline')) });
  panel.event({ type: 'open' });
  await shop.settled();
  assert.ok(panel.allByRole('button').length > 1, panel.nodes.map((n) => n.name).join());
  assert.equal(panel.allByRole('heading', { name: say('home.orders') }).length, 0);
});
