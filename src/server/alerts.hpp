// alerts.hpp: carries SHIP_STOP_ALERT out of the outbox to the shop's ERP (S1-26, S1-31), by the webhook, on a thread of
// its own: a receiver that hangs must not keep refunds waiting.
//
//   {"id":"…","type":"ship_stop","at":"…","tid":"…","store_id":"…","case_id":"…","oid":"A"|null,"num":1,"reason":"REFUNDED"}
//
// At least once, with the same id each time; oid null means the whole order. Of several kefu-servers one sends: it takes the
// alert for as long as an attempt may last (kHeld_s), after which another may, if it died. Without a webhook an alert is done at once:
// the warehouse is stopped in the database in any case, and POST /v1/erp/trades refuses the shipment.
#pragma once
#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <optional>
#include <stop_token>

#include "server/case_rows.hpp"
#include "server/database.hpp"
#include "server/webhook.hpp"

namespace kefu::server {

class Alerts {
 public:
  static constexpr Seconds kLongestPause_s = 300;  // between two attempts
  static constexpr Seconds kHeld_s = Webhook::kPatience_s + 2;

  Alerts(Database& db, std::optional<Webhook> hook) : db_(db), hook_(std::move(hook)) {}

  ~Alerts() { thread_.join(); }
  /// Sends soon everything that is due, until one is not taken; once, however often it is asked before that.
  void ask();
  /// Breaks off what is under way, for the next start or another kefu-server, and sends nothing more. From any thread.
  void stop() { stop_.request_stop(); }

 private:
  void run();
  bool send(const OutboxRow& effect);
  bool attempt(const OutboxRow& effect);

  Database& db_;
  std::optional<Webhook> hook_;
  std::atomic<bool> asked_ = false;
  std::stop_source stop_;
  boost::asio::thread_pool thread_{1};
};

}  // namespace kefu::server
