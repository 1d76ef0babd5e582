// action_forms.ts: which fields a step asks for (contract §5), from the case and its pack's limits. The server judges; what
// is asked here only keeps a desk from being refused.
import { el } from './dom.js';
import { choice, count, money, note, select, text, type Field } from './fields.js';
import { evidenceField, type Gallery } from './gallery.js';
import { eventText } from './labels.js';
import type { DeskCase } from '#openapi';
import { say, yuan } from './words.js';

const kMoney = new Set(['RO_UNSHIPPED', 'RO_IN_TRANSIT', 'RO_RECEIVED', 'LATE_SHIP', 'PRICE_PROTECT', 'FREIGHT', 'DISPUTE']);
const kGoods = ['RO_IN_TRANSIT', 'RO_RECEIVED', 'RETURN_REFUND'];
const kRefusals = ['NOT_AS_CLAIMED', 'NO_PROOF', 'USED', 'SENT_ALREADY', 'AGREED_OTHERWISE', 'OTHER'];

/** Most needed first; what ends badly for the buyer last. */
export const kOrder = ['agree', 'agree_return', 'address', 'receive', 'consign', 'accept_intervention', 'judge', 'retry', 'seller_ships',
  'negotiate', 'add_evidence', 'appeal', 'apply_intervention', 'to_refund', 'feedback', 'withdraw_intervention', 'refuse', 'refuse_goods'];
export const kGrave = new Set(['refuse', 'refuse_goods']);

type Form = (d: DeskCase, gallery: Gallery) => Field[];

const canned = (name: string): string[] => [1, 2, 3].map((n) => say(`canned.${name}.${n}`));
const message = (d: DeskCase, of: string): Field =>
  text('message', say('field.message'), { min: d.limits.refusal_min, max: d.limits.refusal_max, rows: 3, canned: canned(of) });
const statement = (name: string, d: DeskCase, min = 1): Field =>
  text(name, say(`field.${name}`), { min, max: d.limits.statement_max, rows: 4 });
const waybill = (d: DeskCase): Field => text('waybill', say('field.waybill'), {
  min: d.limits.waybill_min, max: d.limits.waybill_max, pattern: /^[A-Za-z0-9]+$/,
  wrong: say('field.waybill_wrong', { min: d.limits.waybill_min, max: d.limits.waybill_max }),
});
const address = (d: DeskCase): Field =>
  text('address', say('field.address'), { min: 5, max: 300, rows: 2, value: d.case.return_address || d.store.return_address });

const pieces = (d: DeskCase, g: Gallery, required: boolean): Field =>
  evidenceField('evidence', say('field.evidence'), g, { most: d.limits.evidence_max, required });

function bearer(d: DeskCase): Field {
  const options = ['SELLER', 'BUYER', ...(d.trade.freight_insurance ? ['INSURER'] : [])].map((value) => ({ value, text: say(`bearer.${value}`) }));
  return choice('post_fee_bear_role', say('field.bearer'), options, d.case.fault === 'SELLER' ? 'SELLER' : 'BUYER');
}

function agreedAmount({ case: c }: DeskCase): Field[] {
  if (!kMoney.has(c.type)) return [note(say(`agree.${c.type}`))];
  if (c.refund_fee >= c.max) return [note(say('agree.fixed', { amount: yuan(c.refund_fee) }))];
  return [money('amount', say('field.amount'), { value: c.refund_fee, min: c.refund_fee, max: c.max })];
}

function offer({ case: c }: DeskCase): Field[] {
  const types = kGoods.includes(c.type) ? [c.type, ...kGoods.filter((t) => t !== c.type)] : [c.type];
  const amount = money('amount', say('field.amount'), { value: c.refund_fee, min: 1, max: Math.max(1, c.max) });
  if (types.length === 1) return [amount, { ...amount, name: 'case_type', element: el('span', { hidden: true }), read: () => c.type }]; // nothing to choose
  return [select('case_type', say('field.case_type'), types.map((value) => ({ value, text: say(`type.${value}`) })), c.type), amount];
}

function judgement(d: DeskCase): Field[] {
  const { refund_fee, max } = d.case;
  const split = money('amount', say('field.split'), { value: Math.floor(refund_fee / 2), min: 0, max });
  split.element.hidden = true;
  const verdict = choice('for', say('field.for'), ['BUYER', 'SELLER', 'SPLIT'].map((value) => ({ value, text: say(`for.${value}`, { amount: yuan(refund_fee), max: yuan(max) }) })), '',
    (chosen) => { split.element.hidden = chosen !== 'SPLIT'; });
  return [verdict, { ...split, read: () => (split.element.hidden ? null : split.read()) }, statement('grounds', d)];
}

function received({ case: c }: DeskCase): Field[] {
  if (!c.oid || c.num <= 1) return [note(say('receive.whole', { button: eventText('refuse_goods', c.type) }))];
  return [count('num', say('field.num'), { value: c.num, max: c.num }), note(say('receive.part'))];
}

const kForms: Record<string, Form> = {
  agree: agreedAmount,
  refuse: (d, g) => [select('reason', say('field.reason'), kRefusals.map((value) => ({ value, text: say(`refusal.${value}`) })), ''),
    message(d, 'refuse'), evidenceField('proof', say('field.proof'), g, { most: d.limits.evidence_max, required: true })],
  agree_return: (d) => [address(d), bearer(d)],
  negotiate: offer,
  address: (d) => [address(d)],
  seller_ships: (d) => [note(say('seller_ships.note')), waybill(d)],
  receive: received,
  refuse_goods: (d, g) => [message(d, 'refuse_goods'), evidenceField('proof', say('field.proof'), g, { most: d.limits.evidence_max, required: true })],
  consign: (d) => [waybill(d)],
  to_refund: (d) => [note(say('to_refund.note', { amount: yuan(d.case.refund_fee || d.case.max) }))],
  retry: () => [note(say('retry.note'))],
  apply_intervention: (d, g) => [statement('claim', d), pieces(d, g, false)],
  accept_intervention: () => [note(say('accept_intervention.note'))],
  add_evidence: (d, g) => [pieces(d, g, true)],
  judge: judgement,
  appeal: (d, g) => [statement('grounds', d), pieces(d, g, true)],
  withdraw_intervention: () => [note(say('withdraw_intervention.note'))],
  feedback: (d) => [text('text', say('field.text'), { min: 1, max: d.limits.statement_max, rows: 4, canned: canned('feedback') })],
};

/** The steps that this page has a form for. */
export const hasForm = (event: string): boolean => event in kForms;
export const fieldsOf = (event: string, d: DeskCase, gallery: Gallery): Field[] => kForms[event]!(d, gallery);
