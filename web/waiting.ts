// waiting.ts: the plain page in the panel's place, before the module is there or when it cannot go on: Home's first cards where
// the canvas will have them, in real elements. Links act at once; what only the panel can do is done when it has come.
import type { Front, Way } from './refuge.js';
import type { Scaffold } from './scaffold.js';
import type { Shop } from './shop.js';
import { words } from './words.js';

export class Waiting {
  #wanted: HTMLElement | null | undefined;

  constructor(readonly parts: Scaffold, readonly shop: Shop, readonly close: () => void) {}

  get shown(): boolean {
    return this.parts.wait.isConnected;
  }

  /** `sentence`: what is going on, or wrong. `retry` is offered when trying again may help. */
  show(lang: string, front?: Front, sentence?: 'opening' | 'failed', retry?: (() => void) | false): void {
    const { wait, view } = this.parts;
    const w = words(lang);
    const focused = this.focused();
    this.#wanted ??= wait.querySelector<HTMLElement>('[aria-busy]'); // pressed before this script was there
    const shut = button('x', '', this.close);
    shut.ariaLabel = w.close;
    const status = make('p', '', sentence ? w[sentence] : '');
    status.setAttribute('role', 'status');
    wait.replaceChildren(make('header', '', make('h1', '', front?.say('home.title') ?? ''), make('small', '', front?.store.name ?? ''), shut), status);
    if (retry) wait.append(make('section', '', button('row', w.retry, retry)));
    if (front) {
      const [best, ...others] = front.ways.filter(({ href }) => href || !sentence);
      if (!sentence) wait.append(make('section', 'service', this.#row(front.store)));
      if (best) wait.append(make('section', 'best', this.#row(best, front.say('home.best'))));
      if (others[0]) wait.append(make('h2', '', front.say('home.others')), make('section', '', ...others.map((way) => this.#row(way))));
    }
    view.append(wait);
    if (focused) (alike(focused, this.stops()) ?? view.parentElement!).focus(); // Escape and Tab stay the panel's
  }

  /** Hands over to what is painted now: how far it was scrolled, the focus, and what was asked for meanwhile. */
  hide(scroller: HTMLElement, stops: HTMLElement[], focused: HTMLElement | undefined): void {
    scroller.scrollTop = this.parts.wait.scrollTop;
    if (focused) alike(focused, stops)?.focus({ preventScroll: true });
    if (this.#wanted) alike(this.#wanted, stops)?.click();
    this.#wanted = undefined;
    this.parts.wait.remove();
  }

  /** Nothing of it is held down: what is pressed here would not be clicked there. */
  async released(): Promise<void> {
    while (this.parts.wait.matches(':active')) await new Promise(requestAnimationFrame);
  }

  stops(): HTMLElement[] {
    return [...this.parts.wait.querySelectorAll<HTMLElement>('a,button:enabled')];
  }

  focused(): HTMLElement | undefined {
    return this.stops().find((e) => e.matches(':focus'));
  }

  #row({ channel, name, href, enabled }: Way, caption = ''): HTMLElement {
    if (!href) {
      const made = button('row', name, () => { (this.#wanted = made).ariaBusy = 'true'; }, caption);
      made.disabled = !enabled;
      return made;
    }
    const link = Object.assign(make('a', 'row', make('small', '', caption), name), { href, target: '_blank', rel: 'noopener noreferrer' });
    link.addEventListener('click', (event) => {
      this.shop.declined = false;
      this.shop.tell('kefu-channel', { channel, href });
      if (this.shop.declined) event.preventDefault();
    });
    return link;
  }
}

const nameOf = (e: Element) => e.ariaLabel ?? e.lastChild?.textContent ?? '';
// The panel adds to a row's name; the best channel is its one primary button.
const alike = (e: Element, among: HTMLElement[]) => among.find((other) =>
  (e.closest('.best') ? other.matches('.best *,[data-style=primary]') : nameOf(other).startsWith(nameOf(e))));

function make<K extends keyof HTMLElementTagNameMap>(kind: K, look: string, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(kind);
  made.className = look;
  made.append(...inside);
  return made;
}

function button(look: string, name: string, act: () => void, caption = ''): HTMLButtonElement {
  const made = make('button', look, make('small', '', caption), name);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}
