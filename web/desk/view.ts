// view.ts: what a view gets from the page, what it gives back, and how a refusal is put into words.
import { Refused, type Api } from './api.js';
import type { Session } from './session.js';
import type { Uploads } from './upload.js';
import { say } from './words.js';

/** What a view gets, and what the page asks of it. */
export interface Desk {
  api: Api;
  uploads: Uploads;
  session: Session;
  query: URLSearchParams;
  go(address: string): void;
  /** Says it to a screen reader, too. */
  tell(sentence: string, tone?: 'good' | 'trouble'): void;
}
export interface View {
  title: string;
  element: HTMLElement;
  /** The server said that this case changed; "": something may have. */
  changed?(case_id: string): void;
  close?(): void;
}

/** A refusal in words: the page's own for what it knows, else the server's. */
export function why(error: unknown): string {
  if (!(error instanceof Refused)) return say('error.failed');
  const key = `error.${error.code}`;
  const known = say(key);
  return known === error.code ? error.message || say('error.failed') : known;
}
