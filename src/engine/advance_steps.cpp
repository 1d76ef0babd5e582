// What a transition does: the case's new members, and the effects that the host carries out.
#include <algorithm>

#include "engine/advance_ledger.hpp"
#include "engine/advance_scene.hpp"
#include "engine/advance_settle.hpp"
#include "engine/advance_timers.hpp"
#include "engine/check_history.hpp"
#include "engine/check_rules.hpp"

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

bool all_of_case(const Scene& s, ShipState wanted) {
  for (const OrderLine* l : lines_of(s.c, s.in.trade))
    if (ship_state(s.in.trade, *l) != wanted) return false;
  return true;
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

void write_asked(Scene& s) {
  if (!s.asked) return;
  s.c.max = *s.asked_max;
  s.c.refund_fee = total(*s.asked);
  s.c.settled = std::move(*s.asked);
  s.asked.reset();
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
  const CheckRequest& r = *e.request;
  s.c.type = r.type;
  s.c.tid = s.in.trade.tid;
  s.c.oid = r.oid;
  if (e.case_id) s.c.case_id = *e.case_id;
  if (s.c.case_id.empty()) s.c.case_id = fresh_id(s);
  if (const Case* parent = parent_for(s, r.type, r.oid)) s.c.parent = parent->case_id;
  s.c.num = units_asked(s, r);
  s.c.good_status = good_status_of(s, r);
  s.c.refund_phase =
      s.in.trade.status == TradeStatus::TRADE_FINISHED ? RefundPhase::aftersale : RefundPhase::onsale;
  s.c.reason = r.reason;
  s.c.fault = fault_of(s, e);
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

PostFeeBearer bearer(const Scene& s) {  // 消法 24, 暂行办法 18
  if (s.c.fault == "SELLER" || s.c.fault == "CARRIER" || s.c.fault == "PLATFORM") return PostFeeBearer::SELLER;
  return s.in.trade.freight_insurance ? PostFeeBearer::INSURER : PostFeeBearer::BUYER;
}

// Until the first judgement of an intervention the claim is the applicant's; an appeal brings its own.
void appeal(Scene& s, const Event& e) {
  if (!s.c.intervention) s.c.intervention = Intervention{};
  s.c.intervention->by = e.actor;
  s.c.intervention->claim = e.grounds.value_or("");
  add_evidence(s, e);
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

// Two lines asked back side by side: neither request knew that it would be the last, yet the freight goes with whichever
// is decided last (contract §2, step 6); only more than was frozen is ever taken over. And goods that were to be
// replaced, and now are paid back, get their price here (T19, T22, C5).
void fix_amount(Scene& s) {
  if (!is_quoted(s.c.type) || s.c.type == CaseType::PRICE_PROTECT) return;
  if (s.c.intervention && s.c.intervention->verdict == Verdict::SPLIT) return;  // the very sum that was judged
  if (s.c.refund_fee == 0) {
    if (!settle_asked(s, request_of(s.c), std::nullopt, s.c.max, true)) write_asked(s);
    return;
  }
  if (s.c.refund_fee != s.c.max || s.c.type == CaseType::DISPUTE) return;
  const Result<QuoteInput> whole = quote_behind(s, request_of(s.c));
  if (!whole) return;
  const Result<Quote> q = quote(*whole);
  if (!q || q->total <= s.c.max) return;
  const Result<Settlement> settled = settle(*whole, q->total);
  if (!settled) return;
  s.c.settled = *settled;
  s.c.refund_fee = s.c.max = q->total;
}

void pay(Scene& s, Fen amount) {
  Effect e = effect_of(EffectType::REFUND_PAY);
  e.amount = amount;
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

void stop_shipping(Scene& s) {
  if (s.c.type != CaseType::RO_UNSHIPPED || !all_of_case(s, ShipState::NONE)) return;
  Effect e = effect_of(EffectType::SHIP_STOP_ALERT);  // S1-26, S1-31
  e.code = "REFUNDED";
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

// C1, A3: the store's clocks stand still, and it is written down who called and where the case stood.
void intervene(Scene& s, const Moment& m) {
  Intervention i;
  i.by = m.event ? m.event->actor : s.c.type == CaseType::DISPUTE ? Actor::BUYER : Actor::SYSTEM;
  i.claim = m.event && m.event->claim ? *m.event->claim : s.c.description;
  i.prior = s.c.status;
  i.frozen = freeze_main_timers(s, m.at);
  s.c.intervention = std::move(i);
}

// C5. What was already paid stays with the buyer: an appeal that a seller wins is made good by the platform.
void redress(Scene& s, const Event& e, CaseStatus from) {
  if (!s.c.intervention) s.c.intervention = Intervention{Actor::BUYER, {}, from, {}, {}, {}};
  s.c.intervention->verdict = e.verdict;
  s.c.intervention->frozen.clear();
  s.c.intervention->grounds = e.grounds.value_or("");
  if (s.c.status != from || !is_committed(s.c) || e.verdict == Verdict::BUYER) return;
  const Fen due = s.c.refund_fee - std::min(s.c.refund_fee, e.verdict == Verdict::SPLIT ? e.amount.value_or(0) : 0);
  if (due == 0) return;
  book(s, "SELLER_RECEIVABLE", due);
  book(s, "PLATFORM_FUND", -due);
}

void carry_out(Step step, Scene& s, const Moment& m, CaseStatus from) {
  switch (step) {
    case Step::none:
      return;
    case Step::reopen:
    case Step::pause_auto_confirm:
      s.effects.push_back(effect_of(EffectType::PAUSE_AUTO_CONFIRM));
      return;
    case Step::resume_auto_confirm:
      s.effects.push_back(effect_of(EffectType::RESUME_AUTO_CONFIRM));
      return;
    case Step::fix_amount:
      if (from != CaseStatus::REFUND_FAILED) fix_amount(s);  // a payment tried again is the same payment
      return;
    case Step::stop_shipping:
      if (from != CaseStatus::REFUND_FAILED) stop_shipping(s);
      return;
    case Step::pay:  // what the platform paid ahead is not paid again: then 0 settles it with the store alone
      return pay(s, s.c.refund_fee - std::min(s.c.refund_fee, standing_advance(s.c)));
    case Step::book:
      return book_refund(s);
    case Step::fill_return:
      if (s.c.return_address.empty()) s.c.return_address = return_address(s);
      if (!s.c.post_fee_bear_role) s.c.post_fee_bear_role = bearer(s);
      return;
    case Step::intervene:
      return intervene(s, m);
    case Step::resume_timers:
      return resume_main_timers(s, m.at);
    case Step::redress:
      return redress(s, *m.event, from);
    case Step::pay_ahead:
      s.c.advanced = s.c.refund_fee;
      pay(s, s.c.advanced);
      return book_advance(s);
    case Step::repay_fund:
      return book_repaid_advance(s, m.at);
    case Step::claim_back:
      return book_lost_advance(s, m.at);
  }
}

// S1-27, X5: a refusal is not the end, and goods that left after all are another claim.
std::vector<std::string> next_steps(const Transition& row, Scene& s, Instant at) {
  if (row.event == EventType::refuse && s.c.type != CaseType::COMPLAINT) {
    if (all_of_case(s, ShipState::SIGNED)) return {"RETURN_REFUND", "DISPUTE"};
    return {"INTERCEPT", "WAIT_AND_RETURN", "LOST_CLAIM", "DISPUTE"};
  }
  if (row.id != "T08") return {};
  std::vector<std::string> steps = {"RO_IN_TRANSIT"};
  CheckRequest late;
  late.type = CaseType::LATE_SHIP;
  late.oid = s.c.oid;
  const Result<Checked> claim = check_alone({at, s.in.trade, s.others, late}, s.policy);
  if (claim && claim->eligible) steps.emplace_back("LATE_SHIP");
  return steps;
}

// WX MERCHANT_OVERDUE_REFUND: after so many failures somebody pays by hand.
bool by_hand(const Scene& s) {
  std::int64_t failed = 0;
  for (const HistoryEntry& h : s.c.history) failed += h.event == name(EventType::pay_fail);
  return failed >= s.policy.pay_retries;
}

void notify(const Transition& row, Scene& s, Instant at) {
  if (row.tell.code.empty()) return;
  Effect e = effect_of(EffectType::NOTIFY);
  e.to = name(row.tell.to == Actor::SELLER ? desk(s.in.store) : row.tell.to);
  e.code = row.event == EventType::pay_fail && by_hand(s) ? "MERCHANT_OVERDUE_REFUND" : row.tell.code;
  e.steps = next_steps(row, s, at);
  s.effects.push_back(e);
  if (row.target == Target::judged) {  // both sides hear it
    e.to = name(desk(s.in.store));
    s.effects.push_back(std::move(e));
  } else if (row.id == "T14" && s.c.statute_breach) {
    e.to = name(Actor::PLATFORM_DESK);
    e.code = "STATUTE_BREACH";
    s.effects.push_back(std::move(e));
  }
}

CaseStatus status_for(const Scene& s, CaseType type) {
  if (contains(sets::money, type)) return CaseStatus::REFUNDING;
  if (type == CaseType::RESHIP) return CaseStatus::WAIT_SELLER_CONSIGN_GOODS;
  return return_address(s).empty() ? CaseStatus::WAIT_RETURN_ADDRESS : CaseStatus::WAIT_BUYER_RETURN_GOODS;
}

CaseStatus judged_status(const Scene& s, const Event& e) {
  const bool affirmed = s.c.intervention && s.c.intervention->verdict == Verdict::BUYER && e.verdict == Verdict::BUYER;
  if (is_committed(s.c) || affirmed) return s.c.status;
  switch (*e.verdict) {
    case Verdict::SELLER:
      return CaseStatus::CLOSED;
    case Verdict::SPLIT:
      return *e.amount > 0 ? CaseStatus::REFUNDING : CaseStatus::CLOSED;
    case Verdict::BUYER:
      break;
  }
  if (goods_to_return(s)) return CaseStatus::WAIT_BUYER_RETURN_GOODS;
  return s.c.max > 0 ? CaseStatus::REFUNDING : CaseStatus::SUCCESS;
}

// Where the row leads, read before anything is written.
CaseStatus target_of(const Transition& row, const Scene& s, const Event* e) {
  switch (row.target) {
    case Target::offered:
      return status_for(s, s.c.offer->case_type);
    case Target::judged:
      return judged_status(s, *e);
    case Target::prior: {  // C6 opens what a judgement closed, C7 leaves it closed
      const bool lost = s.c.intervention && s.c.intervention->verdict == Verdict::SELLER;
      if (row.step == Step::reopen)
        return s.c.intervention ? s.c.intervention->prior : CaseStatus::SELLER_REFUSE_BUYER;
      return lost ? CaseStatus::CLOSED : s.c.status;
    }
    case Target::listed:
      break;
  }
  return row.to == kSame ? s.c.status : row.to;
}

int cs_after(const Transition& row, const Scene& s, const Event* e) {
  if (row.target == Target::judged) {
    constexpr int by_verdict[] = {8, 9, 6};
    return by_verdict[static_cast<int>(*e->verdict)];
  }
  if (row.cs_to != 0) return row.cs_to;
  if (row.settles && is_under_judgment(s.c)) return 6;
  // A new refusal is a new matter: the buyer can call the platform again.
  const bool refused = row.to == CaseStatus::SELLER_REFUSE_BUYER && !is_under_judgment(s.c);
  return refused ? 1 : s.c.cs_status;
}

void arrive(Scene& s, const Moment& m, CaseStatus from) {
  for (const Arrival& a : kArrivals) {
    if (a.status != s.c.status) continue;
    start_timer_of(a, s, m.at);
    for (Step step : a.steps) carry_out(step, s, m, from);
  }
}

void enter_cs(Scene& s, int cs, Instant at) {
  if (cs == s.c.cs_status) return;
  s.c.cs_status = cs;
  if (cs == 6 && s.c.intervention) s.c.intervention->frozen.clear();
  stop_intervention_timers(s);
  start_timer(s, timer_of_intervention(cs), at);
}

}  // namespace

std::string reference_of(const Case& c) { return c.case_id + ":" + std::to_string(c.version); }

Actor desk(const Store& store) {  // X3, S1-19, S1-20
  return store.operation_mode == OperationMode::FULLY_MANAGED ? Actor::PLATFORM_DESK : Actor::SELLER;
}

Effect effect_of(EffectType type) {
  Effect e;
  e.type = type;
  return e;
}

void take(const Transition& row, Scene& s, const Moment& m) {
  s.trace.emplace_back(row.id);
  if (row.silent) return;
  const CaseStatus from = s.c.status;
  const CaseStatus to = target_of(row, s, m.event);
  const int cs = cs_after(row, s, m.event);
  // Evidence, an advance, a supplier's word leave the version alone: nobody's decision was about something else.
  const bool moves = row.id[0] == 'T' || to != from;
  drop_fired(s, m.word);
  if (moves) stop_main_timers(s);
  if (moves && to == CaseStatus::CLOSED) stop_intervention_timers(s);
  if (m.event) edit(s, *m.event);
  if (row.target == Target::judged) write_asked(s);
  if (from == CaseStatus::WAIT_BUYER_MODIFY && moves) s.c.offer.reset();
  s.c.status = to;
  s.c.version += moves;
  if (row.advance_to != 0) s.c.advance_status = row.advance_to;
  s.c.history.push_back({m.word, m.actor, m.at, from, to});
  carry_out(row.step, s, m, from);
  if (moves && row.step != Step::reopen) arrive(s, m, from);
  enter_cs(s, cs, m.at);
  notify(row, s, m.at);
}

}  // namespace kefu
