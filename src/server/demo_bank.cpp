#include "server/demo_bank.hpp"

#include "server/clock.hpp"

namespace kefu::server {

using soci::use;

PaymentOutcome DemoBank::refund(const Refund& refund) {
  db_.write([&](soci::session& sql) {
    const long long amount = refund.amount, paid_at = now();
    sql << "INSERT INTO bank_payments (reference, payer, amount, paid_at) VALUES (:reference, :payer, :amount, :at)"
           " ON CONFLICT (reference) DO NOTHING",
        use(refund.reference), use(refund.payer), use(amount), use(paid_at);
  });
  return {true, "demo-bank:" + refund.reference};
}

}  // namespace kefu::server
