// Rules 9–11: what is said beside an answer and never turns it into a no (domain §5.5).
#include <algorithm>

#include "engine/check_rules.hpp"
#include "engine/dispute.hpp"

namespace kefu {

namespace {

constexpr unsigned kGoodsBack = bit(CaseType::RETURN_REFUND) | bit(CaseType::EXCHANGE) | bit(CaseType::REPAIR);

bool asked_for(const Asked& a, std::size_t k) {
  return std::find(a.lines.begin(), a.lines.end(), k) != a.lines.end();
}

void integrity(const Asked& a, std::vector<Warning>& out) {
  const Integrity& i = a.in.request.integrity;
  if (i.seal_broken.value_or(false)) out.push_back({"SEAL_BROKEN", "暂行办法 9", 0});
  if (i.activated.value_or(false)) out.push_back({"ACTIVATED", "暂行办法 9", 0});
  if (!i.tags_intact.value_or(true)) out.push_back({"TAGS_REMOVED", "暂行办法 9", 0});
}

// What would come off the refund if the gifts stayed with the buyer, by the quote itself.
void deductions(const Asked& a, std::vector<Warning>& out) {
  std::vector<std::string> kept;
  for (std::size_t k = 0; k < a.in.trade.orders.size(); ++k)
    if (a.line(k).is_gift && !asked_for(a, k) && a.standing.left[k].units > 0) kept.push_back(a.line(k).oid);
  Fen gifts = 0, freight = 0;
  if (a.type() == CaseType::RETURN_REFUND && (!kept.empty() || a.in.trade.free_shipping_threshold)) {
    QuoteInput q = quote_input(a.in, a.standing, a.policy);
    q.request.kept_gifts = kept;
    if (const Result<Quote> quoted = quote(q))
      for (const Deduction& d : quoted->deductions) (d.code == "KEPT_GIFT" ? gifts : freight) += d.amount;
  }
  if (!kept.empty()) out.push_back({"GIFT_GOES_BACK", "暂行办法 12", gifts});
  if (freight > 0) out.push_back({"LOST_FREE_SHIPPING", "暂行办法 18", freight});
}

void unconfirmed(const Asked& a, std::vector<Warning>& out) {
  for (std::size_t k : a.lines)
    if (a.line(k).no_reason == NoReason::OPTIONAL_OFF && !a.line(k).exclusion_confirmed)
      return out.push_back({"EXCLUSION_NOT_CONFIRMED", "暂行办法 20", 0});
}

// 消法 23: within months of receipt the seller shows that a durable thing was sound, not the buyer that it was not.
void burden_of_proof(const Asked& a, std::vector<Warning>& out) {
  constexpr unsigned kDefect = kGoodsBack | bit(CaseType::RO_RECEIVED);
  if (!one_of(a.type(), kDefect)) return;
  const ReasonRule* reason = a.policy.reason(a.type(), a.in.request.reason);
  if (reason && reason->fault != Fault::SELLER) return;
  const StatuteRule& law = a.policy.statute;
  for (std::size_t k : a.lines) {
    const auto got = received_at(a.in.trade, a.line(k));
    const auto& durable = law.durable_categories;
    if (got && std::find(durable.begin(), durable.end(), a.line(k).category) != durable.end() &&
        a.in.now < after_months(*got, law.proof_months, kStoreOffset))
      return out.push_back({"SELLER_PROVES", "消法 23", 0});
  }
}

void reason_known(const Asked& a, std::vector<Warning>& out) {
  if (a.in.request.reason == "OTHER") return;
  const ReasonRule* reason = a.policy.reason(a.type(), a.in.request.reason);
  if (!reason || !reason->fits(good_status_of(a))) out.push_back({"UNKNOWN_REASON", "平台规则", 0});
}

// Domain §3.1: what a shop that lets a case lie has broken, and after how long.
constexpr struct {
  CaseStatus status;
  Seconds StatuteRule::*limit;
  const char* code;
  const char* citation;
} kClocks[] = {
    {CaseStatus::WAIT_SELLER_AGREE, &StatuteRule::breach_s, "STATUTORY_BREACH", "处罚办法 8"},
    {CaseStatus::WAIT_RETURN_ADDRESS, &StatuteRule::breach_s, "STATUTORY_BREACH", "处罚办法 8"},
    {CaseStatus::WAIT_SELLER_CONFIRM_GOODS, &StatuteRule::breach_s, "STATUTORY_BREACH", "处罚办法 8"},
    {CaseStatus::REFUNDING, &StatuteRule::refund_after_receipt_s, "REFUND_OVERDUE", "消法 25"},
    {CaseStatus::REFUND_FAILED, &StatuteRule::refund_after_receipt_s, "REFUND_OVERDUE", "消法 25"},
};

void statutory_clocks(const Asked& a, std::vector<Warning>& out) {
  for (const Case& c : a.in.cases) {
    const auto since = on_asked_line(a, c) ? entered(c) : std::nullopt;
    for (const auto& clock : kClocks)
      if (since && c.status == clock.status && a.in.now - *since > a.policy.statute.*clock.limit)
        return out.push_back({clock.code, clock.citation, 0});
  }
}

}  // namespace

std::vector<Warning> warnings_for(const Asked& a, bool eligible) {
  std::vector<Warning> out;
  if (eligible) {
    if (is_no_reason(a.in.request)) {
      integrity(a, out);
      deductions(a, out);
      unconfirmed(a, out);
    } else {
      burden_of_proof(a, out);
    }
    if (tail_unpaid(a.in.trade) && a.type() == CaseType::RO_UNSHIPPED) {
      const ReasonRule* reason = a.policy.reason(a.type(), a.in.request.reason);
      // 民法典 587: who gives up an order loses the deposit; a shop that cannot deliver gives it back.
      if (!reason || reason->fault != Fault::SELLER)
        out.push_back({"DEPOSIT_FORFEITED", "民法典 587", a.in.trade.step_paid_fee});
    }
    reason_known(a, out);
  }
  statutory_clocks(a, out);
  return out;
}

}  // namespace kefu
