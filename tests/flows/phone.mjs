// A buyer with a phone on which everything may die: she looks at what is on the screen and goes on from there.
//
//   const phone = await buyerWithPhone(browser, server, { buyer: 'p-1', item: 'i-101', random, seen });
//   await phone.claims(plan);                         // however many tabs it takes
//   await phone.end();
import assert from 'node:assert/strict';
import { sleep } from '../harness/wait.mjs';
import { phone, visit } from '../browser/shop.mjs';
import { field, photo } from './windows.mjs';

const kPatienceMs = 4000; // then she looks anew at what is on the screen
const kOfflineMs = 250;
const kLongestMs = 60_000; // of one task
// Where something happens, and how much later at most: a moment after typing, or while it is being sent.
const kPoints = { typed: 600, shown: 600, reviewed: 300, submits: 150, written: 600, says: 150, numbered: 600, returns: 150 };

export async function buyerWithPhone(browser, server, { random, ...more }) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const fate = (kind) => {
    const point = pick(Object.keys(kPoints));
    return { kind, point, inMs: random() * kPoints[point] };
  };
  const all = [fate('tab'), ...(random() < 0.5 ? [fate(pick(['tab', 'network']))] : [])];
  const context = await phone(browser, { dpr: 1, patienceMs: kPatienceMs });
  const buyer = new Phone(browser, server, { ...more, context, fate: all, plain: random() < 0.5 });
  await context.exposeBinding('stored', ({ page }, value, ms) => buyer.stored(page, value, ms));
  await context.addInitScript(watchStorage);
  return buyer;
}

// In the page: what the browser's storage has taken, and how long after it was typed.
function watchStorage() {
  let typed;
  addEventListener('input', () => { typed ??= performance.now(); }, true);
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value);
    const draft = key.includes(':draft:');
    window.stored(draft || key.includes(':files:') ? value : '', draft && typed !== undefined ? performance.now() - typed : null);
    if (draft) typed = undefined;
  };
}

class Phone {
  #typed = new Map(); // what she gave a form, by field: in which tab, and whether that had stored it

  constructor(browser, server, more) {
    Object.assign(this, { browser, server, ...more });
  }

  /** A draft of hers, or the ids of her photos, came into the storage: now they may not be lost. */
  stored(page, value, ms) {
    if (ms !== null) this.seen.delays.push(ms);
    for (const given of this.#typed.values()) if (given.tab.page === page && value.includes(given.text)) given.kept = true;
  }

  /** Whether what was given to an earlier tab is here again, which nothing that was stored may fail to be. */
  async #returns(key, look, count) {
    const given = this.#typed.get(key);
    if (!given || given.tab === this.tab) return;
    const until = Date.now() + 1000;
    while (!(await look()) && Date.now() < until) await sleep(25);
    const found = await look();
    assert.ok(found || !given.kept, `${this.buyer}: ${key} was stored and is lost`);
    this.seen[found ? count : 'young']++;
  }

  /** A new tab of the same phone, the panel open on Home. */
  async #tab() {
    await this.#closeTabs();
    const { buyer, item, plain, context } = this;
    this.tab = await visit(this.browser, this.server, { buyer, item, plain, context });
    await this.tab.launcher.click();
    await this.tab.element.locator('h1').first().waitFor();
  }

  /** Does it until `done`, whatever happens to tab, network and server meanwhile. */
  async #until(what, done, step) {
    for (const begun = Date.now(); ;) {
      try {
        if (!this.tab || this.tab.page.isClosed()) await this.#tab();
        if (await this.#presses(this.tab)) await sleep(50);
        if (await done(this.tab)) return;
        await step(this.tab);
      } catch (error) {
        if (error.name === 'AssertionError') throw error;
        if (Date.now() - begun > kLongestMs) throw new Error(`${this.buyer} could not ${what}: ${error.message}`);
        await this.#recover();
      }
    }
  }

  /** Presses what the panel offers where something did not get through. */
  async #presses({ element, say }) {
    const again = element.getByRole('button', { name: new RegExp(`^(${say('submit.resend')}|${say('trouble.retry')})$`) }).first();
    if (!(await again.isVisible())) return false;
    this.seen.again++;
    await again.click();
    return true;
  }

  // A tab that died is replaced; where it lives, she presses what the panel offers, or begins anew from Home.
  async #recover() {
    const { tab } = this;
    if (!tab) return sleep(100);
    if (this.dead) {
      this.dead = false;
      this.tab = undefined;
      return;
    }
    try {
      if (await this.#presses(tab)) return;
      await tab.page.close();
    } catch {
      // it died while she looked
    }
    this.tab = undefined;
  }

  /** Types, unless it stands there already. */
  async #type(key, text) {
    const box = field(this.tab, key);
    await box.waitFor();
    await this.#returns(key, async () => (await box.inputValue()) === text, 'drafts');
    const { tab } = this;
    if (this.#typed.get(key)?.tab !== tab) this.#typed.set(key, { tab, text, kept: (await box.inputValue()) === text });
    if ((await box.inputValue()) !== text) await box.fill(text);
    this.#at({ 'form.description': 'typed', 'talk.write': 'written', 'form.number': 'numbered' }[key]);
  }

  async #home() {
    const { element, say, page } = this.tab;
    for (let i = 0; i < 6; i++) {
      if (await element.getByRole('heading', { name: say('home.title'), exact: true }).first().isVisible()) return;
      await page.keyboard.press('Escape');
      await sleep(50);
    }
  }

  /** The page of her one case, from wherever she is. */
  async #case() {
    const { element, say } = this.tab;
    if (await this.tab.heading(say('case.title')).isVisible()) return;
    await this.#home();
    await this.tab.group(say('home.cases')).getByRole('button').first().click();
    await this.tab.heading(say('case.title')).waitFor();
    await element.locator('h2').first().waitFor();
  }

  async claims({ order, description }) {
    await this.#until('claim', async (tab) => {
      if (await tab.heading(tab.say('case.title')).isVisible()) return true;
      await tab.element.locator('h2,h3').first().waitFor();
      return (await tab.group(tab.say('home.cases')).count()) > 0;
    }, async (tab) => {
      const { say } = tab;
      await this.#home();
      await tab.toOrder(order);
      await tab.toForm(order, 'quality');
      await this.#type('form.description', description);
      const tiles = tab.element.locator('p[data-style=tile]');
      const there = async () => (await tiles.count()) > 0;
      await this.#returns('photo', there, 'photos');
      this.#typed.set('photo', { tab, text: 'evidence e-', kept: await there() });
      if (!(await there())) await tab.element.locator('input[type=file]').first().setInputFiles([photo()]);
      await tiles.first().waitFor();
      this.#at('shown');
      await tab.tap(say('form.next'));
      await tab.heading(say('review.title')).waitFor();
      this.#at('reviewed');
      this.#at('submits');
      await tab.tap(say('submit.submit'));
      await tab.heading(say('case.title')).waitFor();
    });
    this.#typed.clear();
  }

  async writes({ message }) {
    const said = (tab) => tab.element.getByRole('log').getByText(message).first().isVisible();
    let sent = 0, looked = 0;
    await this.#until('write', async (tab) => {
      await this.#case();
      return said(tab);
    }, async (tab) => {
      const box = field(tab, 'talk.write');
      await box.waitFor();
      const send = tab.button(tab.say('talk.send'));
      if (await send.getAttribute('aria-disabled') === 'true') { // under way
        await this.#presses(tab);
        return sleep(50);
      }
      if (sent && await box.inputValue() === '') { // taken: it is about to be in the log
        for (let i = 0; i < 80; i++) {
          if (await said(tab)) return;
          await sleep(25);
        }
        if (this.#typed.get('talk.write').kept) {
          assert.ok(++looked < 4, `${this.buyer}: her message is gone`);
          throw new Error('what was said has not been read'); // she looks in another tab
        }
      }
      await this.#type('talk.write', message);
      if (await said(tab)) return;
      sent++;
      this.#at('says');
      await send.click();
      await sleep(30);
    });
    this.#typed.clear();
  }

  async sends({ number }) {
    await this.#until('send it back', async (tab) => {
      await this.#case();
      return tab.heading(tab.say('case.says.WAIT_SELLER_CONFIRM_GOODS')).isVisible();
    }, async (tab) => {
      const { say } = tab;
      const begin = tab.button(say('return.title'));
      await begin.waitFor();
      if (await begin.getAttribute('aria-disabled') === 'true') {
        await this.#presses(tab);
        return sleep(50);
      }
      await begin.click();
      await this.#type('form.company', '顺丰速运');
      await this.#type('form.number', number);
      this.#at('returns');
      await tab.tap(say('return.send'));
      await tab.heading(say('case.says.WAIT_SELLER_CONFIRM_GOODS')).waitFor();
    });
    this.#typed.clear();
  }

  /** Here something may happen to her: now, or a moment later while she goes on. */
  #at(point) {
    const i = this.fate.findIndex((f) => f.point === point);
    if (i < 0) return;
    const [{ kind, inMs }] = this.fate.splice(i, 1);
    this.happening = Promise.all([this.happening, sleep(inMs).then(() => (kind === 'tab' ? this.#kill() : this.#cut()))]);
  }

  async #kill() {
    const { tab } = this;
    try {
      const session = await tab.page.context().newCDPSession(tab.page);
      const crashed = new Promise((done) => tab.page.once('crash', done));
      session.send('Page.crash').catch(() => undefined);
      await Promise.race([crashed, sleep(2000)]);
      this.seen.tabs++;
      this.dead = true;
    } catch {
      // she was just closing it
    }
  }

  async #cut() {
    await this.#network({ offline: true });
    await sleep(kOfflineMs);
    await this.#network({ offline: false });
    this.seen.cuts++;
  }

  // Playwright takes the whole change back where a tab dies or is closed meanwhile: it is said again until it holds.
  async #network({ offline }) {
    while (this.browser.isConnected()) {
      try {
        await this.context.setOffline(offline);
        return;
      } catch {
        await sleep(50);
      }
    }
  }

  async #closeTabs() {
    await Promise.all(this.context.pages().map((page) => Promise.race([page.close(), sleep(1000)])));
  }

  async end() {
    await this.#closeTabs(); // a dead one would keep the network's change waiting
    await this.happening;
    await this.context.close();
  }
}
