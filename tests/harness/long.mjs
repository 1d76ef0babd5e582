// Screens of a thousand rows, as large as the boundary lets a case's history and an order's lines be: the demo server's own
// answers, stretched on their way to the page.
//
//   await longHistory(buyer);      // the buyer is at a case whose timeline has kRows events
//   await longOrder(buyer);        // the buyer is at an order of kRows lines
import { kDirect, ordersOf } from './demo.mjs';

export const kRows = 1000;

const kEvents = ['submit', 'seller_agrees', 'buyer_ships', 'seller_refuses', 'buyer_edits'];
const [factory] = ordersOf('b-2', 's-101', 'WAIT_SELLER_SEND_GOODS');
const [direct] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

// The context and the case itself come in two answers.
const isStretched = (url) => /\/v1\/(context\?|cases\/[^/]+$)/.test(url);
const changed = (document, change) => {
  change(document.case ? { cases: [document.case], trades: [] } : document);
  return document;
};

/** For a page: the context and a case as the server tells them, but for what `change` does to them. */
export async function stretch(page, change) {
  await page.route((url) => isStretched(url.href), async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    return route.fulfill({ response, json: changed(await response.json(), change) });
  });
}

/** The same without a browser, as a `fetch`. */
export const stretching = (change) => async (url, options) => {
  const response = await fetch(url, options);
  if (options?.method !== 'GET' || !isStretched(String(url))) return response;
  return new Response(JSON.stringify(changed(await response.json(), change)), { status: response.status, headers: response.headers });
};

/** For both: the first case has had a thousand events, ten minutes apart. */
export function withHistory({ cases: [filed] }) {
  const [first] = filed.history;
  const start = Date.parse(first.at);
  filed.history = Array.from({ length: kRows }, (_, i) => ({
    ...first, event: kEvents[i % kEvents.length], actor: i % 3 ? 'SELLER' : 'BUYER',
    at: new Date(start - (kRows - i) * 600_000 + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00'),
  }));
}

/** For both: that order is of a thousand things. */
export const withLines = (tid) => ({ trades }) => {
  const trade = trades.find((t) => t.tid === tid);
  if (!trade) return;
  const [line] = trade.orders;
  trade.orders = Array.from({ length: kRows }, (_, i) => ({ ...line, oid: `${tid}${i}`, title: `${i + 1} · ${line.title}`, num: 1 }));
  trade.promotions = [];
};

export const historyVisit = { buyer: 'b-2', item: 'i-103' };
export const orderVisit = { buyer: 'b-1', item: 'i-301' };

/** A visitor as in `historyVisit` at a case whose timeline has kRows events. */
export async function longHistory(buyer) {
  await buyer.open();
  await buyer.toRefund(factory);
  await buyer.submit('WAIT_SELLER_AGREE');
  await stretch(buyer.page, withHistory);
  await buyer.reload();
  await buyer.open();
  await buyer.button(new RegExp(buyer.say('type.RO_UNSHIPPED')), false).first().click();
  await buyer.heading(buyer.say('case.title')).waitFor();
}

/** A visitor as in `orderVisit` at an order of kRows lines. */
export async function longOrder(buyer) {
  await stretch(buyer.page, withLines(direct.tid));
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await buyer.element.evaluate((e, text) => [...e.shadowRoot.querySelectorAll('button')].find((b) => b.textContent.includes(text)).click(), '1 · ');
  await buyer.heading(buyer.say('order.title')).waitFor();
}
