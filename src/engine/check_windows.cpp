// Rule 7: until when something can be asked for, to the second (domain §5.5).
#include "engine/check_rules.hpp"
#include "engine/dispute.hpp"
#include "kefu/compensate.hpp"

namespace kefu {

namespace {

Finding within(const Asked& a, Instant from, Window w, const char* citation) {
  if (a.in.now >= from && a.in.now < w.end) return {nullptr, "", w};
  return {"WINDOW_CLOSED", citation, w};
}

// 签收次日 00:00 plus 168 h; the return may be asked for from the sign-off itself.
Finding no_reason_window(const Asked& a) {
  Finding tightest;
  for (std::size_t k : a.lines) {
    const auto got = received_at(a.in.trade, a.line(k));
    if (!got) continue;  // still under way, or nobody recorded the sign-off: the days have not begun
    const Instant start = from_local_day(to_local(*got, kStoreOffset).day + 1, kStoreOffset);
    const Finding f = within(a, *got, {start, start + a.policy.no_reason_window_s}, "暂行办法 10");
    if (f.code) return f;
    if (!tightest.window || f.window->end < tightest.window->end) tightest = f;
  }
  return tightest;
}

Finding after_sale_window(const Asked& a) {
  const Trade& t = a.in.trade;
  if (t.status != TradeStatus::TRADE_FINISHED || !t.end_time) return {};
  return within(a, *t.end_time, {*t.end_time, *t.end_time + a.policy.after_finish_window_s}, "平台规则");
}

// S1-28: late is what compensate() says of one of the lines.
Finding late_shipment_window(const Asked& a) {
  for (std::size_t k : a.lines) {
    const Result<LateTrade> late = late_shipment(a.in.trade, a.policy, a.in.now, &a.line(k));
    if (late && late->eligible) return {};
  }
  return {"WINDOW_CLOSED", "S1-28", {}};
}

// The pack says where the days begin; before that they are open. A line that has them ending first decides.
Finding price_protect_window(const Asked& a) {
  Finding out;
  for (std::size_t k : a.lines) {
    const Trade& t = a.in.trade;
    const auto from = a.policy.price_protect_from == PriceProtectStart::CREATED ? t.created
                      : a.policy.price_protect_from == PriceProtectStart::PAID  ? t.pay_time
                                                                                : received_at(t, a.line(k));
    if (!from) continue;
    const Finding f = within(a, *from, {*from, *from + a.policy.price_protect_window_s}, "平台规则");
    if (f.code) return f;
    if (!out.window || f.window->end < out.window->end) out = f;
  }
  // A pack without days of protection protects nobody, whenever they would begin.
  return a.policy.price_protect_window_s > 0 ? out : Finding{"WINDOW_CLOSED", "平台规则", out.window};
}

Finding dispute_window(const Asked& a) {
  if (disputed_case(a.in.cases, a.in.trade.tid, a.in.request, a.in.now, a.policy)) return {};
  return {"WINDOW_CLOSED", "平台规则", {}};
}

}  // namespace

Finding in_window(const Asked& a) {
  if (is_no_reason(a.in.request) && a.type() != CaseType::DISPUTE) return no_reason_window(a);
  switch (a.type()) {
    case CaseType::LATE_SHIP: return late_shipment_window(a);
    case CaseType::PRICE_PROTECT: return price_protect_window(a);
    case CaseType::DISPUTE: return dispute_window(a);
    case CaseType::COMPLAINT: return {};
    default: return after_sale_window(a);
  }
}

std::optional<Instant> received_at(const Trade& trade, const OrderLine& line) {
  if (const auto at = signed_at(trade, line)) return at;
  if (line.is_virtual)
    if (const auto at = consigned_at(trade, line)) return at;
  return trade.status == TradeStatus::TRADE_FINISHED ? trade.end_time : std::nullopt;
}

}  // namespace kefu
