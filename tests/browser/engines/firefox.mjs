// Firefox ESR, headless, driven by puppeteer over WebDriver BiDi.
import { existsSync } from 'node:fs';
import { PNG } from 'pngjs';
import puppeteer from 'puppeteer-core';
import { kPhone, kRatio, missing, startDisplay } from './display.mjs';

export const kName = 'Firefox';
export const kCannot = {
  back: 'its Back reaches the panel through CloseWatcher, which the system’s own Back asks alone; the protocol’s walks the shop’s history',
  composition: 'WebDriver BiDi has no command for an input method',
};

const kStartMs = 60_000; // a busy machine
const kFirefox = process.env.KEFU_FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);

export async function start({ dark = false } = {}) {
  const display = await startDisplay(); // headless, but it asks an X server for WebGL
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: kFirefox ?? missing('Firefox'), headless: true, env: display.env, timeout: kStartMs,
    defaultViewport: { ...kPhone, deviceScaleFactor: kRatio }, // as far as this Firefox can: one of last year cannot be turned
    extraPrefsFirefox: {
      'webgl.force-enabled': true, // Mesa's software GL is on its list of what is too slow
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'dom.w3c_touch_events.enabled': 1,
      'apz.max_tap_time': 60_000, // on a busy machine a finger is slow to leave: still a tap
      'ui.click_hold_context_menus.delay': 60_000,
    },
  });
  return {
    version: (await browser.version()).replace('firefox/', ''),
    async page() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.waitForFunction(({ width, height }, ratio) => innerWidth === width && innerHeight === height && devicePixelRatio === ratio, {}, kPhone, kRatio);
      return new Page(page);
    },
    async end() {
      await browser.close();
      display.end();
    },
  };
}

class Page {
  complaints = [];
  constructor(page) {
    this.page = page;
    page.on('console', (m) => { if (m.type() === 'error') this.complaints.push(m.text()); });
    page.on('pageerror', (e) => this.complaints.push(String(e)));
  }
  goto(url) { return this.page.goto(url); }
  reload() { return this.page.reload(); }
  back() { return this.page.goBack(); }
  evaluate(act, ...args) { return this.page.evaluate(act, ...args); }
  click(x, y) { return this.page.mouse.click(x, y); }
  tap(x, y) { return this.page.touchscreen.tap(x, y); }
  async wheel(x, y, by) {
    await this.page.mouse.move(x, y);
    await this.page.mouse.wheel({ deltaY: by });
  }
  press(key) { return this.page.keyboard.press(key); }
  type(text) { return this.page.keyboard.type(text); }
  async screenshot() { return PNG.sync.read(Buffer.from(await this.page.screenshot({ captureBeyondViewport: false }))); }
  /** The engine's own accessibility tree, as it hands it to a screen reader. */
  async hears(role, name) {
    const panel = await this.page.evaluateHandle(() => document.querySelector('kefu-panel').shadowRoot.querySelector('.panel'));
    for await (const found of panel.queryAXTree(name, role)) return Boolean(found);
    return false;
  }
  close() { return this.page.browserContext().close(); }
}
