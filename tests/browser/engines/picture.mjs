// What a screenshot shows inside a rectangle of CSS pixels.
//
//   const shot = await page.screenshot();
//   ink(shot, rect)                                   // {share, box} of what stands out from the rectangle's own ground, or null
//   difference(before, rect, after, moved)            // mean difference of two equally large pieces, 0…255
import { kRatio } from './display.mjs';

const kStandsOut = 48; // of 255, in any channel: softer edges and tinted grounds are not ink

function* pixels({ width, height, data }, { x, y, width: w, height: h }) {
  const [left, top] = [Math.round(x * kRatio), Math.round(y * kRatio)];
  const [right, bottom] = [left + Math.round(w * kRatio), top + Math.round(h * kRatio)];
  for (let row = Math.max(top, 0); row < Math.min(bottom, height); row++) {
    for (let column = Math.max(left, 0); column < Math.min(right, width); column++) {
      const at = (row * width + column) * 4;
      yield [data[at], data[at + 1], data[at + 2], column, row];
    }
  }
}

/** The colours of a piece, "r,g,b" → how often. */
export function colours(shot, rect) {
  const counts = new Map();
  for (const [r, g, b] of pixels(shot, rect)) counts.set(`${r},${g},${b}`, (counts.get(`${r},${g},${b}`) ?? 0) + 1);
  return counts;
}

/** The commonest colour of a piece as [r, g, b]. */
export const ground = (shot, rect) => [...colours(shot, rect)].reduce((a, b) => (b[1] > a[1] ? b : a))[0].split(',').map(Number);

export function ink(shot, rect, paper = ground(shot, rect)) {
  let [left, top, right, bottom, count, all] = [Infinity, Infinity, -1, -1, 0, 0];
  for (const [r, g, b, column, row] of pixels(shot, rect)) {
    all++;
    if (Math.max(Math.abs(r - paper[0]), Math.abs(g - paper[1]), Math.abs(b - paper[2])) < kStandsOut) continue;
    count++;
    [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
  }
  if (!count) return null;
  return { share: count / all, box: { x: left / kRatio, y: top / kRatio, width: (right - left) / kRatio, height: (bottom - top) / kRatio } };
}

export function difference(before, rect, after, moved) {
  let [sum, count] = [0, 0];
  const other = pixels(after, moved);
  for (const [r, g, b] of pixels(before, rect)) {
    const [r2, g2, b2] = other.next().value;
    sum += Math.abs(r - r2) + Math.abs(g - g2) + Math.abs(b - b2);
    count += 3;
  }
  return sum / count;
}
