// background.hpp: the sweep on a thread of its own: each second, and whenever somebody asks. Never two at a time, and a
// breath apart: where many write, one look serves them all.
#pragma once
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>

#include "server/service.hpp"

namespace kefu::server {

class Background {
 public:
  explicit Background(Service& service) : service_(service) {}
  /// Soon, once, however often it is asked before that. From any thread.
  void ask();
  /// Asks every second until the io_context stops. The first time at once: what fell due while the server was down.
  boost::asio::awaitable<void> every_second();
  void join() { thread_.join(); }

 private:
  void sweep();

  Service& service_;
  boost::asio::thread_pool thread_{1};
  std::atomic<bool> asked_ = false;
  std::chrono::steady_clock::time_point last_;  // the last sweep's begin
};

}  // namespace kefu::server
