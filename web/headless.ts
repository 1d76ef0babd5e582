// headless.ts: drives a panel by role and name, like a buyer with a screen reader (web-ui A10). Same core.ts, same tree.ts
// as the browser; only pixels and time are the test's.
import { connect, type ShopConnection, type ShopOptions } from './connect.js';
import type { Core } from './core.js';
import type { Stats } from './embedder.js';
import { Tree } from './tree.js';
import type { DrawList, Effect, PanelEvent, PanelNode, Role, Viewport } from './types.js';

export interface ByRoleOptions {
  /** The whole name, or a pattern in it. */
  name?: string | RegExp;
}

interface Start {
  lang: string;
  messages: Record<string, string>;
  viewport: Viewport;
  now: number;
  space: { store: string };
}

const kAnimationStepMs = 16;
const kMostSteps = 100; // more would be an animation without an end, which look.md forbids

export class HeadlessPanel {
  /** As of the element. */
  readonly stats: Stats = { frames: 0, passes: 0 };
  /** How many frames meant something new. */
  told = 0;
  readonly #tree = new Tree();
  readonly #start: Start;
  #now: number;
  #wake = -1;
  #effects: Effect[] = [];

  constructor(readonly core: Core, start: Start) {
    this.#start = start;
    this.#now = start.now;
    core.resize(start.viewport);
    core.event({ type: 'locale', lang: start.lang, messages: start.messages }, this.#now);
  }

  // --- events in ------------------------------------------------------------------------------------------------

  event(event: PanelEvent): void {
    this.core.event(event, this.#now);
    this.frame();
  }

  /** The answer to an `http` effect; `body` may be an object. */
  respond(id: number, answer: { status: number; body?: unknown }): void {
    const body = typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body);
    this.event({ type: 'response', id, status: answer.status, body });
  }

  click(node: PanelNode): void {
    const now = this.#current(node);
    if (now.disabled) throw new Error(`${describe(now)} is disabled: ${now.description ?? 'no reason is given'}`);
    this.core.activate(now.id);
    this.frame();
  }

  type(node: PanelNode, text: string): void {
    const now = this.#current(node);
    if (now.role !== 'textbox' && now.role !== 'spinbutton') throw new Error(`${describe(now)} takes no text`);
    this.event({ type: 'input', id: now.id, value: text });
  }

  /** The scroller's position; no further than the content goes. */
  scroll(top: number): void {
    const most = this.#tree.height - this.#start.viewport.height;
    this.core.scroll(Math.max(0, Math.min(top, most)));
    this.frame();
  }

  resize(viewport: Partial<Viewport>): void {
    Object.assign(this.#start.viewport, viewport);
    this.core.resize(this.#start.viewport);
    this.frame();
  }

  // --- time -----------------------------------------------------------------------------------------------------

  now(): number {
    return this.#now;
  }

  /** Runs frames until nothing moves any more. Returns how many it took. */
  frame(): number {
    for (let frames = 1; ; frames++) {
      this.#wake = this.core.frame(this.#now);
      this.stats.frames++;
      this.stats.passes += this.core.passes();
      const diff = this.core.semantics();
      if (diff) {
        this.told++;
        this.#tree.apply(diff);
      }
      this.#effects.push(...this.core.effects());
      while (this.core.texture()); // taken, as a renderer would
      if (this.#wake < 0 || this.#wake > kAnimationStepMs) return frames;
      if (frames === kMostSteps) throw new Error(`The panel still moves after ${kMostSteps} frames`);
      this.#now += Math.max(this.#wake, 1);
    }
  }

  /** Lets time pass, with a frame at each moment the panel asked for. */
  advance(ms: number): void {
    const until = this.#now + ms;
    while (this.#wake >= 0 && this.#now + this.#wake <= until) {
      this.#now += Math.max(this.#wake, 1);
      this.frame();
    }
    this.#now = Math.max(this.#now, until);
    this.frame();
  }

  /** Milliseconds until the panel wants a frame; −1: it is idle. */
  get wakeMs(): number {
    return this.#wake;
  }

  // --- what there is ----------------------------------------------------------------------------------------------

  /** The semantic tree in reading order. */
  get nodes(): PanelNode[] {
    return [...this.#tree.inOrder()];
  }

  /** Of the scroller's content. */
  get height(): number {
    return this.#tree.height;
  }

  /** What the host should do, emptied by reading. A connected panel has its http and store effects carried out. */
  effects(): Effect[] {
    return this.#effects.splice(0);
  }

  /** Exactly one node, or an error that lists what there is. */
  byRole(role: Role, options: ByRoleOptions = {}): PanelNode {
    const found = this.allByRole(role, options);
    if (found.length === 1) return found[0]!;
    const wanted = options.name === undefined ? role : `${role} ${String(options.name)}`;
    const there = this.nodes.map((node) => `  ${describe(node)}`).join('\n');
    throw new Error(`${found.length === 0 ? 'No' : found.length} node for ${wanted}. There is:\n${there}`);
  }

  allByRole(role: Role, { name }: ByRoleOptions = {}): PanelNode[] {
    const fits = (node: PanelNode) =>
      name === undefined || (typeof name === 'string' ? (node.name ?? '') === name : name.test(node.name ?? ''));
    return this.nodes.filter((node) => node.role === role && fits(node));
  }

  /** Copies of the drawing of the last frame, in device pixels. */
  draw(): DrawList[] {
    return [...this.core.drawLists()].map((list) => ({
      vertices: list.vertices.slice(),
      indices: list.indices.slice(),
      commands: list.commands.slice(),
    }));
  }

  /** Carries http and store effects out against a real server. */
  connect(options: ShopOptions): ShopConnection {
    return connect(this, this.#start.space.store, options);
  }

  #current(node: PanelNode): PanelNode {
    const now = this.#tree.nodes.get(node.id);
    if (!now) throw new Error(`${describe(node)} is no longer there`);
    return now;
  }
}

function describe(node: PanelNode): string {
  const value = node.value ? ` = ${JSON.stringify(node.value)}` : '';
  return `${node.role} ${JSON.stringify(node.name ?? '')}${value}${node.disabled ? ' (disabled)' : ''}`;
}
