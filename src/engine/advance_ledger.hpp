// advance_ledger.hpp: what a case books (domain §5.1). The entries of every step sum to zero.
//
// Accounts: BUYER_<tender> SELLER_RECEIVABLE SUPPLIER_DEPOSIT PLATFORM_FUND, and BUYER_DEBT for an advance payment that
// the buyer has to give back.
#pragma once
#include <string>

#include "engine/advance_scene.hpp"

namespace kefu {

void book(Scene& s, std::string account, Fen amount);
/// T25: every tender goes back to where it came from (暂行办法 14), and the seller's claim shrinks by their sum.
void book_refund(Scene& s);
/// A1, A2, A4: out of the platform's fund, back into it from the store, or owed to it by the buyer.
void book_advance(Scene& s);
void book_repaid_advance(Scene& s, Instant at);
void book_lost_advance(Scene& s, Instant at);
/// What the buyer has been paid ahead and not been asked back.
Fen standing_advance(const Case& c);

}  // namespace kefu
