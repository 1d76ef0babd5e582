// The documents that parity and hostility start from: deterministic, made of the demo shop and the shipped vectors.
import { readFileSync, readdirSync } from 'node:fs';
import { at, demo, kNow } from './demo.mjs';
import { kRoot } from './paths.mjs';
import { quoteRequest } from './requests.mjs';

const kStages = ['PRE', 'UNPAID', 'PAID_UNSHIPPED', 'IN_TRANSIT', 'SIGNED', 'FINISHED', 'CLOSED'];
const kHours = ['2026-11-23T10:00:00+08:00', '2026-11-23T03:20:00+08:00', '2026-11-22T19:30:00+08:00', '2027-02-06T10:00:00+08:00'];
const kTypes = ['RO_UNSHIPPED', 'RO_IN_TRANSIT', 'RO_RECEIVED', 'RETURN_REFUND', 'EXCHANGE', 'RESHIP', 'REPAIR', 'LATE_SHIP',
  'PRICE_PROTECT', 'FREIGHT', 'COMPLAINT', 'DISPUTE'];
const kFlags = { wants_human: false, assisted: false, unreachable: null, out_of_category: false };

const { stores, trades } = demo();
const storeOf = (trade) => stores.find((s) => s.store_id === trade.store_id);
const paid = trades.map((t) => t.trade).filter((t) => t.pay_time);
const document = (command, value) => ({ command, text: JSON.stringify(value) });

function locate(store, now, changes) {
  return document('locate', { now, store, trade: null, case: null, page: 'ITEM_DETAIL', intent: 'GENERAL', actor: 'BUYER',
    flags: kFlags, stage: null, escalation: null, policy: store.policy, ...changes });
}

function locates() {
  const out = [];
  for (const store of stores) {
    kStages.forEach((stage, i) => out.push(locate(store, kHours[i % kHours.length], { stage, escalation: 'NONE' })));
    out.push(locate(store, kHours[1], { stage: 'SIGNED' }), locate(store, kHours[3], { stage: 'PRE', intent: 'SIZE_PICK' }));
  }
  for (const { trade } of trades) out.push(locate(storeOf(trade), kNow, { trade, page: 'ORDER_PAGE', intent: 'REFUND' }));
  out.push(locate(stores[0], kNow, { stage: 'PRE', escalation: 'CS_OPEN' })); // INVALID_STATE
  return out;
}

function quotes() {
  const out = [];
  for (const trade of paid) {
    const policy = storeOf(trade).policy;
    const ask = (lines, more = {}, history = []) => out.push(document('quote', { trade, history, policy, request: quoteRequest(lines, more) }));
    const [first] = trade.orders;
    const whole = trade.orders.filter((l) => !l.is_gift).map((l) => ({ oid: l.oid, num: l.num }));
    ask(whole);
    ask([{ oid: first.oid, amount: 333 }], { reason: 'SEVEN_DAYS_WITHOUT_REASON', type: 'REFUND_AND_RETURN' });
    if (first.num > 1) ask([{ oid: first.oid, num: 1 }], { fault: 'SELLER' }, [{ oid: first.oid, num: 1 }]);
    ask([{ oid: first.oid, num: first.num + 1 }]); // EXCEEDS_UNITS
  }
  const [trade] = paid;
  for (const lines of [[], [{ oid: 'nobody', num: 1 }], [{ oid: trade.orders[0].oid, num: 1 }, { oid: trade.orders[0].oid, num: 1 }],
    [{ oid: trade.orders[0].oid, amount: 999999 }]]) {
    out.push(document('quote', { trade, history: [], policy: 'tgc', request: { type: 'REFUND', fault: 'NONE', reason: 'OTHER', lines } }));
  }
  return out;
}

const checkInput = (trade, request, cases = []) => ({ now: kNow, trade, cases, policy: storeOf(trade).policy,
  request: { oid: trade.orders[0].oid, num: trade.orders[0].num, reason: 'OTHER', integrity: {}, good_status: null, ...request } });

function checks() {
  return trades.flatMap(({ trade }, i) => [kTypes[0], kTypes[1 + (i % (kTypes.length - 1))]]
    .map((type) => document('check', checkInput(trade, { type }))));
}

// Every form, and whether a filled one can be sent.
function forms() {
  const answers = { good_status: 'BUYER_RECEIVED', reason: 'QUALITY', num: 1, evidence: ['a.jpg'], phone: '138' };
  return trades.flatMap(({ trade }, i) => [kTypes[0], kTypes[1 + (i % (kTypes.length - 1))]].flatMap((type) =>
    [document('form', checkInput(trade, { type })), document('form', { ...checkInput(trade, { type }), answers })]));
}

// A store's orders together, days later: some late, some not, some beyond their supplier's deposit.
function compensates() {
  return stores.map((store, i) => document('compensate', { now: at(kNow, i * 24 * 3600), policy: store.policy, deposit: i % 2 ? 1000 : null,
    trades: trades.map((t) => t.trade).filter((t) => t.store_id === store.store_id) }));
}

export const submit = (trade, more = {}) => ({
  case: null, trade, store: storeOf(trade), policy: storeOf(trade).policy,
  event: { type: 'submit', actor: 'BUYER', at: kNow, version: 0, request: checkInput(trade, { type: 'RO_UNSHIPPED' }).request, ...more },
});

/** Each event on each case that `advance` (a function from text to text) makes: taken and refused ones. */
export function advances(advance) {
  const out = [];
  for (const { trade } of trades) {
    const first = document('advance', submit(trade));
    out.push(first);
    const answer = JSON.parse(advance(first.text));
    if (answer.error) continue;
    const then = (event) => out.push(document('advance', { ...submit(trade), case: answer.case,
      event: { version: answer.case.version, at: at(kNow, 600), ...event } }));
    then({ type: 'withdraw', actor: 'BUYER' });
    then({ type: 'agree', actor: 'SELLER' });
    then({ type: 'refuse', actor: 'SELLER', message: '已经打包，请联系我们', reason: 'OTHER', proof: ['p-1'] });
    then({ type: 'pay_ok', actor: 'SYSTEM', reference: 'r-1' });
    then({ type: 'modify', actor: 'BUYER', version: 99 });
    then({ type: 'receive', actor: 'SELLER', num: 1, ok: true });
    then({ type: 'tick', actor: 'SYSTEM', at: at(kNow, 49 * 3600) });
  }
  return out;
}

// Two sentences of every intent, as buyers write them.
function classifies() {
  const folder = `${kRoot}assets/knowledge/intents/`;
  return readdirSync(folder).sort().flatMap((file) => readFileSync(folder + file, 'utf8').trim().split('\n').filter((_, i) => i % 120 === 7)
    .map((line, i) => document('classify', { text: line.split('\t')[2], locale: 'zh-CN', limit: 1 + i * 10 })));
}

// A vector file is an array of {name, in, out}; the file's name is the command.
function vectors() {
  return ['quote', 'locate', 'check', 'form', 'advance', 'compensate', 'classify'].flatMap((command) =>
    JSON.parse(readFileSync(`${kRoot}tests/vectors/${command}.json`, 'utf8')).map((row) => document(command, row.in)));
}

export function documents() {
  return [...locates(), ...quotes(), ...checks(), ...forms(), ...compensates(), ...classifies(), ...vectors()];
}
