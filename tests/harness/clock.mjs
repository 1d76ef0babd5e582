// A wall clock that stands still, for what shows times: opening hours, countdowns, the day of an order.
//
//   await startServer({ at: kNow });                       // in the server
//   await visit(browser, server, { prepare: clockStands(kNow) });   // in the page
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { kRoot, temporaryFolder } from './paths.mjs';

let library;

/** The environment of a process whose clock stands at that instant (Linux, without sanitizers). */
export function stoppedClock(at) {
  if (!library) {
    library = join(temporaryFolder(), 'fixed_clock.so');
    execFileSync('c++', ['-std=c++20', '-O1', '-shared', '-fPIC', `${kRoot}tests/harness/fixed_clock.cpp`, '-o', library]);
  }
  return { LD_PRELOAD: library, KEFU_TEST_CLOCK: String(Date.parse(at) / 1000) };
}

/** In a page time passes only where somebody waits for it: a timer that fires moves the clock to when it was due. */
export const clockStands = (at) => (page) => page.addInitScript((start) => {
  let now = start;
  Date.now = () => now;
  const later = globalThis.setTimeout.bind(globalThis);
  globalThis.setTimeout = (then, ms = 0, ...rest) => {
    const due = now + ms;
    return later((...args) => {
      now = Math.max(now, due);
      then(...args);
    }, ms, ...rest);
  };
}, Date.parse(at));
