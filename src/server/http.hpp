// http.hpp: a request and an answer as plain values, so that routes know nothing of sockets.
//
//   Request r = make_request("GET", "/v1/cases?tid=1&limit=5");
//   r.path == "/v1/cases", r.query_value("tid") == "1"
//   return json_response(200, body);
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kefu::server {

struct Subscription;

struct Request {
  std::string method;
  std::string path;                          // still percent-encoded, without the query
  std::map<std::string, std::string> query;  // decoded; of a repeated name the first counts
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string address;  // the peer's, without its port; a proxy's where there is one in between

  /// The decoded value of a query parameter; nothing if it is absent or empty.
  std::optional<std::string> query_value(const std::string& name) const;
  /// A header's value by its lower-case name; nothing if it is absent.
  std::optional<std::string> header(const std::string& name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Not null: the answer has no end, what follows its head is the event stream's (stream.hpp).
  std::shared_ptr<Subscription> stream = nullptr;

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// Splits and decodes the target; nothing if it is no path or is encoded wrongly.
std::optional<Request> make_request(std::string method, std::string_view target);

/// "%E5%AE%A2" → "客"; nothing for a broken escape, a NUL or bytes that are not UTF-8. `plus_is_space` as in queries.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

Response json_response(int status, std::string body);

/// "Not Found" for 404.
std::string_view status_phrase(int status);

}  // namespace kefu::server
