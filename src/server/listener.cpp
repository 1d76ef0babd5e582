#include "server/listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

#include "server/connection.hpp"

namespace kefu::server {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

Listener::Listener(asio::io_context& io, asio::thread_pool& workers, Handler handler, Finish finish, Adopt adopt, Limits limits)
    : io_(io), workers_(workers), acceptor_(io), handler_(std::move(handler)), finish_(std::move(finish)), adopt_(std::move(adopt)), limits_(limits) {}

void Listener::open(const std::string& address, std::uint16_t port) {
  const tcp::endpoint endpoint(asio::ip::make_address(address), port);
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(asio::socket_base::reuse_address(true));
  acceptor_.bind(endpoint);
  acceptor_.listen(asio::socket_base::max_listen_connections);
  asio::co_spawn(io_, accept(), asio::detached);
}

std::uint16_t Listener::port() const { return acceptor_.local_endpoint().port(); }

asio::awaitable<void> Listener::accept() {
  while (!stopping_) {
    auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
    if (stopping_) break;
    if (error) {
      // Most often too many open files: pausing lets connections end instead of spinning.
      asio::steady_timer pause(io_, std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
      continue;
    }
    const bool full = connections_->size() >= limits_.connections;
    auto connection = std::make_shared<Connection>(*this, std::move(socket));
    asio::co_spawn(io_, Connection::run(connection, full), asio::detached);
  }
}

void Listener::stop(std::function<void()> stopped) {
  if (stopping_) return;
  stopping_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  for (Connection* c : *connections_) c->stop_if_idle();
  asio::co_spawn(io_, wind_down(std::move(stopped)), asio::detached);
}

asio::awaitable<void> Listener::wind_down(std::function<void()> stopped) {
  const auto end = std::chrono::steady_clock::now() + limits_.stop_timeout;
  asio::steady_timer pause(io_);
  while (!connections_->empty() && std::chrono::steady_clock::now() < end) {
    pause.expires_after(std::chrono::milliseconds(10));
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  stopped();
}

}  // namespace kefu::server
