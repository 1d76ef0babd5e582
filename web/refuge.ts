// refuge.ts: ways to a human where the module cannot run. The service ranks them, as it does for everybody.
import type { Sentences } from './load.js';
import { send, type Connection } from './net.js';

export interface Way {
  name: string;
  href: string;
}

interface Located {
  routes: { channel: string; enabled: boolean; action: { href: string } }[];
}

/** Throws where the service does not answer, or knows neither buyer nor store. `about`: what the element is about. Without
 *  sentences the addresses have to do. */
export async function findWays(connection: Connection, about: { store: string; item: string | null; tid: string | null },
                               locale: Promise<Sentences> | undefined): Promise<Way[]> {
  const ask = async (method: string, path: string, body?: object) =>
    JSON.parse((await send({ method, path, body: JSON.stringify(body) }, connection)).body);
  const { store: id, item, tid } = about;
  const { now, store, trades: [trade] } = await ask('GET', `/v1/context?${new URLSearchParams({ store: id, item: item ?? '', tid: tid ?? '' })}`);
  const { routes }: Located = await ask('POST', '/v1/locate', { now, store, trade, policy: store.policy });
  const words = await locale?.catch(() => undefined);
  return routes.filter((r) => r.enabled && r.action.href)
    .map(({ channel, action: { href } }) => ({ name: words?.messages[`channel.${channel}`] ?? href, href }));
}
