// A product page that has the panel open from the start, and its first page written by the shop's server: the buyer can use it
// before any script is there, and nothing of hers is lost when the panel takes over.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { kNow } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { startShopPage } from '../harness/shop_page.mjs';
import { sign } from '../harness/token.mjs';
import { words } from '../harness/words.mjs';
import { launch, phone } from './shop.mjs';

const kStore = { store: 's-102', item: 'i-401' }; // b-2 has not ordered there, and its agents are at work at kNow
const kOrdered = { buyer: 'b-1', store: 's-104', item: 'i-201' };

let browser, service;
const shops = [];
const origins = [];
before(async () => {
  browser = await launch();
  for (const { buyer = 'b-2', ...more } of [kStore, { ...kStore, lang: 'en' }, { ...kStore, lang: 'zh-TW', theme: 'dark' }, kOrdered]) {
    shops.push(await startShopPage(() => service, { token: () => sign(buyer), written: true, ...more }));
  }
  service = await startServer({ at: kNow, origins: shops.map(({ url }) => url) });
});
after(async () => {
  await browser?.close();
  await Promise.all(shops.map((shop) => shop.end()));
  await service?.end();
});

/** `hold`: files that do not come before `release(file)`. */
async function visit(shop, { hold = [], scripts = true, lang = 'zh-CN', dark = false } = {}) {
  const context = scripts ? await phone(browser, { lang, dark }) : await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (m) => { if (m.type() === 'error') complaints.push(m.text()); });
  page.on('pageerror', (e) => complaints.push(String(e)));
  const held = new Map();
  for (const file of hold) {
    const free = new Promise((done) => { held.set(file, done); });
    await page.route(`**/${file}`, async (route) => {
      await free;
      await route.continue();
    });
  }
  await page.addInitScript(() => {
    window.heard = [];
    for (const name of ['kefu-channel', 'kefu-close', 'kefu-error']) {
      addEventListener(name, (event) => {
        window.heard.push({ name, ...event.detail });
        if (name === 'kefu-channel') event.preventDefault(); // the shop opens its own chat
      });
    }
  });
  await page.goto(shop.url, { waitUntil: 'commit' });
  const element = page.locator('kefu-panel');
  await element.locator('.wait .row').first().waitFor();
  if (scripts) await page.waitForFunction(() => performance.getEntriesByType('resource').some((r) => r.name.endsWith('/first.js'))); // and run
  return {
    page, element, complaints, say: words(lang),
    best: element.locator('.best .row'),
    release: (file) => held.get(file)(),
    heard: (name) => page.evaluate((n) => window.heard.filter((h) => h.name === n), name),
    /** The panel has come, and made the first page its own. */
    taken: () => page.waitForFunction(() => !document.querySelector('kefu-panel').shadowRoot.querySelector('.panel link')),
    async painted() {
      await element.locator('.painted').waitFor({ state: 'attached' });
      await element.locator('.wait').waitFor({ state: 'detached' });
    },
    focused: () => element.evaluate((e) => e.shadowRoot.activeElement?.textContent),
    leave: () => context.close(),
  };
}

// Every element of the first page: what it is, where it leads, where it is and how it looks.
const look = (buyer) => buyer.element.evaluate((e) => [...e.shadowRoot.querySelectorAll('.wait, .wait *')].map((node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  const { color, backgroundColor, font } = getComputedStyle(node);
  const attributes = [...node.attributes].filter(({ name, value }) => name !== 'data-channel' && (value || name !== 'class')).map(({ name, value }) => `${name}=${value}`).sort();
  return { kind: node.localName, attributes, text: node.textContent, box: [x, y, width, height], color, backgroundColor, font };
}));

describe('a written first page', { concurrency: 2 }, () => {
  test('leads to the best channel without any script', async () => {
    const buyer = await visit(shops[0], { scripts: false });
    await buyer.element.getByRole('dialog').getByRole('heading', { name: buyer.say('home.title'), exact: true }).waitFor();
    const link = buyer.element.getByRole('link', { name: buyer.say('home.best') });
    assert.match(await link.getAttribute('href'), /^https:/);
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
    const { x, width, height } = await link.boundingBox();
    assert.ok(x >= 16 && x + width <= 374 && height >= 44, `${[x, width, height]}`);
    await link.click({ trial: true });
    await buyer.leave();
  });

  for (const [i, lang, dark] of [[0, 'zh-CN', false], [0, 'zh-CN', true], [1, 'en', false], [2, 'zh-TW', false], [3, 'zh-CN', false]]) {
    test(`is the panel’s own one, element by element: ${lang}${dark ? ', dark' : ''}, ${i === 3 ? 'with orders' : 'without'}`, async () => {
      const buyer = await visit(shops[i], { hold: ['panel.js', 'core.wasm'], lang, dark });
      const written = await look(buyer);
      await buyer.element.evaluate((e) => {
        window.rewritten = new Promise((done) => { new MutationObserver(() => done()).observe(e.shadowRoot.querySelector('.wait'), { childList: true }); });
      });
      buyer.release('panel.js');
      await buyer.page.evaluate(() => window.rewritten);
      await buyer.taken();
      assert.ok(written.length > 10);
      assert.deepEqual(await look(buyer), written);
      buyer.release('core.wasm');
      await buyer.painted();
      assert.deepEqual(buyer.complaints, [], 'a strict policy has nothing to say');
      assert.deepEqual(await buyer.heard('kefu-error'), []);
      await buyer.leave();
    });
  }

  test('tells the shop of a channel before the panel is there, and once after', async () => {
    const buyer = await visit(shops[0], { hold: ['kefu.js', 'core.wasm'] });
    const href = await buyer.best.getAttribute('href');
    await buyer.best.click();
    assert.deepEqual(await buyer.heard('kefu-channel'), [{ name: 'kefu-channel', channel: 'store_agent', href }]);
    buyer.release('kefu.js');
    await buyer.taken();
    await buyer.element.locator('.best .row:not([data-channel])').click();
    assert.equal((await buyer.heard('kefu-channel')).length, 2);
    assert.equal(buyer.page.context().pages().length, 1, 'no page beside the shop’s own chat');
    await buyer.leave();
  });

  test('does what only the panel can do as soon as it is there', async () => {
    const buyer = await visit(shops[3], { hold: ['kefu.js'] });
    const row = buyer.element.getByRole('button', { name: buyer.say('channel.self_service') });
    await row.click();
    assert.equal(await row.getAttribute('aria-busy'), 'true');
    buyer.release('kefu.js');
    await buyer.element.getByRole('heading', { name: buyer.say('order.title'), exact: true }).waitFor();
    await buyer.leave();
  });

  test('keeps the focus on its control, to the canvas', async () => {
    const buyer = await visit(shops[0], { hold: ['panel.js', 'core.wasm'] });
    await buyer.best.focus();
    const name = buyer.say('channel.store_agent');
    buyer.release('panel.js');
    await buyer.taken();
    assert.match(await buyer.focused(), new RegExp(name));
    buyer.release('core.wasm');
    await buyer.painted();
    assert.match(await buyer.focused(), new RegExp(name));
    await buyer.page.keyboard.press('Escape');
    await buyer.page.getByRole('button', { name: '联系客服', exact: true }).click();
    await buyer.element.getByRole('heading', { name: buyer.say('home.title'), exact: true }).waitFor();
    await buyer.leave();
  });

  test('can be closed before the panel is there, and opened after', async () => {
    const buyer = await visit(shops[0], { hold: ['kefu.js'] });
    await buyer.element.getByRole('button', { name: buyer.say('nav.close') }).click();
    assert.equal(await buyer.best.isVisible(), false);
    buyer.release('kefu.js');
    await buyer.page.getByRole('button', { name: '联系客服', exact: true }).click();
    await buyer.painted();
    await buyer.element.getByRole('heading', { name: buyer.say('home.title'), exact: true }).waitFor();
    await buyer.leave();
  });

  test('stays where the service is slow', async () => {
    const buyer = await visit(shops[0], { hold: ['context*', 'core.wasm'] });
    await buyer.taken();
    await buyer.page.waitForTimeout(300); // longer than an answer that comes at once (start.ts)
    await buyer.best.click({ trial: true });
    assert.equal(await buyer.element.getByRole('status').filter({ hasText: '…' }).count(), 0, 'no page of waiting');
    await buyer.leave();
  });

  test('has nothing that axe complains of', async () => {
    const buyer = await visit(shops[0], { hold: ['kefu.js'] });
    await buyer.page.evaluate(readFileSync(`${kRoot}node_modules/axe-core/axe.min.js`, 'utf8'));
    const found = await buyer.page.evaluate(async () => (await globalThis.axe.run({ exclude: ['#product'] }, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }))
      .violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html)}`));
    assert.deepEqual(found, []);
    await buyer.leave();
  });
});
