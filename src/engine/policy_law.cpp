#include "kefu/policy_law.hpp"

#include <iterator>

namespace kefu {

namespace {

constexpr std::int64_t kAny = kMaxFen;

struct Bound {
  const char* pointer;
  std::int64_t value, least, most;
  const char* citation;
};

void bounds(const Policy& p, std::vector<LawBreach>& out) {
  // A pack without a deadline for the seller's answer or for the refund leaves the buyer waiting for good.
  const auto timer = [&](Timer t) { return p.timers[t].value_or(kAny); };
  const Bound rows[] = {
      {"/no_reason_window_s", p.no_reason_window_s, 7 * kDay, kAny, "消法 25"},
      {"/after_finish_window_s", p.after_finish_window_s, 7 * kDay, kAny, "消法 24"},
      {"/timers/D1s", timer(Timer::D1s), 0, 15 * kDay, "处罚办法 8–9"},
      {"/timers/D3", timer(Timer::D3), 0, kAny - 1, "消法 25"},
      {"/statute/refund_after_receipt_s", p.statute.refund_after_receipt_s, 0, 7 * kDay, "消法 25"},
      {"/statute/breach_s", p.statute.breach_s, 0, 15 * kDay, "处罚办法 8–9"},
      {"/statute/proof_months", p.statute.proof_months, 6, kAny, "消法 23"},
  };
  for (const Bound& b : rows) {
    if (b.value >= b.least && b.value <= b.most) continue;
    const std::string wanted = b.value == kAny    ? "a deadline"
                               : b.value < b.least ? "at least " + std::to_string(b.least)
                                                   : "at most " + std::to_string(b.most);
    out.push_back({b.pointer, "The law wants " + wanted + " here (" + b.citation + ")."});
  }
}

// Goods may go back without a reason, and without proof of one.
bool without_reason(const ReasonRule* r) {
  return r && !r->needs_evidence && r->fits(GoodStatus::BUYER_RECEIVED);
}

}  // namespace

std::vector<LawBreach> law_breaches(const Policy& p) {
  std::vector<LawBreach> out;
  bounds(p, out);
  if (!without_reason(p.reason(CaseType::RETURN_REFUND, "SEVEN_DAYS_WITHOUT_REASON")))
    out.push_back({"/reasons/RETURN_REFUND",
                   "SEVEN_DAYS_WITHOUT_REASON must be here, without evidence, for received goods (消法 25)."});
  for (std::size_t t = 0; t < words<CaseType>().size(); ++t) {
    const CaseType type = static_cast<CaseType>(t);
    const ReasonRule* quality = p.reason(type, "QUALITY");
    const std::string pointer = "/reasons/" + std::string(name(type));
    if (quality && quality->fault != Fault::SELLER)
      out.push_back({pointer + "/" + std::to_string(quality - p.reasons[type].data()) + "/fault",
                     "A fault of the goods is the SELLER's (消法 24)."});
    else if (!quality && type == CaseType::RETURN_REFUND)
      out.push_back({pointer, "QUALITY must be here (消法 24)."});
  }
  return out;
}

}  // namespace kefu
