// A small shop made for tests: three stores and the orders of two buyers, written as the demo's own files are.
//
//   const shop = await startShop({ policies: { taobao: pack('taobao', { auto_refund_unshipped: true }) } });
//   shop.root                                         // its own folder; startServer's interface otherwise
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, temporaryFolder } from './paths.mjs';
import { freshDatabase } from './database.mjs';
import { startServer } from './server.mjs';

export const line = (oid, more = {}) => ({
  oid, sku: `${oid}-sku`, title: `商品 ${oid}`, category: 'home', price: 10000, num: 1, adjust_fee: 0, discount_fee: 0,
  divide_order_fee: null, consign_time: null, sign_time: null, no_reason: 'MUST', exclusion_confirmed: false,
  is_gift: false, gift_price: null, is_virtual: false, image: `/assets/demo/${oid}.svg`, ...more,
});

export const trade = (tid, store_id, oids, more = {}) => ({
  tid, store_id, status: 'WAIT_SELLER_SEND_GOODS', created: 'now-3h', pay_time: 'now-2h', consign_time: null,
  sign_time: null, end_time: null, promised_ship_time: null, post_fee: 1000, post_discount: 0, standard_post_fee: 0,
  free_shipping_threshold: null, freight_insurance: false, promotions: [], tenders: [],
  orders: oids.map((oid) => line(oid)), ...more,
});

const store = (store_id, policy, more = {}) => ({
  store_id, name: `店铺 ${store_id}`, kind: 'FACTORY_OUTLET', operation_mode: 'MERCHANT', utc_offset: '+08:00', policy,
  supplier_id: null, channels: [], card: { since: 2011 }, ...more,
});

function shopFiles(many, orders) {
  const extra = Array.from({ length: many }, (_, i) => ({ buyer: 'b-1', trade: trade(`m-${i}`, 's-auto', [`m-${i}-A`]) }));
  return {
    stores: [
      store('s-auto', 'tgc', { kind: 'TGC_DIRECT', operation_mode: 'FULLY_MANAGED', supplier_id: 'sup-1' }),
      store('s-desk', 'taobao'),
      store('s-other', 'tmall', { kind: 'FLAGSHIP' }),
    ],
    items: [
      { item_id: 'i-1', store_id: 's-auto', title: '砧板', price: 6900, image: '/assets/demo/a.svg', variant: '大号' },
      { item_id: 'i-2', store_id: 's-other', title: '保温壶', price: 9900, image: '/assets/demo/b.svg' },
    ],
    buyers: [{ id: 'b-1', name: '林晓' }, { id: 'b-2', name: '周原' }],
    trades: [
      { buyer: 'b-1', trade: trade('t-auto', 's-auto', ['A', 'B'], { note: '放门口' }) },
      { buyer: 'b-1', trade: trade('t-auto-old', 's-auto', ['C'], { created: 'now-9d', pay_time: 'now-9d' }) },
      { buyer: 'b-1', trade: trade('t-desk', 's-desk', ['D', 'E']) },
      { buyer: 'b-1', trade: trade('t-shipped', 's-auto', ['F'], { status: 'WAIT_BUYER_CONFIRM_GOODS', created: 'now-4d', pay_time: 'now-4d', consign_time: 'now-1d' }) },
      { buyer: 'b-1', trade: trade('t-packet', 's-other', ['P', 'Q'], { tenders: [{ type: 'RED_PACKET', amount: 1500, on_refund: 'PRO_RATA' }] }) },
      { buyer: 'b-2', trade: trade('t-two', 's-auto', ['G']) },
      { buyer: 'b-2', trade: trade('t-two-desk', 's-desk', ['H']) },
      ...orders.map((order) => ({ buyer: 'b-1', trade: order })),
      ...extra,
    ],
  };
}

/**
 * `policies`: packs by id that replace the built-in ones. `orders`: further ones of b-1. `many`: that many more of b-1 at
 * the automatic store, named m-0 …, each with one line m-0-A …. `deposits`: fen that suppliers paid in, by their id.
 * `database`: the address of an empty one.
 */
export function startShop({ many = 0, orders = [], policies = {}, deposits = {}, demo = true, more = [], database, webhook } = {}) {
  const root = temporaryFolder();
  const write = (folder, files) => {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, value] of Object.entries(files)) writeFileSync(join(root, folder, `${name}.json`), JSON.stringify(value));
  };
  write('dist', {});
  write('assets/demo', { ...shopFiles(many, orders), deposits: Object.entries(deposits).map(([supplier_id, amount]) => ({ supplier_id, amount })) });
  write('policies', policies);
  return startServer({ root, database: database ?? freshDatabase(root), policies: join(root, 'policies'), demo, more, webhook });
}

/** A built-in pack with some of its members replaced. */
export function pack(id, changes = {}) {
  return { ...JSON.parse(readFileSync(`${kRoot}assets/policies/${id}.json`, 'utf8')), ...changes };
}
