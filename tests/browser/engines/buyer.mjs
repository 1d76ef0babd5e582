// A buyer at the demo shop in any engine: everything by role and name, with a real pointer and real keys.
//
//   const buyer = await visit(await engine.page(), shop, { item: 'i-301' });
//   await buyer.open();
//   await buyer.click('button', buyer.say('order.aftersale'));
//   assert.deepEqual(await buyer.complaints(), []);   // neither the page nor its console
import assert from 'node:assert/strict';
import { until } from '../../harness/wait.mjs';
import { words } from '../../harness/words.mjs';
import { look } from './look.mjs';

const kPatienceMs = 20_000; // a busy machine
export const kLauncher = '联系客服';

export async function visit(page, shop, { buyer = 'b-1', item = 'i-301', lang = 'zh-CN', ...more } = {}) {
  const found = new Buyer(page, words(lang));
  await page.goto(`${shop.url}/?${new URLSearchParams({ buyer, item, lang, ...more })}`);
  await found.see('button', kLauncher);
  return found;
}

/** The page that has the panel open, and its first page written. */
export async function visitWritten(page, shop) {
  const found = new Buyer(page, words('zh-CN'));
  await page.goto(`${shop.url}/written`);
  return found;
}

class Buyer {
  constructor(page, say) { Object.assign(this, { page, say }); }

  /** All that are there to be seen now. */
  all(role, name, more = {}) { return this.page.evaluate(look, { role, name, ...more }); }
  /** The first one, once there is one. */
  see(role, name, more = {}) {
    return this.until(`${role} “${name}”`, async () => (await this.all(role, name, more))[0]);
  }
  heading(name) { return this.see('heading', name); }
  reads(text, more = {}) { return this.see(undefined, text, { ...more, partly: true, leaf: true }); }
  group(name) { return { within: { role: 'group', name } }; }

  /** Scrolled to if it must be, once it stands still and nothing lies over its middle. */
  async place(role, name, more = {}) {
    let before;
    return this.until(`${role} “${name}” to be reachable`, async () => {
      const [found] = await this.all(role, name, more);
      if (!found) return false;
      if (!found.reachable) await this.all(role, name, { ...more, scroll: true });
      const still = before && before.x === found.x && before.y === found.y;
      before = found;
      return found.reachable && still && { ...found, middle: [found.x + found.width / 2, found.y + found.height / 2] };
    });
  }
  /** The first true value that `look` gives. Whoever waits in vain says what was there instead. */
  async until(what, look) {
    try {
      return await until(what, look, kPatienceMs);
    } catch (error) {
      const seen = await this.all('heading').catch(() => []);
      error.message += `; the headings are ${seen.map((h) => h.name).join(' · ') || 'none'}; the shop heard ${await this.heard().catch(() => 'nothing')}`;
      throw error;
    }
  }
  async click(role, name, more) { return this.page.click(...(await this.place(role, name, more)).middle); }
  async tap(role, name, more) { return this.page.tap(...(await this.place(role, name, more)).middle); }

  /** Clicks the launcher and waits until Home is there to be seen, with the buyer's orders. */
  async open() {
    await this.click('button', kLauncher);
    await this.ready();
  }
  /** Home itself, not what is shown while it is fetched; and it no longer moves in. */
  async ready() {
    await this.until('the panel', () => this.mode());
    await this.until('the panel in its place', async () => (await this.all('dialog'))[0]?.y === 0);
    await this.atHome();
  }
  async atHome() {
    await this.heading(this.say('home.title'));
    await this.see('button', undefined, this.group(this.say('home.orders')));
  }
  /** The shop's page again, its launcher with the focus. */
  async atShop() {
    const launcher = await this.see('button', kLauncher);
    assert.ok(launcher.focused, 'the launcher has the focus');
  }

  async hasFocus(title) {
    const heading = await this.heading(this.say(title));
    assert.ok(heading.focused, `the title “${heading.name}” has the focus`);
  }

  async toOrder(trade) {
    const { title } = trade.orders[0];
    const orders = { ...this.group(this.say('home.orders')), partly: true };
    const all = this.say('home.all_orders.other', { n: '' }).trim();
    await this.see('button', '', orders);
    if (!(await this.all('button', title, orders)).length) {
      await this.click('button', all, { partly: true });
      await this.click('button', title, { partly: true });
    } else await this.click('button', title, orders);
    await this.heading(this.say('order.title'));
  }
  async toForm(trade, topic) {
    await this.click('button', this.say(trade.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale'));
    await this.heading(this.say('wrong.title'));
    await this.click('button', this.say(`wrong.${topic}`), { partly: true });
    await this.heading(this.say('form.title'));
  }
  async toReview() {
    await this.click('radio');
    await this.click('button', this.say('form.next'));
    await this.heading(this.say('review.title'));
  }

  /** "canvas" or "plain", as the shop was told. */
  async mode() { return (await this.heard()).findLast((h) => /^kefu-(ready|mode)/.test(h))?.split(' ')[1]; }
  heard() { return this.page.evaluate(() => window.witness.heard); }
  stats() { return this.page.evaluate(() => ({ ...document.querySelector('kefu-panel').stats })); }
  /** Two frames later everything that has happened is painted. */
  painted() {
    return this.page.evaluate(() => { window.witness.frames = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.witness.frames = 2; })); })
      .then(() => this.until('two frames', () => this.page.evaluate(() => window.witness.frames === 2)));
  }

  async complaints() { return [...this.page.complaints, ...await this.page.evaluate(() => window.witness.complaints)]; }
}
