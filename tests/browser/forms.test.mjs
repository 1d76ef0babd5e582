// Returns and refunds of a part, for real: filed in the panel by keyboard and by touch, in both languages, judged and paid
// by the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refunds } from '../harness/database.mjs';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { startServer } from '../harness/server.mjs';
import { money } from '../harness/words.mjs';
import { launch, visit } from './shop.mjs';
import { until } from '../harness/wait.mjs';

const kMostStops = 40;
const [bought] = ordersOf('b-1', 's-101', 'WAIT_BUYER_CONFIRM_GOODS'); // signed for yesterday
const [underWay] = ordersOf('b-1', kDirect, 'WAIT_BUYER_CONFIRM_GOODS');
const [tumbler, , pan] = bought.orders;

let browser, server, lin, agent;
before(async () => {
  server = await startServer();
  lin = server.as('b-1');
  agent = server.as('a-1', { role: 'agent', store: 's-101' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

const has = (locator) => locator.evaluate((e) => e.getRootNode().activeElement === e);
const frame = (buyer) => buyer.element.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Walks there with Tab alone. */
async function tabTo(buyer, locator) {
  await locator.waitFor();
  for (let stops = 0; stops < kMostStops; ++stops) {
    if (await has(locator)) return;
    await buyer.page.keyboard.press('Tab');
  }
  assert.fail(`no way by Tab to ${locator}`);
}
async function press(buyer, locator, key = 'Enter') {
  await tabTo(buyer, locator);
  await buyer.page.keyboard.press(key);
  await frame(buyer);
}
const row = (buyer, name) => buyer.element.getByRole('button', { name }).first();
const box = (buyer, key) => buyer.element.getByRole('checkbox', { name: buyer.say(key), exact: true });
const field = (buyer, key) => buyer.element.getByRole('textbox', { name: buyer.say(key), exact: true });
const back = (buyer) => buyer.page.keyboard.press('Escape');
const caseOf = async (oid) => (await lin.cases(bought.tid)).find((c) => c.oid === oid);

test('a return is filed without a pointer, agreed to, sent back and received, and every fen of it comes back', async () => {
  const buyer = await visit(browser, server, { item: 'i-101', dpr: 1 });
  const { say } = buyer;
  await buyer.launcher.focus();
  await buyer.page.keyboard.press('Enter');
  await press(buyer, buyer.group(say('home.orders')).getByRole('button', { name: tumbler.title }).first());
  await buyer.heading(say('order.title')).waitFor();
  await press(buyer, row(buyer, tumbler.title));
  await press(buyer, row(buyer, say('wrong.no_reason')));
  await buyer.heading(say('form.title')).waitFor();

  assert.equal(await buyer.element.getByRole('radio', { name: say('form.good_status.BUYER_RECEIVED') }).getAttribute('aria-checked'), 'true');
  await press(buyer, box(buyer, 'form.package_opened'), 'Space');
  assert.equal(await box(buyer, 'form.package_opened').getAttribute('aria-checked'), 'true');
  assert.ok(await has(box(buyer, 'form.package_opened')), 'ticking keeps the focus');
  await press(buyer, box(buyer, 'form.seal_broken'), 'Space');
  await buyer.text(say('warning.SEAL_BROKEN')).first().waitFor();
  await press(buyer, box(buyer, 'form.seal_broken'), 'Space');
  await buyer.text(say('warning.SEAL_BROKEN')).first().waitFor({ state: 'detached' });
  await press(buyer, buyer.button(say('form.next')));
  await buyer.heading(say('review.title')).waitFor();
  await press(buyer, buyer.button(say('submit.submit')));
  await buyer.heading(say('case.says.WAIT_SELLER_AGREE')).waitFor();

  const asked = await caseOf(tumbler.oid);
  const { json: quote } = await lin.post('/v1/quote', {
    tid: bought.tid, policy: 'tmall',
    request: { type: 'REFUND_AND_RETURN', reason: 'SEVEN_DAYS_WITHOUT_REASON', lines: [{ oid: tumbler.oid, num: 1 }], kept_gifts: [] },
  });
  assert.equal(asked.type, 'RETURN_REFUND');
  assert.equal(asked.refund_fee, quote.total);
  assert.deepEqual(asked.answers, { package_opened: 'true' });

  const address = '浙江省金华市义乌市 8 号仓';
  const agreed = await agent.act(asked.case_id, { type: 'agree_return', version: asked.version, address });
  assert.equal(agreed.status, 200, agreed.text);
  await buyer.reload();
  await buyer.open();
  await press(buyer, row(buyer, say('type.RETURN_REFUND')));
  await buyer.text(address).first().waitFor();
  await press(buyer, buyer.button(say('return.title')));
  await buyer.heading(say('return.title')).waitFor();
  await press(buyer, buyer.button(say('return.send')));
  await until('the missing company to be asked for', async () => await buyer.described(field(buyer, 'form.company')) === say('error.REQUIRED'));
  for (const [key, text] of [['form.company', '顺丰速运'], ['form.number', 'SF1234567890']]) {
    await tabTo(buyer, field(buyer, key));
    await buyer.page.keyboard.type(text);
  }
  await press(buyer, buyer.button(say('return.send')));
  await buyer.heading(say('case.says.WAIT_SELLER_CONFIRM_GOODS')).waitFor();
  const sent = await caseOf(tumbler.oid);
  assert.equal(sent.return_waybill.number, 'SF1234567890');

  const received = await agent.act(asked.case_id, { type: 'receive', version: sent.version, num: 1, ok: true });
  assert.equal(received.status, 200, received.text);
  await lin.paid(asked.case_id);
  const booked = refunds(server.database, asked.case_id);
  assert.equal(booked.total, quote.total);
  assert.equal(booked.balance, 0);
  assert.deepEqual(buyer.complaints, []);
  console.log(`forms: returned ${money(booked.total)} of ${bought.tid}, by keyboard`);
  await buyer.leave();
});

test('in English, by touch: the part that the seller agreed to, exact to the fen, and never more than there is', async () => {
  const buyer = await visit(browser, server, { item: 'i-103', lang: 'en' });
  const { say } = buyer;
  await buyer.launcher.tap();
  await buyer.group(say('home.orders')).getByRole('button', { name: bought.orders[0].title }).first().tap();
  await row(buyer, pan.title).tap();
  await row(buyer, say('wrong.agreed')).tap();
  await buyer.heading(say('form.title')).waitFor();
  await field(buyer, 'form.agreement_ref').fill('Half a refund for the scratch');

  const amount = field(buyer, 'form.amount');
  assert.equal(await amount.getAttribute('inputmode'), 'decimal');
  await buyer.button(say('form.all')).tap();
  await frame(buyer);
  const most = Math.round(Number(await amount.inputValue()) * 100);
  for (const wrong of [`${most / 100 + 0.01}`, '20.505']) {
    await amount.fill(wrong);
    await buyer.button(say('form.next')).tap();
    await frame(buyer); // else the next text could come before this tap was taken
    await amount.and(buyer.element.locator('[aria-invalid=true]')).waitFor();
    assert.equal(await buyer.described(amount), say('error.MONEY', { max: money(most) }));
    assert.equal(await amount.inputValue(), wrong, 'what was typed stays');
  }
  await amount.fill('２０。5'); // as a Chinese keyboard would
  await buyer.text('¥20.50').first().waitFor();
  await buyer.button(say('form.next')).tap();
  await buyer.heading(say('review.title')).waitFor();
  await buyer.text(say('review.waived')).first().waitFor();
  await buyer.button(say('submit.submit')).tap();
  await buyer.heading(say('case.says.WAIT_SELLER_AGREE')).waitFor();

  const filed = await caseOf(pan.oid);
  assert.equal(filed.type, 'RO_RECEIVED');
  assert.equal(filed.refund_fee, 2050);
  assert.equal(filed.max, most);
  assert.deepEqual(filed.answers, { agreement_ref: 'Half a refund for the scratch' });
  const { status, text } = await agent.act(filed.case_id, { type: 'agree', version: filed.version });
  assert.equal(status, 200, text);
  await lin.paid(filed.case_id);
  assert.equal(refunds(server.database, filed.case_id).total, 2050);
  assert.deepEqual(buyer.complaints, []);
  console.log(`forms: ${money(2050)} of ${money(most)} agreed and paid, by touch, in English`);
  await buyer.leave();
});

test('a parcel under way is asked to be stopped: the form opens with that wish, and the platform’s desk reads it', async () => {
  const buyer = await visit(browser, server, { item: 'i-302' });
  const { say } = buyer;
  await buyer.open();
  await buyer.toOrder(underWay);
  await buyer.toForm(underWay, 'unwanted_shipped');
  await buyer.tap(say('instead.intercept'), false);
  await box(buyer, 'form.want_intercept').waitFor();
  assert.equal(await box(buyer, 'form.want_intercept').getAttribute('aria-checked'), 'true');
  await buyer.tap(say('form.next'));
  await buyer.heading(say('review.title')).waitFor();
  await buyer.tap(say('submit.submit'));
  await buyer.heading(say('case.managed.WAIT_SELLER_AGREE')).waitFor();
  const [filed] = await lin.cases(underWay.tid);
  assert.deepEqual([filed.type, filed.reason, filed.answers], ['RO_IN_TRANSIT', 'DONT_WANT', { want_intercept: 'true' }]);
  await buyer.text(say('form.want_intercept')).first().waitFor();
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('another size, to its end: asked for, sent back, received, sent anew and confirmed', async () => {
  const buyer = await visit(browser, server, { item: 'i-101' });
  const { say } = buyer;
  const [, rack] = bought.orders;
  await buyer.open();
  await buyer.toOrder(bought);
  await buyer.tap(say('order.aftersale_all'));
  await buyer.tap(say('wrong.exchange'), false);
  await buyer.heading(say('which.title')).waitFor(); // of an order of three, one is exchanged
  await row(buyer, rack.title).click();
  await buyer.heading(say('form.title.EXCHANGE')).waitFor();
  await buyer.element.getByRole('radio', { name: say('reason.SIZE_EXCHANGE') }).click();
  await field(buyer, 'form.target_sku').fill('大号');
  await buyer.tap(say('form.next'));
  await field(buyer, 'form.address').and(buyer.element.locator('[aria-invalid=true]')).waitFor();
  await field(buyer, 'form.address').fill('王禾，13800000000，杭州市西湖区 8 号');
  await buyer.tap(say('form.next'));
  await buyer.heading(say('review.check')).waitFor();
  await buyer.tap(say('submit.submit'));
  await buyer.heading(say('case.says.WAIT_SELLER_AGREE')).waitFor();

  let exchange = await caseOf(rack.oid);
  assert.equal(exchange.type, 'EXCHANGE');
  assert.deepEqual(exchange.answers, { target_sku: '大号', address: '王禾，13800000000，杭州市西湖区 8 号' });
  const shop = async (event) => {
    const { status, json, text } = await agent.act(exchange.case_id, { version: exchange.version, ...event });
    assert.equal(status, 200, text);
    exchange = json.case;
  };
  await shop({ type: 'agree_return', address: '浙江省金华市义乌市 8 号仓' });
  await buyer.reload();
  await buyer.open();
  await row(buyer, say('type.EXCHANGE')).click();
  await buyer.tap(say('return.title'));
  await field(buyer, 'form.company').fill('顺丰速运');
  await field(buyer, 'form.number').fill('SF7654321000');
  await buyer.tap(say('return.send'));
  await buyer.heading(say('case.says.WAIT_SELLER_CONFIRM_GOODS')).waitFor();
  exchange = await caseOf(rack.oid);
  await shop({ type: 'receive', num: rack.num, ok: true });
  await shop({ type: 'consign', waybill: 'SF1111222233' });
  await buyer.reload();
  await buyer.open();
  await buyer.group(say('care.title')).getByRole('button', { name: say('type.EXCHANGE') }).click(); // it waits for the buyer
  await buyer.text('SF1111222233').first().waitFor();
  await buyer.tap(say('case.confirm'));
  await buyer.tap(say('case.confirm_yes'));
  await buyer.heading(say('case.says.goods.SUCCESS')).waitFor();
  assert.equal((await caseOf(rack.oid)).status, 'SUCCESS');
  assert.deepEqual(buyer.complaints, []);
  console.log('forms: an exchange of one item of three, both ways, confirmed');
  await buyer.leave();
});

test('an order that is late says so on Home, and two taps ask for what the rule gives', async () => {
  const late = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS').find((t) => t.pay_time === 'now-70h');
  const buyer = await visit(browser, server, { item: 'i-301' });
  const { say } = buyer;
  await buyer.open();
  const care = buyer.group(say('care.title'));
  await care.getByRole('button', { name: late.orders[0].title }).click();
  await buyer.heading(say('review.check')).waitFor();
  await buyer.tap(say('submit.submit'));
  await buyer.heading(say('case.title')).waitFor();
  const claim = (await lin.cases(late.tid)).find((c) => c.type === 'LATE_SHIP');
  const paid = late.orders.reduce((sum, o) => sum + o.price * o.num, late.post_fee); // points are payment, too (contract §6)
  assert.equal(claim.refund_fee, Math.max(500, Math.round(paid * 0.3)));
  await back(buyer);
  await buyer.heading(say('home.title')).waitFor();
  await care.getByRole('button', { name: late.orders[0].title }).waitFor({ state: 'detached' }); // asked for once
  assert.deepEqual(buyer.complaints, []);
  console.log(`forms: ${money(claim.refund_fee)} for a late order of ${money(paid)}`);
  await buyer.leave();
});

test('on the plain page the goods are pictured beside their names, and statements are ticked', async () => {
  const buyer = await visit(browser, server, { item: 'i-101', plain: true });
  const { say } = buyer;
  await buyer.open();
  await buyer.toOrder(bought);
  const goods = row(buyer, bought.orders[1].title);
  const picture = goods.locator('img');
  await picture.waitFor();
  await picture.evaluate((e) => e.decode());
  assert.equal(await picture.getAttribute('alt'), '', 'the name beside it says it all');
  assert.equal(await picture.evaluate((e) => e.src), server.url + bought.orders[1].image);
  await goods.click();
  await row(buyer, say('wrong.no_reason')).click();
  for (const checked of ['true', 'false']) {
    await box(buyer, 'form.activated').click();
    await frame(buyer);
    assert.equal(await box(buyer, 'form.activated').getAttribute('aria-checked'), checked);
  }
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});
