// axe-core has nothing to say about any screen: WCAG 2.2 A and AA and its best practices, light and dark, in both languages,
// over the canvas and as the plain page. (Over the canvas words are transparent: theme.cpp's own test measures the painted
// colours.)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { kDirect } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { startShopPage } from '../harness/shop_page.mjs';
import { sign } from '../harness/token.mjs';
import { kVisits } from './screens.mjs';
import { launch, visit } from './shop.mjs';

const kAll = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const kColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }; // all that the dark can change
const kAxe = readFileSync(`${kRoot}node_modules/axe-core/axe.min.js`, 'utf8');

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** What axe finds in the page, through the open shadow root; brought in by the browser's driver, so no policy forbids it. */
async function complaints(buyer, runOnly, exclude = []) {
  if (!(await buyer.page.evaluate(() => 'axe' in globalThis))) await buyer.page.evaluate(kAxe);
  return buyer.page.evaluate(async (options) => {
    const result = await globalThis.axe.run({ exclude: options.exclude }, { runOnly: options.runOnly });
    const seen = [...result.passes, ...result.incomplete].flatMap((rule) => rule.nodes.flatMap((node) => node.target));
    const told = ({ target, html, any, all, none }) =>
      `${target.flat().join(' ')} ${html.slice(0, 160)}: ${[...any, ...all, ...none].map((check) => check.message).join('; ')}`;
    return {
      violations: result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`)),
      looked: seen.filter((target) => Array.isArray(target)).length, // the paths that lead into a shadow root are lists
    };
  }, { runOnly, exclude });
}

async function everyScreen(plain) {
  const server = await startServer();
  const found = [];
  let count = 0;
  try {
    for (const screens of kVisits) {
      const buyer = await visit(browser, server, { plain, dpr: 1, ...screens[0].who });
      for (const { name, go } of screens) {
        await go(buyer);
        const closed = name === '00-page';
        const say = async (how, rules) => {
          const { violations, looked } = await complaints(buyer, rules, closed ? [] : ['#product', '#demo', 'nav']); // the shop's, once
          if (rules === kAll && !closed) assert.ok(looked > 20, `${name}: axe looked at ${looked} things in the panel`);
          found.push(...violations.map((v) => `${name}, ${how}: ${v}`));
        };
        await say('zh-CN', kAll);
        if (plain || closed) {
          await buyer.page.emulateMedia({ colorScheme: 'dark' });
          await say('dark', kColours);
          await buyer.page.emulateMedia({ colorScheme: 'light' });
        }
        if (!closed) {
          await buyer.speak('en');
          await say('en', kAll);
          await buyer.speak('zh-CN');
        }
        count++;
      }
      await buyer.leave();
    }
  } finally {
    await server.end();
  }
  assert.deepEqual(found, []);
  return count;
}

describe('on every screen, light and dark, in both languages, axe says nothing', { concurrency: true }, () => {
  for (const plain of [false, true]) {
    const where = plain ? 'as the plain page' : 'over the canvas';
    test(where, async () => {
      console.log(`axe: ${await everyScreen(plain)} screens ${where}: no violation`);
    });
  }
});

test('nor in a shop’s own page with a strict policy', async () => {
  let service;
  const shop = await startShopPage(() => service, { token: () => sign('b-1'), store: kDirect, item: 'i-301' });
  service = await startServer({ origins: [shop.url] });
  try {
    const buyer = await visit(browser, shop);
    await buyer.open();
    const { violations, looked } = await complaints(buyer, kAll, ['#product']); // the shop's
    assert.ok(looked > 20, `axe looked at ${looked} things in the panel`);
    assert.deepEqual(violations, []);
    await buyer.leave();
  } finally {
    await shop.end();
    await service.end();
  }
});
