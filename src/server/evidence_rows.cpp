#include "server/evidence_rows.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

constexpr const char* kPieceColumns =
    "evidence_id, tid, buyer_id, store_id, owner, actor, kind, type, caption, sha256, bytes, received, state, created_at,"
    " COALESCE(attached_at, 0)";

struct FetchedPiece {
  EvidenceRow row;
  long long created = 0, attached = 0;

  EvidenceRow take() {
    row.created_at = created;
    row.attached = attached != 0;
    return row;
  }
};

template <class Statement>
std::vector<EvidenceRow> fetch_pieces(Statement&& statement, FetchedPiece& f) {
  EvidenceRow& r = f.row;
  soci::statement rows = (statement, into(r.id), into(r.tid), into(r.buyer_id), into(r.store_id), into(r.owner),
                          into(r.actor), into(r.kind), into(r.type), into(r.caption), into(r.sha256), into(r.bytes),
                          into(r.received), into(r.state), into(f.created), into(f.attached));
  std::vector<EvidenceRow> out;
  rows.execute();
  while (rows.fetch()) out.push_back(f.take());
  return out;
}

long long count_of(soci::session& sql, const char* statement, const std::string& a, const std::string& b) {
  long long n = 0;
  sql << statement, use(a), use(b), into(n);
  return n;
}

}  // namespace

void insert_evidence(soci::session& sql, const EvidenceRow& r) {
  const long long at = r.created_at;
  sql << "INSERT INTO evidence (evidence_id, tid, buyer_id, store_id, owner, actor, kind, type, caption, sha256, bytes,"
         " received, state, created_at) VALUES (:id, :tid, :buyer, :store, :owner, :actor, :kind, :type, :caption, :sum,"
         " :bytes, :received, :state, :at)",
      use(r.id), use(r.tid), use(r.buyer_id), use(r.store_id), use(r.owner), use(r.actor), use(r.kind), use(r.type),
      use(r.caption), use(r.sha256), use(r.bytes), use(r.received), use(r.state), use(at);
}

std::optional<EvidenceRow> find_evidence(soci::session& sql, const Identity& who, const std::string& id) {
  FetchedPiece f;
  const Scope scope = scope_of(who);
  const auto rows = fetch_pieces((sql.prepare << "SELECT " << kPieceColumns
                                              << " FROM evidence WHERE evidence_id = :id AND state <> 'DOOMED' AND "
                                              << scope.condition,
                                  use(id), use(scope.who)),
                                 f);
  if (rows.empty() || (!rows.front().attached && rows.front().owner != who.key_scope())) return std::nullopt;
  return rows.front();
}

std::vector<EvidenceRow> evidence_of_case(soci::session& sql, const std::string& case_id) {
  FetchedPiece f;
  return fetch_pieces((sql.prepare << "SELECT " << kPieceColumns
                                   << " FROM evidence JOIN (SELECT evidence_id AS held, position FROM case_evidence"
                                      " WHERE case_id = :id) AS place ON held = evidence_id"
                                      " ORDER BY position, created_at, evidence_id",
                       use(case_id)),
                      f);
}

bool holds_evidence(soci::session& sql, const std::string& case_id, const std::string& id) {
  return count_of(sql, "SELECT COUNT(*) FROM case_evidence WHERE case_id = :case AND evidence_id = :id", case_id, id) > 0;
}

long long count_unattached(soci::session& sql, const std::string& owner, const std::string& tid) {
  return count_of(sql,
                  "SELECT COUNT(*) FROM evidence WHERE owner = :owner AND tid = :tid AND attached_at IS NULL"
                  " AND state <> 'DOOMED'",
                  owner, tid);
}

bool receive(soci::session& sql, const std::string& id, long long expected, long long received, bool complete) {
  const std::string state = complete ? "COMPLETE" : "UPLOADING";
  soci::statement update = (sql.prepare << "UPDATE evidence SET received = :received, state = :state WHERE"
                                           " evidence_id = :id AND state = 'UPLOADING' AND received = :expected",
                            use(received), use(state), use(id), use(expected));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

bool link_evidence(soci::session& sql, const std::string& case_id, const std::string& id, Instant now) {
  const long long at = now;
  // The row's own update comes first: it is what a sweep at the same moment waits for.
  soci::statement update = (sql.prepare << "UPDATE evidence SET attached_at = COALESCE(attached_at, :at)"
                                           " WHERE evidence_id = :id AND state = 'COMPLETE'",
                            use(at), use(id));
  update.execute(true);
  if (update.get_affected_rows() != 1) return false;
  if (holds_evidence(sql, case_id, id)) return true;
  sql << "INSERT INTO case_evidence (case_id, evidence_id, attached_at, position) SELECT :case, :id, :at,"
         " COALESCE(MAX(position), 0) + 1 FROM case_evidence WHERE case_id = :of",
      use(case_id, "case"), use(id, "id"), use(at, "at"), use(case_id, "of");
  return true;
}

std::vector<std::string> doom_unattached(soci::session& sql, Instant before) {
  const long long at = before;
  sql << "UPDATE evidence SET state = 'DOOMED' WHERE attached_at IS NULL AND created_at < :before", use(at);
  return doomed(sql);
}

void doom(soci::session& sql, const std::string& id) {
  sql << "UPDATE evidence SET state = 'DOOMED' WHERE attached_at IS NULL AND evidence_id = :id", use(id);
}

bool doom_upload(soci::session& sql, const std::string& id) {
  soci::statement update =
      (sql.prepare << "UPDATE evidence SET state = 'DOOMED' WHERE evidence_id = :id AND state = 'UPLOADING'", use(id));
  update.execute(true);
  return update.get_affected_rows() == 1;
}

std::vector<std::string> doomed(soci::session& sql) {
  std::vector<std::string> out;
  std::string id;
  soci::statement rows = (sql.prepare << "SELECT evidence_id FROM evidence WHERE state = 'DOOMED'", into(id));
  rows.execute();
  while (rows.fetch()) out.push_back(id);
  return out;
}

void forget_evidence(soci::session& sql, const std::string& id) {
  sql << "DELETE FROM evidence WHERE evidence_id = :id AND state = 'DOOMED'", use(id);
}

}  // namespace kefu::server
