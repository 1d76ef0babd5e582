// `locate`: who asks where, and the routes (contract §3).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

void read_flags(LocateInput& in, const Reader& r) {
  r.may("wants_human", in.wants_human);
  r.may("assisted", in.assisted);
  r.may("out_of_category", in.out_of_category);
  if (auto v = r["unreachable"].maybe()) {
    LocateInput::Unreachable u;
    v.must_time("since", u.since);
    if (auto replied = v["human_replied"].maybe()) u.human_replied = replied.boolean();
    in.unreachable = u;
  }
}

void write_steps(Writer& w, std::string_view key, std::span<const std::string_view> steps) {
  if (steps.empty()) return;
  w.key(key).open_list();
  for (const std::string_view step : steps) w.value(step);
  w.close_list();
}

// The contract's keys, then ours where they say something.
void write_route(Writer& w, const Route& r, Seconds utc_offset) {
  w.open().key("channel").value(name(r.channel)).key("rank").value(r.rank).key("enabled").value(r.enabled);
  w.key("open_now").value(r.open_now).key("opens_at");
  if (r.opens_at) w.time(*r.opens_at, utc_offset);
  else w.null();
  w.key("expected_wait_s").optional(r.expected_wait_s).key("unlock");
  if (r.unlock.empty()) w.null();
  else w.value(r.unlock);
  w.key("action").open().key("kind").value(name(r.action)).key("href").value(r.href);
  write_steps(w, "steps", r.steps);
  if (!r.labels.empty()) w.key("labels").list(r.labels);
  w.close().key("reasons").list(r.reasons);
  if (r.verified != Verified::YES) w.key("verified").value(name(r.verified));
  if (r.patience_s) w.key("patience_s").value(*r.patience_s);
  if (r.then) w.key("then").open_list().value(name(*r.then)).close_list();
  if (r.via) w.key("via").value(name(*r.via));
  write_steps(w, "unlock_steps", r.unlock_steps);
  w.close();
}

void write_routes(Writer& w, std::string_view key, const std::vector<Route>& routes, Seconds utc_offset) {
  w.key(key).open_list();
  for (const Route& r : routes) write_route(w, r, utc_offset);
  w.close_list();
}

}  // namespace

LocateInput read_locate(Reader r) {
  LocateInput in;
  r.must_time("now", in.now);
  in.store = read_store(r["store"]);
  if (auto v = r["trade"].maybe()) in.trade = read_trade(v);
  if (auto v = r["case"].maybe()) in.active_case = read_case(v);
  r.may("page", in.page);
  r.may("intent", in.intent);
  r.may("actor", in.actor);
  if (auto v = r["flags"].maybe()) read_flags(in, v);
  r.may("stage", in.stage);
  r.may("escalation", in.escalation);
  return in;
}

void write(Writer& w, const Located& l, Seconds utc_offset) {
  w.open().key("stage").value(name(l.stage)).key("escalation").value(name(l.escalation));
  write_routes(w, "routes", l.routes, utc_offset);
  write_routes(w, "more", l.more, utc_offset);
  w.key("hints").list(l.hints).key("trace").list(l.trace).key("removed").open_list();
  for (const Removed& r : l.removed)
    w.open().key("channel").value(name(r.channel)).key("code").value(r.code).close();
  w.close_list();
  if (l.no_channel_claimed)
    w.key("report").open().key("code").value("NO_CHANNEL_CLAIMED").key("citation").value("消法 28").close();
  w.close();
}

}  // namespace kefu::json
