// What a frame of the shipped module costs, in counts: passes of a tap, nodes that a scroll tells, shapes that it draws.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPanel } from 'kefu';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { kRows, stretching, withHistory, withLines } from '../harness/long.mjs';
import { startServer } from '../harness/server.mjs';
import { sign } from '../harness/token.mjs';
import { words } from '../harness/words.mjs';

const kMostPasses = 4;
const say = words('zh-CN');
const [direct] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const [factory] = ordersOf('b-2', 's-101', 'WAIT_SELLER_SEND_GOODS');
const starting = (text) => new RegExp(text.slice(0, 12));

let server;
before(async () => { server = await startServer(); });
after(() => server?.end());

/** A buyer who likes no motion: what a tap leads to is there in one frame. Each tap is counted before anybody answers it. */
async function visit(buyer, store, item, stretch) {
  const panel = createPanel({ store, item, session: `test-${Math.random()}` }, { now: Date.now() });
  const shop = panel.connect({ endpoint: server.url, token: sign(buyer), ...(stretch && { fetch: stretching(stretch) }) });
  panel.event({ type: 'theme', dark: false, reduced_motion: true, accent: null, accent_text: null, radius: 14 });
  panel.event({ type: 'open' });
  await shop.settled();
  const taps = [];
  const tap = async (role, name) => {
    const node = panel.allByRole(role, { name })[0];
    assert.ok(node, String(name));
    const { frames, passes } = panel.stats;
    panel.click(node);
    taps.push({ name: node.name, frames: panel.stats.frames - frames, passes: panel.stats.passes - passes });
    await shop.settled();
  };
  return { panel, taps, tap };
}

test('no tap on the way to a refund, in its sheets and back takes more than four passes and one frame', async () => {
  const { panel, taps, tap } = await visit('b-1', kDirect, 'i-301');
  const aftersale = say(direct.orders.length > 1 ? 'order.aftersale_all' : 'order.aftersale');
  await tap('button', starting(say('service.see')));
  await tap('button', say('nav.close'));
  await tap('button', starting(say('settings.title')));
  await tap('button', say('nav.close'));
  await tap('button', starting(direct.orders[0].title));
  await tap('button', aftersale);
  await tap('button', say('nav.back'));
  await tap('button', aftersale);
  await tap('button', new RegExp(say('wrong.unwanted')));
  await tap('button', say('form.next')); // no reason yet: refused
  await tap('radio', /./);
  await tap('button', say('form.next'));
  await tap('button', new RegExp(say('review.why', { what: '.*' })));
  await tap('button', say('nav.close'));
  await tap('button', say('submit.submit'));
  panel.byRole('heading', { name: say('case.title') });
  console.log(`frames: ${taps.length} taps, at most ${Math.max(...taps.map((t) => t.passes))} passes each`);
  for (const { name, frames, passes } of taps) {
    assert.equal(frames, 1, name);
    assert.ok(passes <= kMostPasses, `${name}: ${passes}`);
  }
});

const sizes = (panel) => panel.draw().map((l) => [l.vertices.length, l.indices.length, l.commands.length]);
const bytes = (panel) => panel.draw().map((l) => [Buffer.from(l.vertices), [...l.indices], [...l.commands]]);

async function scrolls({ panel }, role) {
  const { height } = panel;
  assert.equal(panel.allByRole(role).filter((n) => n.rect[1] > 0).length >= kRows, true);
  const nodes = panel.nodes.length;
  const whole = (text) => text.reduce((sum, [vertices]) => sum + vertices, 0);
  const most = whole(sizes(panel));
  for (let top = 0; top < height; top += height / 23) {
    const { frames, passes } = panel.stats;
    const told = panel.told;
    panel.scroll(top);
    assert.deepEqual([panel.stats.frames - frames, panel.stats.passes - passes], [1, 1]);
    assert.equal(panel.told, told, 'nothing is told');
    assert.equal(panel.nodes.length, nodes);
    assert.ok(whole(sizes(panel)) < most * 2, 'only what is in sight is drawn');
    const repainted = bytes(panel);
    panel.event({ type: 'online', online: true }); // all is asked for
    assert.deepEqual(bytes(panel), repainted);
    assert.equal(panel.told, told, 'it was all as it had been');
  }
}

test('an order of a thousand lines: a frame that scrolls tells nothing and draws what is in sight', async () => {
  const buyer = await visit('b-1', kDirect, 'i-301', withLines(direct.tid));
  await buyer.tap('button', starting(`1 · ${direct.orders[0].title}`));
  buyer.panel.byRole('heading', { name: say('order.title') });
  await scrolls(buyer, 'button');
});

test('a case with a thousand events: likewise', async () => {
  const filed = await server.as('b-2').submit(factory.tid, factory.orders[0].oid);
  assert.equal(filed.status, 201, filed.text);
  const buyer = await visit('b-2', 's-101', 'i-103', withHistory);
  await buyer.tap('button', new RegExp(say('type.RO_UNSHIPPED')));
  buyer.panel.byRole('heading', { name: say('case.title') });
  await scrolls(buyer, 'listitem');
});
