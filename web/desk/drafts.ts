// drafts.ts: what is half written about a case, kept for the tab's life under who wrote it: a reload, another view or a
// session that ended loses nothing. It goes when it was sent or given up, all of it when somebody signs out.
//
//   const drafts = new Drafts(session, case_id);
//   drafts.keep('refuse', { values: { message: '凭证不足' }, status: c.status, version: c.version });
//   drafts.find('refuse'); drafts.latest(); drafts.drop('refuse');
import type { Session } from './session.js';

const kPrefix = 'kefu-desk-draft';

export interface Draft {
  /** By the field's name, as the field gave it. */
  values: Record<string, unknown>;
  /** Of the case when it was begun. */
  status: string;
  version: number;
  /** What was sent and not answered: the body and its Idempotency-Key. The same again cannot happen twice. */
  sent?: { body: string; key: string };
}

// Where a browser refuses storage, the page's own memory is enough for all but a reload.
const memory = new Map<string, string>();

function stored(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null;
  }
}

function store(name: string, text: string | null): void {
  if (text === null) memory.delete(name);
  else memory.set(name, text);
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch { /* memory has it */ }
}

export class Drafts {
  private readonly prefix: string;

  constructor({ role, subject, store: shop }: Session, case_id: string) {
    this.prefix = JSON.stringify([kPrefix, role, subject, shop, case_id]);
  }

  keep(what: string, draft: Draft): void {
    store(this.prefix + what, JSON.stringify(draft));
    store(this.prefix, what);
  }

  find(what: string): Draft | null {
    const text = stored(this.prefix + what);
    return text ? JSON.parse(text) as Draft : null;
  }

  /** The step that was written at last and not yet sent. */
  latest(): string | null {
    const what = stored(this.prefix);
    return what && this.find(what) ? what : null;
  }

  drop(what: string): void {
    store(this.prefix + what, null);
  }

  static forgetAll(): void {
    const names = [...memory.keys()];
    try {
      names.push(...Object.keys(sessionStorage));
    } catch { /* memory is all there is */ }
    for (const name of names) if (name.includes(kPrefix)) store(name, null);
  }
}
