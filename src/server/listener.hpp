// listener.hpp: HTTP/1.1 over TCP: takes connections, reads requests within limits, and hands each to a worker.
//
//   Listener l(io, workers, [&](const Request& r) { return route(service, r); }, finish, adopt);
//   l.open("127.0.0.1", 0);        // throws boost::system::system_error: the address is taken …
//   l.port();
//   l.stop([&] { io.stop(); });    // no new connections; those under way are answered, then closed
//
// All of it runs on the io_context's one thread; only the handler runs on the workers. A peer that is slow, silent,
// wrong or too large gets an answer where HTTP allows one and is closed; it never holds more than its connection. An answer
// that is an event stream leaves with its socket and counts as no connection any more.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "server/http.hpp"

namespace kefu::server {

struct Limits {
  std::size_t connections = 1024;
  std::uint32_t header_bytes = 16 * 1024;
  std::uint64_t body_bytes = 1024 * 1024;
  std::chrono::seconds header_timeout{20};  // also how long a kept connection may be silent
  std::chrono::seconds body_timeout{20};
  std::chrono::seconds write_timeout{30};
  std::chrono::seconds stop_timeout{5};     // answers still under way when the server is told to stop
};

class Connection;

class Listener {
 public:
  using Handler = std::function<Response(const Request&)>;
  /// Puts on an answer what the page at `origin` ("" for none) needs; on the listener's own refusals too.
  using Finish = std::function<void(std::string_view path, std::string_view origin, Response& answer)>;
  /// Takes over a connection whose answer is a stream, once the answer's head is out.
  using Adopt = std::function<void(boost::asio::ip::tcp::socket socket, const Subscription& subscription)>;

  Listener(boost::asio::io_context& io, boost::asio::thread_pool& workers, Handler handler, Finish finish,
           Adopt adopt = {}, Limits limits = {});

  void open(const std::string& address, std::uint16_t port);
  std::uint16_t port() const;
  void stop(std::function<void()> stopped);

 private:
  friend class Connection;
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> wind_down(std::function<void()> stopped);

  boost::asio::io_context& io_;
  boost::asio::thread_pool& workers_;
  boost::asio::ip::tcp::acceptor acceptor_;
  Handler handler_;
  Finish finish_;
  Adopt adopt_;
  Limits limits_;
  /// Shared with the connections: the last of them may be destroyed with the io_context, after the listener.
  std::shared_ptr<std::set<Connection*>> connections_ = std::make_shared<std::set<Connection*>>();
  bool stopping_ = false;
};

}  // namespace kefu::server
