// back.ts: Back, the phone's button or its gesture, goes one step back in the panel instead of leaving the shop.
//
// Where there is a CloseWatcher the browser asks that one, and the history stays the shop's alone. Elsewhere an entry of
// our own is what Back takes away. The web views of apps have the first, but their Back is the app's: it knows the second.

interface Watcher {
  onclose: (() => void) | null;
  destroy(): void;
}

const kKey = 'kefu';
const kInApp = /; wv\)/;

/** What Back does in each open panel; the last one opened is meant. */
const guards: (() => void)[] = [];
let leaving = false; // going back takes effect later: asking twice would leave the shop's page

/** Until the returned function is called. `gone`: the element was taken out, perhaps by a router on its way elsewhere. */
export function guardBack(dismiss: () => void): (gone: boolean) => void {
  const { CloseWatcher } = window as { CloseWatcher?: new () => Watcher };
  return CloseWatcher && !kInApp.test(navigator.userAgent) ? byWatcher(CloseWatcher, dismiss) : byHistory(dismiss);
}

function byWatcher(Kind: new () => Watcher, dismiss: () => void): () => void {
  let watcher: Watcher;
  const arm = () => {
    watcher = new Kind();
    watcher.onclose = () => {
      arm(); // one watcher is one step
      dismiss();
    };
  };
  arm();
  return () => watcher.destroy();
}

function byHistory(dismiss: () => void): (gone: boolean) => void {
  if (!guards.length) addEventListener('popstate', popped);
  guards.push(dismiss);
  if (!ours()) push();
  return (gone) => {
    guards.splice(guards.indexOf(dismiss), 1);
    if (guards.length) return;
    removeEventListener('popstate', popped);
    // Going back could undo the router's own step: the entry stays, for the next panel. And what hears that this one is
    // closed may go elsewhere first.
    if (!gone) setTimeout(leave);
  };
}

function popped(): void {
  if (ours()) return;
  push();
  if (!leaving) guards.at(-1)!(); // else opened again while the former entry was still on its way out
}

function leave(): void {
  if (leaving || guards.length || !ours()) return;
  leaving = true;
  addEventListener('popstate', () => setTimeout(() => { leaving = false; }), { once: true });
  history.back();
}

const ours = () => Boolean((history.state as Record<string, unknown> | null)?.[kKey]);
const push = () => history.pushState({ ...(history.state as object | null), [kKey]: true }, '');
