// routes.hpp: from a request to an answer. Total: whatever is asked, there is a Response, and a refusal is a problem.
//
//   Response r = route(service, request);
//
// A new endpoint is a function in a routes_*.cpp and a line in routes.cpp's table.
#pragma once
#include <string>

#include "server/http.hpp"
#include "server/identity.hpp"
#include "server/service.hpp"

namespace kefu::server {

Response route(Service& service, const Request& request);

// What the table's lines call. `id` is the path's {id} or the command's word.
struct Call {
  Service& service;
  const Request& request;
  const Identity& who;
  std::string id;
};
Response get_context(const Call& call);
Response compute(const Call& call);
Response post_case(const Call& call);
Response list_cases(const Call& call);
Response get_case(const Call& call);
Response post_event(const Call& call);
Response get_stream(const Call& call);
Response post_evidence(const Call& call);
Response get_evidence(const Call& call);
Response head_evidence(const Call& call);
Response patch_evidence(const Call& call);
Response delete_evidence(const Call& call);
Response post_message(const Call& call);
Response get_desk_cases(const Call& call);
Response get_desk_cases_csv(const Call& call);
Response get_desk_case(const Call& call);
Response get_desk_dashboard(const Call& call);
Response get_desk_ledger(const Call& call);
Response get_desk_ledger_csv(const Call& call);
Response get_erp_trade(const Call& call);
Response post_erp_trade(const Call& call);
Response get_deposit(const Call& call);
Response post_deposit(const Call& call);

}  // namespace kefu::server
