// panel.ts: what the launcher loads on intent (dist/panel.js).
import type { Embedder } from './embedder.js';
import { Host } from './host.js';

export type { Embedder, Stats } from './embedder.js';

export function createHost(embedder: Embedder): Host {
  return new Host(embedder, import.meta.url);
}
