// service.hpp: everything the routes work with, owned in one place, and the background jobs of the server.
#pragma once
#include <atomic>
#include <functional>

#include "server/alerts.hpp"
#include "server/answers.hpp"
#include "server/carrier.hpp"
#include "server/cases.hpp"
#include "server/database.hpp"
#include "server/demo_bank.hpp"
#include "server/evidence.hpp"
#include "server/metrics.hpp"
#include "server/options.hpp"
#include "server/packs.hpp"
#include "server/rate_limit.hpp"
#include "server/stream_seats.hpp"

namespace kefu::server {

struct Service {
  explicit Service(Options o);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Fires due deadlines and has their effects carried out; before every read (domain §5.3: lazily and by sweep).
  void catch_up();
  /// One round of the background's work: deadlines, outbox, and now and then old answers.
  void sweep();

  const Options options;
  Packs packs;
  Database db;
  Answers answers;
  Evidence evidence;
  Cases cases;
  DemoBank bank;
  Carrier carrier;
  Alerts alerts;
  Metrics metrics;
  Seats seats;
  RateLimit reads, writes;  // of each caller
  RateLimit strangers;      // of each address, without a token that counts
  /// Asks for a sweep soon, on the background thread; set by main.
  std::function<void()> wake = [] {};
  /// Events may have been committed: the streams look for them; set by main. From any thread.
  std::function<void()> news = [] {};

 private:
  Instant forgot_at_ = 0;
  std::atomic<Instant> nothing_due_at_ = 0;
};

}  // namespace kefu::server
