// meaning.ts: what the module means, in the DOM: keeps the tree, its overlay and the scroller of one panel in step.
import type { Core } from './core.js';
import { isContainer } from './elements.js';
import { Overlay, type OverlayEvents } from './overlay.js';
import type { Scaffold } from './scaffold.js';
import { Tree } from './tree.js';

export class Meaning {
  readonly overlay: Overlay;
  /** Where the module has the scroller. */
  top = 0;
  readonly #tree = new Tree();
  #place: string | undefined;
  #height = 0;
  #band: readonly [number, number] = [0, 0];

  /** `entered`: another screen is shown. */
  constructor(readonly parts: Scaffold, events: OverlayEvents, readonly entered: (screen: { place: string; title: string }) => void, signal: AbortSignal) {
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
      panel.ariaBusy = String(this.#tree.busy);
      if (diff.scroll != null) scroller.scrollTop = this.top = diff.scroll;
      this.overlay.apply(diff);
      const heading = diff.upsert?.find((node) => node.role === 'heading' && node.level === 1);
      if (heading && heading.value !== this.#place) this.entered({ place: this.#place = heading.value ?? '', title: heading.name ?? '' });
    }
    this.overlay.settle();
    const height = view.clientHeight;
    if (diff || height !== this.#height) {
      const [above, below] = (this.#band = this.overlay.free((this.#height = height)));
      scroller.style.scrollPadding = `${above}px 0 ${height - below}px`;
    }
    this.overlay.clip(scroller.scrollTop, this.#band, height);
  }

  /** What the buyer reads at the top of the band stays there: call it before a change of size, and its result after. True
   *  when the scroller had to move. */
  hold(): () => boolean {
    const { scroller, view } = this.parts;
    const { scrollTop } = scroller;
    const line = scrollTop + this.overlay.free(view.clientHeight)[0];
    const held = scrollTop && [...this.#tree.inOrder()].find((node) =>
      node.layer !== 'fixed' && !isContainer(node) && node.rect[1] + node.rect[3] > line);
    return () => {
      const now = held && this.#tree.nodes.get(held.id);
      if (now) scroller.scrollTop = scrollTop + now.rect[1] - held.rect[1];
      return !!now && now.rect[1] !== held.rect[1];
    };
  }

  /** The module is gone, and with it everything that it said. */
  clear(): void {
    const remove = [...this.#tree.nodes.keys()];
    this.#tree.apply({ remove, order: [] });
    this.overlay.apply({ remove });
    this.#place = undefined;
  }

  /** Whether that is the dimmed page above a sheet, where nothing is an element of its own. */
  isScrim(event: MouseEvent): boolean {
    const sheet = this.#tree.sheet && [...this.#tree.inOrder()].find((node) => node.role === 'dialog');
    return !!sheet && event.clientY - this.parts.view.getBoundingClientRect().top < sheet.rect[1];
  }
}
