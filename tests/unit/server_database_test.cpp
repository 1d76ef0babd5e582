#include "server/database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace server_database_test {

using namespace kefu::server;
using soci::into;
using soci::use;

namespace {

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A database with one empty table, numbers (n); gone with the test.
class Numbers {
 public:
  Numbers() : folder_(made()), db("sqlite:" + folder_ + "/numbers.db", 4) {
    db.write([](soci::session& sql) { sql << "CREATE TABLE numbers (n BIGINT PRIMARY KEY)"; });
  }
  ~Numbers() { std::filesystem::remove_all(folder_); }

  long long ask(const std::string& question) {
    return db.read([&](soci::session& sql) {
      long long answer = 0;
      sql << question, into(answer);
      return answer;
    });
  }

 private:
  static std::string made() {
    std::string folder = (std::filesystem::temp_directory_path() / "kefu-unit-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()));
    return folder;
  }
  const std::string folder_;

 public:
  Database db;
};

void insert(soci::session& sql, long long n) { sql << "INSERT INTO numbers (n) VALUES (:n)", use(n); }

constexpr int kThreads = 16, kEach = 40;

/// `work(n)` for every n below kThreads × kEach, on all threads.
template <class Work>
void everywhere(Work work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([=] {
      for (int i = 0; i < kEach; ++i) work(t * kEach + i);
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace

TEST_CASE("of writes that wait together, those that throw are undone and told so, the others are kept") {
  Numbers numbers;
  std::atomic<int> refused = 0, twice = 0;
  everywhere([&](int n) {
    try {
      numbers.db.write([n](soci::session& sql) {
        insert(sql, n);
        if (n % 3 == 0) throw Refused("not this one");
        if (n % 3 == 1) insert(sql, n);  // the database itself refuses
      });
    } catch (const Refused&) {
      refused += n % 3 == 0;
    } catch (const soci::soci_error&) {
      twice += n % 3 == 1;
    }
  });
  constexpr int kAll = kThreads * kEach;
  CHECK(refused == (kAll + 2) / 3);
  CHECK(twice == (kAll + 1) / 3);
  CHECK(numbers.ask("SELECT COUNT(*) FROM numbers") == kAll / 3);
  CHECK(numbers.ask("SELECT COUNT(*) FROM numbers WHERE n % 3 <> 2") == 0);
}

TEST_CASE("a write decides by what it has read, however many there are, and returns what it found") {
  Numbers numbers;
  numbers.db.write([](soci::session& sql) { insert(sql, 0); });
  std::atomic<long long> sum = 0;
  everywhere([&](int) {
    sum += numbers.db.write([](soci::session& sql) {
      long long n = 0;
      sql << "SELECT n FROM numbers", into(n);
      const long long next = n + 1;
      sql << "UPDATE numbers SET n = :next", use(next);
      return n;
    });
  });
  constexpr long long kAll = kThreads * kEach;
  CHECK(numbers.ask("SELECT n FROM numbers") == kAll);
  CHECK(sum == kAll * (kAll - 1) / 2);  // every number was found once
}

TEST_CASE("a read sees one state, whatever is written meanwhile") {
  Numbers numbers;
  std::atomic<bool> over = false;
  std::thread reader([&] {
    while (!over)
      numbers.db.read([](soci::session& sql) {
        long long before = 0, after = 0;
        sql << "SELECT COUNT(*) FROM numbers", into(before);
        std::this_thread::yield();
        sql << "SELECT COUNT(*) FROM numbers", into(after);
        CHECK(before == after);
        CHECK(before % 2 == 0);
      });
  });
  everywhere([&](int n) {
    numbers.db.write([n](soci::session& sql) {
      insert(sql, 2 * n);
      insert(sql, 2 * n + 1);
    });
  });
  over = true;
  reader.join();
  CHECK(numbers.ask("SELECT COUNT(*) FROM numbers") == 2 * kThreads * kEach);
}

}  // namespace server_database_test
