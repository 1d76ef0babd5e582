#include "engine/check_history.hpp"

#include <algorithm>

namespace kefu {

namespace {

// When a case's money was decided, which is the order in which quotes replay it.
Instant decided_at(const Case& c) {
  for (const HistoryEntry& h : c.history)
    if (h.to == CaseStatus::REFUNDING) return h.at;
  return c.history.empty() ? 0 : c.history.back().at;
}

bool returns_goods_value(CaseType type) {
  switch (type) {
    case CaseType::RO_UNSHIPPED:
    case CaseType::RO_IN_TRANSIT:
    case CaseType::RO_RECEIVED:
    case CaseType::RETURN_REFUND:
    case CaseType::EXCHANGE:
    case CaseType::PRICE_PROTECT:
      return true;
    default:
      return false;
  }
}

class Replay {
 public:
  Replay(const Trade& trade, const std::vector<Fen>& values) : trade_(trade) {
    for (std::size_t i = 0; i < trade.orders.size(); ++i) s_.left.push_back({values[i], trade.orders[i].num});
    freight_left_ = std::max<Fen>(0, trade.post_fee - trade.post_discount);
  }

  void add(const Case& c) {
    if (!c.settled.lines.empty()) return add_settled(c);
    if (c.refund_fee > 0) add_bare(c);
  }

  Standing take() { return std::move(s_); }

 private:
  void add_settled(const Case& c) {
    for (const SettledLine& l : c.settled.lines)
      for (std::size_t i = 0; i < trade_.orders.size(); ++i)
        if (trade_.orders[i].oid == l.oid) {
          if (l.num) take_units(i, *l.num, l.value);
          else take_value(i, l.value);
        }
    take_freight(c.settled.freight);
  }

  // A case that came without its settlement: its lines and its amount tell enough.
  void add_bare(const Case& c) {
    const bool money = c.type == CaseType::PRICE_PROTECT;
    std::vector<std::size_t> at;
    std::vector<Fen> worth;
    Fen goods = 0;
    for (std::size_t i = 0; i < trade_.orders.size(); ++i) {
      if (c.oid && *c.oid != trade_.orders[i].oid) continue;
      at.push_back(i);
      worth.push_back(worth_of(i, c.oid && c.num > 0 ? c.num : s_.left[i].units));
      goods = std::min(kMaxFen, goods + worth.back());  // a hostile trade may be worth more than can be counted
    }
    if (!money && c.refund_fee >= goods) {
      for (std::size_t i : at) take_units(i, c.oid && c.num > 0 ? c.num : s_.left[i].units);
      return take_freight(c.refund_fee - goods);
    }
    const std::vector<Fen> shares = hamilton(worth, c.refund_fee);
    for (std::size_t k = 0; k < at.size(); ++k) take_value(at[k], shares[k]);
  }

  Fen worth_of(std::size_t i, std::int64_t units) const {
    const LineLeft& l = s_.left[i];
    return units >= l.units ? l.value : half_up(l.value, units, l.units);
  }

  // `brought`: what is on record for them; RECALC's share of a whole request cannot be told from one line.
  void take_units(std::size_t i, std::int64_t units, std::optional<Fen> brought = std::nullopt) {
    LineLeft& l = s_.left[i];
    units = std::min(units, l.units);
    if (units <= 0) return;
    if (brought) brought = std::min(*brought, l.value);
    l.value -= brought.value_or(worth_of(i, units));
    l.units -= units;
    s_.history.push_back({RefundLine{trade_.orders[i].oid, units, brought}, 0});
  }

  void take_value(std::size_t i, Fen value) {
    LineLeft& l = s_.left[i];
    value = std::min(value, l.value);
    if (value <= 0) return;
    l.value -= value;
    s_.history.push_back({RefundLine{trade_.orders[i].oid, std::nullopt, value}, 0});
  }

  void take_freight(Fen freight) {
    freight = std::min(freight, freight_left_);
    if (freight <= 0) return;
    freight_left_ -= freight;
    s_.history.push_back({std::nullopt, freight});
  }

  const Trade& trade_;
  Fen freight_left_ = 0;
  Standing s_;
};

}  // namespace

Result<Standing> standing(const Trade& trade, const std::vector<Case>& cases) {
  const Result<std::vector<Fen>> values = line_values(trade);
  if (!values) return values.error();
  // Kept in order while they are gathered: std::stable_sort would cost the module 4 KB for a handful of cases.
  std::vector<const Case*> decided;
  for (const Case& c : cases) {
    const bool counts = !c.settled.lines.empty() || returns_goods_value(c.type);  // a dispute may bring money back too
    if (c.tid != trade.tid || !is_committed(c) || !counts) continue;
    auto place = decided.end();
    while (place != decided.begin() && decided_at(**(place - 1)) > decided_at(c)) --place;
    decided.insert(place, &c);
  }
  Replay replay(trade, *values);
  for (const Case* c : decided) replay.add(*c);
  return replay.take();
}

std::vector<std::size_t> requested_lines(const CheckInput& input, const Standing& s) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < input.trade.orders.size(); ++i) {
    if (input.request.oid ? input.trade.orders[i].oid == *input.request.oid : s.left[i].value > 0) out.push_back(i);
  }
  return out;
}

QuoteInput quote_input(const CheckInput& input, const Standing& s, const Policy& policy) {
  QuoteInput q;
  q.trade = input.trade;
  q.history = s.history;
  q.request.type = input.request.type == CaseType::RETURN_REFUND ? QuoteType::REFUND_AND_RETURN : QuoteType::REFUND;
  q.request.reason = input.request.reason;
  if (const ReasonRule* r = policy.reason(input.request.type, input.request.reason)) q.request.fault = r->fault;
  take_rules(q, policy);
  for (std::size_t i : requested_lines(input, s)) {
    const std::int64_t units = input.request.oid ? input.request.num.value_or(s.left[i].units) : s.left[i].units;
    q.request.lines.push_back({input.trade.orders[i].oid, units, std::nullopt});
  }
  return q;
}

}  // namespace kefu
