// cors.hpp: which pages of other origins may read answers. The panel lives in shops' pages, the server elsewhere.
//
//   kefu-server --origin https://shop.example          // its pages may call /v1 with their buyers' tokens
//
// /v1 is opened to the origins of the command line alone, never to all and never with cookies: whoever calls it holds a
// token that the shop gave to its own page. The built panel and its data are public, so every page may load them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http.hpp"

namespace kefu::server {

/// Whether a browser would write an Origin header like this: scheme://host[:port] of http or https, lower case, without a
/// path and without the scheme's own port. "https://shop.example:443" would never match anything and is refused.
bool is_origin(std::string_view text);

/// The answer to a preflight of /v1, which comes without a token; nothing: the request is none.
std::optional<Response> preflight(const std::vector<std::string>& allowed, const Request& request);

/// Puts on what the browser wants to see before a page of `origin` may read the answer to `path`: on refusals too, or the
/// panel could not tell a token that has expired from a network that is down.
void allow_reading(const std::vector<std::string>& allowed, std::string_view path, std::string_view origin, Response& answer);

}  // namespace kefu::server
