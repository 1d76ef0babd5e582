// refuge.ts: ways to a human where the module cannot run. The service ranks them, as it does for everybody.
import type { Connection } from './net.js';
import { send } from './net.js';

export interface Way {
  name: string;
  href: string;
}

interface Located {
  routes: { channel: string; enabled: boolean; action: { href?: string | null } | null }[];
}

/** Empty where the service does not answer, or knows nobody. `target`: what the element is about. */
export async function findWays(connection: Connection, target: Record<'store' | 'item' | 'tid' | 'page', string | null>,
                               sentences: Record<string, string>): Promise<Way[]> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await send({ type: 'http', id: 0, method, path, body: body ? JSON.stringify(body) : null }, connection);
    return JSON.parse(answer.status === 200 ? answer.body : '{}');
  };
  const { store, item, tid, page } = target;
  const query = new URLSearchParams(Object.entries({ store, item, tid }).filter((pair): pair is [string, string] => !!pair[1]));
  const context = await ask('GET', `/v1/context?${query}`);
  const located = await ask('POST', '/v1/locate', {
    now: context.now, store: context.store, trade: context.trades?.[0] ?? null, case: null, page, intent: 'GENERAL', actor: 'BUYER',
    policy: context.store?.policy,
  }) as Partial<Located>;
  return (located.routes ?? []).flatMap(({ channel, enabled, action }) =>
    (enabled && action?.href ? [{ name: sentences[`channel.${channel}`] ?? action.href, href: action.href }] : []));
}
