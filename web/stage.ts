// stage.ts: the canvas and its WebGL context while the panel is open; without them, the plain page (web-ui A7).
import type { ErrorCode } from './codes.js';
import type { Core } from './core.js';
import { Renderer } from './renderer.js';
import type { Size } from './viewport.js';

const kRestoreWaitMs = 3000;

export type Mode = 'canvas' | 'plain';

export interface StageEvents {
  /** `plain`: the semantic tree itself is the visible interface from now on. `code`: why, unless it was asked for. */
  mode(mode: Mode, code?: ErrorCode): void;
  repaint(): void;
}

export class Stage {
  #renderer: Renderer | null = null;
  #canvas: HTMLCanvasElement;
  #timer = 0;

  constructor(canvas: HTMLCanvasElement, readonly core: Core, readonly readable: boolean, readonly events: StageEvents) {
    this.#canvas = canvas;
  }

  /** On every opening: contexts are few on a page, so closing gives them back. `forced`: colours that no canvas obeys. */
  open(forced: boolean): void {
    const canvas = this.#canvas;
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // or it is never restored
      if (!this.#renderer || canvas !== this.#canvas) return;
      this.#timer = window.setTimeout(() => this.events.mode('plain', 'WEBGL_LOST'), kRestoreWaitMs);
    });
    canvas.addEventListener('webglcontextrestored', () => {
      if (canvas !== this.#canvas || !this.#renderer?.setUp()) return;
      clearTimeout(this.#timer);
      this.core.lost();
      this.events.mode('canvas');
      this.events.repaint();
    });
    this.#renderer = this.readable && !forced ? Renderer.create(canvas) : null;
    this.core.lost();
    if (this.#renderer) this.events.mode('canvas');
    else if (forced) this.events.mode('plain');
    else this.events.mode('plain', this.readable ? 'WEBGL_REFUSED' : 'READBACK_FALSIFIED');
  }

  close(): void {
    clearTimeout(this.#timer);
    const renderer = this.#renderer;
    this.#renderer = null;
    const fresh = this.#canvas.cloneNode() as HTMLCanvasElement; // a canvas never gets a second context
    this.#canvas.replaceWith(fresh);
    this.#canvas = fresh;
    renderer?.release();
  }

  resize(size: Size): void {
    const canvas = this.#canvas;
    if (canvas.width !== size.device_width) canvas.width = size.device_width; // assigning clears, even the same value
    if (canvas.height !== size.device_height) canvas.height = size.device_height;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
  }

  /** True when something was drawn. */
  draw(): boolean {
    this.#renderer?.draw(this.core);
    return this.#renderer !== null;
  }
}
