// The demo shop with orders of a test's own beside the demo's.
//
//   startServer({ more: ['--assets', assetsWith([{ buyer: 'b-2', trade: like(bought, 'x-1', { sign_time: 'now-6d' }) }])] })
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, temporaryFolder } from './paths.mjs';

/** A folder for `--assets`: what the server and the pages read, and those orders more. `stores`: members of a store's own, by its id.
 *  `buyers`: further ones. */
export function assetsWith(orders, stores = {}, buyers = []) {
  const folder = temporaryFolder();
  for (const name of ['demo', 'desk', 'locales', 'policies', 'openapi.json']) cpSync(`${kRoot}assets/${name}`, join(folder, name), { recursive: true });
  const edit = (name, change) => {
    const file = join(folder, `demo/${name}.json`);
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
  };
  edit('trades', (all) => [...all, ...orders]);
  edit('buyers', (all) => [...all, ...buyers]);
  edit('stores', (all) => all.map((store) => ({ ...store, ...stores[store.store_id] })));
  return folder;
}

/** One line of an order, bought again as an order of its own. */
export const like = (trade, tid, line, more = {}) => ({ ...trade, promotions: [], tenders: [], ...more, tid, orders: [{ ...line, oid: `${tid}1` }] });
