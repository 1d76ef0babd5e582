#include "server/routes.hpp"

#include <exception>
#include <utility>
#include <variant>

#include "server/clock.hpp"
#include "server/cors.hpp"
#include "server/demo.hpp"
#include "server/log.hpp"
#include "server/operations.hpp"
#include "server/problem.hpp"
#include "server/static_files.hpp"

namespace kefu::server {

namespace {

struct Route {
  std::string_view method;
  std::string_view pattern;  // {id} matches one segment
  Response (*handle)(const Call&);
};

constexpr Route kRoutes[] = {
    {"GET", "/v1/context", get_context},
    {"GET", "/v1/stream", get_stream},
    {"POST", "/v1/{quote}", compute},
    {"POST", "/v1/{check}", compute},
    {"POST", "/v1/{form}", compute},
    {"POST", "/v1/{locate}", compute},
    {"POST", "/v1/{advance}", compute},
    {"POST", "/v1/{compensate}", compute},
    {"POST", "/v1/{classify}", compute},
    {"POST", "/v1/cases", post_case},
    {"GET", "/v1/cases", list_cases},
    {"GET", "/v1/cases/{*}", get_case},
    {"POST", "/v1/cases/{*}/events", post_event},
    {"POST", "/v1/evidence", post_evidence},
    {"GET", "/v1/evidence/{*}", get_evidence},
    {"HEAD", "/v1/evidence/{*}", head_evidence},
    {"PATCH", "/v1/evidence/{*}", patch_evidence},
    {"DELETE", "/v1/evidence/{*}", delete_evidence},
    {"POST", "/v1/cases/{*}/messages", post_message},
    {"GET", "/v1/desk/cases", get_desk_cases},
    {"GET", "/v1/desk/cases.csv", get_desk_cases_csv},
    {"GET", "/v1/desk/cases/{*}", get_desk_case},
    {"GET", "/v1/desk/dashboard", get_desk_dashboard},
    {"GET", "/v1/desk/ledger", get_desk_ledger},
    {"GET", "/v1/desk/ledger.csv", get_desk_ledger_csv},
    {"GET", "/v1/erp/trades/{*}", get_erp_trade},
    {"POST", "/v1/erp/trades/{*}", post_erp_trade},
    {"GET", "/v1/deposits/{*}", get_deposit},
    {"POST", "/v1/deposits/{*}", post_deposit},
};

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = path.find('/');
  const std::string_view segment = path.substr(0, end);
  path = end == std::string_view::npos ? "" : path.substr(end);
  return segment;
}

// {*} matches any one segment, {word} that word; either becomes the id.
bool matches(std::string_view pattern, std::string_view path, std::string& id) {
  id.clear();
  while (!pattern.empty() && !path.empty()) {
    std::string_view wanted = next_segment(pattern);
    const std::string_view found = next_segment(path);
    const bool captures = !wanted.empty() && wanted.front() == '{';
    if (captures) wanted = wanted.substr(1, wanted.size() - 2);
    if (found.empty() || (wanted != "*" && wanted != found)) return false;
    if (captures) id = found;
  }
  return pattern.empty() && path.empty();
}

// As it is shown: /v1/cases/{id}, /v1/quote.
std::string shown(std::string_view pattern) {
  std::string out;
  while (!pattern.empty()) {
    const std::string_view segment = next_segment(pattern);
    if (segment == "{*}") out += "/{id}";
    else (out += '/') += segment.front() == '{' ? segment.substr(1, segment.size() - 2) : segment;
  }
  return out;
}

Response method_not_allowed(const std::string& allowed) {
  return to_response(Problem{405, "METHOD_NOT_ALLOWED", "This address takes " + allowed + "."}).with("Allow", allowed);
}

Response too_many(Service& service, const char* which, int wait_s) {
  service.metrics.limited(which);
  return to_response({429, "RATE_LIMITED", "Too many calls. Try again in " + std::to_string(wait_s) + " s."})
      .with("Retry-After", std::to_string(wait_s));
}

// Guessing tokens has its own limit, by address.
std::variant<Identity, Response> caller_of(Service& service, const Request& request) {
  try {
    return verify(service.options.secret, request.header("authorization"), now());
  } catch (const Problem& p) {
    if (const auto wait_s = service.strangers.take(request.address, RateLimit::Clock::now()))
      return too_many(service, "address", *wait_s);
    return to_response(p);
  }
}

// Finance reads its two views and the deposits behind them, nothing else, whatever endpoint comes to be; and a machine that ships parcels has no
// business with what buyers and desks say to each other.
void demand_reader(const Identity& who, std::string_view pattern) {
  if (who.role == Role::erp && pattern.rfind("/v1/erp/", 0) != 0)
    throw Problem{403, "NOT_PERMITTED", "An ERP's token is for /v1/erp alone."};
  if (who.role == Role::finance && pattern.rfind("/v1/desk/", 0) != 0 && pattern.rfind("/v1/deposits/", 0) != 0)
    throw Problem{403, "NOT_PERMITTED", "Finance reads the ledger, the dashboard and the deposits."};
}

// Who is calling comes first: without a token nobody learns which addresses exist.
Response api(Service& service, const Request& request, Visit& visit) {
  auto caller = caller_of(service, request);
  if (Response* refusal = std::get_if<Response>(&caller)) return std::move(*refusal);
  const Identity& who = std::get<Identity>(caller);
  visit.role = name(who.role);
  std::string allowed, id;
  const Route* found = nullptr;
  for (const Route& r : kRoutes) {
    std::string captured;
    if (!matches(r.pattern, request.path, captured)) continue;
    visit.route = shown(r.pattern);
    if (r.method == request.method) {
      found = &r;
      id = captured;
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(r.method);
  }
  const bool writes = found && found->method != "GET" && found->handle != compute;
  if (const auto wait_s = (writes ? service.writes : service.reads).take(who.key_scope(), RateLimit::Clock::now()))
    return too_many(service, writes ? "writes" : "reads", *wait_s);
  if (found) {
    demand_reader(who, found->pattern);
    return found->handle(Call{service, request, who, id});
  }
  if (!allowed.empty()) return method_not_allowed(allowed);
  throw not_found();
}

// What is no call: files by their folder.
std::string file_route(const std::string& path) {
  for (const std::string_view folder : {"/dist/", "/assets/"})
    if (path.starts_with(folder)) return std::string(folder) + "*";
  for (const char* known : {"/", "/index.html", "/healthz", "/demo/session", "/demo/catalog", kOpenApiPath.data()})
    if (path == known) return path;
  return "other";
}

Response dispatch(Service& service, const Request& request, Visit& visit) {
  visit.route = file_route(request.path);
  if (auto answer = preflight(service.options.origins, request)) return *answer;
  if (request.path.rfind("/v1/", 0) == 0 && request.path != kOpenApiPath) return api(service, request, visit);
  if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
  if (request.path == "/healthz") return health(service);
  if (service.options.demo && request.path == "/demo/session")
    return demo_session(service.db, service.options, request);
  if (service.options.demo && request.path == "/demo/catalog") return demo_catalog(service.db);
  if (service.options.demo && request.path == "/demo/desks") return demo_desks(service.db);
  if (service.options.demo && request.path == "/demo/desk") return demo_desk(service.db, service.options, request);
  return serve_file(service.options, request);
}

Response guarded(Service& service, const Request& request, Visit& visit) {
  try {
    return dispatch(service, request, visit);
  } catch (const Problem& p) {
    return to_response(p);
  } catch (const Unavailable& e) {
    log_trouble(request.method + " " + visit.route + " " + visit.request_id, e.what());
    return to_response({503, "UNAVAILABLE", "The database is out of reach. Try again in a moment."});
  } catch (const std::exception& e) {
    // The reason is for the operator: it may hold a statement or a path.
    log_trouble(request.method + " " + visit.route + " " + visit.request_id, e.what());
    return to_response({500, "INTERNAL", "The server failed. Nothing was changed; try again."});
  }
}

}  // namespace

Response route(Service& service, const Request& request) {
  Visit visit = visit_of(request);
  Response answer = guarded(service, request, visit);
  note(service, request.method, visit, answer);
  return answer;
}

}  // namespace kefu::server
