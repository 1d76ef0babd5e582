// node.ts: the package's Node entry: the engine and the panel of the shipped module, without a browser.
//
//   import {createEngine, createPanel} from 'kefu';
//   const engine = createEngine();
//   engine.quote({trade, request: {type: 'REFUND', lines: [{oid: 'A', num: 1}]}, policy: 'tmall'});   // {"total": 8695, …}
//
//   const panel = createPanel({store: 's-101', item: 'i-1'});
//   const shop = panel.connect({endpoint: 'http://localhost:8080', token, fetch});
//   panel.event({type: 'open'});
//   await shop.settled();
//   panel.click(panel.byRole('button', {name: '申请退款'}));
import type { Answers, Bodies } from '#openapi';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { NodeCore } from './core_node.js';
import { writeFirstPage, type FirstPageOptions } from './first_page.js';
import { fixedGlyphs } from './fixed_glyphs.js';
import { HeadlessPanel } from './headless.js';
import type { PanelConfig, Viewport } from './types.js';
import { supported } from './words.js';

export { HeadlessPanel } from './headless.js';
export type { ByRoleOptions } from './headless.js';
export type { ShopConnection, ShopOptions } from './connect.js';
export type { FirstPageOptions } from './first_page.js';
export type { KeyValue } from './store.js';
export type * from './types.js';
/** What goes over HTTP: `Contract.Case`, `Contract.Answers['getCase']`. */
export type * as Contract from '#openapi';

export type Command = 'quote' | 'locate' | 'check' | 'form' | 'advance' | 'compensate' | 'classify';

/** Refusals are data, as in the contract. */
export interface EngineError {
  error: { code: string; message: string; pointer: string };
}

/** The contract's commands: objects in, objects out, in the shapes that the service's document gives them. `run` gives the exact bytes. */
export type Engine = { [C in Command]: (input: Bodies[C]) => Answers[C] | EngineError } & {
  run(command: Command | string, json: string): { ok: boolean; json: string };
};

export interface EngineOptions {
  /** Packs and patches, as objects or as JSON text, added in this order. */
  policies?: readonly (object | string)[];
}

export interface PanelOptions {
  /** Default 390 × 844 at 2. */
  viewport?: Partial<Viewport>;
  /** Milliseconds since 1970 when the panel starts; time moves only by `advance`. */
  now?: number;
}

const kHere = new URL('.', import.meta.url);
const kPhone: Viewport = { width: 390, height: 844, dpr: 2, text_scale: 1, safe_bottom: 0 };

let compiled: WebAssembly.Module | undefined;

function core(): NodeCore {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('core.wasm', kHere)));
  return NodeCore.createSync(compiled, fixedGlyphs);
}

function addPolicies(to: NodeCore): void {
  const folder = new URL('policies/', kHere);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const error = to.policyAdd(readFileSync(new URL(file, folder), 'utf8'));
    if (error !== null) throw new Error(`policies/${file}: ${error}`);
  }
}

/**
 * The engine with the policy packs that come with the package, and a shop's own: packs, or patches of one that is there
 * (`{"id": "my-shop", "extends": "tmall", "price_protect_window_s": 2592000}`), which inputs then name by their id. Throws
 * where one is refused; `kefu policy check FILE` says everything that is wrong with it.
 */
export function createEngine(options: EngineOptions = {}): Engine {
  const module = core();
  addPolicies(module);
  options.policies?.forEach((pack, i) => {
    const error = module.policyAdd(typeof pack === 'string' ? pack : JSON.stringify(pack));
    if (error !== null) throw new Error(`policies[${i}]: ${error}`);
  });
  const run = (command: string, json: string) => module.run(command, json);
  const of = <C extends Command>(command: C) => (input: Bodies[C]) => JSON.parse(run(command, JSON.stringify(input)).json) as Answers[C] | EngineError;
  return { run, quote: of('quote'), locate: of('locate'), check: of('check'), form: of('form'), advance: of('advance'), compensate: of('compensate'), classify: of('classify') };
}

function sentences(lang: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`locales/${lang}.json`, kHere), 'utf8')) as Record<string, string>;
}

const spoken = new Map<string, Record<string, string>>(); // a shop's server writes many pages

/**
 * The panel's first page as HTML, to be written between the tags of a `<kefu-panel … open>`: the buyer sees and uses it before any
 * script has come, and where none comes. The page loads `first.js` in the place of `kefu.js`. Names and addresses are escaped,
 * links have schemes that open something. '' when the service located nothing.
 *
 *   const context = await (await fetch(`${service}/v1/context?store=s-101&item=i-1`, {headers: {Authorization: `Bearer ${token}`}})).json();
 *   `<kefu-panel store="s-101" item="i-1" token="${token}" open>${firstPage({context, base: '/dist/'})}</kefu-panel>`
 */
export function firstPage(options: FirstPageOptions): string {
  const lang = supported(options.lang ?? 'zh-CN');
  if (!spoken.has(lang)) spoken.set(lang, sentences(lang));
  return writeFirstPage({ ...options, lang }, spoken.get(lang)!);
}

/** The panel as a headless machine: deterministic time, deterministic glyph metrics, no I/O of its own. */
export function createPanel(config: PanelConfig, options: PanelOptions = {}): HeadlessPanel {
  const lang = config.lang ?? 'zh-CN';
  const messages = sentences(lang);
  const module = core();
  module.panelCreate({ session: randomUUID(), signed_in: true, ...config, lang });
  return new HeadlessPanel(module, {
    lang,
    messages,
    viewport: { ...kPhone, ...options.viewport },
    now: options.now ?? Date.UTC(2026, 2, 1, 4),
    space: { store: config.store },
  });
}
