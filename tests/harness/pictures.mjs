// Pictures of screens: small PNG files of them, and how far two are apart.
//
//   const { pixels, picture } = difference(decode(want), decode(got));   // picture: what differs, in red, as a PNG
import { deflateSync } from 'node:zlib';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export const decode = (bytes) => PNG.sync.read(bytes);
export const copy = ({ width, height, data }) => ({ width, height, data: Buffer.from(data) });

/** How many pixels differ by more than `colour` (0 to 1, as pixelmatch has it) and are not the soft edges of the same shape. */
export function difference(want, got, colour) {
  const { width, height } = want;
  if (got.width !== width || got.height !== height) throw new Error(`${got.width} × ${got.height} instead of ${width} × ${height}`);
  const marked = new PNG({ width, height });
  const pixels = pixelmatch(want.data, got.data, marked.data, width, height, { threshold: colour });
  return { pixels, share: pixels / (width * height), picture: () => PNG.sync.write(marked) };
}

const kGrey = Buffer.from([0x80, 0x80, 0x80, 0xff]);

/** One colour over what is not to be compared. */
export function blank({ width, height, data }, { x, y, w, h }) {
  const [left, right] = [Math.max(0, Math.floor(x)), Math.min(width, Math.ceil(x + w))];
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, Math.ceil(y + h)); row++) {
    if (left < right) data.fill(kGrey, (row * width + left) * 4, (row * width + right) * 4);
  }
}

/** The same with a rectangle of it moved; what the rectangle leaves keeps its old pixels. */
export function moved(picture, { x, y, w, h }, dx, dy) {
  const result = copy(picture);
  for (let row = 0; row < h; row++) {
    const from = ((y + row) * picture.width + x) * 4;
    picture.data.copy(result.data, ((y + dy + row) * picture.width + x + dx) * 4, from, from + w * 4);
  }
  return result;
}

// --- files: a palette of 256, which makes them a third as large -------------------------------------------------------

const kExact = 64; // flat colours stay what they are; photographs and soft edges are rounded to
const kStep = 17;

const rgb = (data, i) => data[i] << 16 | data[i + 1] << 8 | data[i + 2];
const channels = (colour) => [colour >> 16, colour >> 8 & 255, colour & 255];
const rounded = (colour) => channels(colour).reduce((all, c) => all << 8 | Math.round(c / kStep) * kStep, 0);

function frequent(counts, n) {
  return [...counts].sort(([c, a], [d, b]) => b - a || c - d).slice(0, n).map(([colour]) => colour);
}

function nearest(palette, colour) {
  const apart = (other) => channels(other).reduce((sum, c, i) => sum + (c - channels(colour)[i]) ** 2, 0);
  return palette.reduce((best, other, i) => (apart(other) < apart(palette[best]) ? i : best), 0);
}

function indexed({ data }) {
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) counts.set(rgb(data, i), (counts.get(rgb(data, i)) ?? 0) + 1);
  const exact = frequent(counts, kExact);
  exact.forEach((colour) => counts.delete(colour));
  const rest = new Map();
  for (const [colour, n] of counts) rest.set(rounded(colour), (rest.get(rounded(colour)) ?? 0) + n);
  const palette = [...exact, ...frequent(rest, 256 - exact.length)];
  const places = new Map(palette.map((colour, i) => [colour, i]).reverse());
  const place = (colour) => {
    if (!places.has(colour)) {
      const grid = rounded(colour);
      places.set(colour, places.get(grid) ?? nearest(palette, grid));
    }
    return places.get(colour);
  };
  return { palette, place };
}

/** CRC-32 of ISO 3309, as PNG wants it. */
function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? c >>> 1 ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4), tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc(named));
  return Buffer.concat([head, named, tail]);
}

/** Opaque pictures only. */
export function encode(picture) {
  const { width, height, data } = picture;
  const { palette, place } = indexed(picture);
  const rows = Buffer.alloc(height * (width + 1)); // each row begins with its filter: none
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = place(rgb(data, (y * width + x) * 4));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits, palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
