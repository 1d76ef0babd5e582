#include "engine/check_history.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"
#include "server/clock.hpp"
#include "server/compensation.hpp"
#include "server/dossier.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

// What earlier cases brought back, as quote's history names it (contract §2).
std::string history_of(const Dossier& d) {
  const Result<Standing> standing_now = standing(d.trade, d.cases);
  if (!standing_now) throw problem_of(standing_now.error());
  json::Writer w;
  w.open_list();
  for (const HistoryLine& h : standing_now->history) {
    w.open();
    if (h.line) {
      w.key("oid").value(h.line->oid);
      if (h.line->num) w.key("num").value(*h.line->num);
      if (h.line->amount) w.key("amount").value(*h.line->amount);
    } else {
      w.key("freight").value(h.freight);
    }
    w.close();
  }
  w.close_list();
  return w.take();
}

// A claim for late shipment shares its maximum with the buyer's other orders, which the caller need not know.
std::optional<std::string> shared_policy(soci::session& sql, json::Reader body, const Dossier& d) {
  if (body["policy"].maybe() || body["request"]["type"].text() != name(CaseType::LATE_SHIP)) return std::nullopt;
  const auto policy = with_shared_maximum(sql, d, now());
  if (!policy) return std::nullopt;
  return policy_document(*policy, policy->late_ship);
}

// {"tid":…} in place of {"trade":…}: the caller's own order, with what is known of it.
std::string filled_in(const Call& call, json::Reader body) {
  const std::string tid = body["tid"].text();
  return call.service.db.read([&](soci::session& sql) {
    const auto d = load_dossier(sql, call.service.packs, scope_of(call.who), tid);
    if (!d) throw not_found();
    std::vector<RawMember> with = {{"trade", d->row.document}};
    if (const auto shared = shared_policy(sql, body, *d)) with.emplace_back("policy", *shared);
    else if (!body["policy"].maybe()) with.emplace_back("policy", json_text(d->store.policy));
    if (call.id == "quote") {
      with.emplace_back("history", history_of(*d));
    } else {
      std::vector<std::string> cases;
      for (const CaseRow& c : d->case_rows) cases.push_back(c.document);
      with.emplace_back("cases", list_of(cases));
      with.emplace_back("now", json_text(format_time(now(), d->store.utc_offset)));
    }
    return with_members(body, with, {"tid"});
  });
}

bool names_an_order(const std::string& command, json::Reader body) {
  if (command != "quote" && command != "check" && command != "form") return false;
  return body.is_object() && body["tid"].maybe().is_text() && !body["trade"].maybe();
}

Response answer(const std::string& command, std::string_view document, const PolicyLibrary& packs) {
  json::Reply reply = json::run(command, document, packs);
  if (!reply.ok) throw problem_of_reply(reply.json);
  return json_response(200, std::move(reply.json));
}

}  // namespace

Response compute(const Call& call) {
  const PolicyLibrary& packs = call.service.packs.library();
  {
    json::Document doc(call.request.body);
    if (!doc.failed() && names_an_order(call.id, doc.root())) {
      call.service.catch_up();
      return answer(call.id, filled_in(call, doc.root()), packs);
    }
  }
  return answer(call.id, call.request.body, packs);
}

}  // namespace kefu::server
