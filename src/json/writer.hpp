// writer.hpp: compact JSON in the order it is written, so that the same result is the same bytes everywhere.
//
//   Writer w;
//   w.open().key("total").value(4348).key("trace").list({"KEEP"}).close();
//   w.take()                                   // {"total":4348,"trace":["KEEP"]}
//
// Text is assumed to be valid UTF-8 (Document refuses anything else); control characters are escaped. The writer keeps
// track of commas only: opening and closing in pairs is the caller's duty, as the shape's one function shows at a glance.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu::json {

class Writer {
 public:
  Writer& open();         // {
  Writer& close();        // }
  Writer& open_list();    // [
  Writer& close_list();   // ]
  Writer& key(std::string_view k);
  Writer& key(const char* k);
  Writer& value(std::int64_t v);
  Writer& value(int v) { return value(static_cast<std::int64_t>(v)); }
  Writer& value(bool v);
  Writer& value(std::string_view v);
  Writer& value(const char* v);
  Writer& value(const std::string& v);
  Writer& null();
  /// A time at the given offset, as text.
  Writer& time(Instant at, Seconds utc_offset);
  /// JSON text that was produced elsewhere, passed through as it is.
  Writer& raw(std::string_view json);
  template <class T>
  Writer& list(const std::vector<T>& items) {
    open_list();
    for (const auto& i : items) value(i);
    return close_list();
  }
  Writer& list(std::initializer_list<std::string_view> items) {
    open_list();
    for (auto i : items) value(i);
    return close_list();
  }
  template <class T>
  Writer& optional(const std::optional<T>& v) {
    return v ? value(*v) : null();
  }

  std::string_view text() const { return {out_.data(), size_}; }
  std::string take();

 private:
  void comma();
  void put(char c);
  void put(std::string_view bytes);
  void make_room(std::size_t bytes);
  std::string out_;  // longer than what is written, so that most bytes are stored without a call
  std::size_t size_ = 0;
  bool first_ = true;
};

}  // namespace kefu::json
