// Every screen of the panel as a walk through the demo shop, for whoever wants to see them all (shots, axe).
//
//   for (const screens of kVisits) {
//     const buyer = await visit(browser, server, { lang: 'en', ...screens[0].who });
//     for (const { name, go } of screens) { await go(buyer); await look(name); }
//   }
//
// A walk files refunds, so each needs a server of its own.
import { kDirect, ordersOf } from '../harness/demo.mjs';

const kStores = [['i-601', 'c-shop'], ['i-401', 'outlet'], ['i-201', 'joint'], ['i-501', 'flagship'], ['i-701', 'unknown']];

const [coupons] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const [shipped] = ordersOf('b-1', kDirect, 'WAIT_BUYER_CONFIRM_GOODS');
const [factory] = ordersOf('b-2', 's-101', 'WAIT_SELLER_SEND_GOODS');

const back = (buyer) => buyer.page.keyboard.press('Escape');
const sheet = (buyer) => buyer.element.getByRole('dialog').locator('[role=dialog]').waitFor({ state: 'attached' });
const tapped = (...path) => async (buyer) => {
  await buyer.tap(buyer.say(...path), false);
  await sheet(buyer);
};

const refunded = [
  ['00-page', async () => {}], // the launcher alone
  ['10-home', (buyer) => buyer.open()],
  ['16-service', tapped('service.see')],
  ['17-settings', async (buyer) => {
    await back(buyer);
    await tapped('settings.title')(buyer);
  }],
  ['20-order', async (buyer) => {
    await back(buyer);
    await buyer.toOrder(coupons);
  }],
  ['40-form', (buyer) => buyer.toForm(coupons, 'unwanted')],
  ['41-form-errors', async (buyer) => {
    await buyer.tap(buyer.say('form.next'));
    await buyer.element.locator('[role=radiogroup][aria-invalid]').waitFor({ state: 'attached' });
  }],
  ['50-review', (buyer) => buyer.toReview()],
  ['52-review-why', async (buyer) => {
    await buyer.tap(buyer.say('review.why', { what: buyer.say('review.freight') }));
    await sheet(buyer);
  }],
  ['60-case-refunded', async (buyer) => {
    await back(buyer);
    await buyer.submit('SUCCESS');
  }],
];

const refused = [
  ['18-home-with-case', (buyer) => buyer.open()],
  ['22-orders', async (buyer) => {
    await buyer.element.getByRole('button', { name: new RegExp(buyer.say('home.all_orders.other', { n: '\\d+' })) }).click();
    await buyer.heading(buyer.say('home.orders')).waitFor();
  }],
  ['30-wrong', async (buyer) => {
    await back(buyer);
    await buyer.heading(buyer.say('home.title')).waitFor();
    await buyer.toOrder(shipped);
    await buyer.tap(buyer.say('order.aftersale_all'));
    await buyer.heading(buyer.say('wrong.title')).waitFor();
  }],
  ['45-not-eligible', async (buyer) => {
    await buyer.tap(buyer.say('wrong.unwanted_shipped'), false);
    await buyer.heading(buyer.say('instead.title')).waitFor();
  }],
];

const noOrder = [
  ['12-home-direct-no-order', (buyer) => buyer.open()],
  ['13-how-to-reach', tapped('do.how_to_reach')],
];

const waiting = [
  ['14-home-brand-factory', (buyer) => buyer.open()],
  ['62-case-waiting', async (buyer) => {
    await buyer.toRefund(factory);
    await buyer.submit('WAIT_SELLER_AGREE');
  }],
  ['64-withdraw', tapped('case.withdraw')],
];

const offline = [
  ['80-offline', async (buyer) => {
    await buyer.page.route('**/v1/**', (route) => route.abort('connectionrefused'));
    await buyer.launcher.click();
    await buyer.heading(buyer.say('trouble.offline')).waitFor();
    await buyer.painted();
  }],
];

const signedOut = (name) => [[`70-signed-out-${name}`, async (buyer) => {
  await buyer.launcher.click();
  await buyer.heading(buyer.say('trouble.signed_out')).waitFor();
  await buyer.painted();
}]];
const home = (name) => [[`15-home-${name}`, (buyer) => buyer.open()]];

const [oneStore, ...otherStores] = kStores.map(([item, name]) => [[{ item, buyer: 'none' }, signedOut(name)], [{ item }, home(name)]]);
const named = (visits) => visits.map(([who, screens]) => screens.map(([name, go]) => ({ name, who, go })));

/** Screens that are reached one after the other: `who` visits, `go` leads from the screen before. */
export const kVisits = named([
  [{}, refunded],
  [{}, refused],
  [{ buyer: 'b-2' }, noOrder],
  [{ buyer: 'b-2', item: 'i-103' }, waiting],
  [{}, offline],
  ...oneStore,
]);
/** The same screens of other kinds of store. */
export const kMoreStores = named(otherStores.flat());
