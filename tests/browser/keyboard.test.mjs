// The whole refund by keyboard alone: Tab, Enter, arrows, Escape. After every key the focus is inside the panel.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { inShop } from './shop.mjs';

const kMostStops = 40;
const [coupons, late, twoLines] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

const shop = inShop();

/** A buyer whose hands are on the keyboard. */
class Typist {
  constructor(buyer) { this.buyer = buyer; }

  static async opens(options = {}) {
    const buyer = await shop.visit({ dpr: 1, ...options });
    const typist = new Typist(buyer);
    await buyer.launcher.focus();
    await buyer.page.keyboard.press('Enter');
    await buyer.painted(); // the first page, if there was time for one, gave way
    return typist;
  }
  /** Two frames after the key, so that what it changed is there. */
  async press(key) {
    await this.buyer.page.keyboard.press(key);
    await this.inside(`after ${key}`);
  }
  async inside(when) {
    const at = await this.buyer.element.evaluate((e) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
      const { activeElement } = e.shadowRoot;
      done(activeElement?.closest('.panel') ? '' : `${document.activeElement.localName} ${activeElement?.className ?? ''}`);
    }))));
    assert.equal(at, '', `the focus is inside the panel ${when}`);
  }
  has(locator) { return locator.evaluate((e) => e.getRootNode().activeElement === e); }
  async tabTo(locator, key = 'Tab') {
    await locator.waitFor();
    for (let stops = 0; stops < kMostStops; ++stops) {
      if (await this.has(locator)) return;
      await this.press(key);
    }
    assert.fail(`no way by ${key} to ${locator}`);
  }
  async choose(locator) {
    await this.tabTo(locator);
    await this.press('Enter');
  }
  async sees(heading) {
    const title = this.buyer.heading(heading).first();
    await title.waitFor();
    await this.inside(`on ${heading}`);
    return title;
  }
  button(key, args) { return this.buyer.button(this.buyer.say(key, args)).first(); }
  row(name) { return this.buyer.element.getByRole('button', { name }).first(); }
}

for (const [where, trade, plain] of [['over the canvas', coupons, false], ['on the plain page', twoLines, true]]) {
  test(`the refund is filed without a pointer ${where}, from the launcher to the case and back to the launcher`, async () => {
    const typist = await Typist.opens({ plain, item: trade.orders[0].item_id });
    const { buyer } = typist;
    const { say } = buyer;
    const home = await typist.sees(say('home.title'));
    assert.ok(await typist.has(home), 'a new screen begins at its title');
    await typist.choose(typist.row(trade.orders[0].title));
    await typist.sees(say('order.title'));
    await typist.choose(typist.button('order.aftersale_all'));
    await typist.sees(say('wrong.title'));
    await typist.choose(typist.row(say('wrong.unwanted')));
    await typist.sees(say('form.title'));

    const reasons = buyer.element.getByRole('radio');
    await typist.tabTo(reasons.first());
    for (const [key, chosen] of [['ArrowDown', 1], ['ArrowDown', 2], ['ArrowUp', 1]]) {
      await typist.press(key);
      assert.ok(await typist.has(reasons.nth(chosen)));
      assert.equal(await reasons.nth(chosen).getAttribute('aria-checked'), 'true');
    }
    await typist.press('Tab');
    assert.ok(await typist.has(buyer.element.getByRole('textbox', { name: say('form.description') })), 'a group is one stop');
    await buyer.page.keyboard.type('颜色拍错了');
    await typist.choose(typist.button('form.next'));
    await typist.sees(say('review.title'));
    await buyer.text('颜色拍错了').first().waitFor();

    const why = typist.button('review.why', { what: say('review.freight') });
    await typist.choose(why);
    const sheet = buyer.element.locator('[role=dialog] [role=dialog]');
    await sheet.waitFor({ state: 'attached' });
    assert.ok(await sheet.evaluate((e) => e.contains(e.getRootNode().activeElement)), 'the sheet takes the focus');
    for (const key of ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) await typist.press(key); // and keeps it, going round
    await typist.press('Escape');
    await typist.sees(say('review.title'));
    assert.ok(await typist.has(why), 'and gives it back');

    await typist.choose(typist.button('submit.submit'));
    await typist.sees(say('case.says.SUCCESS'));
    assert.deepEqual((await shop.server.as('b-1').cases(trade.tid)).map((c) => c.status), ['SUCCESS']);

    for (let steps = 0; steps < 5 && await buyer.element.evaluate((e) => e.hasAttribute('open')); ++steps) await buyer.page.keyboard.press('Escape');
    await buyer.launcher.waitFor();
    assert.ok(await typist.has(buyer.launcher), 'closed, the focus is where it came from');
    assert.deepEqual(buyer.complaints, []);
    await buyer.leave();
  });
}

test('on a phone, Tab goes round inside the panel, both ways and from the title too', async () => {
  const typist = await Typist.opens();
  const { buyer } = typist;
  await typist.sees(buyer.say('home.title'));
  const close = typist.button('nav.close');
  const last = typist.row(buyer.say('settings.title'));
  await last.waitFor();
  await typist.press('Shift+Tab');
  assert.ok(await typist.has(last), 'backwards from the title to the last');
  await typist.press('Tab');
  assert.ok(await typist.has(close), 'onwards from the last to the first');
  await typist.press('Shift+Tab');
  assert.ok(await typist.has(last));
  await buyer.leave();
});

test('how many of a line is a stepper of one stop: arrows, Page keys, Home and End', async () => {
  const typist = await Typist.opens({ item: 'i-306' });
  const { buyer } = typist;
  await typist.sees(buyer.say('home.title'));
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await buyer.toOrder(late); // two of one thing
  await buyer.toForm(late, 'unwanted');
  const stepper = buyer.element.getByRole('spinbutton', { name: buyer.say('form.units') });
  await typist.tabTo(stepper);
  for (const [key, value] of [['ArrowDown', 1], ['ArrowDown', 1], ['End', 2], ['Home', 1], ['PageUp', 2], ['PageDown', 1], ['ArrowRight', 2]]) {
    await typist.press(key);
    assert.equal(await stepper.getAttribute('aria-valuenow'), String(value), key);
    assert.ok(await typist.has(stepper));
  }
  await typist.press('Tab');
  assert.ok(await typist.has(buyer.element.getByRole('textbox').first()), 'plus and minus are no stops of their own');
  assert.equal(await typist.button('form.fewer').count(), 1, 'but a reader finds them');
  await buyer.leave();
});

test('the control under the focus goes, the focus does not: trying again, without a network and with one', async () => {
  const typist = await Typist.opens({ item: 'i-306' });
  const { buyer } = typist;
  await typist.sees(buyer.say('home.title'));
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await buyer.toRefund(late);
  await buyer.page.route('**/v1/**', (route) => route.abort('connectionrefused'));
  await typist.choose(typist.button('submit.submit'));
  const resend = typist.button('submit.resend');
  await resend.waitFor();
  await typist.choose(resend); // it goes while the request is on its way
  await resend.waitFor();
  await typist.inside('while there is no answer');
  await buyer.page.unroute('**/v1/**');
  await typist.choose(resend);
  await typist.sees(buyer.say('case.says.SUCCESS'));
  await typist.press('Escape'); // still the panel's own
  await buyer.heading(buyer.say('case.says.SUCCESS')).waitFor({ state: 'detached' });
  await buyer.leave();
});

test('a page of trouble is left by its button, and the focus waits at the title for what comes', async () => {
  const buyer = await shop.visit({ dpr: 1 });
  await buyer.page.route('**/v1/**', (route) => route.abort('connectionrefused'));
  const typist = new Typist(buyer);
  await buyer.launcher.focus();
  await buyer.page.keyboard.press('Enter');
  await buyer.heading(buyer.say('trouble.offline')).waitFor();
  await buyer.page.unroute('**/v1/**');
  await typist.choose(typist.button('trouble.retry'));
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await typist.inside('with the orders');
  assert.ok(await typist.has(buyer.heading(buyer.say('home.title'))));
  await buyer.leave();
});

test('a panel that could not open is tried again by the keyboard, and left by it', async () => {
  const buyer = await shop.visit({ dpr: 1 });
  await buyer.page.route('**/core.wasm', (route) => route.abort('connectionrefused'));
  const typist = new Typist(buyer);
  await buyer.launcher.focus();
  await buyer.page.keyboard.press('Enter');
  const retry = buyer.button('重试');
  await retry.waitFor();
  await typist.choose(retry);
  await retry.waitFor();
  await typist.inside('when it failed again');
  await buyer.page.keyboard.press('Escape');
  await buyer.launcher.waitFor();
  assert.ok(await typist.has(buyer.launcher));
  await buyer.leave();
});
