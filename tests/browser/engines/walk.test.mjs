// The first slice as a buyer walks it, in three engines: which channel is best and why, and an unshipped order refunded.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refunds } from '../../harness/database.mjs';
import { kDirect, ordersOf } from '../../harness/demo.mjs';
import { bestChannel, quoteOf } from '../../harness/expected.mjs';
import { startServer } from '../../harness/server.mjs';
import { money } from '../../harness/words.mjs';
import { visit } from './buyer.mjs';
import { kEngines, launch } from './engines.mjs';
import { startWitness } from './witness.mjs';

const kItem = 'i-301';
const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

describe('a buyer reads which channel is best, refunds an unshipped order and finds it refunded after a reload', { concurrency: 2 }, () => {
  for (const name of kEngines) {
    test(name, async (t) => {
      const server = await startServer();
      t.after(() => server.end());
      const shop = await startWitness(server);
      t.after(() => shop.end());
      const engine = await launch(name);
      t.after(() => engine.end());
      const lin = server.as('b-1');
      const buyer = await visit(await engine.page(), shop, { item: kItem });
      await buyer.open();
      const { channel, why } = await bestChannel(lin, buyer.say, kDirect, kItem);
      const best = buyer.group(buyer.say('home.best'));
      await buyer.see('heading', buyer.say(`channel.${channel}`), best);
      await buyer.reads(why, best);

      await buyer.toOrder(order);
      await buyer.toForm(order, 'unwanted');
      await buyer.toReview();
      const quote = await quoteOf(lin, order);
      await buyer.reads(money(quote.total));
      await buyer.click('button', buyer.say('submit.submit'));
      await buyer.heading(buyer.say('case.says.SUCCESS'));
      assert.equal(await buyer.mode(), 'canvas');
      const [filed, ...others] = await lin.cases(order.tid);
      assert.deepEqual(others, []);
      assert.equal(filed.refund_fee, quote.total);
      const booked = refunds(server.database, filed.case_id);
      assert.deepEqual([booked.references.length, booked.total, booked.balance], [1, quote.total, 0]);

      await buyer.page.reload();
      await buyer.open();
      await buyer.toOrder(order);
      await buyer.reads(buyer.say('trade.TRADE_CLOSED'));
      await buyer.see('button', buyer.say('type.RO_UNSHIPPED'), { partly: true });
      console.log(`engines: ${engine.name} ${engine.version}: ${await buyer.mode()}, ${channel}, refunded ${money(quote.total)} in the ledger once`);
      assert.deepEqual(await buyer.complaints(), []);
    });
  }
});
