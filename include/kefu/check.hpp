// check.hpp: may this buyer open this case now, by which rule, and what else is possible (contract §4, domain §5.5).
//
//   Checked c = check({now, trade, cases, request}, policy);
//   c.eligible, c.code            // false, "ALREADY_SHIPPED"
//   c.instead                     // {RO_IN_TRANSIT, …}: what is open to the buyer now
//
// Not eligible is a result, not an error. An unknown line or more units than are left are errors. The rules are asked in
// the order of domain §5.5 and the first that fails decides. A buyer's word counts: a parcel that the carrier calls signed
// for may still be reported as not received (good_status BUYER_NOT_RECEIVED).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/error.hpp"
#include "kefu/policy.hpp"
#include "kefu/trade.hpp"

namespace kefu {

// Where a line's goods are. Times decide; a status that says more than they do wins where they are missing.
#define KEFU_SHIP_STATES(X) X(NONE) X(SHIPPED) X(SIGNED)
KEFU_ENUM(ShipState, KEFU_SHIP_STATES)

/// Of one line; of a partly shipped trade the line's own times alone count.
ShipState ship_state(const Trade& trade, const OrderLine& line);

struct Integrity {
  std::optional<bool> seal_broken, activated, tags_intact;
};

struct CheckRequest {
  CaseType type{};
  std::optional<std::string> oid;  // nothing: every line of the trade
  std::optional<std::int64_t> num; // of the line; nothing: all units left
  std::string reason = "OTHER";
  Integrity integrity;
  std::optional<GoodStatus> good_status;
};

struct CheckInput {
  Instant now{};
  Trade trade;
  std::vector<Case> cases;  // this buyer's earlier and open cases on the trade
  CheckRequest request;
};

struct Warning {
  std::string code;
  std::string citation;
};

struct Window {
  Instant start{};
  Instant end{};  // exclusive
};

struct Checked {
  bool eligible = false;
  std::string code;      // OK, or the first failing rule (contract §4)
  std::string citation;
  std::optional<Window> window;
  std::vector<Warning> warnings;
  std::string freight_payer;      // of the way back: BUYER SELLER INSURER, NONE where nothing goes back
  Fen max{};
  std::vector<CaseType> instead;  // only when not eligible
  std::vector<std::string> trace;
};

Result<Checked> check(const CheckInput& input, const Policy& policy);

}  // namespace kefu
