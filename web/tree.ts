// tree.ts: the semantic tree as the host keeps it: diffs applied, nothing interpreted. The overlay, the plain page and the
// headless driver read the same one.
import type { PanelNode, SemanticDiff } from './types.js';

export class Tree {
  readonly nodes = new Map<number, PanelNode>();
  order: number[] = [];
  height = 0;
  sheet = false;
  busy = false;

  apply(diff: SemanticDiff): void {
    for (const id of diff.remove ?? []) this.nodes.delete(id);
    for (const node of diff.upsert ?? []) this.nodes.set(node.id, node);
    if (diff.order) this.order = diff.order;
    this.height = diff.height ?? this.height;
    this.sheet = diff.sheet ?? this.sheet;
    this.busy = diff.busy ?? this.busy;
  }

  /** In reading order. */
  *inOrder(): Generator<PanelNode> {
    for (const id of this.order) {
      const node = this.nodes.get(id);
      if (node) yield node;
    }
  }
}
