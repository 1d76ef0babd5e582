// refuge.ts: what the service itself says about this buyer at this store, asked before the module is there, or because it
// cannot be: the context, and the channels in the order in which they are ranked for everybody.
import type { Context, Located, Store } from '#openapi';
import { opens } from './elements.js';
import type { Sentences } from './load.js';
import { send, type Answer, type Connection } from './net.js';

export interface Way {
  name: string;
  href: string;
  channel?: string;
  enabled: boolean;
}

/** Home's first cards, in the words that are there. */
export interface Front {
  say(key: string): string;
  store: Way;
  ways: Way[];
}

export interface Target {
  store: string;
  item: string | null;
  tid: string | null;
  page: string;
}

/** A question that was asked early: the module's own one to `path` is answered by it. */
export interface Asked {
  path: string;
  answer: Promise<Answer>;
}

/** The context of the element, under the address that the module asks for it. */
export function askContext({ store, item, tid, page }: Target, connection: Connection): Asked {
  const also = (name: string, value: string | null) => (value ? `&${name}=${encodeURIComponent(value)}` : '');
  const path = `/v1/context?store=${encodeURIComponent(store)}${also('item', item)}${also('tid', tid)}${also('page', page)}`;
  return { path, answer: send({ method: 'GET', path, key: null }, connection) };
}

/** Throws where the service does not answer, or knows neither buyer nor store. Without sentences the addresses have to do. */
export async function findWays(asked: Promise<Answer>, locale: Promise<Sentences> | undefined): Promise<Front> {
  return frontOf(JSON.parse((await asked).body), (await locale?.catch(() => undefined))?.messages);
}

/** The same of an answer that is there. `base`: what the channels' addresses are relative to. */
export function frontOf(context: Context, messages: Record<string, string> | undefined, base?: string): Front {
  const { store, located: { routes } } = context as Context & { store: Required<Store>; located: Located };
  const say = (key: string) => messages?.[key] ?? '';
  return {
    say, store: { name: store.name, href: '', enabled: true },
    ways: routes.map(({ channel, enabled, action: { href } }) =>
      ({ channel, enabled, name: say(`channel.${channel}`) || href, href: enabled && opens(href, base) ? href : '' })),
  };
}
