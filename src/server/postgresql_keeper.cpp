#include "server/postgresql_keeper.hpp"

#include <cstdlib>
#include <cstring>
#include <utility>

namespace kefu::server {

namespace {

soci::postgresql_soci_error error_of(PGconn* connection, const PGresult* result) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const char* text = result ? PQresultErrorMessage(result) : "";
  return {*text ? text : PQerrorMessage(connection), state ? state : "08000"};
}

bool starts(const std::string& query, const char* word) { return query.rfind(word, 0) == 0; }

std::vector<const char*> values_of(const soci::postgresql_statement_backend& statement) {
  std::vector<const char*> values;
  for (const auto& [position, buffers] : statement.useByPosBuffers_) values.push_back(buffers[0]);
  if (!values.empty()) return values;
  for (const std::string& name : statement.names_) {
    const auto named = statement.useByNameBuffers_.find(name);
    if (named == statement.useByNameBuffers_.end()) throw soci::soci_error("no value is bound to :" + name);
    values.push_back(named->second[0]);
  }
  return values;
}

// What is asked, to know it again.
std::string look_of(const soci::postgresql_statement_backend& statement) {
  std::string look = statement.statementName_;
  for (const char* value : values_of(statement)) {
    if (value) look += '\n' + std::to_string(std::strlen(value)) + ' ' + value;
    else look += "\nnull";
  }
  return look;
}

}  // namespace

void PostgreSqlKeeper::prepare(Statement& statement, Note& note, const std::string& query,
                               soci::details::statement_type) {
  statement.prepare(query, soci::details::st_one_time_query);  // its parameters' names become $1 …
  note = Note{};
  note.rolls_back = query == "ROLLBACK";
  note.commits = query == "COMMIT";
  note.reads = starts(query, "SELECT");
  const bool changes = starts(query, "INSERT") || starts(query, "UPDATE") || starts(query, "DELETE");
  const bool marks = starts(query, "SAVEPOINT") || starts(query, "RELEASE SAVEPOINT");
  // The rest stands alone: BEGIN, SET, CREATE … and what is several statements.
  if (statement.names_.empty() && !note.reads && !changes && !marks && !note.commits) return;
  const std::string* name = name_of(statement);
  if (!name) return;
  statement.statementName_ = *name;
  statement.stType_ = soci::details::st_repeatable_query;
  // A SELECT and what has RETURNING are answered with rows.
  const bool silent = marks || (changes && query.find("RETURNING") == std::string::npos);
  note.kind = silent ? Note::Kind::writes : Note::Kind::waits;
}

PostgreSqlKeeper::Outcome PostgreSqlKeeper::execute(Statement& statement, Note& note, int number) {
  PGconn* const connection = statement.session_.conn_;
  if (note.commits || note.rolls_back) foreseen_.clear();
  const bool single = number <= 1 && !statement.hasVectorUseElements_ && !statement.justDescribed_;
  if (note.kind == Note::Kind::writes && single) {
    if (job_ < foreseen_.size()) foreseen_[job_].clear();  // it may have changed what it foresaw
    send(statement, note);
    return soci::details::statement_backend::ef_no_data;
  }
  if (note.reads && single && foreseeing_) {
    send(statement, note);
    waiting_.back().look = look_of(statement);
    waiting_.back().job = job_;
    statement.numberOfRows_ = statement.currentRow_ = statement.rowsToConsume_ = 0;  // what fetch() goes by
    return soci::details::statement_backend::ef_no_data;
  }
  if (note.reads && single && job_ < foreseen_.size() && !foreseen_[job_].empty()) {
    const auto known = foreseen_[job_].find(look_of(statement));
    if (known != foreseen_[job_].end()) {
      PGresult* const result = known->second.release();
      foreseen_[job_].erase(known);
      return adopt(statement, number, result);
    }
  }
  Outcome outcome;
  if (note.kind == Note::Kind::waits && single && !waiting_.empty()) {
    send(statement, note);
    outcome = adopt(statement, number, settle(connection).release());
  } else {
    try {
      settle(connection);
    } catch (const soci::soci_error&) {
      if (!note.rolls_back) throw;
    }
    outcome = statement.execute(number);
  }
  // PostgreSQL ends a transaction that had failed with ROLLBACK, and calls that no error.
  if (note.commits && std::strcmp(PQcmdStatus(statement.result_.get_result()), "COMMIT") != 0)
    throw soci::soci_error("the transaction had failed before its end");
  return outcome;
}

// As SOCI itself goes on with an answer.
PostgreSqlKeeper::Outcome PostgreSqlKeeper::adopt(Statement& statement, int number, PGresult* result) {
  statement.clean_up();
  statement.result_.reset(result);
  if (PQresultStatus(result) != PGRES_TUPLES_OK) return soci::details::statement_backend::ef_no_data;
  statement.currentRow_ = 0;
  statement.rowsToConsume_ = 0;
  statement.numberOfRows_ = PQntuples(result);
  if (statement.numberOfRows_ == 0) return soci::details::statement_backend::ef_no_data;
  return number > 0 ? statement.fetch(number) : soci::details::statement_backend::ef_success;
}

long long PostgreSqlKeeper::affected(Statement& statement, Note& note) {
  if (note.number < 0) return statement.get_affected_rows();
  settle(statement.session_.conn_);
  const auto rows = affected_.find(note.number);
  return rows == affected_.end() ? -1 : rows->second;
}

bool PostgreSqlKeeper::connected(Session& session) {
  try {
    settle(session.conn_);  // what waits for an answer would stand in the way of the question
  } catch (const soci::soci_error&) {
  }
  return session.is_connected();
}

void PostgreSqlKeeper::foresee(Session& session, const std::vector<std::function<void()>>& jobs) {
  struct Foreseeing {
    explicit Foreseeing(bool& f) : flag(f) { flag = true; }
    ~Foreseeing() { flag = false; }
    bool& flag;
  };
  foreseen_.clear();
  foreseen_.resize(jobs.size());
  {
    const Foreseeing here(foreseeing_);
    for (job_ = 0; job_ < jobs.size(); ++job_)
      if (jobs[job_]) jobs[job_]();
  }
  settle(session.conn_);
}

void PostgreSqlKeeper::begin_job(Session& session, std::size_t job) {
  job_ = job;
  if (!waiting_.empty()) PQflush(session.conn_);
}

const std::string* PostgreSqlKeeper::name_of(Statement& statement) {
  static constexpr std::size_t kMost = 500;  // texts; more than these are sent as they come
  const auto known = names_.find(statement.query_);
  if (known != names_.end()) return &known->second;
  if (names_.size() == kMost) return nullptr;
  PGconn* const connection = statement.session_.conn_;
  settle(connection);
  std::string name = "kept_" + std::to_string(names_.size());
  const Result result(PQprepare(connection, name.c_str(), statement.query_.c_str(), 0, nullptr), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw error_of(connection, result.get());
  return &names_.emplace(statement.query_, std::move(name)).first->second;
}

void PostgreSqlKeeper::send(Statement& statement, Note& note) {
  PGconn* const connection = statement.session_.conn_;
  const auto values = values_of(statement);
  if (PQpipelineStatus(connection) == PQ_PIPELINE_OFF && !PQenterPipelineMode(connection)) throw error_of(connection, nullptr);
  if (!PQsendQueryPrepared(connection, statement.statementName_.c_str(), static_cast<int>(values.size()), values.data(),
                           nullptr, nullptr, 0))
    throw error_of(connection, nullptr);
  note.number = ++sent_;
  waiting_.push_back({note.number, "", 0});
}

PostgreSqlKeeper::Result PostgreSqlKeeper::settle(PGconn* connection) {
  Result last(nullptr, PQclear);
  if (PQpipelineStatus(connection) == PQ_PIPELINE_OFF) return last;
  static constexpr std::size_t kRemembered = 1000;
  while (affected_.size() > kRemembered) affected_.erase(affected_.begin());
  std::vector<Sent> waiting;
  waiting.swap(waiting_);
  Result first_error(nullptr, PQclear);
  bool lost = !PQpipelineSync(connection);
  std::size_t answered = 0;
  int nothing = 0;  // an answer ends with one; more in a row mean that none will come
  for (bool synced = false; !synced && !lost;) {
    Result result(PQgetResult(connection), PQclear);
    if (!result) {
      lost = ++nothing > 2;
      continue;
    }
    nothing = 0;
    switch (PQresultStatus(result.get())) {
      case PGRES_PIPELINE_SYNC: synced = true; break;
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
        if (answered < waiting.size()) {
          const Sent& sent = waiting[answered];
          affected_[sent.number] = std::atoll(PQcmdTuples(result.get()));
          if (!sent.look.empty()) foreseen_[sent.job].emplace(sent.look, std::move(result));
          else last = std::move(result);
        }
        ++answered;
        break;
      default:
        ++answered;
        if (!first_error) first_error = std::move(result);
    }
  }
  if (!lost) PQclear(PQgetResult(connection));  // the end of the last answer
  const bool left = PQexitPipelineMode(connection);
  if (first_error) throw error_of(connection, first_error.get());
  if (lost || !left) throw error_of(connection, nullptr);
  return last;
}

}  // namespace kefu::server
