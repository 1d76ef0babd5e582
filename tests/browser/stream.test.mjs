// What others do to a buyer's case is on her screen while she looks at it: nobody presses anything, nothing is asked in turns.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ordersOf } from '../harness/demo.mjs';
import { samples } from '../harness/prometheus.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/wait.mjs';
import { launch, visit } from './shop.mjs';

const kStore = 's-101';
const kItem = 'i-103';
const orders = ordersOf('b-2', kStore, 'WAIT_SELLER_SEND_GOODS');

let browser, server, agent;
before(async () => {
  server = await startServer({ more: ['--metrics', '127.0.0.1:0'] });
  browser = await launch();
  agent = server.as('a-1', { role: 'agent', store: kStore });
});
after(async () => {
  await browser?.close();
  await server?.end();
});

async function streams() {
  const operations = server.output.match(/metrics on (\S+)/g).at(-1).slice('metrics on '.length);
  return samples(await (await fetch(`${operations}/metrics`)).text()).value('kefu_streams_open');
}
const listening = (n) => until(`${n} streams`, async () => (await streams()) === n);

/** A refund that waits for the seller, made elsewhere, and its buyer with the panel open. */
async function waiting() {
  const [order] = orders;
  const filed = await server.as('b-2').submit(order.tid, order.orders[0].oid, { request: { num: order.orders[0].num } });
  assert.ok(filed.status <= 201, filed.text);
  const buyer = await visit(browser, server, { buyer: 'b-2', item: kItem });
  await buyer.open();
  await listening(1);
  return { buyer, c: filed.json.case, row: buyer.group(buyer.say('home.cases')).getByRole('button').first() };
}
const offer = async (c) => {
  const { status, text, json } = await agent.act(c.case_id, { type: 'negotiate', amount: c.refund_fee - 100, version: c.version });
  assert.equal(status, 200, text);
  return json.case;
};
// On her other phone: no to the offer, and then the whole case.
const withdraw = async (c) => {
  const buyer = server.as('b-2');
  const declined = await buyer.act(c.case_id, { type: 'decline', version: c.version });
  const { status, text } = await buyer.act(c.case_id, { type: 'withdraw', version: declined.json.case.version });
  assert.equal(status, 200, text);
};
const drawn = (buyer) => buyer.stats().then(({ frames }) => frames);

test('the seller makes an offer: the open case says so at once; Home knows what becomes of it', async () => {
  const { buyer, c, row } = await waiting();
  await row.click();
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_AGREE')).waitFor();
  const offered = await offer(c);
  const begun = Date.now();
  await buyer.heading(buyer.say('case.says.WAIT_BUYER_MODIFY')).waitFor();
  console.log(`stream: on the buyer's screen after ${Date.now() - begun} ms`);
  await buyer.page.keyboard.press('Escape');
  await buyer.heading(buyer.say('home.title')).waitFor();
  await withdraw(offered);
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
  await listening(0);
});

test('a panel that is closed listens to nobody, and knows everything when it is opened again', async () => {
  const { buyer, c, row } = await waiting();
  await row.click();
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_AGREE')).waitFor();
  await buyer.button(buyer.say('nav.close')).click();
  await listening(0);
  const offered = await offer(c);
  await buyer.launcher.click();
  await buyer.heading(buyer.say('case.says.WAIT_BUYER_MODIFY')).waitFor();
  await withdraw(offered);
  await buyer.heading(buyer.say('case.says.CLOSED')).waitFor();
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('a page that nobody sees lets go of its stream, and catches up when it is seen again', async () => {
  const { buyer, c, row } = await waiting();
  await row.click();
  const see = (hidden) => buyer.page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await see(true);
  const offered = await offer(c);
  await listening(0);
  await see(false);
  await buyer.heading(buyer.say('case.says.WAIT_BUYER_MODIFY')).waitFor();
  await withdraw(offered);
  await buyer.heading(buyer.say('case.says.CLOSED')).waitFor();
  await buyer.leave();
});

test('over a server that is killed and started again: what happened meanwhile is on the screen without a touch', async () => {
  const { buyer, c, row } = await waiting();
  await row.click();
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_AGREE')).waitFor();
  await server.kill();
  await server.restart();
  const offered = await offer(c);
  await buyer.heading(buyer.say('case.says.WAIT_BUYER_MODIFY')).waitFor();
  await listening(1);
  await withdraw(offered);
  await buyer.heading(buyer.say('case.says.CLOSED')).waitFor();
  await buyer.leave();
});

test('a buyer without a token listens to nobody; once she is signed in, she does', async () => {
  const buyer = await visit(browser, server, { buyer: 'b-2', item: kItem });
  const token = await buyer.element.evaluate(async (e) => {
    const token = e.token ?? await e.getToken();
    e.token = null;
    e.getToken = undefined;
    return token;
  });
  await buyer.launcher.click();
  await buyer.painted();
  assert.equal(await streams(), 0);
  await buyer.element.evaluate((e, token) => { e.token = token; }, token);
  await listening(1);
  const before = await until('rest', async () => {
    const frames = await drawn(buyer);
    await buyer.page.waitForTimeout(300);
    return frames === (await drawn(buyer)) && frames;
  });
  await server.as('b-1').submit(ordersOf('b-1', 's-103', 'WAIT_SELLER_SEND_GOODS')[0].tid, null); // another buyer's
  await buyer.page.waitForTimeout(500);
  assert.equal(await drawn(buyer), before, 'what others do draws nothing');
  await buyer.leave();
});
