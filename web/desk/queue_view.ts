// queue_view.ts: what waits, by deadline. The filters are the address, so that Back, a reload and a shared link keep
// them; pages are added at the end by hand, and a change of the server's replaces what is shown without moving the focus.
import { el, fill, uniqueId } from './dom.js';
import { why, type Desk, type View } from './view.js';
import { countdown, nothing, refreshCountdowns, statusChip, turnText } from './labels.js';
import type { DeskCases, DeskRow } from '#openapi';
import { duration, moment, say, yuan } from './words.js';

const kPage = 50, kMost = 200; // rows of a page: at first, and at most
const kTypes = ['RO_UNSHIPPED', 'RO_IN_TRANSIT', 'RO_RECEIVED', 'RETURN_REFUND', 'EXCHANGE', 'RESHIP', 'REPAIR', 'LATE_SHIP', 'PRICE_PROTECT', 'FREIGHT', 'COMPLAINT', 'DISPUTE'];
const kColumns = ['due', 'case', 'status', 'buyer', 'amount', 'turn'];
/** What is over has no deadline, but took its time. */
const columnOf = (name: string, tab: string): string => say(name === 'due' && tab === 'ended' ? 'column.took' : `column.${name}`);
const kSettleMs = 300; // several changes at once ask once

/** What the four tabs stand for, as filters. */
const kTabs: Record<string, Record<string, string>> = {
  mine: { turn: 'mine', status: 'open' }, soon: { due: '24', status: 'open' }, open: { status: 'open' }, ended: { status: 'ended' },
};

function filters(query: URLSearchParams, looksOnly: boolean): URLSearchParams {
  const tab = query.get('tab') ?? (looksOnly ? 'open' : 'mine');
  const asked = new URLSearchParams(kTabs[tab] ?? kTabs.open);
  for (const name of ['type', 'store', 'q']) if (query.get(name)) asked.set(name, query.get(name)!);
  return asked;
}

export function queueView(desk: Desk): View {
  const { api, session, query } = desk;
  const looksOnly = session.role === 'supplier';
  const tab = query.get('tab') ?? (looksOnly ? 'open' : 'mine');
  const asked = filters(query, looksOnly);
  let rows: DeskRow[] = [];
  let next: string | null = null;
  let busy = false, missed = false, wanted = false; // a change, and a next page, asked for while something was being read
  let settle = 0;
  let drawn = new Map<string, { told: string; row: HTMLElement }>(); // by case, with what it says, as it came

  const address = (changes: Record<string, string>): string => {
    const to = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) value ? to.set(name, value) : to.delete(name);
    return `#/queue?${to}`;
  };

  const counts = new Map<string, HTMLElement>();
  const tabLinks = (looksOnly ? ['soon', 'open', 'ended'] : ['mine', 'soon', 'open', 'ended']).map((name) => {
    const count = el('span', { class: 'count' });
    counts.set(name, count);
    return el('a', { href: address({ tab: name }), 'aria-current': name === tab ? 'true' : null }, say(`queue.${name}`), count);
  });

  const type = el('select', { 'aria-label': say('queue.type'), onchange: () => desk.go(address({ type: type.value })) }, el('option', { value: '' }, say('queue.all_types')));
  for (const t of kTypes) type.append(el('option', { value: t, selected: t === query.get('type') }, say(`type.${t}`)));
  const store = el('select', { 'aria-label': say('queue.store'), hidden: true, onchange: () => desk.go(address({ store: store.value })) }, el('option', { value: '' }, say('queue.all_stores')));
  const words = el('input', { type: 'search', value: query.get('q'), maxlength: 60, placeholder: say(looksOnly ? 'queue.search_supplier' : 'queue.search'), 'aria-label': say(looksOnly ? 'queue.search_supplier' : 'queue.search'), enterkeyhint: 'search' });
  const search = el('form', { role: 'search', class: 'filters', onsubmit: (e: Event) => { e.preventDefault(); desk.go(address({ q: words.value.trim() })); } },
    words, el('button', { type: 'submit' }, say('queue.find')), type, store,
    el('button', { type: 'button', class: 'quiet', onclick: () => void exported() }, say('queue.csv')));

  const caption = uniqueId();
  const body = el('tbody', { onkeydown: walk });
  const table = el('table', { class: 'queue', 'aria-labelledby': caption, role: 'table' },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...kColumns.map((c) => el('th', { scope: 'col', role: 'columnheader' }, columnOf(c, tab))))), body);
  body.setAttribute('role', 'rowgroup');
  const more = el('button', { type: 'button', class: 'more', hidden: true, onclick: () => void load(true) }, say('queue.more'));
  const state = el('div', { role: 'status', class: 'state' });
  const element = el('div', { class: 'queue-page' },
    el('h1', { tabindex: -1, id: caption }, say('nav.queue')),
    el('nav', { class: 'tabs', 'aria-label': say('queue.tabs') }, ...tabLinks), search, table, state, more);

  // Up, down, Home and End go from case to case, Enter opens: the row's link has the focus.
  function walk(event: KeyboardEvent): void {
    const links = [...body.querySelectorAll<HTMLAnchorElement>('a.open')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
  }

  async function exported(): Promise<void> {
    try {
      await api.save(`/v1/desk/cases.csv?${asked}`, 'cases.csv');
    } catch (error) {
      desk.tell(why(error), 'trouble');
    }
  }

  // A case that says what it said keeps its row, and rows above the first change are not touched at all.
  function draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.case;
    const before = drawn;
    drawn = new Map(rows.map((r) => {
      const told = JSON.stringify(r), old = before.get(r.case_id);
      return [r.case_id, old?.told === told ? old : { told, row: drawRow(r, desk) }];
    }));
    const elements = [...drawn.values()].map((d) => d.row);
    let same = 0;
    while (same < elements.length && elements[same] === body.children[same]) ++same;
    while (body.children.length > same) body.lastElementChild!.remove();
    body.append(...elements.slice(same));
    if (focused) body.querySelector<HTMLElement>(`[data-case="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    table.hidden = rows.length === 0;
    more.hidden = next === null;
    fill(state, rows.length === 0 && nothing(say(query.get('q') ? 'queue.none_found' : `queue.none_${tab}`)));
  }

  /** As many rows as are shown, anew, in as few pages as may be. */
  async function shownAgain(): Promise<DeskCases> {
    const count = Math.max(kPage, rows.length);
    const page = await api.get<DeskCases>(`/v1/desk/cases?${asked}&limit=${Math.min(kMost, count)}`);
    while (page.next && page.cases.length < count) {
      const more = await api.get<DeskCases>(`/v1/desk/cases?${asked}&limit=${Math.min(kMost, count - page.cases.length)}&after=${encodeURIComponent(page.next)}`);
      page.cases.push(...more.cases);
      page.next = more.next;
    }
    return page;
  }

  // `further`: the next page; otherwise what is shown.
  async function load(further: boolean): Promise<void> {
    if (busy) {
      if (further) wanted = true;
      else missed = true;
      return;
    }
    if (further && next === null) return; // what was read meanwhile had no more
    busy = true;
    try {
      const page = further ? await api.get<DeskCases>(`/v1/desk/cases?${asked}&limit=${kPage}&after=${encodeURIComponent(next!)}`) : await shownAgain();
      const begin = further ? rows.length : 0;
      drawCounts(page);
      rows = further ? [...rows, ...page.cases] : page.cases;
      next = page.next;
      draw();
      if (further) body.querySelectorAll<HTMLElement>('a.open')[begin]?.focus();
    } catch (error) {
      if (rows.length === 0) fill(state, nothing(why(error), el('button', { type: 'button', onclick: () => void load(false) }, say('again'))));
    } finally {
      busy = false;
      if (wanted || missed) {
        const page = wanted; // what a hand asked for comes first
        if (page) wanted = false;
        else missed = false;
        void load(page);
      }
    }
  }

  function drawCounts({ counts: n, stores }: DeskCases): void {
    for (const [name, value] of [['mine', n.mine], ['soon', n.due_soon], ['open', n.open]] as const) {
      const count = counts.get(name);
      if (count) count.textContent = ` ${value}`;
    }
    if (stores.length > 1 && store.options.length === 1) {
      for (const s of stores) store.append(el('option', { value: s.store_id, selected: s.store_id === query.get('store') }, s.name));
      store.hidden = false;
    }
  }

  fill(state, el('p', { class: 'loading' }, say('loading')));
  table.hidden = true;
  void load(false);
  const clock = setInterval(() => refreshCountdowns(body), 30_000);
  return {
    title: say('nav.queue'), element,
    changed: () => {
      clearTimeout(settle);
      settle = window.setTimeout(() => { if (!document.hidden) void load(false); }, kSettleMs);
    },
    close: () => {
      clearInterval(clock);
      clearTimeout(settle);
    },
  };
}

function drawRow(r: DeskRow, { session }: Desk): HTMLElement {
  const cell = (name: string, ...children: Parameters<typeof el>[2][]): HTMLElement =>
    el('td', { role: 'cell', class: name }, ...children);
  const when = r.due_at ? countdown(r.due_at) : el('span', { class: 'countdown calm' }, say(r.ended_at ? 'queue.took' : 'queue.no_deadline', r.ended_at ? { t: duration(Date.parse(r.ended_at) - Date.parse(r.opened_at)) } : {}));
  return el('tr', { role: 'row', class: r.turn && r.turn === session.actor ? 'mine' : '' },
    cell('due', when),
    cell('case', el('a', { class: 'open', href: `#/case/${encodeURIComponent(r.case_id)}`, 'data-case': r.case_id }, r.title || r.tid),
      el('small', {}, `${say(`type.${r.type}`)} · ${say(`reason.${r.reason}`)}`)),
    cell('status', statusChip(r)),
    cell('buyer', r.buyer, el('small', {}, r.store)),
    cell('amount', r.amount > 0 ? yuan(r.amount) : '—', el('small', {}, moment(r.opened_at))),
    cell('turn', turnText(r.turn, session.actor)));
}
