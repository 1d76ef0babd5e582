// net.ts: carries `http` effects out. One way for the browser and for Node: a fetch, a token, a time limit.
import type { HttpEffect } from './types.js';

export const kTimeoutMs = 15_000;

export type FetchLike = (url: string, init: RequestInit) => Promise<Pick<Response, 'status' | 'text'>>;

export interface Connection {
  /** Where `/v1/…` is: an origin, with or without a path before it. "" is the page's own. */
  endpoint: string;
  fetch: FetchLike;
  /** The token to send, or null. `refused`: the last one got 401; a new one is wanted. */
  token(refused: boolean): Promise<string | null>;
}

type Call = Pick<HttpEffect, 'method' | 'path' | 'key'> & { body?: string | null | undefined };

export interface Answer {
  /** 0: no answer (offline, timed out, refused by the browser). */
  status: number;
  body: string;
}

/** One retry with a new token after a 401; never cookies, never a redirect to elsewhere with the token. */
export async function send(effect: Call, connection: Connection, stop?: AbortSignal): Promise<Answer> {
  const token = await connection.token(false);
  const answer = await attempt(effect, connection, token, stop);
  if (answer.status !== 401) return answer;
  const fresh = await connection.token(true);
  return fresh && fresh !== token ? attempt(effect, connection, fresh, stop) : answer;
}

async function attempt(effect: Call, connection: Connection, token: string | null, stop?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (token) headers['Authorization'] = `Bearer ${token}`;
  if (effect.key) headers['Idempotency-Key'] = effect.key;
  if (effect.body != null) headers['Content-Type'] = 'application/json';
  const limit = new AbortController();
  const give_up = () => limit.abort();
  const timer = setTimeout(give_up, kTimeoutMs);
  stop?.addEventListener('abort', give_up);
  try {
    const response = await connection.fetch(connection.endpoint.replace(/\/$/, '') + effect.path, {
      method: effect.method,
      headers,
      body: effect.body ?? null,
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: limit.signal,
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', give_up);
  }
}

/** Seeds idempotency keys: unique, not secret. randomUUID exists in secure contexts alone. */
export function sessionId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
