// What pictures of the panel need from the page: what is below, and what no two runs have alike.

/** Scrolls to the end; whether there was anything below, and the way back. */
export async function toBottom(buyer) {
  const before = await buyer.element.evaluate((e) => {
    const s = e.shadowRoot.querySelector('.scroller');
    if (!s) return null; // still closed
    const top = s.scrollTop;
    s.scrollTop = s.scrollHeight;
    return s.scrollTop > top ? top : null;
  });
  if (before === null) return null;
  return () => buyer.element.evaluate((e, top) => { e.shadowRoot.querySelector('.scroller').scrollTop = top; }, before);
}

/** Where the panel's elements of that selector are, in CSS pixels; `words`: only those with exactly such words. */
export const places = (buyer, selector, words = '') => buyer.element.evaluate((e, [css, pattern]) => {
  const all = [...e.shadowRoot.querySelectorAll(css)].filter((one) => !pattern || new RegExp(pattern).test(one.textContent));
  return all.map((one) => one.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x, y, w: width, h: height }));
}, [selector, words]);

/** The number of a case is new each time. It ends its line, as wide as its digits happen to be; beneath a sheet it is seen, but
 *  no element any more, so that all above the sheet is left out. */
export async function chance(buyer) {
  const kRoom = 200;
  const sheet = await places(buyer, '[role=dialog] [role=dialog] > *'); // it has no height itself
  if (sheet.length > 0) return buyer.numbered ? [{ x: 0, y: 0, w: buyer.page.viewportSize().width, h: Math.min(...sheet.map(({ y }) => y)) }] : [];
  const numbers = await places(buyer, ':not(:has(*))', '\\d{13}-[0-9a-f]{8}$');
  buyer.numbered = numbers.length > 0;
  // A countdown, too, has moved on by as much as the panel's own timers have.
  const countdowns = await places(buyer, '[data-style=chip]', '^还剩|left$');
  return [...numbers.map(({ x, y, w, h }) => ({ x: x + w - kRoom, y, w: kRoom, h })), ...countdowns.map((place) => ({ ...place, w: kRoom }))];
}
