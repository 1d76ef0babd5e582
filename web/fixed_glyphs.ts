// fixed_glyphs.ts: metrics without a font, the same as src/ui/fixed_glyphs.cpp: 1 em an ideograph, ½ em anything Latin, no
// pixels. Node's headless panel lays out the same everywhere.
import type { GlyphSource } from './types.js';

const kFirstWide = 0x250; // Latin ends here

export const fixedGlyphs: GlyphSource = {
  vmetrics: (px) => [px * 0.88, px * 0.12],
  measure: (text, px) => [(text.codePointAt(0) ?? 0) < kFirstWide ? px / 2 : px, 0, 0, 0, 0],
  raster: (_text, _px, _weight, _left, _top, _width, _height, into) => {
    into.fill(0);
    return false;
  },
};
