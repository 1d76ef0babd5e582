#include <vector>

#include "server/clock.hpp"
#include "server/database.hpp"

namespace kefu::server {

namespace {

// Never edit a migration that has shipped: append one. Documents are the contract's JSON, kept whole; columns beside
// them exist to be searched, to be unique or to be locked.
const std::vector<std::vector<const char*>>& migrations() {
  static const std::vector<std::vector<const char*>> all = {
      {
          "CREATE TABLE stores (store_id TEXT PRIMARY KEY, supplier_id TEXT, document TEXT NOT NULL)",

          "CREATE TABLE items (item_id TEXT PRIMARY KEY, store_id TEXT NOT NULL REFERENCES stores(store_id),"
          " position BIGINT NOT NULL, document TEXT NOT NULL)",

          "CREATE TABLE buyers (buyer_id TEXT PRIMARY KEY, name TEXT NOT NULL)",

          // consign_stopped: an unshipped refund is under way, the warehouse must not send (S1-31, SHIP_STOP_ALERT).
          // auto_confirm_paused: PAUSE_AUTO_CONFIRM until RESUME_AUTO_CONFIRM.
          "CREATE TABLE trades (tid TEXT PRIMARY KEY, buyer_id TEXT NOT NULL REFERENCES buyers(buyer_id),"
          " store_id TEXT NOT NULL REFERENCES stores(store_id), created_at BIGINT NOT NULL,"
          " consign_stopped BIGINT NOT NULL DEFAULT 0, auto_confirm_paused BIGINT NOT NULL DEFAULT 0,"
          " document TEXT NOT NULL)",
          "CREATE INDEX trades_of_buyer ON trades (buyer_id, store_id, created_at)",

          // due_at: the next deadline, NULL when the case waits for somebody.
          "CREATE TABLE cases (case_id TEXT PRIMARY KEY, tid TEXT NOT NULL REFERENCES trades(tid),"
          " buyer_id TEXT NOT NULL REFERENCES buyers(buyer_id), store_id TEXT NOT NULL REFERENCES stores(store_id),"
          " status TEXT NOT NULL, version BIGINT NOT NULL, due_at BIGINT, document TEXT NOT NULL)",
          "CREATE INDEX cases_of_trade ON cases (tid, case_id)",
          "CREATE INDEX cases_of_buyer ON cases (buyer_id, case_id)",
          "CREATE INDEX cases_of_store ON cases (store_id, case_id)",
          "CREATE INDEX cases_due ON cases (due_at, case_id)",

          // Every effect of every step. A carrier takes those without done_at; the rest are the record of what was done.
          "CREATE TABLE outbox (case_id TEXT NOT NULL REFERENCES cases(case_id), step BIGINT NOT NULL,"
          " position BIGINT NOT NULL, type TEXT NOT NULL, reference TEXT NOT NULL, amount BIGINT NOT NULL,"
          " document TEXT NOT NULL, created_at BIGINT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0,"
          " next_at BIGINT NOT NULL, done_at BIGINT, PRIMARY KEY (case_id, step, position))",
          "CREATE INDEX outbox_due ON outbox (done_at, next_at)",

          "CREATE TABLE messages (case_id TEXT NOT NULL REFERENCES cases(case_id), step BIGINT NOT NULL,"
          " position BIGINT NOT NULL, recipient TEXT NOT NULL, code TEXT NOT NULL, sent_at BIGINT NOT NULL,"
          " PRIMARY KEY (case_id, step, position))",

          // Double entry: the amounts of one reference sum to zero, and a reference is booked once.
          "CREATE TABLE ledger (reference TEXT NOT NULL, account TEXT NOT NULL, amount BIGINT NOT NULL,"
          " booked_at BIGINT NOT NULL, PRIMARY KEY (reference, account))",

          "CREATE TABLE answers (scope TEXT NOT NULL, idempotency_key TEXT NOT NULL, request_hash TEXT NOT NULL,"
          " status BIGINT NOT NULL, body TEXT NOT NULL, created_at BIGINT NOT NULL,"
          " PRIMARY KEY (scope, idempotency_key))",
          "CREATE INDEX answers_by_age ON answers (created_at)",
      },
      {
          // What the event stream tells (events_log.hpp): appended to, and forgotten from its old end.
          "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
          "INSERT INTO counters (name, value) VALUES ('events', 0)",
          "CREATE TABLE events (event_id BIGINT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases(case_id),"
          " tid TEXT NOT NULL, buyer_id TEXT NOT NULL, store_id TEXT NOT NULL, version BIGINT NOT NULL,"
          " status TEXT NOT NULL, happened_at BIGINT NOT NULL)",
          "CREATE INDEX events_of_buyer ON events (buyer_id, event_id)",
          "CREATE INDEX events_of_store ON events (store_id, event_id)",
      },
      {
          // Photos and videos; their bytes lie outside (evidence_files.hpp). sha256, bytes: as announced; state: UPLOADING,
          // COMPLETE, DOOMED. attached_at: since when a case holds it.
          "CREATE TABLE evidence (evidence_id TEXT PRIMARY KEY, tid TEXT NOT NULL REFERENCES trades(tid),"
          " buyer_id TEXT NOT NULL, store_id TEXT NOT NULL, owner TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,"
          " type TEXT NOT NULL, caption TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL,"
          " received BIGINT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL, attached_at BIGINT)",
          "CREATE INDEX evidence_unattached ON evidence (attached_at, created_at)",
          "CREATE INDEX evidence_of_owner ON evidence (owner, tid)",
          "CREATE TABLE case_evidence (case_id TEXT NOT NULL REFERENCES cases(case_id),"
          " evidence_id TEXT NOT NULL REFERENCES evidence(evidence_id), attached_at BIGINT NOT NULL,"
          " PRIMARY KEY (case_id, evidence_id))",
      },
      {
          // What a desk searches, sorts and counts (case_summary.hpp); rows from before get it at start-up.
          "ALTER TABLE cases ADD COLUMN type TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE cases ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE cases ADD COLUMN title TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE cases ADD COLUMN turn TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE cases ADD COLUMN cs_status BIGINT NOT NULL DEFAULT 1",
          "ALTER TABLE cases ADD COLUMN amount BIGINT NOT NULL DEFAULT 0",
          "ALTER TABLE cases ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0",
          "ALTER TABLE cases ADD COLUMN ended_at BIGINT",
          "ALTER TABLE cases ADD COLUMN sort_at BIGINT NOT NULL DEFAULT 0",
          "ALTER TABLE cases ADD COLUMN refused BIGINT NOT NULL DEFAULT 0",
          "ALTER TABLE cases ADD COLUMN verdict TEXT NOT NULL DEFAULT ''",
          "CREATE INDEX cases_queue ON cases (sort_at, case_id)",
          "CREATE INDEX cases_queue_of_store ON cases (store_id, sort_at, case_id)",
          "CREATE INDEX trades_by_age ON trades (created_at, tid)",

          // The parties' own words beside the notices (message_rows.hpp): recipient '' is everybody.
          "ALTER TABLE messages ADD COLUMN sender TEXT NOT NULL DEFAULT 'SYSTEM'",
          "ALTER TABLE messages ADD COLUMN text TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE messages ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]'",
      },
      {
          // Double entry by construction: a row takes from one account what it gives to another, so no journal can fail to
          // sum to zero. A journal is the rows of one reference; the key books it once. case_id: NULL where no case is behind.
          "CREATE TABLE transfers (reference TEXT NOT NULL, position BIGINT NOT NULL,"
          " case_id TEXT REFERENCES cases(case_id), from_account TEXT NOT NULL, from_holder TEXT NOT NULL,"
          " to_account TEXT NOT NULL, to_holder TEXT NOT NULL, amount BIGINT NOT NULL CHECK (amount > 0),"
          " booked_at BIGINT NOT NULL, PRIMARY KEY (reference, position),"
          " CHECK (from_account <> to_account OR from_holder <> to_holder))",
          "CREATE INDEX transfers_of_case ON transfers (case_id)",
          "CREATE INDEX transfers_by_age ON transfers (booked_at, reference)",
          "CREATE INDEX transfers_out_of ON transfers (from_account, from_holder)",
          "CREATE INDEX transfers_into ON transfers (to_account, to_holder)",

          // What the first form of the ledger held: refunds, out of one store's claim to one buyer's tenders.
          "INSERT INTO transfers SELECT p.reference, (SELECT COUNT(*) FROM ledger q WHERE q.reference = p.reference"
          " AND q.amount > 0 AND q.account <= p.account), c.case_id, REPLACE(n.account, ':' || c.store_id, ''), c.store_id,"
          " REPLACE(p.account, ':' || c.buyer_id, ''), c.buyer_id, p.amount, p.booked_at"
          " FROM ledger p JOIN ledger n ON n.reference = p.reference AND n.amount < 0"
          " JOIN cases c ON p.reference LIKE c.case_id || ':%'"
          " WHERE p.amount > 0",

          // The demo shop's bank: what it has paid, so that asking twice pays once.
          "CREATE TABLE bank_payments (reference TEXT PRIMARY KEY, payer TEXT NOT NULL, amount BIGINT NOT NULL,"
          " paid_at BIGINT NOT NULL)",
          "INSERT INTO bank_payments SELECT reference, 'SELLER_RECEIVABLE', CAST(SUM(amount) AS BIGINT), MIN(booked_at)"
          " FROM ledger WHERE amount > 0 GROUP BY reference",
          "DROP TABLE ledger",

          // The books as accountants read them: one line for each account (SUPPLIER_DEPOSIT:sup-1) of a journal, below
          // zero where it gave.
          "CREATE VIEW ledger AS SELECT reference, case_id, account, holder, CAST(SUM(amount) AS BIGINT) AS amount,"
          " booked_at FROM (SELECT reference, case_id, from_account || ':' || from_holder AS account,"
          " from_holder AS holder, -amount AS amount, booked_at FROM transfers UNION ALL SELECT reference, case_id,"
          " to_account || ':' || to_holder, to_holder, amount, booked_at FROM transfers) AS legs"
          " GROUP BY reference, case_id, account, holder, booked_at",
      },
      {
          // In which order a case's evidence came: two pieces of one second have no other.
          "ALTER TABLE case_evidence ADD COLUMN position BIGINT NOT NULL DEFAULT 0",
      },
      {
          // What each kefu-server wrote last (Driver::mark): whether a COMMIT that nobody answered came to be.
          "CREATE TABLE writers (process TEXT PRIMARY KEY, mark TEXT NOT NULL, marked_at BIGINT NOT NULL)",
      },
  };
  return all;
}

}  // namespace

void migrate(soci::session& sql, const Driver& driver) {
  sql << "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)";
  long long at = 0;
  sql << "SELECT COUNT(*) FROM schema_versions", soci::into(at);
  const auto known = static_cast<long long>(migrations().size());
  if (at > known) throw soci::soci_error("the database was written by a newer kefu-server");
  for (long long version = at + 1; version <= known; ++version) {
    for (const char* statement : migrations()[static_cast<std::size_t>(version - 1)]) sql << driver.schema(statement);
    const long long applied_at = now();
    sql << "INSERT INTO schema_versions (version, applied_at) VALUES (:v, :at)", soci::use(version),
        soci::use(applied_at);
  }
  const long long before = now() - kDay;
  sql << "DELETE FROM writers WHERE marked_at < :before", soci::use(before);
}

}  // namespace kefu::server
