import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kPostgres } from '../harness/database.mjs';
import { startShop, trade } from '../harness/fixture.mjs';
import { startServer } from '../harness/server.mjs';
import { temporaryFolder } from '../harness/paths.mjs';
import { sign } from '../harness/token.mjs';

let shop, lin, zhou, agent, autoAgent, desk, xiaoer, supplier, finance;
const queue = async (who, query = '') => (await who.get(`/v1/desk/cases?${query}`)).json;
const ids = (page) => page.cases.map((c) => c.case_id);
const refused = (r, status, code) => assert.deepEqual([r.status, r.json?.code], [status, code], r.text);

before(async () => {
  shop = await startShop({ many: 6, orders: [
    trade('t-formula', 's-desk', ['X']), trade('t-open', 's-desk', ['Y']),
    trade('t-sent', 's-desk', ['Z'], { status: 'WAIT_BUYER_CONFIRM_GOODS', created: 'now-4d', pay_time: 'now-4d', consign_time: 'now-1d' }),
    trade('t-late', 's-desk', ['W'], { created: 'now-5d', pay_time: 'now-5d' }),
  ] });
  lin = shop.as('b-1');
  zhou = shop.as('b-2');
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  autoAgent = shop.as('a-2', { role: 'agent', store: 's-auto' });
  desk = shop.as('d-1', { role: 'platform_desk' });
  xiaoer = shop.as('x-1', { role: 'xiaoer' });
  supplier = shop.as('sup-1', { role: 'supplier' });
  finance = shop.as('f-1', { role: 'finance' });
  await lin.submit('t-open', 'Y', { request: { reason: 'OUT_OF_STOCK' } });
  await lin.submit('t-sent', 'Z', { request: { type: 'RO_IN_TRANSIT', reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED' } });
  await zhou.submit('t-two-desk', 'H');
  for (const i of [0, 1, 2]) await lin.paid((await lin.submit(`m-${i}`, `m-${i}-A`)).json.case.case_id);
});
after(() => shop.end());

describe('the queue', () => {
  test('is by deadline, names what a row needs, and counts what is open', async () => {
    const page = await queue(agent, 'status=open');
    assert.equal(page.cases.length, 3);
    const due = page.cases.map((c) => Date.parse(c.due_at));
    assert.deepEqual(due, [...due].sort((a, b) => a - b));
    const row = page.cases.find((c) => c.tid === 't-open');
    assert.deepEqual([row.buyer, row.store, row.title, row.reason, row.amount, row.turn, row.type],
      ['林晓', '店铺 s-desk', '商品 Y', 'OUT_OF_STOCK', 11000, 'SELLER', 'RO_UNSHIPPED']);
    assert.deepEqual([page.counts.open, page.counts.mine], [3, 3]);
    assert.deepEqual(page.stores, [{ store_id: 's-desk', name: '店铺 s-desk' }]);
  });

  test('shows each desk its own cases alone', async () => {
    const stores = async (who) => [...new Set((await queue(who)).cases.map((c) => c.store_id))].sort();
    assert.deepEqual(await stores(agent), ['s-desk']);
    assert.deepEqual(await stores(autoAgent), ['s-auto']);
    assert.deepEqual(await stores(supplier), ['s-auto']);
    assert.deepEqual(await stores(desk), ['s-auto', 's-desk']);
    assert.deepEqual(await stores(xiaoer), ['s-auto', 's-desk']);
    assert.deepEqual(await stores(shop.as('sup-9', { role: 'supplier' })), []);
    assert.deepEqual((await queue(agent, 'store=s-auto')).cases, [], 'a filter opens nothing');
  });

  test("is none of a buyer's and none of finance's business", async () => {
    for (const who of [lin, finance]) {
      for (const path of ['/v1/desk/cases', '/v1/desk/cases.csv', `/v1/desk/cases/${ids(await queue(agent))[0]}`]) refused(await who.get(path), 403, 'NOT_PERMITTED');
    }
  });

  test('is narrowed by state, type, store, turn, deadline and words', async () => {
    const count = async (query, who = desk) => (await queue(who, query)).cases.length;
    assert.equal(await count('status=open'), 3);
    assert.equal(await count('status=ended'), 3);
    assert.equal(await count('status=SUCCESS'), 3);
    assert.equal(await count('type=RO_IN_TRANSIT'), 1);
    assert.equal(await count('store=s-auto'), 3);
    assert.equal(await count('turn=mine', agent), 3);
    assert.equal(await count('turn=mine', xiaoer), 0);
    assert.equal(await count('status=open&due=72'), 2, 'unshipped refunds are answered within two days');
    assert.equal(await count('status=open&due=0'), 0);
    assert.equal(await count(`q=${encodeURIComponent('商品 y')}`), 1);
    assert.equal(await count('q=t-open'), 1);
    assert.equal(await count(`q=${encodeURIComponent('周')}`), 1);
    assert.equal(await count('q=%25'), 0, 'a sign of LIKE is a sign');
    assert.equal(await count('q=_'), 0);
    assert.equal(await count(`q=${encodeURIComponent("' OR 1=1 --")}`), 0);
    for (const wrong of ['status=sleeping', 'type=THEFT', 'turn=NOBODY', 'due=-1', 'due=soon', 'limit=0', 'limit=201', 'after=x', `q=${'x'.repeat(201)}`]) {
      const r = await desk.get(`/v1/desk/cases?${wrong}`);
      assert.equal(r.status, 422, wrong);
    }
  });

  test('page by page holds each case once', async () => {
    const all = ids(await queue(desk));
    const seen = [];
    for (let after = ''; after !== null;) {
      const page = await queue(desk, `limit=2&after=${encodeURIComponent(after)}`);
      seen.push(...ids(page));
      after = page.next;
    }
    assert.deepEqual(seen, all);
    assert.equal(new Set(all).size, 6);
  });

  test('follows a case from turn to turn to its end', async () => {
    const { json: { case: c } } = await lin.submit('t-desk', 'D');
    const row = async () => (await queue(desk, `q=${c.case_id}`)).cases[0];
    assert.equal((await row()).turn, 'SELLER');
    await agent.act(c.case_id, { type: 'negotiate', case_type: 'RO_UNSHIPPED', amount: 500, version: c.version });
    assert.equal((await row()).turn, 'BUYER');
    assert.equal((await row()).status, 'WAIT_BUYER_MODIFY');
    const offered = (await lin.get(`/v1/cases/${c.case_id}`)).json.case;
    await lin.act(c.case_id, { type: 'accept', version: offered.version });
    await lin.paid(c.case_id);
    const end = await row();
    assert.deepEqual([end.turn, end.due_at, end.amount], [null, null, 500]);
    assert.ok(Date.parse(end.ended_at) >= Date.parse(end.opened_at));
  });
});

describe('a supplier', () => {
  test('reads cases without the buyer, in rows, cases, exports and its own answers', async () => {
    const { json } = await zhou.submit('t-two', 'G', { request: { reason: 'OTHER' }, top: { phone: '13812345678' } });
    const id = json.case.case_id;
    assert.equal((await queue(supplier, `q=${id}`)).cases[0].buyer, '周*');
    const one = (await supplier.get(`/v1/desk/cases/${id}`)).json;
    assert.equal(one.buyer.name, '周*');
    assert.equal(one.case.phone, '*******5678');
    assert.equal((await desk.get(`/v1/desk/cases/${id}`)).json.case.phone, '13812345678');
    for (const path of [`/v1/cases/${id}`, '/v1/cases?limit=100', '/v1/desk/cases?limit=200', '/v1/desk/cases.csv', `/v1/desk/cases/${id}`]) {
      const { text, status } = await supplier.get(path);
      assert.equal(status, 200);
      assert.ok(!text.includes('13812345678') && !text.includes('周原'), path);
    }
  });

  test("cannot find out a buyer's name by searching for it", async () => {
    assert.equal((await queue(supplier, `q=${encodeURIComponent('林')}`)).cases.length, 0);
    assert.ok((await queue(desk, `q=${encodeURIComponent('林')}`)).cases.length > 0);
  });

  test('gives feedback, which changes nothing, and may do no more', async () => {
    const order = (await queue(supplier, 'status=open')).cases[0] ?? (await queue(supplier)).cases[0];
    const one = (await supplier.get(`/v1/desk/cases/${order.case_id}`)).json.case;
    for (const event of [{ type: 'agree' }, { type: 'refuse', message: '不同意', reason: 'OTHER', proof: ['p'] }, { type: 'judge', for: 'SELLER', grounds: '无' }]) {
      const r = await supplier.act(one.case_id, { ...event, version: one.version });
      assert.ok([403, 409].includes(r.status), r.text);
    }
  });
});

describe('one case at the desk', () => {
  test('comes with its order, its store, its limits and its sisters', async () => {
    const id = (await queue(agent, 'q=t-sent')).cases[0].case_id;
    const { json } = await agent.get(`/v1/desk/cases/${id}`);
    assert.equal(json.case.case_id, id);
    assert.equal(json.trade.tid, 't-sent');
    assert.equal(json.store.store_id, 's-desk');
    assert.equal(json.buyer.name, '林晓');
    assert.deepEqual([json.limits.refusal_min, json.limits.refusal_max, json.limits.evidence_max], [2, 200, 9]);
    assert.deepEqual([json.limits.picture_bytes_max, json.limits.picture_side_max, json.limits.video_bytes_max], [5_000_000, 2560, 20_000_000]);
    assert.deepEqual(json.others, []);
  });

  test("of another store is not there, to the same bytes as one that never was", async () => {
    const id = (await queue(agent, 'q=t-sent')).cases[0].case_id;
    const foreign = await autoAgent.get(`/v1/desk/cases/${id}`);
    refused(foreign, 404, 'NOT_FOUND');
    assert.equal(foreign.text, (await autoAgent.get('/v1/desk/cases/never')).text);
    refused(await supplier.get(`/v1/desk/cases/${id}`), 404, 'NOT_FOUND');
  });
});

describe('exports', () => {
  test('are tables that a spreadsheet reads as text: marked UTF-8, quoted, and no formula', async () => {
    shop.rows(`UPDATE buyers SET name = '=HYPERLINK("http://x","周,原")' WHERE buyer_id = 'b-2'`);
    const { text, headers } = await agent.get('/v1/desk/cases.csv?status=open');
    assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(headers.get('content-disposition'), /attachment; filename="cases\.csv"/);
    const bytes = Buffer.from(await (await fetch(`${shop.url}/v1/desk/cases.csv?status=open`, { headers: { authorization: agentToken() } })).arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const rows = text.replace(/^\ufeff/, '').split('\r\n');
    assert.equal(rows.at(-1), '');
    assert.match(rows[0], /^case_id,tid,store_id,store,buyer,/);
    assert.ok(text.includes('"\'=HYPERLINK(""http://x"",""周,原"")"'), text);
    assert.doesNotMatch(text, /(^|,|")=HYPER/m);
    assert.match(text, /,110\.00,/);
    shop.rows("UPDATE buyers SET name = '周原' WHERE buyer_id = 'b-2'");
  });

  test('of the ledger hold every booking, and sum to zero', async () => {
    const { text } = await finance.get('/v1/desk/ledger.csv');
    const amounts = text.trim().split('\r\n').slice(1).map((row) => Math.round(Number(row.split(',')[2]) * 100));
    assert.ok(amounts.length >= 6);
    assert.equal(amounts.reduce((a, b) => a + b, 0), 0);
  });
});
const agentToken = () => `Bearer ${sign('a-1', { role: 'agent', store: 's-desk' })}`;

describe('the ledger', () => {
  test('sums to zero for finance, by balances and by bookings, over all pages', async () => {
    const bookings = [];
    let page;
    for (let after = ''; after !== null; after = page.next) {
      page = (await finance.get(`/v1/desk/ledger?limit=1&after=${encodeURIComponent(after)}`)).json;
      assert.equal(page.sum, 0);
      assert.equal(page.bookings.reduce((s, b) => s + b.amount, 0), 0, 'each page holds whole references');
      bookings.push(...page.bookings);
    }
    assert.equal(bookings.length, shop.rows('SELECT * FROM ledger').length);
    const balance = (name) => page.balances.find((b) => b.account === name)?.amount;
    assert.equal(balance('BUYER_CASH'), -balance('SELLER_RECEIVABLE'));
    assert.ok(balance('BUYER_CASH') > 0);
  });

  test("is one account for a store and a supplier, and nobody's for a buyer", async () => {
    const own = (await autoAgent.get('/v1/desk/ledger')).json;
    assert.ok(own.bookings.length > 0);
    assert.deepEqual([...new Set(own.bookings.map((b) => b.account))], ['SELLER_RECEIVABLE:s-auto']);
    assert.deepEqual((await shop.as('a-9', { role: 'agent', store: 's-other' }).get('/v1/desk/ledger')).json.bookings, []);
    for (const { account } of (await supplier.get('/v1/desk/ledger')).json.bookings) assert.match(account, /^SUPPLIER_\w+:sup-1$/);
    assert.deepEqual((await shop.as('sup-9', { role: 'supplier' }).get('/v1/desk/ledger')).json.bookings, []);
    assert.equal((await autoAgent.get('/v1/desk/ledger?account=BUYER_CASH')).json.bookings.length, 0);
    refused(await lin.get('/v1/desk/ledger'), 403, 'NOT_PERMITTED');
    refused(await lin.get('/v1/desk/ledger.csv'), 403, 'NOT_PERMITTED');
  });

  test('is narrowed to one account or a class of them', async () => {
    const of = async (account) => [...new Set((await finance.get(`/v1/desk/ledger?account=${account}`)).json.bookings.map((b) => b.account))];
    assert.deepEqual(await of('SELLER_RECEIVABLE:s-auto'), ['SELLER_RECEIVABLE:s-auto']);
    assert.deepEqual((await of('BUYER_CASH')).sort(), ['BUYER_CASH:b-1', 'BUYER_CASH:b-2']);
    assert.deepEqual(await of('BUYER'), [], 'half a name is none');
  });
});

describe('the dashboard', () => {
  test('counts what the tables hold, for each desk its own', async () => {
    const { json } = await finance.get('/v1/desk/dashboard?days=7');
    const [{ n }] = shop.rows('SELECT COUNT(*) AS n FROM cases');
    assert.equal(json.opened, n);
    assert.equal(json.by_type.reduce((s, t) => s + t.count, 0), n);
    assert.equal(json.by_reason.reduce((s, t) => s + t.count, 0), n);
    assert.equal(json.by_day.length, 7);
    assert.equal(json.by_day.at(-1).opened, n);
    assert.ok(json.ended >= 3 && json.cycle_median_s >= 0 && json.cycle_p90_s >= json.cycle_median_s);
    assert.ok(json.late_orders >= 1, 'paid five days ago and not sent');
    assert.ok(json.orders > json.late_orders);
    const own = (await agent.get('/v1/desk/dashboard')).json;
    assert.equal(own.opened, shop.rows("SELECT COUNT(*) AS n FROM cases WHERE store_id = 's-desk'")[0].n);
    assert.equal((await agent.get('/v1/desk/dashboard?store=s-auto')).json.opened, 0);
    refused(await lin.get('/v1/desk/dashboard'), 403, 'NOT_PERMITTED');
  });
});

describe('finance', () => {
  test('reads ledger and dashboard, and nothing else; writes nothing', async () => {
    const id = ids(await queue(desk))[0];
    for (const path of ['/v1/cases', `/v1/cases/${id}`, '/v1/context?store=s-desk']) refused(await finance.get(path), 403, 'NOT_PERMITTED');
    refused(await finance.act(id, { type: 'agree', version: 1 }), 403, 'NOT_PERMITTED');
    refused(await finance.submit('t-desk', 'E'), 403, 'NOT_PERMITTED');
    assert.equal((await finance.get('/v1/desk/dashboard')).status, 200);
    assert.equal((await finance.get('/v1/desk/ledger')).status, 200);
  });
});

describe('the demo shop', () => {
  test('hands out one link per desk, which signs in behind the #', async () => {
    const server = await startServer();
    const { json: { desks } } = await server.with(undefined).get('/demo/desks');
    assert.deepEqual([...new Set(desks.map((d) => d.role))].sort(), ['agent', 'finance', 'platform_desk', 'supplier', 'xiaoer']);
    for (const { href, role } of desks) {
      const answer = await fetch(server.url + href, { redirect: 'manual' });
      const [path, token] = answer.headers.get('location').split('#token=');
      assert.deepEqual([answer.status, path], [303, '/desk']);
      const { status } = await server.with(`Bearer ${token}`).get(role === 'finance' ? '/v1/desk/ledger' : '/v1/desk/cases');
      assert.equal(status, 200, role);
    }
    assert.equal((await fetch(`${server.url}/demo/desk?as=admin`, { redirect: 'manual' })).status, 404);
    const page = await fetch(`${server.url}/desk`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'.*require-trusted-types-for 'script'$/);
    await server.end();
    const real = await startShop({ demo: false });
    for (const path of ['/demo/desks', '/demo/desk?as=desk-1']) assert.equal((await fetch(real.url + path, { redirect: 'manual' })).status, 404);
    await real.end();
  });
});

describe('ten thousand cases', { skip: kPostgres && 'the copies and the plans are SQLite\'s' }, () => {
  let big, many;
  before(async () => {
    big = await startShop();
    const first = (await big.as('b-1').submit('t-desk', 'D')).json.case;
    await big.stop();
    // Copies of a real case with other numbers, deadlines and ends, written behind the server's back.
    const copy = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
      INSERT INTO cases (case_id, tid, buyer_id, store_id, status, version, due_at, document, type, reason, title, turn, cs_status, amount, opened_at, ended_at, sort_at, refused, verdict)
      SELECT 'c-' || printf('%05d', i), tid, buyer_id, store_id, CASE WHEN i % 4 THEN status ELSE 'CLOSED' END, version, CASE WHEN i % 4 THEN due_at + i ELSE NULL END,
        replace(document, '${first.case_id}', 'c-' || printf('%05d', i)), type, reason, title || ' ' || i, turn, cs_status, amount, opened_at - i * 60,
        CASE WHEN i % 4 THEN NULL ELSE opened_at END, CASE WHEN i % 4 THEN due_at + i ELSE 1100000000000 - opened_at + i END, refused, verdict
      FROM cases, n WHERE case_id = '${first.case_id}';`;
    const file = join(temporaryFolder(), 'many.sql');
    writeFileSync(file, copy);
    execFileSync('sqlite3', [big.database.slice('sqlite:'.length), `.read ${file}`]);
    await big.restart();
    many = big.as('a-1', { role: 'agent', store: 's-desk' });
  });
  after(() => big.end());

  test('are within reach: the first page, one far down, the last, a search and the figures', async () => {
    const first = await queue(many, 'status=open');
    assert.equal(first.cases.length, 50);
    assert.equal(first.counts.open, 7501);
    const due = Math.round(Date.parse(first.cases[0].due_at) / 1000);
    const deep = await queue(many, `status=open&after=${encodeURIComponent(`${due + 9900}~c-09900`)}`);
    assert.deepEqual([deep.cases.length, deep.cases[0].case_id], [50, 'c-09901']);
    const beyond = await queue(many, `status=open&after=${encodeURIComponent('99999999999~c-09999')}`);
    assert.deepEqual([beyond.cases, beyond.next ?? null], [[], null]);
    const found = await queue(many, `q=${encodeURIComponent('9999')}`);
    assert.deepEqual(found.cases.map((c) => c.case_id), ['c-09999']);
    const board = await many.get('/v1/desk/dashboard?days=30');
    assert.equal(board.json.opened, 10001);
  });

  test('are read through an index, never sorted', () => {
    const plan = (where) => execFileSync('sqlite3', [big.database.slice('sqlite:'.length), `EXPLAIN QUERY PLAN SELECT case_id FROM cases WHERE ${where} ORDER BY sort_at, case_id LIMIT 51`], { encoding: 'utf8' });
    const agents = plan("store_id = 's-desk' AND sort_at < 1000000000000 AND (sort_at, case_id) > (1, 'c')");
    assert.match(agents, /USING (COVERING )?INDEX cases_queue_of_store/);
    assert.doesNotMatch(agents, /TEMP B-TREE/);
    const everything = plan("'' = '' AND sort_at < 1000000000000 AND (sort_at, case_id) > (1, 'c')");
    assert.match(everything, /USING (COVERING )?INDEX cases_queue/);
    assert.doesNotMatch(everything, /TEMP B-TREE/);
  });
});

describe('a database from before the desk', () => {
  test('gets what the queue needs when the server starts', async () => {
    const old = await startShop();
    const id = (await old.as('b-1').submit('t-desk', 'D')).json.case.case_id;
    await old.stop();
    old.rows("UPDATE cases SET type = '', reason = '', title = '', turn = '', amount = 0, opened_at = 0, sort_at = 0");
    await old.restart();
    const row = (await queue(old.as('a-1', { role: 'agent', store: 's-desk' }))).cases[0];
    assert.deepEqual([row.case_id, row.title, row.turn, row.type, row.amount], [id, '商品 D', 'SELLER', 'RO_UNSHIPPED', 10000]);
    await old.end();
  });
});
