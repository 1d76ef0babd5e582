// host.ts: one open panel: starts the module, runs frames when and only when something changed, carries effects out.
//
// [X] nothing scheduled when idle or hidden  [X] late fonts  [X] language change in place  [X] plain page without WebGL
// [X] a failure at any point leaves a sentence, another try where it may help, and ways to a human (codes.ts)
// [ ] raw pointer events into the core: clicks of real elements are the one path (design "Activation")
import type { ErrorCode } from './codes.js';
import { Core } from './core.js';
import { carryOut, portsOf, type EffectPorts } from './effects.js';
import type { Embedder, Stats } from './embedder.js';
import { CanvasGlyphs } from './glyphs.js';
import { anyLocale, isRefused, loadLocale, prefetch, type Sentences } from './load.js';
import { Meaning } from './meaning.js';
import { Modal } from './modal.js';
import { sessionId } from './net.js';
import { Pacer } from './pacer.js';
import { findWays } from './refuge.js';
import { scaffold, type Scaffold } from './scaffold.js';
import { Shop } from './shop.js';
import { Stage, type Mode } from './stage.js';
import { forcedColours, readTheme, watchTheme } from './theme.js';
import type { PanelConfig, PanelEvent } from './types.js';
import { ViewportWatch } from './viewport.js';
import { Waiting } from './waiting.js';
import { words } from './words.js';

export class Host {
  readonly stats: Stats = { frames: 0, passes: 0 };
  readonly #life = new AbortController();
  readonly #parts: Scaffold;
  readonly #glyphs: CanvasGlyphs;
  readonly #meaning: Meaning;
  readonly #modal: Modal;
  readonly #waiting: Waiting;
  readonly #watch: ViewportWatch;
  readonly #shop: Shop;
  readonly #ports: EffectPorts;
  readonly #pacer = new Pacer(() => this.#frame(), () => this.#open && this.#core !== undefined);
  #opening = new AbortController();
  #core: Core | undefined;
  #stage: Stage | undefined;
  #mode: Mode | undefined;
  #starting: Promise<void> | undefined;
  #locale: Promise<Sentences> | undefined;
  #open = false;
  #lang: string;
  /** What the element wanted when it was last read. */
  #wanted: string;
  #target = '';
  #reading = false;

  constructor(readonly embedder: Embedder, readonly base: string) {
    const signal = this.#life.signal;
    this.#lang = this.#wanted = embedder.lang();
    const parts = (this.#parts = scaffold(embedder.root, this.#lang));
    this.#glyphs = new CanvasGlyphs(this.#lang);
    this.#glyphs.canvas.className = 'glyphs';
    parts.panel.append(this.#glyphs.canvas);
    this.#shop = new Shop(embedder.element);
    this.#meaning = new Meaning(parts, {
      activate: (id) => this.#act((core) => core.activate(id)),
      press: (id) => this.#act((core) => core.press(id)),
      input: (id, value) => this.tell({ type: 'input', id, value }),
    }, (title) => this.#shop.tell('kefu-screen', { title }), signal);
    this.#waiting = new Waiting(parts, () => this.close());
    this.#modal = new Modal(parts.panel, () => this.#stops(), () => this.#dismiss(), signal);
    this.#watch = new ViewportWatch(parts.view, parts.panel, parts.probe, () => this.#resized(), signal);
    this.#ports = portsOf(embedder, parts, this.#shop, {
      tell: (event) => this.tell(event),
      picture: (src, w, h, rgba) => this.#act((core) => core.image(src, w, h, rgba)),
      language: (lang) => this.#language(lang),
      close: () => this.close(),
    });
    this.#listen(signal);
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#opening = new AbortController();
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
    this.#opening.abort();
    this.#pacer.cancel();
    this.#guard((core) => core.event({ type: 'close' }, Date.now()));
    this.#parts.panel.hidden = true;
    this.#stage?.close();
    this.#mode = undefined;
    this.embedder.closed(); // shows the launcher, which may get the focus back
    this.#modal.close();
  }

  destroy(): void {
    this.close();
    this.#life.abort();
    this.#parts.panel.remove();
    this.#core = this.#stage = undefined; // megabytes, for as long as the page may keep the element
  }

  tell(event: PanelEvent): void {
    this.#act((core) => core.event(event, Date.now()));
  }

  /** Attributes changed: all that one task changes is one change, and what is as before is none. */
  refresh(): void {
    if (this.#reading) return;
    this.#reading = true;
    queueMicrotask(() => {
      this.#reading = false;
      const lang = this.embedder.lang();
      if (lang !== this.#wanted) this.#language(this.#wanted = lang); // else the buyer's own choice stays
      const target = this.embedder.target();
      if (this.#retarget(target)) this.tell({ type: 'attributes', ...target });
      this.#theme();
    });
  }

  /** The element is elsewhere in the page, which cost the focus. */
  moved(): void {
    this.refresh();
    this.#keepFocus();
  }

  // --- start ----------------------------------------------------------------------------------------------------

  #begin(): void {
    this.#starting ??= this.#start().finally(() => { this.#starting = undefined; });
  }

  async #start(): Promise<void> {
    const lang = this.#lang;
    this.#waiting.show(lang, 'opening');
    this.#locale = anyLocale(lang, this.base);
    this.#locale.catch(() => undefined); // looked at only when the module is there
    let code: ErrorCode = 'WASM_LOAD_FAILED';
    try {
      const core = await Core.create(await prefetch(this.base), this.#glyphs);
      code = 'LOCALE_FAILED';
      const sentences = await this.#locale;
      if (this.#life.signal.aborted) return;
      code = 'CORE_STOPPED';
      const wanted = this.#lang;
      core.panelCreate(this.#config());
      this.#stage = new Stage(this.#parts.inner.querySelector('canvas')!, core, this.#glyphs.works(), {
        mode: (mode, why) => this.#shows(mode, why),
        repaint: () => this.#pacer.kick(),
      });
      this.#core = core;
      this.#waiting.hide();
      this.#adopt(sentences);
      if (wanted !== lang) this.#language(wanted); // changed meanwhile
      if (sentences.error) this.#shop.error('LOCALE_FAILED', sentences.error);
      if (this.#open) this.#show();
    } catch (error) {
      this.#failed(code === 'WASM_LOAD_FAILED' && isRefused(error) ? 'WASM_REFUSED' : code, error);
    }
  }

  #show(): void {
    this.#stage!.open(forcedColours());
    this.#theme();
    this.tell({ type: 'online', online: navigator.onLine });
    this.tell({ type: 'open' });
    this.#resized();
    if (this.#mode) this.#shop.tell('kefu-ready', { mode: this.#mode });
  }

  #config(): PanelConfig {
    const target = this.embedder.target();
    this.#retarget(target);
    return { ...target, lang: this.#lang, session: sessionId(), signed_in: this.embedder.signedIn() };
  }

  /** Whether that is another target than the core knows. */
  #retarget(target: object): boolean {
    const before = this.#target;
    this.#target = JSON.stringify(target);
    return this.#target !== before;
  }

  // A buyer who cannot have the panel still gets to people.
  #failed(code: ErrorCode, error: unknown): void {
    if (this.#life.signal.aborted) return;
    this.#pacer.cancel();
    this.#stage?.close();
    this.#core = this.#stage = this.#mode = undefined;
    this.#meaning.clear();
    this.#waiting.show(this.#lang, 'failed', code !== 'WASM_REFUSED' && (() => this.#begin()),
      findWays(this.#ports.connection, this.embedder.target(), this.#locale));
    this.#keepFocus();
    this.#shop.error(code, error);
  }

  // --- frames ---------------------------------------------------------------------------------------------------

  #frame(): void {
    this.#pacer.cancel();
    this.#guard((core) => {
      const wakeMs = core.frame(Date.now());
      this.stats.passes++;
      if (this.#stage!.draw()) this.stats.frames++;
      this.#meaning.follow(core);
      for (const effect of core.effects()) carryOut(effect, this.#ports, this.#life.signal, this.#opening.signal);
      this.#pacer.wake(wakeMs);
    });
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
      const field = this.embedder.root.activeElement;
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
      if (this.#mode === 'canvas') this.#act((core) => core.scroll(scroller.scrollTop));
    }, { signal, passive: true });
    scroller.addEventListener('click', (event) => this.#meaning.isScrim(event) && this.#dismiss(), { signal });
    // The core tells of the channel while the click that opens it can still be taken back.
    this.#meaning.overlay.root.addEventListener('click', (event) => {
      if (!(event.target as Element).closest('a[href]')) return;
      this.#shop.declined = false;
      this.#frame();
      if (this.#shop.declined) event.preventDefault();
    }, { signal });
    panel.addEventListener('animationend', () => panel.classList.remove('opening'), { signal });
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#pacer.cancel() : this.#pacer.kick()), { signal });
    for (const type of ['online', 'offline'] as const) {
      window.addEventListener(type, () => this.tell({ type: 'online', online: type === 'online' }), { signal });
    }
    document.fonts?.addEventListener('loadingdone', () => this.#act((core) => core.reloadGlyphs()), { signal });
    watchTheme(() => this.#theme(), () => this.#restage(), signal);
  }

  #theme(): void {
    const theme = readTheme(this.embedder.element, this.#glyphs, () => this.#guard((core) => core.reloadGlyphs()));
    this.#parts.panel.classList.toggle('dark', theme.dark);
    this.tell(theme);
  }

  #restage(): void {
    if (!this.#open || !this.#stage) return;
    this.#stage.close();
    this.#stage.open(forcedColours());
    this.#resized();
  }

  #shows(mode: Mode, why?: ErrorCode): void {
    const { classList } = this.#parts.panel;
    classList.toggle('plain', mode === 'plain');
    classList.toggle('painted', mode === 'canvas');
    this.#meaning.overlay.plain(mode === 'plain');
    const before = this.#mode;
    this.#mode = mode;
    if (why) this.#shop.error(why, mode);
    if (before && before !== mode) this.#shop.tell('kefu-mode', { mode });
  }

  #dismiss(): void {
    if (this.#core) this.tell({ type: 'dismiss' });
    else this.close();
  }

  #stops(): HTMLElement[] {
    return this.#waiting.shown ? this.#waiting.stops() : this.#meaning.overlay.focusables();
  }

  // Escape is heard inside the panel alone.
  #keepFocus(): void {
    if (this.#open && !this.embedder.root.activeElement) this.#parts.panel.focus({ preventScroll: true });
  }

  #language(lang: string): void {
    if (lang === this.#lang) return;
    if (!this.#core) this.#lang = lang; // whoever is starting the module looks again
    else loadLocale(lang, this.base).then((sentences) => this.#adopt(sentences), (error: unknown) => this.#shop.error('LOCALE_FAILED', error));
  }

  #adopt({ lang, messages }: Sentences): void {
    const { panel } = this.#parts;
    this.#lang = panel.lang = lang;
    panel.setAttribute('aria-label', words(lang).panel);
    this.#glyphs.language(lang);
    this.#guard((core) => core.reloadGlyphs());
    this.tell({ type: 'locale', lang, messages });
  }
}
