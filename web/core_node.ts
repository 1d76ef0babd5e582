// core_node.ts: the module as Node uses it: made at once, and the engine's commands besides the panel (no browser asks them).
import { Core } from './core.js';
import type { GlyphSource } from './types.js';

export class NodeCore extends Core {
  /** Browsers refuse to instantiate large modules synchronously. */
  static createSync(module: WebAssembly.Module, glyphs: GlyphSource): NodeCore {
    const core = new NodeCore();
    core.start(new WebAssembly.Instance(module, core.imports(glyphs)));
    return core;
  }

  /** Adds a policy pack; the error's text, or null. */
  policyAdd(json: string): string | null {
    return this.pass(json, (p, n) => this.x.policy_add(p, n)) === 0 ? null : this.out();
  }

  run(command: string, json: string): { ok: boolean; json: string } {
    const status = this.pass(command, (c, cn) => this.pass(json, (p, n) => this.x.engine_run(c, cn, p, n)));
    return { ok: status === 0, json: this.out() };
  }
}
