// Policy packs with one thing changed, for whoever judges packs: the schema, the tool.
//
//   for (const { what, pack } of mutations()) …       // {what: '/timers/D2 = -1', pack: {…}}
import { readFileSync } from 'node:fs';
import { kRoot } from './paths.mjs';

export const kPackIds = ['tgc', 'taobao', 'tmall', 'wechat', 'statute'];
export const packOf = (id) => JSON.parse(readFileSync(`${kRoot}assets/policies/${id}.json`, 'utf8'));

const kValues = [-1, 9_000_000_000_000_000, 'x', '', null, true, [], {}, [7], { value: 5, unverified: true }, { value: 5 }, 1.5];
const kLongest = 64;

const at = (pack, path) => path.reduce((value, key) => value[key], pack);
const pointer = (path) => path.map((key) => `/${key}`).join('');

// The places of a pack; of a list the first element stands for all.
function* places(value, path = []) {
  if (path.length) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value)) yield* places(value[key], [...path, key]);
}

function changed(id, path, change) {
  const pack = packOf(id);
  change(at(pack, path.slice(0, -1)), path.at(-1));
  return pack;
}

/** Every place of one whole pack with every kind of value, without it, and with a key too many. */
export function mutations(id = 'tmall') {
  const out = [];
  const whole = packOf(id);
  for (const path of places(whole)) {
    if (path[0] === 'reasons' && path.length > 1 && path[1] !== 'RO_RECEIVED' && path[1] !== 'RESHIP') continue;  // all alike
    for (const value of kValues) out.push({ what: `${pointer(path)} = ${JSON.stringify(value)}`, pack: changed(id, path, (o, k) => { o[k] = value; }) });
    if (Number.isNaN(Number(path.at(-1)))) out.push({ what: `no ${pointer(path)}`, pack: changed(id, path, (o, k) => delete o[k]) });
    const here = at(whole, path);
    if (typeof here === 'object' && !Array.isArray(here)) {
      out.push({ what: `${pointer(path)}/surplus`, pack: changed(id, [...path, 'surplus'], (o, k) => { o[k] = 1; }) });
    }
  }
  return out;
}

/** Patches of a pack, sound ones and others. */
export function patches() {
  const members = [
    {}, { id: 'my-shop' }, { id: '' }, { id: 'x'.repeat(kLongest + 1) }, { id: '店'.repeat(kLongest) }, { $schema: '../x.json' }, { surplus: 1 },
    { price_protect_window_s: 0 }, { price_protect_window_s: -1 }, { price_protect_from: 'SIGNED' }, { price_protect_from: 'NEVER' },
    { promotion: { value: 'RECALC', unverified: false } }, { promotion: { value: 'RECALC' } }, { timers: { D6: null } }, { timers: { D66: 1 } },
    { timers: null }, { timers: { D2: { value: 86400, unverified: true, why: 'x' } } }, { tender_returns: { GIFT_CARD: 'NEVER' } },
    { tender_returns: { GIFT_CARD: 'SOMETIMES' } }, { tender_returns: { RED_PACKET: null } }, { late_ship: { max_fen: null, max_scope_s: null } },
    { late_ship: { rate_bp: 10001 } }, { late_ship: { rate_bp: null } }, { late_ship: { maximum: 1 } }, { attempts_max: null }, { attempts_max: 0 },
    { evidence_max: null }, { effective_from: '2024-02-29' }, { effective_from: '2023-02-29' }, { effective_from: '2026-3-1' },
    { presumed_hours: { close: '24:00' } }, { presumed_hours: { close: '24:01' } }, { presumed_hours: { close: '29:00' } }, { presumed_hours: { closes: '20:00' } },
    { reasons: { REPAIR: [{ code: 'WEAR', fault: 'BUYER', evidence: null, good_status: null }] } }, { reasons: { REPAIR: [{ code: 'WEAR' }] } },
    { reasons: { REPAIR: [{ code: 'WEAR', fault: 'NOBODY' }] } }, { reasons: { REPAINT: [] } }, { reasons: { REPAIR: null } },
    { reasons: { RESHIP: [{ code: 'OTHER', fault: 'NONE', good_status: ['BUYER_RECEIVED'] }] } }, { reasons: { RESHIP: [{ code: 'OTHER', fault: 'NONE', good_status: ['LOST'] }] } },
    { contact_labels: [] }, { contact_labels: [''] }, { contact_labels: ['客服'] }, { sources: [] }, { sources: 'me' }, { sources: ['our own terms'] },
    { advance: { quota_fen: 120000 } }, { advance: { quota_fen: '120000' } }, { handoff: { failed_turns: 0 } }, { handoff: { min_score_bp: 10000 } },
    { waybill: { max: 40 } }, { waybill: { max: 10001 } }, { patience_s: { phone: null, email: 5 } }, { patience_s: { pigeon: 5 } }, { statute: { proof_months: 121 } },
  ];
  return members.map((m) => ({ what: `patch ${JSON.stringify(m).slice(0, 80)}`, pack: { extends: 'tmall', ...m } }));
}
