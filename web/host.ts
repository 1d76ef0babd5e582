// host.ts: one open panel: starts the module, runs frames when and only when something changed, carries effects out.
//
// [X] nothing scheduled when idle or hidden  [X] late fonts  [X] language change in place  [X] plain page without WebGL
// [X] a failure at any point leaves a sentence, another try where it may help, and ways to a human (codes.ts)
// [ ] raw pointer events into the core: clicks of real elements are the one path (design "Activation")
import type { ErrorCode } from './codes.js';
import type { Core } from './core.js';
import { carryOut, portsOf, type EffectPorts } from './effects.js';
import type { Embedder, Stats } from './embedder.js';
import { CanvasGlyphs } from './glyphs.js';
import { addressOf } from './images.js';
import { loadLocale, type Sentences } from './load.js';
import { Meaning } from './meaning.js';
import { Modal } from './modal.js';
import { sessionId } from './net.js';
import { Pacer } from './pacer.js';
import type { Front } from './refuge.js';
import { scaffold, type Scaffold } from './scaffold.js';
import { Shop } from './shop.js';
import { Stage, type Mode } from './stage.js';
import { pause, Start, StartError } from './start.js';
import { forcedColours, readTheme, watchTheme } from './theme.js';
import type { PanelConfig, PanelEvent } from './types.js';
import { ViewportWatch } from './viewport.js';
import { Waiting } from './waiting.js';
import { supported, words } from './words.js';

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
  readonly #start: Start;
  // What is behind the first page is drawn when it gives way: nothing is there twice.
  readonly #pacer = new Pacer(() => this.#frame(), () => this.#open && this.#mode !== undefined && !this.#waiting.shown);
  #opening = new AbortController();
  #core: Core | undefined;
  #stage: Stage | undefined;
  #mode: Mode | undefined;
  #starting: Promise<void> | undefined;
  #open = false;
  #lang: string;
  /** What the element wanted when it was last read. */
  #wanted: string;
  #target = '';
  #reading = false;

  constructor(readonly embedder: Embedder, readonly base: string) {
    const signal = this.#life.signal;
    this.#lang = this.#wanted = supported(embedder.lang());
    const parts = (this.#parts = scaffold(embedder.root, this.#lang));
    this.#glyphs = new CanvasGlyphs(this.#lang);
    this.#glyphs.canvas.className = 'glyphs';
    parts.panel.append(this.#glyphs.canvas);
    this.#shop = new Shop(embedder.element);
    this.#meaning = new Meaning(parts, {
      activate: (id) => this.#act((core) => core.activate(id)),
      press: (id) => this.#act((core) => core.press(id)),
      input: (id, value) => this.tell({ type: 'input', id, value }),
      files: (files) => { this.#ports.chosen = files; },
      show: (target, src) => void this.#ports.evidence().then((e) => e.show(target as HTMLCanvasElement, src)),
      picture: (src) => addressOf(src, embedder.endpoint()),
    }, (screen) => this.#shop.tell('kefu-screen', screen), signal);
    this.#waiting = new Waiting(parts, this.#shop, () => this.close());
    this.#modal = new Modal(parts.panel, () => this.#stops(), () => this.#dismiss(), signal);
    this.#watch = new ViewportWatch(parts.view, parts.panel, parts.probe, () => this.#resized(), signal);
    this.#ports = portsOf(embedder, parts, this.#shop, {
      tell: (event) => this.tell(event),
      picture: (src, w, h, rgba) => this.#act((core) => core.image(src, w, h, rgba)),
      language: (lang) => this.#language(lang),
      close: () => this.close(),
      early: (path) => this.#start.early(path),
    }, signal);
    this.#start = new Start(embedder, this.#ports.connection, this.#glyphs, base);
    this.#listen(signal);
  }

  /** The buyer may open it: what is no secret comes ahead; once she presses, her context too. Opening reports what fails. */
  prepare(intent: string): void {
    if (intent === 'pointerdown') this.#start.ask();
    this.#start.ready(this.#lang).catch(() => undefined);
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#opening = new AbortController();
    if (this.#core || this.#starting) this.#appear();
    if (this.#core) void this.#show();
    else this.#begin();
  }

  #appear(): void {
    if (!this.#open || this.#modal.shown) return;
    this.#watch.fit();
    this.#parts.panel.classList.toggle('opening', Boolean(this.#parts.panel.hidden));
    this.#modal.open();
    if (!this.#core) this.#theme(); // reads what was just computed
    this.embedder.root.querySelector('link')?.remove(); // the sheet for all of it is there
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#opening.abort();
    this.#pacer.cancel();
    this.#guard((core) => core.event({ type: 'close' }, Date.now()));
    this.#stage?.close();
    this.#mode = undefined;
    this.embedder.closed(); // shows the launcher, which may get the focus back
    this.#modal.close();
  }

  destroy(): void {
    this.#life.abort();
    this.close();
    this.#parts.panel.remove();
    this.#core = this.#stage = undefined; // megabytes, for as long as the page may keep the element
  }

  tell(event: PanelEvent): void {
    this.#act((core) => core.event(event, Date.now()));
    if (event.type === 'identity') {
      this.#start.early(''); // what was asked early was perhaps another buyer's question
      void this.#ports.connection.token(false); // looks whose it is
      this.#follow();
      if (!(this.#open || event.signed_in)) this.#forget(); // else her last screen would be there for the first frame of the next buyer's
    }
  }

  /** Attributes changed: all that one task changes is one change, and what is as before is none. */
  refresh(): void {
    if (this.#reading) return;
    this.#reading = true;
    queueMicrotask(() => {
      this.#reading = false;
      const lang = supported(this.embedder.lang());
      if (lang !== this.#wanted) this.#language(this.#wanted = lang); // else the buyer's own choice stays
      const target = this.embedder.target();
      if (this.#retarget(target)) this.tell({ type: 'attributes', ...target });
      this.#theme();
    });
  }

  /** The element is elsewhere in the page, which cost the focus. */
  moved(): void {
    this.refresh();
    this.#modal.raise();
    this.#keepFocus();
  }

  // --- start ----------------------------------------------------------------------------------------------------

  #begin(): void {
    this.#starting ??= this.#run().finally(() => { this.#starting = undefined; });
  }

  async #run(): Promise<void> {
    const lang = this.#lang;
    const opened = performance.now();
    // For whoever watches the page's speed: how long until she could use it, and until it was painted.
    const measure = (what: string) => performance.measure(`kefu-${what}`, { start: opened });
    this.#start.ask(); // before all else: the first page waits for nothing but this
    const first = this.#start.first((front) => {
      if (this.#core) return; // it came too late
      // What it announces may have failed, and what the shop's server wrote is better than a sentence.
      if (this.#starting && (front || !this.#parts.wait.firstChild)) this.#waiting.show(lang, front, front ? undefined : 'opening');
      this.#appear();
      if (front) measure('plain');
    });
    const ready = this.#start.ready(lang);
    try {
      await Promise.all([ready, first]);
      const { core, readable, sentences } = await ready;
      await pause();
      if (this.#life.signal.aborted) return;
      const wanted = this.#lang;
      core.panelCreate(this.#config());
      this.#stage = new Stage(this.#parts.inner.querySelector('canvas')!, core, readable, {
        mode: (mode, why) => this.#shows(mode, why),
        repaint: () => this.#pacer.kick(),
      });
      this.#core = core;
      this.#adopt(sentences);
      if (wanted !== (sentences.error ? lang : sentences.lang)) this.#language(wanted); // changed meanwhile
      if (sentences.error) this.#shop.error('LOCALE_FAILED', sentences.error);
      if (this.#open) await this.#show();
      measure('canvas');
    } catch (error) {
      if (error instanceof StartError) this.#failed(error.code, error.reason);
      else this.#failed('CORE_STOPPED', error);
    }
  }

  async #show(): Promise<void> {
    const { signal } = this.#opening;
    this.#stage!.open(forcedColours());
    await pause();
    if (signal.aborted || !this.#core) return;
    this.#theme();
    this.tell({ type: 'online', online: navigator.onLine });
    this.tell({ type: 'open' });
    this.#guard((core) => this.#carryOut(core));
    await this.#start.settled(); // what was asked early is in the first frame
    const focused = this.#waiting.focused();
    this.#resized(true);
    await this.#waiting.released();
    if (signal.aborted || !this.#core) return;
    if (this.#waiting.shown) {
      this.#waiting.hide(this.#parts.scroller, this.#meaning.overlay.focusables(), focused);
      this.#pacer.kick();
    }
    if (this.#mode) this.#shop.tell('kefu-ready', { mode: this.#mode });
    this.#follow();
  }

  // Nobody waits for the news, so their script comes last.
  #follow(): void {
    if (!this.#mode) return;
    const { signal } = this.#opening;
    import('./stream.js').then(({ follow }) => follow(this.#ports.connection, (news) => this.tell({ type: 'changed', ...news }), signal)).catch(() => undefined);
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

  // The next opening makes everything anew.
  #forget(): void {
    this.#meaning.clear();
    this.#start.again();
    this.#core = this.#stage = this.#mode = undefined;
  }

  // A buyer who cannot have the panel still gets to people.
  #failed(code: ErrorCode, error: unknown): void {
    if (this.#life.signal.aborted) return;
    this.#pacer.cancel();
    this.#stage?.close();
    this.#forget();
    const tell = (front?: Front) => this.#core ?? this.#waiting.show(this.#lang, front, 'failed', code !== 'WASM_REFUSED' && (() => this.#begin()));
    tell();
    this.#start.front().then((front) => this.#starting ?? tell(front), () => undefined);
    this.#keepFocus();
    this.#shop.error(code, error);
  }

  // --- frames ---------------------------------------------------------------------------------------------------

  #frame(): void {
    this.#pacer.cancel();
    this.#guard((core) => {
      const wakeMs = core.frame(Date.now());
      this.stats.passes += core.passes();
      if (this.#stage!.draw()) this.stats.frames++;
      this.#meaning.follow(core);
      this.#carryOut(core);
      this.#pacer.wake(wakeMs);
    });
  }

  #carryOut(core: Core): void {
    for (const effect of core.effects()) carryOut(effect, this.#ports, this.#life.signal, this.#opening.signal);
  }

  /** `first`: behind the first page, which gives way in the same task. */
  #resized(first = false): void {
    if (!this.#mode || (this.#waiting.shown && !first)) return;
    this.#guard((core) => {
      const size = this.#watch.size();
      if (!size.width || !size.height) return;
      const hold = this.#meaning.hold();
      this.#stage!.resize(size);
      this.#parts.panel.style.setProperty('--scale', String(size.text_scale));
      core.resize({ ...size, width: size.device_width / size.dpr, height: size.device_height / size.dpr });
      this.#frame(); // at once: the canvas was cleared
      if (this.#mode === 'canvas' && hold()) {
        core.scroll(this.#parts.scroller.scrollTop);
        this.#frame();
      }
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
      const { scrollTop } = scroller;
      if (this.#mode !== 'canvas' || scrollTop === this.#meaning.top) return;
      this.#meaning.top = scrollTop;
      this.#act((core) => core.scroll(scrollTop));
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
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#pacer.rest() : this.#pacer.kick()), { signal });
    for (const type of ['online', 'offline'] as const) {
      window.addEventListener(type, () => this.tell({ type: 'online', online: type === 'online' }), { signal });
    }
    document.fonts?.addEventListener('loadingdone', () => this.#act((core) => core.reloadGlyphs()), { signal });
    watchTheme(this.#parts.probe, () => this.#theme(), () => this.#restage(), signal);
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
    panel.ariaLabel = words(lang).panel;
    this.#glyphs.language(lang);
    this.#guard((core) => core.reloadGlyphs());
    this.tell({ type: 'locale', lang, messages });
  }
}
