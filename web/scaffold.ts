// scaffold.ts: the panel's own boxes: dialog › view › scroller › inner › sticky canvas and tree, live regions, probes.
import { panelSheet } from './styles.js';
import { words } from './words.js';

export interface Scaffold {
  panel: HTMLElement;
  view: HTMLElement;
  scroller: HTMLElement;
  inner: HTMLElement;
  polite: HTMLElement;
  assertive: HTMLElement;
  probe: HTMLElement;
  wait: HTMLElement;
}

export function scaffold(root: ShadowRoot, lang: string): Scaffold {
  const box = (name: string) => {
    const written = root.querySelector<HTMLElement>(`.${name}`); // first_page.ts
    if (written) return written;
    const element = document.createElement('div');
    element.className = name;
    return element;
  };
  const parts: Scaffold = {
    panel: box('panel'), view: box('view'), scroller: box('scroller'), inner: box('inner'),
    polite: box('live'), assertive: box('live'), probe: box('probe'), wait: box('wait'),
  };
  const { panel, view, scroller, inner, polite, assertive, probe, wait } = parts;
  const canvas = document.createElement('canvas');
  panel.role = 'dialog';
  panel.ariaLabel = words(lang).panel;
  panel.tabIndex = scroller.tabIndex = -1;
  panel.lang = lang;
  canvas.ariaHidden = 'true';
  polite.ariaLive = 'polite';
  assertive.ariaLive = 'assertive';
  panel.append(polite, assertive, probe);
  view.prepend(scroller);
  scroller.append(inner);
  inner.append(canvas);
  root.adoptedStyleSheets = [...new Set(root.adoptedStyleSheets).add(panelSheet())]; // once, however often it is mounted
  if ((panel.hidden = !panel.isConnected)) { // else it stays as and where it is, with the buyer's focus
    panel.prepend(view);
    view.append(wait);
    root.append(panel);
  }
  return parts;
}

const kSpokenMs = 4000; // long enough for a reader to pick it up; then nobody browsing the panel stumbles over it

/**
 * A sentence that readers speak even when it is the same as before: live regions only notice changes. A banner that came
 * with the same words is not heard besides: an alert is spoken for itself, a status keeps quiet.
 */
export function announce(region: HTMLElement, text: string, stop: AbortSignal): void {
  const banners = region.parentElement!.querySelectorAll('.tree :is([role=status],[role=alert]):not([aria-live])');
  const banner = [...banners].find((b) => b.textContent === text);
  const alert = banner?.role === 'alert';
  banner?.setAttribute('aria-live', alert ? 'assertive' : 'off'); // from now on it is an old one
  if (alert) return;
  const words = document.createElement('p');
  words.textContent = text;
  region.append(words);
  const end = () => {
    clearTimeout(timer);
    words.remove();
    stop.removeEventListener('abort', end);
  };
  const timer = setTimeout(end, kSpokenMs);
  stop.addEventListener('abort', end);
}
