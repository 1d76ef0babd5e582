#include "server/operations.hpp"

#include <algorithm>

#include "server/digest.hpp"
#include "server/log.hpp"
#include "server/problem.hpp"
#include "server/service.hpp"

namespace kefu::server {

namespace {

constexpr const char* kIdHeader = "X-Request-Id";
constexpr std::size_t kLongestId = 64;

// Only what cannot break a log's line or hide something in it.
bool plain_id(const std::string& id) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= kLongestId && std::all_of(id.begin(), id.end(), fits);
}

std::string new_request_id() { return random_hex(8); }

Levels levels_of(Service& s) {
  return s.db.read([&](soci::session& sql) {
    Levels levels;
    levels.streams = s.seats.taken();
    std::string status;
    long long count = 0;
    soci::statement rows = (sql.prepare << "SELECT status, COUNT(*) FROM cases GROUP BY status ORDER BY status",
                            soci::into(status), soci::into(count));
    rows.execute();
    while (rows.fetch()) levels.cases.emplace_back(status, count);
    sql << "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL", soci::into(levels.outbox);
    return levels;
  });
}

}  // namespace

Visit visit_of(const Request& request) {
  Visit v;
  const auto theirs = request.header("x-request-id");
  v.request_id = theirs && plain_id(*theirs) ? *theirs : new_request_id();
  return v;
}

void note(Service& service, const std::string& method, const Visit& visit, Response& answer) {
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - visit.begun;
  service.metrics.request(visit.route, method, answer.status, took.count());
  log_request({method, visit.route, answer.status, took.count() * 1000, answer.body.size(), visit.role, visit.request_id});
  answer.with(kIdHeader, visit.request_id);
}

void note_refusal(Service& service, Response& answer) {
  for (const auto& [name, value] : answer.headers)
    if (name == kIdHeader) return;  // a route's answer
  Visit v;
  v.route = "unread";
  v.request_id = new_request_id();
  note(service, "other", v, answer);
}

Response health(Service& service) {
  try {
    service.db.read([](soci::session& sql) {
      long long versions = 0;
      sql << "SELECT COUNT(*) FROM schema_versions", soci::into(versions);
    });
  } catch (const std::exception& e) {
    log_trouble("health", e.what());
    return to_response({503, "UNAVAILABLE", "The database does not answer."});
  }
  return json_response(200, "{\"status\":\"ok\"}");
}

Response operations_route(Service& service, const Request& request) {
  if (request.method != "GET") return to_response({405, "METHOD_NOT_ALLOWED", "This address takes GET."}).with("Allow", "GET");
  if (request.path == "/healthz") return health(service);
  if (request.path != "/metrics") return to_response(not_found());
  try {
    Response r;
    r.content_type = "text/plain; version=0.0.4; charset=utf-8";
    r.body = service.metrics.text(levels_of(service));
    return r;
  } catch (const std::exception& e) {
    log_trouble("metrics", e.what());
    return to_response({503, "UNAVAILABLE", "The database does not answer."});
  }
}

}  // namespace kefu::server
