#include "server/database.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <thread>

namespace kefu::server {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kPatience = 5s;  // with a database that does not answer: a restart, a failover
constexpr auto kFirstPause = 20ms;
constexpr auto kLongestPause = 500ms;

std::unique_ptr<const Driver> driver_for(const std::string& url) {
  auto driver = driver_of(url);
  if (!driver) throw soci::soci_error("no database of this kind is known: " + url.substr(0, url.find(':')));
  return driver;
}

void roll_back(soci::session& sql) {
  try {
    sql << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // It has rolled back by itself: SQLite when the disk is full, PostgreSQL with the connection.
  }
}

std::exception_ptr unavailable(const std::exception& why) {
  return std::make_exception_ptr(Unavailable(std::string("the database is not available: ") + why.what()));
}

}  // namespace

std::unique_ptr<Driver> driver_of(const std::string& url) {
  const auto starts = [&url](const std::string& with) { return url.rfind(with, 0) == 0 && url.size() > with.size(); };
  if (starts("sqlite:")) return sqlite_driver(url.substr(7));
  if (starts("postgresql://") || starts("postgres://")) return postgresql_driver(url);
  return nullptr;
}

Database::Database(const std::string& url, std::size_t readers) : driver_(driver_for(url)), readers_(readers) {
  driver_->open(writer_);
  write([this](soci::session& sql) { migrate(sql, *driver_); });  // once or twice, it comes to the same
  marks_ = true;
  for (std::size_t i = 0; i < readers; ++i) driver_->open(readers_.at(i));
}

// Whoever finds nobody at work carries out everything that is queued, the others' jobs with his own; whose job is queued
// meanwhile waits for the next group, which its first member carries out.
void Database::carry_out(const SqlWork& work, const Foresight& foresight) {
  Job job;
  job.work = &work;
  job.foresight = &foresight;
  {
    std::unique_lock lock(mutex_);
    queue_.push_back(&job);
    if (at_work_) job.changed.wait(lock, [&job] { return job.done || job.leads; });
    if (!job.done) {
      at_work_ = true;
      Group group;
      group.swap(queue_);
      lock.unlock();
      settle(group);
      lock.lock();
      for (Job* settled : group) {
        settled->done = true;
        settled->changed.notify_one();
      }
      at_work_ = !queue_.empty();
      if (at_work_) {
        queue_.front()->leads = true;
        queue_.front()->changed.notify_one();
      }
    }
  }
  if (job.error) std::rethrow_exception(job.error);
}

// Every job is committed or has its error.
void Database::settle(const Group& group) {
  const auto fail = [&group](const std::exception_ptr& why) {
    for (Job* job : group) job->error = why;
  };
  const auto end = Clock::now() + kPatience;
  std::string in_doubt;  // the mark of the transaction whose COMMIT was sent and not answered
  for (auto pause = kFirstPause;; pause = std::min<std::chrono::milliseconds>(2 * pause, kLongestPause)) {
    bool begun = false;
    try {
      if (writer_lost_) {
        writer_.close();
        driver_->open(writer_);
        writer_lost_ = false;
      }
      if (!in_doubt.empty() && driver_->committed(writer_, in_doubt)) return;
      in_doubt.clear();
      return transact(group, begun, in_doubt);
    } catch (const soci::soci_error& e) {
      writer_lost_ = !writer_.is_connected();
      if (!writer_lost_) {
        roll_back(writer_);
        if (!begun) return fail(unavailable(e));
        if (group.size() == 1) return fail(std::current_exception());
        for (Job* job : group) settle({job});  // one of them spoils it for all; who, shows when each is alone
        return;
      }
      if (Clock::now() + pause > end) return fail(unavailable(e));
    } catch (...) {
      roll_back(writer_);
      return fail(std::current_exception());
    }
    std::this_thread::sleep_for(pause);
  }
}

// Throws soci::soci_error when the transaction as a whole has failed.
void Database::transact(const Group& group, bool& begun, std::string& in_doubt) {
  driver_->begin_write(writer_);
  begun = true;
  const Group order = foresee(group);
  if (order.size() > 1) do_together(order);
  else do_job(*order.front(), 0);
  if (order.size() == 1 && order.front()->error) return roll_back(writer_);
  if (marks_) in_doubt = driver_->mark(writer_);
  writer_ << "COMMIT";
}

// Those with a foresight come first, since others may write what they have foreseen. Of one subject one foresees.
Database::Group Database::foresee(const Group& group) {
  std::set<std::string_view> subjects;
  Group order, others;
  std::vector<std::function<void()>> looks;
  for (Job* job : group) {
    if (!job->foresight->looks || !subjects.insert(job->foresight->subject).second) {
      others.push_back(job);
      continue;
    }
    order.push_back(job);
    looks.emplace_back([this, job] { job->foresight->looks(writer_); });
  }
  driver_->foresee(writer_, looks);
  order.insert(order.end(), others.begin(), others.end());
  return order;
}

void Database::do_job(Job& job, std::size_t place) {
  job.error = nullptr;
  driver_->begin_job(writer_, place);
  try {
    (*job.work)(writer_);
  } catch (const soci::soci_error&) {
    throw;
  } catch (...) {
    job.error = std::current_exception();
  }
}

void Database::do_together(const Group& group) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    Job& job = *group[i];
    if (i > 0) writer_ << "RELEASE SAVEPOINT job";
    writer_ << "SAVEPOINT job";
    try {
      do_job(job, i);
    } catch (const soci::soci_error&) {
      if (driver_->late_errors()) throw;  // whose it is, shows when each is alone
      job.error = std::current_exception();
    }
    if (job.error) writer_ << "ROLLBACK TO SAVEPOINT job";
  }
}

void Database::look(const SqlWork& work) {
  const auto end = Clock::now() + kPatience;
  for (auto pause = kFirstPause;; pause = std::min<std::chrono::milliseconds>(2 * pause, kLongestPause)) {
    {
      soci::session sql(readers_);
      bool working = false;
      try {
        if (!sql.get_backend()) driver_->open(sql);
        driver_->begin_read(sql);
        working = true;
        work(sql);
        working = false;
        sql << "COMMIT";
        return;
      } catch (const soci::soci_error& e) {
        if (sql.is_connected()) {
          roll_back(sql);
          if (working) throw;
          throw Unavailable(e.what());
        }
        sql.close();
        if (Clock::now() + pause > end) std::rethrow_exception(unavailable(e));
      } catch (...) {
        roll_back(sql);
        throw;
      }
    }
    std::this_thread::sleep_for(pause);
  }
}

bool Database::alone(const std::string& name, const std::function<void()>& work) {
  soci::session sql(readers_);
  if (!sql.is_connected()) {
    sql.close();
    driver_->open(sql);
  }
  if (!driver_->take_turn(sql, name)) return false;
  // A connection that is lost meanwhile has given its turn back.
  const auto end = [&] {
    try {
      driver_->end_turn(sql, name);
    } catch (const soci::soci_error&) {
    }
  };
  try {
    work();
  } catch (...) {
    end();
    throw;
  }
  end();
  return true;
}

}  // namespace kefu::server
