// Chromium, driven by Playwright over its own protocol; a phone with a touch screen.
import { PNG } from 'pngjs';
import { launch } from '../shop.mjs';
import { kPhone, kRatio } from './display.mjs';

export const kName = 'Chromium';
/** What cannot be tried in this engine under automation: behaviour → why. */
export const kCannot = {
  back: 'its Back reaches the panel through CloseWatcher, which the system’s own Back asks alone; the protocol’s walks the shop’s history',
};

export async function start({ dark = false } = {}) {
  const browser = await launch();
  return {
    version: browser.version(),
    async page() {
      const context = await browser.newContext({
        viewport: kPhone, deviceScaleFactor: kRatio, hasTouch: true, locale: 'zh-CN', colorScheme: dark ? 'dark' : 'light',
      });
      const page = await context.newPage();
      return new Page(page, await context.newCDPSession(page));
    },
    end: () => browser.close(),
  };
}

class Page {
  complaints = [];
  constructor(page, protocol) {
    Object.assign(this, { page, protocol });
    page.on('console', (m) => { if (m.type() === 'error') this.complaints.push(m.text()); });
    page.on('pageerror', (e) => this.complaints.push(String(e)));
  }
  goto(url) { return this.page.goto(url); }
  reload() { return this.page.reload(); }
  back() { return this.page.goBack(); }
  evaluate(act, ...args) { return this.page.evaluate(`(${act})(...${JSON.stringify(args)})`); }
  click(x, y) { return this.page.mouse.click(x, y); }
  tap(x, y) { return this.page.touchscreen.tap(x, y); }
  async wheel(x, y, by) {
    await this.page.mouse.move(x, y);
    await this.page.mouse.wheel(0, by);
  }
  press(key) { return this.page.keyboard.press(key); }
  type(text) { return this.page.keyboard.insertText(text); }
  /** As an input method does: each of `steps` is shown underlined, then the last one is chosen. */
  async compose(steps) {
    for (const text of steps) {
      await this.protocol.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await this.protocol.send('Input.insertText', { text: steps.at(-1) });
  }
  async screenshot() { return PNG.sync.read(await this.page.screenshot()); }
  /** The engine's own accessibility tree, as it hands it to a screen reader. */
  async hears(role, name) {
    const { root } = await this.protocol.send('DOM.getDocument', { depth: 0 });
    const { nodes } = await this.protocol.send('Accessibility.queryAXTree', { nodeId: root.nodeId, role, accessibleName: name });
    return nodes.some((n) => !n.ignored);
  }
  close() { return this.page.context().close(); }
}
