// core.ts: the only code that touches core.wasm: typed calls in, strings and views out (ARCHITECTURE.md "The boundary"). What
// only Node needs of it is in core_node.ts.
//
//   const core = await Core.create(await WebAssembly.compileStreaming(fetch(url)), glyphs);
//   core.panelCreate({store: 's-101'});
//   core.event({type: 'open'}, Date.now());
//   const wakeMs = core.frame(Date.now());
//
// [X] streaming and plain compilation  [X] memory growth (views are made anew for every call)
// [ ] more than one panel an instance: several panels are several instances of one compiled module
import type { DrawList, Effect, GlyphSource, PanelConfig, PanelEvent, SemanticDiff, TextureUpdate, Viewport } from './types.js';

export interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  alloc(n: number): number;
  release(p: number): void;
  out_ptr(): number;
  out_len(): number;
  policy_add(p: number, n: number): number;
  engine_run(cmd: number, cmdLen: number, p: number, n: number): number;
  panel_create(p: number, n: number): void;
  panel_event(p: number, n: number, nowMs: number): void;
  panel_resize(w: number, h: number, dpr: number, textScale: number, safeBottom: number): void;
  panel_activate(id: number): void;
  panel_press(id: number): void;
  panel_scroll(top: number): void;
  panel_image(src: number, n: number, w: number, h: number, rgba: number): void;
  panel_reload_glyphs(): void;
  panel_frame(nowMs: number): number;
  panel_passes(): number;
  panel_semantics(): void;
  panel_effects(): void;
  draw_lists(): number;
  draw_list(i: number): number;
  draw_texture(): number;
  draw_lost(): void;
}

const kVertexBytes = 20;
const kCommandFloats = 7;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Compiles from a response; servers that do not say application/wasm get the slower way. */
export async function compile(response: Promise<Response>): Promise<WebAssembly.Module> {
  const answer = await response;
  if (!answer.ok) throw new Error(`core.wasm: HTTP ${answer.status}`);
  if (WebAssembly.compileStreaming && answer.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(answer);
  }
  return WebAssembly.compile(await answer.arrayBuffer());
}

export class Core {
  /** The module's exports; short, because it is on every line here. */
  protected x!: Exports;

  static async create(module: WebAssembly.Module, glyphs: GlyphSource): Promise<Core> {
    const core = new Core();
    core.start(await WebAssembly.instantiate(module, core.imports(glyphs)));
    return core;
  }

  // --- panel ----------------------------------------------------------------------------------------------------

  panelCreate(config: PanelConfig): void {
    this.pass(JSON.stringify(config), (p, n) => this.x.panel_create(p, n));
  }

  event(event: PanelEvent, nowMs: number): void {
    this.pass(JSON.stringify(event), (p, n) => this.x.panel_event(p, n, nowMs));
  }

  resize(v: Viewport): void {
    this.x.panel_resize(v.width, v.height, v.dpr, v.text_scale, v.safe_bottom);
  }

  activate(id: number): void {
    this.x.panel_activate(id);
  }

  press(id: number): void {
    this.x.panel_press(id);
  }

  scroll(topPx: number): void {
    this.x.panel_scroll(topPx);
  }

  /** `rgba` null: the picture could not be had. */
  image(src: string, width: number, height: number, rgba: Uint8ClampedArray | null): void {
    const x = this.x;
    this.pass(src, (p, n) => {
      if (!rgba) return x.panel_image(p, n, 0, 0, 0);
      const q = x.alloc(rgba.length);
      new Uint8Array(x.memory.buffer).set(rgba, q);
      x.panel_image(p, n, width, height, q);
      x.release(q);
    });
  }

  reloadGlyphs(): void {
    this.x.panel_reload_glyphs();
  }

  /** Milliseconds until the next frame is wanted; −1: none. */
  frame(nowMs: number): number {
    return this.x.panel_frame(nowMs);
  }

  /** How many passes the last frame took. */
  passes(): number {
    return this.x.panel_passes();
  }

  /** What changed since the last call, or null. */
  semantics(): SemanticDiff | null {
    this.x.panel_semantics();
    const json = this.out();
    return json === '' ? null : (JSON.parse(json) as SemanticDiff);
  }

  effects(): Effect[] {
    this.x.panel_effects();
    return JSON.parse(this.out() || '[]') as Effect[];
  }

  // --- drawing --------------------------------------------------------------------------------------------------

  *drawLists(): Generator<DrawList> {
    const x = this.x;
    for (let i = 0, n = x.draw_lists(); i < n; i++) {
      const at = x.draw_list(i);
      const b = x.memory.buffer;
      const [v, vn, e, en, c, cn] = new Uint32Array(b, at, 6) as unknown as [number, number, number, number, number, number];
      yield {
        vertices: new Uint8Array(b, v, vn * kVertexBytes),
        indices: new Uint16Array(b, e, en),
        commands: new Float32Array(b, c, cn * kCommandFloats),
      };
    }
  }

  /** The next change of the texture, or null. */
  texture(): TextureUpdate | null {
    const x = this.x;
    const at = x.draw_texture();
    if (at === 0) return null;
    const b = x.memory.buffer;
    const [p, width, height, left, top, whole, pitch] = new Uint32Array(b, at, 7) as unknown as number[] as [number, number, number, number, number, number, number];
    const bytes = height === 0 ? 0 : (height - 1) * pitch + width * 4;
    return { pixels: new Uint8Array(b, p, bytes), width, height, x: left, y: top, whole: whole === 1, pitch };
  }

  lost(): void {
    this.x.draw_lost();
  }

  // --- memory ---------------------------------------------------------------------------------------------------

  protected start(instance: WebAssembly.Instance): void {
    this.x = instance.exports as unknown as Exports;
    this.x._initialize?.();
  }

  protected pass<T>(text: string, call: (ptr: number, len: number) => T): T {
    const most = text.length * 3; // bytes of UTF-8 for a UTF-16 unit
    const ptr = this.x.alloc(most);
    const { written } = encoder.encodeInto(text, new Uint8Array(this.x.memory.buffer, ptr, most));
    const result = call(ptr, written);
    this.x.release(ptr);
    return result;
  }

  protected out(): string {
    return this.#text(this.x.out_ptr(), this.x.out_len());
  }

  #text(ptr: number, len: number): string {
    return decoder.decode(new Uint8Array(this.x.memory.buffer, ptr, len));
  }

  #floats(ptr: number, values: readonly number[]): void {
    new Float32Array(this.x.memory.buffer, ptr, values.length).set(values);
  }

  // Exactly src/module/imports.txt; the run-time's own stubs have nothing to do in a module without files or threads.
  protected imports(glyphs: GlyphSource): WebAssembly.Imports {
    const nothing = () => 0;
    return {
      host: {
        vmetrics: (px: number, weight: number, out: number) => this.#floats(out, glyphs.vmetrics(px, weight)),
        measure: (p: number, n: number, px: number, weight: number, out: number) =>
          this.#floats(out, glyphs.measure(this.#text(p, n), px, weight)),
        raster: (p: number, n: number, px: number, weight: number, left: number, top: number, w: number, h: number, dst: number) => {
          const into = new Uint8Array(this.x.memory.buffer, dst, w * h * 4);
          return glyphs.raster(this.#text(p, n), px, weight, left, top, w, h, into) ? 1 : 0;
        },
      },
      env: { emscripten_notify_memory_growth: nothing },
      wasi_snapshot_preview1: {
        fd_close: nothing,
        fd_write: nothing,
        fd_seek: nothing,
        proc_exit: (code: number) => {
          throw new Error(`core.wasm stopped with ${code}`);
        },
      },
    };
  }
}
