// How the page's stream comes back after a refusal: the clock and the service are the test's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow } from '../../dist/stream.js';

const page = new EventTarget();
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
globalThis.addEventListener = page.addEventListener.bind(page);
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true } });
const settled = () => new Promise((done) => { setImmediate(done); });

/** How often the service was asked, `ms` after it first answered so. */
async function askedWithin(t, ms, answer) {
  let asked = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 0.5);
  t.mock.method(globalThis, 'fetch', () => { asked++; return Promise.resolve(answer()); });
  const closed = new AbortController();
  const ended = follow({ endpoint: '', token: () => Promise.resolve('t') }, () => {}, closed.signal);
  await settled();
  assert.equal(asked, 1);
  t.mock.timers.tick(ms);
  await settled();
  closed.abort();
  await ended;
  return asked;
}
const busy = (headers) => () => new Response('', { status: 503, headers });

test('a service that asks to be left alone for a minute is', async (t) => assert.equal(await askedWithin(t, 60_000, busy({ 'Retry-After': '60' })), 1));
test('and is asked again after that', async (t) => assert.equal(await askedWithin(t, 61_001, busy({ 'Retry-After': '60' })), 2));
test('without such a wish it is asked within seconds', async (t) => assert.equal(await askedWithin(t, 1001, busy({})), 2));
test('a wish that is no number of seconds counts as none', async (t) => assert.equal(await askedWithin(t, 1001, busy({ 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' })), 2));
test('too many calls is no reason to give up', async (t) => {
  assert.equal(await askedWithin(t, 5000, () => new Response('', { status: 429, headers: { 'Retry-After': '3' } })), 2);
});
