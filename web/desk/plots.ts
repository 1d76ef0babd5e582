// plots.ts: two plain plots in SVG, made by calls: bars beside each other's names, and two lines over days. Each is a
// picture with a name for a screen reader, and its numbers stand in a table beside it, for everybody.
import { el, svg } from './dom.js';
import { date, say } from './words.js';

const kHigh = 190, kLeft = 34, kRight = 32, kFoot = 22, kTop = 10;
const kBarHigh = 28;

/** A plot, and the same as a table under "show the numbers". */
function figure(name: string, picture: SVGElement, columns: string[], rows: (string | number)[][]): HTMLElement {
  return el('figure', {}, el('figcaption', {}, name), picture,
    el('details', {}, el('summary', {}, say('plot.numbers')), el('table', { class: 'small' },
      el('thead', {}, el('tr', {}, ...columns.map((c, i) => el('th', { scope: 'col', class: i > 0 ? 'number' : '' }, c)))),
      el('tbody', {}, ...rows.map(([first, ...rest]) => el('tr', {}, el('th', { scope: 'row' }, String(first)), ...rest.map((v) => el('td', { class: 'number' }, String(v)))))))));
}

export function bars(name: string, column: string, items: { label: string; count: number }[]): HTMLElement {
  if (items.length === 0) return el('figure', {}, el('figcaption', {}, name), el('p', { class: 'hint' }, say('plot.none')));
  const most = Math.max(...items.map((i) => i.count));
  // Bars as rows of a list: their names wrap as text does, at any width.
  const list = el('ol', { class: 'bars', 'aria-hidden': 'true' }, ...items.map((item) => el('li', {},
    el('span', { class: 'bar-name' }, item.label),
    svg('svg', { viewBox: `0 0 100 ${kBarHigh}`, preserveAspectRatio: 'none', class: 'bar' },
      svg('rect', { x: 0, y: 6, width: Math.max(1, 100 * item.count / most), height: kBarHigh - 12, rx: 0 })),
    el('b', {}, String(item.count)))));
  const numbers = figure(name, svg('svg'), [column, say('plot.cases')], items.map((i) => [i.label, i.count]));
  numbers.querySelector('svg')!.replaceWith(list);
  return numbers;
}

/** A round number at or above n, for the axis. */
function ceiling(n: number): number {
  const step = Math.max(2, 10 ** Math.floor(Math.log10(n)));
  return Math.ceil(n / step) * step; // its half is whole, too
}

export function lines(name: string, days: { day: string; opened: number; ended: number }[]): HTMLElement {
  const top = ceiling(Math.max(...days.map((d) => Math.max(d.opened, d.ended)), 1));
  const wide = innerWidth < 768 ? 380 : 1120; // near what it will have, so that its words are as large as the page's
  const x = (i: number): number => kLeft + (wide - kLeft - kRight) * (days.length > 1 ? i / (days.length - 1) : 0.5);
  const y = (n: number): number => kTop + (kHigh - kTop - kFoot) * (1 - n / top);
  const path = (of: (d: (typeof days)[number]) => number): string => days.map((d, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(of(d)).toFixed(1)}`).join('');
  const marks = (of: (d: (typeof days)[number]) => number, kind: string): SVGElement[] =>
    days.length > 40 ? [] : days.map((d, i) => svg('circle', { cx: x(i).toFixed(1), cy: y(of(d)).toFixed(1), r: of(d) > 0 ? 3 : 0, class: kind }));
  const every = Math.max(1, Math.ceil(days.length / 6));
  const picture = svg('svg', { viewBox: `0 0 ${wide} ${kHigh}`, role: 'img', class: 'lines-plot', 'aria-label': name },
    ...[0, top / 2, top].map((n) => svg('g', { class: 'grid' }, svg('line', { x1: kLeft, x2: wide - kRight, y1: y(n), y2: y(n) }),
      svg('text', { x: kLeft - 8, y: y(n) + 4, 'text-anchor': 'end' }, String(n)))),
    ...days.map((d, i) => ((days.length - 1 - i) % every ? null
      : svg('text', { x: x(i), y: kHigh - 4, 'text-anchor': i === 0 ? 'start' : 'middle' }, date(d.day)))),
    svg('path', { d: path((d) => d.opened), class: 'opened' }), svg('path', { d: path((d) => d.ended), class: 'ended' }), // dashes over a line are seen
    ...marks((d) => d.opened, 'opened'), ...marks((d) => d.ended, 'ended'));
  const shown = figure(name, picture, [say('plot.day'), say('plot.opened'), say('plot.ended')], days.map((d) => [d.day, d.opened, d.ended]));
  shown.insertBefore(el('p', { class: 'legend' }, el('span', { class: 'opened' }, say('plot.opened')), el('span', { class: 'ended' }, say('plot.ended'))), picture);
  return shown;
}
