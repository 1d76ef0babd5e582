#include "engine/check_rules.hpp"

#include <algorithm>
#include <array>

namespace kefu {

namespace {

Finding not_closed(const Asked& a) {
  const TradeStatus s = a.in.trade.status;
  if (s == TradeStatus::TRADE_CLOSED || s == TradeStatus::TRADE_CLOSED_BY_TAOBAO)
    return {"TRADE_CLOSED", "TOP trade.status", {}};
  return {};
}

// A pre-sale order whose tail is unpaid can be given up or complained about; its deposit is paid (domain §5.6, 24).
bool deposit_paid(const Asked& a) {
  return a.in.trade.step_trade_status == StepStatus::FRONT_PAID_FINAL_NOPAID &&
         one_of(a.type(), bit(CaseType::RO_UNSHIPPED) | bit(CaseType::COMPLAINT));
}

Finding paid(const Asked& a) {
  if (a.in.trade.step_trade_status && tail_unpaid(a.in.trade) && not_closed(a).code == nullptr)
    return deposit_paid(a) ? Finding{} : Finding{"NOT_PAID", "TOP step_trade_status", {}};
  switch (a.in.trade.status) {
    case TradeStatus::TRADE_NO_CREATE_PAY:
    case TradeStatus::WAIT_BUYER_PAY:
    case TradeStatus::PAY_PENDING:
    case TradeStatus::WAIT_PRE_AUTH_CONFIRM:
      return {"NOT_PAID", "TOP trade.status", {}};
    default:
      return {};
  }
}

Finding no_open_case(const Asked& a) {
  for (const Case& c : a.in.cases)
    if (is_open(c) && c.status != CaseStatus::DRAFT && blocks(c.type, a.type()) && on_asked_line(a, c))
      return {"OPEN_CASE", "TOP openmall.refund.create", {}};
  return {};
}

// 退运费 follows a refund that was not the buyer's doing, or a promise; once (domain §5.4).
Finding freight_due(const Asked& a) {
  constexpr unsigned kWithoutWayBack = bit(CaseType::LATE_SHIP) | bit(CaseType::PRICE_PROTECT) | bit(CaseType::COMPLAINT) |
                                       bit(CaseType::DISPUTE);
  bool due = false;
  for (const Case& c : a.in.cases) {
    if (!on_asked_line(a, c) || one_of(c.type, kWithoutWayBack)) continue;
    if (c.type == CaseType::FREIGHT && is_committed(c)) return {"NOTHING_LEFT", "消法 24", {}};
    const bool fault = c.fault == "SELLER" || c.fault == "CARRIER" || a.in.request.reason == "PROMISED_FREIGHT";
    due |= c.status == CaseStatus::SUCCESS && c.type != CaseType::FREIGHT && fault;
  }
  return due ? Finding{} : Finding{"NOTHING_LEFT", "消法 24", {}};
}

Finding something_left(const Asked& a) {
  constexpr unsigned kAnyway = bit(CaseType::LATE_SHIP) | bit(CaseType::COMPLAINT) | bit(CaseType::DISPUTE);
  constexpr unsigned kGoodsAlone = bit(CaseType::EXCHANGE) | bit(CaseType::RESHIP) | bit(CaseType::REPAIR);
  if (a.type() == CaseType::FREIGHT) return freight_due(a);
  if (one_of(a.type(), kAnyway)) return {};
  for (std::size_t k : a.lines) {
    const LineLeft& left = a.standing.left[k];
    // A gift is worth nothing and can still be missing or broken.
    const bool worth = left.value > 0 || (one_of(a.type(), kGoodsAlone) && a.line(k).is_gift);
    if (worth && left.units > 0) return {};
  }
  // What an unpaid tail leaves of a deposit may be nothing; the order can be given up all the same.
  if (deposit_paid(a) && !a.lines.empty()) return {};
  return {"NOTHING_LEFT", "暂行办法 17", {}};
}

Finding attempts_left(const Asked& a) {
  for (std::size_t k : a.lines) {
    std::int64_t used = 0;
    for (const Case& c : a.in.cases)
      if (c.tid == a.in.trade.tid && c.status != CaseStatus::DRAFT && blocks(c.type, a.type()) && same_line(c.oid, a.line(k).oid))
        used = std::min(kUnlimited, used + std::max<std::int64_t>(1, c.attempts));
    if (used >= a.policy.attempts_max) return {"TOO_MANY_ATTEMPTS", "平台规则", {}};
  }
  return {};
}

Finding ship_state_of_line(const Asked& a, const OrderLine& line) {
  const ShipState ship = ship_state(a.in.trade, line);
  switch (a.type()) {
    case CaseType::RO_UNSHIPPED:  // S1-27: shipped goods are not refunded unsent; `instead` says what is possible
      if (ship == ShipState::SHIPPED) return {"ALREADY_SHIPPED", "S1-27", {}};
      if (ship == ShipState::SIGNED) return {"ALREADY_SIGNED", "电子商务法 51", {}};
      return {};
    case CaseType::RO_IN_TRANSIT:
      if (ship == ShipState::NONE) return {"NOT_SHIPPED", "S1-25", {}};
      // The carrier's record is no proof: a buyer who says that the parcel never came, or that it did, is heard.
      if (ship == ShipState::SIGNED ? a.in.request.good_status != GoodStatus::BUYER_NOT_RECEIVED
                                    : a.in.request.good_status == GoodStatus::BUYER_RECEIVED)
        return {"ALREADY_SIGNED", "电子商务法 51", {}};
      return {};
    case CaseType::RO_RECEIVED:
    case CaseType::RETURN_REFUND:
    case CaseType::EXCHANGE:
    case CaseType::RESHIP:
    case CaseType::REPAIR:
    case CaseType::FREIGHT:
      if (ship == ShipState::NONE) return {"NOT_SHIPPED", "S1-25", {}};
      return {};
    default:
      return {};
  }
}

Finding ship_state_fits(const Asked& a) {
  for (std::size_t k : a.lines) {
    const Finding f = ship_state_of_line(a, a.line(k));
    if (f.code) return f;
  }
  return {};
}

// Only the no-reason right knows exclusions; goods with a fault go back whatever they are (消法 24).
Finding not_excluded(const Asked& a) {
  if (!is_no_reason(a.in.request)) return {};
  for (std::size_t k : a.lines) {
    const OrderLine& l = a.line(k);
    if (l.no_reason == NoReason::EXCLUDED) return {"EXCLUDED_BY_LAW", "暂行办法 6", {}};
    if (l.no_reason == NoReason::OPTIONAL_OFF && l.exclusion_confirmed)
      return {"EXCLUDED_AND_CONFIRMED", "暂行办法 20", {}};
  }
  return {};
}

struct Rule {
  const char* name;
  Finding (*ask)(const Asked&);
};

constexpr std::array<Rule, 8> kRules = {{
    {"PAID", paid},
    {"NOT_CLOSED", not_closed},
    {"NO_OPEN_CASE", no_open_case},
    {"SOMETHING_LEFT", something_left},
    {"ATTEMPTS_LEFT", attempts_left},
    {"SHIP_STATE", ship_state_fits},
    {"WINDOW", in_window},
    {"EXCLUSION", not_excluded},
}};

const char* citation_when_open(const Asked& a) {
  if (is_no_reason(a.in.request)) return "消法 25";
  switch (a.type()) {
    case CaseType::RO_UNSHIPPED:  // X5: nobody may refuse what was not sent
      return a.policy.auto_refund_unshipped ? "S1-26" : "TOP refund.refuse";
    case CaseType::RO_IN_TRANSIT: return "电子商务法 51";
    case CaseType::LATE_SHIP: return "S1-28";
    case CaseType::PRICE_PROTECT: return "平台规则";
    case CaseType::COMPLAINT: return "电子商务法 59";
    case CaseType::DISPUTE: return "消法 39";
    default: return "消法 24";
  }
}

}  // namespace

bool is_no_reason(const CheckRequest& request) { return request.reason == "SEVEN_DAYS_WITHOUT_REASON"; }

Judgement judge(const Asked& asked) {
  Judgement out;
  for (const Rule& rule : kRules) {
    const Finding f = rule.ask(asked);
    if (f.window) out.window = f.window;
    if (f.code) {
      out.code = f.code;
      out.citation = f.citation;
      out.trace.emplace_back(f.code);
      return out;
    }
    out.trace.emplace_back(rule.name);
  }
  out.citation = citation_when_open(asked);
  return out;
}

bool on_asked_line(const Asked& a, const Case& c) {
  if (c.tid != a.in.trade.tid) return false;
  if (!c.oid) return true;
  if (!a.in.request.oid && a.lines.empty()) return true;
  return std::any_of(a.lines.begin(), a.lines.end(), [&](std::size_t k) { return a.line(k).oid == *c.oid; });
}

GoodStatus good_status_of(const Asked& a) {
  if (a.type() == CaseType::RO_IN_TRANSIT) return GoodStatus::BUYER_NOT_RECEIVED;
  if (a.type() == CaseType::RO_RECEIVED) return GoodStatus::BUYER_RECEIVED;
  if (a.in.request.good_status) return *a.in.request.good_status;
  GoodStatus out = GoodStatus::BUYER_RECEIVED;
  for (std::size_t k : a.lines) {  // of several, the one that is least far
    const ShipState ship = ship_state(a.in.trade, a.line(k));
    if (ship != ShipState::SIGNED && out != GoodStatus::UNSHIPPED)
      out = ship == ShipState::NONE ? GoodStatus::UNSHIPPED : GoodStatus::BUYER_NOT_RECEIVED;
  }
  return out;
}

ShipState ship_state(const Trade& trade, const OrderLine& line) {
  const bool partly = trade.status == TradeStatus::SELLER_CONSIGNED_PART;
  const bool received = trade.status == TradeStatus::TRADE_BUYER_SIGNED || trade.status == TradeStatus::TRADE_FINISHED;
  const auto sign = partly ? line.sign_time : signed_at(trade, line);
  if (sign || received) return ShipState::SIGNED;
  const auto sent = partly ? line.consign_time : consigned_at(trade, line);
  if (sent || trade.status == TradeStatus::WAIT_BUYER_CONFIRM_GOODS) return ShipState::SHIPPED;
  return ShipState::NONE;
}

}  // namespace kefu
