#include "server/clock.hpp"
#include "server/erp.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

void erp_alone(const Identity& who) {
  if (who.role != Role::erp) throw Problem{403, "NOT_PERMITTED", "Only the store's ERP reports its orders."};
}

}  // namespace

Response get_erp_trade(const Call& call) {
  erp_alone(call.who);
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const auto d = load_dossier(sql, call.service.packs, scope_of(call.who), call.id);
    if (!d) throw not_found();
    return json_response(200, erp_answer(*d));
  });
}

Response post_erp_trade(const Call& call) {
  erp_alone(call.who);
  Service& s = call.service;
  s.catch_up();
  const Instant at = now();
  Response r = s.answers.once(call.who, call.request, at, [&](soci::session& sql) {
    return erp_update(sql, s.cases, s.packs, call.who, call.id, call.request.body, at);
  });
  s.wake();
  return r;
}

}  // namespace kefu::server
