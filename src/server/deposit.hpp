// deposit.hpp: the supplier's deposit (保证金, S1-29, X6), what pays where it runs out, and how that is paid back (追偿).
//
//   pay_in(sql, "sup-1", 50000, "deposit:sup-1:2026-11", now);      // first to what the supplier owes, the rest stays
//   book_case(sql, journal, "sup-1", now);                          // a journal that may draw on the deposit
//
// A draw takes what the deposit holds and the rest out of the platform's fund. What the fund advanced is then a claim on
// the supplier, booked under the journal's reference with ":recovery" behind it. Writers take turns (database.hpp), so no
// two draws find the same money.
#pragma once
#include <soci/soci.h>

#include <string>

#include "kefu/time.hpp"
#include "server/ledger.hpp"

namespace kefu::server {

void pay_in(soci::session& sql, const std::string& supplier, Fen amount, const std::string& reference, Instant at);

/// Books the journal, its draw on the supplier's deposit cut to what is there.
void book_case(soci::session& sql, Journal journal, const std::string& supplier, Instant at);

}  // namespace kefu::server
