import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { line, pack, startShop, trade } from '../harness/fixture.mjs';
import { until } from '../harness/wait.mjs';

const kSigned = { status: 'WAIT_BUYER_CONFIRM_GOODS', created: 'now-5d', pay_time: 'now-5d', consign_time: 'now-3d', sign_time: 'now-1d' };

let shop, lin, zhou, desk, agent, supplier;
before(async () => {
  shop = await startShop({
    many: 5,
    orders: [trade('t-last', 's-auto', ['L', 'M'], { note: '放门口' }), trade('t-stop', 's-desk', ['S']), trade('t-whole', 's-desk', ['U', 'V']),
      trade('t-three', 's-desk', [], { ...kSigned, orders: [line('R', { num: 3 })] }), trade('t-swap', 's-desk', ['W'], kSigned)],
  });
  lin = shop.as('b-1');
  zhou = shop.as('b-2');
  desk = shop.as('d-1', { role: 'platform_desk' });
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  supplier = shop.as('sup-1', { role: 'supplier' });
});
after(() => shop.end());

const problem = (r, status, code, pointer) => {
  assert.equal(r.status, status, r.text);
  assert.equal(r.headers.get('content-type'), 'application/problem+json');
  assert.equal(r.json.code, code, r.text);
  assert.equal(r.json.status, status);
  assert.equal(r.json.type, `urn:kefu:problem:${code.toLowerCase()}`);
  assert.equal(typeof r.json.title, 'string');
  assert.equal(typeof r.json.detail, 'string');
  if (pointer !== undefined) assert.equal(r.json.pointer, pointer);
};

const ok = (answer) => {
  assert.ok(answer.status < 300, answer.text);
  return answer.json.case;
};

describe('goods that come back', () => {
  const statusOf = async (tid) => (await lin.get(`/v1/context?store=s-desk&tid=${tid}`)).json.trades[0].status;

  /** Sent back and received, so many of them. */
  async function back(tid, oid, type, num, came, number) {
    const reason = type === 'EXCHANGE' ? 'SIZE_EXCHANGE' : 'SEVEN_DAYS_WITHOUT_REASON';
    const answers = type === 'EXCHANGE' ? { answers: { address: '王禾，13800000000，杭州市文三路 90 号' } } : {};
    let c = ok(await lin.submit(tid, oid, { request: { type, reason, good_status: 'BUYER_RECEIVED', num, ...answers } }));
    c = ok(await agent.act(c.case_id, { type: 'agree_return', address: '杭州市余杭区 1 号', version: c.version }));
    c = ok(await lin.act(c.case_id, { type: 'waybill', company: 'SF', number, version: c.version }));
    return ok(await agent.act(c.case_id, { type: 'receive', num: came, ok: true, version: c.version }));
  }

  test('two of three announced: the order stays open for the one that the buyer kept, and it can be returned, too', async () => {
    await lin.paid((await back('t-three', 'R', 'RETURN_REFUND', 3, 2, 'SF20000001')).case_id);
    assert.equal(await statusOf('t-three'), 'WAIT_BUYER_CONFIRM_GOODS');
    await lin.paid((await back('t-three', 'R', 'RETURN_REFUND', 1, 1, 'SF20000002')).case_id);
    assert.equal(await statusOf('t-three'), 'TRADE_CLOSED');
  });

  test('for an exchange that becomes a refund: nothing is left of the order, so it is closed', async () => {
    const c = await back('t-swap', 'W', 'EXCHANGE', 1, 1, 'SF20000003');
    assert.equal(await statusOf('t-swap'), 'WAIT_BUYER_CONFIRM_GOODS');
    await lin.paid(ok(await agent.act(c.case_id, { type: 'to_refund', version: c.version })).case_id);
    assert.equal(await statusOf('t-swap'), 'TRADE_CLOSED');
  });
});

describe('an unshipped refund', () => {
  test('of one line is paid by the demo bank, once, and the order stays for the other line', async () => {
    const r = await lin.submit('t-auto', 'A');
    assert.equal(r.status, 201, r.text);
    assert.equal(r.json.case.tid, 't-auto');
    assert.equal(r.json.case.oid, 'A');
    assert.equal(r.json.case.refund_fee, 10000);
    const paid = await lin.paid(r.json.case.case_id);
    assert.ok(paid.history.some((h) => h.event === 'pay_ok' && h.actor === 'SYSTEM'));
    const ledger = shop.rows(`SELECT * FROM ledger WHERE reference LIKE '${paid.case_id}%' ORDER BY amount`);
    assert.deepEqual(ledger.map((l) => [l.account, l.amount]),
      [['SELLER_RECEIVABLE:s-auto', -10000], ['BUYER_CASH:b-1', 10000]]);
    assert.equal(shop.rows("SELECT document FROM trades WHERE tid = 't-auto'")[0].document.includes('TRADE_CLOSED'), false);
    assert.equal(shop.rows("SELECT consign_stopped FROM trades WHERE tid = 't-auto'")[0].consign_stopped, 0);
  });

  test('of the last line brings the freight along and closes the order', async () => {
    await lin.paid((await lin.submit('t-last', 'L')).json.case.case_id);
    const r = await lin.submit('t-last', 'M');
    assert.equal(r.json.case.refund_fee, 11000, r.text);
    await lin.paid(r.json.case.case_id);
    const { json } = await lin.get('/v1/context?store=s-auto&tid=t-last');
    assert.equal(json.trades[0].tid, 't-last');
    assert.equal(json.trades[0].status, 'TRADE_CLOSED');
    assert.match(json.trades[0].end_time, /\+08:00$/);
    assert.equal(json.trades[0].note, '放门口', 'what the shop wrote into its order stays');
    assert.equal(json.trades[0].orders[0].image, '/assets/demo/L.svg');
    assert.equal(json.cases.filter((c) => c.tid === 't-last').length, 2);
    const more = await lin.submit('t-last', 'L');
    problem(more, 422, 'GUARD_FAILED');
  });

  test('gives every tender back to where it came from', async () => {
    const { json } = await lin.submit('t-packet', 'P');
    await shop.as('a-3', { role: 'agent', store: 's-other' }).act(json.case.case_id, { type: 'agree', version: json.case.version });
    await lin.paid(json.case.case_id);
    const ledger = shop.rows(`SELECT account, amount FROM ledger WHERE reference LIKE '${json.case.case_id}%' ORDER BY amount`);
    assert.deepEqual(ledger.map((l) => [l.account, l.amount]),
      [['SELLER_RECEIVABLE:s-other', -10000], ['BUYER_RED_PACKET:b-1', 750], ['BUYER_CASH:b-1', 9250]]);
  });

  test('stops the warehouse while the desk thinks, and lets it go on after a withdrawal', async () => {
    const r = await lin.submit('t-stop', 'S');
    assert.equal(r.status, 201, r.text);
    const c = r.json.case;
    assert.equal(c.status, 'WAIT_SELLER_AGREE');
    assert.equal(c.deadlines.length, 1);
    assert.equal(shop.rows(`SELECT due_at FROM cases WHERE case_id = '${c.case_id}'`)[0].due_at, Date.parse(c.deadlines[0].at) / 1000);
    const gone = await lin.act(c.case_id, { type: 'withdraw', version: c.version });
    assert.equal(gone.status, 200, gone.text);
    assert.equal(gone.json.case.status, 'CLOSED');
    assert.equal(shop.rows("SELECT consign_stopped FROM trades WHERE tid = 't-stop'")[0].consign_stopped, 0);
  });

  test("is agreed to by the store's own agent, and paid", async () => {
    const { json } = await lin.submit('t-desk', 'D');
    const ok = await agent.act(json.case.case_id, { type: 'agree', version: json.case.version });
    assert.equal(ok.status, 200, ok.text);
    assert.equal(ok.json.case.status, 'REFUNDING');
    const paid = await lin.paid(json.case.case_id);
    assert.equal(paid.history.find((h) => h.event === 'agree').actor, 'SELLER');
  });

  test('that the store answers by shipping is closed, and the line is shipped', async () => {
    const { json } = await zhou.submit('t-two-desk', 'H');
    const r = await agent.act(json.case.case_id, { type: 'seller_ships', waybill: 'SF1234567890', version: json.case.version });
    assert.equal(r.status, 200, r.text);
    assert.equal(r.json.case.status, 'CLOSED');
    const order = (await zhou.get('/v1/context?store=s-desk')).json.trades[0];
    assert.equal(order.status, 'WAIT_BUYER_CONFIRM_GOODS');
    assert.ok(order.consign_time && order.orders[0].consign_time);
    const again = await zhou.post('/v1/check', { tid: 't-two-desk', request: { type: 'RO_UNSHIPPED', oid: 'H', reason: 'DONT_WANT' } });
    assert.equal(again.json.code, 'ALREADY_SHIPPED');
  });

  test('of a shipped order is refused with the engine\'s own code', async () => {
    problem(await lin.submit('t-shipped', 'F'), 422, 'GUARD_FAILED');
    const checked = await lin.post('/v1/check', { tid: 't-shipped', request: { type: 'RO_UNSHIPPED', oid: 'F', reason: 'DONT_WANT' } });
    assert.equal(checked.status, 200, checked.text);
    assert.equal(checked.json.eligible, false);
    assert.equal(checked.json.code, 'ALREADY_SHIPPED');
    assert.ok(checked.json.instead.length > 0);
  });

  test('twice for one line gives the case that is open already', async () => {
    const first = await lin.submit('t-desk', 'E');
    assert.equal(first.status, 201, first.text);
    const second = await lin.submit('t-desk', 'E');
    assert.equal(second.status, 200);
    assert.equal(second.json.case.case_id, first.json.case.case_id);
    assert.equal(shop.rows('SELECT document FROM cases').filter((c) => JSON.parse(c.document).oid === 'E').length, 1);
    await lin.act(first.json.case.case_id, { type: 'withdraw', version: first.json.case.version });
  });

  test('for the whole order while a line\'s case is open gives that case too', async () => {
    const line = await lin.submit('t-whole', 'U');
    assert.equal(line.status, 201, line.text);
    const whole = await lin.submit('t-whole');
    assert.equal(whole.status, 200, whole.text);
    assert.equal(whole.json.case.case_id, line.json.case.case_id);
    assert.equal((await lin.cases('t-whole')).length, 1);
  });
});

describe('a step that is not to be', () => {
  let open;
  before(async () => { open = (await lin.submit('t-desk', 'E')).json.case; });
  after(() => lin.act(open.case_id, { type: 'withdraw', version: open.version }));

  test('with an old version is a conflict', async () =>
    problem(await lin.act(open.case_id, { type: 'withdraw', version: open.version + 1 }), 409, 'VERSION_CONFLICT'));
  test('that the state does not know is a conflict', async () =>
    problem(await agent.act(open.case_id, { type: 'receive', num: 1, ok: true, version: open.version }), 409, 'ILLEGAL_EVENT'));
  test("by somebody who sees the case but may not act is forbidden", async () =>
    problem(await lin.act(open.case_id, { type: 'agree', version: open.version }), 403, 'NOT_PERMITTED'));
  test('with an event that nobody knows names the place', async () =>
    problem(await lin.act(open.case_id, { type: 'explode', version: open.version }), 422, 'UNKNOWN_ENUM', '/type'));
  test('without a type names the place', async () =>
    problem(await lin.act(open.case_id, { version: open.version }), 422, 'MISSING_KEY', '/type'));

  test('with an actor and a time of its own is taken as the caller, now', async () => {
    const forged = { type: 'agree', version: open.version, actor: 'SELLER', at: '2020-01-01T00:00:00Z' };
    problem(await lin.act(open.case_id, forged), 403, 'NOT_PERMITTED');
    const paid = { type: 'pay_ok', version: open.version, actor: 'SYSTEM', reference: 'mine' };
    const r = await lin.act(open.case_id, paid);
    assert.ok(r.status === 403 || r.status === 409, r.text);
    const tick = await lin.act(open.case_id, { type: 'tick', actor: 'SYSTEM', at: '2099-01-01T00:00:00Z', version: open.version });
    assert.ok(tick.status === 403 || tick.status === 409, tick.text);
    assert.equal((await lin.get(`/v1/cases/${open.case_id}`)).json.case.status, 'WAIT_SELLER_AGREE');
  });

  test('with an amount above what the engine computes is refused', async () =>
    problem(await lin.submit('t-auto-old', 'C', { top: { amount: 11001 } }), 422, 'GUARD_FAILED'));

  test('that opens a case as an agent is forbidden', async () =>
    problem(await agent.submit('t-desk', 'E'), 403, 'NOT_PERMITTED'));
});

describe("another's order or case does not exist", () => {
  let theirs;
  before(async () => { theirs = (await zhou.submit('t-two', 'G')).json.case; });

  test('for a buyer who reads it', async () => {
    problem(await lin.get(`/v1/cases/${theirs.case_id}`), 404, 'NOT_FOUND');
    const listed = await lin.get('/v1/cases?limit=100');
    assert.ok(listed.json.cases.every((c) => c.tid !== 't-two'));
    assert.deepEqual((await lin.get('/v1/cases?tid=t-two')).json.cases, []);
    const context = (await lin.get('/v1/context?store=s-auto&tid=t-two')).json;
    assert.ok(context.trades.every((t) => t.tid !== 't-two'));
    assert.ok(context.cases.every((c) => c.tid !== 't-two'));
    assert.equal(context.buyer.id, 'b-1');
  });

  test('for a buyer who acts on it', async () => {
    problem(await lin.act(theirs.case_id, { type: 'withdraw', version: theirs.version }), 404, 'NOT_FOUND');
    problem(await lin.submit('t-two', 'G'), 404, 'NOT_FOUND');
    for (const command of ['check', 'form', 'quote']) {
      problem(await lin.post(`/v1/${command}`, { tid: 't-two', request: { type: 'RO_UNSHIPPED', oid: 'G', reason: 'DONT_WANT' } }), 404, 'NOT_FOUND');
    }
  });

  test('and looks exactly like one that never was', async () => {
    const a = await lin.get(`/v1/cases/${theirs.case_id}`);
    const b = await lin.get('/v1/cases/1700000000000-00000000');
    assert.equal(a.text, b.text);
    assert.equal((await lin.submit('t-two', 'G')).text, (await lin.submit('t-nowhere', 'G')).text);
  });

  test("for another store's agent and another supplier, but not for its own desk and supplier", async () => {
    problem(await agent.get(`/v1/cases/${theirs.case_id}`), 404, 'NOT_FOUND');
    problem(await agent.act(theirs.case_id, { type: 'agree', version: theirs.version }), 404, 'NOT_FOUND');
    problem(await shop.as('sup-2', { role: 'supplier' }).get(`/v1/cases/${theirs.case_id}`), 404, 'NOT_FOUND');
    assert.equal((await supplier.get(`/v1/cases/${theirs.case_id}`)).status, 200);
    assert.equal((await desk.get(`/v1/cases/${theirs.case_id}`)).status, 200);
    assert.equal((await shop.as('x-1', { role: 'xiaoer' }).get(`/v1/cases/${theirs.case_id}`)).status, 200);
    assert.equal((await shop.as('a-2', { role: 'agent', store: 's-auto' }).get(`/v1/cases/${theirs.case_id}`)).status, 200);
  });

  test('and a supplier who sees a case changes nothing in it', async () => {
    for (const event of [{ type: 'agree' }, { type: 'withdraw' }, { type: 'refuse', message: '不同意', proof: ['x'] }]) {
      const r = await supplier.act(theirs.case_id, { ...event, version: theirs.version });
      assert.ok(r.status === 403 || r.status === 409, r.text);
    }
  });

  test('a buyer whose sub is crafted as SQL sees nothing', async () => {
    const crafted = shop.as("' OR '1'='1");
    assert.deepEqual((await crafted.get('/v1/cases')).json, { cases: [], next: null });
    problem(await crafted.get(`/v1/cases/${theirs.case_id}`), 404, 'NOT_FOUND');
  });
});

describe('the list of cases', () => {
  before(async () => { for (let i = 0; i < 5; ++i) assert.equal((await lin.submit(`m-${i}`, `m-${i}-A`)).status, 201); });

  test('is newest first, page by page, without gaps or repetitions', async () => {
    const all = (await desk.get('/v1/cases?limit=100')).json;
    assert.equal(all.next, null);
    assert.ok(all.cases.length >= 5, `${all.cases.length} cases`);
    assert.deepEqual(all.cases.map((c) => c.case_id), all.cases.map((c) => c.case_id).sort().reverse());
    const seen = [];
    let after = '';
    do {
      const page = (await desk.get(`/v1/cases?limit=2${after && `&after=${after}`}`)).json;
      assert.ok(page.cases.length <= 2);
      seen.push(...page.cases.map((c) => c.case_id));
      after = page.next;
    } while (after);
    assert.deepEqual(seen, all.cases.map((c) => c.case_id));
  });

  test('refuses a limit that is none', async () => {
    for (const limit of ['0', '101', '-1', 'x', '5x', '99999999999']) {
      problem(await lin.get(`/v1/cases?limit=${limit}`), 422, 'OUT_OF_RANGE');
    }
  });
});

test('a pack given by the operator replaces the built-in one', async () => {
  const own = await startShop({ policies: { taobao: pack('taobao', { auto_refund_unshipped: true }) } });
  const buyer = own.as('b-1');
  const r = await buyer.submit('t-desk', 'D');
  await buyer.paid(r.json.case.case_id);
  assert.equal((await buyer.get('/v1/context?store=s-desk')).json.policy.auto_refund_unshipped, true);
  await until('the outbox to be empty', () => own.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);
  await own.end();
});
