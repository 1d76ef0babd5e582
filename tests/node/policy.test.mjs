// A shop's own packs and patches: the schema, `kefu policy check`, and the ways to use one.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createEngine } from 'kefu';
import { kPackIds, mutations, packOf, patches } from '../harness/packs.mjs';
import { kRoot, temporaryFolder } from '../harness/paths.mjs';
import { batch, run } from '../harness/tool.mjs';

const check = (pack, ...words) => {
  const r = run([...words, 'policy', 'check', '-'], typeof pack === 'string' ? pack : JSON.stringify(pack));
  assert.equal(r.stderr, '');
  const report = JSON.parse(r.text);
  assert.equal(r.status, report.valid ? 0 : 2);
  assert.equal(report.valid, report.problems.length === 0);
  return report;
};

// What no schema says: the law, and what does not go together.
const kBeyondSchema = /may not be less than|leaves the buyer no time|listed twice|closes at another time/;
const isBeyond = (problem) => problem.code === 'LAW_FLOOR' || kBeyondSchema.test(problem.message);

describe('the schema', () => {
  let valid;
  before(() => {
    const ajv = new Ajv({ strictTypes: false, strictRequired: false });
    addFormats(ajv);
    valid = ajv.compile(JSON.parse(readFileSync(`${kRoot}assets/schemas/policy.schema.json`, 'utf8')));
  });

  test('accepts the packs that are delivered', () => {
    for (const id of kPackIds) assert.ok(valid(packOf(id)), `${id}: ${JSON.stringify(valid.errors)}`);
  });

  test('and the tool agree on every pack with one thing changed, and on patches', () => {
    const all = [...mutations(), ...patches()];
    const verdicts = { true: 0, false: 0 };
    const reports = batch(['policy', 'check', '-'], all.map(({ pack }) => JSON.stringify(pack)));
    for (const [i, { what, pack }] of all.entries()) {
      const problems = JSON.parse(reports[i]).problems.filter((p) => !isBeyond(p));
      assert.equal(problems.length === 0, valid(pack), `${what}\n${JSON.stringify(problems)}\n${JSON.stringify(valid.errors)}`);
      verdicts[valid(pack)] += 1;
    }
    assert.ok(verdicts.true > 60 && verdicts.false > 60, JSON.stringify(verdicts));
    console.log(`policy: ${verdicts.true} sound and ${verdicts.false} unsound packs, the schema and the tool agree on all`);
  });
});

describe('kefu policy check', () => {
  test('says of every delivered pack that it is sound, and which of its values nobody could source', () => {
    for (const id of kPackIds) {
      const r = run(['policy', 'check', `${kRoot}assets/policies/${id}.json`]);
      assert.equal(r.status, 0, r.text);
      const report = JSON.parse(r.text);
      assert.deepEqual(Object.keys(report), ['valid', 'id', 'problems', 'unverified']);
      assert.equal(report.id, id);
      const marked = [];
      const walk = (value, path) => {
        if (value?.unverified === true) marked.push(path);
        else if (typeof value === 'object' && value !== null) for (const [k, v] of Object.entries(value)) walk(v, `${path}/${k}`);
      };
      walk(packOf(id), '');
      assert.deepEqual(report.unverified.toSorted?.() ?? [...report.unverified].sort(), marked.sort());
    }
  });

  test('lists every problem of a file with its place', () => {
    const report = check({ id: 'my-shop', extends: 'tmall', no_reason_window_s: 3600, price_protect_windows_s: 1, timers: { D2: 'week' }, late_ship: { max_fen: 1 } });
    assert.deepEqual(report.problems.map(({ pointer, code }) => `${pointer} ${code}`).sort(),
      ['/late_ship/max_fen OUT_OF_RANGE', '/no_reason_window_s LAW_FLOOR', '/price_protect_windows_s UNKNOWN_KEY', '/timers/D2 WRONG_TYPE']);
    assert.match(report.problems.find((p) => p.code === 'LAW_FLOOR').message, /消法 25/);
  });

  test('explains itself and refuses what it does not understand', () => {
    assert.match(run(['policy', '--help']).text, /usage: kefu .*policy check FILE/);
    assert.match(run(['--help']).text, /--policy FILE/);
    for (const words of [['policy'], ['policy', 'check'], ['policy', 'chek', 'x'], ['policy', 'check', 'a', 'b'], ['quote', 'x'], ['--policy']]) {
      const r = run(words, '{}');
      assert.equal(r.status, 2, words.join(' '));
      assert.equal(JSON.parse(r.text).error.code, 'UNKNOWN_COMMAND');
    }
    assert.match(JSON.parse(run(['policy', 'check', '/nowhere.json']).text).error.message, /nowhere\.json cannot be read/);
  });

  test('the example of its help runs as it stands', () => {
    const [, document] = run(['policy', '--help']).text.match(/echo '(.*)' \| kefu policy check -/);
    assert.deepEqual(check(document).problems, []);
  });
});

describe('a shop that grants 30 days of price protection', () => {
  const patch = { id: 'my-shop', extends: 'tmall', price_protect_window_s: 30 * 86400 };
  const after = (days, policy) => ({
    now: new Date(Date.UTC(2026, 2, 1 + days, 12)).toISOString().replace('.000', ''), cases: [], policy,
    trade: { tid: '1', store_id: 's', status: 'TRADE_FINISHED', pay_time: '2026-03-01T04:00:00Z', end_time: '2026-03-02T04:00:00Z',
      orders: [{ oid: 'A', price: 100, num: 1, consign_time: '2026-03-01T05:00:00Z', sign_time: '2026-03-02T04:00:00Z' }] },
    request: { type: 'PRICE_PROTECT', oid: 'A', num: 1, reason: 'PRICE_DROPPED' },
  });
  const file = () => {
    const path = join(temporaryFolder(), 'my-shop.json');
    writeFileSync(path, JSON.stringify(patch));
    return path;
  };

  test('names its patch by its id in the tool', () => {
    const ask = (words, policy) => JSON.parse(run([...words, 'check'], JSON.stringify(after(20, policy))).text);
    assert.equal(ask([], 'my-shop').error.code, 'UNKNOWN_POLICY');
    const path = file();
    assert.equal(ask(['--policy', path], 'my-shop').eligible, true);
    assert.equal(ask(['--policy', path], 'tmall').code, 'WINDOW_CLOSED');
    const other = join(temporaryFolder(), 'other.json');
    writeFileSync(other, JSON.stringify({ id: 'other', extends: 'tmall', price_protect_window_s: 19 * 86400 }));
    assert.equal(ask(['--policy', path, '--policy', other], 'other').code, 'WINDOW_CLOSED');
  });

  test('names it in the engine in Node, which answers the tool’s bytes', () => {
    const engine = createEngine({ policies: [patch] });
    assert.equal(engine.check(after(20, 'my-shop')).eligible, true);
    assert.equal(createEngine({ policies: [JSON.stringify(patch)] }).check(after(31, 'my-shop')).code, 'WINDOW_CLOSED');
    assert.equal(createEngine().check(after(20, 'my-shop')).error.code, 'UNKNOWN_POLICY');
    const text = JSON.stringify(after(20, { extends: 'tmall', price_protect_window_s: 30 * 86400 }));
    assert.equal(engine.run('check', text).json, batch('check', [text])[0]);
    assert.throws(() => createEngine({ policies: [{ ...patch, no_reason_window_s: 1 }] }), /policies\[0\].*消法 25/);
  });

  test('is refused with the file’s name where the law gives buyers more', () => {
    const path = join(temporaryFolder(), 'hard.json');
    writeFileSync(path, JSON.stringify({ id: 'hard', extends: 'tmall', no_reason_window_s: 86400 }));
    const { error } = JSON.parse(run(['--policy', path, 'check'], '{}').text);
    assert.deepEqual([error.code, error.pointer], ['OUT_OF_RANGE', '/no_reason_window_s']);
    assert.ok(error.message.includes(path) && error.message.includes('消法 25'), error.message);
  });
});
