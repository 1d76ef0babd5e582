// stream.ts: hears what happens to the caller's cases while the page is seen (GET /v1/stream, server-sent events by fetch,
// because an EventSource sends no Authorization).
//
//   follow({ endpoint, token }, (news) => …, closed.signal);    // news {}: some were missed, read everything anew
//
// While nothing happens no timer runs: the service's heartbeats show that the line is alive, and whether it still is, is looked at
// when the page is seen again. A page that is hidden lets go at the next heartbeat and catches up later, as after any cut, by
// the last id: of a server's six connections a browser's tabs would soon have none left.

import type { StreamEvent, StreamHello } from '#openapi';

export type News = Partial<StreamEvent>;

export interface Source {
  /** As of net.ts's Connection. */
  readonly endpoint: string;
  token(refused: boolean): Promise<string | null>;
}

type Heard = (news: News) => void;

interface Line {
  /** The last id. */
  last?: string | undefined;
  token?: string | null;
  stop?: AbortController;
  /** How long the service wants to be left alone; it may be no number. */
  askedMs?: number;
}

const kBackSeconds = 60; // what the page shows is at most so old when the first stream begins
const kFirstPauseMs = 1000;
const kLongestPauseMs = 60_000;
const kSilentMs = 40_000; // the service says something every 15 s

const lines = new WeakMap<Source, Line>();

/** Resolves when it is stopped, or when there is nobody to listen: no token, or none that counts. Called again for the same source,
 *  it goes on with the new token. */
export async function follow(source: Source, heard: Heard, closed: AbortSignal): Promise<void> {
  const line = lines.get(source) ?? {};
  lines.set(source, line);
  let token = await source.token(false);
  if (closed.aborted || (line.stop?.signal.aborted === false && token === line.token)) return;
  line.stop?.abort();
  const stop = (line.stop = new AbortController());
  const { signal } = stop;
  closed.addEventListener('abort', () => stop.abort(), { signal });
  line.token = token;
  for (let pause = kFirstPauseMs, refused = false; token && !signal.aborted;) {
    if (document.hidden || !navigator.onLine) {
      await rest(0, signal);
      continue;
    }
    const before = line.last, begun = Date.now();
    line.askedMs = 0;
    const status = await hear(source, token, line, heard, signal);
    if (status === 401 && !refused) {
      refused = true;
      line.token = token = await source.token(true);
      continue;
    }
    if (status >= 400 && status < 500 && status !== 429) break;
    refused = false;
    const worked = line.last !== before || Date.now() - begun > kSilentMs;
    pause = worked ? kFirstPauseMs : Math.min(pause * 2, kLongestPauseMs);
    await rest((line.askedMs || 0) + pause * Math.random(), signal); // not all at once after a restart
  }
  stop.abort();
}

/** One stream to its end; the answer's status, 0 for none. */
async function hear(source: Source, token: string, line: Line, heard: Heard, stop: AbortSignal): Promise<number> {
  const cut = new AbortController();
  const { signal } = cut;
  const end = () => cut.abort();
  let status = 0, alive = Date.now();
  const look = () => { if (Date.now() - alive > kSilentMs) end(); };
  stop.addEventListener('abort', end, { signal });
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', end, { signal }); // another network: the old connection is dead, though nobody may have said so
  addEventListener('pagehide', end, { signal }); // some browsers keep what a closed page was reading
  try {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (line.last) headers['Last-Event-ID'] = line.last;
    const response = await fetch(`${source.endpoint.replace(/\/$/, '')}/v1/stream?back=${kBackSeconds}`, {
      headers, signal, credentials: 'omit', redirect: 'error', cache: 'no-store',
    });
    status = response.status;
    line.askedMs = 1000 * Number(response.headers.get('Retry-After'));
    if (status !== 200) return status;
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done || document.hidden) break;
      alive = Date.now();
      const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const [, id, data] = /^id: (.+)\n[^]*^data: (.+)$/m.exec(block) ?? [];
        if (!data) continue;
        line.last = id;
        const news = JSON.parse(data) as News & Partial<StreamHello>;
        if (news.case_id) heard(news);
        else if (!news.complete) heard({});
      }
    }
  } catch {
    // Cut, refused or not to be had: the same to whoever listens.
  } finally {
    end();
  }
  return status;
}

/** So long, or until the page is seen or the network is back; 0: until then alone. */
const rest = (ms: number, stop: AbortSignal) => new Promise<void>((done) => {
  const over = new AbortController();
  const { signal } = over;
  const end = () => {
    clearTimeout(timer);
    over.abort();
    done();
  };
  const timer = ms ? setTimeout(end, ms) : 0;
  document.addEventListener('visibilitychange', end, { signal });
  addEventListener('online', end, { signal });
  stop.addEventListener('abort', end, { signal });
  if (stop.aborted) end();
});
