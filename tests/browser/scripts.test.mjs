// A shop's and a buyer's own words in other scripts: painted on the canvas as the browser itself writes them, in their order,
// at their edge. A store is given the name, and its sheet is compared with an ordinary heading of the same words.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/wait.mjs';
import { launch, visit } from './shop.mjs';

// Of all the ink: glyphs stand on whole pixels here and on fractions there, 0.04 to 0.12. Letters that do not join and run
// from left to right are above 1.
const kMostOff = 0.2;
const kEdge = 3; // device pixels
const kLateFont = '/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf'; // unlike every font that the system prefers

let browser, server;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

// The buyer at the sheet of a store of that name, which has no look but its words.
async function atStore(name, options = {}) {
  const buyer = await visit(browser, server, { ...options, prepare: async (page) => {
    await page.route('**/v1/context*', async (route) => {
      const answer = await route.fetch();
      const context = await answer.json();
      context.store.name = name;
      await route.fulfill({ response: answer, json: context });
    });
    await options.prepare?.(page);
  } });
  await buyer.open();
  await buyer.tap(name, false);
  const heading = buyer.element.getByRole('dialog').getByRole('heading', { name, exact: true });
  await heading.waitFor({ state: 'attached' });
  return Object.assign(buyer, { heading });
}

// What is seen of an element: how dark each pixel is, 0 to 255, and how far from grey.
async function ink(page, locator) {
  const { x, y, width, height } = await locator.boundingBox();
  const png = await page.screenshot({ clip: { x, y, width, height } });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const dark = [], colour = [];
    for (let i = 0; i < data.length; i += 4) {
      const [least, most] = [Math.min(data[i], data[i + 1], data[i + 2]), Math.max(data[i], data[i + 1], data[i + 2])];
      dark.push(255 - Math.round((least + most) / 2));
      colour.push(most - least);
    }
    return { width: image.width, height: image.height, dark, colour };
  }, png.toString('base64'));
}

// The rectangle that holds all ink, and the ink in it.
function trimmed({ width, dark }) {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  dark.forEach((value, i) => {
    if (value < 64) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  });
  return { left, top, right, bottom, at: (x, y) => dark[(top + y) * width + left + x] ?? 0 };
}

// The share of the second's ink that is elsewhere in the first, both trimmed, at the best of the shifts by a pixel.
function difference(painted, written) {
  const shares = [];
  for (const dx of [-1, 0, 1]) {
    for (const dy of [-1, 0, 1]) {
      let [off, all] = [0, 0];
      for (let y = -2; y <= written.bottom - written.top + 2; y++) {
        for (let x = -2; x <= written.right - written.left + 2; x++) {
          all += written.at(x, y);
          off += Math.abs(written.at(x, y) - painted.at(x + dx, y + dy));
        }
      }
      shares.push(off / all);
    }
  }
  return Math.min(...shares);
}

// The same words as the browser writes them, in a heading of the same place and font above everything.
async function written(buyer, name, font = 'system-ui') {
  const { width, height } = await buyer.heading.boundingBox();
  await buyer.page.evaluate(([words, w, h, family]) => {
    const style = new CSSStyleSheet();
    style.replaceSync(`#written{position:fixed;inset:0 auto auto 0;border:0;padding:0;margin:0;overflow:visible;width:${w}px;height:${h}px;background:#fff;color:#17181a;
      font:600 17px/${h}px ${family},"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;white-space:nowrap}`);
    document.adoptedStyleSheets = [style];
    document.querySelector('#written')?.remove();
    const heading = Object.assign(document.createElement('h2'), { id: 'written', dir: 'auto', lang: 'zh-CN', textContent: words, popover: 'manual' });
    document.body.append(heading);
    heading.showPopover(); // the panel is in the top layer, too
  }, [name, width, height, font]);
  const seen = await ink(buyer.page, buyer.page.locator('#written'));
  const direction = await buyer.page.locator('#written').evaluate((e) => getComputedStyle(e).direction);
  await buyer.page.locator('#written').evaluate((e) => e.remove());
  return { ...seen, direction };
}

const kNames = {
  'Arabic, a number after it': 'مرحبا 123',
  'Arabic around English, brackets and a percentage': 'متجر (Kefu) خصم 20%!',
  'Persian, its own digits and a joiner that parts': 'فروشگاه می‌خواهم ۴۵',
  Hebrew: 'חנות שלום, 3',
  'Hebrew in a Chinese name': '旗舰店 שלום עולם 二店',
  Thai: 'ข้อความภาษาไทย',
  Hindi: 'हिन्दी क्षत्रिय',
};
// Several at a time: most of it is waiting.
describe('on the canvas', { concurrency: 3 }, () => {
  for (const [what, name] of Object.entries(kNames)) {
    test(`a store’s name in ${what}: painted as the browser writes it, at the same edge, and read in its own bytes`, async () => {
      const buyer = await atStore(name);
      const painted = await ink(buyer.page, buyer.heading);
      const reference = await written(buyer, name);
      const [here, there] = [trimmed(painted), trimmed(reference)];
      const off = difference(here, there);
      console.log(`scripts: ${what}: ${off.toFixed(3)} of the ink is elsewhere`);
      assert.ok(off <= kMostOff, `${off} of the ink is elsewhere`);
      assert.ok(Math.abs(here.left - there.left) <= kEdge && Math.abs(here.right - there.right) <= kEdge,
        `from ${here.left} to ${here.right}, not from ${there.left} to ${there.right}`);
      assert.equal(await buyer.heading.evaluate((e) => getComputedStyle(e).direction), reference.direction);
      assert.equal(await buyer.heading.textContent(), name);
      await buyer.leave();
    });
  }

  test('an emoji has the colours that the browser gives it', async (t) => {
    const name = '👍🏽 👨‍👩‍👧 🇨🇳';
    const buyer = await atStore(name);
    const coloured = ({ colour }) => colour.filter((c) => c > 60).length;
    const painted = coloured(await ink(buyer.page, buyer.heading)), reference = coloured(await written(buyer, name));
    await buyer.leave();
    if (reference === 0) return t.skip('no font with colours is installed');
    assert.ok(Math.abs(painted - reference) <= reference / 10, `${painted} pixels in colour, not ${reference}`);
  });

  test('a font that comes late is painted as soon as it is there', async () => {
    const name = 'Kefu Service';
    const buyer = await atStore(name, { prepare: async (page) => {
      await page.route('**/late.ttf', async (route) => route.fulfill({ body: await readFile(kLateFont), contentType: 'font/ttf' }));
      await page.addInitScript(() => addEventListener('DOMContentLoaded', () => {
        document.querySelector('kefu-panel').style.setProperty('--kefu-font', 'Late');
      }));
    } });
    const early = trimmed(await ink(buyer.page, buyer.heading));
    await buyer.page.evaluate(async () => {
      const face = new FontFace('Late', 'url(/late.ttf)', { weight: '600' });
      document.fonts.add(face);
      await face.load();
    });
    const reference = trimmed(await written(buyer, name, 'Late'));
    assert.ok(difference(early, reference) > kMostOff, 'another font before');
    await until('the heading in the late font', async () => difference(trimmed(await ink(buyer.page, buyer.heading)), reference) <= kMostOff);
    assert.deepEqual(buyer.complaints, []);
    await buyer.leave();
  });
});
