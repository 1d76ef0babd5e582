// Pictures of every screen for people to judge, into build/shots/<variant>/<screen>.png. No assertion.
//
//   node tests/browser/shots.mjs                 # all variants
//   node tests/browser/shots.mjs zh-light en     # some
import { mkdirSync } from 'node:fs';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { launch, visit } from './shop.mjs';

const kVariants = {
  'zh-light': {},
  'zh-dark': { dark: true },
  en: { lang: 'en' },
  360: { viewport: { width: 360, height: 640 } },
  large: { textScale: 2 },
  desktop: { viewport: { width: 1280, height: 800 }, dpr: 1 },
};

const browser = await launch();
const wanted = process.argv.slice(2);
for (const [variant, options] of Object.entries(kVariants)) {
  if (wanted.length && !wanted.includes(variant)) continue;
  const server = await startServer();
  const folder = `${kRoot}build/shots/${variant}`;
  mkdirSync(folder, { recursive: true });
  const session = async (who, walk) => {
    const buyer = await visit(browser, server, { ...options, ...who });
    const shot = async (name) => {
      await buyer.page.waitForTimeout(700);
      await buyer.page.screenshot({ path: `${folder}/${name}.png` });
    };
    const bottom = async (name) => {
      await buyer.element.evaluate((e) => { const s = e.shadowRoot.querySelector('.scroller'); s.scrollTop = s.scrollHeight; });
      await shot(name);
    };
    try {
      await walk(buyer, shot, bottom);
    } catch (error) {
      console.error(`${variant} ${JSON.stringify(who)}: ${error.message.split('\n')[0]}`);
      await shot(`trouble-${who.buyer ?? 'b-1'}-${who.item ?? 'i-301'}`);
    }
    for (const complaint of buyer.complaints) console.error(`${variant}: ${complaint}`);
    await buyer.leave();
  };

  const [coupons] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
  const [shipped] = ordersOf('b-1', kDirect, 'WAIT_BUYER_CONFIRM_GOODS');
  await session({}, async (buyer, shot, bottom) => {
    await shot('00-page');
    await buyer.open();
    await shot('10-home');
    await bottom('11-home-bottom');
    await buyer.toOrder(coupons);
    await shot('20-order');
    await bottom('21-order-bottom');
    await buyer.toForm(coupons, 'unwanted');
    await shot('40-form');
    await buyer.tap(buyer.say('form.next'));
    await shot('41-form-errors');
    await buyer.toReview();
    await shot('50-review');
    await bottom('51-review-bottom');
    await buyer.tap(buyer.say('review.why', { what: buyer.say('review.freight') })).catch(() => undefined);
    await shot('52-review-why');
    await buyer.page.keyboard.press('Escape');
    await buyer.submit('SUCCESS');
    await shot('60-case-refunded');
    await bottom('61-case-bottom');
  });
  await session({}, async (buyer, shot) => {
    await buyer.open();
    await buyer.toOrder(shipped);
    await buyer.tap(buyer.say('order.aftersale_all'));
    await shot('30-wrong');
    await buyer.tap(buyer.say('wrong.unwanted_shipped'), false);
    await shot('45-not-eligible');
  });
  await session({ buyer: 'b-2' }, async (buyer, shot) => {
    await buyer.open();
    await shot('12-home-direct-no-order');
    await buyer.tap(buyer.say('do.how_to_reach'));
    await shot('13-how-to-reach');
  });
  await session({ buyer: 'b-2', item: 'i-103' }, async (buyer, shot, bottom) => {
    const [trade] = ordersOf('b-2', 's-101', 'WAIT_SELLER_SEND_GOODS');
    await buyer.open();
    await shot('14-home-brand-factory');
    await buyer.toRefund(trade);
    await buyer.submit('WAIT_SELLER_AGREE');
    await shot('62-case-waiting');
    await bottom('63-case-waiting-bottom');
  });
  for (const [item, name] of [['i-401', 'outlet'], ['i-201', 'joint'], ['i-501', 'flagship'], ['i-601', 'c-shop'], ['i-701', 'unknown']]) {
    await session({ item, buyer: 'none' }, async (buyer, shot) => {
      await buyer.launcher.click();
      await buyer.page.waitForTimeout(1500);
      await shot(`70-signed-out-${name}`);
    });
    await session({ item }, async (buyer, shot) => {
      await buyer.open();
      await shot(`15-home-${name}`);
    });
  }
  await server.end();
  console.log(`build/shots/${variant}`);
}
await browser.close();
