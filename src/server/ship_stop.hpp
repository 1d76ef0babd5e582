// ship_stop.hpp: which lines of an order the warehouse must keep, and because of which case (S1-26, S1-31).
//
//   for (const ShipStop& stop : ship_stops(trade, cases)) …     // stop.yields: a shipment closes the case (T08)
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/trade.hpp"

namespace kefu::server {

struct ShipStop {
  std::string oid;
  const Case* by = nullptr;  // one of `cases`
  bool yields = false;       // it waits for the shop's answer, and sending is one
};

/// Unsent lines whose refund is under way, or all of whose units are paid back.
std::vector<ShipStop> ship_stops(const Trade& trade, const std::vector<Case>& cases);

}  // namespace kefu::server
