// The guards that judge what an event carries, each named like the member that it judges.
#include <algorithm>

#include "engine/advance_guards.hpp"
#include "engine/check_rules.hpp"
#include "engine/form_table.hpp"
#include "kefu/answers.hpp"
#include "kefu/patterns.hpp"

namespace kefu {

namespace {

std::size_t code_points(const std::string& text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return n;
}

bool within(const std::optional<std::string>& text, Lengths bounds) {
  const auto n = text ? static_cast<std::int64_t>(code_points(*text)) : 0;
  return n >= bounds.min && n <= bounds.max;
}

CheckRequest request_in(const Scene& s, const Event& e) {
  if (e.type == EventType::submit) return *e.request;
  CheckRequest r = request_of(s.c);
  if (e.reason) r.reason = *e.reason;
  return r;
}

WhyNot eligible(Scene& s, const Event& e) {
  if (e.type == EventType::modify && (!e.reason || *e.reason == s.c.reason)) return kHolds;
  CheckInput in{e.at, s.in.trade, s.others, request_in(s, e)};
  const Result<Checked> checked = check_alone(in, s.policy);
  if (!checked) return std::string(name(checked.error().code));
  s.checked_max = checked->max;
  return unless(checked->eligible, checked->code.c_str());
}

// The most a submit can ask for, beyond what the goods are worth: never more than its own answers say.
Fen bound_of(const Scene& s, const CheckRequest& r) {
  if (const auto own = claimed(r, s.in.trade)) return std::min(*own, s.checked_max);
  if (r.type == CaseType::FREIGHT) return s.policy.freight.claim_max_fen;
  const bool checked = r.type == CaseType::LATE_SHIP || r.type == CaseType::PRICE_PROTECT || r.type == CaseType::DISPUTE;
  return checked ? s.checked_max : kMaxFen;
}

// The desk may give more than was asked, up to the maximum. Less would refuse a part of the claim without the reasons
// that a refusal needs (X5); that is what negotiate is for.
WhyNot agreed_amount(Scene& s, const Event& e) {
  const Fen amount = e.amount.value_or(s.c.refund_fee);
  if (amount <= 0) return std::string("must be more than 0");
  if (amount < s.c.refund_fee) return std::string("must not be less than what was asked");
  if (amount == s.c.refund_fee) return kHolds;
  return settle_asked(s, request_of(s.c), amount, s.c.max);
}

// Only a split names an amount; the other verdicts follow what was asked.
WhyNot judged_amount(Scene& s, const Event& e) {
  if (e.verdict != Verdict::SPLIT) return kHolds;
  if (!e.amount) return std::string("a split needs one");
  if (*e.amount > s.c.max) return "must be at most " + std::to_string(s.c.max);
  if (*e.amount == 0 || is_committed(s.c)) return kHolds;
  return settle_asked(s, request_of(s.c), e.amount, s.c.max, true);
}

WhyNot amount(Scene& s, const Event& e) {
  switch (e.type) {
    case EventType::submit:
      return settle_asked(s, submitted(s, e), e.amount, bound_of(s, *e.request));
    case EventType::modify: {
      const bool other_reason = e.reason && *e.reason != s.c.reason;
      // Without an amount of its own a change keeps asking for the same money, or for all there is.
      const bool part = s.c.refund_fee < s.c.max;
      return settle_asked(s, request_in(s, e), e.amount || !part ? e.amount : s.c.refund_fee,
                          other_reason && is_quoted(s.c.type) && s.c.type != CaseType::DISPUTE ? kMaxFen : s.c.max);
    }
    case EventType::judge:
      return judged_amount(s, e);
    default:
      return agreed_amount(s, e);
  }
}

// The pack says which reasons need a picture (domain §5.4); an appeal needs a new one (C6). One case holds three times
// what one filing may: the request's and each side's.
WhyNot evidence(const Scene& s, const Event& e) {
  const auto most = static_cast<std::size_t>(s.policy.evidence_max);
  if (e.evidence.size() > most) return "at most " + std::to_string(most);
  switch (e.type) {
    case EventType::submit:
    case EventType::modify: {
      const CheckRequest r = request_in(s, e);
      const ReasonRule* rule = s.policy.reason(r.type, r.reason);
      const bool has = e.has_evidence ? !e.evidence.empty() : !s.c.evidence.empty();
      return unless(has || !rule || !rule->needs_evidence, "this reason needs a picture");
    }
    case EventType::appeal:
    case EventType::add_evidence: {
      const bool fresh = std::any_of(e.evidence.begin(), e.evidence.end(),
                                     [&](const std::string& x) { return !holds_any(s.c.evidence, x); });
      if (!fresh) return std::string("must hold something new");
      break;
    }
    default:
      break;
  }
  return unless(s.c.evidence.size() + e.evidence.size() <= 3 * most, "the case is full");
}

// What the form of the way back asks for (form_table.hpp), by the same pattern.
bool is_number(const std::optional<std::string>& text, const Policy& policy) {
  return text && matches(Pattern::waybill, *text, policy.waybill.min, policy.waybill.max);
}

// A parcel brings back the goods of one case (T15).
WhyNot return_number(const Scene& s, const Event& e) {
  if (!is_number(e.number, s.policy)) return std::string("letters and digits of a waybill");
  const bool used = std::any_of(s.others.begin(), s.others.end(), [&](const Case& o) {
    return o.return_waybill && o.return_waybill->number == *e.number;
  });
  return unless(!used, "another case was returned with it");
}

// T17. Fewer units than announced are worth what the quote says of them alone (domain §5.6, example 21).
WhyNot received(Scene& s, const Event& e) {
  std::int64_t announced = s.c.num;
  if (!s.c.oid)
    for (const OrderLine* l : lines_of(s.c, s.in.trade)) announced += l->num;
  if (!e.num || *e.num == announced) return kHolds;
  if (*e.num <= 0 || *e.num > announced) return "1 to " + std::to_string(announced);
  if (!s.c.oid) return std::string("a part of the order cannot be told apart: all of it, or refuse_goods");
  if (!asks_money(s.c.type)) return kHolds;
  CheckRequest part = request_of(s.c);
  part.num = *e.num;
  return settle_asked(s, part, s.c.refund_fee < s.c.max ? std::optional(s.c.refund_fee) : std::nullopt, s.c.max, true);
}

// What the request's own members do not hold, by the form's own rules.
WhyNot answers(const Scene& s, const Event& e) {
  const CheckInput in{e.at, s.in.trade, s.others, request_in(s, e)};
  std::vector<Answer> beside;
  for (const auto& [field, text] : {std::pair{"description", &e.description}, std::pair{"phone", &e.phone}})
    if (*text && !(*text)->empty()) beside.push_back({field, AnswerKind::text, **text, 0, {}});
  return judge_request(in, beside, s.policy);
}

bool is_goods_claim(CaseType t) { return is_quoted(t) && t != CaseType::PRICE_PROTECT && t != CaseType::DISPUTE; }

// T10, T11: another sum, or another way for the same goods.
WhyNot offer(Scene& s, const Event& e) {
  const bool made = e.type == EventType::negotiate;
  if (!made && !s.c.offer) return std::string();
  CheckRequest r = request_of(s.c);
  r.type = made ? e.case_type.value_or(s.c.type) : s.c.offer->case_type;
  if (r.type != s.c.type &&
      (!is_goods_claim(r.type) || !is_goods_claim(s.c.type) || r.type == CaseType::RO_UNSHIPPED))
    return std::string("not instead of this case");
  const Fen wanted = made ? e.amount.value_or(s.c.refund_fee) : s.c.offer->amount;
  return settle_asked(s, r, wanted, s.c.max, !made);
}

}  // namespace

WhyNot payload(Guard guard, Scene& s, const Event& e) {
  switch (guard) {
    case Guard::same_line:
      return unless(e.request && same_line(e.request->oid, s.c.oid) && blocks(s.c.type, e.request->type));
    case Guard::eligible:
      return eligible(s, e);
    case Guard::amount:
      return amount(s, e);
    case Guard::description:
      return unless(within(e.description, {0, s.policy.description_max}));
    case Guard::evidence:
      return evidence(s, e);
    case Guard::answers:
      return answers(s, e);
    case Guard::message:  // TOP refund.refuse
      return unless(within(e.message, s.policy.refusal_message));
    case Guard::proof:
      return unless(!e.proof.empty());
    case Guard::reference: {
      // A bank's own number is kept out of it; ours tells an answer to an earlier attempt from one to this.
      const bool ours = e.reference && e.reference->rfind(s.c.case_id + ":", 0) == 0;
      return unless(!ours || *e.reference == reference_of(s.c));
    }
    case Guard::address:
      return unless(e.address || (e.type == EventType::agree_return && !return_address(s).empty()));
    case Guard::post_fee_bear_role:
      return unless(e.post_fee_bear_role != PostFeeBearer::BUYER || !shop_bears_return(s.policy, s.c.type, s.c.reason),
                    "the way back of goods with a fault is the shop's to pay (消法 24)");
    case Guard::offer:
      return offer(s, e);
    case Guard::company:
      return unless(within(e.company, {2, forms::kShortText}));
    case Guard::number:
      return return_number(s, e);
    case Guard::num:
      return received(s, e);
    case Guard::ok:
      return unless(e.ok, "goods that are not in order are refused with refuse_goods");
    case Guard::waybill:
      return unless(is_number(e.waybill, s.policy), "letters and digits of a waybill");
    case Guard::claim:
      return unless(within(e.claim, {1, s.policy.statement_max}));
    case Guard::verdict:
      return unless(e.verdict.has_value());
    case Guard::text:
      return unless(e.text.has_value());
    default:
      return kHolds;
  }
}

}  // namespace kefu
