// panel.ts: what the launcher loads on intent (dist/panel.js).
import type { Embedder } from './embedder.js';
import { Host } from './host.js';
import { prefetch as prefetchFrom } from './load.js';

export type { Embedder, Stats } from './embedder.js';

/** Compiles core.wasm ahead of the click. */
export function prefetch(): void {
  prefetchFrom(import.meta.url).catch(() => undefined); // opening reports it
}

export function createHost(embedder: Embedder): Host {
  return new Host(embedder, import.meta.url);
}
