// viewport.ts: how large the panel is, in which pixels, and what changes that: window, zoom, soft keyboard, text size.
import type { Viewport } from './types.js';

export const kDesktop = '(min-width: 768px)';
const kLargestTextScale = 2;
const kKeyboardPx = 100; // what is missing of the window and more than a browser's bars is the soft keyboard
const kWideGapPx = 8;
const kTallestPx = 720; // look.md "Desktop"

export interface Size extends Viewport {
  device_width: number;
  device_height: number;
}

/** Calls `changed` at once inside the observer, so that no frame is shown in the old size (web-ui A4). */
export class ViewportWatch {
  readonly #device: [number, number] = [0, 0];
  #observer: ResizeObserver;

  constructor(readonly view: HTMLElement, readonly panel: HTMLElement, readonly probe: HTMLElement,
              readonly changed: () => void, readonly signal: AbortSignal) {
    this.#observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1]?.devicePixelContentBoxSize?.[0];
      if (box) [this.#device[0], this.#device[1]] = [box.inlineSize, box.blockSize];
      if (view.clientWidth > 0) changed();
    });
    try {
      this.#observer.observe(view, { box: 'device-pixel-content-box' });
    } catch {
      this.#observer.observe(view); // WebKit has no device pixel box
    }
    signal.addEventListener('abort', () => this.#observer.disconnect());
    for (const type of ['resize', 'scroll'] as const) {
      window.visualViewport?.addEventListener(type, () => this.fit(), { signal });
    }
    window.addEventListener('resize', () => this.fit(), { signal });
    this.#watchRatio();
  }

  size(): Size {
    const { clientWidth: width, clientHeight: height } = this.view;
    const dpr = window.devicePixelRatio || 1;
    const exact = Math.abs(this.#device[0] - width * dpr) < 2 && Math.abs(this.#device[1] - height * dpr) < 2;
    const style = getComputedStyle(this.probe);
    return {
      width, height, dpr,
      device_width: exact ? this.#device[0] : Math.round(width * dpr),
      device_height: exact ? this.#device[1] : Math.round(height * dpr),
      // `medium` is the buyer's own default; 1rem would be the shop's, which often is 100 px.
      text_scale: Math.min(Math.max(parseFloat(style.fontSize) / 16 || 1, 1), kLargestTextScale),
      // The home indicator is behind the keyboard.
      safe_bottom: matchMedia(kDesktop).matches || keyboard() ? 0 : parseFloat(style.paddingBottom) || 0,
    };
  }

  /** On phones the panel is what the soft keyboard leaves of the screen; on tablets, and on phones held across, it moves
   *  above the keyboard. A pinch zoom leaves it alone. */
  fit(): void {
    const v = window.visualViewport;
    const phone = !matchMedia(kDesktop).matches;
    const style = this.panel.style;
    const fitted = v && !isZoomed(v) && (phone || keyboard());
    const gap = phone ? 0 : kWideGapPx;
    style.height = fitted ? `${phone ? v.height : Math.min(v.height - 2 * gap, kTallestPx)}px` : '';
    style.top = fitted ? `${v.offsetTop + gap}px` : '';
  }

  // The ratio changes without a resize (another screen, browser zoom in WebKit): one query, armed again after each change.
  #watchRatio(): void {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', () => {
      this.changed();
      this.#watchRatio();
    }, { once: true, signal: this.signal });
  }
}

const isZoomed = (v: VisualViewport) => v.scale > 1.01;

function keyboard(): boolean {
  const v = window.visualViewport;
  return !!v && !isZoomed(v) && v.height < window.innerHeight - kKeyboardPx;
}
