// figures_view.ts: the dashboard: how much came, why, how long it took, how often it was refused and overturned, what was
// sent late, and what suppliers have deposited.
import { el, fill } from './dom.js';
import { why, type Desk, type View } from './view.js';
import { nothing } from './labels.js';
import { accountText } from './ledger_view.js';
import { bars, lines } from './plots.js';
import type { Dashboard } from '#openapi';
import { duration, say, yuan } from './words.js';

const kDays = ['7', '30', '90'];
const kReasons = 8; // the rest is summed up
const kSettleMs = 1000;

/** "25 %" of two whole numbers, and both of them; a dash where there is nothing to divide by. */
function rate(part: number, whole: number): [string, string] {
  return [whole > 0 ? `${Math.round(100 * part / whole)} %` : '—', say('figures.of', { part, whole })];
}

export function figuresView(desk: Desk): View {
  const days = kDays.includes(desk.query.get('days') ?? '') ? desk.query.get('days')! : '30';
  const content = el('div', { class: 'figures' }, el('p', { class: 'loading', role: 'status' }, say('loading')));
  const element = el('div', {}, el('h1', { tabindex: -1 }, say('nav.figures')),
    el('nav', { class: 'tabs', 'aria-label': say('figures.span') }, ...kDays.map((d) => el('a', { href: `#/figures?days=${d}`, 'aria-current': d === days ? 'true' : null }, say('figures.days', { n: d })))), content);
  let told = '';
  let settle = 0;

  async function load(): Promise<void> {
    try {
      const f = await desk.api.get<Dashboard>(`/v1/desk/dashboard?days=${days}`);
      const state = JSON.stringify({ ...f, to: '' });
      if (state === told) return;
      told = state;
      draw(f);
    } catch (error) {
      if (!told) fill(content, nothing(why(error), el('button', { type: 'button', onclick: () => void load() }, say('again'))));
    }
  }

  function tile(name: string, value: string, small = ''): HTMLElement {
    return el('div', { class: 'tile' }, el('dt', {}, name), el('dd', {}, value, small && el('small', {}, small)));
  }

  function draw(f: Dashboard): void {
    const time = (s: number | null): string => (s === null ? '—' : duration(s * 1000));
    const first = f.by_reason.slice(0, kReasons).map((r) => ({ label: say(`reason.${r.reason}`), count: r.count }));
    const rest = f.by_reason.slice(kReasons).reduce((sum, r) => sum + r.count, 0);
    const [refusal, refusals] = rate(f.refused, f.opened);
    const [overturn, overturns] = rate(f.overturned, f.refused);
    const [late, lates] = rate(f.late_orders, f.orders);
    fill(content,
      el('dl', { class: 'tiles' },
        tile(say('figures.opened'), String(f.opened), say('figures.ended', { n: f.ended })),
        tile(say('figures.cycle'), time(f.cycle_median_s), f.cycle_p90_s === null ? '' : say('figures.p90', { t: time(f.cycle_p90_s) })),
        tile(say('figures.refusal'), refusal, refusals),
        tile(say('figures.overturn'), overturn, overturns),
        tile(say('figures.late'), late, lates),
        tile(say('figures.judged'), String(f.judged))),
      el('div', { class: 'card' }, lines(say('figures.by_day'), f.by_day)),
      el('div', { class: 'pair' },
        el('div', { class: 'card' }, bars(say('figures.by_reason'), say('fact.reason'), rest > 0 ? [...first, { label: say('figures.rest'), count: rest }] : first)),
        el('div', { class: 'card' }, bars(say('figures.by_type'), say('queue.type'), f.by_type.map((t) => ({ label: say(`type.${t.type}`), count: t.count }))))),
      f.deposits.length > 0 && el('div', { class: 'card' }, el('h2', {}, say('figures.deposits')), el('dl', { class: 'balances' },
        ...f.deposits.map((b) => el('div', {}, el('dt', {}, b.account.split(':')[1] ?? accountText(b.account)), el('dd', {}, yuan(b.amount)))))));
  }

  void load();
  return {
    title: say('nav.figures'), element,
    changed: () => {
      clearTimeout(settle);
      settle = window.setTimeout(() => void load(), kSettleMs);
    },
    close: () => clearTimeout(settle),
  };
}
