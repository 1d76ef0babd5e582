// connect.ts: a headless panel with a real server: the browser's net.ts and store.ts, a storage that outlives the panel.
import type { HeadlessPanel } from './headless.js';
import { send, type Connection, type FetchLike } from './net.js';
import { carryOutStore, spaceOf, type KeyValue } from './store.js';
import type { Effect } from './types.js';

export interface ShopOptions {
  endpoint: string;
  token?: string | null;
  /** Asked when there is no token yet, and once after a 401. */
  getToken?: () => Promise<string>;
  fetch?: FetchLike;
  /** Hand the same one to the next panel: that is a reload. */
  storage?: KeyValue;
}

export interface ShopConnection {
  readonly storage: KeyValue;
  /** Effects other than http and store, in order. */
  readonly seen: Effect[];
  /** Resolves when every effect was carried out and nothing new was asked for. */
  settled(): Promise<void>;
}

export function connect(panel: HeadlessPanel, store: string, options: ShopOptions): ShopConnection {
  let token = options.token ?? null;
  const storage = options.storage ?? memoryStorage();
  const seen: Effect[] = [];
  const connection: Connection = {
    endpoint: options.endpoint,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    token: async (refused) => {
      if (options.getToken && (refused || !token)) token = await options.getToken();
      return token;
    },
  };

  async function carryOut(effect: Effect): Promise<void> {
    if (effect.type === 'http') {
      const { status, body } = await send(effect, connection);
      panel.event({ type: 'response', id: effect.id, status, body });
    } else if (effect.type === 'store') {
      const value = carryOutStore(effect, storage, spaceOf(store, await connection.token(false)));
      if (value !== undefined) panel.event({ type: 'stored', key: effect.key, value });
    } else {
      seen.push(effect);
    }
  }

  async function settled(): Promise<void> {
    for (let effects = panel.effects(); effects.length > 0; effects = panel.effects()) {
      for (const effect of effects) await carryOut(effect);
    }
  }

  return { storage, seen, settled };
}

/** Web Storage without a browser. */
export function memoryStorage(): KeyValue {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
