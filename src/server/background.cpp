#include "server/background.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdio>
#include <exception>

namespace kefu::server {

namespace asio = boost::asio;

void Background::ask() {
  if (asked_.exchange(true)) return;
  asio::post(thread_, [this] { sweep(); });
}

void Background::sweep() {
  asked_ = false;  // before the work: who asks from here on may have written something that this round misses
  try {
    service_.sweep();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "kefu-server: sweep: %s\n", e.what());
  }
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
