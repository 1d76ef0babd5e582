// case_view.ts: one case: where it stands and who must act, what may be done, what was said, and everything that somebody
// needs to know to decide. A change of the server's redraws only the parts that are different, so nothing jumps away from
// under a reader or a writer.
import { actions, type Actions } from './actions.js';
import { Refused } from './api.js';
import { Drafts } from './drafts.js';
import { el, facts, fill, type Child } from './dom.js';
import { why, type Desk, type View } from './view.js';
import { gallery } from './gallery.js';
import { actorText, countdown, deadlineText, isOver, nextDeadline, nothing, refreshCountdowns, section, statusChip, stepText, turnOf, turnText } from './labels.js';
import { talk } from './talk.js';
import type { Booking, Case, CaseAndMessages, DeskCase } from '#openapi';
import { knows, moment, say, yuan } from './words.js';

const kSettleMs = 200;

export function caseView(desk: Desk, id: string): View {
  const path = encodeURIComponent(id);
  const element = el('div', { class: 'case-page' }, el('p', { class: 'loading', role: 'status' }, say('loading')));
  const told = new Map<string, string>();
  const parts = new Map<string, HTMLElement>();
  let built: { acts: Actions; talking: ReturnType<typeof talk>; shown: ReturnType<typeof gallery> } | null = null;
  let settle = 0;
  let closed = false;

  // A part is drawn again only where what it shows is new.
  function part(name: string, shows: unknown, draw: () => Child[]): void {
    const state = JSON.stringify(shows);
    if (told.get(name) === state) return;
    told.set(name, state);
    fill(parts.get(name)!, ...draw());
  }
  const box = (name: string, heading: string): HTMLElement => {
    const content = el('div');
    parts.set(name, content);
    return heading ? section(heading, content) : content;
  };

  function build(data: DeskCase): void {
    const shown = gallery(desk.api, desk.uploads, data);
    const acts = actions(desk, shown, new Drafts(desk.session, id), load);
    const talking = talk(desk, data, shown, new Drafts(desk.session, `${id}/talk`), load);
    built = { acts, talking, shown };
    const order = box('order', say('case.order'));
    const evidence = section(say('case.evidence'), shown.element);
    const ledger = box('ledger', say('case.ledger'));
    fill(element,
      el('p', { class: 'back' }, el('a', { href: '#/queue' }, say('case.back'))),
      el('h1', { tabindex: -1 }, `${say(`type.${data.case.type}`)} · ${data.buyer.name}`),
      el('div', { class: 'columns' },
        el('div', {}, box('summary', ''), acts.element, talking.element),
        el('div', {}, box('facts', say('case.facts')), evidence, order, box('timeline', say('case.timeline')), ledger)));
    ledger.classList.add('ledger-part');
  }

  let reading = 0, drawn = 0;
  async function load(): Promise<void> {
    const turn = ++reading;
    try {
      const [answer, data] = await Promise.all([
        desk.api.get<CaseAndMessages>(`/v1/cases/${path}`), desk.api.get<DeskCase>(`/v1/desk/cases/${path}`),
      ]);
      if (closed || turn < drawn) return; // an answer that was overtaken
      drawn = turn;
      if (!built) build(data);
      draw(answer, data);
    } catch (error) {
      if (closed) return;
      if (built) return desk.tell(why(error), 'trouble');
      const gone = error instanceof Refused && error.status === 404;
      fill(element, el('h1', { tabindex: -1 }, say('case.title')), nothing(gone ? say('case.unknown') : why(error),
        el('a', { href: '#/queue' }, say('case.back'))));
    }
  }

  function draw(answer: CaseAndMessages, data: DeskCase): void {
    const { acts, talking, shown } = built!;
    const c = data.case;
    const evidence = answer.evidence ?? [];
    part('summary', [c, evidence.length], () => summary(c, desk));
    if (told.get('evidence') !== JSON.stringify(evidence)) {
      told.set('evidence', JSON.stringify(evidence));
      shown.update(evidence);
    }
    part('facts', data, () => [caseFacts(data)]);
    part('order', [data.trade, data.others], () => orderPart(data));
    part('timeline', [c.history, c.feedback], () => [timeline(c)]);
    const ledger = answer.ledger ?? [];
    const none = desk.session.role === 'supplier' ? 'case.no_ledger_supplier' : isOver(c) ? 'case.no_ledger_over' : 'case.no_ledger';
    part('ledger', [ledger, none], () => [ledgerTable(ledger, say(none))]);
    acts.update(data);
    talking.update(answer.messages, c);
  }

  void load();
  const clock = setInterval(() => refreshCountdowns(element), 30_000);
  return {
    title: say('case.title'), element,
    changed: (case_id) => {
      if (case_id && case_id !== id) return;
      clearTimeout(settle);
      settle = window.setTimeout(() => void load(), kSettleMs);
    },
    close: () => {
      closed = true;
      clearInterval(clock);
      clearTimeout(settle);
      built?.shown.close();
    },
  };
}

function summary(c: Case, desk: Desk): Child[] {
  const over = isOver(c);
  const appeals = c.allowed.some((a) => a.event === 'appeal' && a.actor === desk.session.actor); // whoever lost
  const deadline = over && !appeals ? null : nextDeadline(c);
  const beside = !over ? c.max > c.refund_fee && say('case.max', { amount: yuan(c.max) }) : c.status === 'CLOSED' && !c.advanced && say('case.not_refunded');
  return [el('section', { class: 'card summary' },
    el('div', { class: 'line' }, statusChip(c), deadline && countdown(deadline.at)),
    el('p', { class: c.refund_fee > 0 ? 'amount' : 'hint' }, c.refund_fee > 0 ? yuan(c.refund_fee) : say('case.no_money'), c.refund_fee > 0 && beside && el('small', {}, ` ${beside}`)),
    el('p', {}, over ? say(`says.${c.status}`) : `${say('column.turn')}${say('colon')}${turnText(turnOf(c), desk.session.actor)}`),
    deadline && el('p', { class: 'hint' }, deadlineText(c, deadline)),
    c.statute_breach && el('p', { class: 'warning' }, say('case.statute_breach')))];
}

const kMoney = new Set(['current_price', 'freight_paid']);

/** What the buyer answered to a question of the form, in words. */
function answerText(field: string, text: string, { trade }: DeskCase): string {
  if (text === 'true') return say('answer.true');
  if (field === 'price_diff') return say(text.startsWith('-') ? 'price_diff.back' : 'price_diff.more', { amount: yuan(Math.abs(Number(text))) });
  if (kMoney.has(field)) return yuan(Number(text));
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return moment(text);
  if (field === 'kept_gifts') return text.split(',').map((oid) => trade.orders.find((line) => line.oid === oid)?.title ?? oid).join('\n');
  return knows(`form.${field}.${text}`) ? say(`form.${field}.${text}`) : text;
}

function caseFacts(data: DeskCase): HTMLElement {
  const { case: c, buyer, store } = data;
  const i = c.intervention;
  return facts([
    [say('fact.reason'), say(`reason.${c.reason}`)],
    [say('fact.description'), c.description],
    [say('fact.goods'), say(`goods.${c.good_status}`)],
    [say('fact.fault'), c.fault !== 'NONE' && !(c.fault === 'UNKNOWN' && isOver(c)) && say(`fault.${c.fault}`)],
    [say('fact.num'), c.type !== 'COMPLAINT' && (c.oid ? String(c.num) : say('fact.whole'))],
    ...Object.entries(c.answers ?? {}).map(([field, text]): [string, string] => [say(`form.${field}`), answerText(field, text, data)]),
    [say('fact.refusal'), c.refusal && `${say(`refusal.${c.refusal.reason}`)}${say('colon')}${c.refusal.message}`],
    [say('fact.offer'), c.offer && `${say(`type.${c.offer.case_type}`)} · ${yuan(c.offer.amount)}`],
    [say('fact.address'), c.return_address],
    [say('fact.bearer'), c.post_fee_bear_role && say(`bearer.${c.post_fee_bear_role}`)],
    [say('fact.return_waybill'), c.return_waybill && `${c.return_waybill.company} ${c.return_waybill.number}`],
    [say('fact.sent_waybill'), c.sent_waybill],
    [say('fact.received'), c.received !== undefined && String(c.received)],
    [say(c.history.some((h) => h.event === 'appeal') ? 'fact.appeal' : 'fact.claim'), i?.claim && `${actorText(i.by)}${say('colon')}${i.claim}`],
    [say('fact.verdict'), i?.verdict && say(`verdict.${i.verdict}`)],
    [say('fact.grounds'), i?.grounds],
    [say('fact.advanced'), c.advanced ? yuan(c.advanced) : null],
    [say('fact.repayment'), c.repayment && `${yuan(c.repayment.amount)} · ${moment(c.repayment.at)}`],
    [say('fact.buyer'), `${buyer.name}${c.phone ? ` · ${c.phone}` : ''}`],
    [say('fact.store'), store.name],
    [say('fact.case_id'), c.case_id],
  ]);
}

function orderPart({ trade, others, case: c }: DeskCase): Child[] {
  const lines = trade.orders.map((line) => el('li', { class: !c.oid || line.oid === c.oid ? 'asked' : '' },
    line.image ? el('img', { src: line.image, alt: '', width: 48, height: 48, loading: 'lazy' }) : null,
    el('div', {}, line.title, el('small', {}, `${line.variant ? `${line.variant} · ` : ''}${yuan(line.price)} × ${line.num}`))));
  return [el('ul', { class: 'lines' }, ...lines),
    facts([
      [say('fact.tid'), trade.tid], [say('fact.trade_status'), say(`trade.${trade.status}`)],
      [say('fact.paid_at'), trade.pay_time && moment(trade.pay_time)], [say('fact.sent_at'), trade.consign_time && moment(trade.consign_time)],
      [say('fact.signed_at'), trade.sign_time && moment(trade.sign_time)], [say('fact.post_fee'), yuan(trade.post_fee ?? 0)],
      [say('fact.insured'), trade.freight_insurance && say('yes')],
    ]),
    others.length > 0 && el('div', {}, el('h3', {}, say('case.others')), el('ul', { class: 'others' }, ...others.map((o) =>
      el('li', {}, el('a', { href: `#/case/${encodeURIComponent(o.case_id)}` }, `${say(`type.${o.type}`)} · ${say(`status.${o.status}`)}`)))))];
}

function timeline(c: Case): HTMLElement {
  // What the platform is asked moves the intervention; the state under it is of no interest then.
  const toPlatform = (event: string): boolean => event === 'appeal' || (event === 'submit' && c.type === 'DISPUTE');
  const steps = c.history.map((h) => ({
    at: h.at, actor: h.actor as string, what: stepText(h.event, c.type), to: h.to !== h.from && !toPlatform(h.event) ? say(`status.${h.to}`) : '',
  }));
  const words = (c.feedback ?? []).map((f) => ({ at: f.at, actor: f.actor as string, what: f.text, to: '' }));
  const all = [...steps, ...words].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return el('ol', { class: 'timeline' }, ...all.reverse().map((s) => el('li', {},
    el('b', {}, s.what), el('small', {}, `${actorText(s.actor)} · ${moment(s.at)}`), s.to && el('small', {}, `→ ${s.to}`))));
}

function ledgerTable(rows: Booking[], none: string): HTMLElement {
  if (rows.length === 0) return el('p', { class: 'hint' }, none);
  return el('table', { class: 'small' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, say('ledger.account')), el('th', { scope: 'col', class: 'number' }, say('ledger.amount')))),
    el('tbody', {}, ...rows.map((b) => el('tr', {}, el('td', {}, say(`account.${b.account.split(':')[0]}`)), el('td', { class: 'number' }, yuan(b.amount))))));
}
