#include "engine/check_rules.hpp"

#include <algorithm>
#include <array>

namespace kefu {

namespace {

// The stores' own zone; a trade carries none, and there is no other on these platforms (domain, head).
constexpr Seconds kStoreOffset = 8 * kHour;

struct Asked {
  const CheckInput& in;
  const Standing& standing;
  const Policy& policy;
  const std::vector<std::size_t>& lines;

  const OrderLine& line(std::size_t k) const { return in.trade.orders[k]; }
  CaseType type() const { return in.request.type; }
};

// What a rule says: nothing (it holds), or a code with its citation; and the window it looked at.
struct Finding {
  const char* code = nullptr;
  const char* citation = "";
  std::optional<Window> window;
};

bool one_of(CaseType type, std::initializer_list<CaseType> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

Finding paid(const Asked& a) {
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

Finding not_closed(const Asked& a) {
  const TradeStatus s = a.in.trade.status;
  if (s == TradeStatus::TRADE_CLOSED || s == TradeStatus::TRADE_CLOSED_BY_TAOBAO)
    return {"TRADE_CLOSED", "TOP trade.status", {}};
  return {};
}

bool on_asked_line(const Asked& a, const Case& c) {
  if (c.tid != a.in.trade.tid) return false;
  if (!c.oid) return true;
  if (!a.in.request.oid && a.lines.empty()) return true;
  return std::any_of(a.lines.begin(), a.lines.end(), [&](std::size_t k) { return a.line(k).oid == *c.oid; });
}

Finding no_open_case(const Asked& a) {
  for (const Case& c : a.in.cases)
    if (is_open(c) && c.status != CaseStatus::DRAFT && blocks(c.type, a.type()) && on_asked_line(a, c))
      return {"OPEN_CASE", "TOP openmall.refund.create", {}};
  return {};
}

Finding something_left(const Asked& a) {
  const CaseType t = a.type();
  if (t == CaseType::FREIGHT) {  // 退运费 follows a refund that was not the buyer's doing (domain §5.4)
    for (const Case& c : a.in.cases)
      if (c.status == CaseStatus::SUCCESS && (c.fault == "SELLER" || c.fault == "CARRIER") && on_asked_line(a, c))
        return {};
    return {"NOTHING_LEFT", "消法 24", {}};
  }
  if (one_of(t, {CaseType::LATE_SHIP, CaseType::COMPLAINT, CaseType::DISPUTE})) return {};
  for (std::size_t k : a.lines) {
    const LineLeft& left = a.standing.left[k];
    if (left.value > 0 && left.units > 0) return {};
  }
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

bool disputable(const Asked& a) {
  return std::any_of(a.in.cases.begin(), a.in.cases.end(), [&](const Case& c) {
    return c.status == CaseStatus::SELLER_REFUSE_BUYER && on_asked_line(a, c);
  });
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
      // The carrier's sign-off is a record, not a proof: a buyer who says it never came is heard.
      if (ship == ShipState::SIGNED && a.in.request.good_status != GoodStatus::BUYER_NOT_RECEIVED)
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

Finding within(const Asked& a, Instant from, Window w, const char* citation) {
  if (a.in.now >= from && a.in.now < w.end) return {nullptr, "", w};
  return {"WINDOW_CLOSED", citation, w};
}

// 签收次日 00:00 plus 168 h, to the second; the return may be asked for from the sign-off itself (domain §5.5, 7).
Finding no_reason_window(const Asked& a) {
  Finding tightest;
  for (std::size_t k : a.lines) {
    const auto signed_on = signed_at(a.in.trade, a.line(k));
    if (!signed_on) continue;  // still under way, or nobody recorded the sign-off: the days have not begun
    const Instant start = from_local_day(to_local(*signed_on, kStoreOffset).day + 1, kStoreOffset);
    const Finding f = within(a, *signed_on, {start, start + a.policy.no_reason_window_s}, "暂行办法 10");
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

// S1-28, X13: from payment unless a time was promised; never for orders that may not be sent yet.
Finding late_shipment(const Asked& a) {
  const Trade& t = a.in.trade;
  if (!t.pay_time || t.status == TradeStatus::PAID_FORBID_CONSIGN || a.policy.late_ship.rate_bp == 0)
    return {"WINDOW_CLOSED", "S1-28", {}};
  const Instant deadline = t.promised_ship_time.value_or(*t.pay_time + a.policy.late_ship.deadline_s);
  for (std::size_t k : a.lines) {
    const auto sent = consigned_at(t, a.line(k));
    const bool late = sent ? *sent > deadline
                           : ship_state(t, a.line(k)) == ShipState::NONE && a.in.now > deadline;
    if (late) return {};
  }
  return {"WINDOW_CLOSED", "S1-28", {}};
}

Finding in_window(const Asked& a) {
  if (is_no_reason(a.in.request)) return no_reason_window(a);
  switch (a.type()) {
    case CaseType::LATE_SHIP:
      return late_shipment(a);
    case CaseType::PRICE_PROTECT: {
      const auto from = a.in.trade.pay_time;
      if (!from) return {};
      return within(a, *from, {*from, *from + a.policy.price_protect_window_s}, "平台规则");
    }
    case CaseType::DISPUTE:
      return disputable(a) ? Finding{} : Finding{"WINDOW_CLOSED", "平台规则", {}};
    case CaseType::COMPLAINT:
      return {};
    default:
      return after_sale_window(a);
  }
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

Judgement judge(const CheckInput& input, const Standing& s, const Policy& policy,
                const std::vector<std::size_t>& lines) {
  const Asked asked{input, s, policy, lines};
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
