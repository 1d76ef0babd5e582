// query.hpp: a statement whose conditions or rows depend on what was asked. Text and parameters grow together, so that nothing of a
// caller's ever becomes SQL.
//
//   Query q(sql, "SELECT case_id FROM cases WHERE ");
//   q.add("status = ?", status).add(" ORDER BY case_id LIMIT ?", 50);
//   q.into(id);
//   for (q.run(); q.next();) …
#pragma once
#include <soci/soci.h>

#include <deque>
#include <string>
#include <string_view>

namespace kefu::server {

class Query {
 public:
  Query(soci::session& sql, std::string_view text) : statement_(sql), text_(text) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  /// Every `?` of the text stands for the one value.
  Query& add(std::string_view text, const std::string& value) { return add_with(text, texts_.emplace_back(value)); }
  Query& add(std::string_view text, long long value) { return add_with(text, numbers_.emplace_back(value)); }
  /// A condition that names its one parameter, as Scope's do.
  Query& add_named(const std::string& condition, const std::string& value) {
    text_ += condition;
    statement_.exchange(soci::use(texts_.emplace_back(value)));
    return *this;
  }

  template <class T>
  Query& into(T& column) {
    statement_.exchange(soci::into(column));
    return *this;
  }
  template <class T>
  Query& into(T& column, soci::indicator& known) {
    statement_.exchange(soci::into(column, known));
    return *this;
  }

  void run() { carry_out(false); }
  /// For a statement that gives no rows: SQLite does nothing before the first is asked for.
  void change() { carry_out(true); }
  bool next() { return statement_.fetch(); }

 private:
  void carry_out(bool at_once) {
    statement_.alloc();
    statement_.prepare(text_);
    statement_.define_and_bind();
    statement_.execute(at_once);
  }
  template <class T>
  Query& add_with(std::string_view text, T& value) {
    for (const char c : text) {
      if (c != '?') {
        text_ += c;
        continue;
      }
      text_ += ":p" + std::to_string(++parameters_);
      statement_.exchange(soci::use(value));
    }
    return *this;
  }

  soci::statement statement_;
  std::string text_;
  std::deque<std::string> texts_;  // a deque's elements stay where they are
  std::deque<long long> numbers_;
  int parameters_ = 0;
};

}  // namespace kefu::server
