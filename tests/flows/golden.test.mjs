// What happens between people, with both sides' windows open: the buyer's panel on a phone, the desk's page beside it, the
// real server between them. Nobody reloads: each hears of the other by the event stream.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sit } from '../browser/desks.mjs';
import { inShop } from '../browser/shop.mjs';
import { refunds } from '../harness/database.mjs';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { kPhoto, noise } from '../harness/evidence.mjs';
import { until } from '../harness/wait.mjs';
import { money } from '../harness/words.mjs';
import { field, home, photo, sendBack, show, toLine, zero } from './windows.mjs';

const [underWay] = ordersOf('b-1', 's-106', 'WAIT_BUYER_CONFIRM_GOODS');
const unshipped = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const [coupons] = unshipped;
const late = unshipped.find((t) => t.pay_time === 'now-70h');
const [bought] = ordersOf('b-1', 's-101', 'WAIT_BUYER_CONFIRM_GOODS');
const [three] = ordersOf('b-2', 's-102', 'TRADE_FINISHED');

let lin;
const shop = inShop(() => { lin = shop.server.as('b-1'); });

const newest = async (trade, who = lin) => (await who.cases(trade.tid))[0];

describe('golden flows', () => {
  test('(c) 淘工厂 direct, unshipped: refunded by itself, and the desk sees it without being asked', async () => {
    const desk = await sit(shop, 'desk-1');
    const buyer = await shop.visit({ item: coupons.orders[0].item_id });
    await buyer.open();
    await buyer.toRefund(coupons);
    await buyer.submit('SUCCESS');
    const done = await lin.paid((await newest(coupons)).case_id);
    await desk.toCase(done.case_id);
    await desk.page.getByText(desk.say('status.SUCCESS')).first().waitFor();
    assert.equal(refunds(shop.server.database, done.case_id).total, done.refund_fee);
    zero(shop.server);
    assert.deepEqual([buyer.complaints, desk.complaints], [[], []]);
    await buyer.leave();
    await desk.leave();
  });

  test('(d) shipped and refused: the platform hears both sides and judges for the shop, the buyer appeals with new proof and is paid', async () => {
    const [agent, xiaoer] = [await sit(shop, 'agent-s-106'), await sit(shop, 'xiaoer-1')];
    const buyer = await shop.visit({ item: underWay.orders[0].item_id });
    const { say } = buyer;
    await buyer.open();
    await buyer.toOrder(underWay);
    await buyer.toForm(underWay, 'not_arrived');
    await buyer.toReview();
    await buyer.submit('WAIT_SELLER_AGREE');
    const { case_id, refund_fee } = await newest(underWay);

    await agent.toCase(case_id);
    let form = await agent.begin('refuse');
    await form.getByLabel(agent.say('field.reason')).selectOption({ index: 1 });
    await form.getByLabel(agent.say('field.message')).fill('包裹已由驿站代收，请凭取件码领取');
    await agent.attach(form, 'scan.png', noise(1200), 'image/png');
    await agent.send(form, 'refuse');
    await buyer.heading(say('case.says.SELLER_REFUSE_BUYER')).waitFor(); // by the stream
    await buyer.text('包裹已由驿站代收').first().waitFor();

    await buyer.tap(say('act.apply_intervention'), false);
    await field(buyer, 'form.claim').fill('驿站查不到我的包裹');
    await show(buyer, photo(kPhoto, 'shelf.jpg'));
    await buyer.tap(say('return.send'));
    await buyer.text(say('case.cs.2')).first().waitFor();

    await xiaoer.toCase(case_id);
    form = await xiaoer.begin('accept_intervention');
    await xiaoer.send(form, 'accept_intervention');
    await buyer.text(say('case.cs.10')).first().waitFor();
    const shopProves = async (name, side) => {
      const proving = await agent.begin('add_evidence');
      await agent.attach(proving, name, noise(side), 'image/png');
      await agent.send(proving, 'add_evidence');
    };
    await shopProves('receipt.png', 800);
    const buyerProves = async (name, side) => {
      const before = (await newest(underWay)).evidence.length;
      await show(buyer, photo(noise(side), name, 'image/png'));
      await buyer.tap(say('evidence.send'));
      await until('the buyer’s proof to be there', async () => (await newest(underWay)).evidence.length > before);
    };
    await buyerProves('sms.png', 700);

    const judge = async (who, grounds) => {
      const judging = await xiaoer.begin('judge');
      await judging.getByRole('radio').nth(who === 'BUYER' ? 0 : 1).check();
      await judging.getByLabel(xiaoer.say('field.grounds')).fill(grounds);
      await xiaoer.send(judging, 'judge');
      await buyer.text(grounds).first().waitFor();
    };
    await judge('SELLER', '驿站有签收底单');
    await buyer.tap(say('act.appeal'), false);
    await field(buyer, 'form.grounds').fill('底单上的签名不是我的');
    await show(buyer, photo(noise(600), 'signature.png', 'image/png'));
    await buyer.tap(say('return.send'));
    await buyer.text(say('case.cs.10')).first().waitFor();
    await shopProves('camera.png', 500); // both are heard again
    await buyerProves('letter.png', 550);
    await judge('BUYER', '签名与预留签名不符');
    const paid = await lin.paid(case_id);
    await buyer.heading(say('case.says.SUCCESS')).waitFor();
    await agent.page.getByText(agent.say('status.SUCCESS')).first().waitFor();
    assert.equal(paid.intervention.verdict, 'BUYER');
    assert.equal(refunds(shop.server.database, case_id).total, refund_fee);
    zero(shop.server);
    for (const side of [buyer, agent, xiaoer]) assert.deepEqual(side.complaints, []);
    console.log(`flows: (d) ${money(refund_fee)} after an appeal`);
    await buyer.leave();
    await Promise.all([agent.leave(), xiaoer.leave()]);
  });

  test('a refusal of one thing is disputed from what else is wrong with the order: the platform hears both and pays', async () => {
    const [agent, xiaoer] = [await sit(shop, 'agent-s-101'), await sit(shop, 'xiaoer-1')];
    const [tumbler, board] = bought.orders;
    const buyer = await shop.visit({ item: tumbler.item_id });
    const { say } = buyer;
    await buyer.open();
    await toLine(buyer, bought, tumbler, 'agreed', 'form.title');
    await field(buyer, 'form.agreement_ref').fill('说好退 20 元');
    await buyer.tap(say('form.next'));
    await buyer.heading(say('review.title')).waitFor();
    await buyer.submit('WAIT_SELLER_AGREE');
    const refused = await newest(bought);
    await agent.toCase(refused.case_id);
    let form = await agent.begin('refuse');
    await form.getByLabel(agent.say('field.reason')).selectOption({ index: 1 });
    await form.getByLabel(agent.say('field.message')).fill('没有这样约定过');
    await agent.attach(form, 'chat.png', noise(400), 'image/png');
    await agent.send(form, 'refuse');
    await buyer.heading(say('case.says.SELLER_REFUSE_BUYER')).waitFor();

    await home(buyer);
    await toLine(buyer, bought, board, 'dispute', 'form.title.DISPUTE');
    await buyer.text(tumbler.title).first().waitFor(); // the request that it is about
    for (const key of ['reason.REFUSED_REFUND', 'form.requested_outcome.REFUND']) await buyer.element.getByRole('radio', { name: say(key) }).click();
    await field(buyer, 'form.claim').fill('聊天记录里写着退 20 元');
    await show(buyer, photo(kPhoto, 'talk.jpg'));
    await buyer.tap(say('form.next'));
    await buyer.heading(say('review.check')).waitFor();
    await buyer.tap(say('submit.submit'));
    await buyer.text(say('case.cs.2')).first().waitFor();
    const dispute = (await lin.cases(bought.tid)).find((c) => c.type === 'DISPUTE');
    assert.deepEqual([dispute.parent, dispute.oid, dispute.max], [refused.case_id, tumbler.oid, refused.max]);
    // It stands in the other's place: there nothing goes on but to call that off.
    const parent = (await lin.get(`/v1/cases/${refused.case_id}`)).json.case;
    assert.deepEqual(parent.allowed.filter((a) => a.actor !== 'SUPPLIER'), [{ event: 'withdraw', actor: 'BUYER' }]);
    await agent.page.getByRole('button', { name: agent.say('event.apply_intervention') }).waitFor({ state: 'detached' });
    await home(buyer);
    assert.equal(await buyer.group(say('home.cases')).getByRole('button').count(), 1);
    await buyer.toOrder(bought);
    await buyer.tap(say('type.RO_RECEIVED'), false);
    await buyer.heading(say('case.disputed')).waitFor();
    await buyer.group(say('case.status')).getByRole('button').first().click();
    await buyer.text(say('case.cs.2')).first().waitFor();

    await xiaoer.toCase(dispute.case_id);
    await xiaoer.send(await xiaoer.begin('accept_intervention'), 'accept_intervention');
    await buyer.text(say('case.cs.10')).first().waitFor();
    await agent.toCase(dispute.case_id);
    form = await agent.begin('add_evidence');
    await agent.attach(form, 'log.png', noise(300), 'image/png');
    await agent.send(form, 'add_evidence');
    await show(buyer, photo(noise(350), 'phone.png', 'image/png'));
    await buyer.tap(say('evidence.send'));
    form = await xiaoer.begin('judge');
    await form.getByRole('radio').nth(0).check();
    await form.getByLabel(xiaoer.say('field.grounds')).fill('聊天记录属实');
    await xiaoer.send(form, 'judge');
    const paid = await lin.paid(dispute.case_id);
    await buyer.heading(say('case.says.SUCCESS')).waitFor();
    assert.equal(refunds(shop.server.database, dispute.case_id).total, paid.refund_fee);
    zero(shop.server);
    for (const side of [buyer, agent, xiaoer]) assert.deepEqual(side.complaints, []);
    console.log(`flows: dispute, ${money(paid.refund_fee)}`);
    await buyer.leave();
  });

  test('(e) late by a day: three tenths, at least five yuan, out of the supplier’s deposit; finance reads it', async () => {
    const finance = await sit(shop, 'finance-1');
    const buyer = await shop.visit({ item: late.orders[0].item_id });
    const { say } = buyer;
    await buyer.open();
    await buyer.group(say('care.title')).getByRole('button', { name: late.orders[0].title }).click();
    await buyer.heading(say('review.check')).waitFor();
    await buyer.tap(say('submit.submit'));
    await buyer.heading(say('case.title')).waitFor();
    const { case_id } = (await lin.cases(late.tid)).find((c) => c.type === 'LATE_SHIP');
    const claim = await lin.paid(case_id);
    const paid = late.orders.reduce((sum, o) => sum + o.price * o.num, late.post_fee); // points are payment, too (contract §6)
    assert.equal(claim.refund_fee, Math.max(500, Math.round(paid * 0.3)));
    const booked = shop.server.rows('SELECT account, amount FROM ledger WHERE reference LIKE \'%' + case_id + '%\'');
    const of = (account) => booked.filter((row) => row.account.startsWith(account)).reduce((sum, row) => sum + row.amount, 0);
    assert.deepEqual([of('SUPPLIER_DEPOSIT'), of('BUYER_RED_PACKET')], [-claim.refund_fee, claim.refund_fee]);
    zero(shop.server);
    await finance.page.evaluate(() => { location.hash = '#/ledger'; });
    await finance.page.getByText(case_id).first().waitFor();
    assert.deepEqual([buyer.complaints, finance.complaints], [[], []]);
    console.log(`flows: (e) ${money(claim.refund_fee)} for a late order of ${money(paid)}`);
    await buyer.leave();
    await finance.leave();
  });

  test('(a), (g) three were to come back and two did: agreed, sent, received at the desk, and two thirds are paid', async () => {
    const zhou = shop.server.as('b-2');
    const agent = await sit(shop, 'agent-s-102');
    const buyer = await shop.visit({ buyer: 'b-2', item: three.orders[0].item_id });
    const { say } = buyer;
    await buyer.open();
    await buyer.toOrder(three);
    await buyer.toForm(three, 'no_reason');
    await buyer.tap(say('form.next'));
    await buyer.heading(say('review.title')).waitFor();
    await buyer.submit('WAIT_SELLER_AGREE');
    const { case_id, refund_fee, num } = await newest(three, zhou);
    assert.equal(num, 3);

    await agent.toCase(case_id);
    let form = await agent.begin('agree_return');
    await form.getByLabel(agent.say('field.address')).fill('退货部，13800000000，浙江省金华市义乌市 8 号仓');
    await agent.send(form, 'agree_return');
    await buyer.text('义乌市 8 号仓').first().waitFor();
    await sendBack(buyer, '顺丰速运', 'SF1029384756');

    form = await agent.begin('receive');
    await form.getByLabel(agent.say('field.num')).fill('2');
    await agent.send(form, 'receive');
    const paid = await zhou.paid(case_id);
    await buyer.heading(say('case.says.SUCCESS')).waitFor();
    assert.equal(paid.received, 2);
    assert.ok(paid.refund_fee < refund_fee, 'what did not come is not paid');
    assert.equal(refunds(shop.server.database, case_id).total, paid.refund_fee);
    zero(shop.server);
    assert.deepEqual([buyer.complaints, agent.complaints], [[], []]);
    console.log(`flows: (g) ${money(paid.refund_fee)} of ${money(refund_fee)}: two of three came`);
    await buyer.leave();
    await agent.leave();
  });
});
