// What the demo day's buyers and shops do to one another, case by case, as words to the server; day.mjs draws where each
// word leads, for both sides.
//
//   const told = await begin(server, story);       // files the case
//   for (const step of story.steps) await told.say(step);
import { randomUUID } from 'node:crypto';
import { rawTrades } from '../harness/demo.mjs';
import { upload } from '../harness/evidence.mjs';

export const kTrades = rawTrades().map(({ buyer, trade }) => ({ buyer, ...trade }));
const order = (n) => kTrades.find(({ tid }) => tid === `41073829100${String(n).padStart(2, '0')}000000`);
const home = '王禾，13800000000，浙江省杭州市西湖区文三路 90 号';
const hall = '退货部，13900000000，浙江省金华市义乌市 8 号仓';

// Who says what: [party, event, its own fields]. `photo` in a value is a picture of that party's, uploaded first.
const photo = Symbol('photo'), number = Symbol('number'); // … and a parcel's number of the story's own
const refuse = (message, reason = 'NOT_AS_CLAIMED') => ['shop', 'refuse', { message, reason, proof: [photo] }];
const agreeReturn = ['shop', 'agree_return', { address: hall, post_fee_bear_role: 'SELLER' }];
const sendBack = ['buyer', 'waybill', { company: '顺丰速运', number, shipped_at: 'now' }];
const consign = ['shop', 'consign', { waybill: number }];
const receive = (num) => ['shop', 'receive', { num, ok: true }];
const call = (claim) => ['buyer', 'apply_intervention', { claim, evidence: [photo] }];
const accept = ['xiaoer', 'accept_intervention', {}];
const show = (who) => [who, 'add_evidence', { evidence: [photo] }];
const judge = (who, grounds, more = {}) => ['xiaoer', 'judge', { for: who, grounds, ...more }];

/** `line`: which of the order's, none for the whole; `case`: the request; `after`: the story that comes before. */
export const kStories = [
  { name: 'unshipped-automatic', order: order(1), line: 0, case: { type: 'RO_UNSHIPPED', reason: 'DONT_WANT' }, steps: [] },
  { name: 'unshipped-agreed', order: order(10), line: 0, case: { type: 'RO_UNSHIPPED', reason: 'OTHER' }, description: '拍错了型号，想换大一号的锅', steps: [['shop', 'agree', {}]] },
  { name: 'unshipped-shipped', order: order(10), line: 1, case: { type: 'RO_UNSHIPPED', reason: 'DONT_WANT' }, steps: [['shop', 'seller_ships', { waybill: 'YT7788990012' }]] },
  { name: 'unshipped-withdrawn', order: order(13), line: 0, case: { type: 'RO_UNSHIPPED', reason: 'WRONG_ADDRESS' }, steps: [['buyer', 'withdraw', {}]] },
  {
    name: 'transit-judged', order: order(29), line: 0, case: { type: 'RO_IN_TRANSIT', reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED', answers: { last_track: '停在杭州转运中心三天了' } },
    steps: [['buyer', 'message', '已经三天没有动了，麻烦看看'], ['shop', 'message', '您好，正在联系快递核实'], refuse('包裹已由驿站代收，请凭取件码领取', 'SENT_ALREADY'), call('驿站查不到我的包裹，请平台核实'),
      accept, show('shop'), show('buyer'), judge('SELLER', '驿站有签收底单'), ['buyer', 'appeal', { grounds: '底单上的签名不是我的', evidence: [photo] }], show('shop'), show('buyer'),
      judge('BUYER', '签名与预留签名不符')],
  },
  {
    name: 'transit-offer', order: order(3), line: 1, case: { type: 'RO_IN_TRANSIT', reason: 'NO_TRACKING', good_status: 'BUYER_NOT_RECEIVED' },
    steps: [['shop', 'negotiate', { case_type: 'RO_IN_TRANSIT', amount: 1000 }], ['buyer', 'decline', {}], ['shop', 'negotiate', { case_type: 'RO_IN_TRANSIT', amount: 2000 }], ['buyer', 'accept', {}]],
  },
  { name: 'received-agreed', order: order(9), line: 0, case: { type: 'RO_RECEIVED', reason: 'AGREED', good_status: 'BUYER_RECEIVED', answers: { agreement_ref: '退 20 元，商品留下' } }, amount: 2000, steps: [['shop', 'agree', {}]] },
  { name: 'received-split', order: order(25), line: 0, case: { type: 'RO_RECEIVED', reason: 'QUALITY', good_status: 'BUYER_RECEIVED' }, photos: 2, steps: [refuse('左耳声音小是因为没有配对好'), call('换了手机也一样，请平台判断'), accept, show('shop'), show('buyer'), judge('SPLIT', '双方各有一部分责任', { amount: 5000 })] },
  { name: 'return-paid', order: order(14), line: 0, case: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED', num: 3, integrity: { seal_broken: false, activated: false, tags_intact: true } }, steps: [agreeReturn, sendBack, receive(2)] },
  { name: 'return-refused', order: order(19), line: 0, case: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED', num: 1, integrity: { seal_broken: true, activated: false, tags_intact: true } }, steps: [agreeReturn, sendBack, ['shop', 'refuse_goods', { message: '收到的商品有使用痕迹，影响再次销售', proof: [photo] }]] },
  { name: 'received-refused', order: order(9), line: 0, case: { type: 'RO_RECEIVED', reason: 'AGREED', good_status: 'BUYER_RECEIVED', answers: { agreement_ref: '退 20 元，商品留下' } }, amount: 2000, steps: [refuse('没有这样约定过', 'AGREED_OTHERWISE')] },
  {
    name: 'dispute', order: order(9), line: 0, after: 'received-refused', case: { type: 'DISPUTE', reason: 'REFUSED_REFUND', answers: { requested_outcome: 'REFUND', claim: '聊天记录里写着退 20 元，请平台看截图' } }, photos: 1,
    steps: [accept, show('shop'), show('buyer'), judge('BUYER', '聊天记录属实')],
  },
  { name: 'exchange', order: order(9), line: 2, case: { type: 'EXCHANGE', reason: 'SIZE_EXCHANGE', good_status: 'BUYER_RECEIVED', num: 1, answers: { address: home, target_sku: '28 cm', price_diff: '1000', return_method: 'PICKUP' } }, steps: [agreeReturn, sendBack, receive(1), consign, ['buyer', 'confirm', {}]] },
  { name: 'exchange-refund', order: order(31), line: 0, case: { type: 'EXCHANGE', reason: 'COLOUR_EXCHANGE', good_status: 'BUYER_RECEIVED', num: 1, answers: { address: home } }, steps: [agreeReturn, sendBack, receive(1), ['shop', 'to_refund', {}]] },
  { name: 'reship', order: order(16), line: 0, case: { type: 'RESHIP', reason: 'MISSING_ITEM', good_status: 'BUYER_RECEIVED', num: 1, answers: { address: home, missing_parts: '毛巾 ×1' } }, photos: 1, steps: [['shop', 'agree', {}], consign, ['buyer', 'confirm', {}]] },
  { name: 'repair', order: order(9), line: 1, case: { type: 'REPAIR', reason: 'QUALITY', good_status: 'BUYER_RECEIVED', num: 2, answers: { mode: 'FREE', on_site: 'true', slot: '2026-11-23T09:00:00+08:00', serial_no: 'HY-2026-0031' } }, description: '边缘裂开了一条缝', photos: 1, steps: [agreeReturn, sendBack, receive(2), consign] },
  { name: 'late', order: order(4), case: { type: 'LATE_SHIP', reason: 'LATE_SHIPMENT' }, steps: [] },
  { name: 'price', order: order(22), line: 0, case: { type: 'PRICE_PROTECT', reason: 'PRICE_DROPPED', num: 1, answers: { current_price: '5000', seen_at: 'now' } }, amount: 500, photos: 1, steps: [['shop', 'agree', {}]] },
  { name: 'freight', order: order(25), line: 0, after: 'received-split', case: { type: 'FREIGHT', reason: 'RETURN_FREIGHT', answers: { freight_paid: '800' } }, amount: 800, photos: 1, steps: [['shop', 'agree', {}]] },
  { name: 'complaint', order: order(35), line: 0, case: { type: 'COMPLAINT', reason: 'NO_ANSWER', answers: { target: 'STORE', demand: '请尽快答复' } }, steps: [refuse('客服当时已经答复过您', 'OTHER'), call('没有人答复，请平台判断')] },
  { name: 'complaint-solved', order: order(34), line: 0, case: { type: 'COMPLAINT', reason: 'NO_ANSWER', answers: { target: 'CARRIER', demand: '请催快递', waybill: 'YT1122334455' } }, steps: [['shop', 'agree', {}]] },
];

/** Left alone until every deadline has passed. */
export const kLeft = [
  { name: 'left-unshipped', order: order(10), line: 0, case: { type: 'RO_UNSHIPPED', reason: 'OTHER' }, steps: [] },
  { name: 'left-return', order: order(14), line: 0, case: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED', num: 1, integrity: { seal_broken: false, activated: false, tags_intact: true } }, steps: [] },
  { name: 'left-to-send-back', order: order(9), line: 1, case: { type: 'RETURN_REFUND', reason: 'SEVEN_DAYS_WITHOUT_REASON', good_status: 'BUYER_RECEIVED', num: 1, integrity: { seal_broken: false, activated: false, tags_intact: true } }, steps: [agreeReturn] },
  { name: 'left-refused', order: order(29), line: 0, case: { type: 'RO_IN_TRANSIT', reason: 'NOT_DELIVERED', good_status: 'BUYER_NOT_RECEIVED' }, steps: [refuse('包裹已由驿站代收', 'SENT_ALREADY')] },
  { name: 'left-offer', order: order(3), line: 1, case: { type: 'RO_IN_TRANSIT', reason: 'NO_TRACKING', good_status: 'BUYER_NOT_RECEIVED' }, steps: [['shop', 'negotiate', { case_type: 'RO_IN_TRANSIT', amount: 1000 }]] },
  { name: 'left-returned', order: order(9), line: 2, case: { type: 'EXCHANGE', reason: 'SIZE_EXCHANGE', good_status: 'BUYER_RECEIVED', num: 1, answers: { address: home } }, steps: [agreeReturn, sendBack] },
  { name: 'left-to-consign', order: order(16), line: 0, case: { type: 'RESHIP', reason: 'MISSING_ITEM', good_status: 'BUYER_RECEIVED', num: 1, answers: { address: home } }, photos: 1, steps: [['shop', 'agree', {}]] },
  { name: 'left-consigned', order: order(16), line: 1, case: { type: 'REPAIR', reason: 'QUALITY', good_status: 'BUYER_RECEIVED', num: 1, answers: { mode: 'FREE' } }, description: '线头松了', photos: 1, steps: [agreeReturn, sendBack, receive(1), consign] },
  { name: 'left-complaint', order: order(35), line: 0, case: { type: 'COMPLAINT', reason: 'NO_ANSWER', answers: { target: 'STORE', demand: '请尽快答复' } }, steps: [] },
  { name: 'left-evidence', order: order(25), line: 0, case: { type: 'RO_RECEIVED', reason: 'QUALITY', good_status: 'BUYER_RECEIVED' }, photos: 1, steps: [refuse('左耳声音小是因为没有配对好'), call('换了手机也一样'), accept] },
];

const managed = (store) => store === 's-103';
/** Whose desk decides about a store's cases. */
export const deskOf = (store) => (managed(store) ? 'desk-1' : `agent-${store}`);

/** A case that was filed, and how to go on with it. */
class Told {
  constructor(server, story, now) {
    Object.assign(this, { server, story, now });
    const { buyer, store_id: store } = story.order;
    this.parties = {
      buyer: server.as(buyer), xiaoer: server.as('xiaoer-1', { role: 'xiaoer' }),
      shop: managed(store) ? server.as('desk-1', { role: 'platform_desk' }) : server.as(`agent-${store}`, { role: 'agent', store }),
    };
  }

  async shown(who, value) {
    if (value === photo) return upload(this.parties[who], this.story.order.tid);
    if (value === number) return `SF10293847${10 + [...kStories, ...kLeft].indexOf(this.story)}`;
    if (value === 'now') return this.now;
    if (Array.isArray(value)) return Promise.all(value.map((v) => this.shown(who, v)));
    return value;
  }

  async file() {
    const { order: { tid, orders }, line, case: asked, photos = 0, amount, description } = this.story;
    const request = { ...asked, ...(line === undefined ? {} : { oid: orders[line].oid }) };
    if (request.answers?.seen_at) request.answers = { ...request.answers, seen_at: this.now };
    const evidence = [];
    for (let i = 0; i < photos; i++) evidence.push(await this.shown('buyer', photo));
    const top = { ...(photos ? { evidence } : {}), ...(amount ? { amount } : {}), ...(description ? { description } : {}) };
    const { status, json, text } = await this.parties.buyer.submit(tid, undefined, { request, top });
    if (status !== 201) throw new Error(`${this.story.name}: ${status} ${text}`);
    this.case_id = json.case.case_id;
    return this;
  }

  async now_is() { return (await this.parties.buyer.get(`/v1/cases/${this.case_id}`)).json.case; }

  async say([who, event, fields]) {
    if (event === 'message') {
      const { status, text } = await this.parties[who].post(`/v1/cases/${this.case_id}/messages`, { text: fields, evidence: [] }, { key: randomUUID() });
      if (status !== 201) throw new Error(`${this.story.name} ${event}: ${text}`);
      return;
    }
    const body = {};
    for (const [name, value] of Object.entries(fields)) body[name] = await this.shown(who, value);
    const { version } = await this.now_is();
    const { status, text } = await this.parties[who].act(this.case_id, { type: event, version, ...body });
    if (status !== 200) throw new Error(`${this.story.name} ${event}: ${status} ${text}`);
  }
}

export const begin = (server, story, now) => new Told(server, story, now).file();

/** The whole story at once. */
export async function tell(server, story, now) {
  const told = await begin(server, story, now);
  for (const step of story.steps) await told.say(step);
  return told;
}
