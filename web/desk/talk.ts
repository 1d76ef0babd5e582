// talk.ts: what was said about a case, and the place to answer, with pictures. What is being typed or was attached survives
// every change of the case, another view and a reload, after which what was on its way is sent again under its key.
import { el, fill } from './dom.js';
import { why, type Desk } from './view.js';
import { answered } from './api.js';
import type { Draft, Drafts } from './drafts.js';
import { evidenceField, type Gallery } from './gallery.js';
import { cannedWords, type Field } from './fields.js';
import { newKey } from './key.js';
import { actorText } from './labels.js';
import type { Case, DeskCase, Message } from '#openapi';
import { knows, moment, say } from './words.js';

const kDraft = 'message';

export interface Talk {
  element: HTMLElement;
  update(messages: Message[], now: Case): void;
}

export function talk(desk: Desk, { case: { case_id, status, version }, limits }: DeskCase, gallery: Gallery, drafts: Drafts, said: () => Promise<void>): Talk {
  const longest = limits.message_max;
  const log = el('div', { class: 'talk', role: 'log', 'aria-label': say('talk.title'), tabindex: 0 });
  const input = el('textarea', { rows: 2, maxlength: longest * 2, 'aria-label': say('talk.write'), placeholder: say('talk.write'), onkeydown: (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.isComposing) { e.preventDefault(); void send(); }
  } });
  const length = el('output', { class: 'length' });
  const error = el('p', { class: 'field-error', role: 'alert' });
  const button = el('button', { type: 'submit', class: 'primary' }, say('talk.send'));
  const attached = el('div', { class: 'attached' });
  let pieces: Field;
  const size = (): number => [...input.value.trim()].length;
  const measure = (): void => {
    length.textContent = size() > 0 ? `${size()} / ${longest}` : '';
    error.textContent = size() > longest ? say('talk.too_long', { most: longest }) : '';
  };
  const form = el('form', { class: 'compose', onsubmit: (e: Event) => { e.preventDefault(); void send(); } },
    input, length, attached, el('div', { class: 'buttons' }, cannedWords([1, 2, 3, 4].map((n) => say(`canned.talk.${n}`)), input), button), error);
  input.addEventListener('input', measure);
  for (const change of ['input', 'change']) form.addEventListener(change, () => keep());
  // A supplier reads along and gives feedback instead.
  const supplier = desk.session.role === 'supplier';
  const reads = el('p', { class: 'hint' }, say('talk.supplier'));
  const element = el('section', { class: 'card' }, el('h2', {}, say('talk.title')), log, supplier ? reads : form);

  /** What may have been said: nobody has answered yet. */
  let sent: Draft['sent'];
  function keep(): void {
    drafts.keep(kDraft, { values: { text: input.value, evidence: pieces.kept() }, status, version, ...(sent && { sent }) });
  }

  function clear(): void {
    drafts.drop(kDraft);
    input.value = '';
    pieces = evidenceField('evidence', say('talk.attach'), gallery, { most: limits.message_evidence_max, from: [] });
    fill(attached, pieces.element);
    measure();
  }

  /** The message as it stands there; nothing while a piece of it is wrong. */
  function body(): string | undefined {
    const evidence = pieces.read();
    const text = input.value.trim();
    return evidence === undefined ? undefined : JSON.stringify(evidence ? { text, evidence } : { text });
  }

  async function send(): Promise<void> {
    if (button.disabled || size() === 0 || size() > longest) return input.focus();
    const message = body();
    if (message === undefined) return pieces.focus();
    if (message !== sent?.body) sent = { body: message, key: newKey() };
    await carry(sent);
    input.focus();
  }

  async function carry(message: NonNullable<Draft['sent']>): Promise<void> {
    const same = body() === message.body; // else more was written since, which stays
    const lock = (on: boolean): void => { button.disabled = input.readOnly = (pieces.element as HTMLFieldSetElement).disabled = on; };
    lock(true);
    error.textContent = '';
    keep();
    try {
      await desk.api.post(`/v1/cases/${encodeURIComponent(case_id)}/messages`, JSON.parse(message.body), message.key);
      sent = undefined;
      if (same) clear();
      else keep();
      await said();
    } catch (failed) {
      if (answered(failed)) sent = undefined; // else it may have been said: a reload asks again, under the same key
      keep();
      error.textContent = why(failed);
    } finally {
      lock(false);
    }
  }

  const draft = drafts.find(kDraft);
  clear();
  if (draft) {
    input.value = String(draft.values.text);
    pieces!.restore(draft.values.evidence);
    measure();
    if (draft.sent) void carry(sent = draft.sent);
    else keep();
  }

  function line(m: Message): HTMLElement {
    if (m.code) return el('div', { class: 'notice' }, el('span', {}, knows(`notice.${m.code}`) ? say(`notice.${m.code}`) : say('step.other')), el('time', { datetime: m.at }, moment(m.at)));
    const shown = gallery.items.filter((item) => m.evidence.includes(item.id)).map((item) => gallery.picture(item));
    return el('div', { class: m.from === desk.session.actor ? 'own' : m.from === 'BUYER' ? 'buyer' : '' },
      el('b', {}, actorText(m.from)), el('p', {}, m.text), ...shown, el('time', { datetime: m.at }, moment(m.at)));
  }

  let told = '';
  return {
    element,
    update(messages, now) {
      reads.hidden = !now.allowed.some((a) => a.event === 'feedback');
      const state = messages.map((m) => m.id).join() + gallery.items.length;
      if (state === told) return;
      const atEnd = told === '' || log.scrollHeight - log.scrollTop - log.clientHeight < 40;
      told = state;
      fill(log, ...messages.map(line), messages.length === 0 && el('p', { class: 'hint' }, say('talk.none')));
      if (atEnd) log.scrollTop = log.scrollHeight;
    },
  };
}
