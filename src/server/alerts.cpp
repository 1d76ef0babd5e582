#include "server/alerts.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <exception>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/dossier.hpp"

namespace kefu::server {

namespace {

std::string alert_id(const OutboxRow& effect) { return effect.reference + ":ship-stop"; }

std::string body_of(soci::session& sql, const OutboxRow& effect) {
  const CaseRow row = find_case(sql, everything(), effect.case_id).value();
  const Case c = parse_case(row.document);
  const Store store = parse_store(find_store(sql, row.store_id).value());
  json::Document doc(effect.document);
  json::Writer w;
  w.open().key("id").value(alert_id(effect)).key("type").value("ship_stop");
  w.key("at").time(effect.created_at, store.utc_offset).key("tid").value(row.tid).key("store_id").value(row.store_id);
  w.key("case_id").value(row.case_id).key("oid").optional(c.oid).key("num").value(c.num);
  w.key("reason").value(doc.root()["code"].text()).close();
  return w.take();
}

}  // namespace

// True: go on with the next.
bool Alerts::send(const OutboxRow& effect) {
  const bool ours = db_.write([&](soci::session& sql) { return hold(sql, effect, now(), now() + kHeld_s); });
  return !ours || attempt(effect);
}

bool Alerts::attempt(const OutboxRow& effect) {
  std::string failure;
  try {
    if (hook_) {
      const auto body = db_.read([&](soci::session& sql) { return body_of(sql, effect); });
      hook_->send(alert_id(effect), body, now(), stop_.get_token());
    }
    db_.write([&](soci::session& sql) { mark_done(sql, effect, now()); });
    return true;
  } catch (const std::exception& e) {
    failure = e.what();
  }
  if (stop_.stop_requested()) {  // nobody's fault: whoever looks next may try at once
    db_.write([&](soci::session& sql) { give_back(sql, effect, now()); });
    return false;
  }
  std::fprintf(stderr, "kefu-server: %s %s: %s\n", effect.type.c_str(), effect.reference.c_str(), failure.c_str());
  const Seconds pause = std::min<Seconds>(kLongestPause_s, Seconds{1} << std::min<long long>(effect.attempts, 20));
  db_.write([&](soci::session& sql) { postpone(sql, effect, now() + pause); });
  return false;
}

void Alerts::ask() {
  if (asked_.exchange(true)) return;
  boost::asio::post(thread_, [this] {
    asked_ = false;  // before the work: who asks from here on may have written something that this round misses
    try {
      run();
    } catch (const std::exception& e) {
      std::fprintf(stderr, "kefu-server: alerts: %s\n", e.what());
    }
  });
}

void Alerts::run() {
  static constexpr int kAtOnce = 50;
  for (;;) {
    const auto waiting =
        db_.read([](soci::session& sql) { return pending_effects(sql, Carried::alerts, now(), kAtOnce); });
    for (const OutboxRow& effect : waiting)
      if (stop_.stop_requested() || !send(effect)) return;
    if (waiting.empty()) return;
  }
}

}  // namespace kefu::server
