// ledger.hpp: the books, double entry (domain §5.1, §5.7). Nothing is ever changed in them; a mistake is booked back.
//
//   book(sql, {"c-1:2:3", "c-1", {{"SELLER_RECEIVABLE", "s-1", -500}, {"BUYER_CASH", "b-1", 500}}}, now);
//   balance(sql, "SUPPLIER_DEPOSIT", "sup-1")          // fen; below zero: more went out than came in
//
// An account belongs to a holder: BUYER_<tender> and BUYER_DEBT to a buyer, SELLER_RECEIVABLE to a store,
// SUPPLIER_DEPOSIT, SUPPLIER_DEBT and SUPPLIER_CASH to a supplier, PLATFORM_FUND to "platform", INSURER to "insurer". A
// debt's balance is below zero by what is owed.
//
// A journal sums to zero and its reference is booked once. Both hold in the database itself: a journal is stored as
// transfers from one account to another (migrations.cpp), numbered within their reference.
#pragma once
#include <soci/soci.h>

#include <string>
#include <vector>

#include "kefu/money.hpp"
#include "kefu/time.hpp"
#include "server/identity.hpp"

namespace kefu::server {

struct Leg {
  std::string account;
  std::string holder;
  Fen amount{};  // below zero: taken from the account
};

struct Journal {
  std::string reference;
  std::string case_id;  // "": no case is behind it
  std::vector<Leg> legs;
};

/// Throws std::logic_error where the legs do not sum to zero, soci::soci_error where the reference is booked already.
/// Legs of nothing are left out; a journal of nothing books nothing.
void book(soci::session& sql, const Journal& journal, Instant at);
Fen balance(soci::session& sql, const std::string& account, const std::string& holder);

/// A case's people, for the holders of its accounts.
struct Holders {
  std::string buyer, store, supplier;
};
std::string holder_of(const std::string& account, const Holders& holders);

/// One account's part of a journal.
struct BookedLeg {
  std::string reference;
  std::string account;
  Fen amount{};
  Instant at{};
};
/// What was booked for a case, oldest first. A buyer and a supplier see their own accounts, a desk every one.
std::vector<BookedLeg> bookings_of(soci::session& sql, const std::string& case_id, const Identity& who);

}  // namespace kefu::server
