// What the desk tells of a case: what happens unless somebody acts, whose turn it is, until when the loser may appeal. The
// queue and the case say the same.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { kPhoto, upload } from '../harness/evidence.mjs';
import { deskWords, sit as sitDown } from './desks.mjs';
import { inShop } from './shop.mjs';

const zh = deskWords('zh-CN');
const sentence = (key) => new RegExp(zh[key].replace(/\{when\}/, '.+'));
const kReceived = '4107382910031000000', kUnderWay = '4107382910029000000', kUnsent = '4107382910017000000';
const lineOf = (tid) => `${tid.slice(0, -1)}1`;

let zhou, lin, agent, xiaoer;
const contexts = [];
const shop = inShop(() => {
  lin = shop.server.as('b-1');
  zhou = shop.server.as('b-2');
  agent = shop.server.as('a-1', { role: 'agent', store: 's-106' });
  xiaoer = shop.server.as('x-1', { role: 'xiaoer' });
});
after(() => Promise.all(contexts.map((c) => c.close())));

async function sit(as) {
  const side = await sitDown(shop, as);
  contexts.push(side.context);
  return side;
}
async function file(buyer, tid, request, more = {}) {
  const r = await buyer.post('/v1/cases', { tid, request: { oid: lineOf(tid), num: 1, ...request }, evidence: [await upload(buyer, tid)], ...more }, { key: randomUUID() });
  assert.equal(r.status, 201, r.text);
  return r.json.case.case_id;
}
async function act(who, case_id, event) {
  const { json: { case: c } } = await who.get(`/v1/cases/${case_id}`);
  const r = await who.act(case_id, { version: c.version, ...event });
  assert.equal(r.status, 200, r.text);
}
const summary = (side) => side.page.locator('.summary');
const turn = (side, who) => summary(side).getByText(`${zh['column.turn']}${zh.colon}${who}`, { exact: true }).waitFor();
const waybill = () => ({ company: 'SF', number: `SF${randomUUID().replaceAll('-', '').slice(0, 13).toUpperCase()}`, shipped_at: new Date().toISOString() });

test('a repair that nobody checks is not said to be refunded: the buyer may call the platform', async () => {
  const id = await file(zhou, kReceived, { type: 'REPAIR', reason: 'QUALITY', good_status: 'BUYER_RECEIVED', answers: { mode: 'FREE' } }, { description: '盖子拧不紧了' });
  const side = await sit('agent-s-106');
  await side.toCase(id);
  await side.page.getByRole('button', { name: zh['event.agree_return.REPAIR'], exact: true }).waitFor();
  await act(agent, id, { type: 'agree_return', address: '浙江省杭州市余杭区退货仓 1 号，王禾，13800000000', post_fee_bear_role: 'SELLER' });
  await turn(side, zh['turn.BUYER']);
  await act(zhou, id, { type: 'waybill', ...waybill() });
  await summary(side).getByText(sentence('deadline.D3.REPAIR')).waitFor();
  assert.equal(await summary(side).getByText(sentence('deadline.D3')).count(), 0);
  await turn(side, zh['turn.me']);
  await side.page.getByRole('button', { name: zh['event.receive.REPAIR'], exact: true }).waitFor();
  await act(agent, id, { type: 'receive', num: 1, ok: true });
  await act(agent, id, { type: 'consign', waybill: waybill().number });
  await summary(side).getByText(sentence('deadline.D5')).waitFor();
  await act(zhou, id, { type: 'confirm' });
  await summary(side).getByText(zh['says.SUCCESS'], { exact: true }).waitFor();
  assert.deepEqual(side.complaints, []);
});

test('while the platform asks both for evidence it is both parties’ turn; whoever lost reads until when to appeal', async () => {
  const id = await file(lin, kUnderWay, { type: 'RO_IN_TRANSIT', reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED' });
  await act(agent, id, { type: 'refuse', reason: 'NO_PROOF', message: '凭证不足', proof: [await upload(agent, kUnderWay, kPhoto, { case_id: id })] });
  await act(lin, id, { type: 'apply_intervention', claim: '一直没有收到', evidence: [await upload(lin, kUnderWay)] });
  const [store, platform] = [await sit('agent-s-106'), await sit('xiaoer-1')];
  for (const side of [store, platform]) {
    await side.toCase(id);
    await turn(side, zh[side === store ? 'turn.XIAOER' : 'turn.me']);
  }
  await act(xiaoer, id, { type: 'accept_intervention' });
  for (const side of [store, platform]) {
    await turn(side, zh['turn.PARTIES']);
    await summary(side).getByText(sentence('deadline.D8')).waitFor();
  }
  await platform.page.evaluate(() => { location.hash = '#/queue?tab=open'; });
  const row = platform.page.getByRole('row').filter({ has: platform.page.locator(`a[href$="${id}"]`) });
  await row.getByText(zh['turn.PARTIES'], { exact: true }).waitFor(); // as on the case
  await platform.toCase(id);
  await turn(platform, zh['turn.PARTIES']);

  for (const who of [lin, agent]) await act(who, id, { type: 'add_evidence', evidence: [await upload(who, kUnderWay, kPhoto, { case_id: id })] });
  await act(xiaoer, id, { type: 'judge', for: 'BUYER', grounds: '商家没有提供签收凭证' });
  await lin.paid(id);
  await summary(store).getByText(sentence('deadline.D10')).waitFor();
  await store.page.getByRole('button', { name: zh['event.appeal'], exact: true }).waitFor();
  await summary(platform).getByText(zh['says.SUCCESS'], { exact: true }).waitFor();
  assert.equal(await summary(platform).getByText(sentence('deadline.D10')).count(), 0);
  for (const side of [store, platform]) assert.deepEqual(side.complaints, []);
});

test('a supplier is not told that nothing was booked, only that nothing was on its accounts', async () => {
  const { json } = await lin.submit(kUnsent, lineOf(kUnsent));
  const side = await sit('sup-44');
  await side.toCase(json.case.case_id);
  await side.page.getByText(zh['case.no_ledger_supplier'], { exact: true }).waitFor();
  assert.equal(await side.page.getByText(zh['case.no_ledger'], { exact: true }).count(), 0);
  const desk = await sit('desk-1');
  await desk.toCase(json.case.case_id);
  await desk.page.getByText(zh['case.no_ledger'], { exact: true }).waitFor();
  await act(lin, json.case.case_id, { type: 'withdraw' });
  await desk.page.getByText(zh['case.no_ledger_over'], { exact: true }).waitFor();
});
