// Elements of the panel by role and name, through its open shadow root; runs inside the page, so it uses nothing from outside.
//
//   await page.evaluate(look, { role: 'button', name: '查看订单', within: { role: 'group', name: '我的订单' } })
//
// Gives what is there to be seen, in reading order: name, text, rectangle, and whether a click in its middle would reach it.
export function look({ role, name, partly = false, leaf = false, within, scroll = false }) {
  const kRoles = { A: 'link', BUTTON: 'button', H1: 'heading', H2: 'heading', H3: 'heading', INPUT: 'textbox', TEXTAREA: 'textbox',
    P: 'paragraph', IMG: 'img' };
  const root = document.querySelector('kefu-panel')?.shadowRoot;
  if (!root) return []; // the launcher's script has not come yet
  const roleOf = (e) => e.getAttribute('role') ?? kRoles[e.tagName];
  const nameOf = (e) => (e.getAttribute('aria-label') ?? [...e.labels ?? []].map((l) => l.textContent).join(' ')) || e.textContent;
  const isSeen = (e) => (getComputedStyle(e).display === 'contents' || e.checkVisibility({ visibilityProperty: true })) && !e.closest('[aria-hidden=true]');
  const fits = (e, wanted) => (!wanted.role || roleOf(e) === wanted.role)
    && (wanted.name === undefined || (wanted.partly ? nameOf(e).includes(wanted.name) : nameOf(e).trim() === wanted.name)) && isSeen(e);
  const all = [...root.querySelectorAll('*')];
  const isLeaf = (e) => ![...e.children].some((c) => c.textContent.includes(name));
  const places = within && all.filter((e) => fits(e, within));
  const found = all.filter((e) => fits(e, { role, name, partly }) && (!leaf || isLeaf(e))
    && (!places || places.some((p) => p !== e && p.contains(e))));
  if (scroll) found[0]?.scrollIntoView({ block: 'center' });
  return found.map((e) => {
    const { x, y, width, height } = e.getBoundingClientRect();
    const at = root.elementFromPoint(x + width / 2, y + height / 2);
    return {
      role: roleOf(e), name: nameOf(e).trim(), text: e.textContent, x, y, width, height, reachable: e.contains(at),
      focused: root.activeElement === e, value: e.value, disabled: e.getAttribute('aria-disabled') === 'true',
      layer: e.dataset.layer ?? e.closest('[data-layer]')?.dataset.layer,
    };
  });
}
