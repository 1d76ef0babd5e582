// advance_settle.hpp: how an asked amount is made up of freight, tenders and parts of lines, to the fen.
//
//   auto s = settle(quote_input(check_input, standing, policy), 3000);
//   s->tenders                    // {{"CASH", 2500}, {"RED_PACKET", 500}}: sums to 3000
#pragma once
#include "kefu/case.hpp"
#include "kefu/quote.hpp"

namespace kefu {

/// Everything the request quotes, or less of it: goods first, freight last. EXCEEDS_VALUE where the quote is smaller.
Result<Settlement> settle(const QuoteInput& whole, Fen amount);

/// What a settlement adds up to.
Fen total(const Settlement& s);

}  // namespace kefu
