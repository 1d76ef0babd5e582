// kefu.ts: the launcher: <kefu-panel> as a real button and nothing else until the buyer wants more (design "How data flows").
//
//   <kefu-panel store="s-101" item="i-1" endpoint="https://kefu.example" lang="zh-CN"></kefu-panel>
//   <script type="module" src="…/kefu.js"></script>
//
// Attributes: store item tid page endpoint lang token theme position(left|right) offset("x y", px) badge open.
// Properties: the same but `open`, getToken(): Promise<string>, stats. Methods: open(), close(). Events: shop.ts, codes.ts.
import type { ErrorCode } from './codes.js';
import type { Host } from './host.js';
import type * as Panel from './panel.js';

const kOutline = 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h2.5v5H5a1 1 0 0 1-1-1zm16 0h-2.5v5h1a1.5 1.5 0 0 0 1.5-1.5zM19 19a5 3 0 0 1-5 2h-2';
const kCss = `:host{display:contents}:host([hidden]){display:none}.launch{all:initial;position:fixed;z-index:var(--kefu-z-index,2147483000);right:calc(var(--x,16px) + env(safe-area-inset-right));bottom:calc(var(--y,16px) + env(safe-area-inset-bottom));height:56px;width:56px;border-radius:50%;display:grid;place-items:center;background:var(--kefu-accent,#D23A00);box-shadow:0 1px 3px #0003,0 6px 16px #0003;color:var(--kefu-accent-text,#fff);cursor:pointer;touch-action:manipulation;-webkit-tap-highlight-color:transparent}:host([position=left]) .launch{right:auto;left:calc(var(--x,16px) + env(safe-area-inset-left))}:host([open]) .launch{visibility:hidden}.launch:focus-visible{outline:2px solid #0B5CAD;outline-offset:2px}.launch svg{height:28px;width:28px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}.launch span{position:absolute;top:-2px;right:-2px;min-width:20px;padding:0 5px;border-radius:10px;background:#B3161B;color:#fff;text-align:center;font:600 12px/20px system-ui}.launch span:empty{display:none}`;
const kSvg = 'http://www.w3.org/2000/svg';
const kMirrored = ['store', 'item', 'tid', 'page', 'endpoint', 'theme', 'position', 'offset', 'badge'] as const;

export interface KefuPanel extends Record<(typeof kMirrored)[number], string | null> {}

export class KefuPanel extends HTMLElement {
  static readonly observedAttributes = [...kMirrored, 'lang', 'token', 'open'];

  /** Asked for a token when there is none yet, or when the last one was refused. */
  declare getToken?: () => Promise<string>; // no field: it would hide what the page set before the script came
  readonly #button = document.createElement('button');
  readonly #badge = document.createElement('span');
  #life: AbortController | undefined;
  #host: Host | undefined;
  #token: string | null = null;
  #asking: Promise<void> | undefined;
  #wanted = false;

  constructor() {
    super();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' }); // first_page.ts
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(kCss);
    root.adoptedStyleSheets = [sheet];
    const svg = document.createElementNS(kSvg, 'svg');
    const path = document.createElementNS(kSvg, 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    path.setAttribute('d', kOutline);
    this.#button.className = 'launch';
    this.#button.ariaHasPopup = 'dialog';
    svg.append(path);
    this.#button.append(svg, this.#badge);
    root.append(this.#button);
    for (const name of [...kMirrored, 'token'] as const) { // set before the element was one, so set on it alone
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<this>)[name];
      this[name] = value;
    }
  }

  get token(): string | null {
    return this.#token ?? this.getAttribute('token');
  }
  /** Never stored, never reflected. */
  set token(value: string | null) {
    this.#token = value || null;
    this.#host?.tell({ type: 'identity', signed_in: this.#signedIn() });
  }

  /** Frames drawn and passes run so far: idle panels must not count. */
  get stats(): Readonly<Panel.Stats> {
    return this.#host?.stats ?? { frames: 0, passes: 0 };
  }

  open(): void {
    this.setAttribute('open', '');
  }
  close(): void {
    this.removeAttribute('open');
  }

  connectedCallback(): void {
    if (this.#life) return this.#host?.moved(); // only re-parented
    this.#life = new AbortController();
    const { signal } = this.#life;
    const button = this.#button;
    button.addEventListener('click', () => this.open(), { signal });
    for (const intent of ['pointerenter', 'focus', 'pointerdown'] as const) {
      button.addEventListener(intent, () => void this.#load().then((host) => host?.prepare(intent), () => undefined), { signal, once: true });
    }
    if (document.readyState === 'complete') this.#idle(signal);
    else addEventListener('load', () => this.#idle(signal), { signal, once: true });
    this.#label();
    if (this.hasAttribute('open')) void this.#show();
  }

  // A page that moves the element takes it out and puts it in again: only what stays out for a task is gone.
  disconnectedCallback(): void {
    setTimeout(() => {
      if (this.isConnected) return;
      this.#life?.abort();
      this.#host?.destroy();
      this.#life = this.#host = undefined;
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === 'open') {
      if (now !== null && before === null) void this.#show();
      else if (now === null && this.#host) {
        this.#host.close();
        this.#tell('kefu-close');
      }
    } else if (name === 'token') this.token = now;
    else if (name === 'offset') {
      const [x = 16, y = 16] = now?.match(/-?[\d.]+/g) ?? [];
      this.#button.style.setProperty('--x', `${x}px`);
      this.#button.style.setProperty('--y', `${y}px`);
    } else {
      this.#label();
      this.#host?.refresh();
    }
  }

  #signedIn(): boolean {
    return Boolean(this.token || this.getToken);
  }

  readonly #lang = () => this.closest<HTMLElement>('[lang]')?.lang || navigator.language;

  #label(): void {
    const badge = this.badge ?? '';
    const lang = this.#lang();
    const label = /^zh-(tw|hk|mo|hant)/i.test(lang) ? '聯絡客服' : /^zh/i.test(lang) ? '联系客服' : 'Contact service';
    this.#badge.textContent = badge === '0' ? '' : badge;
    this.#button.ariaLabel = this.#badge.textContent ? `${label} (${badge})` : label;
  }

  #target() {
    return {
      store: this.store ?? '',
      item: this.item,
      tid: this.tid,
      page: this.page ?? 'ITEM_DETAIL',
    };
  }

  // Only fills the browser's cache, and not for buyers who save data.
  #idle(signal: AbortSignal): void {
    if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
    const later = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 2000));
    later(() => {
      if (signal.aborted || this.#wanted) return; // it is being fetched
      for (const file of ['panel.js', 'core.wasm']) fetch(new URL(file, import.meta.url), { priority: 'low' } as RequestInit).catch(() => undefined);
    });
  }

  async #load(): Promise<Host | undefined> {
    this.#wanted = true;
    const panel = this.#host ? null : await import('./panel.js'); // even of what is there, an import takes its time
    if (!this.isConnected) return;
    return (this.#host ??= panel!.createHost({
      element: this,
      root: this.shadowRoot!,
      lang: this.#lang,
      target: () => this.#target(),
      endpoint: () => this.endpoint ?? '',
      token: (refused) => this.#fresh(refused),
      signedIn: () => this.#signedIn(),
      closed: () => this.close(),
    }));
  }

  async #show(): Promise<void> {
    try {
      const host = await this.#load();
      if (!host || !this.hasAttribute('open')) return;
      host.open();
      this.#tell('kefu-open');
    } catch (error) {
      this.close();
      this.#tell('kefu-error', { message: String(error), code: 'PANEL_LOAD_FAILED' satisfies ErrorCode });
    }
  }

  // One question at a time, however many calls wait for its answer.
  async #fresh(refused: boolean): Promise<string | null> {
    const ask = this.getToken;
    if (ask && (refused || !this.token)) {
      this.#asking ??= Promise.resolve().then(ask).catch(() => null).then((token) => {
        this.#token = token;
        this.#asking = undefined;
      });
      await this.#asking;
    }
    return this.token;
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

for (const name of kMirrored) {
  Object.defineProperty(KefuPanel.prototype, name, {
    get(this: HTMLElement) { return this.getAttribute(name); },
    set(this: HTMLElement, value: unknown) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}
// An entry that a panel made for Back (back.ts) and that a reload left behind would cost the buyer a press in vain.
if (history.state?.kefu && !document.querySelector('[open]')) history.back();
if (!customElements.get('kefu-panel')) customElements.define('kefu-panel', KefuPanel);
