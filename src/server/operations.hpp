// operations.hpp: what whoever runs the server sees of it: each request counted and logged under an id that its answer
// carries (X-Request-Id), and the two addresses beside /v1 that need no token.
//
//   GET /healthz    200 {"status":"ok"} while the database answers, else 503
//   GET /metrics    on the address of --metrics alone: figures, but no business of the buyers' network
#pragma once
#include <chrono>
#include <string>

#include "server/http.hpp"

namespace kefu::server {

struct Service;

/// What a request turned out to be, told while it is answered.
struct Visit {
  std::string route = "other";  // a pattern, so that there are few
  std::string_view role = "";   // "" until a token was believed
  std::string request_id;       // the caller's own if it is plain, else a new one
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

Visit visit_of(const Request& request);
/// Once for every answer.
void note(Service& service, const std::string& method, const Visit& visit, Response& answer);
/// What the listener refused by itself: it was no request that a route could have had.
void note_refusal(Service& service, Response& answer);

Response health(Service& service);
/// The handler of --metrics' own listener.
Response operations_route(Service& service, const Request& request);

}  // namespace kefu::server
