// The panel in a page that is the shop's: what the shop sets and what it hears, and nothing of its styles.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { sign } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';
import { words } from '../harness/words.mjs';
import { alike } from './pixels.mjs';
import { inShop, kStanding } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const shop = inShop(undefined, kStanding);

test('attributes and properties are one, also those that were set before the script had come', async () => {
  const buyer = await shop.visit({ prepare: (page) => page.addInitScript(() => {
    document.addEventListener('readystatechange', () => { // interactive: parsed, but no module script has run
      if (document.readyState !== 'interactive') return;
      const early = document.createElement('kefu-panel');
      early.id = 'early';
      Object.assign(early, { store: 's-101', offset: '7 9', badge: 3, getToken: async () => 'asked' });
      window.unknown = !customElements.get('kefu-panel');
      document.body.append(early);
    });
  }) });
  const [unknown, early, theirs] = await buyer.page.evaluate(async () => {
    const e = document.getElementById('early');
    const { store, offset, badge, theme } = e;
    const before = [store, e.getAttribute('store'), offset, e.getAttribute('badge'), badge, theme, await e.getToken()];
    e.theme = 'dark';
    e.setAttribute('page', 'CART');
    e.badge = null;
    return [window.unknown, before, [e.getAttribute('theme'), e.page, e.hasAttribute('badge')]];
  });
  assert.equal(unknown, true);
  assert.deepEqual(early, ['s-101', 's-101', '7 9', '3', '3', null, 'asked']);
  assert.deepEqual(theirs, ['dark', 'CART', false]);
  await buyer.leave();
});

test('the shop changes theme and language while the panel is open: at once', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  const light = await buyer.still();
  await buyer.element.evaluate((e) => { e.theme = 'dark'; });
  const page = () => buyer.element.evaluate((e) => getComputedStyle(e.shadowRoot.querySelector('.panel')).backgroundColor);
  await until('the dark', async () => (await page()) === 'rgb(23, 24, 27)');
  await buyer.element.evaluate((e) => { e.theme = 'light'; });
  await until('the same picture', async () => alike(light, await buyer.page.screenshot()));
  await buyer.element.evaluate((e) => { e.lang = 'en'; });
  await buyer.heading(words('en')('home.title')).waitFor();
  await buyer.leave();
});

test('the shop hears what happens, and may open a channel itself', async () => {
  const buyer = await shop.visit({ prepare: (page) => page.addInitScript(() => {
    window.heard = [];
    for (const name of ['kefu-open', 'kefu-ready', 'kefu-screen', 'kefu-channel', 'kefu-close']) {
      addEventListener(name, (e) => {
        window.heard.push([name, e.detail?.mode ?? e.detail?.place ?? e.detail?.channel ?? null]);
        if (name === 'kefu-channel' && window.own) e.preventDefault();
      });
    }
  }) });
  await buyer.open();
  await buyer.toOrder(order);
  const link = buyer.element.getByRole('link').first();
  const opened = [];
  buyer.page.context().on('page', (p) => opened.push(p));
  await buyer.page.evaluate(() => { window.own = true; });
  await link.click();
  await buyer.page.waitForFunction(() => window.heard.at(-1)[0] === 'kefu-channel');
  await buyer.page.evaluate(() => { window.own = false; });
  const popup = buyer.page.context().waitForEvent('page');
  await link.click();
  await popup;
  assert.equal(opened.length, 1, 'the first was the shop’s own affair');
  await buyer.element.evaluate((e) => e.close());
  const heard = await buyer.page.evaluate(() => window.heard);
  const channel = heard.find(([name]) => name === 'kefu-channel')[1];
  assert.deepEqual(heard, [['kefu-open', null], ['kefu-screen', 'home'], ['kefu-ready', 'canvas'],
    ['kefu-screen', 'order'], ['kefu-channel', channel], ['kefu-channel', channel], ['kefu-close', null]]);
  await buyer.leave();
});

test('the shop hears of every screen by a name that no language changes, and its title', async () => {
  const buyer = await shop.visit({ prepare: (page) => page.addInitScript(() => {
    window.screens = [];
    addEventListener('kefu-screen', (e) => window.screens.push([e.detail.place, e.detail.title]));
  }) });
  await buyer.page.route('**/v1/context*', (route) => route.abort('connectionrefused'));
  await buyer.launcher.click();
  await buyer.heading(buyer.say('trouble.offline')).waitFor();
  await buyer.page.unroute('**/v1/context*');
  await buyer.tap(buyer.say('trouble.retry'));
  await buyer.element.getByRole('button', { name: new RegExp(buyer.say('home.all_orders.other', { n: '\\d+' })) }).click();
  await buyer.title(buyer.say('home.orders')).waitFor();
  await buyer.page.keyboard.press('Escape');
  await buyer.heading(buyer.say('home.title')).waitFor();
  await buyer.toRefund(order);
  await buyer.element.evaluate((e) => { e.lang = 'en'; }); // another language is no other screen
  const say = words('en');
  await buyer.button(say('submit.submit')).click();
  await buyer.heading(say('case.says.SUCCESS')).waitFor();
  const screens = await buyer.page.evaluate(() => window.screens);
  if (screens[0][0] === 'home') screens.shift(); // the module was there before the answer that failed
  assert.deepEqual(screens.map(([place]) => place), ['trouble', 'home', 'orders', 'home', 'order', 'wrong', 'form', 'review', 'case']);
  assert.deepEqual([screens[4][1], screens[8][1]], [buyer.say('order.title'), say('case.title')]);
  await buyer.leave();
});

test('a buyer who has to sign in: the shop is asked for her token again, unless it takes that into its own hands', async () => {
  const buyer = await shop.visit({ buyer: 'none', prepare: (page) => page.addInitScript(() => {
    window.heard = 0;
    addEventListener('kefu-sign-in', (e) => {
      window.heard++;
      if (window.own) e.preventDefault();
    });
  }) });
  const token = sign('b-1');
  await buyer.element.evaluate((e, token) => {
    window.asked = 0;
    window.own = true;
    e.getToken = async () => (++window.asked > window.refusals ? token : null);
    window.refusals = Infinity;
  }, token);
  await buyer.launcher.click();
  await buyer.painted(); // the first page is gone, which would take a token by itself
  const signIn = buyer.button(buyer.say('trouble.sign_in'));
  const heard = (times) => buyer.page.waitForFunction((n) => window.heard === n, times);
  await signIn.click();
  await heard(1);
  const asked = () => buyer.page.evaluate(() => window.asked);
  const before = await asked();
  await signIn.click();
  await heard(2);
  assert.equal(await asked(), before);
  await buyer.page.evaluate(() => { window.own = false; window.refusals = 0; });
  await signIn.click();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await buyer.leave();
});

// What shops do to everything on their pages.
function unset() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*{all:unset!important;text-transform:uppercase!important;letter-spacing:9px!important}');
  document.adoptedStyleSheets = [sheet];
}
function hostile() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*,:root{text-transform:uppercase;letter-spacing:9px;word-spacing:9px;text-indent:30px;line-height:3;white-space:pre;
    text-align:end;font:italic 700 30px/2 serif;color:red;cursor:wait;visibility:hidden;pointer-events:none;user-select:none;word-break:break-all;
    text-shadow:2px 2px red;font-feature-settings:"smcp";-webkit-text-stroke:2px red;list-style:square;quotes:none;tab-size:9} body{overflow:clip;width:100vw}`); // no wider than the window: screenshots would be cut elsewhere
  document.adoptedStyleSheets = [sheet];
  document.documentElement.dir = 'rtl';
}
for (const mode of ['canvas', 'plain']) {
  test(`nothing of the shop’s styles and direction reaches the panel: ${mode}`, async () => {
    const pictures = [];
    for (const style of [() => undefined, hostile, unset]) {
      const buyer = await shop.visit();
      await buyer.page.evaluate(style);
      if (mode === 'plain') await buyer.page.emulateMedia({ forcedColors: 'active' });
      await buyer.launcher.click();
      await buyer.painted();
      await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
      await buyer.page.waitForLoadState('networkidle');
      await buyer.element.evaluate(async (e) => {
        e.shadowRoot.activeElement?.blur();
        await Promise.all([...e.shadowRoot.querySelectorAll('img')].map((image) => image.decode()));
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      });
      pictures.push(await buyer.still());
      await buyer.leave();
    }
    const [plain, ...styled] = pictures;
    for (const picture of styled) assert.ok(alike(plain, picture));
  });
}

// The element in a box that would hold what it holds, and a cover over everything.
const confine = (e) => {
  const box = document.createElement('div');
  const cover = document.createElement('div');
  Object.assign(box.style, { position: 'relative', zIndex: 0, width: '9px', height: '9px', overflow: 'hidden', transform: 'translateZ(0)', contain: 'paint', filter: 'blur(2px)', opacity: 0.5 });
  Object.assign(cover.style, { position: 'fixed', inset: 0, zIndex: 2147483647, background: 'red' });
  document.body.append(box, cover);
  box.append(e);
};
const settled = async (buyer) => {
  await buyer.heading(buyer.say('home.title')).waitFor();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  await buyer.page.waitForLoadState('networkidle');
};

test('no box around the element and nothing above it in the page holds the open panel back', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await settled(buyer);
  const free = await buyer.still();
  await buyer.element.evaluate(confine);
  await until('the same picture', async () => alike(free, await buyer.page.screenshot()));
  await buyer.element.evaluate((e) => e.close());
  assert.ok(!alike(free, await buyer.page.screenshot()), 'closed, it covers nothing');
  await buyer.element.evaluate((e) => e.open());
  await until('the same picture', async () => alike(free, await buyer.page.screenshot()));
  await buyer.leave();
});

test('a shop that gives the panel a z-index decides what lies over it', async () => {
  const buyer = await shop.visit();
  await buyer.element.evaluate((e) => {
    e.style.setProperty('--kefu-z-index', '10');
    const notice = document.body.appendChild(document.createElement('button'));
    notice.textContent = 'cookies?';
    Object.assign(notice.style, { position: 'fixed', top: 0, left: 0, zIndex: 20 });
  });
  await buyer.open();
  await buyer.page.getByRole('button', { name: 'cookies?' }).click(); // it would fail under the panel
  await buyer.leave();
});

test('the shop changes its colours under the open panel: at once, without a word', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await settled(buyer);
  const before = await buyer.still();
  const { passes } = await buyer.stats();
  await buyer.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root{--kefu-accent:#0A7D4B;--kefu-radius:2px}'); // anywhere above the element
    document.adoptedStyleSheets = [sheet];
  });
  await until('a frame', async () => (await buyer.stats()).passes > passes);
  await until('another picture', async () => !alike(before, await buyer.page.screenshot()));
  await buyer.page.evaluate(() => { document.adoptedStyleSheets = []; });
  await until('the same picture', async () => alike(before, await buyer.page.screenshot()));
  await buyer.leave();
});

test('another buyer at the same page finds nothing of the one before, however the page comes to her token; a fresh one of the same changes nothing', async () => {
  const { title } = order.orders[0];
  const [lin, zhou] = ['b-1', 'b-2'].map((id) => () => sign(id, { nonce: Math.random() })); // never the same twice
  const buyer = await shop.visit();
  const orders = buyer.group(buyer.say('home.orders'));
  const give = (token) => buyer.element.evaluate((e, token) => { e.token = token; }, token());
  const nothing = async () => {
    await orders.getByText(buyer.say('home.no_orders')).waitFor();
    assert.equal(await buyer.text(title).count(), 0);
  };
  await give(lin);
  await buyer.open();
  await orders.getByRole('button').first().click();
  await buyer.title(buyer.say('order.title')).waitFor();
  const asked = [];
  buyer.page.on('request', (r) => { if (r.url().includes('/v1/context')) asked.push(r.url()); });
  await give(lin);
  await buyer.page.waitForTimeout(300);
  await buyer.title(buyer.say('order.title')).waitFor();
  assert.deepEqual(asked, []);
  await give(zhou);
  await nothing();

  await give(lin); // and back again, to the first one's own
  await orders.getByText(title).waitFor();
  await buyer.element.evaluate((e) => e.close());
  await buyer.element.evaluate((e) => { // whatever it shows from now on
    window.seen = '';
    const look = () => {
      if (!e.shadowRoot.querySelector('.panel').hidden) window.seen += e.shadowRoot.querySelector('.panel').textContent;
      requestAnimationFrame(look);
    };
    look();
  });
  await give(zhou);
  await buyer.open();
  await nothing();
  assert.ok(!(await buyer.page.evaluate(() => window.seen)).includes(title), 'not for a moment');

  await give(lin);
  await orders.getByText(title).waitFor();
  await buyer.element.evaluate((e, token) => { e.getToken = async () => token; }, zhou()); // another tab signed in as somebody else
  await buyer.page.route('**/v1/context?**', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"TOKEN_EXPIRED"}' }), { times: 1 });
  await buyer.element.evaluate((e) => e.setAttribute('page', 'CART')); // the next question meets an end of the session
  await nothing();
  await buyer.leave();
});
