// What a frame of scrolling costs where a screen has a thousand rows: script alone (the module, the overlay, the calls into
// WebGL), in headless Chromium on a phone's screen. Prints; judges nothing.
//
//   node tests/bench/scroll.mjs
import { startServer } from '../harness/server.mjs';
import { historyVisit, kRows, longHistory, longOrder, orderVisit } from '../harness/long.mjs';
import { launch, visit } from '../browser/shop.mjs';

const kPlaces = 100, kRounds = 5, kStepsPx = [90, 700];

// Every animation frame and scroll event of the page is timed, from before its own scripts run.
function watch() {
  window.spent = 0;
  const timed = (callback) => function (...args) {
    const start = performance.now();
    try {
      return callback.apply(this, args);
    } finally {
      window.spent += performance.now() - start;
    }
  };
  const { requestAnimationFrame } = window;
  window.untimedFrame = requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => requestAnimationFrame.call(window, timed(callback));
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, ...rest) {
    return addEventListener.call(this, type, type === 'scroll' ? timed(listener) : listener, ...rest);
  };
}

/** Milliseconds of script at each place on the way down, a frame each. */
const scroll = (element, step) => element.evaluate(async (e, [places, step]) => {
  const scroller = e.shadowRoot.querySelector('.scroller');
  const times = [];
  const { passes } = e.stats;
  for (let i = 0; i <= places; i++) {
    window.spent = 0;
    scroller.scrollTop = i * step;
    await new Promise((done) => window.untimedFrame(() => setTimeout(done)));
    if (i > 0) times.push(window.spent); // the first was the way back
  }
  return { times, passes: e.stats.passes - passes };
}, [kPlaces, step]);

const told = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(2);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
};

const browser = await launch();
const server = await startServer();
for (const [name, who, go] of [[`timeline of ${kRows} events`, historyVisit, longHistory], [`order of ${kRows} lines`, orderVisit, longOrder]]) {
  const buyer = await visit(browser, server, { ...who, prepare: (page) => page.addInitScript(watch) });
  await go(buyer);
  await scroll(buyer.element, kStepsPx[0]); // glyphs baked, code compiled
  for (const step of kStepsPx) {
    const rounds = [];
    for (let i = 0; i < kRounds; i++) rounds.push(await scroll(buyer.element, step));
    const all = rounds.flatMap(({ times }) => times);
    const passes = rounds.reduce((sum, round) => sum + round.passes, 0) / kRounds / (kPlaces + 1);
    // The quickest of all rounds at a place is what the place costs; the rest is the machine's other work.
    const quickest = Array.from({ length: kPlaces }, (_, i) => Math.min(...rounds.map(({ times }) => times[i])));
    console.log(`${name}, ${step} px a frame: ${told(all)} of script a frame; at its quickest each place ${told(quickest)}; ${passes.toFixed(2)} passes`);
  }
  await buyer.leave();
}
await browser.close();
await server.end();
