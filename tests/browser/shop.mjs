// A buyer in Chromium on a phone at the demo shop: everything by role and name, as a screen reader would.
//
//   const buyer = await visit(browser, server, { buyer: 'b-1', item: 'i-301' });
//   await buyer.open();
//   await buyer.button(buyer.say('order.aftersale')).click();
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/wait.mjs';
import { words } from '../harness/words.mjs';

export const kChromium = process.env.KEFU_CHROMIUM ?? '/usr/bin/chromium';
const kPhone = { width: 390, height: 844 };
const kPatienceMs = 15000; // a busy machine
const kLaunchers = { en: 'Contact service', 'zh-CN': '联系客服', 'zh-TW': '聯絡客服' };

// Software GL, because test machines have no other; sandboxes need a user namespace that root in a container lacks.
export const launch = () => chromium.launch({
  executablePath: kChromium,
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

/** For the tests that compare pictures: the service's clock stands, so that a minute on the screen is counted from opening. */
export const kStanding = { at: new Date().toISOString() };

/** A server and a browser for the tests of a file, from the first of them to the last; `ready` what else comes first;
 *  `options`: startServer's. */
export function inShop(ready, options = {}) {
  const shop = { visit: (options) => visit(shop.browser, shop.server, options) };
  before(async () => {
    shop.server = await startServer(options);
    shop.browser = await launch();
    await ready?.();
  });
  after(async () => {
    await shop.browser?.close();
    await shop.server?.end();
  });
  return shop;
}

/** A phone of its own, whose tabs share what the pages store. */
export async function phone(browser, { lang = 'zh-CN', dark = false, viewport = kPhone, dpr = 2, patienceMs = kPatienceMs } = {}) {
  const context = await browser.newContext({
    viewport, deviceScaleFactor: dpr, colorScheme: dark ? 'dark' : 'light', locale: lang, hasTouch: viewport.width < 768,
    reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** A tab on a product's page; `context`: of that phone(). */
export async function visit(browser, server, options = {}) {
  const { buyer = 'b-1', item = 'i-301', lang = 'zh-CN', textScale = 1, plain = false } = options;
  const context = options.context ?? await phone(browser, options);
  const page = await context.newPage();
  idleBesideStream(page);
  if (textScale !== 1) { // the buyer's own default size, as set in the browser
    const session = await context.newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 16 * textScale } });
  }
  if (plain) { // a browser without WebGL: the panel is a plain page
    await page.addInitScript(() => {
      const get = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest);
      };
    });
  }
  const complaints = [];
  page.on('console', (m) => { if (m.type() === 'error') complaints.push(m.text()); });
  page.on('pageerror', (e) => complaints.push(String(e)));
  await options.prepare?.(page); // what a test breaks, or watches, before the page's own scripts run
  await page.goto(`${server.url}/?${new URLSearchParams({ buyer, item, lang })}`);
  await page.locator('#product').waitFor();
  return new Buyer(page, complaints, words(lang), lang);
}

// An open panel's event stream never ends, so Playwright's own "networkidle" would not come: here it means that nothing else has been
// under way for half a second.
function idleBesideStream(page) {
  const under_way = new Set();
  let changed = Date.now();
  const note = (change) => (request) => {
    if (new URL(request.url()).pathname === '/v1/stream') return;
    change(request);
    changed = Date.now();
  };
  page.on('request', note((request) => under_way.add(request)));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, note((request) => under_way.delete(request)));
  const wait = page.waitForLoadState.bind(page);
  page.waitForLoadState = async (state, options) => {
    if (state !== 'networkidle') return wait(state, options);
    await wait('load', options);
    return until('the network to be idle', () => under_way.size === 0 && Date.now() - changed >= 500, kPatienceMs);
  };
}

class Buyer {
  constructor(page, complaints, say, lang) {
    Object.assign(this, { page, complaints, say, lang, element: page.locator('kefu-panel') });
    this.launcher = page.getByRole('button', { name: kLaunchers[lang], exact: true });
  }
  /** Clicks the launcher and waits until Home is there to be seen. */
  async open() {
    await this.launcher.click();
    await this.heading(this.say('home.title')).waitFor();
    await this.painted();
  }
  painted() {
    return this.element.evaluate((e) => new Promise((resolve, reject) => {
      const started = performance.now();
      const look = () => {
        if (e.shadowRoot.querySelector('.painted,.plain') && !e.shadowRoot.querySelector('.wait')) resolve();
        else if (performance.now() - started > 10000) reject(new Error('there is nothing to see'));
        else requestAnimationFrame(look);
      };
      look();
    }));
  }
  heading(name) { return this.element.getByRole('heading', { name, exact: true }); }
  /** The title of a screen: a card of another may be headed alike. */
  title(name) { return this.element.getByRole('heading', { name, exact: true, level: 1 }); }
  button(name, exact = true) { return this.element.getByRole('button', { name, exact }); }
  group(name) { return this.element.getByRole('group', { name, exact: true }); }
  text(words) { return this.element.getByText(words); }
  described(locator) { return locator.evaluate((e) => e.getRootNode().getElementById(e.getAttribute('aria-describedby'))?.textContent); }
  async tap(name, exact = true) { await this.button(name, exact).first().click(); }

  /** The page changes its language under the open panel. */
  async speak(lang) {
    await this.element.evaluate((e, to) => { e.lang = to; }, lang);
    await this.button(words(lang)('nav.close')).first().waitFor();
  }

  /** From Home to an order by its first line's title. */
  async toOrder(trade) {
    const { title } = trade.orders[0];
    const orders = this.group(this.say('home.orders'));
    await orders.waitFor({ state: 'attached' }); // the context has come; groups have no box of their own
    const row = orders.getByRole('button', { name: title }).first();
    const all = this.element.getByRole('button', { name: new RegExp(this.say('home.all_orders.other', { n: '\\d+' })) });
    if (!(await row.isVisible()) && await all.isVisible()) await all.click();
    await row.click();
    await this.heading(this.say('order.title')).waitFor();
  }
  /** From an order to the form for it as a whole. */
  async toForm(trade, topic) {
    await this.tap(this.say(trade.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale'));
    await this.heading(this.say('wrong.title')).waitFor();
    await this.tap(this.say(`wrong.${topic}`), false);
    await this.heading(this.say('form.title')).first().waitFor();
  }
  /** The form's reason, then Review. */
  async toReview() {
    await this.element.getByRole('radio').first().click();
    await this.tap(this.say('form.next'));
    await this.heading(this.say('review.title')).waitFor();
  }
  /** From Home to Review of a refund of the whole order that nobody has shipped. */
  async toRefund(trade) {
    await this.toOrder(trade);
    await this.toForm(trade, 'unwanted');
    await this.toReview();
  }
  /** From Review to the case in that status. */
  async submit(status) {
    await this.tap(this.say('submit.submit'));
    await this.heading(this.say(`case.says.${status}`)).waitFor();
  }
  /** What the window shows once it shows the same twice: pictures of goods come late, and are drawn later still. */
  async still() {
    await this.page.waitForLoadState('networkidle');
    for (let before = await this.page.screenshot(); ;) {
      await this.page.waitForTimeout(300);
      const now = await this.page.screenshot();
      if (now.equals(before)) return now;
      before = now;
    }
  }
  stats() { return this.element.evaluate((e) => ({ ...e.stats })); }
  reload() { return this.page.reload().then(() => this.page.locator('#product').waitFor()); }
  leave() { return this.page.context().close(); }
}
