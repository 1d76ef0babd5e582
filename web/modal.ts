// modal.ts: the panel among the page: focus and Back return to where they were, the page behind does not scroll.
//
// [X] Escape and Back go one step back in the panel  [X] Tab goes round on phones  [X] no layout shift by the lock
// [ ] `inert` on the shop's page: it is the shop's
import { kDesktop } from './viewport.js';

const kHistoryKey = 'kefu';

export class Modal {
  #restoreFocus: HTMLElement | null = null;
  #unlock: (() => void) | null = null;
  #open = false;

  constructor(readonly panel: HTMLElement, readonly focusables: () => HTMLElement[], readonly dismiss: () => void, signal: AbortSignal) {
    panel.addEventListener('keydown', (e) => this.#key(e), { signal });
    window.addEventListener('popstate', () => {
      if (!this.#open || ours()) return;
      push();
      if (leaving) return; // opened again while the former entry was still on its way out
      // The panel decides: a sheet, a screen, or itself; its closing takes the entry away.
      this.dismiss();
    }, { signal });
    matchMedia(kDesktop).addEventListener('change', () => this.#open && this.#lock(), { signal });
  }

  open(): void {
    this.#open = true;
    this.#restoreFocus = deepActive();
    if (!ours()) push();
    this.#lock();
    this.panel.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#unlock?.();
    this.#unlock = null;
    leave();
    // The launcher hides while the panel is open, so it may have lost the focus before we could see that it had it.
    const launcher = (this.panel.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.launch');
    (this.#restoreFocus ?? launcher)?.focus({ preventScroll: true });
    this.#restoreFocus = null;
  }

  #lock(): void {
    this.#unlock?.();
    this.#unlock = null;
    const phone = !matchMedia(kDesktop).matches;
    if (phone) this.panel.setAttribute('aria-modal', 'true');
    else this.panel.removeAttribute('aria-modal');
    if (!phone) return;
    this.#unlock = lockScroll();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.dismiss();
    }
    if (event.key === 'Tab' && this.panel.hasAttribute('aria-modal')) this.#goRound(event);
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
    before = [page.style.overflow, page.style.paddingRight];
    const bar = window.innerWidth - page.clientWidth;
    page.style.overflow = 'hidden';
    if (bar > 0) page.style.paddingRight = `${bar}px`;
  }
  return () => {
    if (!--locks) [page.style.overflow, page.style.paddingRight] = before;
  };
}

const ours = () => Boolean((history.state as Record<string, unknown> | null)?.[kHistoryKey]);
const push = () => history.pushState({ ...(history.state as object | null), [kHistoryKey]: true }, '');

// Going back takes effect later: asking twice would leave the shop's page.
let leaving = false;
function leave(): void {
  if (leaving || !ours()) return;
  leaving = true;
  window.addEventListener('popstate', () => setTimeout(() => { leaving = false; }), { once: true });
  history.back();
}

function deepActive(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : null;
}
