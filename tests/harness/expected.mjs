// What the server says that a screen has to show.
//
//   const lin = server.as('b-1');
//   (await quoteOf(lin, trade)).total
//   await bestChannel(lin, words('zh-CN'), 's-103', 'i-301')   // {stage, channel, why}
import { allLines, quoteRequest } from './requests.mjs';

/** The quote of a whole order. */
export async function quoteOf(caller, trade) {
  return (await caller.post('/v1/quote', { tid: trade.tid, history: [], policy: 'tgc', request: quoteRequest(allLines(trade)) })).json;
}

/** The best channel about the buyer's newest order of a product, and the sentence for it. */
export async function bestChannel(caller, say, store_id, item) {
  const { now, store, trades } = (await caller.get(`/v1/context?store=${store_id}&item=${item}`)).json;
  const { routes: [{ channel }], stage } = (await caller.post('/v1/locate', {
    now, store, trade: trades.find((t) => t.orders.some((line) => line.item_id === item)), case: null,
    page: 'ITEM_DETAIL', intent: 'GENERAL', actor: 'BUYER', policy: 'tgc',
  })).json;
  return { stage, channel, why: say([`why.${channel}.${stage}`, `why.${channel}`].find((key) => say.has(key))) };
}
