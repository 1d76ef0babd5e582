// The whole demo day as pictures for people to judge, into build/day/<part>-<look>/, with contact sheets beside them.
// No assertion.
//
//   node tests/browser/day.mjs                  # everything
//   node tests/browser/day.mjs orders           # every order of both buyers: page, question list, first form
//   node tests/browser/day.mjs forms            # every form and its review
//   node tests/browser/day.mjs cases desk       # what people do to one another (stories.mjs), as the buyer and as the desk sees it
//   node tests/browser/day.mjs orders=en-dark   # one part in one other look
//   ONLY=exchange,late node tests/browser/day.mjs cases    # some stories; orders by number, forms by screen, desks by who
//                                                             # sits there
import { mkdirSync, rmSync } from 'node:fs';
import { clockStands } from '../harness/clock.mjs';
import { kNow } from '../harness/demo.mjs';
import { kRoot } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { sit } from './desks.mjs';
import { toBottom } from './looking.mjs';
import { kMoreCases, kVisits } from './screens.mjs';
import { contactSheets } from './sheets.mjs';
import { launch, visit } from './shop.mjs';
import { begin, deskOf, kLeft, kStories, kTrades, tell } from './stories.mjs';

const kLooks = {
  'zh-light': {}, 'zh-dark': { dark: true }, 'en-light': { lang: 'en' }, 'en-dark': { lang: 'en', dark: true }, taiwan: { lang: 'zh-TW' },
  360: { viewport: { width: 360, height: 640 } }, large: { textScale: 2 },
};
const kDeskLooks = {
  'zh-light': {}, 'en-dark': { lang: 'en', dark: true }, phone: { viewport: { width: 390, height: 844 } },
  'en-phone': { lang: 'en', viewport: { width: 390, height: 844 } }, taiwan: { lang: 'zh-TW' },
};
const kMuchLater = '2026-12-08T10:30:00+08:00'; // every deadline of kLeft has passed
const kOnly = process.env.ONLY?.split(',');
const wantedStory = ({ name }) => !kOnly || kOnly.includes(name);

const browser = await launch();

/** Takes pictures of a page into a folder of its own and lays them out at the end. */
class Album {
  pictures = [];
  constructor(name, layout) {
    Object.assign(this, { path: `${kRoot}build/day/${name}`, layout });
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path, { recursive: true });
  }
  async take(page, name, options = {}) {
    const file = `${this.path}/${String(this.pictures.length).padStart(3, "0")}-${name.replaceAll("/", " ")}.png`;
    await page.screenshot({ path: file, ...options });
    this.pictures.push({ name, file });
  }
  close() { return contactSheets(browser, this.path, this.pictures, this.layout); }
}

const settled = async (page) => {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(350); // tints and sheets
};

/** The screen, and what is below it. */
async function look(album, buyer, name) {
  await settled(buyer.page);
  await album.take(buyer.page, name);
  const back = await toBottom(buyer);
  if (!back) return;
  await buyer.page.waitForTimeout(150);
  await album.take(buyer.page, `${name} ↓`);
  await back();
}

const enter = (server, trade, how, at = kNow) =>
  visit(browser, server, { buyer: trade.buyer, item: trade.orders[0].item_id, prepare: clockStands(at), ...how });
const trying = async (what, go) => {
  try {
    await go();
  } catch (error) {
    console.error(`${what}: ${error.message.split('\n')[0]}`);
  }
};

/** From the open panel's Home to that very order: several begin with the same thing. */
async function toOrder(buyer, trade) {
  const orders = buyer.group(buyer.say('home.orders'));
  await orders.waitFor({ state: 'attached' });
  const all = buyer.element.getByRole('button', { name: new RegExp(buyer.say('home.all_orders.other', { n: '\\d+' })) });
  if (await all.isVisible()) await all.click();
  for (let i = 0; ; i++) {
    await orders.getByRole('button', { name: trade.orders[0].title }).nth(i).click();
    await buyer.heading(buyer.say('order.title')).waitFor();
    if (await buyer.text(trade.tid).first().isVisible()) return;
    await buyer.page.keyboard.press('Escape');
    await buyer.heading(buyer.say('order.title')).waitFor({ state: 'detached' });
  }
}

async function orders(how) {
  const album = new Album(`orders-${how}`);
  const server = await startServer({ at: kNow });
  for (const trade of kTrades) {
    const n = trade.tid.slice(11, 13);
    if (!wantedStory({ name: n })) continue;
    const buyer = await enter(server, trade, kLooks[how]);
    await trying(`order ${n}`, async () => {
      await buyer.open();
      if (!kTrades.some((t) => t !== trade && t.buyer === trade.buyer && t.store_id === trade.store_id && t.tid < trade.tid)) await look(album, buyer, `home ${trade.buyer} ${trade.store_id}`);
      await toOrder(buyer, trade);
      await look(album, buyer, `${n} ${trade.status}`);
      await buyer.tap(buyer.say(trade.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale'));
      await buyer.heading(buyer.say('wrong.title')).waitFor();
      await look(album, buyer, `${n} what is wrong`);
      await buyer.element.getByRole('button').nth(2).click(); // behind back and close: the first question
      await buyer.heading(buyer.say('wrong.title')).waitFor({ state: 'detached' });
      await look(album, buyer, `${n} first form`);
    });
    for (const complaint of buyer.complaints) console.error(`order ${n}: ${complaint}`);
    await buyer.leave();
  }
  await server.end();
  await album.close();
}

/** Every form and its review, as walked in screens.mjs. */
async function forms(how) {
  const album = new Album(`forms-${how}`);
  for (const walk of [...kVisits, ...kMoreCases].filter((screens) => screens.some(wantedStory))) {
    const server = await startServer({ at: kNow }); // what one files stands in the next one's way
    const buyer = await visit(browser, server, { ...kLooks[how], prepare: clockStands(kNow), ...walk[0].who });
    await trying(walk[0].name, async () => {
      for (const { name, go } of walk) {
        await go(buyer);
        await look(album, buyer, name);
      }
    });
    await buyer.leave();
    await server.end();
  }
  await album.close();
}

/** From an order to its newest case. */
async function toCase(buyer, trade) {
  await toOrder(buyer, trade);
  await buyer.group(buyer.say('order.cases')).getByRole('button').first().click();
  await buyer.heading(buyer.say('case.title')).waitFor();
}

async function cases(how) {
  const album = new Album(`cases-${how}`);
  for (const story of kStories.filter(wantedStory)) {
    const server = await startServer({ at: kNow });
    await trying(story.name, async () => {
      const before = kStories.find(({ name }) => name === story.after);
      if (before) await tell(server, before, kNow);
      const told = await begin(server, story, kNow);
      const buyer = await enter(server, story.order, kLooks[how]);
      await buyer.open();
      await toCase(buyer, story.order);
      await look(album, buyer, `${story.name} submit`);
      for (const step of story.steps) {
        await told.say(step);
        await buyer.page.waitForTimeout(400); // the stream's word, then what is read again
        await look(album, buyer, `${story.name} ${step[1]}`);
      }
      for (const complaint of buyer.complaints) console.error(`${story.name}: ${complaint}`);
      await buyer.leave();
    });
    await server.end();
  }
  await album.close();
}

/** What is left alone until its deadline, then Home with what waits for the buyer. */
async function expired(how) {
  const album = new Album(`expired-${how}`);
  for (const story of kLeft.filter(wantedStory)) {
    const server = await startServer({ at: kNow });
    await trying(story.name, async () => {
      await tell(server, story, kNow);
      const buyer = await enter(server, story.order, kLooks[how]);
      await buyer.open();
      await look(album, buyer, `${story.name} home`);
      await buyer.leave();
      await server.stop();
      const later = await startServer({ database: server.database, at: kMuchLater });
      const again = await enter(later, story.order, kLooks[how], kMuchLater);
      await again.open();
      await toCase(again, story.order);
      await look(album, again, `${story.name} later`);
      await again.leave();
      await later.end();
    });
    await server.stop();
  }
  await album.close();
}

// Their fields say what is missing when they are sent as they are; the others would be carried out.
const kIncomplete = new Set(['refuse', 'refuse_goods', 'consign', 'seller_ships', 'apply_intervention', 'add_evidence', 'judge', 'appeal', 'feedback']);
const kForms = ['refuse', 'agree_return', 'negotiate', 'agree', 'receive', 'refuse_goods', 'consign', 'seller_ships', 'apply_intervention', 'accept_intervention', 'add_evidence', 'judge', 'appeal', 'to_refund', 'address', 'feedback'];

async function desk(how) {
  const narrow = kDeskLooks[how].viewport?.width < 768;
  const album = new Album(`desk-${how}`, narrow ? { across: 4, down: 1, width: 390 } : { across: 2, down: 1, width: 1000 });
  const server = await startServer({ at: kNow });
  const shop = { browser, server };
  const settle = async (side) => {
    await side.page.waitForTimeout(500);
    return side;
  };
  const come = async (as) => settle(await sit(shop, as, { prepare: clockStands(kNow), ...kDeskLooks[how] }));
  const take = (side, name) => album.take(side.page, name, { fullPage: true });
  const formsSeen = new Set();
  async function caseOf(side, told, name) {
    await side.toCase(told.case_id);
    await side.page.getByRole('heading', { name: side.say('case.actions'), exact: true }).waitFor();
    await settle(side);
    await take(side, name);
    for (const event of kForms) {
      const button = side.page.getByRole('button', { name: side.called(event) });
      const seen = `${event} ${told.story.case.type === 'RETURN_REFUND'}`;
      if (formsSeen.has(seen) || !(await button.isVisible())) continue;
      formsSeen.add(seen);
      const form = await side.begin(event);
      if (kIncomplete.has(event)) await form.getByRole('button', { name: side.called(event) }).click();
      await side.page.waitForTimeout(200);
      await take(side, `${name}: ${event}`);
      await form.getByRole('button', { name: side.say('cancel') }).click();
    }
  }
  await trying('empty', async () => {
    const nobody = await settle(await sit(shop, null, { prepare: clockStands(kNow), ...kDeskLooks[how] }));
    await take(nobody, 'signed out');
    await nobody.leave();
    const agent = await come('agent-s-107');
    await take(agent, 'agent, nothing to do');
    await agent.leave();
  });
  for (const story of kStories.filter(wantedStory)) {
    await trying(story.name, async () => {
      const told = await begin(server, story, kNow);
      const agent = await come(deskOf(story.order.store_id));
      const xiaoer = story.steps.some(([who]) => who === 'xiaoer') ? await come('xiaoer-1') : null;
      await caseOf(agent, told, `${story.name} submit`);
      for (const step of story.steps) {
        if (story.name === 'unshipped-agreed' && !kOnly) break; // so that the queue has something in it
        await told.say(step);
        if (step[1] === 'message') continue;
        await caseOf(agent, told, `${story.name} ${step[1]}`);
        if (xiaoer && ['apply_intervention', 'accept_intervention', 'add_evidence', 'judge', 'appeal'].includes(step[1])) await caseOf(xiaoer, told, `${story.name} ${step[1]}, 小二`);
      }
      for (const side of [agent, xiaoer].filter(Boolean)) {
        for (const complaint of side.complaints) console.error(`${story.name}: ${complaint}`);
        await side.leave();
      }
    });
  }
  for (const as of ['agent-s-101', 'desk-1', 'xiaoer-1', 'sup-31', 'finance-1']) {
    if (kOnly && !kOnly.includes(as)) continue; // its queue is what all the stories left
    await trying(as, async () => {
      const side = await come(as);
      for (const place of ['#/queue', '#/queue?tab=soon', '#/queue?tab=open', '#/queue?tab=ended', '#/queue?tab=open&q=zzz', '#/figures', '#/ledger']) {
        if (as === 'finance-1' && place.startsWith('#/queue')) continue;
        await side.page.evaluate((to) => { location.hash = to; }, place);
        await settle(side);
        await take(side, `${as} ${place}`);
      }
      if (as === 'sup-31') {
        await side.page.evaluate(() => { location.hash = '#/queue?tab=ended'; });
        await side.page.locator('a.open').first().click();
        await settle(side);
        await take(side, 'sup-31 case');
      }
      await side.leave();
    });
  }
  await server.end();
  await album.close();
}

const kParts = { orders, forms, cases, expired, desk };
const wanted = process.argv.slice(2);
for (const word of wanted.length ? wanted : Object.keys(kParts)) {
  const [part, how = 'zh-light'] = word.split('=');
  await kParts[part](how);
}
await browser.close();
