// The guards of the transition table, one function each.
#include <algorithm>

#include "engine/advance_scene.hpp"
#include "engine/advance_settle.hpp"
#include "engine/check_history.hpp"
#include "engine/check_rules.hpp"

namespace kefu {

namespace {

using Refusal = std::optional<std::string>;
const Refusal kHolds = std::nullopt;

Refusal unless(bool holds, const char* detail = "") { return holds ? kHolds : Refusal(detail); }

std::size_t code_points(const std::string& text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return n;
}

bool refunds_only(CaseType type) {
  return type == CaseType::RO_UNSHIPPED || type == CaseType::RO_IN_TRANSIT || type == CaseType::RO_RECEIVED;
}

template <class Test>
bool every_line(const Scene& s, Test test) {
  const auto lines = lines_of(s.c, s.in.trade);
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), test);
}

std::int64_t attempts_on_line(const Scene& s) {
  std::int64_t used = s.c.attempts;
  for (const Case& o : s.others)
    if (blocks(o.type, s.c.type) && same_line(o.oid, s.c.oid)) used = std::min(kUnlimited, used + o.attempts);
  return used;
}

// 客服介入 from the application to the end of an appeal (domain §2.3).
bool under_judgment(const Case& c) {
  return (c.cs_status >= 2 && c.cs_status <= 5) || c.cs_status == 10 || c.cs_status == 11;
}

CheckRequest request_in(const Scene& s, const Event& e) {
  if (e.type == EventType::submit) return *e.request;
  CheckRequest r = request_of(s.c);
  if (e.reason) r.reason = *e.reason;
  return r;
}

Refusal eligible(Scene& s, const Event& e) {
  if (e.type == EventType::modify && (!e.reason || *e.reason == s.c.reason)) return kHolds;
  CheckInput in{e.at, s.in.trade, s.others, request_in(s, e)};
  const Result<Checked> checked = check(in, s.policy);
  if (!checked) return std::string(name(checked.error().code));
  return unless(checked->eligible, checked->code.c_str());
}

// What the request is worth now, and the part of it that is asked for.
Refusal settle_asked(Scene& s, const CheckRequest& request, std::optional<Fen> wanted, Fen most) {
  const Result<QuoteInput> whole = quote_behind(s, request);
  if (!whole) return std::string(name(whole.error().code));
  const Result<Quote> q = quote(*whole);
  if (!q) return std::string(name(q.error().code));
  const Fen max = std::min(q->total, most);
  const Fen amount = wanted.value_or(max);
  if (amount <= 0) return std::string("must be more than 0");
  if (amount > max) return "must be at most " + std::to_string(max);
  const Result<Settlement> settled = settle(*whole, amount);
  if (!settled) return std::string(name(settled.error().code));
  s.asked_max = max;
  s.asked = *settled;
  return kHolds;
}

// The desk may give more than was asked, up to the maximum. Less would refuse a part of the claim without the reasons
// that a refusal needs (X5); that is what negotiate is for.
Refusal agreed_amount(Scene& s, const Event& e) {
  const Fen amount = e.amount.value_or(s.c.refund_fee);
  if (amount <= 0) return std::string("must be more than 0");
  if (amount < s.c.refund_fee) return std::string("must not be less than what was asked");
  if (amount == s.c.refund_fee) return kHolds;
  return settle_asked(s, request_of(s.c), amount, s.c.max);
}

Refusal amount(Scene& s, const Event& e) {
  switch (e.type) {
    case EventType::submit:
      return settle_asked(s, *e.request, e.amount, kMaxFen);
    case EventType::modify: {
      const bool other_reason = e.reason && *e.reason != s.c.reason;
      if (!e.amount && !other_reason) return kHolds;
      // Without an amount of its own a change of reason keeps asking for the same money, or for all there is.
      const bool part = s.c.refund_fee < s.c.max;
      return settle_asked(s, request_in(s, e), e.amount || !part ? e.amount : s.c.refund_fee,
                          other_reason ? kMaxFen : s.c.max);
    }
    default:
      return agreed_amount(s, e);
  }
}

Refusal payload(Guard guard, Scene& s, const Event& e) {
  switch (guard) {
    case Guard::same_line:
      return unless(e.request && same_line(e.request->oid, s.c.oid) && blocks(s.c.type, e.request->type));
    case Guard::eligible:
      return eligible(s, e);
    case Guard::amount:
      return amount(s, e);
    case Guard::description:
      return unless(!e.description ||
                    code_points(*e.description) <= static_cast<std::size_t>(s.policy.description_max));
    case Guard::evidence:
      return unless(e.evidence.size() <= static_cast<std::size_t>(s.policy.evidence_max));
    case Guard::message:  // TOP refund.refuse
      return unless(e.message && code_points(*e.message) >= 2 && code_points(*e.message) <= 200);
    case Guard::proof:
      return unless(!e.proof.empty());
    case Guard::reference: {
      // A bank's own number is kept out of it; ours tells an answer to an earlier attempt from one to this.
      const bool ours = e.reference && e.reference->rfind(s.c.case_id + ":", 0) == 0;
      return unless(!ours || *e.reference == reference_of(s.c));
    }
    default:
      return kHolds;
  }
}

}  // namespace

std::optional<std::string> refusal_of(Guard guard, Scene& s, const Event* event) {
  switch (guard) {
    case Guard::refund_only:
      return unless(refunds_only(s.c.type));
    case Guard::unshipped_type:
      return unless(s.c.type == CaseType::RO_UNSHIPPED);
    case Guard::shipped:
      return unless(every_line(s, [&](const OrderLine* l) { return ship_state(s.in.trade, *l) != ShipState::NONE; }));
    case Guard::not_shipped:
      return unless(every_line(s, [&](const OrderLine* l) { return ship_state(s.in.trade, *l) == ShipState::NONE; }));
    case Guard::not_no_reason:
      return unless(!is_no_reason(request_of(s.c)));
    case Guard::not_virtual:
      return unless(every_line(s, [](const OrderLine* l) { return !l->is_virtual; }));
    case Guard::attempts:
      return unless(attempts_on_line(s) < s.policy.attempts_max);
    case Guard::not_under_judgment:
      return unless(!under_judgment(s.c));
    case Guard::auto_refund:
      return unless(s.policy.auto_refund_unshipped);
    default:
      return event ? payload(guard, s, *event) : kHolds;
  }
}

std::optional<Guard> standing_refusal(const Transition& row, Scene& s) {
  for (Guard g : row.guards)
    if (is_standing(g) && refusal_of(g, s, nullptr)) return g;
  return std::nullopt;
}

std::vector<const OrderLine*> lines_of(const Case& c, const Trade& trade) {
  std::vector<const OrderLine*> out;
  for (const OrderLine& l : trade.orders)
    if (same_line(c.oid, l.oid)) out.push_back(&l);
  return out;
}

CheckRequest request_of(const Case& c) {
  CheckRequest r;
  r.type = c.type;
  r.oid = c.oid;
  if (c.oid && c.num > 0) r.num = c.num;
  r.reason = c.reason;
  r.good_status = c.good_status;
  return r;
}

Result<QuoteInput> quote_behind(const Scene& s, const CheckRequest& request) {
  const Result<Standing> stands = standing(s.in.trade, s.others);
  if (!stands) return stands.error();
  return quote_input({s.in.event.at, s.in.trade, s.others, request}, *stands, s.policy);
}

}  // namespace kefu
