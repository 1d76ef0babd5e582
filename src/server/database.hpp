// database.hpp: one writer and several readers of the store behind the server.
//
//   db.write([&](soci::session& sql) { sql << "UPDATE …"; });     // one transaction; a throw rolls it back
//   auto n = db.read([&](soci::session& sql) { …; return n; });   // one snapshot, never waits for the writer
//
// SQLite in WAL mode with foreign keys and synchronous=FULL: what was answered survives a power cut. The statements of
// this folder are plain SQL that PostgreSQL takes too; what is SQLite's own stands in database.cpp alone.
#pragma once
#include <soci/soci.h>

#include <mutex>
#include <string>
#include <utility>

namespace kefu::server {

class Database {
 public:
  /// Opens or creates `sqlite:FILE` and brings its schema up to date; throws soci::soci_error with the reason.
  Database(const std::string& url, std::size_t readers);

  template <class Work>
  auto write(Work&& work) {
    const std::lock_guard lock(writer_mutex_);
    return transact(writer_, "BEGIN IMMEDIATE", std::forward<Work>(work));
  }

  template <class Work>
  auto read(Work&& work) {
    soci::session sql(readers_);
    return transact(sql, "BEGIN", std::forward<Work>(work));
  }

 private:
  class Transaction {
   public:
    Transaction(soci::session& sql, const char* begin) : sql_(sql) { sql_ << begin; }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();
    ~Transaction();

   private:
    soci::session& sql_;
    bool done_ = false;
  };

  template <class Work>
  static auto transact(soci::session& sql, const char* begin, Work&& work) {
    Transaction transaction(sql, begin);
    if constexpr (std::is_void_v<decltype(work(sql))>) {
      work(sql);
      transaction.commit();
    } else {
      auto result = work(sql);
      transaction.commit();
      return result;
    }
  }

  std::mutex writer_mutex_;
  soci::session writer_;
  soci::connection_pool readers_;
};

/// Applies the migrations that the database lacks, each once, in order (migrations.cpp).
void migrate(soci::session& sql);

}  // namespace kefu::server
