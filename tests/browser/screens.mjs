// Every screen of the panel as a walk through the demo shop, for whoever wants to see them all (shots, axe).
//
//   for (const screens of kVisits) {
//     const buyer = await visit(browser, server, { lang: 'en', ...screens[0].who });
//     for (const { name, go } of screens) { await go(buyer); await look(name); }
//   }
//
// A walk files refunds, so each needs a server of its own.
import { Caller } from '../harness/caller.mjs';
import { kDirect, kNow, ordersOf } from '../harness/demo.mjs';
import { upload } from '../harness/evidence.mjs';
import { kPhoto } from '../harness/evidence.mjs';
import { sign } from '../harness/token.mjs';
import { begin, kStories } from './stories.mjs';

const kStores = [['i-601', 'c-shop'], ['i-401', 'outlet'], ['i-201', 'joint'], ['i-501', 'flagship'], ['i-701', 'unknown']];

const [coupons] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const [shipped] = ordersOf('b-1', kDirect, 'WAIT_BUYER_CONFIRM_GOODS');
const [bought] = ordersOf('b-1', 's-101', 'WAIT_BUYER_CONFIRM_GOODS');
const [towels] = ordersOf('b-1', 's-102', 'WAIT_BUYER_CONFIRM_GOODS');
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
    await buyer.title(buyer.say('home.orders')).waitFor();
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
  ['46-form-in-transit', async (buyer) => {
    await buyer.tap(buyer.say('instead.intercept'), false);
    await buyer.element.getByRole('checkbox').first().waitFor();
  }],
];

const amount = (buyer) => buyer.element.getByRole('textbox', { name: buyer.say('form.amount') });
// What a return looks like until its goods are sent back; an agent of the store agrees in between.
const returned = [
  ['42-form-return', async (buyer) => {
    await buyer.open();
    await buyer.toOrder(bought);
    await buyer.toForm(bought, 'no_reason');
  }],
  ['43-form-return-errors', async (buyer) => {
    await buyer.element.getByRole('checkbox', { name: buyer.say('form.seal_broken') }).click();
    await amount(buyer).fill('1.505');
    await buyer.tap(buyer.say('form.next'));
    await buyer.element.locator('input[aria-invalid]').waitFor({ state: 'attached' });
  }],
  ['53-review-return', async (buyer) => {
    await amount(buyer).fill('60.1');
    await buyer.tap(buyer.say('form.next'));
    await buyer.heading(buyer.say('review.title')).waitFor();
  }],
  ['66-case-send-back', async (buyer) => {
    await buyer.submit('WAIT_SELLER_AGREE');
    const shop = new Caller({ url: new URL(buyer.page.url()).origin }, `Bearer ${sign('a-1', { role: 'agent', store: 's-101' })}`);
    const [{ case_id, version }] = (await shop.get(`/v1/cases?tid=${bought.tid}`)).json.cases;
    await shop.act(case_id, { type: 'agree_return', version, address: '浙江省金华市义乌市 8 号仓' });
    await buyer.reload();
    await buyer.open();
    await buyer.tap(buyer.say('type.RETURN_REFUND'), false);
    await buyer.heading(buyer.say('case.says.WAIT_BUYER_RETURN_GOODS')).waitFor();
  }],
  ['68-send-back', async (buyer) => {
    await buyer.tap(buyer.say('return.title'));
    await buyer.tap(buyer.say('return.send'));
    await buyer.element.locator('input[aria-invalid]').first().waitFor({ state: 'attached' });
  }],
];

// A claim for which the buyer shows a photo.
const shown = [
  ['47-form-evidence', async (buyer) => {
    await buyer.open();
    await buyer.toOrder(towels);
    await buyer.toForm(towels, 'agreed');
    await buyer.element.getByRole('radio', { name: buyer.say('reason.QUALITY') }).click();
    await buyer.tap(buyer.say('form.next'));
    await buyer.element.locator('input[type=file][aria-invalid]').scrollIntoViewIfNeeded();
  }],
  ['49-form-evidence-added', async (buyer) => {
    await buyer.element.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: kPhoto });
    await buyer.element.locator('p[data-style=tile]').waitFor();
  }],
  ['67-case-evidence', async (buyer) => {
    await buyer.tap(buyer.say('form.next'));
    await buyer.heading(buyer.say('review.title')).waitFor();
    await buyer.submit('WAIT_SELLER_AGREE');
    await buyer.element.locator('button[data-style=tile]').waitFor();
  }],
  ['69-evidence', async (buyer) => {
    await buyer.element.locator('button[data-style=tile]').click();
    await sheet(buyer);
  }],
];

// The other forms, each from the question list of one item that was signed for.
const textbox = (buyer, key) => buyer.element.getByRole('textbox', { name: buyer.say(key), exact: true });
const form = (topic, title, fill = async () => {}) => async (buyer) => {
  await buyer.tap(buyer.say(`wrong.${topic}`), false);
  await buyer.heading(buyer.say(title)).waitFor();
  await fill(buyer);
};
const next = (title) => async (buyer) => {
  await buyer.tap(buyer.say('form.next'));
  await buyer.heading(buyer.say(title)).waitFor();
};
const again = (topic, title, fill) => async (buyer) => {
  await back(buyer);
  await buyer.heading(buyer.say('wrong.title')).waitFor();
  await form(topic, title, fill)(buyer);
};
const others = [
  ['31-wrong-received', async (buyer) => {
    await buyer.open();
    await buyer.toOrder(bought);
    await buyer.element.getByRole('button', { name: bought.orders[0].title }).first().click();
    await buyer.heading(buyer.say('wrong.title')).waitFor();
  }],
  ['47-form-exchange', form('exchange', 'form.title.EXCHANGE', (buyer) => buyer.tap(buyer.say('form.next')))],
  ['48-form-reship', again('missing', 'form.title.RESHIP')],
  ['49-form-repair', again('repair', 'form.title.REPAIR', (buyer) => buyer.element.getByRole('checkbox', { name: buyer.say('form.on_site') }).click())],
  ['4a-form-price', again('price', 'form.title.PRICE_PROTECT', (buyer) => textbox(buyer, 'form.current_price').fill('10'))],
  ['4b-not-eligible-freight', again('freight', 'form.title.FREIGHT')],
  ['4c-form-complaint', again('complaint', 'form.title.COMPLAINT', async (buyer) => {
    await buyer.element.getByRole('radio', { name: buyer.say('reason.NO_ANSWER') }).click();
    await textbox(buyer, 'form.demand').fill('请尽快答复');
  })],
  ['54-review-complaint', next('review.check')],
  ['61-case-complaint', async (buyer) => {
    await buyer.tap(buyer.say('submit.submit'));
    await buyer.heading(buyer.say('case.says.complaint.WAIT_SELLER_AGREE')).waitFor();
    const shop = new Caller({ url: new URL(buyer.page.url()).origin }, `Bearer ${sign('a-1', { role: 'agent', store: 's-101' })}`);
    const [{ case_id, version }] = (await shop.get(`/v1/cases?tid=${bought.tid}`)).json.cases;
    await shop.act(case_id, { type: 'refuse', version, reason: 'OTHER', message: '客服当时已经答复过您', proof: [await upload(shop, bought.tid)] });
  }],
  ['63-case-refused', async (buyer) => {
    await buyer.reload();
    await buyer.open();
    await buyer.group(buyer.say('care.title')).getByRole('button', { name: buyer.say('type.COMPLAINT') }).click();
    await buyer.heading(buyer.say('case.title')).waitFor();
  }],
  ['65-intervene', async (buyer) => {
    await buyer.tap(buyer.say('act.apply_intervention'), false);
    await textbox(buyer, 'form.claim').fill('没有人答复，请平台判断');
  }],
  ['67-case-judging', async (buyer) => {
    await buyer.tap(buyer.say('return.send'));
    await buyer.heading(buyer.say('case.cs.2')).waitFor();
  }],
];
const lateShipment = [
  ['19-home-late', (buyer) => buyer.open()],
  ['55-review-late', async (buyer) => {
    await buyer.group(buyer.say('care.title')).getByRole('button').first().click();
    await buyer.heading(buyer.say('review.check')).waitFor();
  }],
];

// What the other sides do meanwhile comes by the stream.
const quarrel = kStories.find(({ name }) => name === 'transit-judged');
const toAppeal = quarrel.steps.slice(quarrel.steps.findIndex(([, event]) => event === 'refuse'), quarrel.steps.findIndex(([, event]) => event === 'judge') + 1);
const argued = [
  ['6a-case-offer', async (buyer) => {
    const { origin: url } = new URL(buyer.page.url());
    buyer.told = await begin({ as: (subject, claims) => new Caller({ url }, `Bearer ${sign(subject, claims)}`) }, quarrel, kNow);
    await buyer.told.say(['shop', 'negotiate', { case_type: 'RO_IN_TRANSIT', amount: 5000 }]);
    await buyer.open();
    await buyer.group(buyer.say('care.title')).getByRole('button').first().click();
    await buyer.button(buyer.say('case.accept')).waitFor();
  }],
  ['6b-case-judged', async (buyer) => {
    for (const step of [['buyer', 'decline', {}], ...toAppeal]) await buyer.told.say(step);
    await buyer.heading(buyer.say('case.says.CLOSED')).waitFor();
  }],
  ['6c-appeal', async (buyer) => {
    await buyer.tap(buyer.say('act.appeal'), false);
    await textbox(buyer, 'form.grounds').fill('底单上的签名不是我的');
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
  [{ item: 'i-101' }, returned],
  [{ item: 'i-401' }, shown],
  ...oneStore,
]);
/** The same screens of other kinds of store. */
export const kMoreStores = named(otherStores.flat());
/** Every other kind of case, for people to judge. */
export const kMoreCases = named([[{ item: 'i-101' }, others], [{}, lateShipment], [{ item: 'i-601' }, argued]]);
