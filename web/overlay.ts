// overlay.ts: the semantic tree as real elements laid exactly over what the canvas painted (design rule 4).
//
// [X] DOM order = reading order  [X] focus survives changes  [X] composition is never disturbed  [X] roving radio groups
// [X] what has the focus and goes hands it on: it never falls to the page, where Escape and Tab would be the shop's
// [X] content that scrolled under the header or the bar is clipped: it can neither be tapped nor seen through them
import { isContainer, isField, make, picture, stillFits, update, writeValue, type Made } from './elements.js';
import type { Tree } from './tree.js';
import type { PanelNode, SemanticDiff } from './types.js';

/** What the buyer did, by node. */
export interface OverlayEvents {
  activate(id: number): void;
  press(id: number): void;
  input(id: number, value: string): void;
  /** Chosen, before `input` says how many. */
  files(files: File[]): void;
  /** Shows a piece of evidence in its element. */
  show(target: HTMLElement, src: string): void;
  /** The address of a picture that the service named. */
  picture(src: string): string;
}

const kInteractive = new Set(['button', 'link', 'radio', 'checkbox', 'textbox', 'spinbutton', 'file']);
const kRingPx = 8; // a clipped element keeps the room for its focus ring
const kTapTargets = 'button,a';
const kStops = 'button,a[href],[tabindex="0"]';
const kNextRadio: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const kSteps: Record<string, number> =
  { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };

export class Overlay {
  /** A real form: browsers offer autofill only in one. */
  readonly root = document.createElement('form');
  readonly #made = new Map<number, Made>();
  readonly #ids = new WeakMap<Element, number>();
  readonly #typed = new Set<number>();
  #composing = 0;
  #pressed = 0;
  #order: number[] = [];
  #clipped: PanelNode[] = [];
  #plain = false;

  constructor(readonly tree: Tree, readonly events: OverlayEvents, signal: AbortSignal) {
    this.root.className = 'tree';
    this.root.noValidate = true;
    this.#listen(signal);
  }

  /** The plain page shows pictures; over the canvas they are only names. */
  plain(on: boolean): void {
    this.#plain = on;
    for (const node of this.tree.nodes.values()) this.#picture(node);
  }

  apply(diff: SemanticDiff): void {
    const focused = this.#focused();
    const had = focused && this.#ids.get(focused);
    for (const id of diff.remove ?? []) this.#drop(id);
    const parents = new Set([...this.tree.nodes.values()].map((node) => node.parent ?? 0));
    for (const node of diff.upsert ?? []) this.#put(node, !parents.has(node.id));
    if (diff.order || diff.upsert) this.#arrange();
    this.#rove(diff.upsert ?? []);
    this.#clipped = [...this.tree.nodes.values()].filter((node) => node.layer !== 'fixed' && kInteractive.has(node.role));
    if (diff.focus != null) this.#made.get(diff.focus)?.target.focus({ preventScroll: true });
    else if (had && !this.#focused()) this.#handOn(had, focused.tabIndex < 0);
    this.#order = this.tree.order;
  }

  /** After each frame: what the core made of the text that was typed since the last one. */
  settle(): void {
    for (const id of this.#typed) {
      const node = this.tree.nodes.get(id);
      const field = this.#made.get(id)?.target;
      if (node && field) writeValue(field as HTMLInputElement, node.value ?? '', this.#composing === id);
    }
    this.#typed.clear();
  }

  /** Clips what is in sight, but outside the free band. `top`: the scroller's scrollTop; `height`: what it shows of its content. */
  clip(top: number, [above, below]: readonly [number, number], height: number): void {
    for (const node of this.#clipped) {
      const [, y, , h] = node.rect;
      if (y + h < top || y > top + height) continue;
      const target = this.#made.get(node.id)?.root;
      const [over, under] = [above - (y - top), y - top + h - below];
      const clip = over > 0 || under > 0 ? `inset(${over > 0 ? over : -kRingPx}px ${-kRingPx}px ${under > 0 ? under : -kRingPx}px)` : '';
      if (target && target.style.clipPath !== clip) target.style.clipPath = clip;
    }
  }

  focusables(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(`${kStops},input,textarea`)].filter((e) => e.tabIndex >= 0);
  }

  /** The band between what is fixed: the header of the screen or the sheet, and the bar. */
  free(height: number): [above: number, below: number] {
    let [above, below] = [0, height];
    for (const { layer, role, style, rect: [, y, , h] } of this.tree.nodes.values()) {
      if (layer !== 'fixed') continue;
      if (role === 'heading') above = Math.max(above, y + h);
      else if (style === 'bar') below = Math.min(below, y);
    }
    return [above, Math.max(above, below)];
  }

  #put(node: PanelNode, leaf: boolean): void {
    let made = this.#made.get(node.id);
    const inList = this.tree.nodes.get(node.parent ?? 0)?.role === 'list';
    if (made && !stillFits(made, node, inList)) {
      this.#drop(node.id);
      made = undefined;
    }
    if (!made) {
      made = make(node, inList);
      this.#made.set(node.id, made);
      this.#ids.set(made.target, node.id);
    }
    made.root.dataset['layer'] = node.layer ?? 'content';
    if (isContainer(node) || !leaf) {
      made.root.dataset['box'] = ''; // has no place of its own: its children have
    } else {
      delete made.root.dataset['box'];
      const [x, y, w, h] = node.rect;
      const style = made.root.style;
      style.left = `${x}px`;
      style.top = `${y}px`;
      style.width = `${w}px`;
      style.height = `${h}px`;
    }
    update(made, node, leaf);
    if (isField(node)) writeValue(made.target as HTMLInputElement, node.value ?? '', this.#composing === node.id);
    this.#picture(node);
  }

  #picture(node: PanelNode): void {
    const made = node.src && this.#made.get(node.id);
    if (made && node.role === 'img') this.events.show(made.target, node.src!);
    else if (made) picture(made, this.#plain ? this.events.picture(node.src!) : '');
  }

  #drop(id: number): void {
    if (this.#composing === id) this.#composing = 0; // nobody will say that it ended
    if (this.#pressed === id) this.#press(0);
    this.#made.get(id)?.root.remove();
    this.#made.delete(id);
  }

  #focused(): HTMLElement | null {
    const at = (this.root.getRootNode() as ShadowRoot | Document).activeElement;
    return this.root.contains(at) ? at as HTMLElement : null;
  }

  // To the same thing in another element, to what now stands in its place, else to what stood before it, else (and from what
  // was no stop itself) to the title. Never to a field, which would bring up the soft keyboard, nor back to the header,
  // whose next Enter would leave.
  #handOn(gone: number, title: boolean): void {
    const { order, nodes } = this.tree;
    const stop = (ids: number[]) => ids.map((id) => this.#made.get(id)?.target).find((e) => e && e.tabIndex >= 0 && e.matches(kStops));
    let next = this.#made.get(gone)?.target;
    if (!next && !title) {
      const before = this.#order.slice(0, this.#order.indexOf(gone)).reverse();
      const place = order.indexOf(before.find((id) => nodes.has(id)) ?? 0) + 1;
      next = stop(order.slice(place)) ?? stop(order.slice(0, place).reverse().filter((id) => nodes.get(id)?.layer !== 'fixed'));
    }
    (next ?? this.root.querySelector<HTMLElement>('h1') ?? this.root.closest<HTMLElement>('.scroller'))?.focus();
  }

  #press(id: number): void {
    if (id !== this.#pressed) this.events.press((this.#pressed = id));
  }

  // Every element behind its predecessor in reading order, inside its parent. The focused one is never moved: its
  // neighbours are, because moving it would close the keyboard and break a composition.
  #arrange(): void {
    const cursors = new Map<Element, Element | null>();
    const focused = this.#focused();
    for (const node of this.tree.inOrder()) {
      const root = this.#made.get(node.id)?.root;
      if (!root) continue;
      const parent = this.#parentOf(node);
      let at = cursors.has(parent) ? cursors.get(parent)! : parent.firstElementChild;
      if (at !== root && root.parentElement === parent && focused && root.contains(focused)) {
        while (at && at !== root) {
          const next: Element | null = at.nextElementSibling;
          parent.append(at);
          at = next;
        }
      }
      if (at === root) at = root.nextElementSibling;
      else parent.insertBefore(root, at);
      cursors.set(parent, at);
    }
  }

  // A card without a name of its own has no node; its children stand where it would.
  #parentOf(node: PanelNode): HTMLElement {
    return this.#made.get(node.parent ?? 0)?.target ?? this.root;
  }

  // One tab stop a group: the chosen choice, or the first.
  #rove(changed: PanelNode[]): void {
    const groups = new Set(changed.filter((n) => n.role === 'radio' || n.role === 'radiogroup').map((n) => (n.role === 'radio' ? n.parent : n.id)));
    for (const group of groups) {
      const radios = [...this.tree.inOrder()].filter((n) => n.role === 'radio' && n.parent === group);
      const stop = radios.find((n) => n.checked && !n.disabled) ?? radios.find((n) => !n.disabled);
      for (const n of radios) this.#made.get(n.id)!.target.tabIndex = n === stop ? 0 : -1;
    }
  }

  #nodeOf(event: Event, selector: string): PanelNode | undefined {
    const element = (event.target as Element | null)?.closest(selector);
    return element ? this.tree.nodes.get(this.#ids.get(element) ?? 0) : undefined;
  }

  #listen(signal: AbortSignal): void {
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.root.addEventListener(type, act, { signal });
    on('submit', (e) => e.preventDefault());
    on('click', (e) => {
      const node = this.#nodeOf(e, kTapTargets);
      if (node && !node.disabled) this.events.activate(node.id);
    });
    on('pointerdown', (e) => { if (!e.button) this.#hold(e); });
    on('pointerout', (e) => {
      if (!this.#made.get(this.#pressed)?.target.contains(e.relatedTarget as Node | null)) this.#press(0);
    });
    for (const type of ['pointerup', 'pointercancel', 'keyup'] as const) on(type, () => this.#press(0));
    on('focusout', (e) => {
      this.#composing = 0; // some keyboards end a composition without a word
      if (this.#nodeOf(e, kTapTargets)?.id === this.#pressed) this.#press(0);
    });
    on('compositionstart', (e) => { this.#composing = this.#nodeOf(e, 'input,textarea')?.id ?? 0; });
    on('compositionend', (e) => {
      this.#composing = 0;
      this.#type(e); // some engines send no `input` after it
    });
    on('input', (e) => this.#type(e));
    on('keydown', (e) => this.#key(e));
  }

  #hold(event: Event): void {
    const node = this.#nodeOf(event, kTapTargets);
    if (node && !node.disabled) this.#press(node.id);
  }

  #type(event: Event): void {
    const node = this.#nodeOf(event, 'input,textarea');
    if (!node) return;
    const field = event.target as HTMLInputElement;
    let { value } = field;
    if (field.files) {
      this.events.files([...field.files]);
      value = `${field.files.length}`;
      field.value = ''; // the same may be chosen again
    } else this.#typed.add(node.id);
    this.events.input(node.id, value);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return; // belongs to the input method
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.target.files) {
      event.target.blur(); // "done": the keyboard goes, the button below comes back into view
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') return this.#hold(event);
    const node = this.#nodeOf(event, '[role=radio],[role=spinbutton]');
    const way = node && (node.role === 'radio' ? kNextRadio : kSteps)[event.key];
    if (!way) return;
    event.preventDefault();
    if (node.role === 'radio') this.#nextRadio(node, way);
    else this.#step(node, way);
  }

  #nextRadio(node: PanelNode, way: number): void {
    const radios = [...this.tree.inOrder()].filter((n) => n.role === 'radio' && n.parent === node.parent && !n.disabled);
    const next = radios[(radios.findIndex((n) => n.id === node.id) + way + radios.length) % radios.length];
    if (!next) return;
    this.#made.get(next.id)?.target.focus();
    this.events.activate(next.id);
  }

  #step(node: PanelNode, by: number): void {
    const value = Math.min(Math.max((node.now ?? 0) + by, node.min ?? 0), node.max ?? 0);
    if (value !== node.now) this.events.input(node.id, String(value));
  }
}
