#include "server/background.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <thread>

#include "server/log.hpp"

namespace kefu::server {

namespace asio = boost::asio;

void Background::ask() {
  if (asked_.exchange(true)) return;
  asio::post(thread_, [this] { sweep(); });
}

void Background::sweep() {
  static constexpr std::chrono::milliseconds kApart{20};
  std::this_thread::sleep_until(last_ + kApart);
  const auto begun = last_ = std::chrono::steady_clock::now();
  bool failed = false;
  asked_ = false;  // before the work: who asks from here on may have written something that this round misses
  try {
    service_.sweep();
  } catch (const std::exception& e) {
    failed = true;
    log_trouble("sweep", e.what());
  }
  service_.metrics.sweep(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), failed);
}

asio::awaitable<void> Background::every_second() {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    ask();
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

}  // namespace kefu::server
