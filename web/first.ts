// first.ts: what a page with a written first page (first_page.ts) loads instead of kefu.js: its controls work before its first
// frame, all else comes after that.
//
//   <script type="module" src="…/first.js" blocking="render"></script>
for (const panel of document.querySelectorAll('kefu-panel')) {
  panel.shadowRoot?.addEventListener('click', (event) => {
    const control = (event.target as Element).closest<HTMLAnchorElement>('[data-channel],.x');
    if (!control) return;
    const { href, dataset: { channel } } = control;
    if (!channel) panel.removeAttribute('open');
    else if (!href) control.ariaBusy = 'true'; // done when the panel has come (waiting.ts)
    else if (!panel.dispatchEvent(new CustomEvent('kefu-channel', { detail: { channel, href }, bubbles: true, composed: true, cancelable: true }))) {
      event.preventDefault(); // the shop opens it itself
    }
  });
}
requestAnimationFrame(() => setTimeout(() => import('./kefu.js')));

export {};
