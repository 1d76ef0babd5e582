// demo_bank.hpp: the demo shop's bank. It moves no money: it books the refund in the ledger and says that it is paid.
#pragma once
#include "server/database.hpp"
#include "server/payment.hpp"

namespace kefu::server {

class DemoBank : public PaymentPort {
 public:
  explicit DemoBank(Database& db) : db_(db) {}
  PaymentOutcome refund(const Refund& refund) override;

 private:
  Database& db_;
};

}  // namespace kefu::server
