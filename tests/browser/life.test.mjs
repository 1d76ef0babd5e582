// The panel as a guest: what it takes of the shop’s page it gives back, and while nothing happens it does nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { until } from '../harness/wait.mjs';
import { inShop } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const kIdleMs = 10_000;
const kMounts = 100;
const kPanels = 5;
const kHeapGrowth = 1.05;

let idle;
const shop = inShop(async () => {
  idle = await leaveAlone();
});

// Counts in the page, from before its first script: listeners on what outlives a panel, contexts, timers, frames.
function count() {
  const live = new Set(); // one entry a listener that is still there
  const asKey = (target, type, listener, options) =>
    [...live].find((l) => l.target === target && l.type === type && l.listener.deref() === listener && l.capture === Boolean(options?.capture ?? options));
  const outlives = (target) => target === window || target === document || target === document.documentElement || target === document.body
    || target === visualViewport || target === document.fonts || target instanceof MediaQueryList;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (outlives(target) && !asKey(target, type, listener, options) && !options?.signal?.aborted) {
      const entry = { target, type, listener: new WeakRef(listener), capture: Boolean(options?.capture ?? options) };
      live.add(entry);
      const gone = () => live.delete(entry);
      if (options?.signal) add.call(options.signal, 'abort', gone);
      if (options?.once) add.call(target, type, gone, { once: true });
    }
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const entry = asKey(this ?? window, type, listener, options);
    if (entry) live.delete(entry);
    return remove.call(this ?? window, type, listener, options);
  };

  const waiting = new Set();
  const ran = { timers: 0, frames: 0 };
  for (const [start, stop] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [begin, end] = [window[start], window[stop]];
    window[start] = (act, ms, ...more) => {
      const id = begin(() => {
        if (start === 'setTimeout') waiting.delete(id);
        ran.timers++;
        act(...more);
      }, ms);
      waiting.add(id);
      return id;
    };
    window[stop] = (id) => {
      waiting.delete(id);
      end(id);
    };
  }
  const [request, cancel] = [requestAnimationFrame, cancelAnimationFrame];
  const frames = new Set();
  window.requestAnimationFrame = (act) => {
    const id = request((now) => {
      frames.delete(id);
      ran.frames++;
      act(now);
    });
    frames.add(id);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    frames.delete(id);
    cancel(id);
  };

  const contexts = [];
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    const context = getContext.call(this, kind, ...more);
    if (kind === 'webgl' && context) contexts.push(new WeakRef(context));
    return context;
  };

  const { instantiate } = WebAssembly;
  window.instances = [];
  WebAssembly.instantiate = async (...args) => {
    const instance = await instantiate(...args);
    window.instances.push(new WeakRef(instance.exports.memory));
    return instance;
  };

  window.counts = () => ({
    listeners: [...live].map((l) => l.type).sort(), timers: waiting.size, frames: frames.size,
    contexts: { made: contexts.length, held: contexts.filter((c) => c.deref()?.isContextLost() === false).length },
    ran: { ...ran }, nodes: document.querySelectorAll('*').length, scroll: document.documentElement.style.cssText,
  });
}
const counts = (buyer) => buyer.page.evaluate(() => window.counts());
/** Modules whose memory, megabytes each, is still held; after a collection. */
const instances = (buyer) => buyer.page.evaluate(() => window.instances.filter((i) => i.deref()).length);
const visitCounting = (options) => shop.visit({ ...options, prepare: (page) => page.addInitScript(count) });

async function heapAfterCollection(buyer) {
  const session = (buyer.session ??= await buyer.page.context().newCDPSession(buyer.page));
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

// Puts panels into the page, opens every nth time, and takes them out once they can be used.
const mount = (buyer, times, together = 1, every = 1) => buyer.page.evaluate(async ([times, together, every]) => {
  const { token } = document.querySelector('kefu-panel');
  for (let i = 0; i < times; i++) {
    const panels = Array.from({ length: together }, () => {
      const panel = document.createElement('kefu-panel');
      Object.assign(panel, { store: 's-103', item: 'i-301', token, lang: 'zh-CN' });
      return panel;
    });
    document.body.append(...panels);
    for (const panel of panels) {
      if (i % every) continue;
      const ready = new Promise((done) => panel.addEventListener('kefu-ready', done, { once: true }));
      panel.open();
      await ready;
    }
    for (const panel of panels) panel.remove();
    await new Promise((done) => setTimeout(done)); // out for a task: gone
  }
}, [times, together, every]);

// A page with an open panel that nobody touches, while the other tests run.
async function leaveAlone() {
  const idle = await visitCounting({ item: 'i-101' });
  await idle.open();
  await idle.page.waitForLoadState('networkidle');
  await idle.page.waitForFunction(() => window.counts().timers === 0 && window.counts().frames === 0);
  return Object.assign(idle, { since: Date.now(), then: await counts(idle), drawn: await idle.stats() });
}

test('a hundred mounts later the page has its listeners, contexts, timers, nodes and memory back', async () => {
  const buyer = await visitCounting();
  const first = await counts(buyer);
  await mount(buyer, 10); // code compiled, caches filled
  const heap = await heapAfterCollection(buyer);
  await mount(buyer, kMounts / 2 - 10, 1, 2);
  await mount(buyer, kMounts / 10, kPanels, 2);
  const after = await counts(buyer);
  const grown = (await heapAfterCollection(buyer)) / heap;
  console.log(`life: ${kMounts} mounts: heap × ${grown.toFixed(3)}, ${after.contexts.made} contexts made, ${after.contexts.held} held, `
    + `${await instances(buyer)} modules kept`);
  assert.deepEqual(after.listeners, first.listeners);
  assert.deepEqual([after.timers, after.frames, after.nodes, after.scroll], [0, 0, first.nodes, first.scroll]);
  assert.ok(after.contexts.made >= kMounts / 3);
  assert.equal(after.contexts.held, 0);
  assert.equal(await instances(buyer), 0);
  assert.ok(grown <= kHeapGrowth, `${grown}`);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('opened and closed again and again, one panel keeps one module and no context', async () => {
  const buyer = await visitCounting();
  const openings = async (times) => {
    await buyer.element.evaluate(async (e, times) => {
      for (let i = 0; i < times; i++) {
        const ready = new Promise((done) => e.addEventListener('kefu-ready', done, { once: true }));
        e.open();
        await ready;
        e.close();
      }
    }, times);
    await until('what was asked for as it closed', async () => (await counts(buyer)).timers === 0);
  };
  // What the browser compiles and caches, and what looking at the heap costs the first time, comes once.
  await openings(10);
  await heapAfterCollection(buyer);
  await openings(20);
  const first = await counts(buyer);
  const heap = await heapAfterCollection(buyer);
  await openings(20);
  const after = await counts(buyer);
  const grown = (await heapAfterCollection(buyer)) / heap;
  console.log(`life: 20 openings: heap × ${grown.toFixed(3)}, ${after.contexts.made} contexts made, ${after.contexts.held} held`);
  assert.deepEqual(after.listeners, first.listeners);
  assert.deepEqual([after.frames, after.nodes], [0, first.nodes]);
  assert.deepEqual(after.contexts, { made: 50, held: 0 });
  assert.equal(await instances(buyer), 1);
  assert.ok(grown <= kHeapGrowth, `${grown}`);
  await buyer.leave();
});

test('two panels of a page, closed in the order in which they were opened, let the page scroll again', async () => {
  const buyer = await shop.visit();
  const overflow = () => buyer.page.evaluate(() => document.documentElement.style.overflow);
  await buyer.element.evaluate((e) => {
    window.panels = [e, document.body.appendChild(e.cloneNode())];
    window.panels[1].token = e.token;
  });
  const act = (i, what) => buyer.page.evaluate(([i, what]) => new Promise((done) => {
    window.panels[i].addEventListener(what === 'open' ? 'kefu-ready' : 'kefu-close', done, { once: true });
    window.panels[i][what]();
  }), [i, what]);
  for (const [i, what, then] of [[0, 'open', 'hidden'], [1, 'open', 'hidden'], [0, 'close', 'hidden'], [1, 'close', '']]) {
    await act(i, what);
    assert.equal(await overflow(), then, `${i} ${what}`);
  }
  await buyer.leave();
});

test('a page that puts the element elsewhere leaves the panel open, as it is, with the focus inside', async () => {
  const buyer = await shop.visit();
  await buyer.open();
  await buyer.toOrder(order);
  await buyer.element.evaluate((e) => {
    window.closed = false;
    e.addEventListener('kefu-close', () => { window.closed = true; });
    const box = document.body.appendChild(document.createElement('div'));
    e.remove();
    return Promise.resolve().then(() => box.append(e)); // as frameworks do: later, but in the same task
  });
  await buyer.page.waitForTimeout(100); // longer than what stays out is waited for
  assert.equal(await buyer.page.evaluate(() => window.closed), false);
  await buyer.heading(buyer.say('order.title')).waitFor();
  await buyer.page.keyboard.press('Escape'); // heard only inside
  await buyer.heading(buyer.say('home.title')).waitFor();
  await buyer.leave();
});

test('what one task changes of the element is one change, and the same again is none', async () => {
  const buyer = await shop.visit();
  const asked = [];
  buyer.page.on('request', (r) => r.url().includes('/v1/context') && asked.push(new URL(r.url()).searchParams.get('item')));
  await buyer.open();
  await buyer.toOrder(order);
  assert.deepEqual(asked, ['i-301']);
  await buyer.element.evaluate((e) => { e.item = 'i-301'; e.store = e.getAttribute('store'); e.badge = '2'; });
  await buyer.page.waitForTimeout(100);
  await buyer.heading(buyer.say('order.title')).waitFor(); // nothing was thrown away
  await buyer.element.evaluate((e) => { e.item = 'i-305'; e.tid = 'x'; e.page = 'ORDER_PAGE'; e.removeAttribute('tid'); });
  await buyer.heading(buyer.say('home.title')).waitFor();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  assert.deepEqual(asked, ['i-301', 'i-305']);
  await buyer.leave();
});

test('idle for ten seconds: no frame, no timer, nothing drawn', async () => {
  await until('ten seconds', () => Date.now() - idle.since >= kIdleMs, kIdleMs * 2);
  const { ran } = await counts(idle);
  console.log(`life: idle ${((Date.now() - idle.since) / 1000).toFixed(1)} s = ${ran.frames - idle.then.ran.frames} frames, `
    + `${ran.timers - idle.then.ran.timers} timers`);
  assert.deepEqual(ran, idle.then.ran);
  assert.deepEqual(await idle.stats(), idle.drawn);
  assert.ok(idle.drawn.frames > 0);
  await idle.leave();
});
