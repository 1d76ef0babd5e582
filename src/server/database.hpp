// database.hpp: the store behind the server: one writer at a time, several readers beside it.
//
//   Database db("sqlite:./kefu.db", 4);                           // or postgresql://user@host/name
//   db.write([&](soci::session& sql) { sql << "UPDATE …"; });     // one transaction; a throw rolls it back
//   auto n = db.read([&](soci::session& sql) { …; return n; });   // one snapshot, never waits for the writer
//
// What was answered survives a power cut. Writers take turns, in this process and among all kefu-servers of one database,
// so a write may decide by what it has read. Those that wait together are carried out one after another as savepoints of
// one transaction and share its way to the disk; one that throws is undone alone.
//
// A write may say beforehand what it will ask first, so that a database with a way to it is asked once for a whole group:
//
//   db.write([&](soci::session& sql) { find_trade(sql, tid); … },
//            {"trade " + tid, [&](soci::session& sql) { find_trade(sql, tid); }});     // in here, nothing is found
//
// The work of a write or a read is a function because it may run more than once: a lost connection is made anew and the
// work repeated, so it changes nothing but the database and what it returns. It ends with its first failed statement:
// PostgreSQL carries out nothing more in a transaction after one.
//
// The statements of this folder are plain SQL for SQLite and PostgreSQL; what is one's own stands in its driver.
#pragma once
#include <soci/soci.h>

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "server/database_driver.hpp"

namespace kefu::server {

/// The database cannot be reached, or somebody keeps it busy: the caller may try again under the same Idempotency-Key.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Database {
 public:
  /// Opens the database (sqlite: creates it) and brings its schema up to date; throws soci::soci_error with the reason.
  Database(const std::string& url, std::size_t readers);

  using SqlWork = std::function<void(soci::session&)>;
  struct Foresight {
    /// What the write is about. What `looks` asks is changed by no other write but those of the same subject and those
    /// that foresee nothing.
    std::string subject;
    SqlWork looks;
  };

  template <class Work>
  auto write(Work&& work, const Foresight& foresight = {}) {
    return result_of(std::forward<Work>(work), [&](const SqlWork& run) { carry_out(run, foresight); });
  }

  template <class Work>
  auto read(Work&& work) {
    return result_of(std::forward<Work>(work), [this](const SqlWork& run) { look(run); });
  }

  /// Runs `work` unless somebody, here or in another kefu-server, is at the thing of this name just now; false: somebody
  /// is. The turn ends with the process at the latest. With SQLite, other processes are not looked at.
  bool alone(const std::string& name, const std::function<void()>& work);

 private:
  struct Job {
    const SqlWork* work = nullptr;
    const Foresight* foresight = nullptr;
    std::exception_ptr error;
    std::condition_variable changed;
    bool leads = false;  // its thread carries out the next group
    bool done = false;
  };
  using Group = std::vector<Job*>;

  template <class Work, class Run>
  static auto result_of(Work&& work, const Run& run) {
    using Result = decltype(work(std::declval<soci::session&>()));
    if constexpr (std::is_void_v<Result>) {
      run([&work](soci::session& sql) { work(sql); });
    } else {
      std::optional<Result> result;
      run([&](soci::session& sql) { result.emplace(work(sql)); });
      return Result(std::move(*result));
    }
  }

  void carry_out(const SqlWork& work, const Foresight& foresight);
  void settle(const Group& group);
  void transact(const Group& group, bool& begun, std::string& in_doubt);
  void do_job(Job& job, std::size_t place);
  void do_together(const Group& group);
  Group foresee(const Group& group);
  void look(const SqlWork& work);

  const std::unique_ptr<const Driver> driver_;

  std::mutex mutex_;  // of the queue
  Group queue_;
  bool at_work_ = false;  // somebody carries out a group, or has been told to

  soci::session writer_;
  bool writer_lost_ = false;
  bool marks_ = false;  // the schema has what Driver::mark needs
  soci::connection_pool readers_;
};

/// Applies the migrations that the database lacks, each once, in order (migrations.cpp).
void migrate(soci::session& sql, const Driver& driver);

}  // namespace kefu::server
