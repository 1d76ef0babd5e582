// glyphs.ts: glyphs from the device's own fonts, measured and drawn by a 2D canvas (web-ui B1, B3, B5). No font is shipped.
//
// [X] weights  [X] language (Han unification)  [X] colour glyphs  [X] whole words of scripts whose letters join
// [X] read-back self-test (privacy modes falsify it)
// [ ] drawing without read-back: where the self-test fails, the plain page is shown instead
import type { GlyphSource } from './types.js';

const kSystemFonts = 'system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
const kTaiwanFonts = 'system-ui,"PingFang TC","Noto Sans CJK TC","Microsoft JhengHei",sans-serif';
const kStartSizePx = 256;
const kPaddingPx = 1; // anti-aliasing reaches past the box that measureText tells
const kReadBackTolerance = 2; // colour management may move a value by one or two

export class CanvasGlyphs implements GlyphSource {
  readonly canvas = document.createElement('canvas');
  #made: CanvasRenderingContext2D | null | undefined;
  #shopFont = '';
  #systemFonts = kSystemFonts;
  #font = '';

  constructor(lang: string) {
    this.language(lang);
  }

  // Made when it is needed, which is after the plain page was shown.
  get #context(): CanvasRenderingContext2D | null {
    if (this.#made === undefined) {
      this.canvas.width = this.canvas.height = kStartSizePx;
      this.#made = this.canvas.getContext('2d', { willReadFrequently: true });
      if (this.#made && 'lang' in this.#made) this.#made.lang = this.canvas.lang;
    }
    return this.#made;
  }

  /** Han characters differ by language; a canvas in the document inherits its own `lang`, newer ones have a member. */
  language(lang: string): void {
    this.canvas.lang = lang;
    if (this.#made && 'lang' in this.#made) this.#made.lang = lang;
    this.#systemFonts = lang === 'zh-TW' ? kTaiwanFonts : kSystemFonts;
    this.#font = '';
  }

  /** True: another one than before, so what is in the atlas is of the old one. */
  family(name: string): boolean {
    const before = this.#shopFont;
    this.#shopFont = name && `${name}, `;
    this.#font = '';
    return this.#shopFont !== before;
  }

  /** False: this browser has no 2D canvas, or gives other pixels back than were drawn (web-ui B3.9). */
  works(): boolean {
    const c = this.#context;
    if (!c) return false;
    const want = [210, 58, 0, 255];
    c.clearRect(0, 0, 8, 8);
    c.fillStyle = 'rgb(210,58,0)';
    c.fillRect(0, 0, 8, 8);
    const got = c.getImageData(0, 0, 8, 8).data;
    if (!got.every((value, i) => Math.abs(value - want[i & 3]!) <= kReadBackTolerance)) return false;
    // Some measure or draw no text, some draw it otherwise each time.
    const [, left, top, width, height] = this.measure('国', 24, 400);
    if (!width) return false;
    const [ink, again] = [0, 0].map(() => {
      const into = new Uint8Array(width * height * 4);
      this.raster('国', 24, 400, left, top, width, height, into);
      return into;
    });
    return ink!.some((value, i) => (i & 3) === 3 && value > 99) && ink!.every((value, i) => value === again![i]);
  }

  /** "#rrggbb" of any CSS colour, or null. */
  colour(css: string): string | null {
    const c = css && CSS.supports('color', css) ? this.#context : null;
    if (!c) return null;
    c.fillStyle = css;
    const value = String(c.fillStyle);
    return /^#[0-9a-f]{6}$/.test(value) ? value : null;
  }

  vmetrics(px: number, weight: number): [number, number] {
    // The actual box of a full-height ideograph and a descender: font boxes of fallback fonts differ between engines.
    const m = this.#use(px, weight)?.measureText('国g');
    return m ? [m.actualBoundingBoxAscent, m.actualBoundingBoxDescent] : [px * 0.88, px * 0.12];
  }

  measure(text: string, px: number, weight: number): [number, number, number, number, number] {
    const m = this.#use(px, weight)?.measureText(text);
    if (!m) return [px, 0, 0, 0, 0];
    const left = Math.ceil(m.actualBoundingBoxLeft) + kPaddingPx;
    const top = Math.ceil(m.actualBoundingBoxAscent) + kPaddingPx;
    const width = left + Math.ceil(m.actualBoundingBoxRight) + kPaddingPx;
    const height = top + Math.ceil(m.actualBoundingBoxDescent) + kPaddingPx;
    const blank = text.trim() === '' || width <= 2 || height <= 2;
    return blank ? [m.width, 0, 0, 0, 0] : [m.width, left, top, width, height];
  }

  raster(text: string, px: number, weight: number, left: number, top: number, width: number, height: number, into: Uint8Array): boolean {
    if (width > this.canvas.width || height > this.canvas.height) {
      this.canvas.width = Math.max(width, this.canvas.width);
      this.canvas.height = Math.max(height, this.canvas.height);
      this.#font = ''; // resizing resets the context
    }
    const c = this.#use(px, weight);
    if (!c) return false;
    c.clearRect(0, 0, width, height);
    c.fillStyle = '#fff';
    c.fillText(text, left, top);
    const rgba = c.getImageData(0, 0, width, height).data;
    const coloured = hasColour(rgba);
    // Transparent pixels come back black and would bleed into the edges under bilinear filtering.
    if (!coloured) for (let i = 0; i < rgba.length; i += 4) rgba[i] = rgba[i + 1] = rgba[i + 2] = 255;
    into.set(rgba);
    return coloured;
  }

  #use(px: number, weight: number): CanvasRenderingContext2D | null {
    const c = this.#context;
    const font = `${weight} ${px}px ${this.#shopFont}${this.#systemFonts}`;
    if (c && font !== this.#font) {
      c.font = this.#font = font;
      c.textBaseline = 'alphabetic';
      c.textAlign = 'left'; // a shop's page written from right to left would move every glyph by its own width
      c.direction = 'ltr';
    }
    return c;
  }
}

// White was asked for: a clearly visible pixel that is not white belongs to a colour glyph. Faint ones are rounding.
function hasColour(rgba: Uint8ClampedArray): boolean {
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3]! > 128 && (rgba[i]! < 200 || rgba[i + 1]! < 200 || rgba[i + 2]! < 200)) return true;
  }
  return false;
}
