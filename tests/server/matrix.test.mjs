// Who may do what: every operation of the OpenAPI document × every role × whether the case is hers. Generated from the
// document, so a new endpoint is in it by being described; a role that `x-roles` does not name gets nowhere.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { upload } from '../harness/evidence.mjs';
import { startShop } from '../harness/fixture.mjs';
import { kRoot } from '../harness/paths.mjs';
import { sign } from '../harness/token.mjs';

const { paths } = JSON.parse(readFileSync(`${kRoot}assets/openapi.json`, 'utf8'));
const kDenied = [401, 403, 404];
const kMarks = ['t-auto', '林晓']; // what nobody else may read of b-1's order

// b-1's case at s-auto, whose supplier is sup-1: who it belongs to, and the same roles from elsewhere.
const kOwners = {
  buyer: ['b-1'], agent: ['a-1', { role: 'agent', store: 's-auto' }], supplier: ['sup-1', { role: 'supplier' }],
  platform_desk: ['d-1', { role: 'platform_desk' }], xiaoer: ['x-1', { role: 'xiaoer' }], finance: ['f-1', { role: 'finance' }],
  erp: ['e-1', { role: 'erp', store: 's-auto' }],
};
const kStrangers = {
  buyer: ['b-2'], agent: ['a-2', { role: 'agent', store: 's-desk' }], supplier: ['sup-2', { role: 'supplier' }],
  erp: ['e-2', { role: 'erp', store: 's-desk' }],
};
const kNobodies = {
  'without a token': undefined,
  'with an expired token': ['b-1', { exp: 1 }],
  'with a role that there is not': ['b-1', { role: 'root' }],
};

let shop, ids;
before(async () => {
  shop = await startShop();
  const buyer = shop.as('b-1');
  const evidence = await upload(buyer, 't-auto');
  const { json } = await buyer.submit('t-auto', 'A', { top: { evidence: [evidence] } });
  ids = { '/v1/evidence/{id}': evidence, id: json.case.case_id, tid: 't-auto', supplier_id: 'sup-1' };
  await buyer.paid(json.case.case_id);
});
after(() => shop?.end());

const operations = Object.entries(paths).filter(([path]) => path !== '/v1/openapi.json').flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), roles: operation['x-roles'], operation })));

/** `who`: subject and claims; undefined is nobody. */
async function ask({ path, method, operation }, who) {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => ids[path] ?? ids[name]);
  const query = (operation.parameters ?? []).filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=s-auto`).join('&');
  const writes = method === 'POST' || method === 'PATCH';
  const stop = new AbortController();
  const answer = await fetch(`${shop.url}${address}${query && `?${query}`}`, {
    method, signal: stop.signal, body: writes ? '{}' : null,
    headers: { ...(who ? { authorization: `Bearer ${sign(...who)}` } : {}), 'idempotency-key': randomUUID(), ...(writes ? { 'content-type': 'application/json' } : {}) },
  });
  const streams = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const text = streams ? '' : await answer.text();
  stop.abort();
  return { status: answer.status, text };
}

test('the document names the roles of every operation, and the test knows them all', () => {
  for (const { path, method, roles } of operations) {
    assert.ok(roles?.length, `${method} ${path}`);
    for (const role of roles) assert.ok(kOwners[role], role);
  }
});

test('nobody without a valid token gets anything', async () => {
  let asked = 0;
  for (const operation of operations) {
    for (const [how, who] of Object.entries(kNobodies)) {
      const { status } = await ask(operation, who);
      assert.equal(status, 401, `${operation.method} ${operation.path} ${how}`);
      asked++;
    }
  }
  console.log(`matrix: ${asked} calls of nobody, all 401`);
});

test('a role that an operation does not name gets nowhere', async () => {
  let asked = 0;
  for (const operation of operations) {
    for (const [role, who] of Object.entries(kOwners).filter(([role]) => !operation.roles.includes(role))) {
      const { status, text } = await ask(operation, who);
      assert.ok(kDenied.includes(status), `${role}: ${operation.method} ${operation.path} is ${status} ${text.slice(0, 200)}`);
      asked++;
    }
  }
  console.log(`matrix: ${asked} calls of the wrong role, none answered`);
});

test('a role that an operation names is let in where the case is hers', async () => {
  for (const operation of operations.filter(({ method }) => method !== 'DELETE')) {
    for (const role of operation.roles) {
      const { status, text } = await ask(operation, kOwners[role]);
      // An upload is its owner's alone: others read it, nobody else goes on with it.
      const others = operation.path === '/v1/evidence/{id}' && operation.method !== 'GET' && role !== 'buyer';
      if (others) assert.equal(status, 404, `${role}: ${operation.method} ${operation.path}`);
      else assert.ok(!kDenied.includes(status) && status < 500, `${role}: ${operation.method} ${operation.path} is ${status} ${text.slice(0, 200)}`);
    }
  }
});

test('the same role from elsewhere reads and changes nothing of it', async () => {
  let asked = 0;
  for (const operation of operations) {
    for (const [role, who] of Object.entries(kStrangers).filter(([role]) => operation.roles.includes(role))) {
      const { status, text } = await ask(operation, who);
      const what = `${role}: ${operation.method} ${operation.path}`;
      if (operation.path.includes('{')) assert.ok(kDenied.includes(status), `${what} is ${status} ${text.slice(0, 200)}`);
      assert.ok(!text.includes(ids.id) && !kMarks.some((mark) => text.includes(mark)), `${what} tells ${text.slice(0, 300)}`);
      asked++;
    }
  }
  console.log(`matrix: ${asked} calls of strangers, 0 leaks`);
});
