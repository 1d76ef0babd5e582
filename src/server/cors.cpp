#include "server/cors.hpp"

#include <algorithm>
#include <array>

#include "server/problem.hpp"

namespace kefu::server {

namespace {

constexpr std::size_t kLongestHost = 253;  // RFC 1035 §2.3.4, without the root's dot
// What a caller may want to know besides the body; browsers show few other headers to foreign pages.
constexpr const char* kReadable =
    "Idempotent-Replayed, Location, Retry-After, Upload-Offset, WWW-Authenticate, X-Request-Id";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Names as the browser sends them, so 店.example is xn--lxt.example here.
bool is_name(std::string_view host) {
  if (host.empty() || host.size() > kLongestHost) return false;
  char before = '.';
  for (const char c : host) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.') return false;
    if (c == '.' && before == '.') return false;
    before = c;
  }
  return before != '.';
}

bool is_v6(std::string_view host) {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
  host = host.substr(1, host.size() - 2);
  const auto fits = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':'; };
  return host.find(':') != std::string_view::npos && std::all_of(host.begin(), host.end(), fits);
}

bool is_port(std::string_view digits, std::string_view own) {
  if (digits.empty() || digits.size() > 5 || digits.front() == '0' || digits == own) return false;
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  return std::stoi(std::string(digits)) <= 65535;
}

bool is_public(std::string_view path) { return path.starts_with("/dist/") || path.starts_with("/assets/"); }
bool is_call(std::string_view path) { return path.starts_with("/v1/"); }

bool holds(const std::vector<std::string>& allowed, std::string_view origin) {
  return std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
}

}  // namespace

bool is_origin(std::string_view text) {
  struct Scheme {
    std::string_view start, own_port;
  };
  static constexpr std::array kSchemes = {Scheme{"https://", "443"}, Scheme{"http://", "80"}};
  for (const auto& [start, own_port] : kSchemes) {
    if (!text.starts_with(start)) continue;
    const std::string_view rest = text.substr(start.size());
    const auto after_host = rest.find(':', rest.starts_with("[") ? std::min(rest.find(']'), rest.size()) : 0);
    const std::string_view host = rest.substr(0, after_host);
    if (!is_name(host) && !is_v6(host)) return false;
    return after_host == std::string_view::npos || is_port(rest.substr(after_host + 1), own_port);
  }
  return false;
}

std::optional<Response> preflight(const std::vector<std::string>& allowed, const Request& request) {
  const auto origin = request.header("origin");
  if (request.method != "OPTIONS" || !is_call(request.path) || !origin || !request.header("access-control-request-method"))
    return std::nullopt;
  if (!holds(allowed, *origin))
    return to_response({403, "ORIGIN_NOT_ALLOWED", "Pages of this origin may not call this server. Start it with --origin."});
  Response r;
  r.status = 204;
  r.with("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
  r.with("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Upload-Offset");
  r.with("Access-Control-Max-Age", "600");
  return r;
}

void allow_reading(const std::vector<std::string>& allowed, std::string_view path, std::string_view origin, Response& answer) {
  if (is_public(path)) {
    answer.with("Access-Control-Allow-Origin", "*").with("Cross-Origin-Resource-Policy", "cross-origin");
  } else if (is_call(path)) {
    answer.with("Vary", "Origin");
    if (holds(allowed, origin))
      answer.with("Access-Control-Allow-Origin", std::string(origin)).with("Access-Control-Expose-Headers", kReadable);
  }
}

}  // namespace kefu::server
