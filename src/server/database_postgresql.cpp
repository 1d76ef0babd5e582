// PostgreSQL 13 or newer. Writers of all kefu-servers take turns by an advisory lock that a transaction holds to its end,
// so that a write may decide by what it read, as on SQLite, and nothing has to be serialised after the fact. A server that
// hangs in the middle of its turn loses its connection to idle_in_transaction_session_timeout, a dead one at once.
#include <soci/postgresql/soci-postgresql.h>

#include "server/clock.hpp"
#include "server/database_driver.hpp"
#include "server/digest.hpp"
#include "server/kept_statements.hpp"
#include "server/postgresql_keeper.hpp"

namespace kefu::server {

namespace {

constexpr const char* kWriters = "1801807477";  // the writers' lock: "kefu" in ASCII; what alone() locks has two keys
constexpr const char* kTurns = "27493";

constexpr const char* kSettings[] = {
    "SET client_encoding = 'UTF8'",
    "SET client_min_messages = warning",
    "SET synchronous_commit = on",  // whatever the cluster's default: what was answered survives a power cut
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '15s'",
};

const KeptFactory<PostgreSqlKeeper> kKeptPostgreSql(soci::postgresql);

class PostgreSql : public Driver {
 public:
  explicit PostgreSql(std::string url) : url_(std::move(url)) {
    // SOCI 4.0 spoils a URI without any parameter by appending "=".
    if (url_.find("application_name=") == std::string::npos)
      url_ += (url_.find('?') == std::string::npos ? "?" : "&") + std::string("application_name=kefu-server");
  }

  void open(soci::session& sql) const override {
    sql.open(kKeptPostgreSql, url_);
    try {
      prepare(sql);
    } catch (const soci::soci_error&) {
      sql.close();  // open means ready
      throw;
    }
  }

  void begin_read(soci::session& sql) const override { sql << "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"; }

  void begin_write(soci::session& sql) const override {
    // READ COMMITTED: a snapshot for the whole transaction would be taken before the lock is.
    sql << "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT FROM pg_advisory_xact_lock(" << kWriters << ")";
  }

  // A row and not the transaction's number: after a crash PostgreSQL gives the number of what was lost to somebody else.
  std::string mark(soci::session& sql) const override {
    std::string mark = random_hex(8);
    const long long at = now();
    sql << "INSERT INTO writers (process, mark, marked_at) VALUES (:process, :mark, :at)"
           " ON CONFLICT (process) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at",
        soci::use(process_), soci::use(mark), soci::use(at);
    return mark;
  }

  bool committed(soci::session& sql, const std::string& mark) const override {
    std::string last;
    begin_write(sql);  // the turn comes when the old connection's process has noticed
    sql << "SELECT mark FROM writers WHERE process = :process", soci::use(process_), soci::into(last);
    sql << "COMMIT";
    return last == mark;
  }

  void foresee(soci::session& sql, const std::vector<std::function<void()>>& jobs) const override {
    Kept& kept = kept_of(sql);
    kept.keeper().foresee(kept.inner(), jobs);
  }
  void begin_job(soci::session& sql, std::size_t job) const override {
    Kept& kept = kept_of(sql);
    kept.keeper().begin_job(kept.inner(), job);
  }
  bool late_errors() const override { return true; }

  // Ids sort and compare as on SQLite, byte by byte, whatever the database's collation is.
  std::string schema(std::string statement) const override {
    static const std::string text = " TEXT";
    for (auto at = statement.find(text); at != std::string::npos; at = statement.find(text, at + 1))
      statement.insert(at + text.size(), " COLLATE \"C\"");
    return statement;
  }

  bool take_turn(soci::session& sql, const std::string& name) const override {
    int taken = 0;
    sql << "SELECT CAST(pg_try_advisory_lock(" << kTurns << ", hashtext(:name)) AS INTEGER)", soci::use(name),
        soci::into(taken);
    return taken == 1;
  }

  void end_turn(soci::session& sql, const std::string& name) const override {
    int ended = 0;
    sql << "SELECT CAST(pg_advisory_unlock(" << kTurns << ", hashtext(:name)) AS INTEGER)", soci::use(name),
        soci::into(ended);
  }

 private:
  using Kept = KeptSession<PostgreSqlKeeper>;
  static Kept& kept_of(soci::session& sql) { return *static_cast<Kept*>(sql.get_backend()); }

  static void prepare(soci::session& sql) {
    for (const char* setting : kSettings) sql << setting;
    std::string encoding;
    int version = 0;
    sql << "SELECT current_setting('server_encoding'), current_setting('server_version_num')", soci::into(encoding),
        soci::into(version);
    if (encoding != "UTF8") throw soci::soci_error("the database's encoding is " + encoding + "; it must be UTF8");
    if (version < 130000) throw soci::soci_error("PostgreSQL 13 or newer is needed");
  }

  std::string url_;
  const std::string process_ = random_hex(8);
};

}  // namespace

std::unique_ptr<Driver> postgresql_driver(const std::string& url) { return std::make_unique<PostgreSql>(url); }

}  // namespace kefu::server
