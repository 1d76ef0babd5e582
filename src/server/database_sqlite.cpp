// SQLite in WAL mode with foreign keys and synchronous=FULL. Several processes of one machine may share the file: BEGIN
// IMMEDIATE waits for another's transaction, ten seconds at most.
#include <soci/sqlite3/soci-sqlite3.h>

#include <map>
#include <vector>

#include "server/database_driver.hpp"
#include "server/kept_statements.hpp"

namespace kefu::server {

namespace {

// A statement that nobody uses lies idle under its text; two that are open at once are two.
class SqliteKeeper {
 public:
  using Session = soci::sqlite3_session_backend;
  using Statement = soci::sqlite3_statement_backend;
  struct Note {};

  auto execute(Statement& statement, Note&, int number) { return statement.execute(number); }
  long long affected(Statement& statement, Note&) { return statement.get_affected_rows(); }

  void prepare(Statement& statement, Note&, const std::string& query, soci::details::statement_type type) {
    auto& idle = idle_[query];
    if (idle.empty()) return statement.prepare(query, type);
    statement.stmt_ = idle.back();
    statement.databaseReady_ = true;
    idle.pop_back();
  }

  void release(Statement& statement) {
    if (!statement.stmt_) return;
    sqlite_api::sqlite3_reset(statement.stmt_);
    sqlite_api::sqlite3_clear_bindings(statement.stmt_);  // they point into what the caller held
    auto& idle = idle_[sqlite_api::sqlite3_sql(statement.stmt_)];
    if (idle_.size() > kMost) sqlite_api::sqlite3_finalize(statement.stmt_);
    else idle.push_back(statement.stmt_);
    statement.stmt_ = nullptr;
  }

  bool connected(Session& session) { return session.is_connected(); }
  void close(Session&) {
    for (auto& [text, idle] : idle_)
      for (auto* statement : idle) sqlite_api::sqlite3_finalize(statement);
  }

 private:
  static constexpr std::size_t kMost = 500;  // texts
  std::map<std::string, std::vector<sqlite_api::sqlite3_stmt*>> idle_;
};

const KeptFactory<SqliteKeeper> kKeptSqlite(soci::sqlite3);

class Sqlite : public Driver {
 public:
  explicit Sqlite(std::string file) : file_(std::move(file)) {}

  void open(soci::session& sql) const override {
    // The quotes are SOCI's: a path may hold spaces.
    sql.open(kKeptSqlite, "dbname=\"" + file_ + "\" timeout=10 synchronous=full");
    std::string mode;
    sql << "PRAGMA journal_mode=WAL", soci::into(mode);
    sql << "PRAGMA foreign_keys=ON";
  }

  void begin_read(soci::session& sql) const override { sql << "BEGIN"; }

  void begin_write(soci::session& sql) const override { sql << "BEGIN IMMEDIATE"; }

  bool take_turn(soci::session&, const std::string&) const override { return true; }
  void end_turn(soci::session&, const std::string&) const override {}

 private:
  const std::string file_;
};

}  // namespace

std::unique_ptr<Driver> sqlite_driver(const std::string& file) { return std::make_unique<Sqlite>(file); }

}  // namespace kefu::server
