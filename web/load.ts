// load.ts: what has to come before a panel can run: the compiled module and a language's sentences, each with a time limit.
import { compile } from './core.js';
import { supported } from './words.js';

const kPatienceMs = 30_000; // 190 KB on a slow phone's way; then the buyer is told, and may try again

const get = (file: string, base: string, also?: RequestInit) => fetch(new URL(file, base), { signal: AbortSignal.timeout(kPatienceMs), ...also });

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the module once a page; a failed attempt may be repeated. `calm`: what has the processor till then. On the way, too,
 *  it makes room for what the first page needs. */
export function prefetch(base: string, calm?: Promise<unknown>): Promise<WebAssembly.Module> {
  compiled ??= compile(Promise.all([get('core.wasm', base, { priority: 'low' }), calm]).then(([response]) => response)).catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return compiled;
}

/** Whether trying again is of no use: a policy without 'wasm-unsafe-eval', a browser in lockdown. */
export const isRefused = (error: unknown) => typeof WebAssembly === 'undefined' || error instanceof WebAssembly.CompileError;

export interface Sentences {
  lang: string;
  messages: Record<string, string>;
  /** Why it is not the language that was asked for. */
  error?: unknown;
}

/** Throws when it cannot be had, or is not what assets/locales has. */
export async function loadLocale(lang: string, base: string): Promise<Sentences> {
  const response = await get(`locales/${supported(lang)}.json`, base);
  const messages = (response.ok && await response.json()) as Record<string, string>;
  if (typeof messages?.['home.title'] !== 'string') throw new Error(`locales/${lang}.json: HTTP ${response.status}, no sentences`);
  return { lang, messages };
}

/** That language, or else another one, Chinese if it can be: a panel in the wrong language still reaches a human. */
export function anyLocale(lang: string, base: string): Promise<Sentences> {
  return loadLocale(lang, base).catch(async (error: unknown) => ({
    ...(await loadLocale(supported(lang) === 'zh-CN' ? 'en' : 'zh-CN', base)), error,
  }));
}
