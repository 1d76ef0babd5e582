// session.ts: who works at this desk: the token that a link brought, for the tab's life.
//
//   const session = takeSession();      // null: nobody is signed in
//   session.role, session.actor         // 'agent', 'SELLER'
//
// The token comes behind the address's # and is taken out of it at once, so that no bookmark, screenshot or history
// keeps it. What it claims is read for showing only: the server alone judges it.
import type { Actor } from '#openapi';

export type DeskRole = 'agent' | 'platform_desk' | 'xiaoer' | 'supplier' | 'finance';

const kKey = 'kefu-desk-token';
const kActors: Record<DeskRole, Actor | null> = {
  agent: 'SELLER', platform_desk: 'PLATFORM_DESK', xiaoer: 'XIAOER', supplier: 'SUPPLIER', finance: null,
};

export interface Session {
  token: string;
  role: DeskRole;
  actor: Actor | null; // null: acts nowhere
  subject: string;
  store: string;
}

// A browser may refuse storage; then the session is the page's.
function kept(): string | null {
  try {
    return sessionStorage.getItem(kKey);
  } catch {
    return null;
  }
}

function keep(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(kKey);
    else sessionStorage.setItem(kKey, token);
  } catch { /* the page's own memory is enough */ }
}

function read(token: string): Session | null {
  try {
    const part = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const role = String(claims.role);
    if (!(role in kActors) || Number(claims.exp) * 1000 <= Date.now()) return null;
    return { token, role: role as DeskRole, actor: kActors[role as DeskRole], subject: String(claims.sub), store: String(claims.store ?? '') };
  } catch {
    return null;
  }
}

export function takeSession(): Session | null {
  const given = /^#token=([\w.-]+)$/.exec(location.hash)?.[1];
  if (given) {
    history.replaceState(null, '', location.pathname + location.search);
    keep(given);
  }
  const token = given ?? kept();
  return token ? read(token) : null;
}

export function endSession(): void {
  keep(null);
}
