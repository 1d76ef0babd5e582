// ledger_rows.hpp: the double-entry ledger as it is read: whole references, so that every page balances by itself.
//
//   const auto page = bookings(sql, ledger_scope(who), {"", "", 51});
//
// An account is a class and, after a colon, whose it is: BUYER_CASH:b-1, SELLER_RECEIVABLE:s-1, SUPPLIER_DEPOSIT:sup-1.
#pragma once
#include <soci/soci.h>

#include <string>
#include <vector>

#include "server/identity.hpp"

namespace kefu::server {

struct Booking {
  std::string reference, account;
  long long amount = 0;
  long long booked_at = 0;
};

struct LedgerFilter {
  std::string account;  // a class or a whole account; "": all
  std::string after;    // a cursor.hpp
  int references = 50;  // how many at most
};

/// Finance and the platform read all accounts, an agent its store's, a supplier its own (deposit, debt, cash); throws NOT_PERMITTED for others.
Scope ledger_scope(const Identity& who);

std::vector<Booking> bookings(soci::session& sql, const Scope& scope, const LedgerFilter& filter);
/// Where a page ends, for LedgerFilter::after.
std::string cursor_after(const Booking& last);

struct Balance {
  std::string account;  // a class; for deposits and funds the whole account
  long long amount = 0;
  long long bookings = 0;
};
/// Of everything in scope, by account's class, in the alphabet's order.
std::vector<Balance> balances(soci::session& sql, const Scope& scope);

}  // namespace kefu::server
