// Evidence on the server: what it takes, from whom, who sees it, and that nothing of it is lost or left behind.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { announce, append, appendAll, exif, film, kChunk, kGif, kPhoto, noise, tried, upload, withSegment } from '../harness/evidence.mjs';
import { pack, startShop, trade } from '../harness/fixture.mjs';
import { sign } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';

const received = (tid) => trade(tid, 's-desk', ['R'], {
  status: 'WAIT_BUYER_CONFIRM_GOODS', created: 'now-4d', pay_time: 'now-4d', consign_time: 'now-3d', sign_time: 'now-1d',
});
const kQuality = { type: 'RETURN_REFUND', oid: 'R', reason: 'QUALITY', good_status: 'BUYER_RECEIVED', integrity: { seal_broken: false, activated: false, tags_intact: true } };

let shop, lin, zhou, agent, stranger, supplier, xiaoer;
before(async () => {
  shop = await startShop({
    orders: ['t-q', 't-many', 't-other', 't-own'].map(received),
    policies: { taobao: pack('taobao', { evidence_video_bytes_max: 600_000 }), tmall: pack('tmall', { evidence_video_bytes_max: 0 }) },
  });
  lin = shop.as('b-1');
  zhou = shop.as('b-2');
  agent = shop.as('a-1', { role: 'agent', store: 's-desk' });
  stranger = shop.as('a-2', { role: 'agent', store: 's-auto' });
  supplier = shop.as('sup-1', { role: 'supplier' });
  xiaoer = shop.as('x-1', { role: 'xiaoer' });
});
after(() => shop.end());

const files = () => {
  const folder = shop.evidence;
  return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => f.name) : [];
};
const rows = (id) => shop.rows(`SELECT * FROM evidence WHERE evidence_id = '${id}'`);
const refused = (r, status, code, pointer) => {
  assert.deepEqual([r.status, r.json?.code], [status, code], r.text);
  if (pointer !== undefined) assert.equal(r.json.pointer, pointer);
};
const raw = (subject, id, claims) => fetch(`${shop.url}/v1/evidence/${id}`, { headers: { authorization: `Bearer ${sign(subject, claims)}` } });
const filed = (tid, evidence) => lin.post('/v1/cases', { tid, request: kQuality, evidence }, { key: randomUUID() });

describe('a photo', () => {
  test('goes with the claim that needs one, and both sides see it, byte for byte', async () => {
    refused(await filed('t-q', []), 422, 'GUARD_FAILED');
    const id = await upload(lin, 't-q', kPhoto, { caption: '杯口有裂纹' });
    const { status, json, text } = await filed('t-q', [id]);
    assert.equal(status, 201, text);
    assert.deepEqual(json.case.evidence, [id]);
    for (const side of [lin, agent, xiaoer]) {
      const [piece, ...more] = (await side.get(`/v1/cases/${json.case.case_id}`)).json.evidence;
      assert.equal(more.length, 0);
      assert.deepEqual({ ...piece, at: '' }, { id, kind: 'IMAGE', type: 'image/jpeg', bytes: kPhoto.length, by: 'BUYER', at: '', caption: '杯口有裂纹' });
    }
    for (const who of [['b-1'], ['a-1', { role: 'agent', store: 's-desk' }]]) {
      const answer = await raw(who[0], id, who[1]);
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(kPhoto));
      const { headers } = answer;
      assert.equal(headers.get('content-type'), 'image/jpeg');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
      assert.equal(headers.get('content-disposition'), `attachment; filename="${id}.jpg"`);
      assert.match(headers.get('cache-control'), /^private/);
    }
    refused(await lin.send('DELETE', `/v1/evidence/${id}`), 409, 'EVIDENCE_ATTACHED');
  });

  test('is nobody else’s: another buyer, another store and a supplier of another do not learn that it exists', async () => {
    const loose = await upload(lin, 't-other');
    const held = shop.rows('SELECT evidence_id FROM case_evidence')[0].evidence_id;
    const nothing = await zhou.get('/v1/evidence/none');
    for (const id of [loose, held]) {
      for (const who of [zhou, stranger, supplier]) assert.equal((await who.get(`/v1/evidence/${id}`)).text, nothing.text);
      assert.equal((await fetch(`${shop.url}/v1/evidence/${id}`)).status, 401);
    }
    refused(await agent.get(`/v1/evidence/${loose}`), 404, 'NOT_FOUND'); // a draft is the buyer's own
    refused(await zhou.post(`/v1/evidence`, { tid: 't-q', kind: 'IMAGE', type: 'image/jpeg', bytes: 1, sha256: '0'.repeat(64) }, { key: 'k' }), 404, 'NOT_FOUND');
    for (const method of ['PATCH', 'DELETE']) refused(await agent.send(method, `/v1/evidence/${held}`, { body: 'x' }), 404, 'NOT_FOUND');
    assert.equal((await lin.send('DELETE', `/v1/evidence/${loose}`)).status, 204);
    assert.equal(rows(loose).length, 0);
    assert.ok(!files().includes(loose));
  });

  test('of another order, of somebody else, unfinished or made up is refused at its place in the list', async () => {
    const mine = await upload(lin, 't-own');
    const other = await upload(lin, 't-other');
    const { json: { id: half } } = await announce(lin, 't-own', kPhoto);
    const theirs = await upload(agent, 't-own');
    refused(await filed('t-own', [mine, other]), 422, 'EVIDENCE_UNKNOWN', '/evidence/1');
    refused(await filed('t-own', [theirs]), 422, 'EVIDENCE_UNKNOWN', '/evidence/0');
    refused(await filed('t-own', ['../../kefu.db']), 422, 'EVIDENCE_UNKNOWN', '/evidence/0');
    refused(await filed('t-own', [half]), 422, 'EVIDENCE_INCOMPLETE', '/evidence/0');
    const { json } = await filed('t-own', [mine]);
    const refusal = { type: 'refuse', version: json.case.version, reason: 'OTHER', message: '照片里看不出问题', proof: [mine, 'nothing'] };
    refused(await agent.act(json.case.case_id, refusal), 422, 'EVIDENCE_UNKNOWN', '/proof/1');
    const done = await agent.act(json.case.case_id, { ...refusal, proof: [theirs] });
    assert.equal(done.status, 200, done.text);
    const both = (await lin.get(`/v1/cases/${json.case.case_id}`)).json.evidence.map((e) => e.by);
    assert.deepEqual(both.sort(), ['BUYER', 'SELLER']);
  });
});

describe('an upload', () => {
  test('comes in chunks and goes on where it was cut, also after the server was killed', async () => {
    const bytes = noise(640);
    assert.ok(bytes.length > kChunk, `${bytes.length} bytes are more than one chunk`);
    const { json: { id } } = await announce(lin, 't-other', bytes, { type: 'image/png' });
    assert.equal((await append(lin, id, 0, bytes.subarray(0, 100_000))).headers.get('upload-offset'), '100000');
    await shop.kill();
    await shop.restart();
    const standing = await lin.send('HEAD', `/v1/evidence/${id}`);
    assert.deepEqual(['upload-offset', 'upload-length'].map((name) => standing.headers.get(name)), ['100000', String(bytes.length)]);
    const wrong = await append(lin, id, 0, bytes.subarray(0, 100_000));
    refused(wrong, 409, 'OFFSET_CONFLICT');
    assert.equal(wrong.headers.get('upload-offset'), '100000');
    refused(await lin.get(`/v1/evidence/${id}`), 404, 'NOT_FOUND'); // not before it is whole
    assert.equal((await append(lin, id, 100_000, bytes.subarray(100_000, 300_000))).status, 204);
    assert.equal((await append(lin, id, 300_000, bytes.subarray(300_000))).status, 204);
    const got = await raw('b-1', id);
    assert.ok(Buffer.from(await got.arrayBuffer()).equals(bytes));
    assert.equal(got.headers.get('content-type'), 'image/png');
    assert.deepEqual(files().filter((name) => name.startsWith(id)), [id], 'the part is gone');
  });

  test('announced twice under one key is one upload; two chunks for one place are taken once', async () => {
    const bytes = noise(300);
    const key = randomUUID();
    const [first, second] = [await announce(lin, 't-other', bytes, { type: 'image/png' }, { key }), await announce(lin, 't-other', bytes, { type: 'image/png' }, { key })];
    assert.equal(first.json.id, second.json.id);
    assert.equal(second.headers.get('idempotent-replayed'), 'true');
    const race = await Promise.all([0, 1, 2, 3].map(() => append(lin, first.json.id, 0, bytes.subarray(0, 50_000))));
    assert.equal(race.filter((r) => r.status === 204).length, 1, race.map((r) => r.text).join());
    assert.ok(race.every((r) => r.status === 204 || r.status === 409));
    assert.equal((await append(lin, first.json.id, 50_000, bytes.subarray(50_000))).status, 204);
  });

  test('takes no more than was announced, no larger chunk, no other type of body and no key forgotten', async () => {
    const bytes = noise(600);
    const { json: { id } } = await announce(lin, 't-other', bytes, { type: 'image/png' });
    refused(await append(lin, id, 0, bytes.subarray(0, kChunk + 1)), 413, 'TOO_LARGE');
    await append(lin, id, 0, bytes.subarray(0, kChunk));
    refused(await append(lin, id, kChunk, Buffer.concat([bytes.subarray(kChunk), Buffer.alloc(1)])), 413, 'TOO_LARGE');
    refused(await append(lin, id, kChunk, bytes.subarray(kChunk), { 'content-type': 'image/png' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    refused(await append(lin, id, kChunk, bytes.subarray(kChunk), { 'upload-offset': '-1' }), 400, 'BAD_REQUEST');
    refused(await announce(lin, 't-other', bytes, {}, { key: '' }), 400, 'KEY_REQUIRED');
    await lin.send('DELETE', `/v1/evidence/${id}`);
  });

  test('too large, too many or with a wrong hash is refused by a code of its own', async () => {
    refused(await announce(lin, 't-many', kPhoto, { bytes: 500_001 }), 422, 'EVIDENCE_TOO_LARGE', '/bytes');
    assert.equal((await announce(agent, 't-many', kPhoto, { bytes: 5_000_000 })).status, 201, 'a shop’s proof may be larger');
    refused(await announce(lin, 't-many', kPhoto, { kind: 'VIDEO', type: 'video/mp4', bytes: 600_001 }), 422, 'EVIDENCE_TOO_LARGE', '/bytes');
    refused(await announce(lin, 't-packet', kPhoto, { kind: 'VIDEO', type: 'video/mp4' }), 422, 'EVIDENCE_TYPE', '/type');
    refused(await tried(lin, 't-many', kPhoto, { sha256: 'a'.repeat(64) }), 422, 'EVIDENCE_HASH', '/sha256');
    refused(await announce(lin, 't-many', kPhoto, { sha256: 'A'.repeat(64) }), 422, 'OUT_OF_RANGE', '/sha256');
    const ids = [];
    for (let i = 0; i < 18; i++) ids.push(await upload(lin, 't-many', kGif, { type: 'image/gif' }));
    refused(await announce(lin, 't-many', kPhoto), 422, 'EVIDENCE_TOO_MANY');
    refused(await filed('t-many', ids.slice(0, 10)), 422, 'GUARD_FAILED'); // at most 9 a form
    assert.equal((await filed('t-many', ids.slice(0, 9))).status, 201);
    assert.equal((await announce(lin, 't-many', kPhoto)).status, 201, 'what a case holds makes room');
  });
});

describe('a file that is not what it seems', () => {
  const bomb = Buffer.from(kPhoto);
  const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
  bomb.writeUInt16BE(65000, frame + 5);
  bomb.writeUInt16BE(65000, frame + 7);
  const png = noise(20);
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60000, 16);
  const wide = Buffer.from(kGif);
  wide.writeUInt16LE(0x2f2a, 6); // "/*": GIF89a/* begins a script, too
  const script = Buffer.from('*/=1;alert(document.domain)//');
  const zip = Buffer.from('504b0506' + '00'.repeat(18), 'hex');
  const commented = Buffer.concat([kGif.subarray(0, 19), Buffer.from([0x21, 0xfe, script.length]), script, Buffer.from([0]), kGif.subarray(19)]);
  const film_and_page = Buffer.concat([film(), Buffer.from('<script>alert(1)</script>')]);

  for (const [what, bytes, type, code] of [
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 'image/jpeg', 'EVIDENCE_TYPE'],
    ['a PNG named JPEG', png, 'image/jpeg', 'EVIDENCE_TYPE'],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png', 'EVIDENCE_TYPE'],
    ['a GIF that is also a script', Buffer.concat([wide, script]), 'image/gif', 'EVIDENCE_DIMENSIONS'],
    ['a GIF with a script behind it', Buffer.concat([kGif, script]), 'image/gif', 'EVIDENCE_EXTRA'],
    ['a GIF with a script in its comment', commented, 'image/gif', 'EVIDENCE_EXTRA'],
    ['a PNG that is also an archive', Buffer.concat([png, zip]), 'image/png', 'EVIDENCE_EXTRA'],
    ['a JPEG with a page behind it', Buffer.concat([kPhoto, Buffer.from('<script>')]), 'image/jpeg', 'EVIDENCE_EXTRA'],
    ['a JPEG that tells where it was taken', withSegment(kPhoto, 0xe1, exif(6)), 'image/jpeg', 'EVIDENCE_EXTRA'],
    ['a JPEG with a comment', withSegment(kPhoto, 0xfe, script), 'image/jpeg', 'EVIDENCE_EXTRA'],
    ['a JPEG of four thousand million pixels', bomb, 'image/jpeg', 'EVIDENCE_DIMENSIONS'],
    ['a PNG of 60,000 pixels a row', huge, 'image/png', 'EVIDENCE_DIMENSIONS'],
    ['a PNG with text', Buffer.concat([png.subarray(0, 33), Buffer.from('0000000574455874610062636461626364', 'hex'), png.subarray(33)]), 'image/png', 'EVIDENCE_EXTRA'],
    ['a PNG with a wrong checksum', Buffer.concat([png.subarray(0, -14), Buffer.from([1, 2]), png.subarray(-12)]), 'image/png', 'EVIDENCE_BROKEN'],
    ['half a JPEG', kPhoto.subarray(0, -40), 'image/jpeg', 'EVIDENCE_BROKEN'],
    ['half a PNG', png.subarray(0, -20), 'image/png', 'EVIDENCE_BROKEN'],
    ['half a GIF', kGif.subarray(0, -4), 'image/gif', 'EVIDENCE_BROKEN'],
    ['a film with a page behind it', film_and_page, 'video/mp4', 'EVIDENCE_EXTRA'],
    ['a film without pictures', film().subarray(0, 100), 'video/mp4', 'EVIDENCE_BROKEN'],
    ['a page named film', Buffer.from('<html>'.repeat(9)), 'video/webm', 'EVIDENCE_TYPE'],
  ]) {
    test(`${what} is refused with ${code}, and nothing of it is kept`, async () => {
      const before = files().length;
      const r = await tried(lin, 't-q', bytes, { type, kind: type.startsWith('video') ? 'VIDEO' : 'IMAGE' });
      refused(r, 422, code);
      assert.equal(rows(r.id).length, 0);
      assert.equal(files().length, before);
      refused(await lin.get(`/v1/evidence/${r.id}`), 404, 'NOT_FOUND');
    });
  }

  test('of no known type, or a video called a picture, is refused before a byte is sent', async () => {
    for (const more of [{ type: 'image/svg+xml' }, { type: 'text/html' }, { type: 'image/webp' }, { type: 'video/mp4' }, { kind: 'VIDEO' }])
      refused(await announce(lin, 't-q', kPhoto, more), 422, 'EVIDENCE_TYPE', '/type');
    refused(await announce(lin, 't-q', kPhoto, { kind: 'PHOTO' }), 422, 'UNKNOWN_ENUM', '/kind');
  });

  test('but pictures of all three kinds and films of both containers are taken', async () => {
    for (const [bytes, type] of [[kPhoto, 'image/jpeg'], [noise(50), 'image/png'], [kGif, 'image/gif']]) await upload(lin, 't-q', bytes, { type });
    await upload(lin, 't-q', film(), { type: 'video/mp4', kind: 'VIDEO' });
    await upload(lin, 't-q', film('qt  ', 400_000), { type: 'video/quicktime', kind: 'VIDEO' });
  });

  test('no path leads elsewhere: a name that is none of the server’s ids is nothing', async () => {
    for (const id of ['..%2f..%2fkefu.db', '..', '%2e%2e%2fkefu.db', 'e-..', `e-${'0'.repeat(32)}`, `e-${'0'.repeat(31)}%00`, 'x'.repeat(3000)]) {
      for (const method of ['GET', 'HEAD', 'PATCH', 'DELETE']) {
        const { status } = await lin.send(method, `/v1/evidence/${id}`, method === 'PATCH' ? { body: 'x' } : {});
        assert.ok(status === 404 || status === 405 || status === 400, `${method} ${id}: ${status}`);
      }
    }
  });
});

test('a supplier has a say in the cases of his stores only', async () => {
  refused(await announce(supplier, 't-shipped', kPhoto), 403, 'NOT_PERMITTED', '/case_id');
  refused(await announce(supplier, 't-shipped', kPhoto, { case_id: 'none' }), 404, 'NOT_FOUND');
  const { json } = await lin.submit('t-shipped', 'F', { request: { type: 'RO_IN_TRANSIT', reason: 'NOT_RECEIVED', good_status: 'BUYER_NOT_RECEIVED' } });
  assert.equal((await announce(supplier, 't-shipped', kPhoto, { case_id: json.case?.case_id })).status, 201, JSON.stringify(json));
});

test('what no case holds after a day goes, what one holds stays, also over a restart', async () => {
  const { json: { id: half } } = await announce(lin, 't-other', noise(100), { type: 'image/png' });
  const loose = await upload(lin, 't-other');
  const fresh = await upload(lin, 't-other');
  const held = shop.rows('SELECT evidence_id FROM case_evidence')[0].evidence_id;
  await shop.stop();
  shop.rows(`UPDATE evidence SET created_at = created_at - 86401 WHERE evidence_id IN ('${half}', '${loose}', '${held}')`);
  await shop.restart();
  await until('the sweep', () => rows(loose).length === 0 && rows(half).length === 0);
  assert.ok(!files().some((name) => name.startsWith(loose) || name.startsWith(half)));
  assert.equal((await raw('b-1', held)).status, 200);
  assert.equal((await raw('b-1', fresh)).status, 200);
  const kept = shop.rows("SELECT evidence_id FROM evidence WHERE state = 'COMPLETE'").map((r) => r.evidence_id).sort();
  assert.deepEqual(files().filter((name) => !name.includes('.')).sort(), kept, 'as many files as rows');
});
