// waiting.ts: before the module is there, or when it cannot go on: a sentence, real buttons, and ways to a human, in the
// place of the panel.
import { opens } from './elements.js';
import type { Way } from './refuge.js';
import type { Scaffold } from './scaffold.js';
import { words } from './words.js';

export class Waiting {
  constructor(readonly parts: Scaffold, readonly close: () => void) {}

  get shown(): boolean {
    return this.parts.wait.isConnected;
  }

  /** `retry` is offered when trying again may help. `ways`: what else there is, once it is known. */
  show(lang: string, sentence: 'opening' | 'failed', retry?: (() => void) | false, ways?: Promise<Way[]>): void {
    const { wait, view } = this.parts;
    const w = words(lang);
    const text = element('p', w[sentence]);
    text.setAttribute('role', 'status');
    const focused = wait.matches(':focus-within');
    wait.replaceChildren(text, ...(retry ? [button(w.retry, retry)] : []), button(w.close, this.close));
    view.append(wait);
    if (focused) view.parentElement!.focus(); // the button under it has gone: Escape and Tab stay the panel's
    void ways?.then((all) => text.after(...all.filter(({ href }) => opens(href)).map(link)), () => undefined);
  }

  hide(): void {
    this.parts.wait.remove();
  }

  stops(): HTMLElement[] {
    return [...this.parts.wait.querySelectorAll<HTMLElement>('a,button')];
  }
}

function element<K extends 'a' | 'button' | 'p'>(kind: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = element('button', label);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

function link({ name, href }: Way): HTMLAnchorElement {
  return Object.assign(element('a', name), { href, target: '_blank', rel: 'noopener noreferrer' });
}
