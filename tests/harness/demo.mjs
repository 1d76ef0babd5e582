// The demo shop's data as the tests read it, with its relative times made absolute.
//
//   const { stores, items, buyers, trades } = demo();
//   trades[0].trade.pay_time            // "2026-11-22T08:30:00+08:00" where the file says "now-2h"
import { readFileSync } from 'node:fs';
import { kRoot } from './paths.mjs';

export const kNow = '2026-11-22T10:30:00+08:00'; // a Sunday
export const kDirect = 's-103'; // 淘工厂 direct: an unshipped refund there is automatic
const kUnits = { s: 1, m: 60, h: 3600, d: 86400 };
const kRelative = /^now(?:([+-]\d+)([smhd]))?$/;

/** An instant as RFC 3339 at the stores' offset. */
export function at(now, seconds = 0) {
  const local = new Date(Date.parse(now) + (seconds + 8 * 3600) * 1000);
  return local.toISOString().replace('.000Z', '+08:00');
}

function absolute(value, now) {
  if (Array.isArray(value)) return value.map((v) => absolute(v, now));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, absolute(v, now)]));
  }
  const match = typeof value === 'string' && kRelative.exec(value);
  if (!match) return value;
  return at(now, match[1] ? Number(match[1]) * kUnits[match[2]] : 0);
}

export function demo(now = kNow) {
  const read = (name) => JSON.parse(readFileSync(`${kRoot}assets/demo/${name}.json`, 'utf8'));
  return { stores: read('stores'), items: read('items'), buyers: read('buyers'), trades: absolute(read('trades'), now) };
}

/** The unrefined file, for tests of its relative times. */
export function rawTrades() {
  return JSON.parse(readFileSync(`${kRoot}assets/demo/trades.json`, 'utf8'));
}

/** A buyer's orders at a store in one status, as the unrefined file lists them. */
export function ordersOf(buyer, store, status) {
  return rawTrades().filter((t) => t.buyer === buyer && t.trade.store_id === store && t.trade.status === status).map((t) => t.trade);
}
