// What contract §3 says never happens, over every kind, stage, hour, escalation and intent, and over random stores; each
// answer also compared with a second reading of the contract.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { random } from '../harness/hostile.mjs';
import { baseOrder, disputeAllowed, expected, kPlatformRoutes, kStoreChannels } from '../harness/locate_rules.mjs';
import { kRoot } from '../harness/paths.mjs';
import { batch } from '../harness/tool.mjs';

const kRandom = 10000;
const kLookAhead_s = 14 * 86400;
const kWords = readFileSync(`${kRoot}include/kefu/locate.hpp`, 'utf8') + readFileSync(`${kRoot}include/kefu/store.hpp`, 'utf8') +
  readFileSync(`${kRoot}include/kefu/trade.hpp`, 'utf8');
const wordsOf = (list) => [...new RegExp(`#define ${list}\\(X\\)((?:.*\\\\\\n)*.*)`).exec(kWords)[1].matchAll(/X\((\w+)\)/g)].map((m) => m[1]);
const [kKinds, kChannels, kStages, kEscalations, kIntents, kAskers, kPages, kStatuses] =
  ['STORE_KINDS', 'CHANNELS', 'STAGES', 'ESCALATIONS', 'INTENTS', 'ASKERS', 'PAGES', 'TRADE_STATUSES'].map((l) => wordsOf(`KEFU_${l}`));
const stale_s = Object.fromEntries(['tgc', 'taobao', 'tmall', 'wechat', 'statute'].map((id) => {
  const { claim_stale_s: v } = JSON.parse(readFileSync(`${kRoot}assets/policies/${id}.json`, 'utf8'));
  return [id, v.value ?? v];
}));
const kPacks = Object.keys(stale_s);
const kFlags = { wants_human: false, assisted: false, unreachable: null, out_of_category: false };
const kEveryDay = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '09:00', close: '22:00' }];

const text = (seconds, offset = '+08:00') => {
  const shift = (offset[0] === '-' ? -1 : 1) * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(4)) * 60);
  return new Date((seconds + shift) * 1000).toISOString().replace('.000Z', offset);
};

function theCase(cs_status, mayDispute) {
  return { case_id: 'c-1', type: 'RO_RECEIVED', tid: '2026030100001', oid: 'A', num: 1, status: 'WAIT_SELLER_AGREE', cs_status,
    allowed: mayDispute ? [{ event: 'apply_intervention', actor: 'BUYER' }] : [] };
}

function* grid() {
  const channels = kChannels.map((type) => ({ type, target: 'https://shop.example/', verified: 'YES', hours: kEveryDay, expected_wait_s: 45 }));
  const cases = [null, theCase(1, false), theCase(1, true), theCase(10, false)];
  for (const kind of kKinds)
    for (const stage of kStages)
      for (const now of ['2026-03-02T12:00:00+08:00', '2026-03-02T23:30:00+08:00'])
        for (const escalation of kEscalations)
          for (const [i, intent] of kIntents.entries())
            yield { now, store: { store_id: 's-1', kind, utc_offset: '+08:00', channels: i % 7 === 6 ? [] : channels }, trade: null,
              case: cases[i % cases.length], page: 'ITEM_DETAIL', intent, actor: 'BUYER', flags: kFlags, stage, escalation, policy: 'tmall' };
}

function anyDocument(next) {
  const any = (list) => list[next(list.length)];
  const maybe = (n, value) => (next(n) === 0 ? value : null);
  const now = Date.parse('2024-01-01T00:00:00Z') / 1000 + next(4 * 366 * 86400);
  const offset = any(['+08:00', '+08:00', '+08:00', '+00:00', '-05:30', '+14:00', '-12:00']);
  const hour = (most) => `${String(next(most)).padStart(2, '0')}:${any(['00', '30'])}`;
  const hours = () => Array.from({ length: next(4) }, () => next(4) === 0
    ? { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }
    : { days: [1, 2, 3, 4, 5, 6, 7].filter(() => next(2)), open: hour(24), close: hour(24) });
  const claim = () => ({ type: any(kChannels), target: any(['', 'https://shop.example/', 'tel:4000', '400-800', 'a@shop.example', 'javascript:x']),
    entry: 'FOOTER', staffing: any(['BOT', 'HUMAN', 'MIXED']), verified: any(['YES', 'YES', 'NO', 'UNVERIFIED']), source: 'test',
    observed_at: maybe(2, text(now - next(800) * 86400)), needs_order: next(4) === 0, expected_wait_s: maybe(2, next(400)), hours: hours(),
    holidays: Array.from({ length: next(4) }, () => text(now + (next(20) - 3) * 86400).slice(0, 10)) });
  const trade = maybe(2, { tid: '2026030100001', store_id: 's-1', status: any(kStatuses), pay_time: text(now - 86400),
    sign_time: maybe(2, text(now - next(20) * 86400)), orders: [{ oid: 'A', price: 100, num: 1 }] });
  return { now: text(now), policy: any(kPacks), page: any(kPages), intent: any(kIntents), actor: next(3) ? 'BUYER' : any(kAskers),
    store: { store_id: 's-1', kind: any(kKinds), operation_mode: any(['MERCHANT', 'FULLY_MANAGED']), utc_offset: offset,
      channels: Array.from({ length: next(12) }, claim) },
    trade, case: maybe(2, { ...theCase(1 + next(11), next(2) === 0), status: any(['WAIT_SELLER_AGREE', 'SELLER_REFUSE_BUYER', 'SUCCESS']) }),
    flags: { wants_human: next(5) === 0, assisted: next(9) === 0, out_of_category: next(2) === 0,
      unreachable: maybe(2, { since: text(now - next(3 * 86400)), human_replied: next(3) === 0 }) },
    stage: maybe(2, any(kStages)), escalation: maybe(2, any(kEscalations)) };
}

const kNeedsPaid = ['SELLER_TIMEOUT', 'SELLER_REFUSED', 'CS_OPEN', 'CS_LOST'];

function checkAnswer(asked, answer, about) {
  if (answer.error) {
    assert.equal(answer.error.code, 'INVALID_STATE', about);
    if (asked.stage && asked.escalation) assert.ok(kNeedsPaid.includes(asked.escalation) && ['PRE', 'UNPAID'].includes(asked.stage), about);
    return false;
  }
  const { routes, more, stage, escalation, removed } = answer;
  const all = [...routes, ...more];
  const offered = all.map((r) => r.channel);
  assert.ok(!(kNeedsPaid.includes(escalation) && ['PRE', 'UNPAID'].includes(stage)), about);
  if (asked.stage) assert.equal(stage, asked.stage, about);
  if (asked.escalation) assert.equal(escalation, asked.escalation, about);
  assert.ok(routes.length >= 2 && routes.length <= 5, about);
  assert.ok(more.length === 0 || routes.length === 5, about);
  assert.ok(routes.some((r) => kPlatformRoutes.has(r.channel)), about);
  assert.equal(new Set(offered).size, offered.length, about);
  assert.deepEqual(all.map((r) => r.rank), all.map((_, i) => i + 1), about);
  assert.ok(!offered.includes('dispute') || disputeAllowed(asked.case), about);
  if (asked.store.kind === 'TGC_DIRECT') assert.ok(!offered.some((c) => ['presale_agent', 'aftersale_agent', 'store_agent'].includes(c)), about);
  if (['FRAUD', 'SAFETY'].includes(asked.intent) || escalation === 'SAFETY') assert.ok(!offered.some((c) => kStoreChannels.has(c)), about);
  if (asked.actor !== 'SUPPLIER') assert.ok(!offered.some((c) => ['supplier_group', 'erp_vendor'].includes(c)), about);
  if (asked.flags.wants_human || asked.flags.assisted) assert.ok(!offered.some((c) => c.endsWith('_bot')), about);
  for (const r of all) {
    assert.equal(r.unlock, r.enabled ? null : 'PLACE_ORDER', about);
    assert.equal(r.unlock_steps !== undefined, !r.enabled, about);
    assert.ok(r.reasons.length > 0, about);
    assert.doesNotMatch(r.action.href, /^javascript:/, about);
    if (r.open_now) assert.equal(r.opens_at, null, about);
    if (r.opens_at === null) continue;
    const ahead = (Date.parse(r.opens_at) - Date.parse(asked.now)) / 1000;
    assert.ok(ahead > 0 && ahead <= kLookAhead_s, about);
    assert.ok(r.opens_at.endsWith(asked.store.utc_offset), about);
  }
  // Whatever the store claims or its kind usually has is offered, or it is told why not; never both.
  const gone = removed.map((r) => r.channel);
  assert.equal(new Set([...offered, ...gone]).size, offered.length + gone.length, about);
  for (const c of [...baseOrder(asked.store.kind, stage), ...asked.store.channels.map((claim) => claim.type)])
    assert.ok(offered.includes(c) || gone.includes(c), `${c}: ${about}`);

  const same = expected(asked, stage, escalation, stale_s[asked.policy]);
  assert.deepEqual(all.map(({ channel, enabled, open_now, opens_at }) => ({ channel, enabled, open_now,
    opens_at: opens_at && Date.parse(opens_at) / 1000 })), same, about);
  return true;
}

function checkAll(documents) {
  const texts = documents.map((d) => JSON.stringify(d));
  const answers = batch('locate', texts);
  assert.equal(answers.length, texts.length);
  const answered = documents.filter((d, i) => checkAnswer(d, JSON.parse(answers[i]), `${texts[i]} → ${answers[i]}`)).length;
  assert.ok(batch('locate', texts).every((again, i) => again === answers[i]), 'two runs give the same bytes');
  return answered;
}

test('every kind × stage × day or night × escalation × intent', () => {
  const documents = [...grid()];
  const answered = checkAll(documents);
  assert.equal(documents.length - answered, documents.length * (2 / 7) * (4 / 6), 'four escalations need a paid order');
  console.log(`locate: ${documents.length} combinations, ${answered} answered`);
});

test('ten thousand random stores, trades, intents, actors and flags', () => {
  const next = random(20260301);
  const documents = Array.from({ length: kRandom }, () => anyDocument(next));
  const answered = checkAll(documents);
  assert.ok(answered > kRandom * 0.7, `${answered} answered`);
  console.log(`locate: ${kRandom} random documents, ${answered} answered`);
});
