// Photos from a phone, for real: chosen on the real <input>, drawn upright without their EXIF, sent in chunks over a bad
// network, filed, and seen again by both sides.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ordersOf } from '../harness/demo.mjs';
import { exif, film, upload, withSegment } from '../harness/evidence.mjs';
import { sign } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';
import { inShop } from './shop.mjs';

const [bought] = ordersOf('b-1', 's-101', 'WAIT_BUYER_CONFIRM_GOODS'); // signed for yesterday
const shop = inShop();

/** A photo as a phone takes it: half red, half blue along its longer side, held upright, with the place. */
async function camera(page, [width, height], { noisy = false } = {}) {
  const bytes = await page.evaluate(async ([w, h, rough]) => {
    const canvas = new OffscreenCanvas(w, h);
    const context = canvas.getContext('2d');
    for (const [x, colour] of [[0, 'red'], [w / 2, 'blue']]) {
      context.fillStyle = colour;
      context.fillRect(x, 0, w / 2, h);
    }
    if (rough) { // what does not pack well, over and over
      const noise = new OffscreenCanvas(128, 128);
      const grain = new ImageData(128, 128);
      for (let i = 0; i < grain.data.length; i++) grain.data[i] = i % 4 === 3 ? 48 : Math.random() * 256;
      noise.getContext('2d').putImageData(grain, 0, 0);
      context.fillStyle = context.createPattern(noise, 'repeat');
      context.fillRect(0, 0, w, h);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })).arrayBuffer())];
  }, [width, height, noisy]);
  return withSegment(Buffer.from(bytes), 0xe1, exif(6)); // 6: what is left in the file is up in the world
}
const photo = (buffer, name = 'IMG_0001.JPG') => ({ name, mimeType: 'image/jpeg', buffer });

const adder = (buyer) => buyer.element.locator('input[type=file]').first();
const done = (buyer, n) => until(`${n} photos to be there`, async () => {
  const failed = await buyer.element.locator('[data-style=tile][data-tone=trouble]').allTextContents();
  assert.deepEqual(failed, []);
  return (await buyer.element.locator('p[data-style=tile]').count()) === n;
}, 20_000);

/** To the form about one line of the order, for a reason that needs a picture. */
async function toClaim(buyer, line) {
  const { say } = buyer;
  await buyer.open();
  await buyer.toOrder(bought);
  await buyer.element.getByRole('button', { name: line.title }).first().click();
  await buyer.tap(say('wrong.agreed'), false);
  await buyer.heading(say('form.title')).waitFor();
  await buyer.element.getByRole('radio', { name: say('reason.QUALITY') }).click();
  await adder(buyer).waitFor();
}
const stored = async (server, id, subject = 'b-1', claims = {}) => {
  const answer = await fetch(`${server.url}/v1/evidence/${id}`, { headers: { authorization: `Bearer ${sign(subject, claims)}` } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const colours = (page, bytes) => page.evaluate(async (data) => {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)], { type: 'image/jpeg' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].map((c) => Math.round(c / 255)).slice(0, 3).join('');
  return { width: bitmap.width, height: bitmap.height, top: at(bitmap.width / 2, 10), bottom: at(bitmap.width / 2, bitmap.height - 10) };
}, [...bytes]);

test('a photo is upright, small and says nothing of where it was taken; the claim goes with it and both sides see it', async () => {
  const { server } = shop;
  const buyer = await shop.visit({ item: 'i-101' });
  const { say, page } = buyer;
  await toClaim(buyer, bought.orders[0]);
  const picker = page.waitForEvent('filechooser');
  await adder(buyer).click(); // the tile is the element itself: a finger opens the phone's own dialogue
  const chooser = await picker;
  assert.ok(chooser.isMultiple());
  assert.equal(await adder(buyer).getAttribute('accept'), 'image/*,video/*');
  const taken = await camera(page, [2800, 1400], { noisy: true });
  assert.ok(taken.includes('Exif') && taken.length > 500_000, `${taken.length} bytes with EXIF`);
  await chooser.setFiles(photo(taken));
  await done(buyer, 1);

  await buyer.tap(say('form.next'));
  await buyer.heading(say('review.title')).waitFor();
  await buyer.submit('WAIT_SELLER_AGREE');
  const filed = (await server.as('b-1').cases(bought.tid)).find((c) => c.oid === bought.orders[0].oid);
  const [id, ...more] = filed.evidence;
  assert.equal(more.length, 0);
  const { bytes } = await stored(server, id);
  assert.ok(!bytes.includes('Exif') && !bytes.includes('GPS'));
  assert.ok(bytes.length <= 500_000, `${bytes.length} bytes`);
  const seen = await colours(page, bytes);
  assert.ok(seen.height === 2560 && seen.width === 1280, `${seen.width} × ${seen.height}`);
  assert.deepEqual([seen.top, seen.bottom], ['100', '001'], 'red is up, as the camera was held');

  const tile = buyer.group(say('evidence.title')).getByRole('button', { name: say('evidence.photo', { n: 1 }) });
  await tile.click();
  const large = buyer.element.locator('canvas[role=img]');
  await until('the photo to be shown', () => large.evaluate((e) => {
    const [r, g, b, a] = e.getContext('2d').getImageData(e.width / 2, e.height / 2 - 40, 1, 1).data;
    return a === 255 && r > 128 && b < 128 && g < 128;
  }));
  const agent = await stored(server, id, 'a-1', { role: 'agent', store: 's-101' });
  assert.ok(agent.bytes.equals(bytes));
  assert.equal((await stored(server, id, 'b-2')).status, 404);
  assert.deepEqual(buyer.complaints, []);
  console.log(`evidence: a photo of ${taken.length} bytes arrived as ${bytes.length}, ${seen.width} × ${seen.height}`);
  await buyer.leave();
});

test('a cut connection and a time without any lose nothing: the upload goes on where it was', async () => {
  const { server } = shop;
  const buyer = await shop.visit({ item: 'i-101' });
  const { say, page } = buyer;
  await toClaim(buyer, bought.orders[1]);
  const calls = [];
  let cut = 0, goOn;
  const held = new Promise((done) => { goOn = done; });
  await page.route('**/v1/evidence/*', async (route) => {
    const method = route.request().method();
    calls.push(method);
    if (method === 'PATCH') await held;
    if (method === 'PATCH' && calls.filter((m) => m === 'PATCH').length === 3) {
      cut++;
      await route.fetch().catch(() => undefined); // it arrived, but nobody hears of it
      return route.abort('connectionreset');
    }
    if (method === 'PATCH' && calls.filter((m) => m === 'PATCH').length === 5) {
      cut++;
      await page.context().setOffline(true);
      setTimeout(() => void page.context().setOffline(false), 300); // a tunnel
      return route.abort('internetdisconnected');
    }
    return route.continue();
  });
  await adder(buyer).setInputFiles(photo(await camera(page, [1200, 900], { noisy: true })));
  await buyer.element.getByRole('progressbar').first().waitFor();
  await buyer.tap(say('form.next'));
  await until('the claim to wait for it', async () => await buyer.described(adder(buyer)) === say('evidence.wait'));
  goOn();
  await done(buyer, 1);
  assert.equal(cut, 2);
  assert.ok(calls.includes('HEAD'), calls.join());
  const [row] = server.rows("SELECT evidence_id, bytes, sha256 FROM evidence WHERE state = 'COMPLETE' ORDER BY created_at DESC, evidence_id LIMIT 1");
  const { bytes } = await stored(server, row.evidence_id);
  assert.equal(bytes.length, row.bytes);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), row.sha256);

  // A reload in the middle of the form: the photo is still there, and can be taken out.
  await buyer.reload();
  await toClaim(buyer, bought.orders[1]);
  await done(buyer, 1);
  await buyer.tap(say('evidence.remove', { what: say('evidence.photo', { n: 1 }) }));
  await until('the server to forget it', async () => (await stored(server, row.evidence_id)).status === 404);
  await until('the tile to go', async () => (await buyer.element.locator('p[data-style=tile]').count()) === 0);
  await buyer.leave();
});

test('what is no picture is refused at its tile, in words, and the rest goes on; a film goes as it is', async () => {
  const buyer = await shop.visit({ item: 'i-101', lang: 'en', plain: true });
  const { say, page } = buyer;
  await toClaim(buyer, bought.orders[2]);
  await adder(buyer).setInputFiles([
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') },
    photo(await camera(page, [400, 300])),
    { name: 'clip.mp4', mimeType: 'video/mp4', buffer: film('isom', 300_000) },
  ]);
  await buyer.text(say('evidence.code.UNREADABLE')).first().waitFor();
  await buyer.tap(say('evidence.remove', { what: say('evidence.photo', { n: 1 }) }));
  await until('the refused one to go', async () => (await buyer.text(say('evidence.code.UNREADABLE')).count()) === 0);
  await done(buyer, 2);
  await buyer.text(say('evidence.film', { n: 2 })).first().waitFor();
  await buyer.leave();
});

test('while the platform asks for evidence the buyer adds more on the case itself, and sees what the shop has filed', async () => {
  const { server } = shop;
  const [lin, agent, xiaoer] = [server.as('b-1'), server.as('a-1', { role: 'agent', store: 's-101' }), server.as('x-1', { role: 'xiaoer' })];
  const line = bought.orders[3] ?? bought.orders[1];
  const mine = await upload(lin, bought.tid);
  const request = { type: 'RETURN_REFUND', oid: line.oid, reason: 'QUALITY', good_status: 'BUYER_RECEIVED', integrity: { seal_broken: false, activated: false, tags_intact: true } };
  const step = async (who, event, at) => {
    const r = at ? await who.act(at.case_id, { version: at.version, ...event }) : await who.post('/v1/cases', event, { key: 'claim' });
    assert.ok(r.status < 300, r.text);
    return r.json.case;
  };
  let c = await step(lin, { tid: bought.tid, request, evidence: [mine] });
  const theirs = await upload(agent, bought.tid, undefined, { caption: '出厂检验合格' });
  c = await step(agent, { type: 'refuse', reason: 'OTHER', message: '照片里看不出问题', proof: [theirs] }, c);
  c = await step(lin, { type: 'apply_intervention', claim: '杯口有裂纹' }, c);
  c = await step(xiaoer, { type: 'accept_intervention' }, c);

  const buyer = await shop.visit({ item: 'i-101' });
  const { say, page } = buyer;
  await buyer.open();
  await buyer.element.getByRole('button', { name: say('type.RETURN_REFUND') }).first().click();
  await buyer.heading(say('evidence.title')).waitFor();
  await buyer.button(`${say('evidence.photo', { n: 2 })} ${say('actor.SELLER')}`).click();
  await buyer.text('出厂检验合格').first().waitFor();
  await page.keyboard.press('Escape');
  await adder(buyer).setInputFiles(photo(await camera(page, [600, 400])));
  await buyer.button(say('evidence.send')).click();
  await buyer.button(`${say('evidence.photo', { n: 3 })} ${say('actor.BUYER')}`).waitFor();
  const { json } = await lin.get(`/v1/cases/${c.case_id}`);
  assert.deepEqual(json.evidence.map((e) => e.by), ['BUYER', 'SELLER', 'BUYER']);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});
