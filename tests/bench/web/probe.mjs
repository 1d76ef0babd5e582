// Runs in the measured page, before its own scripts: looks once a frame whether the buyer could go on.

/** `from`: 'load' (the navigation's start) or 'click'. Leaves window.probe = {usable, canvas}: promises of milliseconds. */
export function installProbe({ find, answers, from }) {
  const kPatienceMs = 30_000;
  let start = 0;

  const activeIn = (root) => {
    let at = root.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  };
  function opacity(element) {
    let product = 1;
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) product *= Number(getComputedStyle(at).opacity);
    return product;
  }
  function uncovered(element) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (width < 1 || height < 1 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element));
  }
  function isUsable() {
    const control = find();
    if (!control || !uncovered(control) || !control.checkVisibility({ visibilityProperty: true }) || opacity(control) < 0.5) return false;
    control.focus();
    return activeIn(document) === control && answers(control);
  }
  const canvasShown = () => Boolean(document.querySelector('kefu-panel')?.shadowRoot?.querySelector('.painted .tree a[href]'));

  // A task after the frame: by then it was handed to the screen.
  function watch(look) {
    return new Promise((done, fail) => {
      const frame = () => {
        if (look()) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - start);
          port2.postMessage(0);
        } else if (performance.now() - start > kPatienceMs) fail(new Error('never usable'));
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  }
  const begin = () => ({ usable: watch(isUsable), canvas: watch(canvasShown) });
  if (from === 'load') window.probe = begin();
  else addEventListener('click', (event) => { start = event.timeStamp; window.probe = begin(); }, { capture: true, once: true });
}
