// The desk's queue, one case with what stands beside it, and the queue as a table for a spreadsheet.
#include <map>

#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/csv.hpp"
#include "server/cursor.hpp"
#include "server/desk_rows.hpp"
#include "server/desk_rules.hpp"
#include "server/dossier.hpp"
#include "server/evidence.hpp"
#include "server/json_edit.hpp"
#include "server/message_rows.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr int kQueuePage = 50;
constexpr int kQueuePageAtMost = 200;
constexpr int kMostStores = 200;  // to choose from
constexpr int kMostDueHours = 24 * 30;
constexpr int kSoonHours = 24;

// What waits for the caller's own step.
QueueFilter mine(const Identity& who) {
  QueueFilter f;
  f.status = "open";
  f.turn = name(who.actor());
  f.with_parties = who.role == Role::agent;
  return f;
}

template <class E>
std::string word_of(const Request& request, const std::string& key, std::initializer_list<std::string_view> besides) {
  std::string text = query_text(request, key);
  bool known = text.empty() || from_name<E>(text);
  for (const auto& word : besides) known = known || text == word;
  if (!known) throw Problem{422, "UNKNOWN_ENUM", key + " is no word that this list knows."};
  return text;
}

QueueFilter queue_filter(const Call& call) {
  const Request& r = call.request;
  QueueFilter f;
  f.status = word_of<CaseStatus>(r, "status", {"open", "ended"});
  f.type = word_of<CaseType>(r, "type", {});
  f.turn = word_of<Actor>(r, "turn", {"mine", "PARTIES"});
  if (f.turn == "mine") {
    f.turn = mine(call.who).turn;
    f.with_parties = mine(call.who).with_parties;
  }
  f.store = query_text(r, "store");
  f.reason = query_text(r, "reason");
  f.words = query_text(r, "q");
  f.search_buyers = call.who.role != Role::supplier;
  if (const int hours = query_number(r, "due", 0, kMostDueHours, -1); hours >= 0) f.due_before = now() + hours * kHour;
  f.after = query_text(r, "after");
  check_cursor(f.after);
  return f;
}

// Each store's document is read once a page.
class Stores {
 public:
  explicit Stores(soci::session& sql) : sql_(sql) {}
  const Store& of(const std::string& id) {
    auto found = known_.find(id);
    if (found == known_.end()) found = known_.emplace(id, parse_store(find_store(sql_, id).value())).first;
    return found->second;
  }

 private:
  soci::session& sql_;
  std::map<std::string, Store> known_;
};

void write_row(json::Writer& w, const QueueRow& r, const Store& store, const Identity& who) {
  const auto time_or_null = [&](const std::optional<long long>& at) {
    if (at) w.time(*at, store.utc_offset);
    else w.null();
  };
  w.open().key("case_id").value(r.case_id).key("tid").value(r.tid).key("store_id").value(r.store_id);
  w.key("store").value(store.name).key("buyer").value(shown_name(who, r.buyer)).key("type").value(r.type);
  w.key("reason").value(r.reason).key("title").value(r.title).key("status").value(r.status);
  w.key("cs_status").value(static_cast<std::int64_t>(r.cs_status)).key("amount").value(static_cast<std::int64_t>(r.amount));
  w.key("version").value(static_cast<std::int64_t>(r.version)).key("turn");
  if (r.turn.empty()) w.null();
  else w.value(r.turn);
  w.key("opened_at").time(r.opened_at, store.utc_offset).key("due_at");
  time_or_null(r.ended_at ? std::nullopt : r.due_at);
  w.key("ended_at");
  time_or_null(r.ended_at);
  w.close();
}

// A supplier sees of an order what it made and sent, nothing of how the buyer paid.
std::string shown_trade(const Identity& who, const std::string& document) {
  if (who.role != Role::supplier) return document;
  json::Document doc(document);
  return with_members(doc.root(), {{"tenders", "[]"}, {"promotions", "[]"}}, {"advance_quota", "note"});
}

}  // namespace

Response get_desk_cases(const Call& call) {
  demand_case_desk(call.who);
  const QueueFilter filter = queue_filter(call);
  const int limit = query_number(call.request, "limit", 1, kQueuePageAtMost, kQueuePage);
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const Scope scope = scope_of(call.who);
    // One more than asked for tells whether there is a next page.
    const auto rows = queue(sql, scope, filter, limit + 1);
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    const QueueCounts n = queue_counts(sql, scope, mine(call.who), now() + kSoonHours * kHour);
    Stores stores(sql);
    json::Writer w;
    w.open().key("cases").open_list();
    for (std::size_t i = 0; i < shown; ++i) write_row(w, rows[i], stores.of(rows[i].store_id), call.who);
    w.close_list().key("next");
    if (rows.size() > shown) w.value(to_text({rows[shown - 1].sort_at, rows[shown - 1].case_id}));
    else w.null();
    w.key("counts").open().key("open").value(static_cast<std::int64_t>(n.open));
    w.key("mine").value(static_cast<std::int64_t>(n.mine)).key("due_soon").value(static_cast<std::int64_t>(n.due_soon));
    w.close().key("stores").open_list();
    for (const std::string& document : stores_in(sql, scope, kMostStores)) {
      const Store store = parse_store(document);
      w.open().key("store_id").value(store.store_id).key("name").value(store.name).close();
    }
    w.close_list().close();
    return json_response(200, w.take());
  });
}

Response get_desk_case(const Call& call) {
  demand_case_desk(call.who);
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const auto row = find_case(sql, scope_of(call.who), call.id);
    if (!row) throw not_found();
    const Store store = parse_store(find_store(sql, row->store_id).value());
    const Policy& policy = call.service.packs.of(store.policy);
    const auto trade = find_trade(sql, scope_of(call.who), row->tid);
    json::Writer w;
    w.open().key("now").time(now(), store.utc_offset);
    w.key("case").raw(shown_case(call.who, row->document)).key("trade").raw(shown_trade(call.who, trade.value().document));
    w.key("store").open().key("store_id").value(store.store_id).key("name").value(store.name);
    w.key("kind").value(name(store.kind)).key("operation_mode").value(name(store.operation_mode));
    w.key("return_address").value(store.return_address).close();
    w.key("buyer").open().key("name").value(shown_name(call.who, buyer_name(sql, row->buyer_id).value_or(""))).close();
    w.key("limits").open().key("evidence_max").value(policy.evidence_max).key("statement_max").value(policy.statement_max);
    w.key("refusal_min").value(policy.refusal_message.min).key("refusal_max").value(policy.refusal_message.max);
    w.key("waybill_min").value(policy.waybill.min).key("waybill_max").value(policy.waybill.max);
    w.key("picture_bytes_max").value(most_bytes(policy, call.who, "image/jpeg"));
    w.key("picture_side_max").value(policy.evidence_side_max);
    w.key("video_bytes_max").value(most_bytes(policy, call.who, "video/mp4"));
    w.key("message_max").value(static_cast<std::int64_t>(kLongestMessage));
    w.key("message_evidence_max").value(static_cast<std::int64_t>(kMostShown)).close();
    w.key("others").open_list();
    for (const CaseRow& other : cases_of_trade(sql, row->tid)) {
      if (other.case_id == row->case_id) continue;
      const Case c = parse_case(other.document);
      w.open().key("case_id").value(c.case_id).key("type").value(name(c.type)).key("status").value(name(c.status));
      w.key("amount").value(c.refund_fee).close();
    }
    w.close_list().close();
    return json_response(200, w.take());
  });
}

Response get_desk_cases_csv(const Call& call) {
  demand_case_desk(call.who);
  const QueueFilter filter = queue_filter(call);
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    Csv csv({"case_id", "tid", "store_id", "store", "buyer", "type", "reason", "title", "status", "cs_status", "turn", "amount",
             "opened_at", "due_at", "ended_at", "verdict"});
    Stores stores(sql);
    for (const QueueRow& r : queue(sql, scope_of(call.who), filter, kExportedAtMost)) {
      const Store& store = stores.of(r.store_id);
      const auto at = [&](const std::optional<long long>& t) { return t ? format_time(*t, store.utc_offset) : std::string(); };
      csv.text(r.case_id).text(r.tid).text(r.store_id).text(store.name).text(shown_name(call.who, r.buyer)).text(r.type);
      csv.text(r.reason).text(r.title).text(r.status).text(std::to_string(r.cs_status)).text(r.turn).yuan(r.amount);
      csv.text(at(r.opened_at)).text(r.ended_at ? "" : at(r.due_at)).text(at(r.ended_at)).text(r.verdict).end_row();
    }
    return csv.response("cases.csv");
  });
}

}  // namespace kefu::server
