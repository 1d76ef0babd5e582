// Pictures of every screen for people to judge, into build/shots/<variant>/<screen>.png. No assertion.
//
//   node tests/browser/shots.mjs                 # all variants
//   node tests/browser/shots.mjs zh-light en     # some
import { mkdirSync } from 'node:fs';
import { kRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { kMoreStores, kVisits } from './screens.mjs';
import { launch, visit } from './shop.mjs';

const kVariants = {
  'zh-light': {},
  'zh-dark': { dark: true },
  en: { lang: 'en' },
  360: { viewport: { width: 360, height: 640 } },
  large: { textScale: 2 },
  desktop: { viewport: { width: 1280, height: 800 }, dpr: 1 },
};

/** Whether there was anything below. */
const toBottom = (buyer) => buyer.element.evaluate((e) => {
  const s = e.shadowRoot.querySelector('.scroller');
  if (!s) return false; // still closed
  const before = s.scrollTop;
  s.scrollTop = s.scrollHeight;
  return s.scrollTop > before;
});

const browser = await launch();
const wanted = process.argv.slice(2);
for (const [variant, options] of Object.entries(kVariants)) {
  if (wanted.length && !wanted.includes(variant)) continue;
  const server = await startServer();
  const folder = `${kRoot}build/shots/${variant}`;
  mkdirSync(folder, { recursive: true });
  for (const screens of [...kVisits, ...kMoreStores]) {
    const buyer = await visit(browser, server, { ...options, ...screens[0].who });
    const shot = async (name) => {
      await buyer.page.waitForTimeout(700); // pictures arrive, tints and sheets settle
      await buyer.page.screenshot({ path: `${folder}/${name}.png` });
    };
    for (const { name, go } of screens) {
      try {
        await go(buyer);
        await shot(name);
        if (await toBottom(buyer)) await shot(`${name}-bottom`);
      } catch (error) {
        console.error(`${variant} ${name}: ${error.message.split('\n')[0]}`);
        await shot(`trouble-${name}`);
        break;
      }
    }
    for (const complaint of buyer.complaints) console.error(`${variant} ${screens[0].name}: ${complaint}`);
    await buyer.leave();
  }
  await server.end();
  console.log(`build/shots/${variant}`);
}
await browser.close();
