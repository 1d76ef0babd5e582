#include "server/events_log.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

void append_event(soci::session& sql, const CaseRow& row, Instant at) {
  const long long happened_at = at;
  sql << "UPDATE counters SET value = value + 1 WHERE name = 'events'";
  // The database looks the number up: asking for it would cost a way there and back while everybody waits.
  sql << "INSERT INTO events (event_id, case_id, tid, buyer_id, store_id, version, status, happened_at)"
         " VALUES ((SELECT value FROM counters WHERE name = 'events'), :case_id, :tid, :buyer, :store, :version,"
         " :status, :at)",
      use(row.case_id), use(row.tid), use(row.buyer_id), use(row.store_id), use(row.version), use(row.status),
      use(happened_at);
}

long long last_event(soci::session& sql) {
  long long id = 0;
  sql << "SELECT value FROM counters WHERE name = 'events'", into(id);
  return id;
}

bool events_known_since(soci::session& sql, long long after) {
  const long long last = last_event(sql);
  if (after >= last) return after == last;
  long long oldest = 0;
  sql << "SELECT COALESCE(MIN(event_id), 0) FROM events", into(oldest);
  return oldest > 0 && after >= oldest - 1;
}

std::vector<CaseEvent> events_after(soci::session& sql, const Scope& scope, long long after, int limit) {
  std::vector<CaseEvent> out;
  CaseEvent e;
  soci::statement rows = (sql.prepare << "SELECT event_id, case_id, tid, version, status FROM events WHERE "
                                      << scope.condition << " AND event_id > :after ORDER BY event_id LIMIT :most",
                          use(scope.who), use(after), use(limit), into(e.id), into(e.case_id), into(e.tid),
                          into(e.version), into(e.status));
  rows.execute();
  while (rows.fetch()) out.push_back(e);
  return out;
}

std::vector<CaseEvent> all_events_after(soci::session& sql, long long after, int limit) {
  std::vector<CaseEvent> out;
  CaseEvent e;
  soci::statement rows = (sql.prepare << "SELECT e.event_id, e.case_id, e.tid, e.buyer_id, e.store_id, e.version, e.status,"
                                         " COALESCE(s.supplier_id, '') FROM events e"
                                         " JOIN stores s ON s.store_id = e.store_id"
                                         " WHERE e.event_id > :after ORDER BY e.event_id LIMIT :most",
                          use(after), use(limit), into(e.id), into(e.case_id), into(e.tid), into(e.buyer_id),
                          into(e.store_id), into(e.version), into(e.status), into(e.supplier_id));
  rows.execute();
  while (rows.fetch()) out.push_back(e);
  return out;
}

long long event_before(soci::session& sql, const Scope& scope, Instant since, int limit) {
  long long id = 0, at = 0, before = last_event(sql);
  soci::statement rows = (sql.prepare << "SELECT event_id, happened_at FROM events WHERE " << scope.condition
                                      << " ORDER BY event_id DESC LIMIT :most",
                          use(scope.who), use(limit), into(id), into(at));
  rows.execute();
  while (rows.fetch() && at >= since) before = id - 1;
  return before;
}

// By id, because ids and times go together and an index on times would be one more to write.
bool forget_events(soci::session& sql, Instant before) {
  static constexpr int kAtOnce = 1000;
  long long id = 0, at = 0, last = 0;
  {
    soci::statement rows = (sql.prepare << "SELECT event_id, happened_at FROM events ORDER BY event_id LIMIT :most",
                            use(kAtOnce), into(id), into(at));
    rows.execute();
    while (rows.fetch() && at < before) last = id;
  }
  if (last == 0) return false;
  sql << "DELETE FROM events WHERE event_id <= :last", use(last);
  return true;
}

}  // namespace kefu::server
