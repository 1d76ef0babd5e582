// store.ts: carries `store` effects out: drafts and pending submissions of one shop and one buyer, so that a reload forgets
// nothing. Kept for the tab's life only; a browser that refuses storage costs the draft, never the panel.
import type { StoreEffect } from './types.js';

/** What is needed of the Web Storage interface. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The value for a `get`, null when there is none; undefined for the other operations. */
export function carryOutStore(effect: StoreEffect, storage: KeyValue | null, space: string): string | null | undefined {
  const key = `kefu:${space}:${effect.key}`;
  try {
    if (effect.op === 'get') return storage?.getItem(key) ?? null;
    if (effect.op === 'set') storage?.setItem(key, effect.value ?? '');
    else storage?.removeItem(key);
  } catch {
    if (effect.op === 'get') return null; // storage full or forbidden (private modes)
  }
  return undefined;
}

/** The name space of a shop and the buyer whom the token names: two buyers at one phone never see each other's draft. */
export function spaceOf(store: string, token: string | null): string {
  return `${store}:${subjectOf(token)}`;
}

// Only for naming: the server alone judges whether a token is genuine.
function subjectOf(token: string | null): string {
  try {
    const payload = token?.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/');
    return payload ? String((JSON.parse(atob(payload)) as { sub?: unknown }).sub ?? 'guest') : 'guest';
  } catch {
    return 'guest';
  }
}

/** The tab's storage, or null where reading the property alone throws (sandboxed frames). */
export function tabStorage(): KeyValue | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
