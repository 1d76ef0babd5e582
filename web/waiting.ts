// waiting.ts: before the module is there, or when it stopped: a sentence and real buttons, in the place of the panel.
import type { Scaffold } from './scaffold.js';
import { words } from './words.js';

export interface Waiting {
  lang: string;
  sentence: string;
  /** Offered when trying again may help. */
  retry?: () => void;
  close: () => void;
}

export function showWaiting({ wait, view }: Scaffold, { lang, sentence, retry, close }: Waiting, signal: AbortSignal): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = sentence;
  const button = (label: string, act: () => void) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = label;
    element.addEventListener('click', act, { signal });
    return element;
  };
  const w = words(lang);
  const focused = wait.matches(':focus-within');
  wait.replaceChildren(text, ...(retry ? [button(w.retry, retry)] : []), button(w.close, close));
  view.append(wait);
  if (focused) view.parentElement!.focus(); // the button under it has gone: Escape and Tab stay the panel's
}
