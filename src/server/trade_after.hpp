// trade_after.hpp: what a case's step changes in the order itself.
//
// An order whose every unit came back closes (TRADE_CLOSED, end_time); a line that the seller shipped over an open
// refund is shipped (T08); what late shipment brings is written into it (`compensated`). Nothing else of the order is touched, and what the shop wrote into the document stays.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"

namespace kefu::server {

/// The order's new document; nothing if it stays as it is. `cases` holds every case of it in its newest state.
std::optional<std::string> trade_after(const std::string& document, const Trade& trade, const Store& store,
                                       const Case& changed, const std::vector<Case>& cases, Instant at);

}  // namespace kefu::server
