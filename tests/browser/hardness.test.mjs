// What a buyer is left with when a browser, a shop's policy or the way to the service fails: a usable panel, the plain page,
// or a sentence with ways to people; and what the shop hears of it: one `kefu-error` with a code that never changes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { alike } from './pixels.mjs';
import { inShop, kStanding } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const kChannels = { store: kDirect, item: 'i-301' };
const provoked = new Set();

const shop = inShop(undefined, kStanding);

// `script` runs in the page before anything else; `wire` breaks the way to the service.
async function visitBroken({ script, wire, ...options }) {
  const buyer = await shop.visit({ ...options, prepare: async (page) => {
    await page.addInitScript(() => {
      window.heard = [];
      for (const name of ['kefu-error', 'kefu-ready', 'kefu-mode']) {
        addEventListener(name, (e) => window.heard.push(`${name} ${e.detail.code ?? e.detail.mode}`), true);
      }
    });
    if (script) await page.addInitScript(script);
    await wire?.(page);
  } });
  const heard = () => buyer.page.evaluate(() => window.heard);
  return Object.assign(buyer, {
    heard,
    /** Exactly that, once. */
    async complains(code) {
      assert.deepEqual((await heard()).filter((h) => h.startsWith('kefu-error')), [`kefu-error ${code}`]);
      provoked.add(code);
    },
    mode: () => buyer.element.evaluate((e) => e.shadowRoot.querySelector('.panel').className.match(/plain|painted/)?.[0]),
    /** From Home to an order and back: what is shown can be used. */
    async isUsable(mode) {
      await buyer.painted(); // by then nothing of the first page is left
      await buyer.heading(buyer.say('home.title')).waitFor();
      assert.equal(await buyer.mode(), mode);
      await buyer.toOrder(order);
      await buyer.page.keyboard.press('Escape');
      await buyer.heading(buyer.say('home.title')).waitFor();
    },
    sentence: (words) => buyer.element.getByRole('status').filter({ hasText: words }).waitFor(),
  });
}

// Several at a time: most of it is waiting.
describe('a buyer is left with', { concurrency: 3 }, () => {
  test('no WebGL: the plain page', async () => {
    const buyer = await visitBroken({ script: () => {
      const { getContext } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === '2d' ? getContext.call(this, kind, ...more) : null; };
    } });
    await buyer.launcher.click();
    await buyer.isUsable('plain');
    await buyer.complains('WEBGL_REFUSED');
    assert.ok((await buyer.heard()).includes('kefu-ready plain'));
    await buyer.leave();
  });

  // Keeps the panel's context where the test can lose it.
  function keepContext() {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
      const context = getContext.call(this, kind, ...more);
      if (kind === 'webgl') window.gpu = context.getExtension('WEBGL_lose_context');
      return context;
    };
  }

  // The panel from its top, without a focus ring, once its product pictures have come.
  async function picture(buyer) {
    await buyer.element.evaluate((e) => {
      e.shadowRoot.activeElement?.blur();
      e.shadowRoot.querySelector('.scroller').scrollTop = 0;
    });
    return buyer.still();
  }

  test('the context is lost for long: the plain page, and when it returns the same picture, with the focus where it was', async () => {
    const buyer = await visitBroken({ script: keepContext });
    await buyer.open();
    const row = buyer.group(buyer.say('home.orders')).getByRole('button').first();
    await row.waitFor();
    const before = await picture(buyer);
    await buyer.page.evaluate(() => window.gpu.loseContext());
    await buyer.page.locator('.panel.plain').waitFor();
    await buyer.isUsable('plain');
    await buyer.complains('WEBGL_LOST');
    await row.focus();
    await buyer.page.evaluate(() => window.gpu.restoreContext());
    await buyer.page.locator('.panel.painted').waitFor();
    assert.ok(await row.evaluate((e) => e.getRootNode().activeElement === e));
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas', 'kefu-error WEBGL_LOST', 'kefu-mode plain', 'kefu-mode canvas']);
    assert.ok(alike(before, await picture(buyer)), 'what was painted before');
    await buyer.leave();
  });

  test('the context is lost for a moment: nobody is told, and the picture is the same', async () => {
    const buyer = await visitBroken({ script: keepContext });
    await buyer.open();
    const before = await picture(buyer);
    await buyer.page.evaluate(() => new Promise((done) => {
      const canvas = document.querySelector('kefu-panel').shadowRoot.querySelector('.inner canvas');
      canvas.addEventListener('webglcontextrestored', () => requestAnimationFrame(() => requestAnimationFrame(done)));
      canvas.addEventListener('webglcontextlost', () => setTimeout(() => window.gpu.restoreContext()));
      window.gpu.loseContext();
    }));
    assert.ok(alike(before, await picture(buyer)), 'what was painted before');
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas']);
    await buyer.leave();
  });

  const falsifications = {
    'adds noise to pixels': () => {
      const { getImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.getImageData = function (...box) {
        const image = getImageData.apply(this, box);
        for (let i = 0; i < image.data.length; i++) image.data[i] += Math.random() * 40 - 20;
        return image;
      };
    },
    'reads other pixels each time': () => {
      const { getImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.getImageData = function (...box) {
        const image = getImageData.apply(this, box);
        for (let i = 0; i < image.data.length; i++) image.data[i] ^= Math.random() < 0.1 ? 1 : 0;
        return image;
      };
    },
    'measures no text': () => {
      CanvasRenderingContext2D.prototype.measureText = () => ({
        width: 0, actualBoundingBoxLeft: 0, actualBoundingBoxRight: 0, actualBoundingBoxAscent: 0, actualBoundingBoxDescent: 0,
      });
    },
    'draws no text': () => { CanvasRenderingContext2D.prototype.fillText = () => undefined; },
  };
  for (const [what, script] of Object.entries(falsifications)) {
    test(`a browser that ${what}: the plain page`, async () => {
      const buyer = await visitBroken({ script });
      await buyer.launcher.click();
      await buyer.isUsable('plain');
      await buyer.complains('READBACK_FALSIFIED');
      await buyer.leave();
    });
  }

  test('colours forced by the system: the plain page at once and back, and nobody calls it an error', async () => {
    const buyer = await visitBroken({});
    await buyer.open();
    await buyer.page.emulateMedia({ forcedColors: 'active' });
    await buyer.page.locator('.panel.plain').waitFor();
    await buyer.isUsable('plain');
    await buyer.page.emulateMedia({ forcedColors: 'none' });
    await buyer.page.locator('.panel.painted').waitFor();
    await buyer.isUsable('painted');
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas', 'kefu-mode plain', 'kefu-mode canvas']);
    await buyer.leave();
  });

  // The service's own ranking of this store's channels, as the plain links that the buyer gets.
  async function channels(say) {
    const lin = shop.server.as('b-1');
    const { now, store, trades } = (await lin.get(`/v1/context?${new URLSearchParams(kChannels)}`)).json;
    const trade = trades.find((t) => t.orders.some((line) => line.item_id === kChannels.item)); // what her page is about
    const { routes } = (await lin.post('/v1/locate', { now, store, trade, case: null, page: 'ITEM_DETAIL', intent: 'GENERAL',
      actor: 'BUYER', policy: store.policy })).json;
    return routes.filter((r) => r.enabled && r.action?.href).map((r) => [say(`channel.${r.channel}`), r.action.href]);
  }
  async function offersChannels(buyer) {
    const links = buyer.element.getByRole('link');
    await links.first().waitFor();
    const offered = await links.evaluateAll((all) => all.map((a) => [a.lastChild.textContent, a.getAttribute('href')]));
    assert.deepEqual(offered, await channels(buyer.say));
    assert.ok(offered.length >= 2);
  }

  test('a policy that refuses WebAssembly: a sentence, no vain retry, and the store’s channels as links in their order', async () => {
    const buyer = await visitBroken({ wire: (page) => page.route(`${shop.server.url}/?*`, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      headers['content-security-policy'] = headers['content-security-policy'].replace(" 'wasm-unsafe-eval'", '');
      await route.fulfill({ response, headers });
    }) });
    await buyer.launcher.click();
    await buyer.sentence('请用其他方式联系客服');
    await offersChannels(buyer);
    assert.equal(await buyer.button('重试').count(), 0);
    await buyer.complains('WASM_REFUSED');
    await buyer.page.keyboard.press('Escape');
    await buyer.launcher.waitFor();
    await buyer.leave();
  });

  for (const [what, answer, script] of [
    ['is missing', (route) => route.fulfill({ status: 404 })],
    ['does not come in time', () => undefined, () => {
      // The module's patience alone runs a hundred times as fast; the sentences may take their time.
      const { timeout } = AbortSignal, { fetch } = window, patience = new WeakMap();
      AbortSignal.timeout = (ms) => {
        const signal = timeout.call(AbortSignal, ms);
        patience.set(signal, ms);
        return signal;
      };
      window.fetch = (what, options) => fetch(what, String(what).endsWith('/core.wasm')
        ? { ...options, signal: timeout.call(AbortSignal, patience.get(options.signal) / (window.patient ? 1 : 100)) } : options);
    }],
  ]) {
    test(`the module ${what}: a sentence and the channels; another try opens the panel`, async () => {
      const buyer = await visitBroken({ script, wire: (page) => page.route('**/core.wasm', answer) });
      await buyer.launcher.click();
      await buyer.sentence('请用其他方式联系客服');
      await offersChannels(buyer);
      await buyer.complains('WASM_LOAD_FAILED');
      await buyer.page.unroute('**/core.wasm');
      await buyer.page.evaluate(() => { window.patient = true; });
      await buyer.tap('重试');
      await buyer.isUsable('painted');
      await buyer.leave();
    });
  }

  test('the module stops: a sentence and the channels; another try starts it anew', async () => {
    const buyer = await visitBroken({ script: () => {
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...args) => {
        const { exports } = await instantiate(...args);
        const panel_frame = (now) => {
          if (window.trap) throw new WebAssembly.RuntimeError('unreachable');
          return exports.panel_frame(now);
        };
        return { exports: { ...exports, panel_frame } };
      };
    } });
    await buyer.open();
    await buyer.button(buyer.say('settings.title'), false).evaluate((row) => {
      window.trap = true;
      row.click();
    });
    await buyer.sentence('请用其他方式联系客服');
    await offersChannels(buyer);
    await buyer.complains('CORE_STOPPED');
    await buyer.page.evaluate(() => { window.trap = false; });
    await buyer.tap('重试');
    await buyer.isUsable('painted');
    await buyer.leave();
  });

  for (const [what, answer] of [
    ['is missing', { status: 404 }],
    ['is a page of the shop’s', { status: 200, contentType: 'text/html', body: '<!doctype html><title>商品</title>' }],
    ['has no sentences', { status: 200, contentType: 'application/json', body: '[]' }],
  ]) {
    test(`the Chinese locale ${what}: the panel speaks English`, async () => {
      const buyer = await visitBroken({ lang: 'en', wire: (page) => page.route('**/locales/zh-CN.json', (route) => route.fulfill(answer)) });
      await buyer.element.evaluate((e) => { e.lang = 'zh-CN'; });
      await buyer.button('联系客服').click();
      await buyer.isUsable('painted');
      await buyer.complains('LOCALE_FAILED');
      await buyer.leave();
    });
  }

  test('no locale at all: a sentence, the channels, and another try', async () => {
    const buyer = await visitBroken({ wire: (page) => page.route('**/locales/*.json', (route) => route.abort()) });
    await buyer.launcher.click();
    await buyer.sentence('请用其他方式联系客服');
    await buyer.element.getByRole('link').first().waitFor(); // under their addresses
    await buyer.complains('LOCALE_FAILED');
    await buyer.page.unroute('**/locales/*.json');
    await buyer.tap('重试');
    await buyer.isUsable('painted');
    await buyer.leave();
  });

  test('the service answers with a page instead of JSON: the panel says so, and another try is enough', async () => {
    const buyer = await visitBroken({ wire: (page) => page.route('**/v1/context*', (route) => route.fulfill({
      status: 200, contentType: 'text/html', body: '<!doctype html><title>502</title>' })) });
    await buyer.open();
    await buyer.text(buyer.say('trouble.server')).first().waitFor();
    await buyer.complains('INVALID_JSON');
    await buyer.page.unroute('**/v1/context*');
    await buyer.tap(buyer.say('trouble.retry'));
    await buyer.isUsable('painted');
    await buyer.leave();
  });

  for (const [what, script] of [
    ['cannot be had', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })],
    ['is full', () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }],
  ]) {
    test(`a storage that ${what}: what the buyer wrote is still there when she comes back to it`, async () => {
      const buyer = await visitBroken({ script });
      await buyer.open();
      await buyer.toOrder(order);
      await buyer.toForm(order, 'unwanted');
      const field = buyer.element.getByRole('textbox').first();
      await field.fill('不想要了，谢谢');
      await buyer.page.keyboard.press('Escape');
      await buyer.heading(buyer.say('wrong.title')).waitFor();
      await buyer.tap(buyer.say('wrong.unwanted'), false);
      await field.waitFor();
      await buyer.page.waitForFunction((e) => e.value === '不想要了，谢谢', await field.elementHandle());
      await buyer.complains('STORAGE_REFUSED');
      await buyer.leave();
    });
  }

  test('the panel’s script does not come: the launcher is there for another try', async () => {
    const buyer = await visitBroken({ wire: (page) => page.route('**/panel.js', (route) => route.abort()) });
    await buyer.launcher.click();
    await buyer.page.waitForFunction(() => window.heard.length > 0);
    await buyer.complains('PANEL_LOAD_FAILED');
    await buyer.launcher.waitFor();
    await buyer.leave();
  });

  test('an element that names no store says so', async () => {
    const buyer = await visitBroken({});
    await buyer.element.evaluate((e) => e.removeAttribute('store'));
    await buyer.launcher.click();
    await buyer.text(buyer.say('trouble.unknown_store')).first().waitFor();
    await buyer.complains('INVALID_CONFIG');
    await buyer.leave();
  });
});

test('every code that the sources name was provoked here', () => {
  const named = readFileSync(`${kRoot}web/codes.ts`, 'utf8').match(/(?<=^ {2}\| ')\w+/gm);
  assert.deepEqual([...provoked].sort(), named.sort());
});
