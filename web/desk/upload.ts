// upload.ts: a file on its way into a case, by the panel's own client (web/evidence.ts, dist/evidence.js, fetched when the
// first one is chosen): pictures are drawn anew within the store's limits, bytes go in chunks that go on after a cut.
//
//   const uploads = new Uploads(token, actor, expired);
//   const item = await uploads.send(file, { tid, case_id, limits }, (part) => …);     // throws an Error that says why not
import type { Actor, DeskCase, Evidence } from '#openapi';
import type { Evidence as Client } from '../evidence.js';
import type { PanelEvent } from '../types.js';
import { knows, say } from './words.js';

type News = Extract<PanelEvent, { type: 'file' }>;
export interface Target { tid: string; case_id: string; limits: DeskCase['limits'] }

export class Uploads {
  private client: Promise<Client> | undefined;
  private readonly running = new Map<number, (news: News) => void>();
  private made = 0;

  constructor(private readonly token: string, private readonly actor: Actor | null, private readonly expired: () => void) {
    // Bytes that are still on their way would be lost with the page: the browser asks first.
    addEventListener('beforeunload', (event) => { if (this.running.size > 0) event.preventDefault(); });
  }

  async send(file: File, { tid, case_id, limits }: Target, progress: (part: number) => void): Promise<Evidence> {
    this.client ??= this.load();
    const client = await this.client.catch((error: unknown) => {
      this.client = undefined; // the next try loads it anew
      throw error;
    });
    const number = ++this.made;
    const id = await new Promise<string>((done, fail) => {
      this.running.set(number, ({ state, progress: part, id: whole, code = 'other' }) => {
        if (state === 'sending') return progress(part / 100);
        this.running.delete(number);
        if (state === 'done') return done(whole!);
        const key = `evidence.code.${code}`;
        fail(new Error(say(knows(key) ? key : 'evidence.code.other')));
      });
      client.start({
        type: 'upload', file: number, tid, case_id, kind: 'IMAGE',
        bytes: limits.picture_bytes_max, side: limits.picture_side_max, video_bytes: limits.video_bytes_max,
      }, file);
    });
    const film = file.type.startsWith('video/');
    return {
      id, kind: film ? 'VIDEO' : 'IMAGE', type: film ? file.type as Evidence['type'] : 'image/jpeg', bytes: file.size,
      by: this.actor === null || this.actor === 'ERP' || this.actor === 'SYSTEM' ? 'SELLER' : this.actor, at: new Date().toISOString(), caption: '',
    };
  }

  private async load(): Promise<Client> {
    const { Evidence: Client } = await import('../evidence.js');
    const token = (refused: boolean): Promise<string | null> => {
      if (refused) this.expired();
      return Promise.resolve(refused ? null : this.token);
    };
    return new Client({
      connection: { endpoint: '', fetch: (url, init) => fetch(url, init), token }, stop: new AbortController().signal,
      tell: (event) => { if (event.type === 'file') this.running.get(event.file)?.(event); },
    });
  }
}
