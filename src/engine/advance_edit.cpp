// What an event writes into its case.
#include <algorithm>

#include "engine/advance_parts.hpp"
#include "engine/advance_settle.hpp"
#include "engine/check_history.hpp"

namespace kefu {

namespace {

// Deterministic, so that a submit repeated on the same inputs makes the same case.
std::string fresh_id(const Scene& s) {
  const std::string stem = "c-" + s.in.trade.tid + "-" + s.c.oid.value_or("all") + "-";
  for (std::size_t n = 1;; ++n) {
    std::string id = stem + std::to_string(n);
    const bool taken = std::any_of(s.others.begin(), s.others.end(), [&](const Case& o) { return o.case_id == id; });
    if (!taken) return id;
  }
}

GoodStatus good_status_of(const Scene& s, const CheckRequest& r) {
  if (r.good_status) return *r.good_status;
  if (r.type == CaseType::RO_UNSHIPPED) return GoodStatus::UNSHIPPED;
  if (r.type == CaseType::RO_IN_TRANSIT) return GoodStatus::BUYER_NOT_RECEIVED;
  if (r.type == CaseType::RO_RECEIVED || contains(sets::go_back, r.type)) return GoodStatus::BUYER_RECEIVED;
  if (all_of_case(s, ShipState::NONE)) return GoodStatus::UNSHIPPED;
  return all_of_case(s, ShipState::SIGNED) ? GoodStatus::BUYER_RECEIVED : GoodStatus::BUYER_NOT_RECEIVED;
}

std::int64_t units_asked(const Scene& s, const CheckRequest& r) {
  if (!r.oid) return 0;
  if (r.num) return *r.num;
  for (const SettledLine& l : s.asked->lines)
    if (l.num) return *l.num;
  const Result<Standing> stands = standing(s.in.trade, s.others);
  if (stands)
    for (std::size_t i = 0; i < s.in.trade.orders.size(); ++i)
      if (s.in.trade.orders[i].oid == *r.oid) return stands->left[i].units;
  return 0;
}

std::string fault_of(const Scene& s, const Event& e) {
  if (e.fault) return *e.fault;
  const ReasonRule* r = s.policy.reason(s.c.type, s.c.reason);
  return std::string(name(r ? r->fault : Fault::NONE));
}

void write_words(Scene& s, const Event& e) {
  if (e.description) s.c.description = *e.description;
  if (e.phone) s.c.phone = *e.phone;
  if (e.has_evidence) s.c.evidence = e.evidence;
}

void add_evidence(Scene& s, const Event& e) { s.c.evidence.insert(s.c.evidence.end(), e.evidence.begin(), e.evidence.end()); }

void submit(Scene& s, const Event& e) {
  const CheckRequest r = submitted(s, e);
  s.c.type = r.type;
  s.c.tid = s.in.trade.tid;
  s.c.oid = r.oid;
  if (e.case_id) s.c.case_id = *e.case_id;
  if (s.c.case_id.empty()) s.c.case_id = fresh_id(s);
  if (const Case* parent = parent_for(s, *e.request)) s.c.parent = parent->case_id;
  s.c.num = units_asked(s, r);
  s.c.good_status = good_status_of(s, r);
  s.c.refund_phase =
      s.in.trade.status == TradeStatus::TRADE_FINISHED ? RefundPhase::aftersale : RefundPhase::onsale;
  s.c.reason = r.reason;
  s.c.fault = fault_of(s, e);
  s.c.answers = r.answers;
  write_words(s, e);
  write_asked(s);
  ++s.c.attempts;
}

void modify(Scene& s, const Event& e) {
  if (e.reason && *e.reason != s.c.reason) {
    s.c.reason = *e.reason;
    s.c.fault = fault_of(s, e);
  }
  write_words(s, e);
  write_asked(s);
  s.c.refusal.reset();
  ++s.c.attempts;
}

// Until the first judgement of an intervention the claim is the applicant's; an appeal brings its own.
void appeal(Scene& s, const Event& e) {
  if (!s.c.intervention) s.c.intervention = Intervention{};
  s.c.intervention->by = e.actor;
  s.c.intervention->claim = e.grounds.value_or("");
  add_evidence(s, e);
}

}  // namespace

void write_asked(Scene& s) {
  if (!s.asked) return;
  s.c.max = *s.asked_max;
  s.c.refund_fee = total(*s.asked);
  s.c.settled = std::move(*s.asked);
  s.asked.reset();
}

void edit(Scene& s, const Event& e) {
  switch (e.type) {
    case EventType::submit:
      return submit(s, e);
    case EventType::modify:
      return modify(s, e);
    case EventType::agree:
      return write_asked(s);
    case EventType::refuse:
    case EventType::refuse_goods:
      s.c.refusal = Refusal{e.reason.value_or(""), e.message.value_or(""), e.proof};
      return;
    case EventType::seller_ships:
      s.c.closed_by_seller_ship = true;
      s.c.sent_waybill = e.waybill.value_or("");
      return;
    case EventType::address:  // 处罚办法 8–9: more than 15 days after the request without a true return address
      s.c.statute_breach = e.at - asked_at(s.c) > s.policy.statute.breach_s;
      s.c.return_address = *e.address;
      return;
    case EventType::agree_return:
      if (e.address) s.c.return_address = *e.address;
      s.c.post_fee_bear_role = e.post_fee_bear_role;
      return;
    case EventType::negotiate: {
      const CaseType type = e.case_type.value_or(s.c.type);
      s.c.offer = Offer{type, asks_money(type) ? total(*s.asked) : 0};
      s.asked.reset();
      return;
    }
    case EventType::accept:
      s.c.type = s.c.offer->case_type;
      return write_asked(s);
    case EventType::waybill:
      s.c.return_waybill = ReturnWaybill{*e.company, *e.number, e.shipped_at};
      s.c.good_status = GoodStatus::BUYER_RETURNED_GOODS;
      return;
    case EventType::receive:
      if (s.c.num > 0) s.c.received = e.num.value_or(s.c.num);
      s.c.good_status = GoodStatus::SELLER_RECEIVED;
      return write_asked(s);
    case EventType::consign:
      s.c.sent_waybill = *e.waybill;
      return;
    case EventType::apply_intervention:
    case EventType::add_evidence:
      return add_evidence(s, e);
    case EventType::appeal:
      return appeal(s, e);
    case EventType::feedback:
      s.c.feedback.push_back({e.actor, e.at, *e.text});
      return;
    default:
      return;
  }
}

}  // namespace kefu
