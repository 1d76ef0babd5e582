// types.ts: the shapes that cross the boundary (ARCHITECTURE.md "The boundary"). Types only: nothing here runs.

export type Role =
  | 'heading' | 'text' | 'button' | 'link' | 'radio' | 'checkbox' | 'spinbutton' | 'textbox' | 'list'
  | 'listitem' | 'radiogroup' | 'group' | 'dialog' | 'status' | 'alert' | 'progressbar' | 'file' | 'img' | 'log';

/** What one widget means. Members that have their default are left out, so everything but `id`, `role`, `rect` may miss. */
export interface PanelNode {
  id: number;
  parent?: number;
  role: Role;
  layer?: 'content' | 'fixed';
  name?: string;
  value?: string;
  description?: string;
  href?: string;
  src?: string;
  placeholder?: string;
  input_mode?: string;
  autocomplete?: string;
  style?: string;
  tone?: string;
  level?: number;
  max_length?: number;
  min?: number;
  max?: number;
  now?: number;
  disabled?: boolean;
  checked?: boolean;
  expanded?: boolean;
  invalid?: boolean;
  required?: boolean;
  multiline?: boolean;
  current?: boolean;
  /** x, y, width, height in CSS pixels. */
  rect: [number, number, number, number];
}

export interface SemanticDiff {
  upsert?: PanelNode[];
  remove?: number[];
  order?: number[];
  height?: number;
  scroll?: number | null;
  focus?: number | null;
  sheet?: boolean;
  busy?: boolean;
}

export interface HttpEffect {
  type: 'http';
  id: number;
  method: string;
  path: string;
  body?: string | null;
  key?: string | null;
}
export interface StoreEffect {
  type: 'store';
  op: 'get' | 'set' | 'remove';
  key: string;
  /** `remove`: only that, not what another tab of hers has put in its place. */
  value?: string | null;
}
/** A chosen file may come: the next of those that the buyer chose last. Sizes in bytes, `side` in pixels. */
export interface UploadEffect {
  type: 'upload';
  file: number;
  tid: string;
  case_id: string | null;
  kind: string;
  bytes: number;
  side: number;
  video_bytes: number;
}
export type Effect =
  | HttpEffect
  | StoreEffect
  | UploadEffect
  | { type: 'upload_stop'; file: number; evidence: string }
  | { type: 'announce'; text: string; assertive?: boolean }
  | { type: 'image'; src: string; w: number; h: number }
  | { type: 'event'; name: string; detail?: unknown }
  | { type: 'error'; code: string; message: string }
  | { type: 'close' }
  | { type: 'lang'; lang: string };

export type PanelEvent =
  | { type: 'open' | 'close' | 'dismiss' }
  | { type: 'locale'; lang: string; messages: Record<string, string> }
  | { type: 'response'; id: number; status: number; body: string }
  | { type: 'stored'; key: string; value: string | null }
  | { type: 'input'; id: number; value: string }
  | { type: 'file'; file: number; state: 'sending' | 'done' | 'refused'; progress: number; id?: string; film?: boolean; code?: string }
  | { type: 'theme'; dark: boolean; reduced_motion: boolean; contrast: boolean; accent: string | null; accent_text: string | null; radius: number }
  | { type: 'online'; online: boolean }
  | { type: 'changed'; case_id?: string; tid?: string; version?: number }
  | { type: 'identity'; signed_in: boolean }
  | { type: 'attributes'; store: string; item: string | null; tid: string | null; page: string };

export interface PanelConfig {
  store: string;
  item?: string | null;
  tid?: string | null;
  page?: string;
  lang?: string;
  session?: string;
  signed_in?: boolean;
}

/** CSS pixels, but for `dpr` and `text_scale`. */
export interface Viewport {
  width: number;
  height: number;
  dpr: number;
  text_scale: number;
  safe_bottom: number;
}

/** Where glyphs come from: the browser's 2D canvas (glyphs.ts) or fixed metrics (fixed_glyphs.ts). Device pixels. */
export interface GlyphSource {
  vmetrics(px: number, weight: number): [ascent: number, descent: number];
  measure(text: string, px: number, weight: number): [advance: number, left: number, top: number, width: number, height: number];
  /** Writes width × height RGBA, straight alpha. True: the glyph has colours of its own. */
  raster(text: string, px: number, weight: number, left: number, top: number, width: number, height: number, into: Uint8Array): boolean;
}

/** A rectangle of the one texture that changed; rows are `pitch` bytes apart. Valid until the next call into the module. */
export interface TextureUpdate {
  pixels: Uint8Array;
  width: number;
  height: number;
  x: number;
  y: number;
  whole: boolean;
  pitch: number;
}

/** Views into the module's memory, valid until the next call into it. */
export interface DrawList {
  vertices: Uint8Array;
  indices: Uint16Array;
  commands: Float32Array;
}
