// check_history.hpp: what earlier cases already brought back and what is left of each line (contract §2, step 3).
//
//   Standing s = *standing({now, trade, cases, request});
//   s.left[0].value, s.left[0].units      // of the trade's first line
//   quote_input(input, s, policy)         // the request as quote() takes it, with the history in front
//
// A case whose money is decided counts although it has not arrived yet: two cases may not share one line's value, and the
// freight goes with whichever is decided last.
#pragma once
#include <vector>

#include "kefu/check.hpp"
#include "kefu/quote.hpp"

namespace kefu {

struct LineLeft {
  Fen value{};
  std::int64_t units{};
};

struct Standing {
  std::vector<HistoryLine> history;  // oldest first
  std::vector<LineLeft> left;        // in the trade's order
};

Result<Standing> standing(const Trade& trade, const std::vector<Case>& cases);

/// The indices of the lines that a request names: one, or every line that has value left.
std::vector<std::size_t> requested_lines(const CheckInput& input, const Standing& s);

/// The request in quote()'s words; the pack says whose fault the reason is.
QuoteInput quote_input(const CheckInput& input, const Standing& s, const Policy& policy);

}  // namespace kefu
