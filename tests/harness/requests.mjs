// The two requests that nearly every test makes, in the contract's shapes.

/** For a case: an unshipped refund of a line, or of the whole order. */
export function refundRequest(oid, more = {}) {
  return { type: 'RO_UNSHIPPED', ...(oid ? { oid } : {}), reason: 'DONT_WANT', ...more };
}

/** For a quote: `lines` as {oid, num} or {oid, amount}. */
export function quoteRequest(lines, more = {}) {
  return { type: 'REFUND', fault: 'NONE', reason: 'OTHER', lines, kept_gifts: [], ...more };
}

/** All lines of an order in all their units. */
export const allLines = (trade) => trade.orders.map(({ oid, num }) => ({ oid, num }));
