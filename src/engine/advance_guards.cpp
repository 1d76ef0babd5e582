// The guards that are known before anybody acts, and the rows that they leave open.
#include "engine/advance_guards.hpp"

#include "engine/check_rules.hpp"
#include "engine/dispute.hpp"

namespace kefu {

namespace {

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

// A dispute takes the case's place while it runs and once it is decided: two may not bring the same money.
bool is_replaced(const Transition& row, const Scene& s) {
  const bool goes_on = (row.id[0] == 'T' && !row.silent) || row.event == EventType::apply_intervention ||
                       row.event == EventType::appeal || row.timer == "D1";
  return goes_on && row.to != CaseStatus::CLOSED && contains(sets::waits_for_shop | sets::refused, s.c.status) &&
         is_disputed(s.c, s.others);
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
      return unless(is_shop_silent(s.c, s.in.event.at, s.policy));
    case Guard::disputed:
      return unless(is_disputed(s.c, s.others));
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

// D1 stands for D1u, D1s and D1v.
bool is_timer(const Transition& row, std::string_view id) {
  const std::size_t n = row.timer.size();
  return n > 0 && id.substr(0, n) == row.timer && (id.size() == n || id[n] > '9');
}

bool fits_state(const Transition& row, const Case& c) {
  return contains(row.from, c.status) && contains(row.cs, c.cs_status) && contains(row.advance, c.advance_status);
}

std::optional<Guard> standing_refusal(const Transition& row, Scene& s) {
  if (!contains(row.types, s.c.type)) return Guard::type;
  if (is_locked(row, s.c)) return Guard::not_under_judgment;
  if (is_replaced(row, s)) return Guard::no_dispute;
  for (Guard g : row.guards)
    if (is_standing(g) && refusal_of(g, s, nullptr)) return g;
  return std::nullopt;
}

}  // namespace kefu
