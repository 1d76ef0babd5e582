// The desk in Chromium: each role comes in by its link and works by role and name, as with a screen reader.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { execute } from '../harness/database.mjs';
import { kPhoto, noise, upload } from '../harness/evidence.mjs';
import { kRoot } from '../harness/paths.mjs';
import { until } from '../harness/wait.mjs';
import { deskWords, sit as sitDown } from './desks.mjs';
import { inShop } from './shop.mjs';

const zh = deskWords('zh-CN');
const kTid = '4107382910029000000', kOid = '4107382910029000001'; // under way from s-106 to b-1
const kExchanged = '4107382910031000000'; // b-2 has it from there
const kWide = { width: 1280, height: 900 }, kPhone = { width: 390, height: 844 };
const kAxe = readFileSync(`${kRoot}node_modules/axe-core/axe.min.js`, 'utf8');

let lin, zhou, agent;
const contexts = [];
const shop = inShop(() => {
  lin = shop.server.as('b-1');
  zhou = shop.server.as('b-2');
  agent = shop.server.as('a-1', { role: 'agent', store: 's-106' });
});
after(() => Promise.all(contexts.map((c) => c.close())));

const sit = async (as, options) => {
  const side = await sitDown(shop, as, options);
  contexts.push(side.context);
  return side;
};
const open = (page, case_id) => page.evaluate((id) => { location.hash = `#/case/${id}`; }, case_id);
const act = async (who, case_id, event) => {
  const { json: { case: c } } = await who.get(`/v1/cases/${case_id}`);
  const r = await who.act(case_id, { version: c.version, ...event });
  assert.equal(r.status, 200, r.text);
  return r.json.case;
};
/** With a picture. */
async function file(who, tid, request, more = {}) {
  const r = await who.post('/v1/cases', { tid, request, evidence: [await upload(who, tid)], ...more }, { key: randomUUID() });
  assert.equal(r.status, 201, r.text);
  return r.json.case.case_id;
}
/** A claim for a parcel that never came; the policy allows five for the same goods. */
const claim = () => file(lin, kTid, { type: 'RO_IN_TRANSIT', oid: kOid, num: 2, reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED' }, { description: '物流三天没有动了' });
/** An exchange of what came. */
const exchange = (answers = {}) => file(zhou, kExchanged, { type: 'EXCHANGE', oid: `${kExchanged.slice(0, -1)}1`, num: 1, reason: 'COLOUR_EXCHANGE', good_status: 'BUYER_RECEIVED', answers });
const withdraw = (id, who = lin) => act(who, id, { type: 'withdraw' });

describe('an agent', () => {
  test('comes in by a link whose token leaves the address, finds the case by keyboard, and refuses it; the buyer sees why', async () => {
    const id = await claim();
    const { page, complaints } = await sit('agent-s-106');
    assert.doesNotMatch(page.url(), /token/);
    await page.getByRole('link', { name: '待我处理' }).waitFor();
    const rows = page.locator('a.open');
    await rows.first().waitFor();
    await rows.first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: zh['case.actions'], exact: true }).waitFor();
    await page.getByText('物流三天没有动了').waitFor();

    await page.getByRole('button', { name: zh['event.refuse'], exact: true }).click();
    const form = page.getByRole('form', { name: zh['event.refuse'] });
    await form.getByRole('button', { name: zh['event.refuse'] }).click();
    await form.getByText(zh['field.choose_wrong']).last().waitFor(); // what is missing is said at its place
    await form.getByText(zh['evidence.required']).waitFor();
    await form.getByLabel(zh['field.reason']).selectOption('SENT_ALREADY');
    await form.getByLabel(zh['field.message']).fill('商品已在派送途中，请留意查收');
    // A picture far beyond the limits is made to fit on its way.
    await form.getByLabel(zh['evidence.add']).setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: noise(2600) });
    await form.getByText(zh['evidence.sent']).waitFor();
    await form.getByRole('button', { name: zh['event.refuse'] }).click();
    await page.getByText(zh['status.SELLER_REFUSE_BUYER']).first().waitFor();
    const { json: { case: c, evidence } } = await lin.get(`/v1/cases/${id}`);
    assert.deepEqual([c.status, c.refusal.reason, c.refusal.proof.length], ['SELLER_REFUSE_BUYER', 'SENT_ALREADY', 1]);
    const proof = evidence.find((piece) => piece.id === c.refusal.proof[0]);
    const { json: { limits } } = await agent.get(`/v1/desk/cases/${id}`);
    assert.deepEqual([proof.by, proof.type, proof.bytes <= limits.picture_bytes_max], ['SELLER', 'image/jpeg', true]);
    await page.getByRole('button', { name: `${zh['kind.IMAGE']} · ${zh['actor.SELLER']}` }).click(); // the viewer shows it
    await page.getByRole('dialog').getByRole('img').waitFor();
    assert.ok(await page.getByRole('dialog').getByRole('img').evaluate((i) => i.decode().then(() => i.naturalWidth)) <= limits.picture_side_max);
    await page.keyboard.press('Escape');
    await until('nothing to be left in the closed viewer, where a clip would go on talking', async () => await page.locator('.viewer > *').count() === 0);
    assert.deepEqual(complaints, []);

    const buyer = await shop.visit({ buyer: 'b-1', item: 'i-601' });
    await buyer.open();
    await buyer.group(buyer.say('home.cases')).getByRole('button').first().click();
    await buyer.heading(buyer.say('case.says.SELLER_REFUSE_BUYER')).waitFor();
    await buyer.text('商品已在派送途中，请留意查收').first().waitFor();
    await buyer.leave();
    await withdraw(id);
  });

  test('who leaves a case while its pictures are coming leaves nothing broken behind', async () => {
    const id = await exchange();
    const { page, complaints } = await sit('agent-s-106');
    let come;
    const coming = new Promise((done) => { come = done; });
    await page.route('**/v1/evidence/*', async (route) => {
      await coming;
      await route.continue();
    });
    await open(page, id);
    const picture = await page.waitForSelector('.gallery img'); // this very one, wherever it is
    await page.evaluate(() => { location.hash = '#/queue'; });
    await page.locator('a.open').first().waitFor();
    come();
    await until('the picture to be shown to nobody', () => picture.evaluate((i) => i.naturalWidth > 0));
    assert.deepEqual(complaints, []);
    await withdraw(id, zhou);
  });

  test('and the buyer write to each other; what comes in leaves what is being typed alone', async () => {
    const id = await claim();
    const { page } = await sit('agent-s-106');
    await open(page, id);
    const box = page.getByLabel(zh['talk.write']);
    await page.getByLabel(zh['canned.title']).last().selectOption({ index: 1 });
    assert.equal(await box.inputValue(), zh['canned.talk.1']);
    await box.press('Control+Enter');
    await page.getByRole('log').getByText(zh['canned.talk.1']).waitFor();
    assert.equal(await box.inputValue(), '');
    const { messages } = (await lin.get(`/v1/cases/${id}`)).json;
    assert.deepEqual(messages.map((m) => [m.from, m.text]), [['SELLER', zh['canned.talk.1']]]);

    await box.fill('我再查一下');
    await lin.post(`/v1/cases/${id}/messages`, { text: '麻烦<b>快</b>一点' }, { key: randomUUID() });
    await page.getByRole('log').getByText('麻烦<b>快</b>一点', { exact: true }).waitFor(); // text, not markup; by itself
    assert.equal(await box.inputValue(), '我再查一下');
    assert.equal(await box.evaluate((e) => e === document.activeElement), true);
    await withdraw(id);
  });

  test('reads what the buyer answered: which one to send instead, and where to', async () => {
    const answers = { address: '王禾，13800000000，杭州市文三路 90 号', target_sku: '绿茶 8 包', price_diff: '-250', return_method: 'PICKUP' };
    const id = await exchange(answers);
    const { page } = await sit('agent-s-106');
    await open(page, id);
    for (const told of [answers.address, answers.target_sku, zh['price_diff.back'].replace('{amount}', '¥2.50'), zh['form.return_method.PICKUP']]) await page.locator('dd').getByText(told, { exact: true }).waitFor();
    await page.getByText('小满的杂货铺').first().waitFor(); // whose desk it is
    await withdraw(id, zhou);
  });

  test('is told when the buyer was faster, and loses nothing that was typed', async () => {
    const id = await claim();
    const { page } = await sit('agent-s-106');
    await open(page, id);
    await page.getByRole('button', { name: zh['event.negotiate'], exact: true }).click();
    const form = page.getByRole('form', { name: zh['event.negotiate'] });
    await form.getByLabel(zh['field.amount']).fill('12.34');
    await withdraw(id);
    await form.getByRole('status').getByText(zh['status.CLOSED']).waitFor();
    assert.equal(await form.getByLabel(zh['field.amount']).inputValue(), '12.34');
    assert.equal(await form.getByRole('button', { name: zh['event.negotiate'] }).isDisabled(), true);
  });

  test('types amounts in yuan, and only such that may be given', async () => {
    const id = await claim();
    const { page } = await sit('agent-s-106');
    await open(page, id);
    await page.getByRole('button', { name: zh['event.negotiate'], exact: true }).click();
    const form = page.getByRole('form', { name: zh['event.negotiate'] });
    const amount = form.getByLabel(zh['field.amount']);
    for (const wrong of ['', '0', '-1', '1e3', '12.345', '999999', 'abc']) {
      await amount.fill(wrong);
      await form.getByRole('button', { name: zh['event.negotiate'] }).click();
      assert.equal(await amount.getAttribute('aria-invalid'), 'true', wrong);
    }
    await amount.fill('50.05');
    await form.getByRole('button', { name: zh['event.negotiate'] }).click();
    await page.getByText(zh['status.WAIT_BUYER_MODIFY']).first().waitFor();
    assert.equal((await lin.get(`/v1/cases/${id}`)).json.case.offer.amount, 5005);
    await act(lin, id, { type: 'decline' });
    await withdraw(id);
  });
});

test('the platform judges a split between both, and exactly that is paid', async () => {
  const id = await claim();
  await act(agent, id, { type: 'refuse', reason: 'NO_PROOF', message: '凭证不足', proof: [await upload(agent, kTid, kPhoto, { case_id: id })] });
  await act(lin, id, { type: 'apply_intervention', claim: '一直没有收到', evidence: [await upload(lin, kTid)] });
  const { page, complaints } = await sit('xiaoer-1');
  await open(page, id);
  await page.getByRole('button', { name: zh['event.accept_intervention'], exact: true }).click();
  await page.getByRole('form').getByRole('button', { name: zh['event.accept_intervention'] }).click();
  await page.getByText(zh['cs.10']).first().waitFor();
  await act(lin, id, { type: 'add_evidence', evidence: [await upload(lin, kTid)] });
  await act(agent, id, { type: 'add_evidence', evidence: [await upload(agent, kTid, kPhoto, { case_id: id })] });
  await page.getByRole('button', { name: zh['event.judge'], exact: true }).click();
  const form = page.getByRole('form', { name: zh['event.judge'] });
  assert.equal(await form.getByLabel(zh['field.split']).isVisible(), false);
  await form.getByRole('radio').last().check();
  await form.getByLabel(zh['field.split']).fill('40.01');
  await form.getByLabel(zh['field.grounds']).fill('双方各承担一部分');
  await form.getByRole('button', { name: zh['event.judge'] }).click();
  const paid = await lin.paid(id);
  assert.deepEqual([paid.refund_fee, paid.intervention.verdict], [4001, 'SPLIT']);
  await page.getByText(zh['verdict.SPLIT']).first().waitFor();
  await page.getByText('双方各承担一部分').first().waitFor();
  assert.deepEqual(complaints, []);
});

test('a supplier looks, gives feedback and can do nothing else', async () => {
  const { json } = await lin.submit('4107382910017000000', '4107382910017000001');
  assert.equal(json.case.status, 'WAIT_SELLER_AGREE');
  const { page } = await sit('sup-44');
  await page.locator('a.open').first().click();
  await page.getByRole('heading', { name: zh['case.actions'], exact: true }).waitFor();
  assert.deepEqual(await page.locator('.actions button').allTextContents(), [zh['event.feedback']]);
  assert.equal(await page.getByLabel(zh['talk.write']).count(), 0);
  assert.ok(!(await page.locator('main').innerText()).includes('林晓'));
  await page.getByRole('button', { name: zh['event.feedback'] }).click();
  await page.getByRole('form').getByLabel(zh['field.text']).fill('该批次已停产');
  await page.getByRole('form').getByRole('button', { name: zh['event.feedback'] }).click();
  const { json: { case: c } } = await until('feedback', async () => {
    const answer = await shop.server.as('d-1', { role: 'platform_desk' }).get(`/v1/cases/${json.case.case_id}`);
    return answer.json.case.feedback && answer;
  });
  assert.deepEqual([c.status, c.feedback[0].text], ['WAIT_SELLER_AGREE', '该批次已停产']);
  await page.locator('.timeline').getByText('该批次已停产').waitFor();
});

test('finance sees a ledger that sums to zero and figures with their numbers, and no cases', async () => {
  const { json: { case: c } } = await lin.submit('4107382910001000000', '4107382910001000001'); // direct: paid by itself
  await lin.paid(c.case_id);
  const { page, complaints } = await sit('finance-1');
  await page.getByText(zh['ledger.balanced']).waitFor();
  assert.deepEqual(await page.getByRole('navigation', { name: zh['nav.views'] }).getByRole('link').allTextContents(), [zh['nav.ledger'], zh['nav.figures']]);
  const amounts = await page.locator('.bookings .number').allTextContents();
  const fen = amounts.slice(1).map((t) => Number(t.replace(/[¥,.]/g, '').replace('−', '-')));
  assert.equal(fen.reduce((a, b) => a + b, 0), 0);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: zh['queue.csv'] }).click()]);
  assert.match(readFileSync(await file.path(), 'utf8'), /^\ufeffreference,account,amount,booked_at\r\n/);
  await page.getByRole('link', { name: zh['nav.figures'] }).click();
  await page.getByText(zh['figures.by_reason']).waitFor();
  assert.ok(await page.getByRole('img', { name: zh['figures.by_day'] }).isVisible());
  await page.getByText(zh['plot.numbers']).last().click();
  assert.ok(await page.getByRole('rowheader').last().isVisible(), 'the same as a table');
  await page.goto(`${shop.server.url}/desk#/case/${c.case_id}`);
  await page.getByText(zh['ledger.balanced']).waitFor();
  assert.deepEqual(complaints, []);
});

describe('every view', () => {
  const views = async (page) => {
    const found = [];
    for (const hash of ['#/queue?tab=open', `#/case/${(await lin.get('/v1/cases?limit=1')).json.cases[0].case_id}`, '#/ledger', '#/figures']) {
      await page.evaluate((h) => { location.hash = h; }, hash);
      await page.locator('.loading').waitFor({ state: 'detached' });
      found.push(hash);
      await look(page, hash);
    }
    return found;
  };
  async function look(page, name) {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(kAxe);
    const violations = await page.evaluate(async () => (await globalThis.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }))
      .violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 120)} ${n.failureSummary}`)));
    assert.deepEqual(violations, [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} is wider than the page`);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=checkbox], [type=radio]), textarea, nav a, summary')]
      .map((e) => (e.type === 'file' ? e.labels[0] : e)) // its button is drawn by the label
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 100)));
    assert.deepEqual(small, [], `${name}: too small to touch`);
  }

  for (const [viewport, dark, lang] of [[kPhone, false, 'zh-CN'], [kPhone, true, 'en'], [kWide, true, 'zh-TW']]) {
    test(`at ${viewport.width} px, ${dark ? 'dark' : 'light'}, ${lang}: axe has nothing to say, nothing is cut off or too small`, async () => {
      const { page, complaints } = await sit('desk-1', { viewport, dark, lang });
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
      assert.equal((await views(page)).length, 4);
      assert.deepEqual(complaints, []);
    });
  }

  test('needs a session: without one, and after it has ended, the page says so and shows nothing', async () => {
    const { page } = await sit('');
    await page.getByRole('heading', { name: zh['sign_in.title'] }).waitFor();
    await page.getByRole('link', { name: new RegExp(zh['role.finance']) }).first().waitFor();
    await look(page, 'sign-in');
    const other = (await sit('agent-s-106')).page;
    await other.getByText('小满的杂货铺').first().waitFor(); // all that it asks at its start is answered:
    await other.locator('.loading').waitFor({ state: 'detached' }); // the session ends at the reload, not before
    await other.route('**/v1/**', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"TOKEN_EXPIRED"}' }));
    await other.reload();
    await other.getByRole('heading', { name: zh['sign_in.title'] }).waitFor();
    await other.getByText(zh['error.TOKEN_EXPIRED']).waitFor();
    assert.equal(await other.evaluate(() => sessionStorage.length), 0);
  });

  test('stays, whatever a question of the session before is answered when somebody else has come in by a link', async () => {
    const { page } = await sit('agent-s-106');
    await page.getByText('小满的杂货铺').first().waitFor();
    let answer;
    const late = new Promise((done) => { answer = done; });
    await page.route('**/v1/desk/ledger?**', async (route) => {
      await late;
      await route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"TOKEN_EXPIRED"}' });
    }, { times: 1 });
    await Promise.all([page.waitForRequest('**/v1/desk/ledger?**'), page.evaluate(() => { location.hash = '#/ledger'; })]);
    const link = (await fetch(`${shop.server.url}/demo/desk?as=finance-1`, { redirect: 'manual' })).headers.get('location');
    await page.evaluate((hash) => { location.hash = hash; }, link.slice(link.indexOf('#')));
    await page.getByText(zh['role.finance'], { exact: true }).waitFor();
    await Promise.all([page.waitForResponse((r) => r.status() === 401), answer()]);
    await page.getByRole('link', { name: zh['nav.figures'] }).click();
    await page.getByText(zh['figures.by_reason']).waitFor();
    assert.equal(await page.getByText(zh['error.TOKEN_EXPIRED']).count(), 0);
  });
});

test('a queue of ten thousand cases comes fifty at a time, each of them once, and what is there stays as it is', async () => {
  const [{ case_id, buyer_id }] = shop.server.rows("SELECT case_id, buyer_id FROM cases WHERE store_id = 's-104' LIMIT 1");
  const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO cases (case_id, tid, buyer_id, store_id, status, version, due_at, document, type, reason, title, turn, cs_status, amount, opened_at, ended_at, sort_at, refused, verdict)
    SELECT 'c-' || (10000 + i), tid, buyer_id, store_id, status, version, due_at + i, replace(document, '${case_id}', 'c-' || (10000 + i)),
      type, reason, title || ' ' || i, turn, cs_status, amount, opened_at, NULL, due_at + i, refused, verdict FROM cases, n WHERE case_id = '${case_id}';`;
  execute(shop.server.database, sql);
  const { page } = await sit('agent-s-104');
  await page.locator('a.open').nth(49).waitFor();
  assert.match(await page.getByRole('link', { name: zh['queue.mine'] }).innerText(), /10001$/);
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/v1/desk/cases')) asked.push(new URL(request.url()).searchParams); });
  const first = await page.locator('a.open').first().elementHandle();
  for (let n = 1; n <= 4; ++n) {
    await page.getByRole('button', { name: zh['queue.more'] }).click();
    await page.locator('a.open').nth(50 * (n + 1) - 1).waitFor();
  }
  const shown = () => page.locator('a.open').evaluateAll((links) => links.map((a) => a.dataset.case));
  const before = await shown();
  assert.deepEqual([before.length, new Set(before).size], [250, 250]);
  assert.ok(await first.evaluate((e) => e.isConnected), 'no row is built twice');
  await act(shop.server.as(buyer_id), 'c-10100', { type: 'withdraw' }); // what changes meanwhile changes its row alone
  await page.locator('a.open[data-case=c-10100]').waitFor({ state: 'detached' });
  assert.deepEqual((await shown()).slice(0, 249), before.filter((id) => id !== 'c-10100'));
  assert.ok(await first.evaluate((e) => e.isConnected), 'no row is built twice');
  assert.equal(await page.locator('a.open').count(), 250);
  await page.getByRole('searchbox').fill('9999');
  await page.keyboard.press('Enter');
  await page.locator('a.open').getByText(' 9999').waitFor();
  assert.equal(asked.filter((query) => query.get('q') === '9999').length, 1);
});
