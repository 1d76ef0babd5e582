// payment.hpp: the port through which refunds leave the server. A shop implements it for its payment provider.
//
//   class OurBank : public PaymentPort {
//     PaymentOutcome refund(const Refund& r) override { return call_provider(r.reference, r.amount); }
//   };
//
// refund() is called at least once for each reference, also again after a crash: the second call with a reference that
// was paid must pay nothing and report the first one's outcome. Throwing means "not known, ask again later".
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "kefu/money.hpp"

namespace kefu::server {

struct Refund {
  std::string reference;  // caseId:version, or insurance:tid; unique for each payment
  std::string case_id;
  std::string tid;
  std::string buyer_id;
  std::string store_id;
  std::string payer;      // whose money it is: SELLER_RECEIVABLE SUPPLIER_DEPOSIT PLATFORM_FUND INSURER
  Fen amount{};           // 0: what was paid ahead is settled with the store alone
  std::vector<std::pair<std::string, Fen>> tenders;  // what it goes back to: CASH, RED_PACKET …; adds up to amount
};

struct PaymentOutcome {
  bool paid = false;      // false: refused for good; the case becomes REFUND_FAILED
  std::string reference;  // the provider's own number, kept in the case's history
};

class PaymentPort {
 public:
  virtual ~PaymentPort() = default;
  virtual PaymentOutcome refund(const Refund& refund) = 0;
};

}  // namespace kefu::server
