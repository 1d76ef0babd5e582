// desk_rows.hpp: the desk's queue in the database: who sees what, in which order, page by page.
//
//   QueueFilter f; f.status = "open"; f.turn = "SELLER";
//   auto rows = queue(sql, scope_of(who), f, 51);       // by deadline; the 51st tells that there is a next page
//   f.after = to_text({rows[49].sort_at, rows[49].case_id});
//
// Pages go by key, (sort_at, case_id), never by counting: the thousandth page costs what the first does.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "server/database.hpp"
#include "server/identity.hpp"

namespace kefu::server {

struct QueueFilter {
  std::string status;            // a CaseStatus, "open", "ended" or "" for all
  std::string type, store, reason;
  std::string turn;              // as CaseSummary::turn
  bool with_parties = false;     // besides `turn`, what both parties are asked for
  std::optional<long long> due_before;
  std::string words;             // a number of a case or an order in full, or a part of a title or a buyer's name
  bool search_buyers = true;     // a supplier must not find out names by trying
  std::string after;             // a cursor.hpp
};

struct QueueRow {
  std::string case_id, tid, store_id, status, type, reason, title, turn, verdict, buyer;
  long long cs_status = 1, amount = 0, opened_at = 0, sort_at = 0, version = 0;
  std::optional<long long> due_at, ended_at;
};

std::vector<QueueRow> queue(soci::session& sql, const Scope& scope, const QueueFilter& filter, int limit);

struct QueueCounts {
  long long open = 0, mine = 0, due_soon = 0;
};
/// What is open for the caller; of it, what waits for `mine` (its turn and with_parties), and what is due before `soon`.
QueueCounts queue_counts(soci::session& sql, const Scope& scope, const QueueFilter& mine, long long soon);

/// The documents of the stores that a desk works for, at most `limit`, by id; `scope` is no buyer's.
std::vector<std::string> stores_in(soci::session& sql, const Scope& scope, int limit);

/// Gives the columns of case_summary.hpp to rows that an earlier version wrote.
void complete_summaries(Database& db);

}  // namespace kefu::server
