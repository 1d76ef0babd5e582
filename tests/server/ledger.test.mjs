// The books: advance refunds, freight insurance, price protection, freight; every journal sums to zero, each payment once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { balance, booked, closes } from '../harness/books.mjs';
import { execute, kPostgres } from '../harness/database.mjs';
import { upload } from '../harness/evidence.mjs';
import { pack, startShop, trade } from '../harness/fixture.mjs';
import { kRoot, temporaryFolder } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { sleep, until } from '../harness/wait.mjs';

const kFund = ['PLATFORM_FUND', 'platform'];
const kSeller = ['SELLER_RECEIVABLE', 's-desk'];
const kBuyer = ['BUYER_CASH', 'b-1'];

const received = (tid, oids, more = {}) => trade(tid, 's-desk', oids,
  { status: 'WAIT_BUYER_CONFIRM_GOODS', created: 'now-5d', pay_time: 'now-5d', consign_time: 'now-3d', sign_time: 'now-1d', ...more });
const idle = (shop) => until('the outbox to be empty', () => shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);
const ok = (answer) => {
  assert.ok(answer.status < 300, answer.text);
  return answer.json.case;
};

let shop, lin, agent, officer;
const start = async (more) => {
  shop = await startShop(more);
  lin = shop.as('b-1');
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  officer = shop.as('x-1', { role: 'xiaoer' });
};
before(() => start({
  policies: { taobao: pack('taobao', { timers: { ...pack('taobao').timers, D8: 1 } }) },
  orders: [received('r-ahead', ['A'], { tenders: [{ type: 'RED_PACKET', amount: 1000 }] }), received('r-lost', ['B']),
    received('r-insured', ['I', 'J'], { freight_insurance: true }), received('r-plain', ['P']), received('r-protect', ['F']),
    received('r-crash', ['C'], { freight_insurance: true }), received('r-two', ['X', 'Y']),
    received('r-borne', ['S'], { freight_insurance: true }), received('r-buyer', ['T'], { freight_insurance: true })],
}));
after(async () => {
  await idle(shop);
  closes(shop);
  await shop.end();
});

/** The buyer sends a line back; the case waits for the goods. */
async function sentBack(tid, oid, number, agreed = {}) {
  let c = ok(await lin.submit(tid, oid, { request: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED' } }));
  c = ok(await agent.act(c.case_id, { type: 'agree_return', address: '杭州市余杭区 1 号', version: c.version, ...agreed }));
  return ok(await lin.act(c.case_id, { type: 'waybill', company: 'SF', number, version: c.version }));
}
const takenBack = async (c) => ok(await agent.act(c.case_id, { type: 'receive', num: 1, ok: true, version: c.version }));

describe('an advance refund', () => {
  test('is paid out of the platform\'s fund once the parcel is on its way, and repaid by the store', async () => {
    const c = await sentBack('r-ahead', 'A', 'SF10000001');
    assert.equal(c.advance_status, 2);
    assert.equal(c.status, 'WAIT_SELLER_CONFIRM_GOODS');
    await idle(shop);
    assert.deepEqual(booked(shop, c.case_id), [[...kFund, -10000], ['BUYER_RED_PACKET', 'b-1', 1000], [...kBuyer, 9000]]);
    assert.deepEqual(shop.rows(`SELECT payer, amount FROM bank_payments WHERE reference LIKE '${c.case_id}%'`), [{ payer: 'PLATFORM_FUND', amount: 10000 }]);
    await takenBack(c);
    const paid = await lin.paid(c.case_id);
    assert.equal(paid.advance_status, 5);
    assert.deepEqual(booked(shop, c.case_id).sort((a, b) => a[2] - b[2]),
      [[...kFund, -10000], [...kSeller, -10000], ['BUYER_RED_PACKET', 'b-1', 1000], [...kBuyer, 9000], [...kFund, 10000]]);
    const { json } = await lin.get(`/v1/cases/${c.case_id}`);
    assert.deepEqual(json.ledger.map((l) => [l.account, l.amount]).sort(), [['BUYER_CASH', 9000], ['BUYER_RED_PACKET', 1000]]);
  });

  test('that was paid for nothing is the buyer\'s debt to the fund', async () => {
    let c = await sentBack('r-lost', 'B', 'SF10000002');
    c = ok(await agent.act(c.case_id, { type: 'refuse_goods', message: '退回的是别的商品', proof: [await upload(agent, 'r-lost')], version: c.version }));
    assert.equal(c.advance_status, 3);
    assert.equal(c.cs_status, 2, 'the platform is called by itself');
    ok(await officer.act(c.case_id, { type: 'accept_intervention' }));
    c = await until('the evidence to be in', async () => {
      const now = (await officer.get(`/v1/cases/${c.case_id}`)).json.case;
      return now.cs_status === 4 && now;
    });
    c = ok(await officer.act(c.case_id, { type: 'judge', for: 'SELLER', grounds: '退回商品与订单不符', version: c.version }));
    assert.equal(c.status, 'CLOSED');
    assert.equal(c.repayment.amount, 10000);
    assert.equal(balance(shop, 'BUYER_DEBT', 'b-1'), -10000);
    assert.equal(balance(shop, ...kFund), 0);
  });
});

describe('freight insurance', () => {
  test('pays for the way back of an insured order, once, when the refund is paid', async () => {
    const c = await sentBack('r-insured', 'I', 'SF10000003');
    assert.equal(c.post_fee_bear_role, 'INSURER', 'nobody had to say so');
    await takenBack(c);
    await lin.paid(c.case_id);
    await idle(shop);
    const insured = () => shop.rows("SELECT account, amount FROM ledger WHERE reference = 'insurance:r-insured' ORDER BY amount");
    assert.deepEqual(insured(), [{ account: 'INSURER:insurer', amount: -1200 }, { account: 'BUYER_CASH:b-1', amount: 1200 }]);
    const { ledger } = (await lin.get(`/v1/cases/${c.case_id}`)).json;
    assert.ok(ledger.some((l) => l.amount === 1200), 'the buyer sees it on the case');
    const second = await sentBack('r-insured', 'J', 'SF10000004');
    await takenBack(second);
    await lin.paid(second.case_id);
    await idle(shop);
    assert.equal(insured().length, 2, 'an order is insured once');
  });

  const paidBy = (tid) => shop.rows(`SELECT COUNT(*) AS n FROM ledger WHERE reference = 'insurance:${tid}'`)[0].n > 0;
  for (const [what, tid, oid, role, pays] of [['pays nothing for an order without it', 'r-plain', 'P', 'BUYER', false],
    ['pays nothing where the shop bears the way back', 'r-borne', 'S', 'SELLER', false], ['pays where the desk says that the buyer bears it', 'r-buyer', 'T', 'BUYER', true]]) {
    test(what, async () => {
      const c = await sentBack(tid, oid, `SF3000000${oid}`, { post_fee_bear_role: role });
      await takenBack(c);
      await lin.paid(c.case_id);
      await idle(shop);
      assert.equal(paidBy(tid), pays);
    });
  }
});

describe('claims beside the goods', () => {
  test('a price that dropped is paid back, and what is left of the line shrinks', async () => {
    const request = { request: { type: 'PRICE_PROTECT', reason: 'PRICE_DROPPED' }, top: { amount: 700, evidence: [await upload(lin, 'r-protect')] } };
    let c = ok(await lin.submit('r-protect', 'F', request));
    c = ok(await agent.act(c.case_id, { type: 'agree', version: c.version }));
    await lin.paid(c.case_id);
    assert.deepEqual(booked(shop, c.case_id), [[...kSeller, -700], [...kBuyer, 700]]);
    const left = await lin.post('/v1/check', { tid: 'r-protect', request: { type: 'RETURN_REFUND', oid: 'F', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED' } });
    assert.equal(left.json.max, 9300);
  });

  test('the freight of faulty goods is paid after their refund, up to the pack\'s maximum', async () => {
    let goods = ok(await lin.submit('r-two', 'X', { request: { type: 'RETURN_REFUND', reason: 'QUALITY', good_status: 'BUYER_RECEIVED' }, top: { evidence: [await upload(lin, 'r-two')] } }));
    goods = ok(await agent.act(goods.case_id, { type: 'agree_return', address: '杭州市余杭区 1 号', post_fee_bear_role: 'SELLER', version: goods.version }));
    goods = ok(await lin.act(goods.case_id, { type: 'waybill', company: 'SF', number: 'SF10000006', version: goods.version }));
    await takenBack(goods);
    await lin.paid(goods.case_id);
    const receipt = await upload(lin, 'r-two');
    const freight = (amount) => lin.submit('r-two', 'X', { request: { type: 'FREIGHT', reason: 'RETURN_FREIGHT' }, top: { amount, evidence: [receipt] } });
    assert.equal((await freight(5001)).json.code, 'GUARD_FAILED');
    let c = ok(await freight(1500));
    c = ok(await agent.act(c.case_id, { type: 'agree', version: c.version }));
    await lin.paid(c.case_id);
    assert.deepEqual(booked(shop, c.case_id), [[...kSeller, -1500], [...kBuyer, 1500]]);
    assert.equal((await freight(1500)).json.code, 'GUARD_FAILED', 'once');
  });
});

describe('a crash', () => {
  test('between paying and noting it is not seen in the books', async (t) => {
    if (kPostgres) return t.skip('a trigger of SQLite');
    const c = await sentBack('r-crash', 'C', 'SF10000007');
    await idle(shop);
    // From here on the bank pays and nobody can write it down.
    execute(shop.database, "CREATE TRIGGER no_note BEFORE UPDATE OF done_at ON outbox WHEN new.done_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the power is off'); END");
    await takenBack(c);
    const banked = () => shop.rows(`SELECT reference FROM bank_payments WHERE reference LIKE '${c.case_id}%'`).length;
    await until('the bank to have paid', () => banked() === 2);
    await shop.kill();
    assert.equal((shop.rows(`SELECT status FROM cases WHERE case_id = '${c.case_id}'`))[0].status, 'REFUNDING');
    execute(shop.database, 'DROP TRIGGER no_note');
    await shop.restart();
    await lin.paid(c.case_id);
    await idle(shop);
    assert.equal(banked(), 2, 'the advance and its settlement, each once');
    assert.equal(shop.rows("SELECT COUNT(*) AS n FROM ledger WHERE reference = 'insurance:r-crash'")[0].n, 2);
    closes(shop);
  });

  test('at any moment of a return leaves every sum right', async () => {
    const kills = 5;
    await shop.end();
    await start({ orders: Array.from({ length: kills }, (_, i) => received(`q-${i}`, [`q-${i}-A`], { freight_insurance: i % 2 === 0 })) });
    for (let i = 0; i < kills; ++i) {
      const c = await sentBack(`q-${i}`, `q-${i}-A`, `SF2000000${i}`);
      const receiving = agent.act(c.case_id, { type: 'receive', num: 1, ok: true, version: c.version }).catch(() => null);
      await sleep(Math.random() * 30);
      await shop.kill();
      await receiving;
      await shop.restart();
      const now = (await agent.get(`/v1/cases/${c.case_id}`)).json.case;
      if (now.status === 'WAIT_SELLER_CONFIRM_GOODS') await takenBack(now);
      await lin.paid(c.case_id);
    }
    await idle(shop);
    closes(shop);
    assert.equal(balance(shop, ...kSeller), -10000 * kills);
    assert.equal(balance(shop, ...kFund), 0);
    assert.equal(balance(shop, 'INSURER', 'insurer'), -1200 * 3);
  });
});

test('two cases of one order: the end of one does not let the order confirm itself while the other runs', async () => {
  const own = await startShop({ orders: [received('p-1', ['M', 'N'])] });
  const buyer = own.as('b-1');
  const paused = () => own.rows("SELECT auto_confirm_paused AS n FROM trades WHERE tid = 'p-1'")[0].n;
  const ask = (oid) => buyer.submit('p-1', oid, { request: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED' } });
  const [one, two] = [ok(await ask('M')), ok(await ask('N'))];
  assert.equal(paused(), 1);
  ok(await buyer.act(one.case_id, { type: 'withdraw', version: one.version }));
  assert.equal(paused(), 1);
  ok(await buyer.act(two.case_id, { type: 'withdraw', version: two.version }));
  assert.equal(paused(), 0);
  await own.end();
});

describe('a database of the first version', () => {
  // Its schema is the first migration, which nobody edits any more.
  const schema = () => {
    const text = readFileSync(`${kRoot}src/server/migrations.cpp`, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
    const first = text.slice(text.indexOf('"CREATE TABLE stores'), text.indexOf('\n      },'));
    return first.split(/",/).map((statement) => [...`${statement}"`.matchAll(/"([^"]*)"/g)].map((m) => m[1]).join('')).filter(Boolean);
  };

  test('keeps its refunds, tender by tender, and none is paid again', async () => {
    const root = temporaryFolder();
    const database = `sqlite:${join(root, 'kefu.db')}`;
    const text = (document) => JSON.stringify(document).replaceAll("'", "''");
    const store = text({ store_id: 's:1', kind: 'C_SHOP', policy: 'taobao' });
    // Real documents, from beside: the start completes what a later version wants to know of them.
    const [real] = shop.rows("SELECT c.document AS filed, t.document AS ordered FROM cases c JOIN trades t ON t.tid = c.tid WHERE c.status = 'SUCCESS' LIMIT 1");
    const order = text({ ...JSON.parse(real.ordered), tid: 't-1', store_id: 's:1' });
    const kase = (case_id) => text({ ...JSON.parse(real.filed), case_id, tid: 't-1' });
    execute(database, [...schema(), 'CREATE TABLE schema_versions (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)',
      'INSERT INTO schema_versions VALUES (1, 1)', `INSERT INTO stores VALUES ('s:1', NULL, '${store}')`, "INSERT INTO buyers VALUES ('b-1', 'Lin')",
      `INSERT INTO trades VALUES ('t-1', 'b-1', 's:1', 1, 0, 0, '${order}')`,
      `INSERT INTO cases VALUES ('17-a', 't-1', 'b-1', 's:1', 'SUCCESS', 3, NULL, '${kase('17-a')}'), ('17-ab', 't-1', 'b-1', 's:1', 'SUCCESS', 3, NULL, '${kase('17-ab')}')`,
      "INSERT INTO ledger VALUES ('17-a:2', 'SELLER_RECEIVABLE:s:1', -1000, 5), ('17-a:2', 'BUYER_CASH:b-1', 800, 5), ('17-a:2', 'BUYER_RED_PACKET:b-1', 200, 5)",
      "INSERT INTO ledger VALUES ('17-ab:2', 'SELLER_RECEIVABLE:s:1', -70, 6), ('17-ab:2', 'BUYER_CASH:b-1', 70, 6)",
    ].join(';'));
    const server = await startServer({ root, database, demo: false });
    const rows = (sql) => server.rows(sql).map((r) => Object.values(r));
    assert.deepEqual(rows('SELECT reference, case_id, account, holder, amount, booked_at FROM ledger ORDER BY reference, amount'), [
      ['17-a:2', '17-a', 'SELLER_RECEIVABLE:s:1', 's:1', -1000, 5], ['17-a:2', '17-a', 'BUYER_RED_PACKET:b-1', 'b-1', 200, 5], ['17-a:2', '17-a', 'BUYER_CASH:b-1', 'b-1', 800, 5],
      ['17-ab:2', '17-ab', 'SELLER_RECEIVABLE:s:1', 's:1', -70, 6], ['17-ab:2', '17-ab', 'BUYER_CASH:b-1', 'b-1', 70, 6]]);
    assert.deepEqual(rows('SELECT reference, amount FROM bank_payments ORDER BY reference'), [['17-a:2', 1000], ['17-ab:2', 70]]);
    await server.end();
  });

  test('and whoever writes past the server cannot make the books lie', async (t) => {
    if (kPostgres) return t.skip('the complaints are SQLite\'s');
    const insert = (from, to, amount) => () => execute(shop.database, `INSERT INTO transfers VALUES ('forged', 1, NULL, '${from}', 'x', '${to}', 'x', ${amount}, 1)`);
    assert.throws(insert('A', 'B', 0), /CHECK/);
    assert.throws(insert('A', 'B', -5), /CHECK/);
    assert.throws(insert('A', 'A', 5), /CHECK/);
    const [known] = shop.rows('SELECT reference FROM transfers LIMIT 1');
    assert.throws(() => execute(shop.database, `INSERT INTO transfers VALUES ('${known.reference}', 1, NULL, 'A', 'x', 'B', 'x', 5, 1)`), /UNIQUE/);
  });
});
