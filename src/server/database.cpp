#include "server/database.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

namespace kefu::server {

namespace {

void open(soci::session& sql, const std::string& url) {
  const std::string file = url.substr(std::string("sqlite:").size());
  // The quotes are SOCI's: a path may hold spaces.
  sql.open(soci::sqlite3, "dbname=\"" + file + "\" timeout=10 synchronous=full");
  std::string mode;
  sql << "PRAGMA journal_mode=WAL", soci::into(mode);
  sql << "PRAGMA foreign_keys=ON";
}

}  // namespace

Database::Database(const std::string& url, std::size_t readers) : readers_(readers) {
  open(writer_, url);
  write([](soci::session& sql) { migrate(sql); });
  for (std::size_t i = 0; i < readers; ++i) open(readers_.at(i), url);
}

void Database::Transaction::commit() {
  sql_ << "COMMIT";
  done_ = true;
}

Database::Transaction::~Transaction() {
  if (done_) return;
  try {
    sql_ << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // SQLite has rolled back by itself, as it does when the disk is full.
  }
}

}  // namespace kefu::server
