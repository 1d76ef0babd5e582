// What a transition does, in its order; what the host has to carry out of it.
#include <algorithm>

#include "engine/advance_ledger.hpp"
#include "engine/advance_parts.hpp"
#include "engine/advance_settle.hpp"
#include "engine/advance_timers.hpp"

namespace kefu {

namespace {

PostFeeBearer bearer(const Scene& s) {  // 消法 24, 暂行办法 18
  if (s.c.fault == "SELLER" || s.c.fault == "CARRIER" || s.c.fault == "PLATFORM") return PostFeeBearer::SELLER;
  // The policy ends with the trade (domain §3.5).
  return s.in.trade.freight_insurance && s.c.refund_phase == RefundPhase::onsale ? PostFeeBearer::INSURER : PostFeeBearer::BUYER;
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
  // The buyer let a case end that was theirs: nobody is left who could appeal.
  if (cs != 8 || s.c.status != CaseStatus::CLOSED) start_timer(s, timer_of_intervention(cs), at);
}

}  // namespace

bool all_of_case(const Scene& s, ShipState wanted) {
  for (const OrderLine* l : lines_of(s.c, s.in.trade))
    if (ship_state(s.in.trade, *l) != wanted) return false;
  return true;
}

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
