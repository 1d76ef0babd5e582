// What a transition does: the case's new members, and the effects that the host carries out.
#include <algorithm>

#include "engine/advance_scene.hpp"
#include "engine/advance_settle.hpp"
#include "engine/check_history.hpp"

namespace kefu {

namespace {

constexpr Instant kLastInstant = 253402300799;  // 9999-12-31T23:59:59Z: later cannot be written as a time

bool unsent(const Scene& s) {
  for (const OrderLine* l : lines_of(s.c, s.in.trade))
    if (ship_state(s.in.trade, *l) != ShipState::NONE) return false;
  return true;
}

// Deterministic, so that a submit repeated on the same inputs makes the same case.
std::string fresh_id(const Scene& s) {
  const std::string stem = "c-" + s.in.trade.tid + "-" + s.c.oid.value_or("all") + "-";
  for (std::size_t n = 1;; ++n) {
    std::string id = stem + std::to_string(n);
    const bool taken = std::any_of(s.others.begin(), s.others.end(), [&](const Case& o) { return o.case_id == id; });
    if (!taken) return id;
  }
}

GoodStatus good_status_of(const CheckRequest& r) {
  if (r.good_status) return *r.good_status;
  if (r.type == CaseType::RO_UNSHIPPED) return GoodStatus::UNSHIPPED;
  return r.type == CaseType::RO_IN_TRANSIT ? GoodStatus::BUYER_NOT_RECEIVED : GoodStatus::BUYER_RECEIVED;
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

void submit(Scene& s, const Event& e) {
  const CheckRequest& r = *e.request;
  s.c.type = r.type;
  s.c.tid = s.in.trade.tid;
  s.c.oid = r.oid;
  if (e.case_id) s.c.case_id = *e.case_id;
  if (s.c.case_id.empty()) s.c.case_id = fresh_id(s);
  s.c.num = units_asked(s, r);
  s.c.good_status = good_status_of(r);
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

void edit(Scene& s, const Event& e) {
  switch (e.type) {
    case EventType::submit:
      return submit(s, e);
    case EventType::modify:
      return modify(s, e);
    case EventType::agree:
      return write_asked(s);
    case EventType::refuse:
      s.c.refusal = Refusal{e.reason.value_or(""), e.message.value_or(""), e.proof};
      return;
    case EventType::seller_ships:
      s.c.closed_by_seller_ship = true;
      return;
    default:
      return;
  }
}

Effect effect_of(EffectType type) {
  Effect e;
  e.type = type;
  return e;
}

void start_timer(Scene& s, std::string_view id, Instant at) {
  const auto seconds = s.policy.timer(id);
  if (!seconds) return;  // the pack sets no such limit
  const Instant due = std::min(kLastInstant, at + *seconds);
  s.c.deadlines.push_back({std::string(id), due, DeadlineSource::POLICY});
  Effect e = effect_of(EffectType::START_TIMER);
  e.timer = id;
  e.at = due;
  s.effects.push_back(std::move(e));
}

// D1 by what is asked: unsent goods, sent ones, or sent ones that have no body.
std::string_view answer_timer(const Scene& s) {
  if (s.c.type == CaseType::RO_UNSHIPPED) return "D1u";
  const auto lines = lines_of(s.c, s.in.trade);
  const bool is_virtual =
      !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const OrderLine* l) { return l->is_virtual; });
  return is_virtual && s.policy.timer("D1v") ? "D1v" : "D1s";
}

// Two lines asked back side by side: neither request knew that it would be the last, yet the freight goes with whichever
// is decided last (contract §2, step 6). Only more than was frozen is ever taken over.
void add_last_freight(Scene& s) {
  if (s.c.refund_fee != s.c.max) return;
  const Result<QuoteInput> whole = quote_behind(s, request_of(s.c));
  if (!whole) return;
  const Result<Quote> q = quote(*whole);
  if (!q || q->total <= s.c.max) return;
  const Result<Settlement> settled = settle(*whole, q->total);
  if (!settled) return;
  s.c.settled = *settled;
  s.c.refund_fee = s.c.max = q->total;
}

void pay(Scene& s) {
  Effect e = effect_of(EffectType::REFUND_PAY);
  e.amount = s.c.refund_fee;
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

void book_one(Scene& s, std::string account, Fen amount) {
  Effect e = effect_of(EffectType::LEDGER);
  e.account = std::move(account);
  e.amount = amount;
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

// T25: every tender goes back to where it came from (暂行办法 14), and the seller's claim shrinks by their sum.
void book(Scene& s) {
  if (total(s.c.settled) != s.c.refund_fee) s.c.settled.tenders = {{"CASH", s.c.refund_fee}};
  for (const auto& t : s.c.settled.tenders) book_one(s, "BUYER_" + t.first, t.second);
  book_one(s, "SELLER_RECEIVABLE", -s.c.refund_fee);
}

void stop_shipping(Scene& s) {
  if (s.c.type != CaseType::RO_UNSHIPPED || !unsent(s)) return;
  Effect e = effect_of(EffectType::SHIP_STOP_ALERT);  // S1-26, S1-31
  e.code = "REFUNDED";
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

void carry_out(Step step, Scene& s, Instant at) {
  switch (step) {
    case Step::none:
      return;
    case Step::pause_auto_confirm:
      s.effects.push_back(effect_of(EffectType::PAUSE_AUTO_CONFIRM));
      return;
    case Step::resume_auto_confirm:
      s.effects.push_back(effect_of(EffectType::RESUME_AUTO_CONFIRM));
      return;
    case Step::start_answer_timer:
      if (!automatic_row(s)) start_timer(s, answer_timer(s), at);
      return;
    case Step::start_refusal_timer:
      return start_timer(s, "D4", at);
    case Step::add_last_freight:
      return add_last_freight(s);
    case Step::stop_shipping:
      return stop_shipping(s);
    case Step::pay:
      return pay(s);
    case Step::book:
      return book(s);
  }
}

// S1-27, X5: a refusal is not the end, and goods that left after all are another claim.
std::vector<std::string> next_steps(const Transition& row, Scene& s, Instant at) {
  if (row.id == "T07") {
    const auto lines = lines_of(s.c, s.in.trade);
    const bool arrived = std::all_of(lines.begin(), lines.end(), [&](const OrderLine* l) {
      return ship_state(s.in.trade, *l) == ShipState::SIGNED;
    });
    if (arrived) return {"RETURN_REFUND", "DISPUTE"};
    return {"INTERCEPT", "WAIT_AND_RETURN", "LOST_CLAIM", "DISPUTE"};
  }
  if (row.id != "T08") return {};
  std::vector<std::string> steps = {"RO_IN_TRANSIT"};
  CheckRequest late;
  late.type = CaseType::LATE_SHIP;
  late.oid = s.c.oid;
  const Result<Checked> claim = check({at, s.in.trade, s.others, late}, s.policy);
  if (claim && claim->eligible) steps.emplace_back("LATE_SHIP");
  return steps;
}

void notify(const Transition& row, Scene& s, Instant at) {
  if (row.notice.code.empty()) return;
  Effect e = effect_of(EffectType::NOTIFY);
  e.to = name(row.notice.to == kDesk ? desk(s.in.store) : row.notice.to);
  e.code = row.notice.code;
  e.steps = next_steps(row, s, at);
  s.effects.push_back(std::move(e));
}

void stop_timers(Scene& s, const std::string& fired) {
  for (const Deadline& d : s.c.deadlines) {
    if (d.id == fired) continue;
    Effect e = effect_of(EffectType::STOP_TIMER);
    e.timer = d.id;
    s.effects.push_back(std::move(e));
  }
  s.c.deadlines.clear();
}

}  // namespace

std::string reference_of(const Case& c) { return c.case_id + ":" + std::to_string(c.version); }

Actor desk(const Store& store) {  // X3, S1-19, S1-20
  return store.operation_mode == OperationMode::FULLY_MANAGED ? Actor::PLATFORM_DESK : Actor::SELLER;
}

void take(const Transition& row, Scene& s, const Moment& moment) {
  s.trace.emplace_back(row.id);
  if (row.stays) return;
  if (moment.event) edit(s, *moment.event);
  stop_timers(s, moment.word);
  const CaseStatus from = s.c.status;
  s.c.status = row.to;
  ++s.c.version;
  s.c.history.push_back({moment.word, moment.actor, moment.at, from, row.to});
  for (Step step : row.steps) carry_out(step, s, moment.at);
  notify(row, s, moment.at);
}

}  // namespace kefu
