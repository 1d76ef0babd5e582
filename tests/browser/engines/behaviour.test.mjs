// The panel in three engines: each behaviour is held, or the table at the end says why it cannot be tried there.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../../harness/server.mjs';
import { kAtHome, kBehaviours, kStartedWith } from './behaviours.mjs';
import { kEngines, kExcuses, launch } from './engines.mjs';
import { startWitness } from './witness.mjs';

const table = []; // {engine, behaviour, outcome}

// Side by side, because nothing is measured; within an engine one page after the other.
describe('a buyer may expect', { concurrency: kEngines.length }, () => {
  for (const name of kEngines) {
    describe(name, { concurrency: 1 }, () => {
      // A service for each: not every engine lets go of the event stream of a page that its driver closed, and a buyer may
      // have twenty.
      let server, shop;
      before(async () => {
        server = await startServer();
        shop = await startWitness(server);
      });
      after(async () => {
        await shop?.end();
        await server?.end();
      });
      const started = new Map();
      let home; // the page of those that only look at it
      const engineFor = (behaviour) => {
        const how = JSON.stringify(kStartedWith[behaviour] ?? {});
        if (!started.has(how)) started.set(how, launch(name, JSON.parse(how)));
        return started.get(how);
      };
      after(async () => { for (const engine of await Promise.allSettled(started.values())) await engine.value?.end(); });

      for (const [behaviour, [sentence, attempt]] of Object.entries(kBehaviours)) {
        test(`${name}: ${sentence}`, async (t) => {
          const row = { engine: name, behaviour, outcome: 'failed' };
          table.push(row);
          const engine = await engineFor(behaviour);
          row.engine = `${engine.name} ${engine.version}`;
          const reason = kExcuses[name][behaviour];
          if (reason) {
            row.outcome = `cannot under automation: ${reason}`;
            return t.skip(reason);
          }
          const stays = kAtHome.has(behaviour);
          const page = (stays && home) || await engine.page();
          home = stays ? page : null;
          try {
            const buyer = await attempt(page, shop);
            if (buyer) assert.deepEqual(await buyer.complaints(), []); // the others provoked some
            row.outcome = 'held';
          } finally {
            if (!stays || row.outcome !== 'held') {
              home = null;
              await page.close();
            }
          }
        });
      }
    });
  }
});

test('every behaviour was held in every engine, or has a reason of its own', () => {
  const engines = [...new Set(table.map((row) => row.engine))];
  assert.equal(engines.length, kEngines.length);
  const width = Math.max(...engines.map((e) => e.length));
  const lines = [];
  for (const [behaviour, [sentence]] of Object.entries(kBehaviours)) {
    lines.push(sentence);
    for (const engine of engines) {
      const outcome = table.find((row) => row.engine === engine && row.behaviour === behaviour)?.outcome ?? 'not tried';
      lines.push(`  ${engine.padEnd(width)}  ${outcome}`);
    }
  }
  console.log(lines.map((line) => `engines: ${line}`).join('\n'));
  for (const { engine, behaviour, outcome } of table) assert.match(outcome, /^(held|cannot under automation: .{20,})$/, `${engine}: ${behaviour}`);
  assert.equal(table.length, kEngines.length * Object.keys(kBehaviours).length);
  for (const name of kEngines) {
    for (const behaviour of Object.keys(kExcuses[name])) assert.ok(behaviour in kBehaviours, `${name} excuses ${behaviour}, which nobody tries`);
  }
});
