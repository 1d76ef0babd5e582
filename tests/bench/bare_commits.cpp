// bare_commits: how many transactions of given statements a second a database commits with nothing above it but its own
// library: the floor that kefu-server's submissions are held against (load.mjs).
//
//   bare_commits URL FILE CONNECTIONS GROUP
//
// FILE: a transaction a line, as JSON: [["INSERT INTO t (a, b) VALUES (:a, :b)", "1", null], …]. GROUP of them at a time
// share one COMMIT. Statements are prepared once for each connection. Prints {"per_s","p50_ms","p99_ms"}, of commits.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "server/database_driver.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

class Prepared {
 public:
  Prepared(soci::session& sql, const std::string& text, std::size_t parameters)
      : values_(parameters), known_(parameters), statement_(sql) {
    for (std::size_t i = 0; i < parameters; ++i) statement_.exchange(soci::use(values_[i], known_[i]));
    statement_.alloc();
    statement_.prepare(text);
    statement_.define_and_bind();
  }
  void run(const json& statement) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const json& value = statement[i + 1];
      known_[i] = value.is_null() ? soci::i_null : soci::i_ok;
      values_[i] = value.is_null() ? "" : value.get<std::string>();
    }
    statement_.execute(true);
  }

 private:
  std::vector<std::string> values_;
  std::vector<soci::indicator> known_;
  soci::statement statement_;
};

class Connection {
 public:
  Connection(const kefu::server::Driver& driver, const char* begin) : begin_(begin) { driver.open(sql_); }

  void commit(const std::vector<json>& all, std::size_t from, std::size_t to) {
    const auto start = Clock::now();
    sql_ << begin_;
    for (std::size_t i = from; i < to; ++i)
      for (const json& statement : all[i]) prepared(statement).run(statement);
    sql_ << "COMMIT";
    took_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }

  std::vector<double> took_ms;

 private:
  Prepared& prepared(const json& statement) {
    auto& slot = statements_[statement[0].get<std::string>()];
    if (!slot) slot = std::make_unique<Prepared>(sql_, statement[0].get<std::string>(), statement.size() - 1);
    return *slot;
  }

  const char* begin_;
  soci::session sql_;
  std::map<std::string, std::unique_ptr<Prepared>> statements_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string url = argv[1];
  const auto driver = kefu::server::driver_of(url);
  std::vector<json> all;
  std::ifstream file(argv[2]);
  for (std::string line; std::getline(file, line);) all.push_back(json::parse(line));
  const std::size_t group = std::stoul(argv[4]);

  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < std::stoi(argv[3]); ++i)
    connections.push_back(std::make_unique<Connection>(*driver, url.rfind("sqlite:", 0) == 0 ? "BEGIN IMMEDIATE" : "BEGIN"));
  std::atomic<std::size_t> next = 0;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (auto& connection : connections)
    threads.emplace_back([&] {
      for (std::size_t from; (from = next.fetch_add(group)) < all.size();)
        connection->commit(all, from, std::min(from + group, all.size()));
    });
  for (auto& thread : threads) thread.join();
  const double took_s = std::chrono::duration<double>(Clock::now() - start).count();

  std::vector<double> ms;
  for (const auto& connection : connections) ms.insert(ms.end(), connection->took_ms.begin(), connection->took_ms.end());
  std::sort(ms.begin(), ms.end());
  std::printf("{\"per_s\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n", static_cast<double>(all.size()) / took_s,
              ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
}
