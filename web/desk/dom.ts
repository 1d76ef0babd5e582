// dom.ts: elements made by calls. Text goes in as text nodes alone, so nothing that a buyer wrote becomes markup.
//
//   el('p', { class: 'note', role: 'status' }, say('ledger.balances'), el('b', {}, amount))
//   el('button', { type: 'button', onclick: () => send() }, say('talk.send'))

type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Props = Record<string, Value>;
export type Child = Node | string | null | undefined | false;

const kSvg = 'http://www.w3.org/2000/svg';

function dress(element: Element, props: Props, children: Child[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  append(element, children);
}

function append(element: Element, children: Child[]): void {
  for (const child of children) if (child) element.append(child);
}

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, props, children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(kSvg, tag);
  dress(element, props, children);
  return element;
}

/** What the element holds, replaced. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

let made = 0;
/** An id that no other element has. */
export const uniqueId = (): string => `d${++made}`;

/** Terms and their values; what has no value is left out. */
export function facts(rows: [string, Child][]): HTMLElement {
  const list = el('dl', { class: 'facts' });
  for (const [term, value] of rows) if (value) list.append(el('div', {}, el('dt', {}, term), el('dd', {}, value)));
  return list;
}
