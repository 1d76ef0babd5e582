// modal.ts: the panel among the page: above all of it, focus and Back return to where they were, what is behind does not
// scroll.
//
// [X] Escape and Back go one step back in the panel  [X] Tab goes round on phones  [X] no layout shift by the lock
// [X] in the top layer, where no ancestor's transform, filter or overflow and no other z-index reaches it
// [ ] `inert` on the shop's page: it is the shop's
import { guardBack } from './back.js';
import { kDesktop } from './viewport.js';

// A panel beside the page of a buyer with a mouse: the browser's Back is the page's.
const kBeside = `${kDesktop} and (pointer:fine)`;

export class Modal {
  #restoreFocus: HTMLElement | null = null;
  #unlock: (() => void) | null = null;
  #unguard: ((gone: boolean) => void) | null = null;
  /** Before the buyer, as a dialog with all that belongs to it; a written first page is there before. */
  shown = false;

  /** `dismiss`: one step back. The panel decides what that is: a sheet, a screen, or itself. */
  constructor(readonly panel: HTMLElement, readonly focusables: () => HTMLElement[], readonly dismiss: () => void, readonly signal: AbortSignal) {
    panel.addEventListener('keydown', (e) => this.#key(e), { signal });
    matchMedia(kDesktop).addEventListener('change', () => this.shown && this.#lock(), { signal });
  }

  open(): void {
    const { panel } = this;
    const active = deepActive();
    const inside = panel.contains(active);
    this.#restoreFocus = inside ? null : active;
    this.shown = true;
    this.#lock(); // before the panel is shown: it measures the page, which is laid out as it is
    panel.hidden = false;
    this.raise();
    if (!matchMedia(kBeside).matches) this.#unguard = guardBack(this.dismiss);
    if (!inside) panel.focus({ preventScroll: true });
  }

  /** Into the top layer, again where the element was moved. A shop that sets a z-index orders its layers itself. */
  raise(): void {
    const { panel } = this;
    panel.popover = null;
    if (!this.shown || getComputedStyle(panel).getPropertyValue('--kefu-z-index')) return;
    panel.popover = 'manual';
    panel.showPopover?.();
  }

  close(): void {
    if (!this.shown) return;
    this.shown = false;
    this.panel.hidden = true;
    this.raise();
    this.#unlock?.();
    this.#unguard?.(this.signal.aborted);
    this.#unlock = this.#unguard = null;
    // The launcher hides while the panel is open, so it may have lost the focus before we could see that it had it.
    const launcher = (this.panel.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.launch');
    (this.#restoreFocus ?? launcher)?.focus({ preventScroll: true });
    this.#restoreFocus = null;
  }

  #lock(): void {
    this.#unlock?.();
    this.#unlock = null;
    const phone = !matchMedia(kDesktop).matches;
    this.panel.ariaModal = phone ? 'true' : null;
    if (phone) this.#unlock = lockScroll();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.dismiss();
    }
    if (event.key === 'Tab' && this.panel.ariaModal) this.#goRound(event);
  }

  #goRound(event: KeyboardEvent): void {
    const stops = this.focusables();
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const at = (this.panel.getRootNode() as ShadowRoot).activeElement!;
    // Backwards also from what is no stop and has none before it: the title, the panel itself.
    const before = stops.some((stop) => stop.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (event.shiftKey ? !before : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  }
}

// Several panels lock one page: the first remembers how it was, the last to go gives that back, in whatever order.
let locks = 0;
let before: [overflow: string, padding: string];
function lockScroll(): () => void {
  const { documentElement: page } = document;
  if (!locks++) {
    const bar = window.innerWidth - page.clientWidth;
    before = [page.style.overflow, page.style.paddingRight];
    page.style.setProperty('overflow', 'hidden', 'important'); // stronger than what a shop says of everything
    if (bar > 0) page.style.paddingRight = `${bar}px`;
  }
  return () => {
    if (!--locks) [page.style.overflow, page.style.paddingRight] = before;
  };
}

function deepActive(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : null;
}
