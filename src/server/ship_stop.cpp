#include "server/ship_stop.hpp"

#include <algorithm>

namespace kefu::server {

namespace {

// A refund of unsent goods, or the dispute about one.
bool asks_for_unsent(const Case& c, const std::vector<Case>& cases) {
  if (c.type == CaseType::RO_UNSHIPPED) return true;
  return c.type == CaseType::DISPUTE && std::any_of(cases.begin(), cases.end(), [&](const Case& o) {
           return c.parent == o.case_id && o.type == CaseType::RO_UNSHIPPED;
         });
}

bool lets_ship(const Case& c) {
  return std::any_of(c.allowed.begin(), c.allowed.end(),
                     [](const AllowedEvent& a) { return a.event == EventType::seller_ships && a.actor == Actor::ERP; });
}

ShipStop stop_of(const OrderLine& line, const std::vector<Case>& cases) {
  ShipStop out{line.oid, nullptr, false};
  const Case* paid = nullptr;
  std::int64_t over = 0;
  for (const Case& c : cases) {
    if (!same_line(c.oid, line.oid) || c.status == CaseStatus::CLOSED || !asks_for_unsent(c, cases)) continue;
    if (is_open(c)) {
      const bool yields = lets_ship(c);
      if (!out.by || !yields) out.by = &c, out.yields = yields;
    } else if (c.refund_fee > 0) {
      over += c.oid && c.num > 0 ? c.num : line.num;
      paid = &c;
    }
  }
  if (over >= line.num) return {line.oid, paid, false};
  return out;
}

}  // namespace

std::vector<ShipStop> ship_stops(const Trade& trade, const std::vector<Case>& cases) {
  std::vector<ShipStop> out;
  for (const OrderLine& line : trade.orders) {
    if (consigned_at(trade, line)) continue;
    const ShipStop stop = stop_of(line, cases);
    if (stop.by) out.push_back(stop);
  }
  return out;
}

}  // namespace kefu::server
