// Golden flows about the goods themselves, with both sides' windows open: advice and another way out, an exchange, a repair,
// and what was missing. Every waybill is typed by whoever sends the parcel; nobody reloads.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sit } from '../browser/desks.mjs';
import { inShop } from '../browser/shop.mjs';
import { assetsWith, like } from '../harness/assets.mjs';
import { booked } from '../harness/books.mjs';
import { ordersOf } from '../harness/demo.mjs';
import { money } from '../harness/words.mjs';
import { field, home, sendBack, toLine, zero } from './windows.mjs';

const [bought] = ordersOf('b-1', 's-101', 'WAIT_BUYER_CONFIRM_GOODS'); // signed for yesterday, three lines
const [tumbler, board, pan] = bought.orders;
// Six days after the parcel: a seventh is left to send it back.
const disliked = like(bought, '4107382910099000000', { ...board, num: 1 }, { created: 'now-9d', pay_time: 'now-9d', consign_time: 'now-8d', sign_time: 'now-6d' });
const kKept = 2000; // fen that the shop offers for keeping it

let lin;
const shop = inShop(() => { lin = shop.server.as('b-1'); }, { more: ['--assets', assetsWith([{ buyer: 'b-2', trade: disliked }])] });
const about = async (line) => (await lin.cases(bought.tid)).find((c) => c.oid === line.oid);
const kHome = '王禾，13800000000，杭州市西湖区 8 号';
const kWarehouse = '退货部，13800000000，浙江省金华市义乌市 8 号仓';

async function written(agent, text) {
  await agent.page.getByRole('textbox', { name: agent.say('talk.write') }).fill(text);
  await agent.page.getByRole('button', { name: agent.say('talk.send'), exact: true }).click();
}
/** From the review to the case at the desk. */
async function file(buyer, agent, line, status = 'WAIT_SELLER_AGREE') {
  await buyer.tap(buyer.say('form.next'));
  await buyer.heading(buyer.say('review.check')).waitFor();
  await buyer.submit(status);
  const filed = await about(line);
  await agent.toCase(filed.case_id);
  return filed;
}
async function agreeToReturn(buyer, agent) {
  const form = await agent.begin('agree_return');
  await form.getByLabel(agent.say('field.address')).fill(kWarehouse);
  await agent.send(form, 'agree_return');
  await buyer.heading(buyer.say('case.says.goods.WAIT_BUYER_RETURN_GOODS')).waitFor();
  await buyer.text('义乌市 8 号仓').first().waitFor();
}
async function received(buyer, agent, number) {
  await agent.page.getByText(number).first().waitFor(); // the buyer's waybill
  await agent.send(await agent.begin('receive'), 'receive');
  await buyer.heading(buyer.say('case.says.WAIT_SELLER_CONSIGN_GOODS')).waitFor();
}
/** The shop's waybill, and what the buyer says when its parcel is there. */
async function sentAndConfirmed(buyer, agent, line, number) {
  const form = await agent.begin('consign');
  await form.getByLabel(agent.say('field.waybill')).fill(number);
  await agent.send(form, 'consign');
  await buyer.heading(buyer.say('case.says.WAIT_BUYER_CONFIRM_NEW_GOODS')).waitFor();
  await buyer.text(number).first().waitFor();
  await buyer.tap(buyer.say('case.confirm'));
  await buyer.tap(buyer.say('case.confirm_yes'));
  await buyer.heading(buyer.say('case.says.goods.SUCCESS')).waitFor();
  await agent.page.getByText(agent.say('status.SUCCESS')).first().waitFor();
  const done = await about(line);
  assert.deepEqual([done.status, done.sent_waybill], ['SUCCESS', number]);
  assert.deepEqual(booked(shop.server, done.case_id), [], 'goods for goods: no money moved');
  return done;
}

describe('golden flows about goods', () => {
  test('(b) not as expected: advice and another way out, taken; the seven days without a reason are still hers, and shown', async () => {
    const zhou = shop.server.as('b-2');
    const agent = await sit(shop, 'agent-s-101');
    const buyer = await shop.visit({ buyer: 'b-2', item: board.item_id });
    const { say } = buyer;
    await buyer.open();
    const seventh = buyer.group(say('care.title')).getByRole('button', { name: board.title });
    const days = await seventh.textContent(); // "11 月 24 日 00:00 前可以无理由退货 …"
    await buyer.toOrder(disliked);
    await buyer.toForm(disliked, 'no_reason');
    await field(buyer, 'form.description').fill('比想象中重，洗起来费劲');
    await buyer.tap(say('form.next'));
    await buyer.heading(say('review.title')).waitFor();
    await buyer.submit('WAIT_SELLER_AGREE');
    const [{ case_id, refund_fee }] = await zhou.cases(disliked.tid);

    await agent.toCase(case_id);
    await written(agent, '立着晾干会轻一些；小一号的 36 cm 轻 400 克，也可以换。您愿意留下的话，我们退您 20 元，七天内想退照样可以退。');
    await buyer.text('小一号的 36 cm').first().waitFor();
    await field(buyer, 'talk.write').fill('好，那我留下');
    await buyer.tap(say('talk.send'));
    await agent.page.getByText('好，那我留下').waitFor();
    const form = await agent.begin('negotiate');
    await form.getByLabel(agent.say('field.case_type')).selectOption('RO_RECEIVED');
    await form.getByLabel(agent.say('field.amount')).fill(String(kKept / 100));
    await agent.send(form, 'negotiate');
    await buyer.heading(say('case.says.WAIT_BUYER_MODIFY')).waitFor();
    await buyer.group(say('case.offer')).getByText(money(kKept)).waitFor();
    await buyer.tap(say('case.accept'));
    const paid = await zhou.paid(case_id);
    await buyer.heading(say('case.says.SUCCESS')).waitFor();
    await agent.page.getByText(agent.say('status.SUCCESS')).first().waitFor();
    assert.deepEqual([paid.type, paid.refund_fee], ['RO_RECEIVED', kKept]);

    await home(buyer);
    await seventh.waitFor();
    assert.equal(await seventh.textContent(), days, 'until the same day as before');
    await seventh.click();
    await buyer.tap(say('wrong.no_reason'), false);
    await buyer.heading(say('form.title')).waitFor(); // a form, no refusal
    await buyer.tap(say('form.next'));
    await buyer.heading(say('review.title')).waitFor();
    await buyer.text(money(refund_fee - kKept)).first().waitFor();
    zero(shop.server);
    assert.deepEqual([buyer.complaints, agent.complaints], [[], []]);
    console.log(`flows: (b) ${money(kKept)} for keeping it; ${money(refund_fee - kKept)} still to be had back, ${days}`);
    await buyer.leave();
    await agent.leave();
  });

  test('(f) exchanged, repaired and sent again: each parcel with the number that its sender typed, to the end', async () => {
    const agent = await sit(shop, 'agent-s-101');
    const buyer = await shop.visit({ item: tumbler.item_id });
    const { say } = buyer;
    await buyer.open();

    await toLine(buyer, bought, board, 'exchange', 'form.title.EXCHANGE');
    await buyer.element.getByRole('radio', { name: say('reason.SIZE_EXCHANGE') }).click();
    await field(buyer, 'form.target_sku').fill('中号 36 × 26 cm');
    await field(buyer, 'form.address').fill(kHome);
    await file(buyer, agent, board);
    await agent.page.getByText('中号 36 × 26 cm').first().waitFor();
    await agreeToReturn(buyer, agent);
    await sendBack(buyer, '顺丰速运', 'SF7000000001');
    await received(buyer, agent, 'SF7000000001');
    const exchanged = await sentAndConfirmed(buyer, agent, board, 'YT8000000001');
    assert.equal(exchanged.return_waybill.number, 'SF7000000001');
    await home(buyer);

    await toLine(buyer, bought, tumbler, 'repair', 'form.title.REPAIR');
    await buyer.element.getByRole('radio', { name: say('reason.WEAR') }).click();
    await field(buyer, 'form.description').fill('杯盖的密封圈松了，会漏水');
    await file(buyer, agent, tumbler);
    await agreeToReturn(buyer, agent);
    await sendBack(buyer, '圆通速递', 'YT7000000002');
    await received(buyer, agent, 'YT7000000002');
    const repaired = await sentAndConfirmed(buyer, agent, tumbler, 'SF8000000002');
    assert.equal(repaired.return_waybill.number, 'YT7000000002');
    await home(buyer);

    await toLine(buyer, bought, pan, 'missing', 'form.title.RESHIP');
    await buyer.element.getByRole('radio', { name: say('form.good_status.BUYER_NOT_RECEIVED') }).click();
    await buyer.element.getByRole('radio', { name: say('reason.NOT_DELIVERED') }).click();
    await field(buyer, 'form.missing_parts').fill('锅盖 ×1');
    assert.equal(await field(buyer, 'form.address').inputValue(), kHome, 'nobody types an address twice');
    await file(buyer, agent, pan);
    await agent.page.getByText('锅盖 ×1').first().waitFor();
    await agent.send(await agent.begin('agree'), 'agree');
    await buyer.heading(say('case.says.WAIT_SELLER_CONSIGN_GOODS')).waitFor();
    const sent = await sentAndConfirmed(buyer, agent, pan, 'SF8000000003');
    assert.equal(sent.return_waybill ?? null, null, 'what never came need not go back');

    zero(shop.server);
    assert.deepEqual([buyer.complaints, agent.complaints], [[], []]);
    console.log('flows: (f) an exchange and a repair with two waybills each, and what was missing with one');
    await buyer.leave();
    await agent.leave();
  });
});
