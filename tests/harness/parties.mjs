// The people around a case, each with a token, and what each of them can say to it: bodies for whatever is `allowed`.
//
//   const parties = partiesOf(server, { buyers: ['b-1'], stores: ['s-103'] });
//   await caller.act(c.case_id, { type: 'refuse', version: c.version, ...sayingOf('refuse', c, random, proof) });
import { randomUUID } from 'node:crypto';

/** Everybody who may act in the demo shop, with the actor that `allowed` names. */
export function partiesOf(server, { buyers, stores }) {
  const party = (subject, actor, claims) => ({ subject, actor, caller: server.as(subject, claims) });
  return [
    ...buyers.map((id) => party(id, 'BUYER')),
    ...stores.map((store) => party(`agent-${store}`, 'SELLER', { role: 'agent', store })),
    party('desk', 'PLATFORM_DESK', { role: 'platform_desk' }),
    party('xiaoer', 'XIAOER', { role: 'xiaoer' }),
  ];
}

const number = () => `SF${randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase()}`;
const pick = (random, list) => list[Math.floor(random() * list.length)];

/** Whether the event wants a picture. */
export const wantsProof = (type) => /^(refuse|refuse_goods|apply_intervention|add_evidence|appeal)$/.test(type);

/** An event's own fields (contract §5), as a person might fill them in. `proof`: the id of a picture of hers. */
export function sayingOf(type, c, random, proof) {
  switch (type) {
    case 'refuse': return { message: '商品已按约定发出，请先签收再联系我们', reason: 'OTHER', proof: [proof] };
    case 'agree_return': return { address: '浙江省杭州市余杭区退货仓 1 号', post_fee_bear_role: pick(random, ['BUYER', 'SELLER']) };
    case 'address': return { address: '浙江省杭州市余杭区退货仓 1 号' };
    case 'negotiate': return { case_type: c.type, amount: Math.max(1, Math.floor(c.max / 2)) };
    case 'seller_ships':
    case 'consign': return { waybill: number() };
    case 'waybill': return { company: 'SF', number: number(), shipped_at: new Date().toISOString().replace(/\.\d+Z/, 'Z') };
    case 'receive': return { num: c.num || 1, ok: true };
    case 'refuse_goods': return { message: '收到的商品不是我们寄出的', proof: [proof] };
    case 'apply_intervention': return { claim: '商家不处理，请平台介入', evidence: [proof] };
    case 'add_evidence': return { evidence: [proof] };
    case 'judge': return { ...pick(random, [{ for: 'BUYER' }, { for: 'SELLER' }, { for: 'SPLIT', amount: Math.max(1, Math.floor(c.max / 3)) }]), grounds: '双方凭证已核对' };
    case 'appeal': return { grounds: '有新的凭证', evidence: [proof] };
    case 'feedback': return { text: '已转供应商核实' };
    case 'modify': return { description: `再补充一句 ${Math.floor(random() * 1000)}` };
    default: return {};
  }
}
