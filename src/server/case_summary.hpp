// case_summary.hpp: what is searched, sorted and counted of a case, as columns beside its document.
//
//   const CaseSummary s = summary_of(c, trade);
//   s.turn == "SELLER", s.sort_at == 1795000000     // the queue's order, ascending
//
// The document stays the truth; a summary is made anew from it with every step, in the step's own transaction.
#pragma once
#include <optional>
#include <string>

#include "kefu/case.hpp"
#include "kefu/trade.hpp"

namespace kefu::server {

/// Keys of the queue: a deadline (seconds since 1970) as it is, then what is open without one, oldest first, then what
/// has ended, newest first.
inline constexpr Instant kNoDeadline = 100'000'000'000;
inline constexpr Instant kEnded = 1'000'000'000'000;

struct CaseSummary {
  std::string type, reason;
  std::string title;  // of its line, or of the order's first
  std::string turn;   // whose move it is: an Actor's name, PARTIES while the platform gathers evidence, "" once it ended
  long long cs_status = 1;
  long long amount = 0;
  long long opened_at = 0;
  std::optional<Instant> ended_at;
  Instant sort_at = 0;
  bool refused = false;  // the shop refused it at least once
  std::string verdict;   // of the last judgement; "": none
};

CaseSummary summary_of(const Case& c, const Trade& trade);

}  // namespace kefu::server
