#include "server/demo_bank.hpp"

#include "server/clock.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

void book(soci::session& sql, const std::string& reference, const std::string& account, Fen amount, Instant at) {
  const long long fen = amount, booked_at = at;
  sql << "INSERT INTO ledger (reference, account, amount, booked_at) VALUES (:reference, :account, :amount, :at)",
      use(reference), use(account), use(fen), use(booked_at);
}

}  // namespace

PaymentOutcome DemoBank::refund(const Refund& refund) {
  db_.write([&](soci::session& sql) {
    long long booked = 0;
    sql << "SELECT COUNT(*) FROM ledger WHERE reference = :reference", use(refund.reference), into(booked);
    if (booked > 0) return;
    const Instant at = now();
    book(sql, refund.reference, "SELLER_RECEIVABLE:" + refund.store_id, -refund.amount, at);
    for (const auto& [type, amount] : refund.tenders)
      if (amount > 0) book(sql, refund.reference, "BUYER_" + type + ":" + refund.buyer_id, amount, at);
  });
  return {true, "demo-bank:" + refund.reference};
}

}  // namespace kefu::server
