// http_client.hpp: one POST to another's server, by Boost.Beast, over TLS where the address says https.
//
//   const auto url = read_url("https://erp.example/hooks/kefu");         // nothing: no http or https address
//   int status = post(*url, {{"webhook-id", id}}, body, 5, stop);        // throws std::exception: nobody answered in time
//
// Certificates are checked against the system's and the host's name. Redirects are not followed: their status is the
// answer. The address is the operator's own word, so it may lie in a private network.
#pragma once
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/time.hpp"

namespace kefu::server {

struct Url {
  bool tls = false;
  std::string host;    // without brackets
  std::string port;
  std::string target;  // path and query
};

std::optional<Url> read_url(std::string_view text);

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The answer's status. The whole call ends within `patience_s`, and at once when `stop` is requested: it then throws.
int post(const Url& url, const HttpHeaders& headers, const std::string& body, Seconds patience_s,
         const std::stop_token& stop);

}  // namespace kefu::server
