// fields.ts: what a desk's form asks, one function a kind. Each field judges its own value and says what is wrong beside
// itself; what the server refuses is shown at the same place.
//
//   const amount = money('amount', say('field.amount'), { value: 8695, min: 1, max: 8695 });
//   form.append(amount.element);
//   amount.read()        // 8695, or undefined after it has said why not
import { el, uniqueId, type Child } from './dom.js';
import { fenOf, say, typed, yuan } from './words.js';

export interface Field {
  name: string;
  element: HTMLElement;
  /** The value for the event; undefined: wrong, and said so; null: nothing to send. */
  read(): unknown;
  /** As it stands, right or wrong: what a draft keeps. */
  kept(): unknown;
  /** What `kept` gave. */
  restore(kept: unknown): void;
  /** Shows what is wrong, "" nothing. */
  complain(sentence: string): void;
  focus(): void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function labelled(name: string, label: string, control: Control, hint: string, read: () => unknown, ...more: Child[]): Field {
  const error = el('p', { class: 'field-error', id: uniqueId(), role: 'alert' });
  const help = el('p', { class: 'hint', id: uniqueId() }, hint);
  control.id = uniqueId();
  control.setAttribute('aria-describedby', `${help.id} ${error.id}`);
  const complain = (sentence: string): void => {
    error.textContent = sentence;
    sentence ? control.setAttribute('aria-invalid', 'true') : control.removeAttribute('aria-invalid');
  };
  control.addEventListener('input', () => complain(''));
  const element = el('div', { class: 'field' }, el('label', { for: control.id }, label), control, hint && help, error, ...more);
  return {
    name, element, read, complain, focus: () => control.focus(), kept: () => control.value,
    restore: (kept) => {
      control.value = String(kept);
      control.dispatchEvent(new Event('input'));
    },
  };
}

export function money(name: string, label: string, { value, min, max }: { value: number; min: number; max: number }): Field {
  const input = el('input', { inputmode: 'decimal', autocomplete: 'off', value: typed(value), maxlength: 14 });
  const field = labelled(name, label, input, say('field.money_range', { min: yuan(min), max: yuan(max) }), () => {
    const fen = fenOf(input.value);
    if (fen !== null && fen >= min && fen <= max) return fen;
    field.complain(say('field.money_wrong', { min: yuan(min), max: yuan(max) }));
    return undefined;
  });
  return field;
}

export function count(name: string, label: string, { value, max }: { value: number; max: number }): Field {
  const input = el('input', { type: 'number', inputmode: 'numeric', min: 1, max, step: 1, value });
  const field = labelled(name, label, input, say('field.count_range', { max }), () => {
    const n = Number(input.value);
    if (Number.isInteger(n) && n >= 1 && n <= max) return n;
    field.complain(say('field.count_wrong', { max }));
    return undefined;
  });
  return field;
}

/** Lengths are in characters as the server counts them: an emoji is one. */
export function text(name: string, label: string, options: { min: number; max: number; value?: string; rows?: number; canned?: string[]; pattern?: RegExp; wrong?: string }): Field {
  const { min, max, rows = 1, canned = [] } = options;
  const control: HTMLInputElement | HTMLTextAreaElement = rows > 1 ? el('textarea', { rows }) : el('input', { autocomplete: 'off' });
  control.value = options.value ?? '';
  const length = el('output', { class: 'length' });
  const size = (): number => [...control.value.trim()].length;
  const show = (): void => { length.textContent = max <= 500 && rows > 1 ? `${size()} / ${max}` : ''; };
  control.addEventListener('input', show);
  show();
  const field = labelled(name, label, control, '', () => {
    const value = control.value.trim();
    if (!value && min === 0) return null;
    if (size() < min || size() > max || (options.pattern && !options.pattern.test(value))) {
      field.complain(options.wrong ?? say('field.text_wrong', { min, max }));
      return undefined;
    }
    return value;
  }, length, canned.length > 0 && cannedWords(canned, control));
  return field;
}

/** Ready sentences that go into a text field. */
export function cannedWords(sentences: string[], into: HTMLInputElement | HTMLTextAreaElement): HTMLElement {
  const select = el('select', { class: 'canned', 'aria-label': say('canned.title'), onchange: () => {
    if (!select.value) return;
    into.value = into.value ? `${into.value.trimEnd()}\n${select.value}` : select.value;
    select.value = '';
    into.dispatchEvent(new Event('input', { bubbles: true }));
    into.focus();
  } }, el('option', { value: '' }, say('canned.title')));
  for (const sentence of sentences) select.append(el('option', { value: sentence }, sentence));
  return select;
}

export function choice(name: string, label: string, options: { value: string; text: string }[], value: string, chosen?: (value: string) => void): Field {
  const error = el('p', { class: 'field-error', id: uniqueId(), role: 'alert' });
  const group = uniqueId();
  const radios = options.map((o) => el('input', { type: 'radio', name: group, value: o.value, checked: o.value === value, onchange: () => { complain(''); chosen?.(o.value); } }));
  const complain = (sentence: string): void => { error.textContent = sentence; };
  const element = el('fieldset', { class: 'field', 'aria-describedby': error.id }, el('legend', {}, label),
    ...radios.map((radio, i) => el('label', { class: 'option' }, radio, options[i]!.text)), error);
  return {
    name, element, complain, focus: () => (radios.find((r) => r.checked) ?? radios[0])?.focus(),
    kept: () => radios.find((r) => r.checked)?.value,
    restore: (kept) => {
      const radio = radios.find((r) => r.value === kept);
      if (!radio) return;
      radio.checked = true;
      chosen?.(radio.value);
    },
    read: () => {
      const found = radios.find((r) => r.checked)?.value;
      if (!found) complain(say('field.choose_wrong'));
      return found;
    },
  };
}

export function select(name: string, label: string, options: { value: string; text: string }[], value: string): Field {
  const control = el('select', {});
  if (!value) control.append(el('option', { value: '' }, say('field.choose')));
  for (const o of options) control.append(el('option', { value: o.value, selected: o.value === value }, o.text));
  const field = labelled(name, label, control, '', () => {
    if (control.value) return control.value;
    field.complain(say('field.choose_wrong'));
    return undefined;
  });
  return field;
}

/** A sentence among the fields. */
export function note(sentence: string): Field {
  return { name: '', element: el('p', { class: 'note' }, sentence), read: () => null, kept: () => null, restore: () => {}, complain: () => {}, focus: () => {} };
}

