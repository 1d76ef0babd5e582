// connection.hpp: one peer's requests, one after another, each answered before the next is read.
#pragma once
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "server/listener.hpp"

namespace kefu::server {

class Connection {
 public:
  Connection(Listener& listener, boost::asio::ip::tcp::socket socket);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// `turned_away`: the server is full, so the peer hears that and nothing else.
  static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self, bool turned_away);
  void stop_if_idle();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  boost::asio::awaitable<void> serve();
  /// Reads one request; false: there is none, and what could be said about that has been said.
  boost::asio::awaitable<bool> read(Parser& parser);
  boost::asio::awaitable<Response> handle(Parser& parser);
  boost::asio::awaitable<bool> write(Response response, bool keep_alive, bool head, unsigned version);
  /// Writes the head; the rest is the event stream's, and so is the socket.
  boost::asio::awaitable<void> become_stream(Response response, unsigned version);
  /// What the caller's page needs to read the answer.
  void finish(const Parser& parser, Response& response) const;
  boost::asio::awaitable<void> refuse(const Parser& parser, boost::system::error_code error);
  boost::asio::awaitable<void> drain();
  std::string address() const;

  Listener& listener_;
  std::shared_ptr<std::set<Connection*>> others_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  bool idle_ = true;
};

}  // namespace kefu::server
