// pacer.ts: owns every animation frame and timer of a panel, so that idle means: none is scheduled (web-ui A6).

const kFrameMs = 17; // sooner than this is the next animation frame
const kLongestTimerMs = 0x7fffffff; // longer ones fire at once

export class Pacer {
  #animation = 0;
  #timer = 0;

  /** `awake`: whether a frame would be of use now. */
  constructor(readonly frame: () => void, readonly awake: () => boolean) {}

  /** Something changed: draw in the next animation frame. */
  kick(): void {
    if (this.#animation || !this.awake() || document.hidden) return;
    this.#animation = requestAnimationFrame(this.frame);
  }

  /** What the core asked for: milliseconds until its next frame, −1 for none. */
  wake(ms: number): void {
    if (this.#animation || ms < 0 || !this.awake()) return;
    if (ms < kFrameMs) this.kick();
    else this.#timer = window.setTimeout(() => this.kick(), Math.min(ms, kLongestTimerMs));
  }

  /** Out of sight, whence a page may never come back: what is due is done now, as what was typed a moment ago is stored by it. */
  rest(): void {
    if (this.#animation) this.frame();
    this.cancel();
  }

  cancel(): void {
    cancelAnimationFrame(this.#animation);
    clearTimeout(this.#timer);
    this.#animation = this.#timer = 0;
  }
}
