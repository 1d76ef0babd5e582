#include "server/deposit.hpp"

#include <algorithm>

namespace kefu::server {

namespace {

constexpr const char* kDeposit = "SUPPLIER_DEPOSIT";
constexpr const char* kDebt = "SUPPLIER_DEBT";
constexpr const char* kFund = "PLATFORM_FUND";
constexpr const char* kPlatform = "platform";

}  // namespace

void pay_in(soci::session& sql, const std::string& supplier, Fen amount, const std::string& reference, Instant at) {
  book(sql, {reference, "", {{"SUPPLIER_CASH", supplier, -amount}, {kDeposit, supplier, amount}}}, at);
  const Fen owed = std::min(amount, -balance(sql, kDebt, supplier));
  if (owed > 0) book(sql, {reference + ":repaid", "", {{kDeposit, supplier, -owed}, {kDebt, supplier, owed}}}, at);
}

void book_case(soci::session& sql, Journal journal, const std::string& supplier, Instant at) {
  Fen missing = 0;
  for (Leg& leg : journal.legs) {
    if (leg.account != kDeposit || leg.amount >= 0) continue;
    const Fen drawn = std::min(-leg.amount, std::max<Fen>(0, balance(sql, kDeposit, supplier)));
    missing = -leg.amount - drawn;
    leg.amount = -drawn;
  }
  if (missing > 0) journal.legs.push_back({kFund, kPlatform, -missing});
  book(sql, journal, at);
  if (missing == 0) return;
  book(sql,
       {journal.reference + ":recovery", journal.case_id, {{kDebt, supplier, -missing}, {kFund, kPlatform, missing}}},
       at);
}

}  // namespace kefu::server
