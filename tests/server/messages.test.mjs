import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { upload } from '../harness/evidence.mjs';
import { startShop } from '../harness/fixture.mjs';

let shop, lin, zhou, agent, desk, xiaoer, supplier, open;
const say = (caller, id, text, more = {}, options = {}) => caller.post(`/v1/cases/${id}/messages`, { text, ...more }, { key: randomUUID(), ...options });
const heard = async (caller, id) => (await caller.get(`/v1/cases/${id}`)).json.messages;
const words = async (caller, id) => (await heard(caller, id)).filter((m) => m.text).map((m) => [m.from, m.text]);

before(async () => {
  shop = await startShop();
  lin = shop.as('b-1');
  zhou = shop.as('b-2');
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  desk = shop.as('d-1', { role: 'platform_desk' });
  xiaoer = shop.as('x-1', { role: 'xiaoer' });
  supplier = shop.as('sup-1', { role: 'supplier' });
  open = (await lin.submit('t-desk', 'D')).json.case.case_id;
});
after(() => shop.end());

describe('what the parties of a case say', () => {
  test('is heard by all of them, in the order in which it was said', async () => {
    for (const [who, text] of [[lin, '什么时候能退'], [agent, '您好，正在核实'], [desk, '平台已关注'], [xiaoer, '请双方补充凭证'], [lin, '好的\n谢谢']]) {
      const r = await say(who, open, text);
      assert.equal(r.status, 201, r.text);
      assert.equal(r.json.message.text, text);
    }
    const expected = [['BUYER', '什么时候能退'], ['SELLER', '您好，正在核实'], ['PLATFORM_DESK', '平台已关注'], ['XIAOER', '请双方补充凭证'], ['BUYER', '好的\n谢谢']];
    for (const who of [lin, agent, desk, xiaoer]) assert.deepEqual(await words(who, open), expected);
    const ids = (await heard(lin, open)).map((m) => m.id);
    assert.deepEqual([...ids].sort(), ids, 'ids sort as it was said');
    assert.equal(new Set(ids).size, ids.length);
  });

  test('stands among the notices where it was said, and each side reads its own notices alone', async () => {
    const { json: { case: c } } = await lin.submit('t-desk', 'E');
    await say(lin, c.case_id, '先不退了');
    await lin.act(c.case_id, { type: 'withdraw', version: c.version });
    await say(agent, c.case_id, '好的，已取消');
    const seen = (list) => list.map((m) => m.code ?? m.text);
    assert.deepEqual(seen(await heard(agent, c.case_id)), ['CASE_SUBMITTED', '先不退了', 'CASE_WITHDRAWN', '好的，已取消']);
    assert.deepEqual(seen(await heard(lin, c.case_id)), ['先不退了', '好的，已取消']);
  });

  test('is said once, however often it is sent under one key', async () => {
    const key = randomUUID();
    const before = (await words(lin, open)).length;
    const first = await say(lin, open, '在吗', {}, { key });
    const again = await say(lin, open, '在吗', {}, { key });
    assert.deepEqual([again.status, again.json], [201, first.json]);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal((await words(lin, open)).length, before + 1);
    assert.equal((await say(lin, open, '在吗', {}, { key: undefined })).json.code, 'KEY_REQUIRED');
  });

  test('at the same moment by both is kept twice', async () => {
    const before = (await words(lin, open)).length;
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => say(i % 2 ? lin : agent, open, `同时 ${i}`)));
    assert.deepEqual([...new Set(all.map((r) => r.status))], [201]);
    assert.equal(new Set(all.map((r) => r.json.message.id)).size, 10);
    assert.equal((await words(lin, open)).length, before + 10);
  });
});

test('a message carries pictures, which then are on the case for both sides', async () => {
  const id = await upload(agent, 't-desk', undefined, { case_id: open });
  const r = await say(agent, open, '见图', { evidence: [id] });
  assert.deepEqual([r.status, r.json.message.evidence], [201, [id]], r.text);
  const seen = (await lin.get(`/v1/cases/${open}`)).json;
  assert.deepEqual(seen.evidence.map((e) => [e.id, e.by]), [[id, 'SELLER']]);
  assert.deepEqual(seen.messages.at(-1).evidence, [id]);
  const theirs = await upload(zhou, 't-two');
  assert.equal((await say(lin, open, '见图', { evidence: [theirs] })).status, 422, "nobody shows somebody else's");
});

describe('a message is refused', () => {
  const refused = async (r, status, code, pointer) => {
    assert.deepEqual([r.status, r.json.code], [status, code], r.text);
    if (pointer) assert.equal(r.json.pointer, pointer);
  };

  test('from whoever does not see the case, as if there were none', async () => {
    for (const who of [zhou, shop.as('a-2', { role: 'agent', store: 's-auto' }), shop.as('sup-9', { role: 'supplier' })]) {
      const r = await say(who, open, '你好');
      await refused(r, 404, 'NOT_FOUND');
      assert.equal(r.text, (await say(who, 'nothing', '你好')).text);
    }
  });

  test('from a supplier, who writes feedback instead, and from finance', async () => {
    const theirs = (await lin.submit('t-auto', 'A')).json.case.case_id;
    await refused(await say(supplier, theirs, '你好'), 403, 'NOT_PERMITTED');
    await refused(await say(shop.as('f-1', { role: 'finance' }), open, '你好'), 403, 'NOT_PERMITTED');
  });

  test('when it is empty, blank, too long, or holds control characters, at its place', async () => {
    for (const text of ['', '   ', '　\n ', '字'.repeat(501), 'a\u0000b', 'a\tb', 'a\u001bb', 'a\u007fb', 'a\u0085b']) {
      await refused(await say(lin, open, text), 422, 'OUT_OF_RANGE', '/text');
    }
    await refused(await say(lin, open, 7), 422, 'WRONG_TYPE', '/text');
    await refused(await lin.post(`/v1/cases/${open}/messages`, {}, { key: randomUUID() }), 422, 'MISSING_KEY', '/text');
    assert.equal((await say(lin, open, '😀'.repeat(500))).status, 201, 'characters are counted, not bytes');
  });

  test('with evidence that is not on the case', async () => {
    const r = await say(lin, open, '见图', { evidence: ['e-somebody-elses'] });
    assert.equal(r.status, 422, r.text);
    assert.equal(r.json.pointer, '/evidence/0');
    await refused(await say(lin, open, '见图', { evidence: Array.from({ length: 10 }, (_, i) => `e-${i}`) }), 422, 'OUT_OF_RANGE');
  });

  test('after five hundred, so that no case grows without end', async () => {
    const { json: { case: c } } = await zhou.submit('t-two-desk', 'H');
    for (let i = 0; i < 500; i += 25) {
      const all = await Promise.all(Array.from({ length: 25 }, (_, n) => say(zhou, c.case_id, `${i + n}`)));
      assert.deepEqual([...new Set(all.map((r) => r.status))], [201]);
    }
    await refused(await say(zhou, c.case_id, '还在吗'), 422, 'TOO_MANY_MESSAGES');
    assert.equal((await words(agent, c.case_id)).length, 500);
  });
});
