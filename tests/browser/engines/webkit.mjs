// WebKitGTK in its MiniBrowser, driven by selenium over WebDriver; a window without a toolbar on a screen of its own.
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { PNG } from 'pngjs';
import { Builder, Capabilities, Key, Origin } from 'selenium-webdriver';
import { until } from '../../harness/wait.mjs';
import { child, kPhone, kRatio, missing, startDisplay } from './display.mjs';

export const kName = 'WebKit';
export const kCannot = {
  composition: 'WebDriver has no command for an input method',
  tap: 'WebKitWebDriver turns a finger into the mouse',
  console: 'WebDriver gives no access to the console; what the page itself can notice is noticed in every engine',
};

const kStartMs = 60_000; // a busy machine
const kKeys = { Escape: Key.ESCAPE, Enter: Key.ENTER, Tab: Key.TAB };

function miniBrowser() {
  if (process.env.KEFU_WEBKIT) return process.env.KEFU_WEBKIT;
  const places = readdirSync('/usr/lib').flatMap((arch) => ['4.1', '4.0', '6.0', 'gtk-6.0'].map((v) => `/usr/lib/${arch}/webkit2gtk-${v}/MiniBrowser`));
  return places.find(existsSync) ?? missing('MiniBrowser');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

export async function start({ dark = false } = {}) {
  const display = await startDisplay();
  const port = await freePort();
  const service = child('WebKitWebDriver', [`--port=${port}`], { env: { ...display.env, GDK_SCALE: String(kRatio) }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await until('WebKitWebDriver', () => fetch(`${url}/status`).then((r) => r.ok, () => false), kStartMs);
  const args = ['--automation', '--javascript-can-open-windows-automatically=true', ...(dark ? ['--dark-mode'] : [])];
  const driver = await new Builder().usingServer(url).withCapabilities(new Capabilities({
    browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args },
  })).build();
  const home = await driver.getWindowHandle();
  return {
    version: (await driver.getCapabilities()).get('browserVersion'),
    async page() {
      // Its toolbar does not let the window be as narrow as a phone; a page may ask for one without.
      const others = await driver.getAllWindowHandles();
      const features = `popup,noopener,width=${kPhone.width},height=${kPhone.height}`;
      await driver.switchTo().window(home);
      await driver.executeScript((how) => { window.open('about:blank', '_blank', how); }, features);
      const handle = await until('a window', async () => (await driver.getAllWindowHandles()).find((h) => !others.includes(h)));
      await driver.switchTo().window(handle);
      return new Page(driver, home);
    },
    async end() {
      await driver.quit();
      service.kill();
      display.end();
    },
  };
}

class Page {
  complaints = [];
  constructor(driver, home) { Object.assign(this, { driver, home }); }
  goto(url) { return this.driver.get(url); }
  reload() { return this.driver.navigate().refresh(); }
  back() { return this.driver.navigate().back(); }
  evaluate(act, ...args) { return this.driver.executeScript(act, ...args); }
  #at(x, y) { return this.driver.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 }); }
  click(x, y) { return this.#at(x, y).press().release().perform(); }
  wheel(x, y, by) { return this.driver.actions().scroll(Math.round(x), Math.round(y), 0, by).perform(); }
  press(key) { return this.driver.actions().sendKeys(kKeys[key]).perform(); }
  type(text) { return this.driver.actions().sendKeys(text).perform(); }
  async screenshot() { return PNG.sync.read(Buffer.from(await this.driver.takeScreenshot(), 'base64')); }
  /** The engine's own accessibility tree, as it hands it to a screen reader. */
  async hears(role, name) {
    const elements = await this.driver.executeScript(() => [...document.querySelector('kefu-panel').shadowRoot.querySelectorAll('.tree *')]);
    for (const e of elements) if (await e.getAccessibleName() === name && (await e.getAriaRole()).toLowerCase() === role) return true;
    return false;
  }
  async close() {
    await this.driver.close();
    await this.driver.switchTo().window(this.home);
  }
}
