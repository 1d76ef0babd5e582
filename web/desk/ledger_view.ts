// ledger_view.ts: balances, what they sum to, and the bookings behind them, reference by reference.
import { el, fill, uniqueId } from './dom.js';
import { why, type Desk, type View } from './view.js';
import { nothing } from './labels.js';
import type { Balance, Booking, Ledger } from '#openapi';
import { knows, moment, say, yuan } from './words.js';

const kPage = 50;

/** "SUPPLIER_DEPOSIT:sup-1" in words, with whose it is. */
export function accountText(account: string): string {
  const [kind = '', ...whose] = account.split(':');
  const owner = whose.join(':');
  return (knows(`account.${kind}`) ? say(`account.${kind}`) : kind) + (owner && owner !== 'platform' ? ` · ${owner}` : ''); // there is but one platform
}

export function ledgerView(desk: Desk): View {
  const account = desk.query.get('account') ?? '';
  let rows: Booking[] = [];
  let next: string | null = null;
  let told = ''; // the first page that is drawn, as it came
  const whole = desk.session.role !== 'agent' && desk.session.role !== 'supplier';
  const heading = uniqueId();
  const sums = el('div', { class: 'card' });
  const body = el('tbody');
  const table = el('table', { class: 'bookings', 'aria-labelledby': heading, hidden: true }, el('thead', {}, el('tr', {},
    ...['at', 'reference', 'account', 'amount'].map((c) => el('th', { scope: 'col', class: c === 'amount' ? 'number' : '' }, say(`ledger.${c}`))))), body);
  const state = el('div', { role: 'status', class: 'state' }, el('p', { class: 'loading' }, say('loading')));
  const more = el('button', { type: 'button', class: 'more', hidden: true, onclick: () => void load(true) }, say('queue.more'));
  const query = (): URLSearchParams => new URLSearchParams(account ? { account } : {});
  const element = el('div', {}, el('h1', { tabindex: -1 }, say('nav.ledger')), sums,
    el('div', { class: 'line' }, el('h2', { id: heading }, account ? accountText(account) : say('ledger.bookings')),
      el('button', { type: 'button', class: 'quiet', onclick: () => void desk.api.save(`/v1/desk/ledger.csv?${query()}`, 'ledger.csv').catch((e) => desk.tell(why(e), 'trouble')) }, say('queue.csv'))),
    account && el('p', {}, el('a', { href: '#/ledger' }, say('ledger.all'))), table, state, more);

  function drawSums(all: Balance[], sum: number): void {
    const list = el('dl', { class: 'balances' }, ...all.map((b) => el('div', {},
      el('dt', {}, el('a', { href: `#/ledger?account=${encodeURIComponent(b.account)}` }, accountText(b.account))),
      el('dd', { class: b.amount < 0 ? 'minus' : '' }, yuan(b.amount), el('small', {}, say('ledger.count', { n: b.bookings }))))));
    fill(sums, el('h2', {}, say('ledger.balances')), all.length > 0 ? list : el('p', { class: 'hint' }, say('ledger.none')),
      whole && el('p', { class: sum === 0 ? 'sum good' : 'sum trouble', role: 'status' }, sum === 0 ? say('ledger.balanced') : say('ledger.unbalanced', { sum: yuan(sum) })));
  }

  async function load(further: boolean): Promise<void> {
    try {
      const asked = query();
      asked.set('limit', String(kPage));
      if (further && next) asked.set('after', next);
      const page = await desk.api.get<Ledger>(`/v1/desk/ledger?${asked}`);
      if (!further && told === (told = JSON.stringify(page))) return; // nothing is new: nothing moves
      rows = further ? [...rows, ...page.bookings] : page.bookings;
      next = page.next;
      drawSums(page.balances, page.sum);
      let before = '';
      fill(body, ...rows.map((b) => {
        const again = b.reference === before;
        before = b.reference;
        const case_id = desk.session.role === 'finance' ? undefined : /^(\d+-[0-9a-f]+):/.exec(b.reference)?.[1]; // others have no case behind them
        const paid = /^deposit:[^:]*:(.*)/.exec(b.reference)?.[1]; // the supplier's own reference
        return el('tr', { class: again ? 'again' : '' }, el('td', {}, moment(b.at)),
          el('td', {}, case_id ? el('a', { href: `#/case/${encodeURIComponent(case_id)}` }, b.reference) : paid === undefined ? b.reference : say('ledger.paid_in'),
            paid && el('small', {}, paid)),
          el('td', {}, accountText(b.account)), el('td', { class: b.amount < 0 ? 'number minus' : 'number' }, yuan(b.amount)));
      }));
      table.hidden = rows.length === 0;
      more.hidden = next === null;
      fill(state, rows.length === 0 && nothing(say('ledger.none')));
    } catch (error) {
      fill(state, nothing(why(error), el('button', { type: 'button', onclick: () => void load(false) }, say('again'))));
    }
  }
  void load(false);
  // New bookings come to the first page; whoever has read further is not thrown back.
  return { title: say('nav.ledger'), element, changed: () => { if (rows.length <= 2 * kPage && more.hidden) void load(false); } };
}
