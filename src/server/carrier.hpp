// carrier.hpp: takes the payments that the outbox holds to the payment port: after a commit, at start-up, and again after a failure.
//
// Several servers on one PostgreSQL share the work; none carries what another has in its hands.
//
// At least once: a crash between paying and noting it makes the carrier pay again, which the payment port's reference
// makes harmless (payment.hpp).
#pragma once
#include "kefu/time.hpp"
#include "server/cases.hpp"
#include "server/database.hpp"
#include "server/payment.hpp"

namespace kefu::server {

class Carrier {
 public:
  static constexpr Seconds kLongestPause_s = 300;  // between two attempts

  Carrier(Database& db, const Cases& cases, PaymentPort& bank) : db_(db), cases_(cases), bank_(bank) {}

  /// Carries everything that waits. Not for two threads at a time.
  void run();

 private:
  void carry(const OutboxRow& effect);

  Database& db_;
  const Cases& cases_;
  PaymentPort& bank_;
};

}  // namespace kefu::server
