#include "engine/locate_stage.hpp"

#include <algorithm>

namespace kefu {

namespace {

/// When the last line was signed for; nothing while one is still under way.
std::optional<Instant> all_signed(const Trade& trade, Instant now) {
  if (trade.orders.empty()) return trade.sign_time;
  std::optional<Instant> last;
  for (const OrderLine& line : trade.orders) {
    const auto at = signed_at(trade, line);
    if (!at || *at > now) return std::nullopt;
    last = std::max(last.value_or(*at), *at);
  }
  return last;
}

bool waits_for_seller(CaseStatus status) {
  return status == CaseStatus::WAIT_SELLER_AGREE || status == CaseStatus::WAIT_RETURN_ADDRESS ||
         status == CaseStatus::WAIT_SELLER_CONFIRM_GOODS || status == CaseStatus::WAIT_SELLER_CONSIGN_GOODS;
}

bool intervention_runs(int cs_status) { return (cs_status >= 2 && cs_status <= 6) || cs_status == 10; }

}  // namespace

Stage stage_of(const std::optional<Trade>& trade, Instant now, const Policy& policy, Seconds utc_offset) {
  if (!trade) return Stage::PRE;
  switch (trade->status) {
    case TradeStatus::TRADE_NO_CREATE_PAY:
    case TradeStatus::WAIT_BUYER_PAY:
    case TradeStatus::PAY_PENDING:
    case TradeStatus::WAIT_PRE_AUTH_CONFIRM:
      return Stage::UNPAID;
    case TradeStatus::WAIT_SELLER_SEND_GOODS:
    case TradeStatus::PAID_FORBID_CONSIGN:
      return Stage::PAID_UNSHIPPED;
    case TradeStatus::TRADE_FINISHED:
      return Stage::FINISHED;
    case TradeStatus::TRADE_CLOSED:
    case TradeStatus::TRADE_CLOSED_BY_TAOBAO:
      return Stage::CLOSED;
    case TradeStatus::SELLER_CONSIGNED_PART:
    case TradeStatus::WAIT_BUYER_CONFIRM_GOODS:
    case TradeStatus::TRADE_BUYER_SIGNED:
      break;
  }
  const auto at = all_signed(*trade, now);
  if (!at) return trade->status == TradeStatus::TRADE_BUYER_SIGNED ? Stage::SIGNED : Stage::IN_TRANSIT;
  const Instant window_start = from_local_day(to_local(*at, utc_offset).day + 1, utc_offset);
  return now < window_start + policy.no_reason_window_s ? Stage::SIGNED : Stage::FINISHED;
}

Escalation escalation_of(const std::optional<Case>& c, Instant now) {
  if (!c) return Escalation::NONE;
  if (intervention_runs(c->cs_status)) return Escalation::CS_OPEN;
  if (c->cs_status == 9 || c->cs_status == 11) return Escalation::CS_LOST;
  if (c->status == CaseStatus::SELLER_REFUSE_BUYER) return Escalation::SELLER_REFUSED;
  if (waits_for_seller(c->status))
    for (const Deadline& d : c->deadlines)
      if (d.at <= now) return Escalation::SELLER_TIMEOUT;
  return Escalation::NONE;
}

bool dispute_allowed(const std::optional<Case>& c) {
  if (!c) return false;
  if (intervention_runs(c->cs_status)) return true;
  return std::any_of(c->allowed.begin(), c->allowed.end(),
                     [](const AllowedEvent& a) { return a.event == EventType::apply_intervention; });
}

}  // namespace kefu
