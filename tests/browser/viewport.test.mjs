// The buyer's screen changes under the panel: other pixels, zoom, larger text, rotation, the soft keyboard, notches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { until } from '../harness/wait.mjs';
import { alike, ink } from './pixels.mjs';
import { inShop, kStanding } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const kWords = '不想要了，谢谢';

const shop = inShop(undefined, kStanding);

async function atForm(options) {
  const buyer = await shop.visit(options);
  await buyer.open();
  await buyer.toOrder(order);
  await buyer.toForm(order, 'unwanted');
  return Object.assign(buyer, { field: buyer.element.getByRole('textbox').first(), next: buyer.button(buyer.say('form.next')) });
}
const box = (buyer, selector) => buyer.element.evaluate((e, q) => e.shadowRoot.querySelector(q).getBoundingClientRect().toJSON(), selector);

// Whether the middle of an element can be seen and touched: nothing lies over it, and it is above `bottom`.
const canBeTouched = (locator, bottom = Infinity) => locator.evaluate((e, limit) => {
  const { left, top, width, height } = e.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = e.getRootNode().elementFromPoint(x, y);
  return y < limit && x > 0 && x < innerWidth && y > 0 && y < innerHeight && (hit === e || e.contains(hit));
}, bottom);

// By Tab, as far as it goes round: every stop can be seen when it has the focus.
async function reachesEverything(buyer) {
  const root = await buyer.element.evaluateHandle((e) => e.shadowRoot);
  const count = await root.evaluate((r) => r.querySelectorAll('.tree :is(a,button,input,textarea,[tabindex="0"]):not([tabindex="-1"])').length);
  const seen = new Set();
  for (let i = 0; i < count + 1; i++) {
    await buyer.page.keyboard.press('Tab');
    const at = await root.evaluateHandle((r) => r.activeElement);
    const name = await at.evaluate((e) => `${e.localName} ${e.textContent || e.getAttribute('aria-label') || e.id}`);
    await until(`${name} in sight`, () => canBeTouched(at.asElement()));
    seen.add(name);
  }
  return seen;
}

test('the panel moves to a screen with other pixels: painted in them, laid out as before', async () => {
  const buyer = await atForm({ dpr: 1 });
  const laidOut = () => buyer.element.evaluate((e) => [...e.shadowRoot.querySelectorAll('.tree [style]')].map((n) => n.style.cssText));
  const before = await laidOut();
  const session = await buyer.page.context().newCDPSession(buyer.page);
  const canvas = () => buyer.element.evaluate((e) => {
    const { width, height } = e.shadowRoot.querySelector('.inner canvas');
    return [width, height];
  });
  assert.deepEqual(await canvas(), [390, 844]);
  for (const [dpr, mobile] of [[3, true], [1.5, false]]) { // emulation tells the page only if this changes as well
    const { frames } = await buyer.stats();
    await session.send('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: dpr, mobile });
    await until(`${dpr} pixels a point`, async () => (await canvas()).join() === [390 * dpr, 844 * dpr].join());
    assert.ok((await buyer.stats()).frames > frames);
    const now = await laidOut();
    assert.equal(now.length, before.length);
    for (const [i, style] of now.entries()) { // to the next whole device pixel
      const numbers = (s) => s.match(/-?[\d.]+/g).map(Number);
      numbers(style).forEach((n, k) => assert.ok(Math.abs(n - numbers(before[i])[k]) <= 1, `${style} was ${before[i]}`));
    }
  }
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('at 400 % zoom, 320 × 256: every control of Home, an order and a sheet comes into sight', async () => {
  const buyer = await shop.visit({ viewport: { width: 320, height: 256 }, dpr: 4 });
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  const seen = [(await reachesEverything(buyer)).size];
  await buyer.tap(buyer.say('service.see'), false);
  await buyer.element.locator('[role=dialog] [role=dialog]').waitFor({ state: 'attached' });
  seen.push((await reachesEverything(buyer)).size);
  await buyer.page.keyboard.press('Escape');
  await buyer.toOrder(order);
  seen.push((await reachesEverything(buyer)).size);
  assert.ok(seen[0] >= 5 && seen[1] >= 1 && seen[2] >= 3, seen.join());
  await buyer.leave();
});

test('at 400 % zoom, 320 × 256: every control of the form comes into sight, and the request goes on', async () => {
  const buyer = await atForm({ viewport: { width: 320, height: 256 }, dpr: 4 });
  const seen = await reachesEverything(buyer);
  assert.ok(seen.size >= 6, [...seen].join(' | '));
  await buyer.toReview();
  assert.ok(await canBeTouched(buyer.button(buyer.say('submit.submit'))));
  await buyer.leave();
});

for (const mode of ['canvas', 'plain page']) {
  test(`with text twice as large nothing is wider than the screen, and it is larger: ${mode}`, async () => {
    const heights = [];
    for (const textScale of [1, 2]) {
      const buyer = await shop.visit({ textScale });
      if (mode !== 'canvas') await buyer.page.emulateMedia({ forcedColors: 'active' });
      await buyer.launcher.click();
      await buyer.painted();
      const title = buyer.heading(buyer.say('home.others')); // a line of text
      await title.waitFor();
      const over = await buyer.element.evaluate((e) => [...e.shadowRoot.querySelectorAll('.tree *')]
        .filter((n) => n.getBoundingClientRect().right > innerWidth + 1).map((n) => n.textContent));
      assert.deepEqual(over, []);
      heights.push((await title.boundingBox()).height);
      await buyer.toOrder(order);
      await buyer.leave();
    }
    assert.ok(heights[1] >= heights[0] * 1.8, heights.join());
  });
}

test('a buyer who asks for more contrast reads the plain page’s quiet words in the colour of the others', async () => {
  const buyer = await shop.visit({ prepare: (page) => page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === 'webgl' ? null : getContext.call(this, kind, ...more); };
  }) });
  await buyer.launcher.click();
  const quiet = buyer.element.locator('p[data-style=caption]').first();
  await quiet.waitFor();
  const colours = () => quiet.evaluate((e) => [e, e.getRootNode().querySelector('.panel')].map((n) => getComputedStyle(n).color));
  assert.notEqual(...await colours());
  await buyer.page.emulateMedia({ contrast: 'more' });
  assert.equal(...await colours());
  await buyer.leave();
});

test('a buyer who asks for more contrast, at any time, reads quiet words as dark as the others on the canvas too', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  const calm = await buyer.still();
  const [quiet, loud] = ['p[data-style=caption]', 'h2'].map((kind) => buyer.element.locator(kind).first());
  const boxes = await Promise.all([quiet, loud].map((l) => l.evaluate((e) => e.getBoundingClientRect().toJSON())));
  const darkest = async () => (await ink(buyer, boxes)).map((i) => i.darkest);
  const [a, b] = await darkest();
  assert.ok(a - b > 60, `${a} is quieter than ${b}`);
  await buyer.page.emulateMedia({ contrast: 'more' });
  await until('words of one colour', async () => {
    const [now, other] = await darkest();
    return Math.abs(now - other) < 20;
  });
  await buyer.page.emulateMedia({ contrast: 'no-preference' });
  await until('the same picture', async () => alike(calm, await buyer.page.screenshot()));
  await buyer.leave();
});

test('rotated while reading, and back: the words at the top stay there', async () => {
  const buyer = await shop.visit({ viewport: { width: 375, height: 667 }, lang: 'en' });
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  const kRead = 330;
  const top = () => buyer.element.evaluate((e) => e.shadowRoot.querySelector('.scroller').scrollTop);
  await buyer.element.evaluate((e, to) => { e.shadowRoot.querySelector('.scroller').scrollTop = to; }, kRead);
  await until('scrolled', async () => (await top()) === kRead);
  // What stands first under the header, and how far.
  const first = (words) => buyer.element.evaluate((e, words) => {
    const all = [...e.shadowRoot.querySelectorAll('.tree :is(h2,h3,p,button):not(.help)')].filter((n) => n.dataset.layer === 'content' && n.textContent);
    const header = e.shadowRoot.querySelector('h1').getBoundingClientRect().bottom;
    const at = all.find((n) => (words ? n.textContent === words : n.getBoundingClientRect().bottom > header));
    return [at.textContent, at.getBoundingClientRect().top - header];
  }, words);
  const [words, before] = await first();
  for (const [width, height] of [[667, 375], [375, 667]]) {
    await buyer.page.setViewportSize({ width, height });
    await until('the whole screen', async () => (await box(buyer, '.panel')).width === width);
    await until('other lines above', async () => (width > 400) === Math.abs((await top()) - kRead) > 10);
    await until(`“${words}” at the top`, async () => Math.abs((await first(words))[1] - before) < 3);
  }
  await until('the old place', async () => Math.abs((await top()) - kRead) < 3);
  await buyer.leave();
});

test('a shop that wants the panel on the left has it there, on a wide screen too', async () => {
  const buyer = await shop.visit({ viewport: { width: 1280, height: 800 } });
  await buyer.element.evaluate((e) => { e.position = 'left'; });
  const launcher = await buyer.launcher.boundingBox();
  await buyer.open();
  const { left, right } = await box(buyer, '.panel');
  assert.ok(launcher.x < 100);
  assert.deepEqual([left, right], [16, 416]);
  await buyer.leave();
});

test('rotated and back with the panel open: what was typed and the focus stay, the page is left as it was', async () => {
  const buyer = await atForm();
  await buyer.field.fill(kWords);
  await buyer.page.setViewportSize({ width: 844, height: 390 });
  await until('the focused field in sight', () => canBeTouched(buyer.field));
  await until('the button in sight', () => canBeTouched(buyer.next));
  await buyer.page.setViewportSize({ width: 390, height: 844 });
  await until('the whole screen', async () => (await box(buyer, '.panel')).height === 844);
  assert.equal(await buyer.field.inputValue(), kWords);
  assert.ok(await buyer.field.evaluate((e) => e.getRootNode().activeElement === e));
  await buyer.element.evaluate((e) => e.close());
  assert.equal(await buyer.page.evaluate(() => document.documentElement.getAttribute('style') || ''), '');
  await buyer.leave();
});

// The soft keyboard as all engines tell of it: the visual viewport gets lower, nothing else changes.
function fakeKeyboard() {
  const fake = Object.assign(new EventTarget(), { width: innerWidth, height: innerHeight, offsetTop: 0, offsetLeft: 0, pageTop: 0, scale: 1 });
  Object.defineProperty(window, 'visualViewport', { value: fake });
  window.keyboard = (height, offsetTop = 0) => {
    Object.assign(fake, { height: innerHeight - height, offsetTop });
    fake.dispatchEvent(new Event('resize'));
  };
}
const withKeyboard = (page) => page.addInitScript(fakeKeyboard);
const safeArea = async (page, insets) => (await page.context().newCDPSession(page)).send('Emulation.setSafeAreaInsetsOverride', { insets });

test('the soft keyboard comes up: the field that is typed in and the button are above it; it goes: all as before', async () => {
  const buyer = await atForm({ prepare: withKeyboard });
  await buyer.field.focus();
  const whole = await buyer.next.boundingBox();
  await buyer.page.evaluate(() => window.keyboard(420, 20)); // and the page has been pushed up by 20
  const bottom = 844 - 420 + 20;
  await until('the panel above the keyboard', async () => (await box(buyer, '.panel')).bottom === bottom);
  await until('the field', () => canBeTouched(buyer.field, bottom));
  await until('the button', () => canBeTouched(buyer.next, bottom));
  assert.ok((await box(buyer, '.panel')).top === 20);
  await buyer.page.keyboard.type(kWords);
  assert.ok(await canBeTouched(buyer.field, bottom));
  await buyer.page.evaluate(() => window.keyboard(0));
  await until('the whole screen', async () => (await buyer.next.boundingBox()).y === whole.y);
  assert.equal(await buyer.field.inputValue(), kWords);
  await buyer.leave();
});

test('the soft keyboard of a tablet: the panel moves above it', async () => {
  const buyer = await atForm({ viewport: { width: 1024, height: 768 }, prepare: withKeyboard });
  await buyer.field.focus();
  const before = await box(buyer, '.panel');
  await buyer.page.evaluate(() => window.keyboard(380));
  await until('the panel above the keyboard', async () => (await box(buyer, '.panel')).bottom <= 768 - 380);
  await until('the field', () => canBeTouched(buyer.field, 768 - 380));
  await until('the button', () => canBeTouched(buyer.next, 768 - 380));
  await buyer.page.evaluate(() => window.keyboard(0));
  await until('its place', async () => JSON.stringify(await box(buyer, '.panel')) === JSON.stringify(before));
  await buyer.leave();
});

test('beside a notch and above the home indicator; not above it where the keyboard is', async () => {
  const buyer = await atForm({ prepare: async (page) => {
    await withKeyboard(page);
    await safeArea(page, { top: 10, left: 47, right: 31, bottom: 34 });
  } });
  const { left, right, top } = await box(buyer, '.view');
  assert.deepEqual([left, 390 - right, top], [47, 31, 10]);
  const gap = async (bottom) => {
    const { y, height } = await buyer.next.boundingBox();
    return bottom - y - height;
  };
  const above = await gap(844);
  assert.ok(above >= 34, `${above}`);
  await buyer.field.focus();
  await buyer.page.evaluate(() => window.keyboard(300));
  await until('no gap for the home indicator', async () => (await gap(844 - 300)) === above - 34);
  await buyer.leave();
});
