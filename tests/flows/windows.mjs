// What the golden flows do in both sides' windows alike.
import assert from 'node:assert/strict';
import { kPhoto } from '../harness/evidence.mjs';

export const field = (buyer, key) => buyer.element.getByRole('textbox', { name: buyer.say(key), exact: true });
export const photo = (buffer = kPhoto, name = 'photo.jpg', mimeType = 'image/jpeg') => ({ name, mimeType, buffer });

/** Photos of the buyer's, and no further step before they have arrived. */
export async function show(buyer, ...photos) {
  await buyer.element.locator('input[type=file]').first().setInputFiles(photos);
  await buyer.element.locator('p[data-style=tile]').nth(photos.length - 1).waitFor();
}

/** From Home to the form about one line of an order. */
export async function toLine(buyer, trade, line, topic, form) {
  await buyer.toOrder(trade);
  await buyer.element.getByRole('button', { name: line.title }).first().click();
  await buyer.heading(buyer.say('wrong.title')).waitFor();
  await buyer.tap(buyer.say(`wrong.${topic}`), false);
  await buyer.heading(buyer.say(form)).waitFor();
}

/** The buyer's own waybill, typed into the case on her screen. */
export async function sendBack(buyer, company, number) {
  await buyer.tap(buyer.say('return.title'));
  await field(buyer, 'form.company').fill(company);
  await field(buyer, 'form.number').fill(number);
  await buyer.tap(buyer.say('return.send'));
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_CONFIRM_GOODS')).waitFor();
}

export async function home(buyer) {
  await buyer.page.keyboard.press('Escape');
  await buyer.heading(buyer.say('home.title')).waitFor();
}

/** Every journal closes, and so do all of them together. */
export function zero(server) {
  assert.deepEqual(server.rows('SELECT reference FROM ledger GROUP BY reference HAVING SUM(amount) <> 0'), []);
  assert.equal(server.rows('SELECT SUM(amount) AS sum FROM ledger')[0].sum ?? 0, 0, 'the ledger is zero');
}
