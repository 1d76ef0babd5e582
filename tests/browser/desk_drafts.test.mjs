// Nothing that is typed or uploaded at the desk is lost: another view, a reload, news of the case, a session's end and an
// answer that never came leave it where it was, and what was sent happens once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { kPhoto, upload } from '../harness/evidence.mjs';
import { until } from '../harness/wait.mjs';
import { sit as sitDown } from './desks.mjs';
import { inShop } from './shop.mjs';

const kTid = '4107382910029000000', kOid = '4107382910029000001'; // under way from s-106 to b-1
const kMessage = '商品已在派送途中，请留意查收', kTalk = '我再问一下仓库';

let lin;
const sides = [];
const shop = inShop(() => { lin = shop.server.as('b-1'); });
after(() => Promise.all(sides.map((side) => side.leave())));

/** An agent with a claim before him. */
async function agentWithClaim() {
  const request = { type: 'RO_IN_TRANSIT', oid: kOid, num: 2, reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED' };
  const filed = await lin.post('/v1/cases', { tid: kTid, request, evidence: [await upload(lin, kTid)] }, { key: randomUUID() });
  assert.equal(filed.status, 201, filed.text);
  const side = await sitDown(shop, 'agent-s-106');
  sides.push(side);
  const id = filed.json.case.case_id;
  await side.toCase(id);
  return { ...side, id, told: () => lin.get(`/v1/cases/${id}`).then((r) => r.json), box: side.page.getByLabel(side.say('talk.write')),
    form: (event) => side.page.getByRole('form', { name: side.say(`event.${event}`) }) };
}
const end = async (id) => {
  const { json } = await lin.get(`/v1/cases/${id}`);
  await lin.act(id, { type: 'withdraw', version: json.case.version });
};

test('half a refusal and half a message, each with a picture, outlast another view, a reload and news; then they are sent', async () => {
  const { page, id, say, box, begin, send, attach, form, told, complaints } = await agentWithClaim();
  const refusal = await begin('refuse');
  await refusal.getByLabel(say('field.reason')).selectOption('SENT_ALREADY');
  await refusal.getByLabel(say('field.message')).fill(kMessage);
  await attach(refusal, 'scan.jpg', kPhoto);
  await box.fill(kTalk);
  await attach(page.locator('.compose'), 'label.jpg', kPhoto);

  const isThere = async () => {
    const opened = form('refuse');
    await opened.waitFor();
    assert.deepEqual([await opened.getByLabel(say('field.reason')).inputValue(), await opened.getByLabel(say('field.message')).inputValue(), await box.inputValue()], ['SENT_ALREADY', kMessage, kTalk]);
    for (const place of [opened, page.locator('.compose')]) assert.equal(await place.getByRole('checkbox', { checked: true }).count(), 1);
    const picture = page.locator('.compose img');
    await until('the picture to be shown', () => picture.evaluate((i) => i.naturalWidth > 0));
  };
  await page.evaluate(() => { location.hash = '#/queue'; });
  await page.locator('a.open').first().waitFor();
  await page.goBack();
  await isThere();
  await page.reload();
  await isThere();
  await lin.post(`/v1/cases/${id}/messages`, { text: '什么时候能到' }, { key: randomUUID() });
  await page.getByRole('log').getByText('什么时候能到').waitFor();
  await isThere();

  await box.press('Control+Enter');
  await page.getByRole('log').getByText(kTalk).waitFor();
  assert.deepEqual([await box.inputValue(), await page.locator('.compose').getByRole('checkbox').count()], ['', 0]);
  await page.getByRole('log').getByRole('img').waitFor();
  await send(form('refuse'), 'refuse');
  await page.getByText(say('status.SELLER_REFUSE_BUYER')).first().waitFor();
  const { case: c, messages } = await told();
  assert.deepEqual([c.refusal.message, c.refusal.proof.length], [kMessage, 1]);
  assert.equal(messages.find((m) => m.text === kTalk).evidence.length, 1);
  await page.reload();
  await page.getByRole('log').waitFor();
  assert.deepEqual([await form('refuse').count(), await box.inputValue()], [0, '']);
  assert.deepEqual(complaints, []);
  await end(id);
});

test('a session that ends leaves it to the next one of the same person; who signs out leaves nothing', async () => {
  const { page, id, say, box } = await agentWithClaim();
  await box.fill(kTalk);
  await page.route('**/v1/**', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"TOKEN_EXPIRED"}' }));
  await page.getByRole('link', { name: say('nav.figures') }).click();
  await page.getByRole('heading', { name: say('sign_in.title') }).waitFor();
  await page.unroute('**/v1/**');
  const comesIn = async () => {
    await page.goto(`${shop.server.url}/demo/desk?as=agent-s-106`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate((to) => { location.hash = `#/case/${to}`; }, id);
    await box.waitFor();
  };
  await comesIn();
  assert.equal(await box.inputValue(), kTalk);
  await page.getByRole('button', { name: say('nav.sign_out') }).click();
  await page.getByRole('heading', { name: say('sign_in.title') }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await comesIn();
  assert.equal(await box.inputValue(), '');
  await end(id);
});

test('a step and a message whose answers got lost have happened once', async () => {
  const { page, id, say, box, begin, send, form, told } = await agentWithClaim();
  // The service gets them; what it says is on its way yet, or never comes.
  const arrived = [];
  const lose = (how) => async (route) => {
    await route.fetch();
    arrived.push(route.request().url());
    await how(route);
  };
  await page.route('**/messages', lose(() => {}));
  await page.route('**/events', lose((route) => route.abort()));
  await box.pressSequentially(kTalk); // as it is typed: leaving the box is a change of it
  await box.press('Control+Enter');
  const offer = await begin('negotiate');
  await offer.getByLabel(say('field.amount')).fill('12.34');
  await send(offer, 'negotiate');
  await until('both to arrive', () => arrived.length === 2);
  await page.unroute('**/messages');
  await page.unroute('**/events');
  await page.reload();
  await page.getByText(say('status.WAIT_BUYER_MODIFY')).first().waitFor();
  await form('negotiate').waitFor({ state: 'detached' });
  await until('the message to leave the box', async () => (await box.inputValue()) === '');
  const { case: c, messages } = await told();
  assert.equal(c.offer.amount, 1234);
  assert.equal(c.history.filter((h) => h.event === 'negotiate').length, 1);
  assert.equal(messages.filter((m) => m.text === kTalk).length, 1);
  await lin.act(id, { type: 'decline', version: c.version });
  await end(id);
});

test('more pieces than a message shows are refused where they stand', async () => {
  const { page, id, say, box, told } = await agentWithClaim();
  const compose = page.locator('.compose');
  await compose.getByLabel(say('evidence.add')).setInputFiles(Array.from({ length: 10 }, (_, i) => ({ name: `${i}.jpg`, mimeType: 'image/jpeg', buffer: kPhoto })));
  await until('ten pictures', async () => (await compose.getByRole('checkbox').count()) === 10);
  await box.fill(kTalk);
  await box.press('Control+Enter');
  await compose.getByText(say('evidence.most', { most: 9 })).waitFor();
  await compose.getByRole('checkbox').first().uncheck();
  await box.press('Control+Enter');
  await page.getByRole('log').getByText(kTalk).waitFor();
  assert.equal((await told()).messages.find((m) => m.text === kTalk).evidence.length, 9);
  await end(id);
});
