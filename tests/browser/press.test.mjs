// What fingers, mouse and keys feel: a press is seen while it lasts and only there, and two fingers may enlarge the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../harness/wait.mjs';
import { inShop } from './shop.mjs';

let buyer;
const shop = inShop(async () => {
  buyer = await shop.visit({ dpr: 1, item: 'i-101' });
  await buyer.open();
  await buyer.page.waitForLoadState('networkidle'); // pictures
});

const kInset = 6; // inside the focus ring

/** How the service row looks: its pixels, without the ring of the focus around them. */
async function look(row) {
  const { x, y, width, height } = await row.boundingBox();
  const clip = { x: x + kInset, y: y + kInset, width: width - 2 * kInset, height: height - 2 * kInset };
  return (await buyer.page.screenshot({ clip })).toString('base64');
}
const service = () => buyer.element.getByRole('button', { name: new RegExp(buyer.say('service.see')) });
const sheets = () => buyer.element.locator('[role=dialog] [role=dialog]').count();

test('a button is tinted while the mouse holds it, not when it slid off, and nothing happens then', async () => {
  const row = service();
  const calm = await look(row);
  await row.hover();
  await buyer.page.mouse.down();
  await until('the tint', async () => (await look(row)) !== calm);
  await buyer.page.mouse.move(195, 700);
  await until('the end of the tint', async () => (await look(row)) === calm);
  await buyer.page.mouse.up();
  assert.equal(await sheets(), 0);
});

test('the space bar tints while it is held and acts when it is let go; the focus that leaves takes the tint along', async () => {
  const row = service();
  const calm = await look(row);
  await row.focus();
  await buyer.page.keyboard.down(' ');
  await until('the tint', async () => (await look(row)) !== calm);
  assert.equal(await sheets(), 0);
  await row.blur();
  await until('the end of the tint', async () => (await look(row)) === calm);
  await buyer.page.keyboard.up(' ');
  assert.equal(await sheets(), 0);
  await row.focus();
  await buyer.page.keyboard.press(' ');
  await until('the sheet', sheets);
  await buyer.page.keyboard.press('Escape');
  await until('the page', async () => !(await sheets()));
});

test('a mouse that passes over a button tints it, and costs no frame', async () => {
  const phone = buyer;
  buyer = await shop.visit({ dpr: 1, item: 'i-101', viewport: { width: 1280, height: 800 } });
  await buyer.open();
  await buyer.page.waitForLoadState('networkidle');
  const row = service();
  const calm = await look(row);
  const { frames } = await buyer.stats();
  await row.hover();
  await until('the tint', async () => (await look(row)) !== calm);
  await buyer.page.mouse.move(20, 20);
  await until('the end of the tint', async () => (await look(row)) === calm);
  assert.equal((await buyer.stats()).frames, frames);
  await buyer.leave();
  buyer = phone;
});

test('two fingers over the panel enlarge the page', async () => {
  const session = await buyer.page.context().newCDPSession(buyer.page);
  const fingers = (apart) => [{ x: 195, y: 420 - apart, id: 0 }, { x: 195, y: 420 + apart, id: 1 }];
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', fingers(40));
  for (let apart = 50; apart <= 200; apart += 10) await touch('touchMove', fingers(apart));
  await touch('touchEnd', []);
  await until('a larger page', () => buyer.page.evaluate(() => visualViewport.scale > 1.5));
});
