// The guards of the transition table.
#include <algorithm>

#include "engine/advance_scene.hpp"
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

bool within(const std::optional<std::string>& text, Lengths bounds) {
  const auto n = text ? static_cast<std::int64_t>(code_points(*text)) : 0;
  return n >= bounds.min && n <= bounds.max;
}

template <class T>
bool holds_any(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
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

CheckRequest request_in(const Scene& s, const Event& e) {
  if (e.type == EventType::submit) return *e.request;
  CheckRequest r = request_of(s.c);
  if (e.reason) r.reason = *e.reason;
  return r;
}

bool is_disputed(const Scene& s, const std::string& case_id) {
  return std::any_of(s.others.begin(), s.others.end(), [&](const Case& o) {
    return o.type == CaseType::DISPUTE && o.parent == case_id && o.status != CaseStatus::CLOSED;
  });
}

// One matter is before the platform once, by an intervention in the case itself or by a dispute about it, while the
// refusal can still be contradicted and nothing else is asked of the same goods.
bool may_be_disputed(const Scene& s, const Event& e) {
  const Case* parent = parent_for(s, e.request->type, e.request->oid);
  if (!parent || is_under_judgment(*parent) || is_disputed(s, parent->case_id)) return false;
  const auto due = next_deadline(*parent);
  if (due && *due <= e.at) return false;
  return std::none_of(s.others.begin(), s.others.end(), [&](const Case& o) {
    return &o != parent && o.tid == parent->tid && is_open(o) && blocks(o.type, parent->type) && same_line(o.oid, parent->oid);
  });
}

Refusal eligible(Scene& s, const Event& e) {
  if (e.type == EventType::modify && (!e.reason || *e.reason == s.c.reason)) return kHolds;
  if (e.type == EventType::submit && e.request->type == CaseType::DISPUTE && !may_be_disputed(s, e))
    return std::string("no refused case of these very goods alone");
  CheckInput in{e.at, s.in.trade, s.others, request_in(s, e)};
  const Result<Checked> checked = check_alone(in, s.policy);
  if (!checked) return std::string(name(checked.error().code));
  s.checked_max = checked->max;
  return unless(checked->eligible, checked->code.c_str());
}

// The most a submit can ask for, beyond what the goods are worth.
Fen bound_of(const Scene& s, const CheckRequest& r) {
  if (r.type == CaseType::FREIGHT) return s.policy.freight.claim_max_fen;
  if (r.type == CaseType::LATE_SHIP || r.type == CaseType::PRICE_PROTECT) return s.checked_max;
  const Case* parent = parent_for(s, r.type, r.oid);
  return r.type == CaseType::DISPUTE && parent ? parent->max : kMaxFen;
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

// Only a split names an amount; the other verdicts follow what was asked.
Refusal judged_amount(Scene& s, const Event& e) {
  if (e.verdict != Verdict::SPLIT) return kHolds;
  if (!e.amount) return std::string("a split needs one");
  if (*e.amount > s.c.max) return "must be at most " + std::to_string(s.c.max);
  if (*e.amount == 0 || is_committed(s.c)) return kHolds;
  return settle_asked(s, request_of(s.c), e.amount, s.c.max, true);
}

Refusal amount(Scene& s, const Event& e) {
  switch (e.type) {
    case EventType::submit:
      return settle_asked(s, *e.request, e.amount, bound_of(s, *e.request));
    case EventType::modify: {
      const bool other_reason = e.reason && *e.reason != s.c.reason;
      // Without an amount of its own a change keeps asking for the same money, or for all there is.
      const bool part = s.c.refund_fee < s.c.max;
      return settle_asked(s, request_in(s, e), e.amount || !part ? e.amount : s.c.refund_fee,
                          other_reason && is_quoted(s.c.type) ? kMaxFen : s.c.max);
    }
    case EventType::judge:
      return judged_amount(s, e);
    default:
      return agreed_amount(s, e);
  }
}

// The pack says which reasons need a picture (domain §5.4); an appeal needs a new one (C6). One case holds three times
// what one filing may: the request's and each side's.
Refusal evidence(const Scene& s, const Event& e) {
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

bool is_number(const std::optional<std::string>& text, const Policy& policy) {
  return within(text, policy.waybill) && std::all_of(text->begin(), text->end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

// A parcel brings back the goods of one case (T15).
Refusal return_number(const Scene& s, const Event& e) {
  if (!is_number(e.number, s.policy)) return std::string("letters and digits of a waybill");
  const bool used = std::any_of(s.others.begin(), s.others.end(), [&](const Case& o) {
    return o.return_waybill && o.return_waybill->number == *e.number;
  });
  return unless(!used, "another case was returned with it");
}

// T17. Fewer units than announced are worth what the quote says of them alone (domain §5.6, example 21).
Refusal received(Scene& s, const Event& e) {
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

bool is_goods_claim(CaseType t) { return is_quoted(t) && t != CaseType::PRICE_PROTECT && t != CaseType::DISPUTE; }

// T10, T11: another sum, or another way for the same goods.
Refusal offer(Scene& s, const Event& e) {
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

Refusal payload(Guard guard, Scene& s, const Event& e) {
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
    case Guard::offer:
      return offer(s, e);
    case Guard::company:
      return unless(e.company.has_value());
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

// Since the window was opened, by either side's own hand; the store's side is the seller or its supplier (C4).
bool both_filed(const Case& c) {
  bool buyer = false;
  bool shop = false;
  for (std::size_t i = c.history.size(); i-- > 0;) {
    const HistoryEntry& h = c.history[i];
    if (h.event == name(EventType::accept_intervention) || h.event == name(EventType::appeal)) break;
    if (h.event != name(EventType::add_evidence)) continue;
    (h.actor == Actor::BUYER ? buyer : shop) = true;
  }
  return buyer && shop;
}

// A1: enough of the buyer's quota is free, and neither goods nor tenders are excluded (domain §3.5).
bool advanceable(const Scene& s) {
  const AdvanceRule& rule = s.policy.advance;
  if (!rule.enabled || s.c.refund_fee <= 0 || s.c.history.back().event != name(EventType::waybill)) return false;
  Fen quota = s.in.trade.advance_quota.value_or(rule.quota_fen);
  for (const Case& o : s.others)
    if (o.advance_status == 2 || o.advance_status == 3) quota -= std::min(quota, o.advanced);
  if (s.c.refund_fee > quota) return false;
  for (const Tender& t : s.in.trade.tenders)
    if (holds_any(rule.excluded_tenders, t.type)) return false;
  return every_line(s, [&](const OrderLine* l) { return !holds_any(rule.excluded_categories, l->category); });
}

bool has_deadline(const Case& c, std::string_view id) {
  return std::any_of(c.deadlines.begin(), c.deadlines.end(), [&](const Deadline& d) { return d.id == id; });
}

// What a judgement closed is opened again only where nothing else was asked on its lines since.
bool line_free(const Scene& s) {
  return std::none_of(s.others.begin(), s.others.end(), [&](const Case& o) {
    if (!blocks(o.type, s.c.type) || !same_line(o.oid, s.c.oid) || o.tid != s.c.tid) return false;
    return is_open(o) || (is_committed(o) && !o.history.empty() && o.history.front().at >= waiting_since(s.c));
  });
}

// While the platform looks into a case nobody goes on with it, but the shop may give in. An appeal of a seller who lost
// does not stop the buyer from getting what was decided.
bool is_locked(const Transition& row, const Case& c) {
  if (row.id[0] != 'T' || row.silent || row.settles || !is_under_judgment(c)) return false;
  const bool decided = c.intervention && c.intervention->verdict == Verdict::BUYER;
  const bool paying = (row.from & (sets::refunding | sets::failed)) != 0;
  return !paying && !(decided && (row.by & (kBuyer | kSystem)) != 0);
}

}  // namespace

std::optional<std::string> refusal_of(Guard guard, Scene& s, const Event* event) {
  switch (guard) {
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
      return unless(!is_under_judgment(s.c));
    case Guard::auto_refund:
      return unless(s.policy.auto_refund_unshipped);
    case Guard::address_known:
      return unless(!return_address(s).empty());
    case Guard::silent_receipt:
      return unless(s.policy.auto_refund_after_silent_receipt);
    case Guard::seller_silent:
      return unless(s.in.event.at - waiting_since(s.c) >= s.policy.intervention_silence_s);
    case Guard::no_dispute:  // a dispute takes the case's place while it runs, and once it was granted
      return unless(!is_disputed(s, s.c.case_id));
    case Guard::both_filed:
      return unless(both_filed(s.c));
    case Guard::evidence_closed:  // without D8 nobody is waited for
      return unless(s.c.cs_status != 10 || !has_deadline(s.c, "D8"));
    case Guard::appeal_open:
      return unless(has_deadline(s.c, "D10"));
    case Guard::line_free:
      return unless(line_free(s));
    case Guard::advanceable:
      return unless(advanceable(s));
    default:
      return event ? payload(guard, s, *event) : kHolds;
  }
}

bool fits_state(const Transition& row, const Case& c) {
  return contains(row.from, c.status) && contains(row.cs, c.cs_status) && contains(row.advance, c.advance_status);
}

std::optional<Guard> standing_refusal(const Transition& row, Scene& s) {
  if (!contains(row.types, s.c.type)) return Guard::type;
  if (is_locked(row, s.c)) return Guard::not_under_judgment;
  for (Guard g : row.guards)
    if (is_standing(g) && refusal_of(g, s, nullptr)) return g;
  return std::nullopt;
}

}  // namespace kefu
