#include "server/routes.hpp"

#include <cstdio>
#include <exception>
#include <vector>

#include "server/clock.hpp"
#include "server/cors.hpp"
#include "server/demo.hpp"
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

Response method_not_allowed(const std::string& allowed) {
  return to_response(Problem{405, "METHOD_NOT_ALLOWED", "This address takes " + allowed + "."}).with("Allow", allowed);
}

// Who is calling comes first: without a token nobody learns which addresses exist.
Response api(Service& service, const Request& request) {
  const Identity who = verify(service.options.secret, request.header("authorization"), now());
  std::string allowed, id;
  for (const Route& r : kRoutes) {
    if (!matches(r.pattern, request.path, id)) continue;
    if (r.method == request.method) return r.handle(Call{service, request, who, id});
    allowed += (allowed.empty() ? "" : ", ") + std::string(r.method);
  }
  if (!allowed.empty()) return method_not_allowed(allowed);
  throw not_found();
}

Response dispatch(Service& service, const Request& request) {
  if (auto answer = preflight(service.options.origins, request)) return *answer;
  if (request.path.rfind("/v1/", 0) == 0) return api(service, request);
  if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
  if (service.options.demo && request.path == "/demo/session")
    return demo_session(service.db, service.options, request);
  if (service.options.demo && request.path == "/demo/catalog") return demo_catalog(service.db);
  return serve_file(service.options, request);
}

}  // namespace

Response route(Service& service, const Request& request) {
  try {
    return dispatch(service, request);
  } catch (const Problem& p) {
    return to_response(p);
  } catch (const std::exception& e) {
    // The reason is for the operator: it may hold a statement or a path.
    std::fprintf(stderr, "kefu-server: %s %s: %s\n", request.method.c_str(), request.path.c_str(), e.what());
    return to_response({500, "INTERNAL", "The server failed. Nothing was changed; try again."});
  }
}

}  // namespace kefu::server
