// 5,000 event streams on one server: how long they take to open, what they cost, and how soon all of them hear of a case.
//
//   node tests/bench/streams.mjs [--streams 5000] [--rounds 40] [--minutes 0]
//
// Server and listeners share the machine. A round: a buyer files a case; from the moment her request is sent until each
// listener (desks, which hear everything) has read the event. With --minutes, a round every two seconds for so long, and
// memory is looked at each minute: it has to be flat. Exit status 1: it grows, or a stream was lost.
import { connect } from 'node:net';
import { startShop } from '../harness/fixture.mjs';
import { sign } from '../harness/token.mjs';
import { sleep, until } from '../harness/wait.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const kStreams = option('streams', 5000), kRounds = option('rounds', 40), kMinutes = option('minutes', 0);
const kAtOnce = 200; // openings under way
const kRoundEach_ms = 2000; // during the minutes
const kMostGrowth = 1.05; // from the first minute's end to the last's, over what a megabyte more or less comes to
const exp = Math.floor(Date.now() / 1000) + 7200;

const shop = await startShop({ many: kRounds + 1 + kMinutes * 60_000 / kRoundEach_ms, more: ['--streams', String(kStreams + 100)] });
const heard = new Map(); // event's id → times of reading
let open = 0;

function listen(i) {
  return new Promise((done, fail) => {
    const socket = connect(shop.port, '127.0.0.1', () => socket.write(
      `GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sign(`d-${i}`, { role: 'platform_desk', exp })}\r\n\r\n`));
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      const at = performance.now();
      for (const [, id] of text.matchAll(/id: (\d+)\nevent: case/g)) {
        if (!heard.has(id)) heard.set(id, []);
        heard.get(id).push(at);
      }
      if (text.includes('event: hello')) {
        open++;
        done(socket);
      }
    });
    socket.on('error', fail);
    socket.on('close', () => { open--; });
  });
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const spread = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return `p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms, most ${sorted.at(-1).toFixed(1)} ms`;
};
const megabytes = (kb) => (kb / 1024).toFixed(1);

const buyer = shop.as('b-1', { exp });
async function round(i) {
  const begun = performance.now();
  const { json } = await buyer.submit(`m-${i}`, `m-${i}-A`);
  const [{ id }] = shop.rows(`SELECT event_id AS id FROM events WHERE case_id = '${json.case.case_id}' ORDER BY event_id LIMIT 1`);
  await until('all listeners', () => heard.get(String(id))?.length === kStreams, 30_000);
  await buyer.paid(json.case.case_id);
  const times = heard.get(String(id)).map((at) => at - begun);
  heard.clear();
  return times;
}

await buyer.paid((await buyer.submit('m-0', 'm-0-A')).json.case.case_id); // what the first of everything costs
const before_kb = shop.residentKb();
const begun = performance.now();
const sockets = [];
for (let i = 0; i < kStreams; i += kAtOnce) {
  sockets.push(...await Promise.all(Array.from({ length: Math.min(kAtOnce, kStreams - i) }, (_, n) => listen(i + n))));
}
const opened_ms = performance.now() - begun;
const after_kb = shop.residentKb();
console.log(`streams: ${open} open after ${(opened_ms / 1000).toFixed(1)} s (${Math.round(open / opened_ms * 1000)} a second)`);
console.log(`streams: the server has ${megabytes(before_kb)} MB before, ${megabytes(after_kb)} MB with them: ${((after_kb - before_kb) / kStreams).toFixed(2)} KB each`);

const each = [], all = [];
for (let i = 1; i <= kRounds; i++) {
  const times = await round(i);
  each.push(...times);
  all.push(Math.max(...times));
}
console.log(`streams: a case filed until one listener has it: ${spread(each)}`);
console.log(`streams: a case filed until all ${kStreams} have it: ${spread(all)}`);
console.log(`streams: ${megabytes(shop.residentKb())} MB after ${kRounds} rounds`);
let next = kRounds + 1, first_kb, last_kb;
for (let minute = 1; minute <= kMinutes; minute++) {
  const worst = [];
  for (const end = performance.now() + 60_000; performance.now() < end - kRoundEach_ms;) {
    const begins = performance.now();
    worst.push(Math.max(...await round(next++)));
    await sleep(Math.max(0, begins + kRoundEach_ms - performance.now()));
  }
  last_kb = shop.residentKb();
  first_kb ??= last_kb;
  console.log(`streams: ${open} open, ${megabytes(last_kb)} MB after ${minute} min; ${worst.length} cases, until all had them: ${spread(worst)}`);
}
if (kMinutes > 1) {
  const flat = last_kb <= first_kb * kMostGrowth + 1024;
  console.log(`streams: memory is ${flat ? 'flat' : 'not flat'}: ${(last_kb / first_kb).toFixed(3)} × over ${kMinutes - 1} min`);
  if (!flat) process.exitCode = 1;
}
if (open !== kStreams) {
  console.log(`streams: ${kStreams - open} were lost`);
  process.exitCode = 1;
}
sockets.forEach((socket) => socket.destroy());
await shop.end();
