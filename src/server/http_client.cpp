#include "server/http_client.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace kefu::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t kLongestAnswer = 64 * 1024;
constexpr std::size_t kLongestUrl = 2000;

bool is_port_number(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

http::request<http::string_body> request_of(const Url& url, const HttpHeaders& headers, const std::string& body) {
  http::request<http::string_body> request{http::verb::post, url.target, 11};
  const bool v6 = url.host.find(':') != std::string::npos;
  const std::string name = v6 ? "[" + url.host + "]" : url.host;
  const bool usual = url.port == (url.tls ? "443" : "80");
  request.set(http::field::host, usual ? name : name + ":" + url.port);
  request.set(http::field::user_agent, "kefu-server");
  request.set(http::field::content_type, "application/json");
  for (const auto& [key, value] : headers) request.set(key, value);
  request.body() = body;
  request.keep_alive(false);
  request.prepare_payload();
  return request;
}

template <class Stream>
asio::awaitable<int> converse(Stream& stream, const http::request<http::string_body>& request) {
  co_await http::async_write(stream, request, asio::use_awaitable);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> answer;
  answer.body_limit(kLongestAnswer);
  co_await http::async_read_header(stream, buffer, answer, asio::use_awaitable);  // the body says nothing that we need
  co_return static_cast<int>(answer.get().result_int());
}

asio::awaitable<void> reach(beast::tcp_stream& stream, const Url& url, std::chrono::steady_clock::time_point until) {
  stream.expires_at(until);
  asio::ip::tcp::resolver resolver(stream.get_executor());
  const auto found = co_await resolver.async_resolve(url.host, url.port, asio::use_awaitable);
  co_await stream.async_connect(found, asio::use_awaitable);
}

asio::awaitable<int> exchange_with(const Url& url, http::request<http::string_body> request,
                          std::chrono::steady_clock::time_point until) {
  const auto executor = co_await asio::this_coro::executor;
  if (!url.tls) {
    beast::tcp_stream stream(executor);
    co_await reach(stream, url, until);
    co_return co_await converse(stream, request);
  }
  asio::ssl::context trusted(asio::ssl::context::tls_client);
  trusted.set_default_verify_paths();
  trusted.set_verify_mode(asio::ssl::verify_peer);
  beast::ssl_stream<beast::tcp_stream> stream(executor, trusted);
  stream.set_verify_callback(asio::ssl::host_name_verification(url.host));
  SSL_set_tlsext_host_name(stream.native_handle(), url.host.c_str());
  co_await reach(beast::get_lowest_layer(stream), url, until);
  co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  co_return co_await converse(stream, request);
}

}  // namespace

std::optional<Url> read_url(std::string_view text) {
  Url url;
  if (text.size() > kLongestUrl) return std::nullopt;
  for (const char c : text)
    if (c <= ' ' || c >= 0x7F || c == '#' || c == '@' || c == '"' || c == '<' || c == '>') return std::nullopt;
  if (text.rfind("https://", 0) == 0)
    url.tls = true;
  else if (text.rfind("http://", 0) != 0)
    return std::nullopt;
  text.remove_prefix(url.tls ? 8 : 7);
  const auto path = text.find_first_of("/?");
  const std::string_view place = text.substr(0, path);
  url.target = path == std::string_view::npos ? "/" : std::string(text.substr(path));
  if (url.target.front() == '?') url.target.insert(0, "/");
  const bool v6 = !place.empty() && place.front() == '[';
  const auto end = v6 ? place.find(']') : place.find(':');
  if (v6 && end == std::string_view::npos) return std::nullopt;
  url.host = v6 ? place.substr(1, end - 1) : place.substr(0, end);
  const std::string_view rest = end == std::string_view::npos ? "" : place.substr(v6 ? end + 1 : end);
  url.port = url.tls ? "443" : "80";
  if (!rest.empty()) {
    if (rest.front() != ':' || !is_port_number(rest.substr(1))) return std::nullopt;
    url.port = rest.substr(1);
  }
  if (url.host.empty()) return std::nullopt;
  return url;
}

int post(const Url& url, const HttpHeaders& headers, const std::string& body, Seconds patience_s,
         const std::stop_token& stop) {
  asio::io_context io(1);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(patience_s);
  auto answer = asio::co_spawn(io, exchange_with(url, request_of(url, headers, body), until), asio::use_future);
  const std::stop_callback ends(stop, [&io] { io.stop(); });
  io.run_until(until + std::chrono::seconds(1));  // a resolver that hangs knows no deadline of its own
  if (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    throw std::runtime_error("no answer in time");
  return answer.get();
}

}  // namespace kefu::server
