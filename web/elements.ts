// elements.ts: one semantic node → one real element with ARIA's words (web-ui A2). Text goes in as text, links only with
// schemes that open something: nothing a shop or a buyer writes can become markup or script.
import type { PanelNode } from './types.js';

const kLinkSchemes = new Set(['https:', 'http:', 'tel:', 'mailto:', 'sms:']);

/** The element of a node: `root` is placed in the tree, `target` carries role, name and focus. */
export interface Made {
  root: HTMLElement;
  target: HTMLElement;
}

export const isField = (node: PanelNode) => node.role === 'textbox' || node.role === 'file';
export const isContainer = (node: PanelNode) =>
  node.role === 'list' || node.role === 'log' || node.role === 'radiogroup' || node.role === 'group' || node.role === 'dialog';

function kindOf(node: PanelNode): string {
  switch (node.role) {
    case 'heading': return `h${Math.min(Math.max(node.level ?? 2, 1), 3)}`;
    case 'textbox': case 'file': return node.multiline ? 'textarea' : 'input';
    case 'img': return node.style === 'film' ? 'video' : 'canvas';
    case 'link': return 'a';
    case 'button': case 'radio': case 'checkbox': return 'button';
    case 'text': case 'status': case 'alert': return 'p';
    default: return 'div';
  }
}

/** A node may come back on another screen as something else, or outside its list: then it gets a new element. */
export function stillFits(made: Made, node: PanelNode, inList: boolean): boolean {
  return made.target.localName === kindOf(node) && made.target.dataset['role'] === node.role && made.root.className === boxOf(node, inList);
}

// What stands around the target: a field's label and help; an item, whose list may hold nothing else; room for a description.
function boxOf(node: PanelNode, inList: boolean): string {
  if (isField(node)) return 'field';
  if (inList && node.role !== 'listitem') return 'item';
  return node.description && !isContainer(node) ? 'item told' : '';
}

/** `inList`: the parent is a list, whose children must be items. */
export function make(node: PanelNode, inList: boolean): Made {
  const target = document.createElement(kindOf(node));
  target.dataset['role'] = node.role;
  if (target instanceof HTMLButtonElement) target.type = 'button';
  const box = boxOf(node, inList);
  if (!box) return { root: target, target };
  const root = document.createElement('div');
  root.className = box;
  if (box === 'item') root.setAttribute('role', 'listitem');
  if (box === 'field') {
    const label = document.createElement('label');
    target.dir = 'auto';
    target.id = label.htmlFor = `f${node.id}`;
    root.append(label);
  }
  root.append(target);
  return { root, target };
}

// Words of its own beside the element, seen on the plain page; generated content would become part of the name.
function describe({ root, target }: Made, node: PanelNode): void {
  let help = root.querySelector<HTMLElement>(':scope>.help');
  if (!node.description) {
    help?.remove();
    target.removeAttribute('aria-describedby');
    return;
  }
  if (!help) {
    help = document.createElement('p');
    help.className = 'help';
    help.id = `d${node.id}`;
    help.dir = 'auto';
    root.append(help);
    target.setAttribute('aria-describedby', help.id);
  }
  help.textContent = node.description;
  help.dataset['tone'] = node.invalid ? 'trouble' : '';
}

export function update(made: Made, node: PanelNode, leaf: boolean): void {
  const { target } = made;
  const name = node.name ?? '';
  const set = (key: string, value: string | number | boolean | undefined | null) => {
    if (value === undefined || value === null || value === false || value === '') target.removeAttribute(key);
    else target.setAttribute(key, String(value));
  };
  target.dataset['style'] = node.style ?? '';
  target.dataset['tone'] = node.tone ?? '';
  describe(made, node);
  set('aria-disabled', node.disabled);
  set('aria-current', node.current && 'true');
  if (node.expanded !== undefined) set('aria-expanded', String(node.expanded));

  switch (node.role) {
    case 'textbox': case 'file':
      set('aria-invalid', node.invalid);
      updateField(made, node);
      return;
    case 'link':
      updateLink(target as HTMLAnchorElement, node);
      break;
    case 'radio': case 'checkbox':
      set('role', node.role);
      set('aria-checked', String(!!node.checked));
      break;
    case 'spinbutton':
      set('aria-valuetext', node.value);
      target.tabIndex = 0;
      range();
      break;
    case 'progressbar':
      range();
      break;
    case 'button':
      target.tabIndex = node.style === 'step' ? -1 : 0; // the stepper between them is the one stop, and has keys for both
      break;
    case 'heading': case 'text':
      break;
    case 'dialog': // not aria-modal: what is beneath is gone, and the live regions beside it must be heard
      target.tabIndex = -1;
      set('role', node.role);
      break;
    default:
      set('role', node.role);
  }
  if (node.role === 'heading') target.tabIndex = -1; // a new screen's title takes focus
  const named = !leaf || isContainer(node) || node.role === 'spinbutton' || node.role === 'progressbar' || node.role === 'img';
  if (named) set('aria-label', name);
  else if (target.textContent !== name) {
    target.textContent = name;
    target.dir = 'auto'; // a name or a product's title may be Arabic
    target.removeAttribute('aria-live'); // scaffold.ts
  }
  if (node.role === 'radiogroup') {
    set('aria-required', node.required);
    set('aria-invalid', node.invalid);
  }

  function range(): void {
    set('role', node.role);
    set('aria-valuemin', node.min ?? 0);
    set('aria-valuemax', node.max ?? 0);
    set('aria-valuenow', node.now ?? 0);
  }
}

/** A row's picture, on the plain page. It says nothing that the row's name does not. */
export function picture({ target }: Made, href: string): void {
  let img = target.querySelector('img');
  if (!href) {
    img?.remove();
    return;
  }
  if (!img) target.prepend((img = document.createElement('img')));
  img.alt = '';
  if (img.src !== href) img.src = href;
}

/** Core → DOM, but never under the buyer's composition. */
export function writeValue(target: HTMLInputElement | HTMLTextAreaElement, value: string, composing: boolean): void {
  if (!composing && target.value !== value) target.value = value;
}

function updateField(made: Made, node: PanelNode): void {
  const field = made.target as HTMLInputElement | HTMLTextAreaElement;
  made.root.firstElementChild!.textContent = node.name ?? '';
  field.placeholder = node.placeholder ?? '';
  if (node.role === 'file') Object.assign(field, { accept: node.placeholder, multiple: true });
  field.inputMode = node.input_mode || 'text';
  field.setAttribute('autocomplete', node.autocomplete || 'off');
  field.setAttribute('enterkeyhint', node.multiline ? 'enter' : 'done');
  if (field instanceof HTMLInputElement) field.type = node.role === 'file' ? 'file' : node.input_mode === 'tel' ? 'tel' : 'text';
  field.readOnly = !!node.disabled;
  field.required = !!node.required;
}

function updateLink(link: HTMLAnchorElement, node: PanelNode): void {
  const scheme = schemeOf(node.href ?? '');
  if (node.disabled || !kLinkSchemes.has(scheme)) {
    link.removeAttribute('href');
    return;
  }
  link.href = node.href!;
  link.rel = 'noopener noreferrer';
  if (scheme.startsWith('http')) link.target = '_blank';
  else link.removeAttribute('target');
}

function schemeOf(href: string, base = document.baseURI): string {
  try {
    return new URL(href, base).protocol;
  } catch {
    return '';
  }
}

/** Whether a link to there opens something, and nothing but that. */
export const opens = (href: string, base?: string) => kLinkSchemes.has(schemeOf(href, base));
