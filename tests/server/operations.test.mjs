// What whoever runs the server sees and sets: health, figures, the log, and limits on how often one caller may call.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { execute } from '../harness/database.mjs';
import { startShop } from '../harness/fixture.mjs';
import { samples } from '../harness/prometheus.mjs';
import { raw } from '../harness/socket.mjs';
import { listen } from '../harness/stream.mjs';
import { until } from '../harness/wait.mjs';

const problem = (r, status, code) => assert.deepEqual([r.status, r.json?.code], [status, code], r.text);
const operationsOf = (server) => /metrics on (\S+)/.exec(server.output)[1];
const figures = async (server) => {
  const answer = await fetch(`${operationsOf(server)}/metrics`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  return samples(await answer.text());
};
const logged = (server) => server.output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

let shop, lin;
before(async () => {
  shop = await startShop({ more: ['--metrics', '127.0.0.1:0', '--log', 'json'] });
  lin = shop.as('b-1');
});
after(() => shop.end());

describe('health', () => {
  test('is told to everybody while the database answers', async () => {
    const { status, json } = await shop.with('').get('/healthz');
    assert.deepEqual([status, json], [200, { status: 'ok' }]);
    assert.equal((await fetch(`${operationsOf(shop)}/healthz`)).status, 200);
  });

  test('is 503 when it does not', async () => {
    const broken = await startShop();
    execute(broken.database, 'DROP TABLE schema_versions');
    const { status, headers, json } = await broken.with('').get('/healthz');
    assert.deepEqual([status, json.code, headers.get('retry-after')], [503, 'UNAVAILABLE', '1']);
    assert.doesNotMatch(json.detail, /schema/);
    await broken.end();
  });
});

describe('the figures', () => {
  test('are readable for Prometheus and count requests, times, streams, cases, outbox and sweeps', async () => {
    const first = await figures(shop);
    for (let i = 0; i < 3; i++) await lin.get('/v1/cases');
    const id = (await lin.submit('t-auto', 'A')).json.case.case_id;
    await lin.submit('t-desk', 'D');
    await lin.paid(id);
    await lin.get('/v1/cases/nobodys');
    await lin.get('/v1/no-such');
    const ears = [await listen(lin), await listen(lin)];
    const then = await figures(shop);
    const more = (name, labels) => then.value(name, labels) - first.value(name, labels);
    assert.equal(more('kefu_http_requests_total', { route: '/v1/cases', method: 'GET', status: '200' }), 3);
    assert.equal(more('kefu_http_requests_total', { route: '/v1/cases', method: 'POST', status: '201' }), 2);
    assert.equal(more('kefu_http_requests_total', { route: '/v1/cases/{id}', status: '404' }), 1);
    assert.equal(more('kefu_http_requests_total', { route: 'other', status: '404' }), 1);
    assert.equal(more('kefu_http_requests_total', { route: '/v1/stream', status: '200' }), 2);
    assert.equal(more('kefu_http_request_seconds_count', { route: '/v1/cases' }), 5);
    assert.equal(more('kefu_http_request_seconds_bucket', { route: '/v1/cases', le: '+Inf' }), 5);
    assert.ok(more('kefu_http_request_seconds_sum', { route: '/v1/cases' }) > 0);
    assert.equal(then.value('kefu_streams_open'), 2);
    assert.equal(then.value('kefu_cases', { status: 'SUCCESS' }), 1);
    assert.equal(then.value('kefu_cases', { status: 'WAIT_SELLER_AGREE' }), 1);
    assert.equal(then.value('kefu_outbox_waiting'), 0);
    assert.ok(then.value('kefu_sweeps_total', { result: 'done' }) > 0);
    assert.equal(then.value('kefu_sweeps_total', { result: 'failed' }), 0);
    assert.equal(then.value('kefu_build_info'), 1);
    assert.ok(then.value('process_resident_memory_bytes') > 1e6);
    ears.forEach((ear) => ear.close());
    await until('the streams to be closed', async () => (await figures(shop)).value('kefu_streams_open') === 0);
  });

  test('name no buyer, order, case or address, and few routes whatever is asked', async () => {
    const before = (await figures(shop)).all.length;
    for (let i = 0; i < 30; i++) {
      await lin.get(`/v1/cases/${randomUUID()}`);
      await lin.get(`/wander/${i}`);
      await lin.send(`INVENT${i}`, '/v1/cases');
    }
    const { all } = await figures(shop);
    assert.ok(all.length - before < 60, `${all.length - before} new series`);
    const labels = all.flatMap((s) => Object.entries(s.labels));
    assert.deepEqual([...new Set(labels.map(([name]) => name))].sort(), ['le', 'limit', 'method', 'result', 'route', 'status', 'version'].filter((n) => labels.some(([l]) => l === n)));
    for (const [, value] of labels) assert.doesNotMatch(value, /b-1|t-auto|127\.0|wander|[0-9a-f]{8}-/);
  });

  test('are not had where buyers call', async () => {
    assert.equal((await shop.with('').get('/metrics')).status, 404);
    assert.equal((await fetch(`${operationsOf(shop)}/v1/cases`)).status, 404);
    assert.equal((await fetch(`${operationsOf(shop)}/metrics`, { method: 'POST' })).status, 405);
  });
});

describe('the log', () => {
  test('has a line for each request, which tells no token, body, name or identity', async () => {
    const begin = logged(shop).length;
    const mark = `mark-${randomUUID()}`;
    const { json, headers } = await lin.submit('t-packet', 'P', { top: { description: mark } }, { headers: { 'x-request-id': 'shop-7.a_b' } });
    assert.equal(headers.get('x-request-id'), 'shop-7.a_b');
    await lin.get(`/v1/cases/${json.case.case_id}`);
    await shop.with('Bearer nonsense').get('/v1/cases');
    await until('the lines', () => logged(shop).length >= begin + 3);
    const lines = logged(shop).slice(begin);
    assert.deepEqual(lines.map((l) => [l.level, l.method, l.route, l.status, l.role]), [
      ['info', 'POST', '/v1/cases', 201, 'buyer'], ['info', 'GET', '/v1/cases/{id}', 200, 'buyer'], ['info', 'GET', 'other', 401, null]]);
    assert.equal(lines[0].request_id, 'shop-7.a_b');
    for (const line of lines) {
      assert.deepEqual(Object.keys(line), ['at', 'level', 'method', 'route', 'status', 'ms', 'bytes', 'role', 'request_id']);
      assert.ok(Math.abs(Date.parse(line.at) - Date.now()) < 10_000, line.at);
      assert.ok(line.ms > 0 && line.ms < 10_000 && line.bytes > 0, JSON.stringify(line));
    }
    for (const secret of [mark, 'b-1', 't-packet', json.case.case_id, 'eyJ', 'nonsense']) {
      assert.ok(!shop.output.includes(secret), `${secret} is in the log`);
    }
  });

  test('gives every answer an id, and a new one where the caller’s could break a line', async () => {
    const own = await lin.get('/v1/cases', { headers: { 'x-request-id': 'a "b"' } });
    assert.match(own.headers.get('x-request-id'), /^[0-9a-f]{16}$/);
    const long = await lin.get('/v1/cases', { headers: { 'x-request-id': 'a'.repeat(65) } });
    assert.match(long.headers.get('x-request-id'), /^[0-9a-f]{16}$/);
    assert.match(await raw(shop.port, 'NONSENSE\r\n\r\n'), /X-Request-Id: [0-9a-f]{16}\r\n/);
    assert.ok(logged(shop).some((l) => l.route === 'unread' && l.status === 400));
  });

  test('can be text, or off', async () => {
    const text = await startShop({ more: ['--log', 'text'] });
    await text.as('b-1').get('/v1/cases');
    await until('the line', () => /Z GET \/v1\/cases 200 [\d.]+ ms \d+ B buyer [0-9a-f]{16}\n/.test(text.output));
    await text.end();
    const off = await startShop();
    await off.as('b-1').get('/v1/cases');
    await off.end();
    assert.doesNotMatch(off.output, /GET/);
  });
});

describe('who calls too often', () => {
  let strict, buyer;
  before(async () => {
    strict = await startShop({ more: ['--rate', '3:0.5', '--metrics', '127.0.0.1:0'] });
    buyer = strict.as('b-1');
  });
  after(() => strict.end());

  const many = async (count, call) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push(await call(i));
    return answers;
  };

  test('is asked to wait, is told how long, and is served again after that; others never notice', async () => {
    const answers = await many(60, () => buyer.get('/v1/cases'));
    const refused = answers.filter((a) => a.status !== 200);
    assert.ok(answers.slice(0, 30).every((a) => a.status === 200), 'ten seconds’ worth at once');
    assert.ok(refused.length > 10, `${refused.length} of 60`);
    for (const r of refused) {
      problem(r, 429, 'RATE_LIMITED');
      assert.equal(r.headers.get('retry-after'), '1');
    }
    assert.equal((await strict.as('b-2').get('/v1/cases')).status, 200);
    await until('a call’s worth', async () => (await buyer.get('/v1/cases')).status === 200, 2000);
    assert.ok((await figures(strict)).value('kefu_rate_limited_total', { limit: 'reads' }) >= refused.length);
  });

  test('writes are counted apart, and what was refused is done under the same key later', async () => {
    const zhou = strict.as('b-2');
    const keys = [];
    const answers = await many(8, () => {
      keys.push(randomUUID());
      return zhou.submit('t-two', 'nothing', {}, { key: keys.at(-1) });
    });
    const refused = answers.findIndex((a) => a.status === 429);
    assert.equal(refused, 5);
    problem(answers[refused], 429, 'RATE_LIMITED');
    assert.equal(answers[refused].headers.get('retry-after'), '2');
    assert.equal((await zhou.get('/v1/cases')).status, 200);
    const done = await until('a write’s worth', async () => {
      const r = await zhou.submit('t-two', 'G', {}, { key: keys[refused] });
      return r.status === 201 && r;
    }, 5000);
    assert.equal(done.json.case.tid, 't-two');
  });

  test('guessing tokens is slowed down by address, and those with a token are served meanwhile', async () => {
    const answers = await many(90, (i) => strict.with(`Bearer guess-${i}`).get('/v1/cases'));
    assert.equal(answers[0].status, 401);
    assert.ok(answers.slice(-20).some((a) => a.status === 429));
    assert.equal((await strict.as('b-3').get('/v1/cases')).status, 200);
  });
});

test('options that say nothing are refused with what they should have been', async () => {
  for (const [more, words] of [
    [['--rate', 'fast'], '--rate is reads:writes'], [['--rate', '0:1'], '--rate is'], [['--log', 'xml'], '--log is json, text or off'],
    [['--metrics', '9464'], '--metrics is address:port'], [['--streams', 'all'], '--streams is a number'],
  ]) {
    await assert.rejects(startShop({ more }), (e) => e.message.includes(words), more.join(' '));
  }
});

test('no more streams than --streams are open at a time', async () => {
  const small = await startShop({ more: ['--streams', '2'] });
  const ears = [await listen(small.as('b-1')), await listen(small.as('b-2'))];
  const third = await listen(small.as('b-3'));
  assert.deepEqual([third.status, third.problem.code, third.answer.headers.get('retry-after')], [503, 'UNAVAILABLE', '1']);
  ears[0].close();
  await until('a free place', async () => (await listen(small.as('b-3'))).status === 200);
  await small.end();
});
