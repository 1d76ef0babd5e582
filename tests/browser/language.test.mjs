// The panel speaks the shop's page's language, or the one that the buyer chooses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kDirect } from '../harness/demo.mjs';
import { startServer } from '../harness/server.mjs';
import { startShopPage } from '../harness/shop_page.mjs';
import { sign } from '../harness/token.mjs';
import { words } from '../harness/words.mjs';
import { launch, visit } from './shop.mjs';

const kNames = ['简体中文', '繁體中文', 'English'];

let browser, service, shop;
before(async () => {
  shop = await startShopPage(() => service, { token: () => sign('b-1'), store: kDirect, item: 'i-301', lang: 'zh-TW' });
  service = await startServer({ origins: [shop.url] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.end();
  await service?.end();
});

/** What a screen reader pronounces, and whose forms of the Han characters are seen: painted ones, and those in fields. */
const hand = (buyer) => buyer.element.evaluate((e) => {
  const panel = e.shadowRoot.querySelector('.panel');
  const glyphs = e.shadowRoot.querySelector('.glyphs');
  const forms = (font) => /"Noto Sans CJK (\w+)"/.exec(font)[1];
  return { lang: panel.lang, glyphs: glyphs.lang, painted: forms(glyphs.getContext('2d').font), fields: forms(getComputedStyle(panel).fontFamily) };
});
const kTaiwan = { lang: 'zh-TW', glyphs: 'zh-TW', painted: 'TC', fields: 'TC' };
const kMainland = { lang: 'zh-CN', glyphs: 'zh-CN', painted: 'SC', fields: 'SC' };

test('a shop in Taiwan gets the panel in its own words and characters', async () => {
  const locales = [];
  const buyer = await visit(browser, shop, { lang: 'zh-TW', prepare: (page) => page.on('request', (r) => {
    if (r.url().includes('/locales/')) locales.push(r.url().split('/').pop());
  }) });
  await buyer.open(); // by 聯絡客服, into 聯絡客服
  const orders = buyer.group('我的訂單');
  await orders.waitFor({ state: 'attached' });
  await orders.getByRole('button', { name: '等待出貨' }).first().waitFor();
  assert.deepEqual(locales, ['zh-TW.json']);
  assert.deepEqual(await hand(buyer), kTaiwan);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('the settings offer three languages under their own names, and the chosen one is spoken at once', async () => {
  const buyer = await visit(browser, shop, { lang: 'zh-TW' });
  await buyer.open();
  await buyer.tap('語言', false);
  const choices = buyer.element.getByRole('radiogroup', { name: '選擇語言' }).getByRole('radio');
  await choices.first().waitFor();
  assert.deepEqual(await choices.evaluateAll((all) => all.map((e) => e.getAttribute('aria-label') ?? e.textContent)), kNames);
  assert.deepEqual(await choices.evaluateAll((all) => all.map((e) => e.getAttribute('aria-checked'))), ['false', 'true', 'false']);
  await choices.nth(0).click();
  await buyer.heading('联系客服').waitFor();
  assert.deepEqual(await hand(buyer), kMainland);
  await buyer.tap('语言', false);
  await buyer.element.getByRole('radio', { name: '繁體中文' }).click();
  await buyer.heading('聯絡客服').waitFor();
  assert.deepEqual(await hand(buyer), kTaiwan);
  await buyer.leave();
});

test('every way to write it counts: who reads traditional characters gets them, and nobody else', async () => {
  const buyer = await visit(browser, shop, { lang: 'zh-TW' });
  await buyer.open();
  for (const [lang, spoken] of [['zh-Hans-HK', 'zh-CN'], ['zh-Hant', 'zh-TW'], ['zh', 'zh-CN'], ['zh-hk', 'zh-TW'], ['zh-SG', 'zh-CN'],
    ['zh-Hant-MO', 'zh-TW'], ['fr', 'en'], ['zh-MO', 'zh-TW']]) {
    await buyer.element.evaluate((e, to) => { e.lang = to; }, lang);
    await buyer.heading(words(spoken)('home.title')).waitFor();
    const label = { 'zh-CN': '联系客服', 'zh-TW': '聯絡客服', en: 'Contact service' }[spoken];
    assert.equal(await buyer.element.evaluate((e) => e.shadowRoot.querySelector('.launch').ariaLabel), label, lang);
  }
  await buyer.leave();
});

test('where the sentences for Taiwan are missing, the panel speaks the mainland’s rather than English', async () => {
  const buyer = await visit(browser, shop, { lang: 'zh-TW', prepare: (page) => page.route('**/locales/zh-TW.json', (r) => r.fulfill({ status: 404 })) });
  await buyer.launcher.click();
  await buyer.heading('联系客服').waitFor();
  await buyer.leave();
});
