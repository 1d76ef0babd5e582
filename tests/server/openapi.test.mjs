import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startShop } from '../harness/fixture.mjs';
import { compiled, kOpenApi, kOperations } from '../harness/openapi.mjs';
import { startServer } from '../harness/server.mjs';

const real = (path) => path.replace(/\{\w+\}/, 'c-1');
const kMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const bodyless = (method) => method === 'GET' || method === 'HEAD';

let shop;
before(async () => { shop = await startShop(); });
after(() => shop.end());

describe('the OpenAPI document', () => {
  test('is served to everybody, as it is in the repository', async () => {
    const server = await startServer();
    const { status, json } = await server.with(undefined).get('/v1/openapi.json');
    assert.equal(status, 200);
    assert.deepEqual(json, kOpenApi);
    await server.end();
  });

  test('has no schema that cannot be compiled, and none that nobody uses', () => {
    const text = JSON.stringify(kOpenApi);
    for (const [name, schema] of Object.entries(kOpenApi.components.schemas)) {
      compiled(schema);
      assert.ok(text.includes(`"#/components/schemas/${name}"`), `${name} is used`);
    }
  });

  test('names each operation once', () => {
    const ids = kOperations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
  });

  test('lists exactly what the server answers: other methods are refused with the ones it takes', async () => {
    const buyer = shop.as('b-1');
    for (const path of Object.keys(kOpenApi.paths)) {
      if (!path.includes('openapi')) {
        const listed = kOperations.filter((o) => o.path === path).map((o) => o.method);
        for (const method of kMethods) {
          const { status, headers } = await buyer.send(method, real(path), bodyless(method) ? {} : { body: {} });
          assert.equal(status !== 405, listed.includes(method), `${method} ${path}: ${status}`);
          if (status === 405) assert.deepEqual(headers.get('allow').split(', ').sort(), [...listed].sort(), path);
        }
      }
    }
  });

  test('says which operations need a token, and those do', async () => {
    const nobody = shop.with(undefined);
    for (const { path, method, operation } of kOperations) {
      const { status } = await nobody.send(method, real(path), bodyless(method) ? {} : { body: {} });
      assert.equal(status === 401, !operation.security, `${method} ${path}: ${status}`);
    }
  });

  test('says who may call, and nobody else may', async () => {
    const claims = { buyer: {}, agent: { store: 's-1' }, platform_desk: {}, xiaoer: {}, supplier: {}, finance: {}, erp: { store: 's-1' } };
    for (const [role, more] of Object.entries(claims)) {
      const caller = shop.as('x-1', { role, ...more });
      for (const { path, method, operation } of kOperations) {
        if (!operation['x-roles'] || operation['x-roles'].includes(role)) continue;
        const { status, json } = await caller.send(method, real(path), { ...(bodyless(method) ? {} : { body: { tid: 't-1', request: { type: 'RO_UNSHIPPED' } } }), key: `${role}-${method}` });
        assert.ok(status === 403 || status === 404, `${role} ${method} ${path}: ${status} ${json?.code}`);
      }
    }
  });
});
