// What a buyer may expect of the panel in whatever browser she has: key → [sentence, what is tried].
//
// Each gets a fresh page and the shop; the buyer that it returns may not have heard a complaint. An engine that cannot try one
// under automation says why in its `kCannot`.
import assert from 'node:assert/strict';
import { kDirect, ordersOf } from '../../harness/demo.mjs';
import { sleep } from '../../harness/wait.mjs';
import { kLauncher, visit, visitWritten } from './buyer.mjs';
import { kPhone, kRatio } from './display.mjs';
import { colours, difference, ground, ink } from './picture.mjs';

const [kOrder] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const kWords = '不想要了，谢谢';
const kDarkPage = [23, 24, 27]; // look.md, page
const kQuietMs = 1500;

async function opened(page, shop, more) {
  if (page.buyer) return page.buyer; // still at Home
  const buyer = await visit(page, shop, more);
  await buyer.open();
  return (page.buyer = buyer);
}

/** What lies wholly between the header and the screen's end, and has words of its own. */
async function worded(buyer) {
  const heading = await buyer.heading(buyer.say('home.title'));
  const all = (await Promise.all(['heading', 'paragraph', 'button'].map((role) => buyer.all(role)))).flat();
  return all.filter((e) => e.layer === 'content' && e.text && e.y >= heading.y + heading.height + 16 && e.y + e.height <= kPhone.height);
}

export const kBehaviours = {
  open: ['the launcher opens the panel on a canvas with the focus on its title; the cross closes it and gives the focus back', async (page, shop) => {
    const buyer = await opened(page, shop);
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas']);
    await buyer.hasFocus('home.title');
    await buyer.click('button', buyer.say('nav.close'));
    await buyer.atShop();
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas', 'kefu-close']);
    return buyer;
  }],

  escape: ['Escape goes back by one screen, then closes, and the focus follows', async (page, shop) => {
    const buyer = await opened(page, shop);
    await buyer.toOrder(kOrder);
    await buyer.hasFocus('order.title');
    await page.press('Escape');
    await buyer.atHome();
    await page.press('Escape');
    await buyer.atShop();
    return buyer;
  }],

  back: ['the browser’s Back goes back by one screen, then closes, and the shop’s page stays', async (page, shop) => {
    const buyer = await opened(page, shop);
    const address = () => page.evaluate(() => location.href);
    const before = await address();
    await buyer.toOrder(kOrder);
    await page.back();
    await buyer.atHome();
    await page.back();
    await buyer.atShop();
    assert.equal(await address(), before);
    return buyer;
  }],

  keys: ['by Tab and Enter alone the best channel’s button is reached and pressed', async (page, shop) => {
    const buyer = await opened(page, shop);
    const name = buyer.say('do.see_order');
    for (let presses = 0; !(await buyer.see('button', name)).focused; presses++) {
      assert.ok(presses < 12, `${name} is not among the first 12 stops`);
      await page.press('Tab');
    }
    await page.press('Enter');
    await buyer.heading(buyer.say('order.title'));
    return buyer;
  }],

  tap: ['a finger’s tap opens the panel and an order', async (page, shop) => {
    const buyer = await visit(page, shop);
    await buyer.tap('button', kLauncher);
    await buyer.ready();
    await buyer.tap('button', buyer.say('do.see_order'));
    await buyer.heading(buyer.say('order.title'));
    return buyer;
  }],

  typing: ['typed Chinese lands once, and is still there after a reload', async (page, shop) => {
    const buyer = await opened(page, shop);
    const field = buyer.say('form.description');
    const toField = async () => {
      await buyer.toOrder(kOrder);
      await buyer.toForm(kOrder, 'unwanted');
      return buyer.see('textbox', field);
    };
    await toField();
    await buyer.click('textbox', field);
    await page.type(kWords);
    await buyer.until('the words', async () => (await buyer.see('textbox', field)).value === kWords);
    await buyer.painted();
    assert.equal((await buyer.see('textbox', field)).value, kWords);
    await page.reload();
    await buyer.open();
    await toField();
    await buyer.until('the words again', async () => (await buyer.see('textbox', field)).value === kWords);
    return buyer;
  }],

  composition: ['Chinese composed by an input method lands once', async (page, shop) => {
    const buyer = await opened(page, shop);
    await buyer.toOrder(kOrder);
    await buyer.toForm(kOrder, 'unwanted');
    const field = buyer.say('form.description');
    await buyer.click('textbox', field);
    await page.compose(['b', 'bu', 'buyao', '不要']);
    await buyer.painted();
    assert.equal((await buyer.see('textbox', field)).value, '不要');
    return buyer;
  }],

  dark: ['where the system is dark, so is what is painted', async (page, shop) => {
    const buyer = await opened(page, shop);
    await buyer.painted();
    const painted = ground(await page.screenshot(), { x: 0, y: 0, width: kPhone.width, height: 60 });
    painted.forEach((value, i) => assert.ok(Math.abs(value - kDarkPage[i]) <= 3, `painted ${painted}`));
    return buyer;
  }],

  lost: ['a lost GPU leaves the plain page, and the canvas when it returns', async (page, shop) => {
    const buyer = await opened(page, shop);
    await page.evaluate(() => window.witness.gpu.loseContext());
    await buyer.until('the plain page', async () => await buyer.mode() === 'plain');
    await buyer.toOrder(kOrder);
    await page.evaluate(() => window.witness.gpu.restoreContext());
    await buyer.until('the canvas', async () => await buyer.mode() === 'canvas');
    await buyer.painted();
    const title = await buyer.heading(buyer.say('order.title'));
    assert.ok(ink(await page.screenshot(), title)?.share > 0.02, 'painted again');
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas', 'kefu-error WEBGL_LOST', 'kefu-mode plain', 'kefu-mode canvas']);
    return buyer;
  }],

  refused: ['where WebGL is refused the plain page does the same', async (page, shop) => {
    const buyer = await opened(page, shop, { webgl: 'refused' });
    assert.deepEqual((await buyer.heard()).toSorted(), ['kefu-error WEBGL_REFUSED', 'kefu-ready plain']);
    const title = await buyer.heading(buyer.say('home.title'));
    assert.ok(ink(await page.screenshot(), title)?.share > 0.02, 'the plain page is there to be seen');
    await buyer.toOrder(kOrder);
    await buyer.toForm(kOrder, 'unwanted');
    await buyer.toReview();
    return buyer;
  }],

  policy: ['a strict Content-Security-Policy is in force, and the panel never offends it', async (page, shop) => {
    const buyer = await opened(page, shop);
    await buyer.toOrder(kOrder);
    assert.deepEqual(await buyer.complaints(), []);
    await page.evaluate(() => {
      const offend = (what, act) => setTimeout(() => { // in a task of the page's own: automation may do what a page may not
        try { act(); } catch { window.witness.complaints.push(`refused: ${what}`); }
      });
      offend('eval', () => window.eval('1'));
      offend('markup', () => { document.createElement('p').innerHTML = '<b>'; });
      offend('style', () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'p{}' })));
    });
    // Firefox knows Trusted Types from 148 on.
    const typed = await page.evaluate(() => 'trustedTypes' in window);
    for (const refused of ['refused: eval', ...(typed ? ['refused: markup'] : []), 'policy: style']) {
      await buyer.until(refused, async () => (await buyer.complaints()).some((c) => c.startsWith(refused)));
    }
  }],

  phone: ['on a screen of 390 × 844 the panel is the screen, and every control is on it, 44 high', async (page, shop) => {
    const buyer = await opened(page, shop);
    assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio]), [kPhone.width, kPhone.height, kRatio]);
    const [panel] = await buyer.all('dialog');
    assert.deepEqual([panel.x, panel.y, panel.width, panel.height], [0, 0, kPhone.width, kPhone.height]);
    for (const role of ['button', 'link']) {
      for (const { name, x, width, height } of await buyer.all(role)) {
        assert.ok(x >= 0 && x + width <= kPhone.width && height >= 44, `${name}: ${x} … ${x + width}, ${height} high`);
      }
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
    return buyer;
  }],

  canvas: ['the canvas is painted: a button fills its element, and where an element has words there is ink', async (page, shop) => {
    const buyer = await opened(page, shop);
    const button = await buyer.place('button', buyer.say('do.see_order'));
    const elements = await worded(buyer);
    await buyer.painted();
    const shot = await page.screenshot();
    assert.deepEqual([shot.width, shot.height], [kPhone.width * kRatio, kPhone.height * kRatio]);
    assert.ok(colours(shot, { x: 0, y: 0, ...kPhone }).size > 300, 'smooth glyphs and pictures have many colours');
    const around = { x: button.x - 6, y: button.y - 6, width: button.width + 12, height: button.height + 12 };
    const { box } = ink(shot, around, ground(shot, { ...around, height: 4 }));
    for (const side of ['x', 'y', 'width', 'height']) {
      assert.ok(Math.abs(box[side] - button[side]) <= 1, `${side}: painted at ${box[side]}, element at ${button[side]}`);
    }
    assert.ok(elements.length >= 8, `${elements.length} elements with words`);
    for (const e of elements) assert.ok((ink(shot, e)?.share ?? 0) > 0.01, `no ink where “${e.name}” is`);
    return buyer;
  }],

  tree: ['the engine’s own accessibility tree has the title and the best channel’s button by their names', async (page, shop) => {
    const buyer = await opened(page, shop);
    assert.ok(await page.hears('heading', buyer.say('home.title')));
    assert.ok(await page.hears('button', buyer.say('do.see_order')));
    assert.ok(!(await page.hears('button', buyer.say('home.title'))));
    return buyer;
  }],

  idle: ['left alone it comes to rest and draws nothing', async (page, shop) => {
    const buyer = await opened(page, shop);
    const frames = async () => (await buyer.stats()).frames;
    assert.ok(await frames() > 0);
    await buyer.until('a while without a frame', async () => {
      const before = await frames();
      await sleep(kQuietMs);
      return await frames() === before;
    });
    return buyer;
  }],

  scroll: ['the wheel moves what is painted and the elements over it together, and not the shop’s page', async (page, shop) => {
    const buyer = await opened(page, shop);
    const title = () => buyer.heading(buyer.say('home.orders'));
    const first = await buyer.place('heading', buyer.say('home.orders'));
    await buyer.painted();
    const before = await page.screenshot();
    await page.wheel(kPhone.width / 2, kPhone.height / 2, 240);
    await buyer.until('the scrolling', async () => (await title()).y < first.y);
    let at = (await title()).y;
    await buyer.until('its end', async () => {
      const last = at;
      await sleep(100);
      return (at = (await title()).y) === last;
    });
    await buyer.painted();
    const after = await page.screenshot();
    const moved = await title();
    assert.equal(moved.width, first.width);
    assert.ok(ink(before, first).share > 0.02, 'the title is painted');
    assert.ok(difference(before, first, after, moved) < 2, 'the title is painted where its element went');
    assert.ok(difference(before, first, after, first) > 8, 'and no longer where it was');
    assert.equal(await page.evaluate(() => window.scrollY), 0);
    return buyer;
  }],

  written: ['a page that is written with the first page in it has its links before any script, and then the panel in its place', async (page, shop) => {
    const buyer = await visitWritten(page, shop);
    await buyer.ready();
    assert.ok(await page.evaluate(() => window.witness.early) > 1, 'links before any script');
    assert.equal(await page.evaluate(() => document.querySelector('kefu-panel').shadowRoot.querySelectorAll('.panel').length), 1);
    await buyer.click('button', buyer.say('nav.close'));
    await buyer.see('button', kLauncher);
    assert.deepEqual(await buyer.heard(), ['kefu-ready canvas', 'kefu-close']);
    return buyer;
  }],

  console: ['the browser’s own console stays empty, and would be heard', async (page, shop) => {
    const buyer = await opened(page, shop);
    assert.deepEqual(page.complaints, []);
    await page.evaluate(() => console.error('an error of the page'));
    await buyer.until('the console', () => page.complaints.some((c) => c.includes('an error of the page')));
  }],
};

/** These only look at Home, so one visit is enough for all of them. */
export const kAtHome = new Set(['phone', 'canvas', 'tree', 'idle', 'scroll', 'console']);

/** These need a browser that was started in another way. */
export const kStartedWith = { dark: { dark: true } };
