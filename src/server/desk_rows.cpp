#include "server/desk_rows.hpp"

#include "server/case_rows.hpp"
#include "server/cursor.hpp"
#include "server/dossier.hpp"
#include "server/query.hpp"

namespace kefu::server {

namespace {

// A part of a text for LIKE, whose own signs are taken literally.
std::string containing(const std::string& words) {
  std::string out = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

void narrow_queue(Query& q, const QueueFilter& f) {
  if (f.status == "open") q.add(" AND sort_at < ?", static_cast<long long>(kEnded));
  else if (f.status == "ended") q.add(" AND sort_at >= ?", static_cast<long long>(kEnded));
  else if (!f.status.empty()) q.add(" AND status = ?", f.status);
  if (!f.type.empty()) q.add(" AND type = ?", f.type);
  if (!f.reason.empty()) q.add(" AND reason = ?", f.reason);
  if (!f.store.empty()) q.add(" AND store_id = ?", f.store);
  if (!f.turn.empty()) q.add(f.with_parties ? " AND turn IN (?, 'PARTIES')" : " AND turn = ?", f.turn);
  if (f.due_before) q.add(" AND sort_at <= ?", *f.due_before);
  if (!f.words.empty()) {
    q.add(" AND (case_id = ? OR tid = ? OR", f.words).add(" LOWER(title) LIKE LOWER(?) ESCAPE '!'", containing(f.words));
    if (f.search_buyers)
      q.add(" OR buyer_id IN (SELECT buyer_id FROM buyers WHERE LOWER(name) LIKE LOWER(?) ESCAPE '!')", containing(f.words));
    q.add(")");
  }
  if (const auto after = read_cursor(f.after))
    q.add(" AND (sort_at, case_id) > (?, ", after->at).add("?)", after->id);
}

}  // namespace

std::vector<QueueRow> queue(soci::session& sql, const Scope& scope, const QueueFilter& filter, int limit) {
  QueueRow r;
  long long due = 0, ended = 0;
  soci::indicator due_known{}, ended_known{};
  Query q(sql,
          "SELECT case_id, tid, store_id, status, type, reason, title, turn, verdict,"
          " (SELECT name FROM buyers WHERE buyers.buyer_id = cases.buyer_id), cs_status, amount, opened_at, sort_at, version,"
          " due_at, ended_at FROM cases WHERE ");
  q.add_named(scope.condition, scope.who);
  narrow_queue(q, filter);
  q.add(" ORDER BY sort_at, case_id LIMIT ?", limit);
  q.into(r.case_id).into(r.tid).into(r.store_id).into(r.status).into(r.type).into(r.reason).into(r.title).into(r.turn);
  q.into(r.verdict).into(r.buyer).into(r.cs_status).into(r.amount).into(r.opened_at).into(r.sort_at).into(r.version);
  q.into(due, due_known).into(ended, ended_known);
  std::vector<QueueRow> out;
  for (q.run(); q.next();) {
    r.due_at = due_known == soci::i_ok ? std::optional(due) : std::nullopt;
    r.ended_at = ended_known == soci::i_ok ? std::optional(ended) : std::nullopt;
    out.push_back(r);
  }
  return out;
}

QueueCounts queue_counts(soci::session& sql, const Scope& scope, const QueueFilter& mine, long long soon) {
  QueueCounts n;
  Query q(sql, "SELECT COUNT(*), COALESCE(SUM(CASE WHEN ");
  q.add(mine.with_parties ? "turn IN (?, 'PARTIES') THEN 1 ELSE 0 END), 0)," : "turn = ? THEN 1 ELSE 0 END), 0),", mine.turn);
  q.add(" COALESCE(SUM(CASE WHEN sort_at <= ? THEN 1 ELSE 0 END), 0) FROM cases WHERE ", soon);
  q.add_named(scope.condition, scope.who).add(" AND sort_at < ?", static_cast<long long>(kEnded));
  q.into(n.open).into(n.mine).into(n.due_soon);
  q.run();
  q.next();
  return n;
}

std::vector<std::string> stores_in(soci::session& sql, const Scope& scope, int limit) {
  std::string document;
  Query q(sql, "SELECT document FROM stores WHERE ");
  q.add_named(scope.condition, scope.who).add(" ORDER BY store_id LIMIT ?", limit).into(document);
  std::vector<std::string> out;
  for (q.run(); q.next();) out.push_back(document);
  return out;
}

void complete_summaries(Database& db) {
  static constexpr int kAtOnce = 500;  // rows in one transaction
  for (bool more = true; more;) {
    more = db.write([](soci::session& sql) {
      std::string id, tid;
      std::vector<std::pair<std::string, std::string>> rows;
      soci::statement read = (sql.prepare << "SELECT case_id, tid FROM cases WHERE type = '' LIMIT " << kAtOnce,
                              soci::into(id), soci::into(tid));
      read.execute();
      while (read.fetch()) rows.emplace_back(id, tid);
      const Scope everything{"'' = :who", ""};
      for (const auto& [case_id, of] : rows) {
        auto row = find_case(sql, everything, case_id).value();
        row.summary = summary_of(parse_case(row.document), parse_trade(find_trade(sql, everything, of).value().document));
        update_case(sql, row, row.version);
      }
      return rows.size() == kAtOnce;
    });
  }
}

}  // namespace kefu::server
