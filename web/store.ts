// store.ts: carries `store` effects out: drafts and pending submissions of one shop and one buyer, so that nothing is
// forgotten by a reload, nor with a tab that dies. Each is kept until it is done with; where a browser refuses storage, for
// the page's life.
import type { StoreEffect } from './types.js';

/** What is needed of the Web Storage interface. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

// What the storage would not take (full, or forbidden in a private mode): newer than what it may still hold.
const memory = new Map<string, string>();

/** The value for a `get`, null when there is none; undefined for the other operations. `storage` null: there is none. */
export function carryOutStore(effect: StoreEffect, storage: KeyValue | null, space: string, refused?: (error: unknown) => void): string | null | undefined {
  const key = `kefu:${space}:${effect.key}`;
  const text = effect.value ?? '';
  const value = effect.op === 'get' ? memory.get(key) ?? null : undefined;
  if (value) return value;
  memory.delete(key);
  try {
    if (effect.op === 'get') return storage!.getItem(key);
    if (effect.op === 'set') storage!.setItem(key, text);
    else if (!text || storage!.getItem(key) == text) storage!.removeItem(key);
  } catch (error) {
    if (effect.op === 'set') memory.set(key, text);
    refused?.(error);
  }
  return value;
}

/** The name space of a shop and the buyer whom the token names: two buyers at one phone never see each other's draft. */
export function spaceOf(store: string, token: string | null): string {
  return `${store}:${subjectOf(token)}`;
}

/** The buyer whom a token names. Only for telling buyers apart: the server alone judges whether it is genuine. */
export function subjectOf(token: string | null): string {
  try {
    const payload = token!.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    return String((JSON.parse(atob(payload)) as { sub?: unknown }).sub ?? 'guest');
  } catch { // no token, or none that can be read
    return 'guest';
  }
}

/** The browser's storage, or null where reading the property alone throws (sandboxed frames). */
export function browserStorage(): KeyValue | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
