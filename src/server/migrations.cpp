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
  };
  return all;
}

}  // namespace

void migrate(soci::session& sql) {
  sql << "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)";
  long long at = 0;
  sql << "SELECT COUNT(*) FROM schema_versions", soci::into(at);
  const auto known = static_cast<long long>(migrations().size());
  if (at > known) throw soci::soci_error("the database was written by a newer kefu-server");
  for (long long version = at + 1; version <= known; ++version) {
    for (const char* statement : migrations()[static_cast<std::size_t>(version - 1)]) sql << statement;
    const long long applied_at = now();
    sql << "INSERT INTO schema_versions (version, applied_at) VALUES (:v, :at)", soci::use(version),
        soci::use(applied_at);
  }
}

}  // namespace kefu::server
