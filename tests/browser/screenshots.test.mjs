// Every screen looks as its reference in tests/screenshots, light and dark, in Chinese and English, within two tolerances.
//
//   UPDATE=1 node --test tests/browser/screenshots.test.mjs     # these looks are right: they become the references
//   ONLY=50-review node --test tests/browser/screenshots.test.mjs  # the walk that leads there (with UPDATE=1, too)
//
// What differs is left in build/screenshots: as wanted, as it is, and the difference in red. References hold for the fonts that
// scripts/setup installs; with others nothing can be compared, and the test says so.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { clockStands } from '../harness/clock.mjs';
import { kNow } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { blank, copy, decode, difference, encode, moved } from '../harness/pictures.mjs';
import { startServer } from '../harness/server.mjs';
import { sleep } from '../harness/wait.mjs';
import { chance, places, toBottom } from './looking.mjs';
import { kMoreCases, kMoreStores, kVisits } from './screens.mjs';
import { launch, visit } from './shop.mjs';

const kTolerance = {
  colour: 0.1, // of black to white, as pixelmatch weighs it: two greys 26 of 255 apart are alike
  pixels: 40, // of 329,160 (0.012 %) may be further apart without being a shape's soft edge
};
const kReferences = `${kRoot}tests/screenshots`;
const kTrouble = `${kRoot}build/screenshots`;
const kFonts = `${kReferences}/fonts.json`;
const kUpdate = process.env.UPDATE === '1';
const kOnly = process.env.ONLY;
const kLanguages = { 'zh-CN': 'zh', en: 'en' };
const kPatienceMs = 3000; // until pictures have come
const kHurriedMs = 300; // when most of it has changed

let browser, server, another; // what some file would stand in the others' way
before(async () => {
  [server, another] = await Promise.all([startServer({ at: kNow }), startServer({ at: kNow })]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.end(), another?.end()]);
});

const enter = (who, at = server) => visit(browser, at, { dpr: 1, prepare: clockStands(kNow), ...who });

async function look(buyer) {
  const picture = decode(await buyer.page.screenshot());
  const left = await chance(buyer);
  for (const place of left) blank(picture, place);
  const share = left.reduce((sum, { w, h }) => sum + w * h, 0) / (picture.width * picture.height);
  assert.ok(share < 0.8, `${share} of the picture are left out`);
  return picture;
}

/** As soon as two pictures in a row are the same, for references. */
async function settled(buyer) {
  for (let last = await look(buyer); ;) {
    await buyer.page.waitForLoadState('networkidle');
    await sleep(kPatienceMs / 10);
    const next = await look(buyer);
    if (difference(last, next, 0).pixels === 0) return next;
    last = next;
  }
}

/** The widths of some words say which fonts these are, whatever draws them. */
const fonts = (buyer) => buyer.page.evaluate(() => {
  const pen = document.createElement('canvas').getContext('2d');
  return [400, 600].map((weight) => {
    pen.font = `${weight} 100px system-ui, "Noto Sans CJK SC", sans-serif`;
    return ['联系客服', 'Contact', '¥1,234.50'].map((words) => Math.round(pen.measureText(words).width)).join(' ');
  }).join(' ');
});

const seen = new Set();
const wrong = [];

async function compare(buyer, variant, screen) {
  const path = `${kReferences}/${variant}/${screen}.png`;
  seen.add(`${variant}/${screen}.png`);
  if (kUpdate) {
    mkdirSync(`${kReferences}/${variant}`, { recursive: true });
    const got = await settled(buyer);
    if (existsSync(path) && difference(decode(readFileSync(path)), got, kTolerance.colour).pixels === 0) return;
    writeFileSync(path, encode(got));
    return;
  }
  if (!existsSync(path)) {
    wrong.push(`${variant} ${screen}: has no reference (UPDATE=1 makes it)`);
    return;
  }
  const want = decode(readFileSync(path));
  const end = Date.now() + (wrong.length < 5 ? kPatienceMs : kHurriedMs);
  for (;;) {
    const got = await look(buyer);
    const { pixels, share, picture } = difference(want, got, kTolerance.colour);
    if (pixels <= kTolerance.pixels) return;
    if (Date.now() < end) continue;
    wrong.push(`${variant} ${screen}: ${pixels} pixels differ, ${(share * 100).toFixed(3)} %`);
    mkdirSync(`${kTrouble}/${variant}`, { recursive: true });
    writeFileSync(`${kTrouble}/${variant}/${screen}-want.png`, readFileSync(path));
    writeFileSync(`${kTrouble}/${variant}/${screen}-got.png`, encode(got));
    writeFileSync(`${kTrouble}/${variant}/${screen}-diff.png`, picture());
    return;
  }
}

/** One screen in all its looks; the walk goes on in Chinese by day. */
async function allLooks(buyer, screen) {
  for (const [lang, short] of Object.entries(kLanguages)) {
    if (lang !== buyer.lang) {
      if (screen === '00-page') return; // the shop's own words
      await buyer.speak(lang);
    }
    for (const theme of ['light', 'dark']) {
      await buyer.page.emulateMedia({ colorScheme: theme });
      await compare(buyer, `${short}-${theme}`, screen);
    }
    await buyer.page.emulateMedia({ colorScheme: 'light' });
  }
  await buyer.speak(buyer.lang);
  const back = await toBottom(buyer);
  if (!back) return;
  await compare(buyer, 'zh-light', `${screen}-bottom`);
  await back();
}

/** One screen in one of its looks; in turns by day in Chinese and by night in English. */
let turns = 0;
async function oneLook(buyer, screen) {
  const [lang, theme] = turns++ % 2 ? ['en', 'dark'] : ['zh-CN', 'light'];
  if (lang !== buyer.lang) await buyer.speak(lang);
  await buyer.page.emulateMedia({ colorScheme: theme });
  await compare(buyer, `${kLanguages[lang]}-${theme}`, screen);
  await buyer.page.emulateMedia({ colorScheme: 'light' });
  if (lang !== buyer.lang) await buyer.speak(buyer.lang);
}
// Of what people do to one another: what is like no other screen.
const kOnce = new Set(['47-form-exchange', '49-form-repair', '4c-form-complaint', '54-review-complaint', '63-case-refused', '65-intervene', '67-case-judging',
  '19-home-late', '55-review-late', '6a-case-offer', '6b-case-judged', '6c-appeal']);

// What other stores' buyers see before they have signed in is the first store's, word for word.
const kWalks = [...kVisits, ...kMoreStores.filter(([{ name }]) => !name.startsWith('70-')), ...kMoreCases]
  .filter((screens) => !kOnly || screens.some(({ name }) => name === kOnly));

test('every screen looks as its reference', async (t) => {
  rmSync(kTrouble, { recursive: true, force: true });
  mkdirSync(kReferences, { recursive: true });
  for (const screens of kWalks) {
    const buyer = await enter(screens[0].who, kMoreCases.includes(screens) ? another : server);
    if (seen.size === 0) {
      const these = await fonts(buyer);
      if (kUpdate) writeFileSync(kFonts, `${JSON.stringify(these)}\n`);
      const known = JSON.parse(readFileSync(kFonts, 'utf8'));
      if (these !== known) {
        await buyer.leave();
        return t.skip(`the references were made with other fonts: ${known}, here ${these}`);
      }
    }
    for (const { name, go } of screens) {
      await go(buyer);
      if (!kMoreCases.includes(screens)) await allLooks(buyer, name);
      else if (kOnce.has(name)) await oneLook(buyer, name);
    }
    await buyer.leave();
  }
  for (const variant of kOnly ? [] : readdirSync(kReferences, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)) {
    for (const file of readdirSync(`${kReferences}/${variant}`).filter((name) => !seen.has(`${variant}/${name}`))) {
      if (kUpdate) rmSync(`${kReferences}/${variant}/${file}`);
      else wrong.push(`${variant}/${file} is the reference of no screen`);
    }
  }
  assert.deepEqual(wrong, [], `build/screenshots has the pictures`);
  console.log(`screenshots: ${seen.size} pictures, each within ${kTolerance.pixels} pixels of its reference`);
});

test('a control moved by one CSS pixel is noticed, in every direction', async () => {
  const buyer = await enter({});
  await buyer.open();
  const picture = await settled(buyer);
  const controls = (await places(buyer, '.panel button')).map(({ x, y, w, h }) => ({ x: Math.round(x), y: Math.round(y), w: Math.round(w), h: Math.round(h) }))
    .filter(({ x, y, w, h }) => w > 0 && x > 0 && y > 0 && x + w < picture.width && y + h < picture.height);
  assert.ok(controls.length >= 4, `only ${controls.length} controls`);
  for (const control of controls) {
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const { pixels } = difference(picture, moved(picture, control, dx, dy), kTolerance.colour);
      assert.ok(pixels > kTolerance.pixels, `${JSON.stringify(control)} moved by ${dx}, ${dy}: only ${pixels} pixels differ`);
    }
  }
  await buyer.leave();
});

test('soft edges drawn a twelfth of a pixel elsewhere, and a little noise, are not', async () => {
  const buyer = await enter({});
  await buyer.open();
  const picture = await settled(buyer);
  const noisy = copy(picture);
  let dice = 1;
  for (let i = 0; i + 4 < noisy.data.length; i++) {
    if (i % 4 === 3) continue;
    dice = dice * 48271 % 0x7fffffff;
    const softened = picture.data[i] * 11 / 12 + picture.data[i + 4] / 12;
    noisy.data[i] = Math.min(255, Math.max(0, Math.round(softened) + dice % 7 - 3));
  }
  const { pixels } = difference(decode(encode(picture)), noisy, kTolerance.colour);
  assert.ok(pixels <= kTolerance.pixels, `${pixels} pixels differ`);
  await buyer.leave();
});
