// effects.ts: carries the core's effects out in the browser. Their results go back as events (design rule 2).
import type { Embedder } from './embedder.js';
import type { Evidence } from './evidence.js';
import { loadImage } from './images.js';
import { send, type Answer, type Connection } from './net.js';
import { carryOutStore, spaceOf, subjectOf, browserStorage, type KeyValue } from './store.js';
import type { Effect, PanelEvent } from './types.js';
import { announce, type Scaffold } from './scaffold.js';
import type { Shop } from './shop.js';

/** The ways back into the panel. */
export interface Panel {
  tell(event: PanelEvent): void;
  picture(src: string, width: number, height: number, rgba: Uint8ClampedArray | null): void;
  language(lang: string): void;
  close(): void;
  /** The answer, where it was asked for before the module did. */
  early(path: string): Promise<Answer> | undefined;
}

export interface EffectPorts extends Panel {
  connection: Connection;
  storage: KeyValue | null;
  shop: Shop;
  /** The shop's id. */
  store(): string;
  /** Loaded when it is first needed. */
  evidence(): Promise<Evidence>;
  /** What the buyer chose last and the panel has not taken yet. */
  chosen: File[];
  polite: HTMLElement;
  assertive: HTMLElement;
}

export function portsOf(embedder: Embedder, { polite, assertive }: Scaffold, shop: Shop, panel: Panel, stop: AbortSignal): EffectPorts {
  let evidence: Promise<Evidence> | undefined;
  let buyer: string | undefined;
  const ports: EffectPorts = {
    ...panel,
    chosen: [],
    evidence: () => evidence ??= import('./evidence.js').then((m) => new m.Evidence({ ...ports, stop })),
    connection: {
      get endpoint() { return embedder.endpoint(); },
      fetch: (url, init) => fetch(url, init),
      token: async (refused) => {
        const token = await embedder.token(refused);
        const now = token && subjectOf(token);
        if (now && now !== (buyer ??= now)) { // somebody else at the same page: nothing of the former buyer's stays
          buyer = now;
          panel.tell({ type: 'identity', signed_in: false });
          panel.tell({ type: 'identity', signed_in: true });
        }
        return token;
      },
    },
    storage: browserStorage(),
    shop, polite, assertive,
    store: () => embedder.target().store,
  };
  return ports;
}

/** `stop`: the panel's life; `opening`: until it is closed. */
export function carryOut(effect: Effect, ports: EffectPorts, stop: AbortSignal, opening: AbortSignal): void {
  switch (effect.type) {
    case 'http':
      void (ports.early(effect.path) ?? send(effect, ports.connection, stop)).then(({ status, body }) => {
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
    case 'upload': {
      const file = ports.chosen.shift();
      if (file) void ports.evidence().then((e) => e.start(effect, file));
      break;
    }
    case 'upload_stop':
      void ports.evidence().then((e) => e.stop(effect.file, effect.evidence));
      break;
    case 'announce':
      announce(effect.assertive ? ports.assertive : ports.polite, effect.text, opening);
      break;
    case 'image':
      void (/^file:|^\/v1\//.test(effect.src) // of what the buyer chose, or what only the parties of a case may see
        ? ports.evidence().then((e) => e.pixels(effect.src, effect.w, effect.h))
        : loadImage(effect.src, ports.connection.endpoint, effect.w, effect.h)).then((p) => {
        if (!stop.aborted) ports.picture(effect.src, p?.width ?? 0, p?.height ?? 0, p?.rgba ?? null);
      });
      break;
    case 'event':
      if (!ports.shop.tell(effect.name, effect.detail) || effect.name !== 'kefu-sign-in') break;
      void ports.connection.token(true).then((token) => {
        if (token && !stop.aborted) ports.tell({ type: 'identity', signed_in: true });
      });
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
