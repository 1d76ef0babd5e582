// Pictures of every screen for people to judge, into build/shots/<variant>/<screen>.png. No assertion.
//
//   node tests/browser/shots.mjs                 # all variants
//   node tests/browser/shots.mjs zh-light en     # some
//   node tests/browser/shots.mjs docs            # README's pictures anew, into docs/
import { mkdirSync, writeFileSync } from 'node:fs';
import { clockStands } from '../harness/clock.mjs';
import { kNow } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { decode, encode } from '../harness/pictures.mjs';
import { startServer } from '../harness/server.mjs';
import { toBottom } from './looking.mjs';
import { kMoreCases, kMoreStores, kVisits } from './screens.mjs';
import { launch, visit } from './shop.mjs';

const kVariants = {
  'zh-light': {},
  'zh-dark': { dark: true },
  en: { lang: 'en' },
  taiwan: { lang: 'zh-TW' },
  360: { viewport: { width: 360, height: 640 } },
  large: { textScale: 2 },
  desktop: { viewport: { width: 1280, height: 800 }, dpr: 1 },
};

// docs/<name>.png: which screen, and how.
const kDocs = {
  home: ['10-home', 'zh-light'],
  review: ['50-review', 'zh-light'],
  case: ['60-case-refunded', 'zh-light'],
  'home-en': ['12-home-direct-no-order', 'en'],
  'case-dark': ['62-case-waiting', 'zh-dark'],
  'not-eligible-taiwan': ['45-not-eligible', 'taiwan'],
};

const browser = await launch();

/** Walks as that variant; `take` gets each screen's name and picture, those of what is below too where `below`. */
async function walk(variant, walks, below, take) {
  const server = await startServer({ at: kNow });
  for (const screens of walks) {
    const buyer = await visit(browser, server, { ...kVariants[variant], prepare: clockStands(kNow), ...screens[0].who });
    const shot = async (name) => {
      await buyer.page.waitForTimeout(700); // pictures arrive, tints and sheets settle
      take(name, await buyer.page.screenshot());
    };
    for (const { name, go } of screens) {
      try {
        await go(buyer);
        await shot(name);
        const back = below && await toBottom(buyer);
        if (back) await shot(`${name}-bottom`);
        if (back) await back();
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
}

async function everyScreen(variant) {
  const folder = `${kRoot}build/shots/${variant}`;
  mkdirSync(folder, { recursive: true });
  for (const walks of [[...kVisits, ...kMoreStores], kMoreCases]) await walk(variant, walks, true, (name, png) => writeFileSync(`${folder}/${name}.png`, png));
  console.log(`build/shots/${variant}`);
}

/** As small as a page to be read wants them. */
async function docs() {
  for (const variant of new Set(Object.values(kDocs).map(([, how]) => how))) {
    const wanted = new Map(Object.entries(kDocs).filter(([, [, how]]) => how === variant).map(([file, [screen]]) => [screen, file]));
    const walks = kVisits.filter((screens) => screens.some(({ name }) => wanted.has(name)));
    await walk(variant, walks, false, (name, png) => {
      if (wanted.has(name)) writeFileSync(`${kRoot}docs/${wanted.get(name)}.png`, encode(decode(png)));
    });
  }
  console.log('docs');
}

const wanted = process.argv.slice(2);
if (wanted.includes('docs')) await docs();
else for (const variant of Object.keys(kVariants)) if (!wanted.length || wanted.includes(variant)) await everyScreen(variant);
await browser.close();
