// desk_figures.hpp: what a dashboard counts, over the cases that somebody may see and a span of days.
//
//   const Figures f = figures(sql, packs, scope, {"", now - 30 * kDay, now});
//   f.by_type               // {{"RETURN_REFUND", 12}, …}, largest first
//   f.cycle_median_s        // from opening to end, of the cases that ended; nothing: none did
//
// Rates are left to the reader as two whole numbers: 3 of 12.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/identity.hpp"
#include "server/packs.hpp"

namespace kefu::server {

inline constexpr Seconds kDeskOffset = 8 * kHour;  // a desk's days are China's, which has one zone

struct Span {
  std::string store;  // "": every one in scope
  Instant from{}, to{};
};

using Counted = std::vector<std::pair<std::string, long long>>;

struct Day {
  Instant at{};  // its midnight in China's one zone
  long long opened = 0, ended = 0;
};

struct Figures {
  long long opened = 0, ended = 0;
  Counted by_type, by_reason;
  std::vector<Day> days;  // each of the span, also those without a case
  std::optional<long long> cycle_median_s, cycle_p90_s;
  long long refused = 0;     // of the cases opened
  long long judged = 0;      // decided by the platform
  long long overturned = 0;  // of the refused ones, decided against the shop, in full or in part
  long long orders = 0, late_orders = 0;  // orders of the span that were looked at; late by their pack
};

Figures figures(soci::session& sql, const Packs& packs, const Scope& scope, const Span& span);

}  // namespace kefu::server
