// embedder.ts: what the element tells its panel, and what the panel reports back. Types only: nothing here runs.

/** The launcher implements it. */
export interface Embedder {
  element: HTMLElement;
  root: ShadowRoot;
  lang(): string;
  target(): { store: string; item: string | null; tid: string | null; page: string };
  endpoint(): string;
  token(refused: boolean): Promise<string | null>;
  /** Whether the page has a token, or can be asked for one. */
  signedIn(): boolean;
  closed(): void;
}

/** Since the element was made: what was drawn, and how often the views were asked for it. */
export interface Stats {
  frames: number;
  passes: number;
}
