// Waiting for what happens behind a test's back: the bank, the sweeper, the end of a process.
import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** The first true value that `look` gives. */
export async function until(what, look, timeoutMs = 10_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(20);
  }
}
