// host.ts: one open panel: starts the module, runs frames when and only when something changed, carries effects out.
//
// [X] nothing scheduled when idle or hidden  [X] late fonts  [X] language change in place  [X] plain page without WebGL
// [ ] raw pointer events into the core: clicks of real elements are the one path (design "Activation")
import { Core, compile } from './core.js';
import { carryOut, type EffectPorts } from './effects.js';
import { CanvasGlyphs } from './glyphs.js';
import { loadLocale } from './locale.js';
import { Modal } from './modal.js';
import { Overlay } from './overlay.js';
import { Pacer } from './pacer.js';
import { scaffold, type Scaffold } from './scaffold.js';
import { Stage } from './stage.js';
import { tabStorage } from './store.js';
import { readTheme, watchTheme } from './theme.js';
import { Tree } from './tree.js';
import type { PanelConfig, PanelEvent } from './types.js';
import { ViewportWatch } from './viewport.js';
import { showWaiting } from './waiting.js';
import { words } from './words.js';

/** What the element tells its panel; the launcher implements it. */
export interface Embedder {
  element: HTMLElement;
  root: ShadowRoot;
  lang(): string;
  target(): { store: string; item: string | null; tid: string | null; page: string };
  endpoint(): string;
  token(refused: boolean): Promise<string | null>;
  /** Whether the page has a token, or can be asked for one. */
  signedIn(): boolean;
  closed(): void;
}

export interface Stats {
  frames: number;
  passes: number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the module once a page; a failed attempt may be repeated. */
export function prefetch(base: string): Promise<WebAssembly.Module> {
  compiled ??= compile(fetch(new URL('core.wasm', base))).catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return compiled;
}

export class Host {
  readonly stats: Stats = { frames: 0, passes: 0 };
  readonly #life = new AbortController();
  readonly #tree = new Tree();
  readonly #parts: Scaffold;
  readonly #glyphs: CanvasGlyphs;
  readonly #overlay: Overlay;
  readonly #modal: Modal;
  readonly #watch: ViewportWatch;
  readonly #ports: EffectPorts;
  #core: Core | undefined;
  #stage: Stage | undefined;
  #starting: Promise<void> | undefined;
  #open = false;
  readonly #pacer = new Pacer(() => this.#frame(), () => this.#open && this.#core !== undefined);
  #lang: string;

  constructor(readonly embedder: Embedder, readonly base: string) {
    const signal = this.#life.signal;
    this.#lang = embedder.lang();
    const parts = (this.#parts = scaffold(embedder.root, this.#lang));
    this.#glyphs = new CanvasGlyphs(this.#lang);
    this.#glyphs.canvas.className = 'glyphs';
    this.#overlay = new Overlay(this.#tree, {
      activate: (id) => this.#act((core) => core.activate(id)),
      press: (id) => this.#act((core) => core.press(id)),
      input: (id, value) => this.tell({ type: 'input', id, value }),
    }, signal);
    parts.inner.append(this.#overlay.root);
    parts.panel.append(this.#glyphs.canvas);
    this.#modal = new Modal(parts.panel, () => this.#stops(), () => this.#dismiss(), signal);
    this.#watch = new ViewportWatch(parts.view, parts.panel, parts.probe, () => this.#resized(), signal);
    this.#ports = this.#makePorts();
    this.#listen(signal);
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    const { panel } = this.#parts;
    panel.hidden = false;
    panel.classList.add('opening');
    this.#watch.fit();
    this.#modal.open();
    if (this.#core) this.#show();
    else this.#begin();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#pacer.cancel();
    this.#guard((core) => core.event({ type: 'close' }, Date.now()));
    this.#parts.panel.hidden = true;
    this.#stage?.close();
    this.embedder.closed(); // shows the launcher, which may get the focus back
    this.#modal.close();
  }

  destroy(): void {
    this.close();
    this.#life.abort();
    this.#parts.panel.remove();
  }

  tell(event: PanelEvent): void {
    this.#act((core) => core.event(event, Date.now()));
  }

  language(lang: string): void {
    if (this.#core && lang !== this.#lang) void this.#speak(lang);
  }

  // --- start ----------------------------------------------------------------------------------------------------

  #begin(): void {
    this.#starting ??= this.#start().finally(() => { this.#starting = undefined; });
  }

  async #start(): Promise<void> {
    this.#wait(words(this.#lang).opening);
    try {
      const [module, messages] = await Promise.all([prefetch(this.base), loadLocale(this.#lang, this.base)]);
      const core = await Core.create(module, this.#glyphs);
      if (this.#life.signal.aborted) return;
      core.panelCreate(this.#config());
      core.event({ type: 'locale', lang: this.#lang, messages }, Date.now());
      this.#core = core;
      this.#stage = new Stage(this.#parts.inner.querySelector('canvas')!, core, this.#glyphs.works(), {
        plain: (on) => this.#plain(on),
        repaint: () => this.#pacer.kick(),
      });
      this.#parts.wait.remove();
      if (this.#open) this.#show();
    } catch (error) {
      this.#failed('LOAD_FAILED', error);
    }
  }

  #show(): void {
    this.#stage!.open(this.#life.signal);
    this.tell(readTheme(this.embedder.element, this.#glyphs));
    this.tell({ type: 'online', online: navigator.onLine });
    this.tell({ type: 'open' });
    this.#themed();
    this.#resized();
  }

  #config(): PanelConfig {
    return {
      ...this.embedder.target(),
      lang: this.#lang,
      session: sessionId(),
      signed_in: this.embedder.signedIn(),
    };
  }

  #wait(sentence: string, retry?: () => void): void {
    const close = () => this.close();
    showWaiting(this.#parts, { lang: this.#lang, sentence, close, ...(retry && { retry }) }, this.#life.signal);
  }

  #failed(code: string, error: unknown): void {
    this.#pacer.cancel();
    this.#stage?.close();
    this.#core = this.#stage = undefined;
    const known = [...this.#tree.nodes.keys()];
    this.#tree.apply({ remove: known, order: [] });
    this.#overlay.apply({ remove: known });
    this.#wait(words(this.#lang).failed, () => this.#begin());
    this.#ports.dispatch('kefu-error', { code, message: String(error) });
  }

  // --- frames ---------------------------------------------------------------------------------------------------

  #frame(): void {
    this.#pacer.cancel();
    this.#guard((core) => {
      const wakeMs = core.frame(Date.now());
      this.stats.passes++;
      if (this.#stage!.draw()) this.stats.frames++;
      this.#mean(core);
      for (const effect of core.effects()) carryOut(effect, this.#ports, this.#life.signal);
      this.#pacer.wake(wakeMs);
    });
  }

  #mean(core: Core): void {
    const { scroller, inner, view, panel } = this.#parts;
    const diff = core.semantics();
    if (diff) {
      this.#tree.apply(diff);
      inner.style.height = `${Math.max(this.#tree.height, view.clientHeight)}px`;
      panel.setAttribute('aria-busy', String(this.#tree.busy));
      if (diff.scroll != null) scroller.scrollTop = diff.scroll;
      this.#overlay.apply(diff);
    }
    this.#overlay.settle();
    const height = view.clientHeight;
    const band = this.#overlay.free(height);
    this.#overlay.clip(scroller.scrollTop, band);
    scroller.style.scrollPadding = `${band[0]}px 0 ${height - band[1]}px`;
  }

  #resized(): void {
    if (!this.#open) return;
    this.#guard((core) => {
      const size = this.#watch.size();
      if (!size.width || !size.height) return;
      this.#stage!.resize(size);
      this.#parts.panel.style.setProperty('--scale', String(size.text_scale));
      core.resize({ ...size, width: size.device_width / size.dpr, height: size.device_height / size.dpr });
      this.#frame(); // at once: the canvas was cleared
      const field = (this.#parts.panel.getRootNode() as ShadowRoot).activeElement;
      if (field?.matches('.field *')) field.scrollIntoView({ block: 'nearest' }); // the keyboard came up
    });
  }

  #act(what: (core: Core) => void): void {
    this.#guard(what);
    this.#pacer.kick();
  }

  // A trap inside the module ends this instance, never the page.
  #guard(what: (core: Core) => void): void {
    if (!this.#core) return;
    try {
      what(this.#core);
    } catch (error) {
      this.#failed('CORE_STOPPED', error);
    }
  }

  // --- the page around --------------------------------------------------------------------------------------------

  #listen(signal: AbortSignal): void {
    const { scroller, panel } = this.#parts;
    scroller.addEventListener('scroll', () => {
      if (panel.classList.contains('painted')) this.#act((core) => core.scroll(scroller.scrollTop));
    }, { signal, passive: true });
    scroller.addEventListener('click', (event) => this.#scrim(event), { signal });
    panel.addEventListener('animationend', () => panel.classList.remove('opening'), { signal });
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#pacer.cancel() : this.#pacer.kick()), { signal });
    for (const type of ['online', 'offline'] as const) {
      window.addEventListener(type, () => this.tell({ type: 'online', online: type === 'online' }), { signal });
    }
    document.fonts?.addEventListener('loadingdone', () => this.#act((core) => core.reloadGlyphs()), { signal });
    watchTheme(() => {
      this.tell(readTheme(this.embedder.element, this.#glyphs));
      this.#themed();
    }, signal);
  }

  #themed(): void {
    this.#parts.panel.classList.toggle('dark', readTheme(this.embedder.element, this.#glyphs).dark);
  }

  #plain(on: boolean): void {
    const { panel } = this.#parts;
    panel.classList.toggle('plain', on);
    panel.classList.toggle('painted', !on);
    this.#overlay.plain(on);
    if (on) this.#ports.dispatch('kefu-error', { code: 'NO_CANVAS', message: 'No WebGL here: the panel is shown as a plain page.' });
  }

  // The dimmed page above a sheet closes it; nothing there is an element of its own.
  #scrim(event: MouseEvent): void {
    const sheet = this.#tree.sheet && [...this.#tree.inOrder()].find((node) => node.role === 'dialog');
    if (sheet && event.clientY - this.#parts.view.getBoundingClientRect().top < sheet.rect[1]) this.#dismiss();
  }

  #dismiss(): void {
    if (this.#core) this.tell({ type: 'dismiss' });
    else this.close();
  }

  #stops(): HTMLElement[] {
    const waiting = [...this.#parts.wait.querySelectorAll('button')];
    return this.#parts.wait.isConnected ? waiting : this.#overlay.focusables();
  }

  async #speak(lang: string): Promise<void> {
    try {
      const messages = await loadLocale(lang, this.base);
      this.#lang = lang;
      const { panel } = this.#parts;
      panel.lang = lang;
      panel.setAttribute('aria-label', words(lang).panel);
      this.#glyphs.language(lang);
      this.#guard((core) => core.reloadGlyphs());
      this.tell({ type: 'locale', lang, messages });
    } catch (error) {
      this.#ports.dispatch('kefu-error', { code: 'LOCALE_FAILED', message: String(error) });
    }
  }

  #makePorts(): EffectPorts {
    const { embedder } = this;
    return {
      connection: {
        get endpoint() { return embedder.endpoint(); },
        fetch: (url, init) => fetch(url, init),
        token: (refused) => embedder.token(refused),
      },
      storage: tabStorage(),
      store: () => embedder.target().store,
      polite: this.#parts.polite,
      assertive: this.#parts.assertive,
      tell: (event) => this.tell(event),
      picture: (src, w, h, rgba) => this.#act((core) => core.image(src, w, h, rgba)),
      dispatch: (name, detail) => embedder.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
      language: (lang) => this.language(lang),
      close: () => this.close(),
    };
  }
}

// Seeds idempotency keys: unique, not secret. randomUUID exists in secure contexts alone.
function sessionId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
