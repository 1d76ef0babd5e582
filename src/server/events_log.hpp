// events_log.hpp: what happened to cases, one row a change, for the event stream and its catching up (ARCHITECTURE.md "HTTP").
//
//   append_event(sql, row, at);                       // in the transaction that changes the case, as late as may be
//   events_after(sql, scope_of(who), 41, 100);        // 42, 43 … of what the caller may see
//
// Ids count up by one in the order of the commits, also where several processes write: the counter's row stays locked until
// the transaction ends. Whoever has seen 41 has therefore missed nothing below it. Rows are kept for kEventsKept_s.
#pragma once
#include <soci/soci.h>

#include <string>
#include <vector>

#include "kefu/time.hpp"
#include "server/case_rows.hpp"
#include "server/identity.hpp"

namespace kefu::server {

constexpr Seconds kEventsKept_s = 7 * kDay;

struct CaseEvent {
  long long id = 0;
  std::string case_id, tid, buyer_id, store_id, status;
  std::string supplier_id;  // the store's; "" for none; known to all_events_after alone
  long long version = 0;
  Instant at = 0;
};

/// `row`: the case as it is now. Also for what changes only beside it: a message, a piece of evidence.
void append_event(soci::session& sql, const CaseRow& row, Instant at);

/// The newest id; 0: nothing has happened yet.
long long last_event(soci::session& sql);
/// Whether everything after `after` is still here, and `after` is no id of another database.
bool events_known_since(soci::session& sql, long long after);

/// Oldest first, at most `limit`.
std::vector<CaseEvent> events_after(soci::session& sql, const Scope& scope, long long after, int limit);
std::vector<CaseEvent> all_events_after(soci::session& sql, long long after, int limit);
/// Where somebody begins who knows everything until `since`; it may be further back, by `limit` of his events at most.
long long event_before(soci::session& sql, const Scope& scope, Instant since, int limit);

/// Deletes some rows that are older than `before`; false: there were none left.
bool forget_events(soci::session& sql, Instant before);

}  // namespace kefu::server
