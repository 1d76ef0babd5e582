// The first slice as a buyer walks it, in Chromium on a phone, from the product page to the database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refunds } from '../harness/database.mjs';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { bestChannel, quoteOf } from '../harness/expected.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/wait.mjs';
import { money } from '../harness/words.mjs';
import { inShop, visit } from './shop.mjs';

const kIdleMs = 5000;
const kAgents = ['presale_agent', 'aftersale_agent', 'store_agent', 'store_bot'];

const [coupons, late, twoLines] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const [shipped] = ordersOf('b-1', kDirect, 'WAIT_BUYER_CONFIRM_GOODS');

let lin;
const shop = inShop(async () => {
  lin = shop.server.as('b-1');
});

test('the launcher is a button above the buy bar, and nothing of the panel loads before it is wanted', async () => {
  const buyer = await shop.visit();
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
  test(`a buyer whose order of ${item} is ${stage} reads which channel is best, and why`, async (t) => {
    const untouched = await startServer(); // other tests refund these orders
    t.after(() => untouched.end());
    const buyer = await visit(shop.browser, untouched, { item });
    await buyer.open();
    const { channel, why, ...located } = await bestChannel(untouched.as('b-1'), buyer.say, kDirect, item);
    assert.equal(located.stage, stage);
    const best = buyer.group(buyer.say('home.best'));
    await best.getByRole('heading', { name: buyer.say(`channel.${channel}`) }).waitFor();
    await best.getByText(why).waitFor();
    assert.deepEqual(buyer.complaints, []);
    console.log(`walk: best for ${stage}: ${channel}: ${why}`);
    await buyer.leave();
  });
}

test('淘工厂 direct before an order offers no store agent and says how to reach one', async () => {
  const buyer = await shop.visit({ buyer: 'b-2' });
  await buyer.open();
  await buyer.text(buyer.say('hint.ORDER_FIRST_UNPAID_OK')).waitFor();
  for (const agent of kAgents) {
    assert.equal(await buyer.element.getByRole('button', { name: buyer.say(`channel.${agent}`), exact: true }).count(), 0, agent);
    assert.equal(await buyer.element.getByRole('link', { name: buyer.say(`channel.${agent}`) }).count(), 0, agent);
  }
  const locked = buyer.button(buyer.say('channel.order_contact'), false);
  assert.equal(await locked.getAttribute('aria-disabled'), 'true');
  assert.equal(await buyer.described(locked), buyer.say('unlock.PLACE_ORDER'));
  await buyer.tap(buyer.say('do.how_to_reach'));
  const sheet = buyer.element.getByRole('dialog', { name: buyer.say('order_first.title') });
  for (const n of [1, 2, 3]) await sheet.getByText(buyer.say(`order_first.step.${n}`)).waitFor();
  await buyer.leave();
});

test('an unshipped order is refunded: reason, amount line by line, refunded, and still so after a reload', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await buyer.toRefund(coupons);
  const quote = await quoteOf(lin, coupons);
  for (const [key, fen] of [['review.freight', quote.freight], ['review.total', quote.total]]) {
    const line = buyer.element.getByText(buyer.say(key)).first();
    await line.waitFor();
    await buyer.text(money(fen)).first().waitFor();
  }
  await buyer.submit('SUCCESS');
  await buyer.text(money(quote.total)).first().waitFor();

  const [filed] = await lin.cases(coupons.tid);
  assert.equal(filed.status, 'SUCCESS');
  assert.equal(filed.refund_fee, quote.total);
  const booked = refunds(shop.server.database, filed.case_id);
  assert.equal(booked.references.length, 1);
  assert.equal(booked.total, quote.total);
  assert.equal(booked.balance, 0);

  await buyer.reload();
  await buyer.open();
  await buyer.toOrder(coupons);
  await buyer.text(buyer.say('trade.TRADE_CLOSED')).first().waitFor();
  await buyer.button(buyer.say('type.RO_UNSHIPPED'), false).first().waitFor(); // and still leads to its case
  assert.deepEqual(buyer.complaints, []);
  console.log(`walk: refunded ${money(quote.total)} of ${coupons.tid}, in the ledger once`);
  await buyer.leave();
});

test('a shipped order’s refund is refused by the form, with what to do instead', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await buyer.toOrder(shipped);
  await buyer.toForm(shipped, 'unwanted_shipped');
  await buyer.heading(buyer.say('rule.ALREADY_SHIPPED')).waitFor();
  await buyer.heading(buyer.say('instead.title')).waitFor();
  for (const step of ['intercept', 'reject', 'return']) await buyer.button(buyer.say(`instead.${step}`), false).waitFor();
  assert.equal(await buyer.button(buyer.say('form.next')).count(), 0);
  const refused = await lin.submit(shipped.tid, shipped.orders[0].oid, { request: { num: 1, reason: 'OTHER' } });
  assert.ok(refused.status >= 400 && refused.status < 500, refused.text);
  assert.deepEqual(await lin.cases(shipped.tid), []);
  await buyer.leave();
});

// The power cut: SIGKILL while the submission is under way, then the same database and port again.
async function cutOff(trade, item, kill) {
  const buyer = await shop.visit({ item });
  await buyer.open();
  await buyer.toRefund(trade);
  const keys = [];
  await buyer.page.route('**/v1/cases', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await kill(route);
    await route.abort('connectionreset');
  });
  await buyer.tap(buyer.say('submit.submit'));
  await until('the end of the server', () => !shop.server.running);
  await buyer.text(buyer.say('submit.unanswered')).first().waitFor();
  await shop.server.restart();
  return { buyer, keys };
}

async function once(trade, keys) {
  const [filed, ...others] = await until('the refund', async () => {
    const cases = await lin.cases(trade.tid);
    return cases[0]?.status === 'SUCCESS' && cases;
  });
  assert.deepEqual(others, [], 'one case');
  assert.ok(keys.length > 1 && keys.every((k) => k && k === keys[0]), `the same key: ${keys}`);
  const booked = refunds(shop.server.database, filed.case_id);
  assert.equal(booked.references.length, 1, 'one refund');
  assert.equal(booked.total, filed.refund_fee);
  assert.equal(booked.balance, 0);
  return filed;
}

test('the server dies after it has filed the case: the button sends the same key again, one case, one refund', async () => {
  const { buyer, keys } = await cutOff(late, 'i-306', async (route) => {
    await route.fetch(); // answered, but the answer is lost with the server
    await shop.server.kill();
  });
  await buyer.tap(buyer.say('submit.resend'));
  await buyer.heading(buyer.say('case.says.SUCCESS')).waitFor();
  const filed = await once(late, keys);
  console.log(`walk: killed after filing: 1 case ${filed.case_id}, 1 refund of ${money(filed.refund_fee)}`);
  await buyer.leave();
});

test('the server dies as the request is sent: a reload sends the same key again, one case, one refund', async () => {
  const { buyer, keys } = await cutOff(twoLines, 'i-302', async (route) => {
    const sent = route.fetch().catch(() => undefined);
    await shop.server.kill();
    await sent;
  });
  await buyer.reload();
  await buyer.open();
  const resend = buyer.button(buyer.say('submit.resend'));
  if (await resend.isVisible().catch(() => false)) await resend.click().catch(() => undefined); // it may have tried by itself
  const filed = await once(twoLines, keys);
  console.log(`walk: killed in between: 1 case ${filed.case_id}, 1 refund of ${money(filed.refund_fee)}`);
  await buyer.leave();
});

test('idle for five seconds, nothing is drawn', async () => {
  const buyer = await shop.visit({ item: 'i-101' });
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
  const [trade] = ordersOf('b-2', 's-101', 'WAIT_SELLER_SEND_GOODS');
  const buyer = await shop.visit({ buyer: 'b-2', item: 'i-103', lang: 'en' });
  await buyer.open();
  await buyer.toRefund(trade);
  await buyer.submit('WAIT_SELLER_AGREE');
  await buyer.button(buyer.say('case.withdraw')).waitFor();
  const names = await buyer.element.getByRole('heading').allTextContents();
  for (const name of names.filter((n) => n !== '禾野炊具工厂直营店')) assert.doesNotMatch(name, /[\u4e00-\u9fff]/, name);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('in the dark the panel is dark', async () => {
  const buyer = await shop.visit({ dark: true });
  await buyer.open();
  const page = await buyer.element.evaluate((e) => getComputedStyle(e.shadowRoot.querySelector('.panel')).backgroundColor);
  assert.equal(page, 'rgb(23, 24, 27)'); // look.md, page
  await buyer.leave();
});
