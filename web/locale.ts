// locale.ts: a language's sentences (assets/locales).
import { supported } from './words.js';

/** Throws when it cannot be had. `base`: where panel.js lies. */
export async function loadLocale(lang: string, base: string): Promise<Record<string, string>> {
  const response = await fetch(new URL(`locales/${supported(lang)}.json`, base));
  if (!response.ok) throw new Error(`locales/${lang}.json: HTTP ${response.status}`);
  return (await response.json()) as Record<string, string>;
}
