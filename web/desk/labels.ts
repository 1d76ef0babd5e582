// labels.ts: the words of a case that several views show: its state, whose turn it is, what its history says.
import { el, type Child } from './dom.js';
import type { Actor, Case } from '#openapi';
import { knows, moment, remaining, say } from './words.js';

const kTones: Record<string, string> = { SUCCESS: 'good', CLOSED: 'calm', REFUNDING: 'good', SELLER_REFUSE_BUYER: 'trouble', REFUND_FAILED: 'trouble' };
const kRunning = new Set([2, 3, 4, 5, 10, 11]);

/** The platform is at it, also after the end: an appeal. */
export const isAtPlatform = (c: { cs_status: number }): boolean => kRunning.has(c.cs_status);
export const isOver = (c: { status: string; cs_status: number }): boolean => (c.status === 'SUCCESS' || c.status === 'CLOSED') && !isAtPlatform(c);

export function chip(text: string, tone: string): HTMLElement {
  return el('span', { class: `chip ${tone}` }, text);
}

/** The state in a word; an intervention goes before it. */
export function statusChip(c: { status: string; cs_status: number }): HTMLElement {
  if (isAtPlatform(c)) return chip(say(`cs.${c.cs_status}`), 'note');
  return chip(say(`status.${c.status}`), kTones[c.status] ?? 'waiting');
}

export function turnText(turn: string | null, me: Actor | null): string {
  if (!turn) return say('turn.none');
  return turn === me ? say('turn.me') : say(`turn.${turn}`);
}

/** A countdown that `refreshCountdowns` keeps right. */
export function countdown(due: string): HTMLElement {
  const { text, tone } = remaining(due, Date.now());
  return el('time', { class: `countdown ${tone}`, datetime: due, 'data-due': due }, text);
}

export function refreshCountdowns(within: ParentNode): void {
  for (const time of within.querySelectorAll<HTMLElement>('time[data-due]')) {
    const { text, tone } = remaining(time.dataset.due!, Date.now());
    if (time.textContent !== text) time.textContent = text;
    time.className = `countdown ${tone}`;
  }
}

/** Whose turn it is: an actor, or both parties. */
export function turnOf(c: Case): string | null {
  if (isAtPlatform(c)) return c.cs_status === 10 || c.cs_status === 11 ? 'PARTIES' : 'XIAOER';
  if (c.status === 'REFUNDING') return 'SYSTEM';
  if (['SELLER_REFUSE_BUYER', 'WAIT_BUYER_MODIFY', 'WAIT_BUYER_RETURN_GOODS', 'WAIT_BUYER_CONFIRM_NEW_GOODS'].includes(c.status)) return 'BUYER';
  const desk = c.allowed.find((a) => ['agree', 'agree_return', 'address', 'receive', 'consign', 'retry'].includes(a.event) && a.actor !== 'SYSTEM');
  return desk?.actor ?? null;
}

export const actorText = (actor: string): string => say(`actor.${actor}`);

const ofType = (key: string, type: string): string => (knows(`${key}.${type}`) ? `${key}.${type}` : key);

/** What somebody does: what comes back for an exchange or a repair is no return. */
export const eventText = (event: string, type: string): string => say(ofType(`event.${event}`, type));

/** What a step of the history was: an event, a timer that ran out, or what followed by itself. */
export function stepText(event: string, type: string): string {
  if (knows(`event.${event}.${type}`)) return eventText(event, type);
  return say(knows(`step.${event}`) ? `step.${event}` : 'step.other');
}

/** What happens unless somebody acts. */
export function deadlineText(c: Case, { id, at }: { id: string; at: string }): string {
  const key = c.type === 'COMPLAINT' && id.startsWith('D1') ? 'deadline.complaint' : ofType(`deadline.${id}`, c.type);
  return say(key, { when: moment(at) });
}

/** Which deadline runs now: the earliest. */
export function nextDeadline(c: Case): { id: string; at: string } | null {
  const open = c.deadlines.filter((d) => d.at).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return open[0] ?? null;
}

/** A heading and what belongs under it. */
export function section(heading: string, ...children: Child[]): HTMLElement {
  return el('section', { class: 'card' }, el('h2', {}, heading), ...children);
}

/** Shown in place of content, with what to do. */
export function nothing(sentence: string, ...children: Child[]): HTMLElement {
  return el('div', { class: 'nothing' }, el('p', {}, sentence), ...children);
}
