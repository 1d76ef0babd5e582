// store.ts: carries `store` effects out: drafts and pending submissions of one shop and one buyer, so that a reload forgets
// nothing. Kept for the tab's life only; where a browser refuses storage, for the page's.
import type { StoreEffect } from './types.js';

/** What is needed of the Web Storage interface. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

// What the storage would not take (full, or forbidden in a private mode): newer than what it may still hold.
const memory = new Map<string, string>();

/** The value for a `get`, null when there is none; undefined for the other operations. `storage` null: there is none. */
export function carryOutStore(effect: StoreEffect, storage: KeyValue | null, space: string, refused?: (error: unknown) => void): string | null | undefined {
  const key = `kefu:${space}:${effect.key}`;
  const value = effect.op === 'get' ? memory.get(key) ?? null : undefined;
  if (value) return value;
  memory.delete(key);
  try {
    if (effect.op === 'get') return storage!.getItem(key);
    if (effect.op === 'set') storage!.setItem(key, effect.value ?? '');
    else storage!.removeItem(key);
  } catch (error) {
    if (effect.op === 'set') memory.set(key, effect.value ?? '');
    refused?.(error);
  }
  return value;
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
