// start.ts: from the buyer's first intent to a module that is ready to paint, and what she can use meanwhile.
//
//   intent  module and sentences, in parallel; nobody is told of the buyer
//   open    the same, beside the context, and from its answer the plain page, which is shown before the module works: making
//           the module ready would keep the page from being drawn
import type { ErrorCode } from './codes.js';
import { Core } from './core.js';
import type { Embedder } from './embedder.js';
import type { CanvasGlyphs } from './glyphs.js';
import { anyLocale, isRefused, prefetch, type Sentences } from './load.js';
import type { Connection } from './net.js';
import { askContext, findWays, type Asked, type Front } from './refuge.js';

// Without the context the canvas could show a skeleton only; so long is that not missed.
const kPatienceMs = 1000;

// An answer that comes at once spares the buyer a page of waiting, and her phone the work for it; later than that she
// would wonder whether she had hit the button.
const kAtOnceMs = 100;

const kFreshMs = 5000; // the module's clock starts with the answer

export interface Ready {
  core: Core;
  /** What is drawn on a canvas can be read back (the browser's fonts are warm by then, too). */
  readable: boolean;
  sentences: Sentences;
}

export class StartError extends Error {
  constructor(readonly code: ErrorCode, readonly reason: unknown) {
    super(code);
  }
}

export class Start {
  #ready: Promise<Ready> | undefined;
  #locale: Promise<Sentences> | undefined;
  #asked: Asked | undefined;
  #fresh = 0;
  #taken: Asked['answer'] | undefined;
  #first: Promise<unknown> | undefined; // while nothing can be seen yet

  constructor(readonly embedder: Embedder, readonly connection: Connection, readonly glyphs: CanvasGlyphs, readonly base: string) {}

  /** The module and the sentences for it; a failed attempt may be repeated. Rejects with a StartError. */
  ready(lang: string): Promise<Ready> {
    return (this.#ready ??= this.#make(lang).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    }));
  }

  /** The module is used up. */
  again(): void {
    this.#ready = undefined;
  }

  /** Asks for the buyer's context, unless that was done just now. */
  ask(): void {
    if (this.#asked && performance.now() < this.#fresh) return;
    const target = this.embedder.target();
    this.#asked = this.embedder.signedIn() && target.store ? askContext(target, this.connection) : undefined;
    this.#fresh = performance.now() + kFreshMs;
  }

  /** Shows what can be said of it before the module says it, and that one has to wait if that is not there at once.
   *  Resolves when it can be seen, or is not to be had soon. */
  first(show: (front?: Front) => void): Promise<unknown> {
    return (this.#first = this.#show(show));
  }

  async #show(show: (front?: Front) => void): Promise<void> {
    this.ask();
    await undefined; // the sentences are asked for in the same task
    if (!this.#asked) return show();
    let front: Front | undefined;
    const came = this.front(this.#asked).then((ways) => { front = ways; }, () => undefined);
    await Promise.race([came, pause(kAtOnceMs)]);
    show(front);
    if (!front) void came.then(() => front && show(front));
    await Promise.race([came.then(drawn).then(drawn), pause(kPatienceMs)]); // the second frame: the first one is through
  }

  /** What the service says of the channels, in words. */
  front(asked?: Asked): Promise<Front> {
    return findWays((asked ?? askContext(this.embedder.target(), this.connection)).answer, this.#locale);
  }

  /** Resolves after the listeners of an early answer that is there already, else at once. */
  settled(): Promise<unknown> {
    return Promise.race([this.#taken, undefined]);
  }

  /** The answer to what was asked early, once: the module would ask the same. */
  early(path: string): Asked['answer'] | undefined {
    const asked = this.#asked;
    this.#asked = undefined;
    return (this.#taken = asked?.path === path ? asked.answer : undefined);
  }

  async #make(lang: string): Promise<Ready> {
    const locale = (this.#locale = anyLocale(lang, this.base));
    locale.catch(() => undefined); // looked at only when the module is there
    const core = await prefetch(this.base, this.#first).then((module) => Core.create(module, this.glyphs)).catch((error: unknown) => {
      throw new StartError(isRefused(error) ? 'WASM_REFUSED' : 'WASM_LOAD_FAILED', error);
    });
    return { core, readable: this.glyphs.works(), sentences: await locale.catch((error: unknown) => { throw new StartError('LOCALE_FAILED', error); }) };
  }
}

/** Without `ms`: to the next task, so that between two parts of the work the page answers the buyer. */
export const pause = (ms?: number) => new Promise((done) => setTimeout(done, ms));

/** Handed to the screen. A hidden page draws nothing. */
const drawn = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
