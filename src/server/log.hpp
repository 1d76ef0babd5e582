// log.hpp: what the server says on stderr: a line for each request, and a line for each trouble. One process, one log.
//
//   set_log_format(LogFormat::json);
//   log_request({.method = "GET", .route = "/v1/cases/{id}", .status = 200, .role = "buyer", .request_id = "5f0c…"});
//   {"at":"2026-11-22T10:30:00.123Z","level":"info","method":"GET","route":"/v1/cases/{id}","status":200,"ms":1.204,…}
//
// A route's pattern stands for its address, a role for the caller: no token, body, name or identity is ever written.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kefu::server {

enum class LogFormat { off, text, json };

struct RequestLine {
  std::string_view method, route;
  int status = 0;
  double ms = 0;
  std::size_t bytes = 0;
  std::string_view role;  // "" for nobody with a token
  std::string_view request_id;
};

/// From the start on; json is the default. `off`: troubles are still told, as text.
void set_log_format(LogFormat format);
void log_request(const RequestLine& line);
/// `what` went wrong, in a word or two, and why, in the words of who noticed.
void log_trouble(std::string_view what, std::string_view why);

}  // namespace kefu::server
