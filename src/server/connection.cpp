#include "server/connection.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include "server/problem.hpp"
#include "server/stream.hpp"

namespace kefu::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

// Headers that decide who calls and what counts as a repetition must not be ambiguous.
constexpr std::array kOnce = {http::field::authorization, http::field::host, http::field::origin};

std::optional<Request> to_request(const http::request<http::string_body>& message) {
  const auto target = message.target();
  auto r = make_request(std::string(message.method_string()), {target.data(), target.size()});
  if (!r || (message.version() >= 11 && message.count(http::field::host) == 0)) return std::nullopt;
  for (const http::field name : kOnce)
    if (message.count(name) > 1) return std::nullopt;
  if (message.count("Idempotency-Key") > 1) return std::nullopt;
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    r->headers.emplace(std::move(name), std::string(field.value()));
  }
  return r;
}

// These have no content, and say nothing about it (RFC 9110 §6.4.1).
bool has_content(const Response& r) { return r.status != 204 && r.status != 304; }

template <class Body>
void fill(http::response<Body>& out, const Response& r, bool keep_alive) {
  out.set(http::field::server, "kefu");
  if (has_content(r)) out.set(http::field::content_type, r.content_type);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "same-origin");
  for (const auto& [name, value] : r.headers) out.set(name, value);
  out.keep_alive(keep_alive);
}

// A coroutine of its own, so that the handler runs wherever this is spawned.
asio::awaitable<Response> call(const Listener::Handler& handler, Request request) { co_return handler(request); }

// Refusals are made in plain functions: GCC 12 destroys twice what is brace-initialised inside a co_await's expression.
Response too_busy() { return to_response({503, "UNAVAILABLE", "The server has too many connections. Try again."}); }

Response malformed() {
  return to_response({400, "BAD_REQUEST", "The request's target or headers are malformed."});
}

// What to say to a request that could not be read; nothing: the peer hung up.
std::optional<Response> refusal_of(error_code error, const Limits& limits) {
  if (error == http::error::body_limit)
    return to_response({413, "TOO_LARGE", "The body may have at most " + std::to_string(limits.body_bytes) + " bytes."});
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return to_response({431, "HEADERS_TOO_LARGE",
                        "The headers may have at most " + std::to_string(limits.header_bytes) + " bytes."});
  if (error == beast::error::timeout) return to_response({408, "TIMEOUT", "The request did not arrive in time."});
  if (error.category() == make_error_code(http::error::bad_method).category())
    return to_response({400, "BAD_REQUEST", "This is no HTTP/1.1 request."});
  return std::nullopt;
}

}  // namespace

Connection::Connection(Listener& listener, asio::ip::tcp::socket socket)
    : listener_(listener), others_(listener.connections_), stream_(std::move(socket)), buffer_(listener.limits_.header_bytes + 64 * 1024) {
  others_->insert(this);
}

Connection::~Connection() { others_->erase(this); }

void Connection::stop_if_idle() {
  if (idle_) stream_.cancel();
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self, bool turned_away) {
  if (turned_away) {
    Response busy = too_busy();
    self->listener_.finish_("", "", busy);
    co_await self->write(std::move(busy), false, false, 11);
    co_await self->drain();
  } else {
    co_await self->serve();
  }
  error_code ignored;
  self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
}

asio::awaitable<void> Connection::serve() {
  for (;;) {
    Parser parser;
    parser.header_limit(listener_.limits_.header_bytes);
    parser.body_limit(listener_.limits_.body_bytes);
    if (!co_await read(parser)) co_return;
    const bool head = parser.get().method() == http::verb::head;
    const unsigned version = parser.get().version();
    const bool keep_alive = parser.get().keep_alive();
    Response response = co_await handle(parser);
    finish(parser, response);
    if (response.stream) {
      co_await become_stream(std::move(response), version);
      co_return;
    }
    if (!co_await write(std::move(response), keep_alive && !listener_.stopping_, head, version)) co_return;
  }
}

asio::awaitable<bool> Connection::read(Parser& parser) {
  idle_ = true;
  if (listener_.stopping_) co_return false;
  stream_.expires_after(listener_.limits_.header_timeout);
  auto [header_error, ignored] = co_await http::async_read_header(stream_, buffer_, parser, kAwait);
  if (header_error) {
    // A peer that said nothing, or hung up, is owed nothing.
    if (parser.got_some()) co_await refuse(parser, header_error);
    co_return false;
  }
  idle_ = false;
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    http::response<http::empty_body> go_on(http::status::continue_, 11);
    co_await http::async_write(stream_, go_on, kAwait);
  }
  stream_.expires_after(listener_.limits_.body_timeout);
  auto [body_error, ignored_too] = co_await http::async_read(stream_, buffer_, parser, kAwait);
  if (body_error) co_await refuse(parser, body_error);
  co_return !body_error;
}

asio::awaitable<Response> Connection::handle(Parser& parser) {
  auto request = to_request(parser.get());
  if (!request) co_return malformed();
  request->body = std::move(parser.get().body());
  request->address = address();
  auto work = call(listener_.handler_, std::move(*request));
  co_return co_await asio::co_spawn(listener_.workers_, std::move(work), asio::use_awaitable);
}

asio::awaitable<bool> Connection::write(Response r, bool keep_alive, bool head, unsigned version) {
  stream_.expires_after(listener_.limits_.write_timeout);
  const auto status = static_cast<http::status>(r.status);
  if (head) {
    http::response<http::empty_body> out(status, version);
    fill(out, r, keep_alive);
    if (has_content(r)) out.content_length(r.body.size());
    auto [error, ignored] = co_await http::async_write(stream_, out, kAwait);
    co_return !error && keep_alive;
  }
  http::response<http::string_body> out(status, version);
  fill(out, r, keep_alive);
  out.body() = std::move(r.body);
  if (has_content(r)) out.prepare_payload();
  auto [error, ignored] = co_await http::async_write(stream_, out, kAwait);
  co_return !error && keep_alive;
}

// Its end is the connection's: no length and no chunks, so that a stream that is cut off ends like any other.
asio::awaitable<void> Connection::become_stream(Response r, unsigned version) {
  stream_.expires_after(listener_.limits_.write_timeout);
  http::response<http::empty_body> out(http::status::ok, version);
  fill(out, r, false);
  auto [error, ignored] = co_await http::async_write(stream_, out, kAwait);
  if (!error && !listener_.stopping_) listener_.adopt_(stream_.release_socket(), *r.stream);
}

std::string Connection::address() const {
  error_code none;
  const auto peer = stream_.socket().remote_endpoint(none);
  return none ? "" : peer.address().to_string();
}

void Connection::finish(const Parser& parser, Response& response) const {
  const auto target = parser.get().target();
  const auto origin = parser.get()[http::field::origin];
  const std::string_view path(target.data(), target.size());
  listener_.finish_(path.substr(0, path.find('?')), {origin.data(), origin.size()}, response);
}

asio::awaitable<void> Connection::refuse(const Parser& parser, error_code error) {
  auto refusal = refusal_of(error, listener_.limits_);
  if (!refusal) co_return;
  finish(parser, *refusal);
  co_await write(std::move(*refusal), false, false, 11);
  co_await drain();
}

// Closing while the peer still sends resets the connection, and the answer is lost on its way (RFC 9112 §9.6).
asio::awaitable<void> Connection::drain() {
  static constexpr std::size_t kMost = 4 << 20;
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(std::chrono::seconds(2));
  std::array<char, 16 * 1024> sink;
  for (std::size_t total = 0; total < kMost;) {
    auto [error, n] = co_await stream_.async_read_some(asio::buffer(sink), kAwait);
    if (error) co_return;
    total += n;
  }
}

}  // namespace kefu::server
