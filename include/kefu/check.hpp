// check.hpp: may this buyer open this case now, by which rule, and what else is possible (contract §4, domain §5.5).
//
//   Checked c = check({now, trade, cases, request}, policy);
//   c.eligible, c.code            // false, "ALREADY_SHIPPED"
//   c.instead                     // {RO_IN_TRANSIT, …}: what is open to the buyer now
//
// Not eligible is a result, not an error.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/error.hpp"
#include "kefu/policy.hpp"
#include "kefu/trade.hpp"

namespace kefu {

struct Integrity {
  std::optional<bool> seal_broken, activated, tags_intact;
};

struct CheckRequest {
  CaseType type{};
  std::optional<std::string> oid;  // nothing: every line of the trade
  std::optional<std::int64_t> num; // nothing: all units left
  std::string reason;
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
  std::string freight_payer;
  Fen max{};
  std::vector<CaseType> instead;  // only when not eligible
  std::vector<std::string> trace;
};

Result<Checked> check(const CheckInput& input, const Policy& policy);

}  // namespace kefu
