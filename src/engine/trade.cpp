#include "kefu/trade.hpp"

namespace kefu {

bool tail_unpaid(const Trade& trade) {
  return trade.step_trade_status.value_or(StepStatus::FRONT_PAID_FINAL_PAID) != StepStatus::FRONT_PAID_FINAL_PAID;
}

std::optional<Instant> consigned_at(const Trade& trade, const OrderLine& line) {
  if (line.consign_time) return line.consign_time;
  // In a trade that was sent in parts, lines with a time of their own are the ones that left; the others wait.
  if (trade.status == TradeStatus::SELLER_CONSIGNED_PART)
    for (const OrderLine& other : trade.orders)
      if (other.consign_time) return std::nullopt;
  return trade.consign_time;
}

std::optional<Instant> signed_at(const Trade& trade, const OrderLine& line) {
  return line.sign_time ? line.sign_time : trade.sign_time;
}

bool any_shipped(const Trade& trade) {
  switch (trade.status) {
    case TradeStatus::SELLER_CONSIGNED_PART:
    case TradeStatus::WAIT_BUYER_CONFIRM_GOODS:
    case TradeStatus::TRADE_BUYER_SIGNED:
    case TradeStatus::TRADE_FINISHED:
      return true;
    default:
      break;
  }
  if (trade.consign_time || trade.sign_time) return true;
  for (const OrderLine& line : trade.orders)
    if (line.consign_time || line.sign_time) return true;
  return false;
}

const OrderLine* find_line(const Trade& trade, const std::string& oid) {
  for (const OrderLine& line : trade.orders)
    if (line.oid == oid) return &line;
  return nullptr;
}

}  // namespace kefu
