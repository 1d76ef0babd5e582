// The first slice as a buyer walks it, in Chromium on a phone, from the product page to the database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawTrades } from '../harness/demo.mjs';
import { refunds } from '../harness/ledger.mjs';
import { startServer } from '../harness/server.mjs';
import { money } from '../harness/words.mjs';
import { launch, visit } from './shop.mjs';

const kIdleMs = 5000;
const kDirect = 's-103';
const kAgents = ['presale_agent', 'aftersale_agent', 'store_agent', 'store_bot'];

const all = rawTrades();
const orders = (buyer, store, fits) => all.filter((t) => t.buyer === buyer && t.trade.store_id === store)
  .map((t) => t.trade).filter(fits);
const unshipped = (t) => t.status === 'WAIT_SELLER_SEND_GOODS';
const [coupons, late, two_lines] = orders('b-1', kDirect, unshipped);
const [shipped] = orders('b-1', kDirect, (t) => t.status === 'WAIT_BUYER_CONFIRM_GOODS');

let browser, server;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const api = (method, path, body) => server.call(method, path, { token: server.token('b-1'), body: body && JSON.stringify(body) });
const quote_of = async (trade) => (await api('POST', '/v1/quote', {
  tid: trade.tid, history: [], policy: 'tgc',
  request: { type: 'REFUND', fault: 'NONE', reason: 'OTHER', kept_gifts: [], lines: trade.orders.map((l) => ({ oid: l.oid, num: l.num })) },
})).json;
const cases_of = async (trade) => (await api('GET', `/v1/cases?tid=${trade.tid}`)).json.cases;
async function until(look, what) {
  for (let i = 0; i < 100; ++i) {
    const found = await look();
    if (found) return found;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error(`${what} did not come`);
}

test('the launcher is a button above the buy bar, and nothing of the panel loads before it is wanted', async () => {
  const buyer = await visit(browser, server);
  const box = await buyer.launcher.boundingBox();
  const bar = await buyer.page.getByRole('navigation').boundingBox();
  assert.ok(box.y + box.height <= bar.y, `launcher ends at ${box.y + box.height}, bar begins at ${bar.y}`);
  assert.ok(box.width >= 44 && box.x + box.width <= 390);
  assert.ok(!(await buyer.element.evaluate((e) => !!e.shadowRoot.querySelector('canvas'))));
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

// The product that the buyer looks at decides which of the orders the answer is about.
for (const [item, stage] of [['i-301', 'PAID_UNSHIPPED'], ['i-305', 'UNPAID'], ['i-306', 'PAID_UNSHIPPED']]) {
  test(`a buyer whose order of ${item} is ${stage} reads which channel is best, and why`, async () => {
    const buyer = await visit(browser, server, { item });
    await buyer.open();
    const context = (await api('GET', `/v1/context?store=${kDirect}&item=${item}`)).json;
    const trade = context.trades.find((t) => t.orders.some((l) => l.item_id === item));
    const located = (await api('POST', '/v1/locate', { now: context.now, store: context.store, trade, case: null, page: 'ITEM_DETAIL',
      intent: 'GENERAL', actor: 'BUYER', policy: 'tgc' })).json;
    assert.equal(located.stage, stage);
    const { channel } = located.routes[0];
    const best = buyer.group(buyer.say('home.best'));
    await best.getByRole('heading', { name: buyer.say(`channel.${channel}`) }).waitFor();
    const why = buyer.say([`why.${channel}.${stage}`, `why.${channel}`].find((k) => buyer.say.has(k)));
    await best.getByText(why).waitFor();
    assert.deepEqual(buyer.complaints, []);
    console.log(`walk: best for ${stage}: ${channel}: ${why}`);
    await buyer.leave();
  });
}

test('淘工厂 direct before an order offers no store agent and says how to reach one', async () => {
  const buyer = await visit(browser, server, { buyer: 'b-2' });
  await buyer.open();
  await buyer.text(buyer.say('hint.ORDER_FIRST_UNPAID_OK')).waitFor();
  for (const agent of kAgents) {
    assert.equal(await buyer.element.getByRole('button', { name: buyer.say(`channel.${agent}`), exact: true }).count(), 0, agent);
    assert.equal(await buyer.element.getByRole('link', { name: buyer.say(`channel.${agent}`) }).count(), 0, agent);
  }
  const locked = buyer.button(buyer.say('channel.order_contact'), false);
  assert.equal(await locked.getAttribute('aria-disabled'), 'true');
  assert.equal(await locked.getAttribute('aria-description'), buyer.say('unlock.PLACE_ORDER'));
  await buyer.tap(buyer.say('do.how_to_reach'));
  const sheet = buyer.element.getByRole('dialog', { name: buyer.say('order_first.title') });
  for (const n of [1, 2, 3]) await sheet.getByText(buyer.say(`order_first.step.${n}`)).waitFor();
  await buyer.leave();
});

test('an unshipped order is refunded: reason, amount line by line, refunded, and still so after a reload', async () => {
  const buyer = await visit(browser, server);
  await buyer.open();
  await buyer.toOrder(coupons);
  await buyer.toForm(coupons, 'unwanted');
  await buyer.toReview();
  const quote = await quote_of(coupons);
  for (const [key, fen] of [['review.freight', quote.freight], ['review.total', quote.total]]) {
    const line = buyer.element.getByText(buyer.say(key)).first();
    await line.waitFor();
    await buyer.text(money(fen)).first().waitFor();
  }
  await buyer.tap(buyer.say('submit.submit'));
  await buyer.heading(buyer.say('case.says.SUCCESS')).waitFor();
  await buyer.text(money(quote.total)).first().waitFor();

  const [filed] = await cases_of(coupons);
  assert.equal(filed.status, 'SUCCESS');
  assert.equal(filed.refund_fee, quote.total);
  const booked = refunds(server.database, filed.case_id);
  assert.equal(booked.references.length, 1);
  assert.equal(booked.total, quote.total);
  assert.equal(booked.balance, 0);

  await buyer.reload();
  await buyer.open();
  await buyer.toOrder(coupons);
  await buyer.text(buyer.say('trade.TRADE_CLOSED')).first().waitFor();
  assert.deepEqual(buyer.complaints, []);
  console.log(`walk: refunded ${money(quote.total)} of ${coupons.tid}, in the ledger once`);
  await buyer.leave();
});

test('a shipped order’s refund is refused by the form, with what to do instead', async () => {
  const buyer = await visit(browser, server);
  await buyer.open();
  await buyer.toOrder(shipped);
  await buyer.toForm(shipped, 'unwanted_shipped');
  await buyer.heading(buyer.say('rule.ALREADY_SHIPPED')).waitFor();
  await buyer.heading(buyer.say('instead.title')).waitFor();
  for (const step of ['intercept', 'reject', 'return']) await buyer.button(buyer.say(`instead.${step}`), false).waitFor();
  assert.equal(await buyer.button(buyer.say('form.next')).count(), 0);
  const refused = await server.call('POST', '/v1/cases', {
    token: server.token('b-1'), headers: { 'idempotency-key': 'walk-shipped' },
    body: JSON.stringify({ tid: shipped.tid, request: { type: 'RO_UNSHIPPED', oid: shipped.orders[0].oid, num: 1, reason: 'OTHER' } }),
  });
  assert.ok(refused.status >= 400 && refused.status < 500, refused.text);
  assert.deepEqual(await cases_of(shipped), []);
  await buyer.leave();
});

// The power cut: SIGKILL while the submission is under way, then the same database and port again.
async function cut_off(trade, item, kill) {
  const buyer = await visit(browser, server, { item });
  await buyer.open();
  await buyer.toOrder(trade);
  await buyer.toForm(trade, 'unwanted');
  await buyer.toReview();
  const keys = [];
  await buyer.page.route('**/v1/cases', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await kill(route);
    await route.abort('connectionreset');
  });
  const { database, port } = server;
  await buyer.tap(buyer.say('submit.submit'));
  await until(() => !server.running(), 'the end of the server');
  await buyer.text(buyer.say('submit.unanswered')).first().waitFor();
  server = await startServer({ database, port });
  return { buyer, keys };
}

async function once(trade, keys) {
  const [filed, ...others] = await until(async () => {
    const cases = await cases_of(trade);
    return cases[0]?.status === 'SUCCESS' && cases;
  }, 'the refund');
  assert.deepEqual(others, [], 'one case');
  assert.ok(keys.length > 1 && keys.every((k) => k && k === keys[0]), `the same key: ${keys}`);
  const booked = refunds(server.database, filed.case_id);
  assert.equal(booked.references.length, 1, 'one refund');
  assert.equal(booked.total, filed.refund_fee);
  assert.equal(booked.balance, 0);
  return filed;
}

test('the server dies after it has filed the case: the button sends the same key again, one case, one refund', async () => {
  const { buyer, keys } = await cut_off(late, 'i-306', async (route) => {
    await route.fetch(); // answered, but the answer is lost with the server
    await server.kill();
  });
  await buyer.tap(buyer.say('submit.resend'));
  await buyer.heading(buyer.say('case.says.SUCCESS')).waitFor();
  const filed = await once(late, keys);
  console.log(`walk: killed after filing: 1 case ${filed.case_id}, 1 refund of ${money(filed.refund_fee)}`);
  await buyer.leave();
});

test('the server dies with the request in its hands: a reload sends the same key again, one case, one refund', async () => {
  const { buyer, keys } = await cut_off(two_lines, 'i-302', async (route) => {
    const sent = route.fetch().catch(() => undefined);
    await server.kill();
    await sent;
  });
  await buyer.reload();
  await buyer.open();
  const resend = buyer.button(buyer.say('submit.resend'));
  if (await resend.isVisible().catch(() => false)) await resend.click().catch(() => undefined); // it may have tried by itself
  const filed = await once(two_lines, keys);
  console.log(`walk: killed in between: 1 case ${filed.case_id}, 1 refund of ${money(filed.refund_fee)}`);
  await buyer.leave();
});

test('idle for five seconds, nothing is drawn', async () => {
  const buyer = await visit(browser, server, { item: 'i-101' });
  await buyer.open();
  await buyer.page.waitForTimeout(1500); // pictures arrive, the overlay settles
  const first = await buyer.stats();
  await buyer.page.waitForTimeout(kIdleMs);
  const second = await buyer.stats();
  console.log(`walk: idle ${kIdleMs / 1000} s = ${second.frames - first.frames} frames`);
  assert.ok(first.frames > 0);
  assert.equal(second.frames, first.frames);
  await buyer.leave();
});

test('in English the same: a refund at a brand factory waits for the seller, with the time that is left', async () => {
  const [trade] = orders('b-2', 's-101', unshipped);
  const buyer = await visit(browser, server, { buyer: 'b-2', item: 'i-103', lang: 'en' });
  await buyer.open();
  await buyer.toOrder(trade);
  await buyer.toForm(trade, 'unwanted');
  await buyer.toReview();
  await buyer.tap(buyer.say('submit.submit'));
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_AGREE')).waitFor();
  await buyer.button(buyer.say('case.withdraw')).waitFor();
  const names = await buyer.element.getByRole('heading').allTextContents();
  for (const name of names.filter((n) => n !== '禾野炊具工厂直营店')) assert.doesNotMatch(name, /[\u4e00-\u9fff]/, name);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('in the dark the panel is dark', async () => {
  const buyer = await visit(browser, server, { dark: true });
  await buyer.open();
  const page = await buyer.element.evaluate((e) => getComputedStyle(e.shadowRoot.querySelector('.panel')).backgroundColor);
  assert.equal(page, 'rgb(23, 24, 27)'); // look.md, page
  await buyer.leave();
});
