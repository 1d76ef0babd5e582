// Photos and videos as tests need them, and how a client uploads them.
//
//   const id = await upload(buyer, 't-1', kPhoto);                         // throws where any step is refused
//   const first = await announce(buyer, 't-1', noise(400), { type: 'image/png' });
//   await append(buyer, first.json.id, 0, bytes.subarray(0, 1000));
//   await buyer.submit('t-1', 'A', { top: { evidence: [id] } });
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PNG } from 'pngjs';

export const kChunk = 256 * 1024;

/** A baseline JPEG of 16 × 16, from red to blue. */
export const kPhoto = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/'
  + '2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABADASIAAhEBAxEB/8QA'
  + 'FgABAQEAAAAAAAAAAAAAAAAAAAMF/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/8QAFhEBAQEAAAAAAAAAAAAAAAAAABRh'
  + '/9oADAMBAAIRAxEAPwDMstCyzIcPsf/Z', 'base64');
export const kGif = Buffer.from('R0lGODlhBAAEAPAAAP8AAAAAACH5BAAAAAAALAAAAAAEAAQAAAIEhI8JBQA7', 'base64');

/** A PNG whose bytes are about as many as its pixels' : noise does not pack. */
export function noise(side) {
  const png = new PNG({ width: side, height: side, colorType: 0, inputColorType: 0 });
  png.data = randomBytes(side * side);
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false });
}

const segment = (marker, data) => Buffer.concat([Buffer.from([0xff, marker, data.length + 2 >> 8, data.length + 2 & 255]), data]);

/** Puts a segment behind a JPEG's first two bytes. */
export const withSegment = (jpeg, marker, data) => Buffer.concat([jpeg.subarray(0, 2), segment(marker, data), jpeg.subarray(2)]);

/** EXIF as a phone writes it: which way up the camera was held (1 to 8), and where. */
export function exif(orientation) {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4 + 24);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    if (type === 3) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  tiff.writeUInt16BE(2, 8);
  entry(10, 0x0112, 3, 1, orientation);
  entry(22, 0x8825, 4, 1, 38); // the GPS directory
  tiff.writeUInt16BE(1, 38);
  entry(40, 2, 5, 3, 56); // latitude, three fractions
  [30, 1, 15, 1, 0, 1].forEach((n, i) => tiff.writeUInt32BE(n, 56 + 4 * i));
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

const box = (type, ...parts) => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};

/** The boxes of an MP4; its pictures are noise, which nobody decodes here. */
export const film = (brand = 'isom', bytes = 1000) => Buffer.concat([
  box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}`, 'latin1')),
  box('moov', box('mvhd', Buffer.alloc(100)), box('trak', Buffer.alloc(100))), box('mdat', randomBytes(bytes)),
]);

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export function announce(caller, tid, bytes, more = {}, options = {}) {
  const body = { tid, kind: 'IMAGE', type: 'image/jpeg', bytes: bytes.length, sha256: sha256(bytes), caption: '', ...more };
  return caller.post('/v1/evidence', body, { key: randomUUID(), ...options });
}

export function append(caller, id, offset, bytes, headers = {}) {
  return caller.send('PATCH', `/v1/evidence/${id}`, {
    body: bytes, headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
  });
}

/** All chunks; the first answer that is none of 204, or the last one. */
export async function appendAll(caller, id, bytes) {
  let answer;
  for (let offset = 0; offset < bytes.length; offset += kChunk) {
    answer = await append(caller, id, offset, bytes.subarray(offset, offset + kChunk));
    if (answer.status !== 204) break;
  }
  return answer;
}

/** What becomes of a whole upload: the last answer, with the id. */
export async function tried(caller, tid, bytes, more = {}) {
  const begun = await announce(caller, tid, bytes, more);
  if (begun.status !== 201) return begun;
  return { ...(await appendAll(caller, begun.json.id, bytes)), id: begun.json.id };
}

/** The id of a complete upload. */
export async function upload(caller, tid, bytes = kPhoto, more = {}) {
  const { status, text, id } = await tried(caller, tid, bytes, more);
  assert.equal(status, 204, text);
  return id;
}
