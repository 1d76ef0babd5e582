// meaning.ts: what the module means, in the DOM: keeps the tree, its overlay and the scroller of one panel in step.
import type { Core } from './core.js';
import { Overlay, type OverlayEvents } from './overlay.js';
import type { Scaffold } from './scaffold.js';
import { Tree } from './tree.js';

export class Meaning {
  readonly overlay: Overlay;
  readonly #tree = new Tree();
  #title = '';

  /** `entered`: a screen with another heading is shown. */
  constructor(readonly parts: Scaffold, events: OverlayEvents, readonly entered: (title: string) => void, signal: AbortSignal) {
    this.overlay = new Overlay(this.#tree, events, signal);
    parts.inner.append(this.overlay.root);
  }

  /** After each frame. */
  follow(core: Core): void {
    const { scroller, inner, view, panel } = this.parts;
    const diff = core.semantics();
    if (diff) {
      this.#tree.apply(diff);
      inner.style.height = `${Math.max(this.#tree.height, view.clientHeight)}px`;
      panel.setAttribute('aria-busy', String(this.#tree.busy));
      if (diff.scroll != null) scroller.scrollTop = diff.scroll;
      this.overlay.apply(diff);
      const title = diff.upsert?.find((node) => node.role === 'heading' && node.level === 1)?.name;
      if (title && title !== this.#title) this.entered(this.#title = title);
    }
    this.overlay.settle();
    const height = view.clientHeight;
    const band = this.overlay.free(height);
    this.overlay.clip(scroller.scrollTop, band);
    scroller.style.scrollPadding = `${band[0]}px 0 ${height - band[1]}px`;
  }

  /** The module is gone, and with it everything that it said. */
  clear(): void {
    const remove = [...this.#tree.nodes.keys()];
    this.#tree.apply({ remove, order: [] });
    this.overlay.apply({ remove });
    this.#title = '';
  }

  /** Whether that is the dimmed page above a sheet, where nothing is an element of its own. */
  isScrim(event: MouseEvent): boolean {
    const sheet = this.#tree.sheet && [...this.#tree.inOrder()].find((node) => node.role === 'dialog');
    return !!sheet && event.clientY - this.parts.view.getBoundingClientRect().top < sheet.rect[1];
  }
}
