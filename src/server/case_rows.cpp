#include "server/case_rows.hpp"

#include "server/query.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

constexpr const char* kColumns = "case_id, tid, buyer_id, store_id, status, version, due_at, document";

// SOCI fills plain variables; a NULL is told by the indicator beside it.
struct Fetched {
  CaseRow row;
  long long due = 0;
  soci::indicator due_known = soci::i_null;

  CaseRow take() {
    row.due_at = due_known == soci::i_ok ? std::optional<Instant>(due) : std::nullopt;
    return row;
  }
};

template <class Statement>
auto into_row(Statement&& statement, Fetched& f) {
  return (statement, into(f.row.case_id), into(f.row.tid), into(f.row.buyer_id), into(f.row.store_id),
          into(f.row.status), into(f.row.version), into(f.due, f.due_known), into(f.row.document));
}

// The same the other way: what SOCI is to write.
struct Summarized {
  explicit Summarized(const CaseSummary& summary)
      : of(summary),
        ended(summary.ended_at.value_or(0)),
        ended_known(summary.ended_at ? soci::i_ok : soci::i_null),
        sort(summary.sort_at),
        refused(summary.refused) {}
  const CaseSummary& of;
  long long ended;
  soci::indicator ended_known;
  long long sort, refused;
};

std::vector<CaseRow> fetch_all(soci::statement rows, Fetched& f) {
  std::vector<CaseRow> out;
  rows.execute();
  while (rows.fetch()) out.push_back(f.take());
  return out;
}

}  // namespace

std::optional<CaseRow> find_case(soci::session& sql, const Scope& scope, const std::string& case_id) {
  Fetched f;
  auto rows = fetch_all(into_row((sql.prepare << "SELECT " << kColumns << " FROM cases WHERE case_id = :id AND "
                                              << scope.condition,
                                  use(case_id), use(scope.who)),
                                 f),
                        f);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

std::vector<CaseRow> cases_of_trade(soci::session& sql, const std::string& tid) {
  Fetched f;
  return fetch_all(
      into_row((sql.prepare << "SELECT " << kColumns << " FROM cases WHERE tid = :tid ORDER BY case_id", use(tid)), f),
      f);
}

std::vector<CaseRow> list_cases(soci::session& sql, const Scope& scope, const std::string& tid,
                                const std::string& after, int limit) {
  Fetched f;
  return fetch_all(into_row((sql.prepare << "SELECT " << kColumns << " FROM cases WHERE " << scope.condition
                                         << " AND (:any_tid = '' OR tid = :tid) AND (:first = '' OR case_id < :after)"
                                            " ORDER BY case_id DESC LIMIT :most",
                             use(scope.who), use(tid), use(tid), use(after), use(after), use(limit)),
                            f),
                   f);
}

std::vector<std::string> due_cases(soci::session& sql, Instant now, int limit) {
  std::vector<std::string> out;
  std::string id;
  const long long at = now;
  soci::statement rows = (sql.prepare << "SELECT case_id FROM cases WHERE due_at <= :now ORDER BY due_at, case_id"
                                         " LIMIT :most",
                          use(at), use(limit), into(id));
  rows.execute();
  while (rows.fetch()) out.push_back(id);
  return out;
}

void insert_case(soci::session& sql, const CaseRow& row) {
  const long long due = row.due_at.value_or(0);
  soci::indicator due_known = row.due_at ? soci::i_ok : soci::i_null;
  Summarized s(row.summary);
  sql << "INSERT INTO cases (case_id, tid, buyer_id, store_id, status, version, due_at, document, type, reason, title,"
         " turn, cs_status, amount, opened_at, ended_at, sort_at, refused, verdict)"
         " VALUES (:id, :tid, :buyer, :store, :status, :version, :due, :document, :type, :reason, :title,"
         " :turn, :cs, :amount, :opened, :ended, :sort, :refused, :verdict)",
      use(row.case_id), use(row.tid), use(row.buyer_id), use(row.store_id), use(row.status), use(row.version),
      use(due, due_known), use(row.document), use(s.of.type), use(s.of.reason), use(s.of.title), use(s.of.turn),
      use(s.of.cs_status), use(s.of.amount), use(s.of.opened_at), use(s.ended, s.ended_known), use(s.sort),
      use(s.refused), use(s.of.verdict);
}

bool update_case(soci::session& sql, const CaseRow& row, long long expected) {
  const long long due = row.due_at.value_or(0);
  soci::indicator due_known = row.due_at ? soci::i_ok : soci::i_null;
  Summarized s(row.summary);
  soci::statement update =
      (sql.prepare << "UPDATE cases SET status = :status, version = :version, due_at = :due, document = :document,"
                      " type = :type, reason = :reason, title = :title, turn = :turn, cs_status = :cs, amount = :amount,"
                      " opened_at = :opened, ended_at = :ended, sort_at = :sort, refused = :refused, verdict = :verdict"
                      " WHERE case_id = :id AND version = :expected",
       use(row.status), use(row.version), use(due, due_known), use(row.document), use(s.of.type), use(s.of.reason),
       use(s.of.title), use(s.of.turn), use(s.of.cs_status), use(s.of.amount), use(s.of.opened_at),
       use(s.ended, s.ended_known), use(s.sort), use(s.refused), use(s.of.verdict), use(row.case_id), use(expected));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

long long next_step(soci::session& sql, const std::string& case_id) {
  long long step = 0;
  sql << "SELECT COALESCE(MAX(step), 0) + 1 FROM outbox WHERE case_id = :id", use(case_id), into(step);
  return step;
}

// In one statement: each costs a way through the database's planner.
void insert_effects(soci::session& sql, const std::vector<OutboxRow>& rows, Instant now) {
  if (rows.empty()) return;
  const long long at = now;
  Query insert(sql, "INSERT INTO outbox (case_id, step, position, type, reference, amount, document, created_at, next_at,"
                    " done_at) VALUES ");
  for (const OutboxRow& row : rows) {
    insert.add(&row == &rows.front() ? "(?" : ", (?", row.case_id).add(", ?", row.step).add(", ?", row.position);
    insert.add(", ?", row.type).add(", ?", row.reference).add(", ?", row.amount).add(", ?", row.document);
    if (row.pending) insert.add(", ?, ?, NULL)", at);
    else insert.add(", ?, ?, ?)", at);
  }
  insert.change();
}

std::vector<OutboxRow> pending_effects(soci::session& sql, Carried what, Instant now, int limit) {
  std::vector<OutboxRow> out;
  OutboxRow r;
  const long long at = now;
  soci::statement rows = (sql.prepare << "SELECT case_id, step, position, type, reference, amount, document, attempts,"
                                         " created_at FROM outbox WHERE done_at IS NULL AND next_at <= :now"
                                      << (what == Carried::alerts ? " AND type = 'SHIP_STOP_ALERT'"
                                                                  : " AND type <> 'SHIP_STOP_ALERT'") <<
                                         " ORDER BY next_at, case_id, step, position LIMIT :most",
                          use(at), use(limit), into(r.case_id), into(r.step), into(r.position), into(r.type),
                          into(r.reference), into(r.amount), into(r.document), into(r.attempts),
                          into(r.created_at));
  rows.execute();
  while (rows.fetch()) out.push_back(r);
  return out;
}

std::vector<OutboxRow> effects_of_step(soci::session& sql, const OutboxRow& row) {
  std::vector<OutboxRow> out;
  OutboxRow r = row;
  soci::statement rows = (sql.prepare << "SELECT position, type, reference, amount, document FROM outbox"
                                         " WHERE case_id = :id AND step = :step ORDER BY position",
                          use(row.case_id), use(row.step), into(r.position), into(r.type), into(r.reference),
                          into(r.amount), into(r.document));
  rows.execute();
  while (rows.fetch()) out.push_back(r);
  return out;
}

bool is_pending(soci::session& sql, const OutboxRow& row) {
  long long n = 0;
  sql << "SELECT COUNT(*) FROM outbox WHERE case_id = :id AND step = :step AND position = :position AND done_at IS NULL",
      use(row.case_id), use(row.step), use(row.position), into(n);
  return n == 1;
}

void mark_done(soci::session& sql, const OutboxRow& row, Instant now) {
  const long long at = now;
  sql << "UPDATE outbox SET done_at = :now WHERE case_id = :id AND step = :step AND position = :position", use(at),
      use(row.case_id), use(row.step), use(row.position);
}

void postpone(soci::session& sql, const OutboxRow& row, Instant next_at) {
  const long long at = next_at;
  sql << "UPDATE outbox SET attempts = attempts + 1, next_at = :next"
         " WHERE case_id = :id AND step = :step AND position = :position",
      use(at), use(row.case_id), use(row.step), use(row.position);
}

bool hold(soci::session& sql, const OutboxRow& row, Instant now, Instant until) {
  const long long at = now, next = until;
  soci::statement update = (sql.prepare << "UPDATE outbox SET next_at = :until WHERE case_id = :id AND step = :step"
                                           " AND position = :position AND done_at IS NULL AND next_at <= :now",
                            use(next), use(row.case_id), use(row.step), use(row.position), use(at));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

void give_back(soci::session& sql, const OutboxRow& row, Instant now) {
  const long long at = now;
  sql << "UPDATE outbox SET next_at = :now WHERE case_id = :id AND step = :step AND position = :position", use(at),
      use(row.case_id), use(row.step), use(row.position);
}

}  // namespace kefu::server
