#include <charconv>

#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/desk_rules.hpp"
#include "server/dossier.hpp"
#include "server/json_edit.hpp"
#include "server/ledger.hpp"
#include "server/message_rows.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr int kListed = 20;
constexpr int kListedAtMost = 100;

int limit_of(const Request& request) {
  const auto text = request.query_value("limit");
  if (!text) return kListed;
  int limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc{} || end != text->data() + text->size() || limit < 1 || limit > kListedAtMost)
    throw Problem{422, "OUT_OF_RANGE", "limit is a number from 1 to " + std::to_string(kListedAtMost) + "."};
  return limit;
}

}  // namespace

Response post_case(const Call& call) {
  Service& s = call.service;
  s.catch_up();
  const Instant at = now();
  const auto work = [&](soci::session& sql) { return s.cases.open(sql, call.who, call.request.body, at); };
  Response r = s.answers.once(call.who, call.request, at, work, Cases::foresight(call.who, call.request.body));
  s.wake();
  return r;
}

Response post_event(const Call& call) {
  Service& s = call.service;
  s.catch_up();
  const Instant at = now();
  Response r = s.answers.once(call.who, call.request, at, [&](soci::session& sql) {
    return s.cases.act(sql, call.who, call.id, call.request.body, at);
  });
  s.wake();
  return r;
}

Response list_cases(const Call& call) {
  const int limit = limit_of(call.request);
  const std::string tid = call.request.query_value("tid").value_or("");
  const std::string after = call.request.query_value("after").value_or("");
  call.service.catch_up();
  // One more than asked for tells whether there is a next page.
  const auto rows = call.service.db.read(
      [&](soci::session& sql) { return list_cases(sql, scope_of(call.who), tid, after, limit + 1); });
  const bool more = rows.size() > static_cast<std::size_t>(limit);
  json::Writer w;
  w.open().key("cases").open_list();
  for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(limit); ++i) w.raw(shown_case(call.who, rows[i].document));
  w.close_list().key("next");
  if (more) w.value(rows[static_cast<std::size_t>(limit) - 1].case_id);
  else w.null();
  w.close();
  return json_response(200, w.take());
}

Response get_case(const Call& call) {
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const auto row = find_case(sql, scope_of(call.who), call.id);
    if (!row) throw not_found();
    const Store store = parse_store(find_store(sql, row->store_id).value());
    json::Writer w;
    w.open().key("case").raw(shown_case(call.who, row->document)).key("messages").open_list();
    for (const Message& m : messages_of(sql, row->case_id, std::string(name(call.who.actor()))))
      write_message(w, m, store.utc_offset);
    w.close_list().key("evidence");
    Evidence::write_list(w, sql, row->case_id, store.utc_offset);
    w.key("ledger").open_list();
    for (const BookedLeg& b : bookings_of(sql, row->case_id, call.who)) {
      w.open().key("reference").value(b.reference).key("account").value(b.account);
      w.key("amount").value(b.amount).key("at").time(b.at, store.utc_offset).close();
    }
    w.close_list().close();
    return json_response(200, w.take());
  });
}

}  // namespace kefu::server
