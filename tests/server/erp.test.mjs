// The shop's ERP: what was sent, signed and finished comes in; what must not be sent goes out, signed, until it is taken.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { closes } from '../harness/books.mjs';
import { startShop, trade } from '../harness/fixture.mjs';
import { kServer, temporaryFolder } from '../harness/paths.mjs';
import { startReceiver } from '../harness/receiver.mjs';
import { kSecret, kWebhookSecret } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';

let shop, erp, desk_erp, hook, lin;
const parcel = (oid, waybill = `SF9000${oid}0001`) => ({ oid, company: 'SF', waybill });
const report = (caller, tid, body, key = randomUUID()) => caller.post(`/v1/erp/trades/${tid}`, body, { key });
const ships = (caller, tid, ...oids) => report(caller, tid, { state: 'SHIPPED', lines: oids.map((oid) => parcel(oid)) });
const refused = (answer, status, code) => {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.code, code);
  return answer.json;
};
const orders = (tid) => lin.get(`/v1/context?store=s-desk&tid=${tid}`).then((r) => r.json.trades[0]);

before(async () => {
  hook = await startReceiver();
  shop = await startShop({
    webhook: hook.url, many: 6,
    orders: [trade('e-1', 's-desk', ['A', 'B']), trade('e-ask', 's-desk', ['C', 'D']), trade('e-whole', 's-desk', ['E', 'F']),
      trade('e-paid', 's-auto', ['G', 'H']), trade('e-unpaid', 's-desk', ['U'], { status: 'WAIT_BUYER_PAY', pay_time: null }),
      trade('e-once', 's-desk', ['O'])],
  });
  lin = shop.as('b-1');
  erp = shop.as('erp-auto', { role: 'erp', store: 's-auto' });
  desk_erp = shop.as('erp-desk', { role: 'erp', store: 's-desk' });
});
after(async () => {
  await until('the outbox to be empty', () => shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n === 0);
  closes(shop);
  await shop.end();
  hook.end();
});

describe('an order of the ERP\'s store', () => {
  test('is sent in two parcels, signed and finished, each step once and never back', async () => {
    const first = await ships(desk_erp, 'e-1', 'A');
    assert.equal(first.status, 200, first.text);
    assert.equal(first.json.trade.status, 'SELLER_CONSIGNED_PART');
    assert.equal(first.json.trade.orders[0].waybill, 'SF9000A0001');
    assert.ok(first.json.trade.orders[0].consign_time && !first.json.trade.orders[1].consign_time);
    refused(await report(desk_erp, 'e-1', { state: 'SIGNED', lines: [{ oid: 'B' }] }), 409, 'ILLEGAL_EVENT');
    refused(await report(desk_erp, 'e-1', { state: 'FINISHED' }), 409, 'ILLEGAL_EVENT');
    assert.equal((await ships(desk_erp, 'e-1', 'B')).json.trade.status, 'WAIT_BUYER_CONFIRM_GOODS');
    const seen = await orders('e-1');
    assert.ok(seen.consign_time, 'the buyer sees that everything is on its way');
    refused(await report(desk_erp, 'e-1', { state: 'SHIPPED', lines: [parcel('A', 'SF000000009')] }), 409, 'ILLEGAL_EVENT');
    const signed = await report(desk_erp, 'e-1', { state: 'SIGNED' });
    assert.ok(signed.json.trade.sign_time && signed.json.trade.orders.every((l) => l.sign_time), signed.text);
    const again = await report(desk_erp, 'e-1', { state: 'SIGNED' });
    assert.equal(again.json.trade.sign_time, signed.json.trade.sign_time, 'a state that is reached stays');
    const finished = await report(desk_erp, 'e-1', { state: 'FINISHED' });
    assert.equal(finished.json.trade.status, 'TRADE_FINISHED');
    assert.ok(finished.json.trade.end_time);
    assert.deepEqual((await ships(desk_erp, 'e-1', 'A', 'B')).json.trade, finished.json.trade, 'an old report once more changes nothing');
    refused(await report(desk_erp, 'e-1', { state: 'CLOSED' }), 409, 'ILLEGAL_EVENT');
  });

  test('is finished only when no case is open on it', async () => {
    await ships(desk_erp, 'e-once', 'O');
    await report(desk_erp, 'e-once', { state: 'SIGNED' });
    const { json } = await lin.submit('e-once', 'O', { request: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED' } });
    const problem = refused(await report(desk_erp, 'e-once', { state: 'FINISHED' }), 409, 'CASE_OPEN');
    assert.equal(problem.case_id, json.case.case_id);
    await lin.act(json.case.case_id, { type: 'withdraw', version: json.case.version });
    assert.equal((await report(desk_erp, 'e-once', { state: 'FINISHED' })).status, 200);
  });

  test('that nobody paid is closed', async () => {
    refused(await ships(desk_erp, 'e-unpaid', 'U'), 409, 'ILLEGAL_EVENT');
    const closed = await report(desk_erp, 'e-unpaid', { state: 'CLOSED' });
    assert.equal(closed.json.trade.status, 'TRADE_CLOSED_BY_TAOBAO', closed.text);
  });

  test('is reported under a key: the same report again is the same answer', async () => {
    const key = randomUUID();
    const body = { state: 'SHIPPED', lines: [parcel('D')] };
    assert.equal((await desk_erp.post('/v1/erp/trades/t-desk', body)).json.code, 'KEY_REQUIRED');
    const [a, b] = [await report(desk_erp, 't-desk', body, key), await report(desk_erp, 't-desk', body, key)];
    assert.equal(a.status, 200, a.text);
    assert.equal(b.headers.get('idempotent-replayed'), 'true');
    assert.equal(a.text, b.text);
  });

  test('is told from nonsense', async () => {
    for (const [body, code, pointer] of [
      [{}, 'MISSING_KEY', '/state'], [{ state: 'LOST' }, 'UNKNOWN_ENUM', '/state'], [{ state: 'SHIPPED' }, 'MISSING_KEY', '/lines'],
      [{ state: 'SHIPPED', lines: [] }, 'OUT_OF_RANGE', '/lines'], [{ state: 'SHIPPED', lines: [parcel('Z')] }, 'UNKNOWN_LINE', '/lines/0/oid'],
      [{ state: 'SHIPPED', lines: [parcel('E', '12')] }, 'OUT_OF_RANGE', '/lines/0/waybill'],
      [{ state: 'SHIPPED', lines: [parcel('E'), parcel('E')] }, 'DUPLICATE_LINE', '/lines/1/oid'], [{ state: 'SHIPPED', lines: [{ oid: 'E' }] }, 'MISSING_KEY', '/lines/0/waybill'],
    ]) {
      const problem = refused(await report(desk_erp, 'e-whole', body), 422, code);
      assert.equal(problem.pointer, pointer);
    }
  });
});

describe('an ERP\'s token', () => {
  test('is for its own store\'s orders and for nothing else', async () => {
    refused(await ships(erp, 'e-whole', 'E'), 404, 'NOT_FOUND');
    assert.equal((await erp.get('/v1/erp/trades/e-whole')).status, 404);
    assert.equal((await desk_erp.get('/v1/erp/trades/e-whole')).status, 200);
    for (const path of ['/v1/cases', '/v1/context?store=s-desk', '/v1/cases/c-1']) assert.equal((await desk_erp.get(path)).status, 403, path);
    for (const [sub, claims] of [['b-1', {}], ['a-1', { role: 'agent', store: 's-desk' }], ['d-1', { role: 'platform_desk' }], ['sup-1', { role: 'supplier' }]]) {
      refused(await ships(shop.as(sub, claims), 'e-whole', 'E'), 403, 'NOT_PERMITTED');
      assert.equal((await shop.as(sub, claims).get('/v1/erp/trades/e-whole')).status, 403);
    }
    assert.equal((await shop.as('erp', { role: 'erp' }).get('/v1/erp/trades/e-whole')).status, 401, 'it names its store');
  });
});

describe('a shipment', () => {
  test('of a line whose refund waits for the shop closes the request', async () => {
    const { json } = await lin.submit('e-ask', 'C');
    assert.equal(json.case.status, 'WAIT_SELLER_AGREE');
    const sent = await ships(desk_erp, 'e-ask', 'C', 'D');
    assert.equal(sent.status, 200, sent.text);
    assert.equal(sent.json.trade.status, 'WAIT_BUYER_CONFIRM_GOODS');
    const closed = (await lin.get(`/v1/cases/${json.case.case_id}`)).json;
    assert.equal(closed.case.status, 'CLOSED');
    assert.equal(closed.case.closed_by_seller_ship, true);
    assert.equal(closed.case.sent_waybill, 'SF9000C0001');
    assert.deepEqual(closed.case.history.at(-1).actor, 'ERP');
    assert.ok(closed.messages.some((m) => m.code === 'CLOSED_BY_SELLER_SHIP'));
  });

  test('of a part of an order that is asked back as a whole is stopped, of all of it closes the request', async () => {
    const { json } = await lin.submit('e-whole');
    const problem = refused(await ships(desk_erp, 'e-whole', 'E'), 409, 'SHIP_STOPPED');
    assert.equal(problem.case_id, json.case.case_id);
    assert.equal((await orders('e-whole')).status, 'WAIT_SELLER_SEND_GOODS');
    assert.equal((await ships(desk_erp, 'e-whole', 'E', 'F')).status, 200);
    assert.equal((await lin.get(`/v1/cases/${json.case.case_id}`)).json.case.status, 'CLOSED');
  });

  test('of a refunded line is refused and names the case; the rest may go', async () => {
    const { json } = await lin.submit('e-paid', 'G');
    const problem = refused(await ships(erp, 'e-paid', 'G', 'H'), 409, 'SHIP_STOPPED');
    assert.equal(problem.case_id, json.case.case_id);
    assert.match(problem.detail, new RegExp(json.case.case_id));
    await lin.paid(json.case.case_id);
    refused(await ships(erp, 'e-paid', 'G'), 409, 'SHIP_STOPPED');
    const known = (await erp.get('/v1/erp/trades/e-paid')).json;
    assert.deepEqual(known.stopped, [{ oid: 'G', case_id: json.case.case_id, status: 'SUCCESS' }]);
    assert.ok(known.trade.orders.every((l) => !l.consign_time), 'a report is taken whole or not at all');
    const rest = await ships(erp, 'e-paid', 'H');
    assert.equal(rest.json.trade.status, 'WAIT_BUYER_CONFIRM_GOODS', rest.text);
  });
});

describe('the ship-stop alert', () => {
  const alertOf = (c) => until(`the alert of ${c.case_id}`, () => hook.taken.find((a) => a.body.case_id === c.case_id), 15_000);
  const filed = async (n) => (await lin.submit(`m-${n}`, `m-${n}-A`)).json.case;

  test('tells the ERP which line of which order is refunded, signed', async () => {
    const c = await filed(0);
    const { id, body } = await alertOf(c);
    assert.equal(body.id, id);
    assert.deepEqual({ ...body, id: 0, at: 0 },
      { id: 0, type: 'ship_stop', at: 0, tid: 'm-0', store_id: 's-auto', case_id: c.case_id, oid: 'm-0-A', num: 1, reason: 'REFUNDED' });
  });

  test('is tried again under the same id until it is taken, and the refund does not wait for it', async () => {
    hook.answers.push(500, 302);
    const c = await filed(1);
    await lin.paid(c.case_id);
    const { id } = await alertOf(c);
    assert.equal(hook.attempts.filter((a) => a.id === id).length, 3);
  });

  test('that nobody answers is given up after a while and tried again; refunds go on meanwhile', async () => {
    hook.answers.push('hang');
    const c = await filed(2);
    const begun = Date.now();
    await lin.paid((await filed(3)).case_id);
    assert.ok(Date.now() - begun < 4000, 'a receiver that hangs keeps no refund waiting');
    await alertOf(c);
    assert.ok(hook.attempts.filter((a) => a.body.case_id === c.case_id).length >= 2);
  });

  test('survives a kill of the server before it was taken', async () => {
    hook.answers.push(503, 503, 503);
    const c = await filed(4);
    await until('an attempt', () => hook.attempts.some((a) => a.body.case_id === c.case_id));
    await shop.kill();
    await shop.restart();
    await alertOf(c);
    assert.equal(shop.rows(`SELECT COUNT(*) AS n FROM outbox WHERE type = 'SHIP_STOP_ALERT' AND case_id = '${c.case_id}'`)[0].n, 1);
  });
});

describe('the ship-stop alert of a shop', () => {
  const shopOf = async (many) => {
    const receiver = await startReceiver();
    const own = await startShop({ webhook: receiver.url, many });
    return { receiver, own, filed: async (i) => (await own.as('b-1').submit(`m-${i}`, `m-${i}-A`)).json.case };
  };
  const untold = (own) => own.rows("SELECT COUNT(*) AS n FROM outbox WHERE type = 'SHIP_STOP_ALERT' AND done_at IS NULL")[0].n;

  test('with two servers is sent by one of them, however slow the receiver is', async () => {
    const { receiver, own, filed } = await shopOf(4);
    const twin = await own.twin();
    receiver.delay_ms = 700; // the other server looks each second at the latest, and whenever a case is filed
    const cases = [];
    for (let i = 0; i < 4; i++) cases.push((await filed(i)).case_id);
    await until('all alerts to be taken', () => untold(own) === 0, 15_000);
    assert.deepEqual(receiver.attempts.map((a) => a.body.case_id).sort(), cases.sort(), 'each once');
    await twin.end();
    await own.end();
    receiver.end();
  });

  test('whose receiver hangs keeps the server from ending for two seconds at most, and is sent by the next start', async () => {
    const { receiver, own, filed } = await shopOf(1);
    receiver.answers.push('hang');
    const { case_id } = await filed(0);
    await until('the attempt', () => receiver.attempts.length === 1);
    const begun = Date.now();
    await own.end();
    assert.ok(Date.now() - begun < 2000, `it took ${Date.now() - begun} ms`);
    assert.equal(untold(own), 1);
    await own.restart();
    assert.equal((await receiver.received(1))[0].body.case_id, case_id);
    assert.ok(Date.now() - begun < 5000, 'at once, not after the pause of a failure');
    await own.end();
    receiver.end();
  });
});

describe('an alert over TLS', () => {
  // A receiver's certificate that is signed by itself, for one name.
  const certificate = (name) => {
    const folder = temporaryFolder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
      '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
  };
  const shopFor = async (receiver, trusted) => {
    process.env.SSL_CERT_FILE = trusted; // what OpenSSL takes for the system's certificates
    const own = await startShop({ webhook: receiver.url, many: 1 });
    delete process.env.SSL_CERT_FILE;
    const { json } = await own.as('b-1').submit('m-0', 'm-0-A');
    return { own, case_id: json.case.case_id };
  };

  test('reaches a receiver whose certificate the system trusts', async () => {
    const tls = certificate('localhost');
    const receiver = await startReceiver({ tls });
    const { own, case_id } = await shopFor(receiver, tls.file);
    assert.equal((await receiver.received(1))[0].body.case_id, case_id);
    await own.end();
    receiver.end();
  });

  test('says nothing to one that it does not, or whose name is another', async () => {
    for (const [name, trusted] of [['localhost', 'other'], ['erp.example', 'own']]) {
      const tls = certificate(name);
      const receiver = await startReceiver({ tls });
      const { own } = await shopFor(receiver, trusted === 'own' ? tls.file : certificate('localhost').file);
      await until('a refusal', () => own.output.includes('SHIP_STOP_ALERT'));
      assert.match(own.output, /certificate verify failed/);
      assert.equal(receiver.attempts.length, 0);
      await own.end();
      receiver.end();
    }
  });
});

test('an address that is none, or a missing secret, ends the start with a sentence', () => {
  const start = (webhook, KEFU_WEBHOOK_SECRET) =>
    spawnSync(kServer, ['--port', '0', '--webhook', webhook], { encoding: 'utf8', env: { KEFU_JWT_SECRET: kSecret, KEFU_WEBHOOK_SECRET } });
  for (const address of ['ftp://erp.example/x', 'http://', 'https://erp.example:0/', 'http://a b/', 'http://user:pass@erp.example/', 'http://[::1/', 'erp.example']) {
    const { status, stderr } = start(address, kWebhookSecret);
    assert.equal(status, 2, address);
    assert.match(stderr, /--webhook is an http or https address/);
  }
  const { status, stderr } = start('https://erp.example/hook', 'short');
  assert.equal(status, 2);
  assert.match(stderr, /set KEFU_WEBHOOK_SECRET/);
});
