// What a tap and a scroll cost in the browser, in counts: passes of the views, pictures drawn, elements touched.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { kRows, longOrder, orderVisit } from '../harness/long.mjs';
import { startServer } from '../harness/server.mjs';
import { launch, visit } from './shop.mjs';

const kMostPasses = 4;
const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

let browser, server;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

// The network of a page, which can be held still: what a tap costs is counted before anybody answers it.
async function network(page) {
  const pending = new Set(); // what began before this is not in it
  let held = Promise.resolve(), release = () => undefined;
  await page.route('**/*', async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page has gone
  });
  page.on('request', (request) => { if (new URL(request.url()).pathname !== '/v1/stream') pending.add(request); }); // that one has no end
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => pending.delete(request));
  return {
    hold() { held = new Promise((done) => { release = done; }); },
    release() { release(); },
    get pending() { return pending.size; },
  };
}

/** Until nothing is drawn for some time; gives the count of what was until then. `drafts`: how often the storage was asked. */
const settled = (buyer) => buyer.element.evaluate(async (e) => {
  for (let still = 0, frames = e.stats.frames; still < 12; still++) {
    await new Promise(requestAnimationFrame);
    if (e.stats.frames !== frames) [still, frames] = [0, e.stats.frames];
  }
  return { ...e.stats, drafts: window.drafts };
});

function countDrafts() {
  window.drafts = 0;
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (key) {
    window.drafts++;
    return getItem.call(this, key);
  };
}

async function quiet(buyer, net) {
  for (;;) {
    const stats = await settled(buyer);
    if (!net.pending) return stats;
  }
}

test('no tap of a refund, nor of the sheets on its way, takes more than four passes or a second picture', async () => {
  const buyer = await visit(browser, server, { prepare: (page) => page.addInitScript(countDrafts) });
  await buyer.open();
  const net = await network(buyer.page);
  const costs = [];
  const tap = async (control) => {
    await control.waitFor();
    const before = await quiet(buyer, net);
    net.hold();
    const name = await control.evaluate((e) => {
      e.click();
      return e.textContent || e.ariaLabel;
    });
    const now = await settled(buyer);
    net.release();
    // What the storage answers is no longer the tap: it gets a picture of its own.
    costs.push({ name, frames: now.frames - before.frames - (now.drafts - before.drafts), passes: now.passes - before.passes });
  };
  const { say } = buyer;
  const close = () => buyer.element.getByRole('dialog').getByRole('button', { name: say('nav.close'), exact: true }).last();
  await tap(buyer.button(say('service.see'), false).first());
  await tap(close());
  await tap(buyer.group(say('home.orders')).getByRole('button', { name: order.orders[0].title }).first());
  await tap(buyer.button(say('nav.back')));
  await tap(buyer.group(say('home.orders')).getByRole('button', { name: order.orders[0].title }).first());
  await tap(buyer.button(say(order.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale')).first());
  await tap(buyer.button(say('wrong.unwanted'), false).first());
  await tap(buyer.button(say('form.next')).first()); // no reason yet: refused
  await tap(buyer.element.getByRole('radio').first());
  await tap(buyer.button(say('form.next')).first());
  await tap(buyer.button(say('review.why', { what: say('review.freight') })).first());
  await tap(close());
  await tap(buyer.button(say('submit.submit')).first());
  await buyer.heading(say('case.says.SUCCESS')).waitFor();
  console.log(`frames: ${costs.length} taps, at most ${Math.max(...costs.map((c) => c.passes))} passes each`);
  for (const { name, frames, passes } of costs) {
    assert.equal(frames, 1, `${name}: pictures`);
    assert.ok(passes <= kMostPasses, `${name}: ${passes} passes`);
  }
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('a finger that comes down is seen in one pass and one picture of its own', async () => {
  const buyer = await visit(browser, server);
  await buyer.open();
  const net = await network(buyer.page);
  const row = buyer.button(buyer.say('settings.title'), false);
  await row.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await row.boundingBox();
  await buyer.page.mouse.move(x + width / 2, y + height / 2);
  const before = await quiet(buyer, net);
  const shot = await buyer.page.screenshot();
  await buyer.page.mouse.down();
  const down = await settled(buyer);
  assert.deepEqual([down.frames - before.frames, down.passes - before.passes], [1, 1]);
  assert.ok(!shot.equals(await buyer.page.screenshot()));
  await buyer.page.mouse.up();
  const up = await settled(buyer);
  assert.equal(up.frames - down.frames, 1);
  assert.ok(up.passes - down.passes <= kMostPasses);
  await buyer.leave();
});

test('a thousand lines scroll one pass a picture and touch no element but those at the edges; all stay within reach', async () => {
  const buyer = await visit(browser, server, orderVisit);
  await longOrder(buyer);
  const before = await settled(buyer);
  const { frames, passes, touched, told } = await buyer.element.evaluate(async (e, from) => {
    const scroller = e.shadowRoot.querySelector('.scroller');
    const records = [];
    const observer = new MutationObserver((list) => records.push(...list));
    observer.observe(e.shadowRoot.querySelector('.tree'), { subtree: true, childList: true, attributes: true, characterData: true });
    const steps = 20;
    for (let i = 1; i <= steps; i++) {
      scroller.scrollTop = i * 97;
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    observer.disconnect();
    return {
      frames: (e.stats.frames - from.frames) / steps, passes: (e.stats.passes - from.passes) / steps, touched: records.length / steps,
      told: records.filter((r) => r.type !== 'attributes' || r.attributeName !== 'style').length,
    };
  }, before);
  console.log(`frames: a step of scrolling = ${passes} passes, ${frames} pictures, ${touched} elements clipped anew`);
  assert.deepEqual([frames, passes, told], [1, 1, 0]);
  assert.ok(touched < 8, `${touched} elements a frame`);
  const last = buyer.button(new RegExp(`^${kRows} · `), false);
  assert.equal(await last.count(), 1);
  await last.click();
  await buyer.heading(buyer.say('wrong.title')).waitFor();
  await buyer.leave();
});
