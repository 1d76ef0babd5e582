// The whole slice on the shipped module without a browser, against the real server: a buyer who only has roles and names.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPanel } from 'kefu';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { bestChannel, quoteOf } from '../harness/expected.mjs';
import { startServer } from '../harness/server.mjs';
import { sign } from '../harness/token.mjs';
import { sleep } from '../harness/wait.mjs';
import { money, words } from '../harness/words.mjs';

const kItem = 'i-301';
const say = words('zh-CN');
const [trade, second] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

let server, lin;
before(async () => {
  server = await startServer();
  lin = server.as('b-1');
});
after(() => server?.end());

async function visit({ buyer = 'b-1', storage, lang = 'zh-CN', options = {} } = {}) {
  const panel = createPanel({ store: kDirect, item: kItem, lang, session: `test-${Math.random()}` }, { now: Date.now(), ...options });
  const shop = panel.connect({ endpoint: server.url, token: sign(buyer), ...(storage && { storage }) });
  const tap = async (role, name) => {
    panel.click(panel.byRole(role, { name }));
    await shop.settled();
  };
  panel.event({ type: 'open' });
  await shop.settled();
  return { panel, shop, tap };
}

async function toOrder({ panel, tap }, wanted) {
  const row = new RegExp(`^${wanted.orders[0].title.slice(0, 12)}`); // what is due on Home names the order after what is due
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

test('from opening to the refunded case', async () => {
  const visitor = await visit();
  const { panel, tap } = visitor;
  panel.byRole('heading', { name: say('home.title') });
  const { channel, why } = await bestChannel(lin, say, kDirect, kItem);
  panel.byRole('heading', { name: say(`channel.${channel}`) });
  panel.byRole('text', { name: why });

  await toReview(visitor, trade);
  const quote = await quoteOf(lin, trade);
  panel.byRole('text', { name: `${say('review.total')} ${money(quote.total)}` });
  await tap('button', say('submit.submit'));
  for (let i = 0; i < 20 && !panel.allByRole('heading', { name: say('case.says.SUCCESS') }).length; ++i) {
    await sleep(100); // the demo shop's bank pays behind the server's back
    panel.advance(5000);
    await visitor.shop.settled();
  }
  panel.byRole('heading', { name: say('case.says.SUCCESS') });

  assert.deepEqual((await lin.cases(trade.tid)).map((c) => [c.status, c.refund_fee]), [['SUCCESS', quote.total]]);
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

test('an idle panel wants no frame, unless it tells how late something is: then one a minute', async () => {
  for (const [buyer, wakeMs] of [['b-2', -1], ['b-1', 60_000]]) {
    const { panel, shop } = await visit({ buyer });
    await shop.settled();
    assert.equal(panel.wakeMs, wakeMs, buyer);
    assert.equal(panel.frame(), 1);
  }
});

test('who looks for what is not there is told what is', async () => {
  const { panel } = await visit();
  assert.throws(() => panel.byRole('button', { name: '没有这个' }), (error) => error.message.includes(say('home.title')));
});

test('without a network the panel says so and offers to try again', async () => {
  const panel = createPanel({ store: kDirect });
  const shop = panel.connect({ endpoint: 'http://127.0.0.1:9', token: 'x', fetch: () => Promise.reject(new TypeError('offline')) });
  panel.event({ type: 'open' });
  await shop.settled();
  assert.ok(panel.allByRole('button').length > 1, panel.nodes.map((n) => n.name).join());
  assert.equal(panel.allByRole('heading', { name: say('home.orders') }).length, 0);
});
