// fixed_glyphs.ts: metrics without a font, the same as src/ui/fixed_glyphs.cpp: 1 em an ideograph, ½ em anything Latin and
// each code point of a word that comes whole, no pixels. Node's headless panel lays out the same everywhere.
import type { GlyphSource } from './types.js';

const kFirstWord = 0x250; // Latin ends here
const kFirstWide = 0x1100;

function ems(text: string): number {
  const first = text.codePointAt(0) ?? 0;
  return first < kFirstWord ? 0.5 : first < kFirstWide ? [...text].length / 2 : 1;
}

export const fixedGlyphs: GlyphSource = {
  vmetrics: (px) => [px * 0.88, px * 0.12],
  measure: (text, px) => [px * ems(text), 0, 0, 0, 0],
  raster: (_text, _px, _weight, _left, _top, _width, _height, into) => {
    into.fill(0);
    return false;
  },
};
