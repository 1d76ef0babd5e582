// A store's own numbers: packs and patches given to the server.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { packOf } from '../harness/packs.mjs';
import { kServer, temporaryFolder } from '../harness/paths.mjs';
import { startServer } from '../harness/server.mjs';
import { kSecret } from '../harness/token.mjs';

const write = (name, pack) => {
  const path = join(temporaryFolder(), `${name}.json`);
  writeFileSync(path, JSON.stringify(pack));
  return path;
};

describe('--policy FILE', () => {
  const trade = { tid: '1', status: 'WAIT_SELLER_SEND_GOODS', promotions: [{ id: 'p', amount: 20, threshold: 200 }],
    orders: [{ oid: 'A', price: 100, num: 1 }, { oid: 'B', price: 110, num: 1 }] };
  let server;
  before(async () => {
    server = await startServer({ policyFiles: [
      write('recalc', { id: 'recalc', extends: 'tmall', promotion: 'RECALC' }),
      write('tmall', { extends: 'tmall', price_protect_window_s: 2592000, timers: { D6: null } }),
    ] });
  });
  after(() => server?.end());

  test('a patch is a pack that every command knows by its id', async () => {
    const ask = async (policy) => (await server.as('b-1').post('/v1/quote',
      { trade, history: [], request: { type: 'REFUND', lines: [{ oid: 'B', num: 1 }] }, policy })).json;
    assert.equal((await ask('tmall')).total, 100);
    assert.equal((await ask('recalc')).total, 90);
  });

  test('a patch of tmall without an id holds for every store of tmall, and the panel gets the whole pack', async () => {
    const { policy } = (await server.as('b-1').get('/v1/context?store=s-101')).json;
    const whole = packOf('tmall');
    delete policy.extends;
    assert.deepEqual(policy, { ...whole, price_protect_window_s: 2592000, timers: { ...whole.timers, D6: null } });
  });

  test('a file that cannot be used keeps the server from starting, and is named', () => {
    const start = (path) => spawnSync(kServer, ['--port', '0', '--database', `sqlite:${join(temporaryFolder(), 'x.db')}`, '--policy', path],
      { env: { KEFU_JWT_SECRET: kSecret }, encoding: 'utf8', timeout: 20_000 });
    const hard = write('hard', { extends: 'tmall', no_reason_window_s: 86400 });
    const refused = start(hard);
    assert.equal(refused.status, 1);
    assert.ok(refused.stderr.includes(hard) && refused.stderr.includes('消法 25') && refused.stderr.includes('/no_reason_window_s'), refused.stderr);
    assert.match(start('/nowhere.json').stderr, /nowhere\.json cannot be read/);
  });
});
