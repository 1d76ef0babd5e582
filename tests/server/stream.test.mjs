// Who hears what over GET /v1/stream, and that nothing is missed: cuts, restarts, other processes, readers that do not read.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { execute } from '../harness/database.mjs';
import { pack, startShop } from '../harness/fixture.mjs';
import { listen } from '../harness/stream.mjs';
import { sign } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';

const kHeartbeatMs = 15_000;
const soon = { taobao: pack('taobao', { timers: { ...pack('taobao').timers, D1u: 3 } }) };

let shop, lin, zhou, agent, idle;
before(async () => {
  shop = await startShop({ many: 60 });
  lin = shop.as('b-1');
  zhou = shop.as('b-2');
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  idle = await listen(shop.as('b-idle'));
  idle.since = Date.now();
});
after(() => shop.end());

const of = (id) => (e) => e.data.case_id === id;
const statuses = (ear, id) => ear.news.filter(of(id)).map((e) => e.data.status);
const rising = (ids) => ids.every((id, i) => i === 0 || id > ids[i - 1]);

const seconds = () => Math.floor(Date.now() / 1000);

// Rows as another process would have committed them: of a case that exists.
function write(server, count, case_id) {
  const [{ value }] = server.rows("SELECT value FROM counters WHERE name = 'events'");
  execute(server.database, `BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO events SELECT ${value} + i, c.case_id, c.tid, c.buyer_id, c.store_id, c.version, c.status, ${seconds()}
      FROM n, cases c WHERE c.case_id = '${case_id}';
    UPDATE counters SET value = value + ${count} WHERE name = 'events'; COMMIT;`);
  return value + count;
}

describe('while a case goes its way', () => {
  test('both parties, the supplier and the desks hear each step; other buyers and stores hear nothing', async () => {
    const ears = {
      buyer: await listen(lin), agent: await listen(agent), desk: await listen(shop.as('d-1', { role: 'platform_desk' })),
      xiaoer: await listen(shop.as('x-1', { role: 'xiaoer' })), other_buyer: await listen(zhou),
      other_store: await listen(shop.as('a-2', { role: 'agent', store: 's-other' })),
      supplier: await listen(shop.as('sup-1', { role: 'supplier' })),
    };
    const { json } = await lin.submit('t-desk', 'D');
    const id = json.case.case_id;
    const agreed = await agent.act(id, { type: 'agree', version: json.case.version });
    assert.equal(agreed.status, 200, agreed.text);
    const paid = await lin.paid(id);
    const direct = (await lin.submit('t-auto', 'A')).json.case.case_id; // the supplier's store
    const done = (e) => of(direct)(e) && e.data.status === 'SUCCESS';
    for (const who of ['buyer', 'desk', 'xiaoer', 'supplier']) await ears[who].hears(done);
    const course = ['WAIT_SELLER_AGREE', 'REFUNDING', 'SUCCESS'];
    for (const who of ['buyer', 'agent', 'desk', 'xiaoer']) assert.deepEqual(statuses(ears[who], id), course, who);
    for (const who of ['agent', 'other_buyer', 'other_store']) assert.deepEqual(statuses(ears[who], direct), [], who);
    for (const who of ['supplier', 'other_buyer', 'other_store']) assert.deepEqual(statuses(ears[who], id), [], who);
    const last = ears.buyer.news.filter(of(id)).at(-1);
    assert.deepEqual(last.data, { case_id: id, tid: 't-desk', version: paid.version, status: 'SUCCESS' });
    assert.ok(rising(ears.desk.events.map((e) => e.id)));
    for (const ear of Object.values(ears)) ear.close();
  });

  test('the stream begins now: the greeting says where, and the past is not told', async () => {
    const before = (await listen(lin)).events;
    assert.equal(before.length, 1);
    assert.deepEqual(before[0].data, { complete: true });
    assert.ok(before[0].id > 0);
    const { headers } = await lin.get('/v1/stream');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-accel-buffering'), 'no');
  });

  test('or a little earlier, where the caller asks for it', async () => {
    const id = (await lin.submit('m-0', 'm-0-A')).json.case.case_id;
    await lin.paid(id);
    const ear = await listen(lin, { query: '?back=60' });
    await ear.hears((e) => of(id)(e) && e.data.status === 'SUCCESS', 0);
    const none = await listen(zhou, { query: '?back=60' });
    assert.equal(none.events.length, 1);
    ear.close();
    none.close();
  });

  test('a deadline that passes with nobody acting is heard, and so is the payment', async () => {
    const desk = await startShop({ policies: soon });
    const ear = await listen(desk.as('b-1'));
    const id = (await desk.as('b-1').submit('t-desk', 'D')).json.case.case_id;
    await ear.hears((e) => of(id)(e) && e.data.status === 'SUCCESS');
    assert.deepEqual(statuses(ear, id), ['WAIT_SELLER_AGREE', 'REFUNDING', 'SUCCESS']);
    ear.close();
    await desk.end();
  });
});

describe('nothing is missed', () => {
  test('over a cut: whoever comes again with his last id hears what came meanwhile, once and in order', async () => {
    const first = await listen(lin);
    const one = (await lin.submit('m-1', 'm-1-A')).json.case.case_id;
    await first.hears((e) => of(one)(e) && e.data.status === 'SUCCESS');
    first.close();
    const two = (await lin.submit('m-2', 'm-2-A')).json.case.case_id;
    await lin.paid(two);
    const again = await listen(lin, { last: first.last });
    const three = (await lin.submit('m-3', 'm-3-A')).json.case.case_id;
    await again.hears((e) => of(three)(e) && e.data.status === 'SUCCESS');
    assert.deepEqual(statuses(again, one), []);
    for (const id of [two, three]) assert.deepEqual(statuses(again, id), ['REFUNDING', 'SUCCESS']);
    assert.ok(rising(again.news.map((e) => e.id)));
    const asked = await listen(lin, { query: `?after=${first.last}` });
    assert.deepEqual(asked.events, again.events.slice(0, asked.events.length));
    again.close();
    asked.close();
  });

  test('over kill -9 of the server while cases are opened', async () => {
    const file = await startShop({ many: 40 });
    const buyer = file.as('b-1');
    const heard = [], opened = [];
    let last;
    for (let round = 0, i = 0; round < 3; round++) {
      const ear = await listen(buyer, { last });
      for (let n = 0; n < 4; n++, i++) opened.push((await buyer.submit(`m-${i}`, `m-${i}-A`)).json.case.case_id);
      await file.kill();
      await ear.ended;
      heard.push(...ear.news);
      last = ear.last;
      await file.restart();
    }
    for (const id of opened) await buyer.paid(id);
    const end = await listen(buyer, { last });
    heard.push(...end.news);
    const wanted = file.rows('SELECT event_id AS id, case_id, version FROM events ORDER BY event_id');
    assert.deepEqual(heard.map((e) => ({ id: e.id, case_id: e.data.case_id, version: e.data.version })), wanted);
    assert.ok(wanted.length >= 24, `${wanted.length} events`);
    for (const id of opened) assert.ok(heard.some((e) => of(id)(e) && e.data.status === 'SUCCESS'), id);
    end.close();
    await file.end();
  });

  test('what another process on the same database writes is heard within a few seconds', async () => {
    const other = await shop.twin();
    const here = await listen(lin), there = await listen(other.as('b-1'));
    const id = (await other.as('b-1').submit('m-4', 'm-4-A')).json.case.case_id;
    const begun = Date.now();
    await here.hears((e) => of(id)(e) && e.data.status === 'SUCCESS');
    console.log(`stream: heard from another process after ${Date.now() - begun} ms`);
    await there.hears((e) => of(id)(e) && e.data.status === 'SUCCESS');
    assert.deepEqual(here.news.filter(of(id)), there.news.filter(of(id)));
    here.close();
    there.close();
    await other.end();
  });

  test('a long past comes page by page, each as a stream that ends', async () => {
    const id = (await lin.submit('m-5', 'm-5-A')).json.case.case_id;
    await lin.paid(id);
    const begin = (await listen(lin)).last;
    const end = write(shop, 2500, id);
    const ids = [];
    for (let last = begin, pages = 0; last < end; pages++) {
      assert.ok(pages < 4);
      const ear = await listen(lin, { last });
      await until('the end of the page', () => ear.last >= Math.min(last + 1000, end));
      ids.push(...ear.news.map((e) => e.id));
      if (ear.last < end) assert.equal(await ear.ended, 'ended');
      last = ear.last;
      ear.close();
    }
    assert.deepEqual(ids, Array.from({ length: 2500 }, (_, i) => begin + 1 + i));
  });

  test('a reader that stops reading is cut off and costs the server nothing; those who read miss nothing', async () => {
    const id = (await lin.submit('m-6', 'm-6-A')).json.case.case_id;
    await lin.paid(id);
    const quick = await listen(lin);
    const slow = connect(shop.port, '127.0.0.1');
    slow.write(`GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sign('b-1')}\r\n\r\n`);
    await new Promise((done) => slow.once('data', done));
    slow.pause();
    let got = 0, cut = false;
    slow.on('data', (bytes) => { got += bytes.length; });
    slow.on('error', () => undefined); // a reset, where the system tells of it
    slow.on('close', () => { cut = true; });
    const before_kb = shop.residentKb();
    const begin = quick.last;
    let end;
    for (let i = 0; i < 8; i++) {
      end = write(shop, 2000, id);
      await until('the quick reader', () => quick.last === end);
    }
    const grown_kb = shop.residentKb() - before_kb;
    slow.resume();
    await until('the cut', () => cut);
    console.log(`stream: a slow reader was cut off with ${got} bytes of 2 MB read; the server grew by ${grown_kb} KB`);
    assert.ok(got < 1_000_000, `${got} bytes`);
    assert.ok(grown_kb < 20_000, `${grown_kb} KB more`);
    assert.deepEqual(quick.news.map((e) => e.id), Array.from({ length: end - begin }, (_, i) => begin + 1 + i));
    quick.close();
  });

  test('whose last id is older than what is kept, or of another database, is told to read everything anew', async () => {
    const file = await startShop();
    const buyer = file.as('b-1');
    await buyer.paid((await buyer.submit('t-auto', 'A')).json.case.case_id);
    const known = await listen(buyer, { last: 0 });
    assert.equal(known.events[0].data.complete, true);
    assert.equal(known.news.length, 2);
    execute(file.database, 'DELETE FROM events WHERE event_id = 1');
    const strange = [await listen(buyer, { last: 0 }), await listen(buyer, { last: 77 })];
    for (const ear of strange) assert.deepEqual(ear.events, [{ id: 2, event: 'hello', data: { complete: false } }]);
    assert.equal((await listen(buyer, { last: 1 })).events[0].data.complete, true);
    for (const ear of [known, ...strange]) ear.close();
    await file.end();
  });

  test('events are forgotten after seven days and no sooner', async () => {
    const file = await startShop();
    const buyer = file.as('b-1');
    await buyer.paid((await buyer.submit('t-auto', 'A')).json.case.case_id);
    await file.stop();
    const week_ago = seconds() - 7 * 86400;
    execute(file.database, `UPDATE events SET happened_at = ${week_ago - 60} WHERE event_id = 1`);
    execute(file.database, `UPDATE events SET happened_at = ${week_ago + 60} WHERE event_id = 2`);
    await file.restart();
    await until('the sweep', () => file.rows('SELECT event_id FROM events').length === 1);
    assert.deepEqual(file.rows('SELECT event_id FROM events'), [{ event_id: 2 }]);
    await file.end();
  });
});

describe('a stream', () => {
  test('ends with its token', async () => {
    const exp = seconds() + 2;
    const ear = await listen(shop.as('b-1', { exp }));
    assert.equal(await ear.ended, 'ended');
    assert.ok(Date.now() >= exp * 1000 && Date.now() < exp * 1000 + 3000);
    assert.equal((await listen(shop.as('b-1', { exp }))).problem.code, 'TOKEN_EXPIRED');
  });

  test('ends when the server is told to stop, which does not wait for it', async () => {
    const file = await startShop();
    const ears = await Promise.all(Array.from({ length: 15 }, (_, i) => listen(file.as(`b-${i}`))));
    const begun = Date.now();
    assert.deepEqual(await file.stop(), { code: 0, signal: null });
    assert.ok(Date.now() - begun < 3000);
    for (const ear of ears) assert.equal(await ear.ended, 'ended');
  });

  test('is one of twenty at most for one caller; when one goes, another may come', async () => {
    const ears = await Promise.all(Array.from({ length: 20 }, () => listen(shop.as('b-many'))));
    const refused = await listen(shop.as('b-many'));
    assert.deepEqual([refused.status, refused.problem.code], [429, 'TOO_MANY_STREAMS']);
    assert.equal((await listen(shop.as('b-few'))).status, 200);
    ears.pop().close();
    const again = await until('a free place', async () => {
      const ear = await listen(shop.as('b-many'));
      return ear.status === 200 && ear;
    });
    for (const ear of [again, ...ears]) ear.close();
  });

  test('is not had without a token, nor from where no id can be', async () => {
    assert.equal((await listen(shop.with(''))).status, 401);
    for (const last of ['x', '-1', '1e3', '99999999999999999999']) {
      const { status, problem } = await listen(lin, { last });
      assert.deepEqual([status, problem.code], [422, 'OUT_OF_RANGE'], last);
    }
    assert.equal((await listen(lin, { query: '?back=601' })).status, 422);
  });

  test('on which nothing happens is kept by a comment', async () => {
    await until('a heartbeat', () => idle.beats > 0, kHeartbeatMs + 5000);
    const waited_ms = Date.now() - idle.since;
    assert.ok(waited_ms >= kHeartbeatMs - 2000, `after ${waited_ms} ms`);
    assert.equal(idle.events.length, 1);
    idle.close();
  });
});
