// postgresql_keeper.hpp: how a PostgreSQL connection keeps its statements (kept_statements.hpp), and sends them.
//
// Each is prepared once, under a name. What only writes is sent without waiting for its answer (libpq's pipeline), and what
// has to wait takes the answers of all before it along: one way there and back. The error of a write is therefore thrown by
// a later statement, COMMIT at the latest.
//
//   keeper.foresee(session, {[&] { find(sql, a); }, [&] { find(sql, b); }});  // both are asked at once, and answered nothing
//   keeper.begin_job(session, 0);
//   find(sql, a);                                                              // has its answer already
#pragma once
#include <soci/postgresql/soci-postgresql.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace kefu::server {

class PostgreSqlKeeper {
 public:
  using Session = soci::postgresql_session_backend;
  using Statement = soci::postgresql_statement_backend;
  using Outcome = soci::details::statement_backend::exec_fetch_result;
  struct Note {
    enum class Kind { plain, writes, waits } kind = Kind::plain;  // plain: sent as it stands, without a name
    bool reads = false;
    bool commits = false;
    bool rolls_back = false;
    long long number = -1;  // of what was sent without waiting
  };

  void prepare(Statement& statement, Note& note, const std::string& query, soci::details::statement_type);
  Outcome execute(Statement& statement, Note& note, int number);
  long long affected(Statement& statement, Note& note);
  void release(Statement& statement) { statement.statementName_.clear(); }  // or SOCI would deallocate it
  bool connected(Session& session);
  void close(Session&) {}

  /// Runs what each job is going to ask first, sends it all together, and keeps the answers for the jobs' own turns. In
  /// there a SELECT finds nothing; an empty function asks nothing.
  void foresee(Session& session, const std::vector<std::function<void()>>& jobs);
  /// From here on the statements are that job's: until it writes, a SELECT that it foresaw has its answer at once. What was
  /// sent before is on its way, so that the database works at it meanwhile.
  void begin_job(Session& session, std::size_t job);

 private:
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;
  using Answers = std::multimap<std::string, Result>;  // by statement and values
  struct Sent {
    long long number;
    std::string look;  // foreseen: the statement and its values
    std::size_t job;
  };

  const std::string* name_of(Statement& statement);
  void send(Statement& statement, Note& note);
  Outcome adopt(Statement& statement, int number, PGresult* result);
  /// Takes the answers of what was sent; throws the first error among them. Returns that of the last.
  Result settle(PGconn* connection);

  std::map<std::string, std::string> names_;
  long long sent_ = 0;
  std::vector<Sent> waiting_;                // not yet answered
  std::map<long long, long long> affected_;  // rows, by number, of the last thousand answers
  bool foreseeing_ = false;
  std::size_t job_ = 0;
  std::vector<Answers> foreseen_;  // by job
};

}  // namespace kefu::server
