// effects.ts: carries the core's effects out in the browser. Their results go back as events (design rule 2).
import type { Embedder } from './embedder.js';
import { loadImage } from './images.js';
import { send, type Connection } from './net.js';
import { carryOutStore, spaceOf, tabStorage, type KeyValue } from './store.js';
import type { Effect, PanelEvent } from './types.js';
import { announce, type Scaffold } from './scaffold.js';
import type { Shop } from './shop.js';

/** The ways back into the panel. */
export interface Panel {
  tell(event: PanelEvent): void;
  picture(src: string, width: number, height: number, rgba: Uint8ClampedArray | null): void;
  language(lang: string): void;
  close(): void;
}

export interface EffectPorts extends Panel {
  connection: Connection;
  storage: KeyValue | null;
  shop: Shop;
  /** The shop's id. */
  store(): string;
  polite: HTMLElement;
  assertive: HTMLElement;
}

export function portsOf(embedder: Embedder, { polite, assertive }: Scaffold, shop: Shop, panel: Panel): EffectPorts {
  return {
    ...panel,
    connection: {
      get endpoint() { return embedder.endpoint(); },
      fetch: (url, init) => fetch(url, init),
      token: (refused) => embedder.token(refused),
    },
    storage: tabStorage(),
    shop, polite, assertive,
    store: () => embedder.target().store,
  };
}

/** `stop`: the panel's life; `opening`: until it is closed. */
export function carryOut(effect: Effect, ports: EffectPorts, stop: AbortSignal, opening: AbortSignal): void {
  switch (effect.type) {
    case 'http':
      void send(effect, ports.connection, stop).then(({ status, body }) => {
        if (!stop.aborted) ports.tell({ type: 'response', id: effect.id, status, body });
      });
      break;
    case 'store':
      // Whose storage it is, only the token says; a page that is still asked for one delays the draft, never mixes it up.
      void ports.connection.token(false).then((token) => {
        const value = carryOutStore(effect, ports.storage, spaceOf(ports.store(), token), (error) => ports.shop.storageRefused(error));
        if (value !== undefined && !stop.aborted) ports.tell({ type: 'stored', key: effect.key, value });
      });
      break;
    case 'announce':
      announce(effect.assertive ? ports.assertive : ports.polite, effect.text, opening);
      break;
    case 'image':
      void loadImage(effect.src, ports.connection.endpoint, effect.w, effect.h).then((p) => {
        if (!stop.aborted) ports.picture(effect.src, p?.width ?? 0, p?.height ?? 0, p?.rgba ?? null);
      });
      break;
    case 'event':
      ports.shop.tell(effect.name, effect.detail);
      break;
    case 'error':
      ports.shop.tell('kefu-error', { code: effect.code, message: effect.message });
      break;
    case 'close':
      ports.close();
      break;
    case 'lang':
      ports.language(effect.lang);
  }
}
