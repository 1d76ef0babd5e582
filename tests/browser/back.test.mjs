// The phone's Back: a sheet, then a screen, then the panel, then the shop; whether the browser asks the page or its history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { until } from '../harness/wait.mjs';
import { inShop } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const shop = inShop();

const byHistory = (page) => page.addInitScript(() => { delete window.CloseWatcher; });
// Android's Back is a close request, as Escape is; the page cannot tell them apart.
const watched = (page) => page.addInitScript(() => {
  window.CloseWatcher = class extends CloseWatcher {
    constructor() {
      super();
      window.requestClose = () => this.requestClose();
    }
  };
});
const kWays = [
  ['by the history', byHistory, (buyer) => buyer.page.goBack()],
  ['by a close request', watched, (buyer) => buyer.page.evaluate(() => window.requestClose())],
];
const isOpen = (buyer) => buyer.element.evaluate((e) => e.hasAttribute('open'));
const entries = (buyer) => buyer.page.evaluate(() => history.length);
const isShop = (buyer) => buyer.page.url().startsWith(shop.server.url);

for (const [how, prepare, back] of kWays) {
  test(`Back closes the sheet, then the screen, then the panel: ${how}`, async () => {
    const buyer = await shop.visit({ prepare });
    const before = await entries(buyer);
    await buyer.open();
    await buyer.toOrder(order);
    await buyer.toForm(order, 'unwanted');
    await buyer.toReview();
    await buyer.tap(buyer.say('review.why', { what: buyer.say('review.freight') }));
    const sheet = buyer.element.locator('[role=dialog] [role=dialog]');
    await sheet.waitFor({ state: 'attached' });
    await back(buyer);
    await sheet.waitFor({ state: 'detached' });
    for (const title of ['review.title', 'form.title', 'wrong.title', 'order.title', 'home.title']) {
      await buyer.heading(buyer.say(title)).first().waitFor();
      await back(buyer);
    }
    await buyer.launcher.waitFor();
    assert.equal(await isOpen(buyer), false);
    if (prepare === watched) {
      assert.equal(await entries(buyer), before, 'the history is the shop’s own');
    } else {
      await until('the shop’s own entry', () => buyer.page.evaluate(() => !history.state));
      await buyer.page.goBack();
      assert.ok(!isShop(buyer), 'and then it leaves the shop');
    }
    assert.deepEqual(buyer.complaints, []);
    await buyer.leave();
  });
}

test('Escape is heard on a phone even where the focus is on nothing', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await buyer.toOrder(order);
  await buyer.element.evaluate((e) => e.shadowRoot.activeElement?.blur());
  await buyer.page.keyboard.press('Escape');
  await buyer.heading(buyer.say('home.title')).waitFor();
  await buyer.element.evaluate((e) => e.shadowRoot.activeElement?.blur());
  await buyer.page.keyboard.press('Escape');
  await buyer.launcher.waitFor();
  await buyer.leave();
});

test('beside the page of a buyer with a mouse, Back and the history are the page’s', async () => {
  const buyer = await shop.visit({ prepare: byHistory, viewport: { width: 1280, height: 800 } });
  const before = await entries(buyer);
  await buyer.open();
  assert.equal(await entries(buyer), before);
  await buyer.page.goBack();
  assert.ok(!isShop(buyer));
  await buyer.leave();
});

test('an entry that a reload left behind costs no press of Back, and one for an open panel is used again', async () => {
  const buyer = await shop.visit({ prepare: byHistory });
  await buyer.open();
  assert.ok(await buyer.page.evaluate(() => history.state.kefu));
  await buyer.reload();
  await until('the shop’s own entry', () => buyer.page.evaluate(() => !history.state));
  const before = await entries(buyer);
  await buyer.open();
  assert.equal(await entries(buyer), before, 'the one ahead is replaced');
  await buyer.page.goBack();
  await buyer.launcher.waitFor();
  await until('the shop’s own entry again', () => buyer.page.evaluate(() => !history.state));
  await buyer.page.goBack();
  assert.ok(!isShop(buyer));
  await buyer.leave();
});

test('two panels: Back is the last one’s, then the other’s', async () => {
  const buyer = await shop.visit({ prepare: byHistory });
  await buyer.open();
  await buyer.element.evaluate((e) => new Promise((done) => {
    const other = document.body.appendChild(e.cloneNode());
    other.token = e.token;
    other.addEventListener('kefu-ready', done);
  }));
  const open = () => buyer.page.evaluate(() => [...document.querySelectorAll('kefu-panel')].map((e) => e.hasAttribute('open')));
  assert.deepEqual(await open(), [true, true]);
  await buyer.page.goBack();
  await until('the last', async () => (await open()).join() === 'true,false');
  await buyer.page.goBack();
  await until('the first', async () => (await open()).join() === 'false,false');
  await buyer.leave();
});

// A router goes elsewhere because, or while, the panel goes: its step is the last word.
const kRouters = {
  'as it hears that the panel closed': (e) => {
    e.addEventListener('kefu-close', () => history.pushState({ page: 'cart' }, '', '#cart'));
    e.close();
  },
  'after it took the element out': (e) => {
    e.remove();
    setTimeout(() => history.pushState({ page: 'cart' }, '', '#cart'), 20);
  },
  'before it took the element out': (e) => {
    history.pushState({ page: 'cart' }, '', '#cart');
    e.remove();
  },
};
for (const [when, navigate] of Object.entries(kRouters)) {
  test(`a router that goes elsewhere ${when} gets there`, async () => {
    const buyer = await shop.visit({ prepare: byHistory });
    await buyer.open();
    await buyer.page.evaluate(() => { window.popped = 0; addEventListener('popstate', () => window.popped++); });
    await buyer.element.evaluate(navigate);
    await until('the cart', () => buyer.page.evaluate(() => location.hash === '#cart'));
    await buyer.page.evaluate(() => new Promise((done) => setTimeout(done, 100))); // a step back would be seen by now
    assert.deepEqual(await buyer.page.evaluate(() => [history.state, location.hash, window.popped]), [{ page: 'cart' }, '#cart', 0]);
    await buyer.leave();
  });
}
