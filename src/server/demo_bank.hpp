// demo_bank.hpp: the demo shop's bank. It moves no money: it writes down what it was asked to pay and says that it is paid.
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
