// Golden flow (h): every deadline expires with nobody acting. The buyer's phone and the shop's desk lie open, untouched; the
// pack's days are seconds here. What the clock does is on both screens by the stream, until nothing is open any more.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sit } from '../browser/desks.mjs';
import { inShop } from '../browser/shop.mjs';
import { assetsWith, like } from '../harness/assets.mjs';
import { closes } from '../harness/books.mjs';
import { ordersOf } from '../harness/demo.mjs';
import { upload } from '../harness/evidence.mjs';
import { pack } from '../harness/fixture.mjs';
import { temporaryFolder } from '../harness/paths.mjs';
import { until } from '../harness/wait.mjs';

const kStore = 's-101';
const kSeconds = 3;
const kWatched = 6; // of those that are seen to begin and to pass: long enough on a busy machine
const kOfDispute = 1; // nobody has to see those pass
const [bought] = ordersOf('b-1', kStore, 'WAIT_BUYER_CONFIRM_GOODS');
const [tumbler] = bought.orders;
const kReturnRefund = { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED', integrity: { seal_broken: false, activated: false, tags_intact: true } };
const kKeep = { type: 'RO_RECEIVED', reason: 'AGREED', good_status: 'BUYER_RECEIVED', answers: { agreement_ref: '退一部分' } };
const kExchange = { type: 'EXCHANGE', reason: 'SIZE_EXCHANGE', answers: { address: '王禾，13800000000，杭州市西湖区 8 号' } };

// What somebody does first, and what the clock alone makes of it: [step, who].
const agree = ['agree_return', { address: '浙江省金华市义乌市 8 号仓', post_fee_bear_role: 'BUYER' }];
const back = (company) => ['waybill', () => ({ company, number: `SF${randomUUID().slice(0, 8)}`, shipped_at: new Date().toISOString().replace(/\.\d+Z/, 'Z') })];
const kFlows = {
  unshipped: { request: { type: 'RO_UNSHIPPED', reason: 'DONT_WANT' }, said: [], then: ['D1u'], ends: 'SUCCESS' },
  unanswered: { request: kReturnRefund, said: [], then: ['D1s', 'D2'], ends: 'CLOSED' },
  virtual: { request: kKeep, said: [], then: ['D1v'], ends: 'SUCCESS' },
  returned: { request: kReturnRefund, said: [agree, back('SF')], then: ['D3'], ends: 'SUCCESS' },
  posted: { request: kReturnRefund, said: [agree, back('POST')], then: ['D3p'], ends: 'SUCCESS' },
  refused: { request: kKeep, said: [['refuse', { message: '没有这样约定过', reason: 'AGREED_OTHERWISE' }]], then: ['D4'], ends: 'CLOSED' },
  exchanged: { request: kExchange, said: [agree, back('SF'), ['receive', { num: 1, ok: true }], ['consign', { waybill: 'SF99887766' }]], then: ['D5'], ends: 'SUCCESS' },
  offered: { request: kKeep, said: [['negotiate', { case_type: 'RO_RECEIVED', amount: 1000 }]], then: ['D6', 'D1s'], ends: 'SUCCESS' },
  unsent: { request: kExchange, said: [agree, back('SF'), ['receive', { num: 1, ok: true }]], then: ['D7'], ends: 'SUCCESS' },
  disputed: {
    request: kKeep, then: ['D8', 'D9', 'D10'], ends: 'CLOSED',
    said: [['refuse', { message: '没有这样约定过', reason: 'AGREED_OTHERWISE' }], ['apply_intervention', { claim: '请平台看聊天记录' }], ['accept_intervention', {}]],
  },
};
const kOrders = Object.keys(kFlows).map((name, i) => like(bought, `41073829101${String(i).padStart(2, '0')}000000`, { ...tumbler, is_virtual: name === 'virtual' },
  { freight_insurance: false, ...(name === 'unshipped' ? { status: 'WAIT_SELLER_SEND_GOODS', consign_time: null, sign_time: null } : {}) }));

function policies() {
  const tmall = pack('tmall');
  const folder = temporaryFolder();
  const timers = Object.fromEntries(Object.keys(tmall.timers).map((id) => [id, /^D(8|9|10)$/.test(id) ? kOfDispute : /^D(1s|2)$/.test(id) ? kWatched : kSeconds]));
  writeFileSync(join(folder, 'tmall.json'), JSON.stringify({ ...tmall, timers }));
  return folder;
}
const shop = inShop(undefined, {
  policies: policies(),
  more: ['--assets', assetsWith(kOrders.map((trade) => ({ buyer: 'b-1', trade })), { [kStore]: { return_address: '浙江省永康市 3 号仓' } })],
});

test('(h) every deadline expires with nobody acting: both screens tell each step until nothing is open, and the books close', async () => {
  const { server } = shop;
  const lin = server.as('b-1');
  const agent = server.as('a-1', { role: 'agent', store: kStore });
  const xiaoer = server.as('x-1', { role: 'xiaoer' });
  const who = (event) => (/^(waybill|apply_intervention)$/.test(event) ? lin : event === 'accept_intervention' || event === 'judge' ? xiaoer : agent);
  const say = async (c, event, body) => {
    const more = typeof body === 'function' ? body() : body;
    const proof = event === 'refuse' ? { proof: [await upload(agent, c.tid, undefined, { case_id: c.case_id })] } : {};
    const { status, text, json } = await who(event).act(c.case_id, { type: event, version: c.version, ...more, ...proof });
    assert.equal(status, 200, `${event}: ${text}`);
    return json.case;
  };

  const [list, phone, queue, desk] = [await shop.visit({ item: tumbler.item_id }), await shop.visit({ item: tumbler.item_id }), await sit(shop, `agent-${kStore}`), await sit(shop, `agent-${kStore}`)];
  await Promise.all([list.open(), phone.open()]);
  await queue.page.evaluate(() => { location.hash = '#/queue?tab=open'; });
  await queue.page.getByText(queue.say('queue.none_open')).waitFor();

  // One case is looked at from its first moment, by both.
  const filed = {};
  const file = async (name) => {
    const order = kOrders[Object.keys(kFlows).indexOf(name)];
    const { status, text, json } = await lin.post('/v1/cases', { tid: order.tid, request: { ...kFlows[name].request, oid: order.orders[0].oid } }, { key: randomUUID() });
    assert.equal(status, 201, `${name}: ${text}`);
    filed[name] = json.case;
  };
  await file('unanswered');
  await phone.group(phone.say('home.cases')).getByRole('button').first().click();
  await phone.heading(phone.say('case.says.WAIT_SELLER_AGREE')).waitFor();
  await desk.toCase(filed.unanswered.case_id);
  const seen = [phone, desk].map((side, i) => (async () => {
    const words = (status) => (i === 0 ? side.heading(side.say(`case.says.${status}`)) : side.page.locator('.summary').getByText(side.say(`status.${status}`)));
    for (const status of ['WAIT_BUYER_RETURN_GOODS', 'CLOSED']) await words(status).first().waitFor();
  })());

  const rest = Object.keys(kFlows).filter((name) => name !== 'unanswered');
  await Promise.all(rest.map(async (name) => {
    await file(name);
    for (const [event, body] of kFlows[name].said) filed[name] = await say(filed[name], event, body);
  }));
  const open = list.group(list.say('home.cases')).getByRole('button');
  await until('Home to list what is open', async () => (await open.count()) >= 5);
  await queue.page.locator('a.open').nth(4).waitFor();
  await Promise.all(seen);

  // A platform that is late is told so; to judge is no rule's. Whoever loses has days to appeal, which also pass.
  const { case_id } = filed.disputed;
  const read = async () => (await lin.get(`/v1/cases/${case_id}`)).json.case;
  const happened = (c, event) => c.history.some((h) => h.event === event);
  await until('the decision to be overdue', async () => happened(await read(), 'D9'), 30_000);
  const lost = await say(await read(), 'judge', { for: 'SELLER', grounds: '没有约定的凭证' });
  assert.ok(lost.allowed.some((a) => a.event === 'appeal'));
  await until('the days of an appeal to be over', async () => !(await read()).allowed.some((a) => a.event === 'appeal'), 30_000);

  await open.first().waitFor({ state: 'detached' }); // nobody touched these two
  await queue.page.getByText(queue.say('queue.none_open')).waitFor();
  const clocks = new Set();
  for (const [name, { then, ends }] of Object.entries(kFlows)) {
    const c = (await lin.get(`/v1/cases/${filed[name].case_id}`)).json.case;
    const fired = c.history.filter((h) => /^D\d/.test(h.event));
    assert.deepEqual(fired.map((h) => [h.event, h.actor]), then.map((id) => [id, 'SYSTEM']), name);
    assert.equal(c.status, ends, name);
    then.forEach((id) => clocks.add(id));
  }
  assert.deepEqual([...clocks].sort(), Object.keys(pack('tmall').timers).sort(), 'every deadline of the pack');
  for (const id of ['D1s', 'D2']) {
    await phone.text(phone.say(`event.${id}`)).first().waitFor(); // its timeline
    await desk.page.locator('.timeline').getByText(desk.say(`step.${id}`)).waitFor();
  }
  closes(server);
  for (const side of [list, phone, queue, desk]) assert.deepEqual(side.complaints, []);
  console.log(`flows: (h) ${clocks.size} deadlines of ${Object.keys(kFlows).length} cases passed by themselves, on four untouched screens`);
  await Promise.all([list, phone, queue, desk].map((side) => side.leave()));
});
