// actions.ts: what may be done with the case now, straight from its `allowed`. One form is open at a time. Whatever
// happens meanwhile, what was typed stays: when somebody else was faster, the form says what changed and is still there;
// after a reload or another view it opens again as it was, and a step that was sent without an answer is sent again.
import { el, fill, uniqueId } from './dom.js';
import { why, type Desk } from './view.js';
import { fieldsOf, hasForm, kGrave, kOrder } from './action_forms.js';
import type { Draft, Drafts } from './drafts.js';
import type { Field } from './fields.js';
import type { Gallery } from './gallery.js';
import { newKey } from './key.js';
import { answered, Refused } from './api.js';
import { eventText, isOver, turnOf, turnText } from './labels.js';
import type { Case, DeskCase } from '#openapi';
import { say } from './words.js';

export interface Actions {
  element: HTMLElement;
  update(data: DeskCase): void;
}

interface Open {
  event: string;
  form: HTMLFormElement;
  fields: Field[];
  news: HTMLElement;
  send: HTMLButtonElement;
}

function allowedFor(desk: Desk, c: Case): string[] {
  const mine = c.allowed.filter((a) => a.actor === desk.session.actor && hasForm(a.event)).map((a) => a.event);
  return [...new Set(mine)].sort((a, b) => kOrder.indexOf(a) - kOrder.indexOf(b));
}

const valuesOf = (fields: Field[]): Record<string, unknown> => Object.fromEntries(fields.filter((f) => f.name).map((f) => [f.name, f.kept()]));

export function actions(desk: Desk, gallery: Gallery, drafts: Drafts, done: () => Promise<void>): Actions {
  const buttons = el('div', { class: 'actions' });
  const place = el('div');
  const heading = uniqueId();
  const element = el('section', { class: 'card', 'aria-labelledby': heading }, el('h2', { id: heading }, say('case.actions')), buttons, place);
  let data: DeskCase;
  let open: Open | null = null;
  let told = '';

  const called = (event: string): string => eventText(event, data.case.type);

  function close(): void {
    open = null;
    fill(place);
    draw();
  }

  function draw(): void {
    const can = allowedFor(desk, data.case);
    const state = JSON.stringify([can.length ? can : nobody(), open?.event]);
    if (state === told) return;
    told = state;
    const at = buttons.contains(document.activeElement);
    fill(buttons, ...can.map((event, i) => el('button', {
      type: 'button', 'data-event': event, class: kGrave.has(event) ? 'grave' : i === 0 ? 'primary' : '',
      'aria-expanded': String(open?.event === event), onclick: () => (open?.event === event ? close() : begin(event, true)),
    }, called(event))), can.length === 0 && el('p', { class: 'hint' }, nobody()));
    if (at && open) buttons.querySelector<HTMLElement>(`[data-event="${open.event}"]`)?.focus();
  }

  function nobody(): string {
    const { case: c } = data;
    if (isOver(c)) return say('case.over');
    const turn = turnOf(c) ?? c.allowed.find((a) => a.actor !== 'SYSTEM')?.actor ?? null;
    return say('case.not_yours', { who: turnText(turn, desk.session.actor) });
  }

  function begin(event: string, focused: boolean): void {
    const fields = fieldsOf(event, data, gallery);
    const draft = drafts.find(event);
    const news = el('p', { class: 'news', role: 'status' });
    const send = el('button', { type: 'submit', class: kGrave.has(event) ? 'grave' : 'primary' }, called(event));
    const form = el('form', { class: 'action-form', novalidate: true, 'aria-label': called(event), onsubmit: (e: Event) => { e.preventDefault(); void submit(); } },
      news, ...fields.map((f) => f.element), el('div', { class: 'buttons' }, send, el('button', { type: 'button', class: 'quiet', onclick: giveUp }, say('cancel'))));
    open = { event, form, fields, news, send };
    sent = undefined;
    const { status, version } = draft ?? data.case;
    const keep = (): void => drafts.keep(event, { values: valuesOf(fields), status, version, ...(sent && { sent }) });
    for (const change of ['input', 'change']) form.addEventListener(change, keep);
    fill(place, form);
    if (draft) restore(open, draft);
    draw();
    if (focused) (fields.find((f) => f.name) ?? { focus: () => send.focus() }).focus();
  }

  function restore(to: Open, { values, status, version, sent: before }: Draft): void {
    for (const field of to.fields) if (field.name in values) field.restore(values[field.name]);
    if (before) void carry(to, sent = before);
    else if (version !== data.case.version) tellChange(to, status);
  }

  // What the buyer, or another desk, did meanwhile.
  function tellChange({ event, send, news }: Open, from: string): void {
    const still = allowedFor(desk, data.case).includes(event);
    send.disabled = !still;
    news.textContent = say(still ? 'changed.still' : 'changed.gone', { from: say(`status.${from}`), to: say(`status.${data.case.status}`) });
  }

  function giveUp(): void {
    if (open) drafts.drop(open.event);
    close();
  }

  /** The step that is under way, or went unanswered. */
  let sent: Draft['sent'];
  async function submit(): Promise<void> {
    if (!open || open.send.disabled) return;
    const { event, fields } = open;
    const body: Record<string, unknown> = {};
    let wrong: Field | null = null;
    for (const field of fields) {
      const value = field.read();
      if (value === undefined) wrong ??= field;
      else if (field.name && value !== null) body[field.name] = value;
    }
    if (wrong) return wrong.focus();
    // The same step once more, after no answer came, is the same key: it cannot happen twice.
    const asked = JSON.stringify({ type: event, version: data.case.version, ...body });
    if (asked !== sent?.body) sent = { body: asked, key: newKey() };
    await carry(open, sent);
  }

  async function carry(from: Open, step: NonNullable<Draft['sent']>): Promise<void> {
    const { event, fields, send, news } = from;
    const { status, version } = data.case;
    const kept = { values: valuesOf(fields), status, version };
    drafts.keep(event, { ...kept, sent: step });
    send.disabled = true;
    try {
      await desk.api.post(`/v1/cases/${encodeURIComponent(data.case.case_id)}/events`, JSON.parse(step.body), step.key);
      drafts.drop(event);
      desk.tell(say('done', { what: called(event) }));
      if (open === from) close();
      await done();
      buttons.querySelector<HTMLElement>('button')?.focus();
    } catch (error) {
      if (answered(error)) sent = undefined; // else it may have happened: a reload asks again, under the same key
      drafts.keep(event, { ...kept, ...(sent && { sent }) });
      send.disabled = false;
      await refused(error, fields, news);
    }
  }

  async function refused(error: unknown, fields: Field[], news: HTMLElement): Promise<void> {
    if (error instanceof Refused && error.status === 409) {
      const before = data.case.status;
      await done();
      news.textContent = say('conflict', { from: say(`status.${before}`), to: say(`status.${data.case.status}`) });
      return;
    }
    const name = error instanceof Refused ? error.pointer.split('/')[1] : '';
    const field = fields.find((f) => f.name && f.name === name) ?? fields.find((f) => f.name && error instanceof Refused && error.message.startsWith(`${f.name}:`));
    if (field) {
      field.complain(why(error));
      field.focus();
    } else {
      news.textContent = why(error);
    }
  }

  function update(next: DeskCase): void {
    const before = data?.case;
    data = next;
    if (open && before && before.version !== next.case.version) tellChange(open, before.status);
    const unsent = before ? null : drafts.latest();
    if (unsent && hasForm(unsent)) begin(unsent, false);
    else draw();
  }

  return { element, update };
}
