// codes.ts: every `detail.code` of a `kefu-error` event. A shop may count on them: they are added to, never renamed. Types
// only: nothing here runs. hardness.test.mjs provokes each of them and looks at what is left for the buyer.

/** What the host found out itself, and how the buyer goes on. */
export type ErrorCode =
  | 'PANEL_LOAD_FAILED' // panel.js did not come: the launcher is still there for another try
  | 'WASM_LOAD_FAILED' // core.wasm did not come in time, or not as itself: a sentence, another try, ways to a human
  | 'WASM_REFUSED' // this page's policy or this browser runs no WebAssembly: a sentence and ways to a human
  | 'CORE_STOPPED' // the module trapped: the same, and another try starts it anew
  | 'LOCALE_FAILED' // a language's sentences are missing or unreadable: the panel speaks another one
  | 'WEBGL_REFUSED' // no WebGL context, or one without shaders: the plain page
  | 'WEBGL_LOST' // the context was lost and did not come back soon: the plain page, until it does
  | 'READBACK_FALSIFIED' // the browser gives other pixels back than were drawn: the plain page
  | 'STORAGE_REFUSED'; // drafts live in memory and end with the page

/** What the module reports, in its own words: a wrong embedding, or an answer of the service that is none. */
export type CoreErrorCode =
  | 'INVALID_CONFIG' // the element names no store
  | 'INVALID_JSON'; // the service answered with no JSON; other codes of include/kefu/error.hpp: with JSON of another shape
