// The first second: what a buyer sees and can do before the canvas is there, and that nothing moves when it comes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../harness/server.mjs';
import { launch, visit } from './shop.mjs';

// Each kind of store, with a buyer who has ordered there or has not.
const kStores = [['b-1', 'i-301'], ['b-2', 'i-301'], ['b-2', 'i-101'], ['b-2', 'i-401'], ['b-1', 'i-201'], ['b-1', 'i-501'], ['b-1', 'i-601'], ['b-1', 'i-701']];
const kLinked = { buyer: 'b-2', item: 'i-401' }; // she has not ordered there: the best channel is a link, at any hour

let browser, server;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

// The module waits until `release`; every request of the page is in `asked`.
async function visitEarly(options = {}) {
  const asked = [];
  let release;
  const held = new Promise((done) => { release = done; });
  const buyer = await visit(browser, server, { ...options, prepare: async (page) => {
    page.on('request', (r) => asked.push(new URL(r.url()).pathname));
    await page.route('**/core.wasm', async (route) => {
      await held;
      await route.continue();
    });
    await options.prepare?.(page);
  } });
  return Object.assign(buyer, {
    asked, release,
    /** The plain page is there, the canvas is not. */
    async early() {
      await buyer.launcher.click();
      await buyer.element.locator('.wait .best').waitFor();
      assert.equal(await buyer.element.locator('.painted').count(), 0);
    },
    async replaced() {
      release();
      await buyer.element.locator('.wait').waitFor({ state: 'detached' });
      await buyer.painted();
    },
  });
}

describe('before the canvas is there', { concurrency: 2 }, () => {
  test('the best channel’s link can be pressed, and the shop may open its chat itself', async () => {
    const buyer = await visitEarly(kLinked);
    await buyer.early();
    await buyer.page.evaluate(() => addEventListener('kefu-channel', (event) => {
      window.told = event.detail;
      event.preventDefault();
    }));
    const best = buyer.element.getByRole('link', { name: buyer.say('home.best') });
    const href = await best.getAttribute('href');
    await best.click();
    const told = await buyer.page.evaluate(() => window.told);
    assert.equal(told.href, href);
    assert.equal(await best.evaluate((a) => a.lastChild.textContent), buyer.say(`channel.${told.channel}`));
    assert.equal(buyer.page.context().pages().length, 1, 'no page beside the shop’s own chat');
    await buyer.leave();
  });

  for (const [who, item] of kStores) {
    test(`of ${item}, for ${who}: the plain page says what the canvas will, in the same places`, async () => {
      const buyer = await visitEarly({ buyer: who, item });
      await buyer.early();
      // The heading, the buttons of header and store, and the best channel's card: its name, where it leads, its place.
      const look = (best) => buyer.element.evaluate((e, { best, close, store }) => {
        const inside = e.shadowRoot.querySelector('.wait') ?? e.shadowRoot.querySelector('.tree');
        const card = inside.querySelector('.best') ?? [...inside.querySelectorAll('[role=group]')].find((g) => g.ariaLabel === best);
        const go = card.querySelector('a,button');
        // A group over the canvas has no box of its own: its caption tells where it is.
        const caption = [...card.querySelectorAll('small,p')].find((p) => p.textContent === best).getBoundingClientRect();
        const buttons = [...inside.querySelectorAll('a,button')];
        const box = (name) => {
          const { x, y, width, height } = buttons.find((c) => (c.ariaLabel ?? c.textContent).startsWith(name)).getBoundingClientRect();
          return [x, y, width, height];
        };
        return {
          title: inside.querySelector('h1').textContent,
          best: (card.querySelector('h2') ?? go.lastChild).textContent,
          href: go.getAttribute('href'),
          places: { close: box(close), store: box(store), best: [caption.x, caption.y] },
          names: buttons.map((c) => c.ariaLabel ?? c.lastChild.textContent),
        };
      }, best);
      const asked = { best: buyer.say('home.best'), close: buyer.say('nav.close'), store: await buyer.element.locator('header > small').textContent() };
      const before = await look(asked);
      await buyer.replaced();
      const now = await look(asked);
      assert.deepEqual([before.title, before.best, before.href], [now.title, now.best, now.href]);
      for (const [what, place] of Object.entries(before.places)) {
        const moved = Math.max(...place.map((n, i) => Math.abs(n - now.places[what][i])));
        assert.ok(moved <= 1, `${what} moved by ${moved} px: ${place} → ${now.places[what]}`);
      }
      const gone = before.names.filter((name) => name !== before.best && !now.names.some((other) => other.startsWith(name)));
      assert.deepEqual(gone, [], 'no control that the panel does not have');
      await buyer.leave();
    });
  }

  test('the focus stays on the control that it was on', async () => {
    const buyer = await visitEarly(kLinked);
    await buyer.early();
    const early = buyer.element.getByRole('link', { name: buyer.say('home.best') });
    const href = await early.getAttribute('href');
    await early.focus();
    await buyer.replaced();
    const best = buyer.group(buyer.say('home.best')).getByRole('link');
    assert.equal(await best.getAttribute('href'), href);
    assert.ok(await best.evaluate((a) => a.getRootNode().activeElement === a));
    await buyer.page.keyboard.press('Escape');
    await buyer.launcher.waitFor();
    await buyer.leave();
  });

  test('what only the panel can do is done as soon as it is there', async () => {
    const buyer = await visitEarly({ buyer: 'b-1', item: 'i-201' }); // the best channel is her order, which is on its way
    await buyer.early();
    await buyer.element.getByRole('button', { name: buyer.say('channel.self_service') }).click();
    await buyer.replaced();
    await buyer.heading(buyer.say('order.title')).waitFor();
    await buyer.leave();
  });

  test('an answer that comes after the canvas is the panel’s own', async () => {
    let answer;
    const late = new Promise((done) => { answer = done; });
    const buyer = await visitEarly({ ...kLinked, prepare: (page) => page.route('**/v1/context*', async (route) => {
      await late;
      await route.continue();
    }) });
    buyer.release();
    await buyer.launcher.click();
    await buyer.element.locator('.wait').waitFor({ state: 'detached' });
    const told = buyer.page.waitForResponse('**/v1/context*');
    answer();
    await told;
    await buyer.heading(buyer.say('home.title')).waitFor();
    await buyer.group(buyer.say('home.best')).getByRole('link').click({ trial: true }); // under nothing
    assert.equal(buyer.asked.filter((p) => p === '/v1/context').length, 1);
    assert.equal(await buyer.element.locator('.wait').count(), 0);
    await buyer.leave();
  });

  test('it can be closed, and opened again', async () => {
    const buyer = await visitEarly(kLinked);
    await buyer.early();
    await buyer.button(buyer.say('nav.close')).click();
    await buyer.launcher.waitFor();
    buyer.release();
    await buyer.open();
    await buyer.leave();
  });
});

test('one opening asks for the context once, and for the files once', async () => {
  const buyer = await visitEarly({ buyer: 'b-1', item: 'i-301' });
  buyer.release();
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  const times = (path) => buyer.asked.filter((p) => p === path).length;
  assert.equal(times('/v1/context'), 1);
  assert.equal(times('/v1/locate'), 0, 'the context says whom to ask first');
  assert.equal(times('/dist/locales/zh-CN.json'), 1);
  await buyer.leave();
});

test('until the buyer shows intent the page carries the launcher alone; entering it asks nobody about her', async () => {
  const buyer = await visit(browser, server, { prepare: async (page) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0; // a page that is never idle
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });
    });
  } });
  const asked = [];
  buyer.page.on('request', (r) => asked.push(new URL(r.url()).pathname));
  const loaded = () => buyer.page.evaluate(() => performance.getEntriesByType('resource').map((r) => new URL(r.name).pathname).filter((p) => /^\/(dist|v1)\//.test(p)));
  await buyer.page.waitForLoadState('networkidle');
  assert.deepEqual(await loaded(), ['/dist/kefu.js']);
  const shift = await buyer.page.evaluate(() => window.shift);
  await buyer.launcher.hover();
  await buyer.page.waitForFunction(() => performance.getEntriesByType('resource').some((r) => r.name.endsWith('/core.wasm')));
  await buyer.page.waitForLoadState('networkidle');
  assert.deepEqual((await loaded()).sort(), ['/dist/core.wasm', '/dist/kefu.js', '/dist/locales/zh-CN.json', '/dist/panel.js']);
  asked.length = 0;
  await buyer.open();
  assert.deepEqual(asked.filter((p) => p.startsWith('/dist/') && p !== '/dist/stream.js'), [], 'all was there');
  assert.equal(await buyer.page.evaluate(() => window.shift), shift, 'the panel moves nothing of the shop’s page');
  await buyer.leave();
});

test('the page’s own timeline tells how long the buyer waited', async () => {
  const buyer = await visitEarly({ ...kLinked });
  buyer.release();
  await buyer.open();
  await buyer.element.locator('.wait').waitFor({ state: 'detached' });
  const measures = await buyer.page.evaluate(() => performance.getEntriesByType('measure').map((m) => m.name));
  assert.deepEqual(measures, ['kefu-plain', 'kefu-canvas']);
  await buyer.leave();
});
