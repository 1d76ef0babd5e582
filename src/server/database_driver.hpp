// database_driver.hpp: what is one database's own: how it is opened, how a transaction begins, what a lost one came to.
//
//   auto driver = driver_of("postgresql:///kefu");
//   driver->open(sql);                                   // throws soci::soci_error with the reason
//   driver->begin_write(sql);
//   driver->foresee(sql, {look, nullptr});                // two jobs, of which one says what it will ask
//   driver->begin_job(sql, 0); …; driver->begin_job(sql, 1); …
#pragma once
#include <soci/soci.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace kefu::server {

class Driver {
 public:
  virtual ~Driver() = default;

  virtual void open(soci::session& sql) const = 0;
  /// A transaction that sees one state of the database.
  virtual void begin_read(soci::session& sql) const = 0;
  /// A transaction beside which nobody else writes; waits for its turn, some seconds at most.
  virtual void begin_write(soci::session& sql) const = 0;
  /// Leaves a sign in the transaction, by which committed() knows it; "": a COMMIT cannot go unanswered.
  virtual std::string mark(soci::session&) const { return ""; }
  /// Asks the database beforehand, and at once, what the jobs of a write are going to ask first (nothing: not known), where
  /// asking is dear.
  virtual void foresee(soci::session&, const std::vector<std::function<void()>>&) const {}
  /// The next statements are this job's.
  virtual void begin_job(soci::session&, std::size_t) const {}
  /// Whether an error may be that of an earlier statement than the one that throws it.
  virtual bool late_errors() const { return false; }
  /// Whether the transaction of a lost connection was committed; it has ended one way or the other when this returns.
  virtual bool committed(soci::session&, const std::string& /*mark*/) const { return false; }
  /// A migration's statement in this database's words.
  virtual std::string schema(std::string statement) const { return statement; }
  /// Takes the turn of that name for this connection, if nobody has it (Database::alone).
  virtual bool take_turn(soci::session& sql, const std::string& name) const = 0;
  virtual void end_turn(soci::session& sql, const std::string& name) const = 0;
};

/// `sqlite:FILE` or `postgresql://…` (libpq's connection URI); nullptr: it is neither.
std::unique_ptr<Driver> driver_of(const std::string& url);
std::unique_ptr<Driver> sqlite_driver(const std::string& file);
std::unique_ptr<Driver> postgresql_driver(const std::string& url);

}  // namespace kefu::server
