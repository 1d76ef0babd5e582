// problem.hpp: every refusal of the server as RFC 9457 problem details.
//
//   throw Problem{404, "NOT_FOUND", "There is no such case."};      // caught by the router, nowhere else
//   throw problem_of(result.error());                               // the engine's code, sentence and pointer
//
// A code is the engine's (error.hpp) or one of the server's own, listed in ARCHITECTURE.md. `detail` is the engine's
// message word for word, so {"error":{code,message,pointer}} can be read back from a problem.
#pragma once
#include <string>
#include <string_view>

#include "kefu/error.hpp"
#include "server/http.hpp"

namespace kefu::server {

struct Problem {
  int status = 500;
  std::string code;
  std::string detail;
  std::string pointer = {};
  std::string case_id = {};  // the case that is in the way, if one is
};

Problem problem_of(const Error& error);
/// The problem that json::run's {"error":…} stands for.
Problem problem_of_reply(std::string_view reply);
Response to_response(const Problem& problem);

/// The one answer to everything that does not exist, or does not exist for this caller.
Problem not_found();

}  // namespace kefu::server
