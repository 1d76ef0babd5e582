#include "server/cursor.hpp"

#include <charconv>

#include "server/problem.hpp"

namespace kefu::server {

namespace {
constexpr char kBetweenKeys = '~';
}

std::string to_text(const Cursor& cursor) { return std::to_string(cursor.at) + kBetweenKeys + cursor.id; }

std::optional<Cursor> read_cursor(const std::string& text) {
  Cursor c;
  const auto split = text.find(kBetweenKeys);
  if (split == std::string::npos || split + 1 == text.size()) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + split, c.at);
  if (error != std::errc{} || end != text.data() + split) return std::nullopt;
  c.id = text.substr(split + 1);
  return c;
}

void check_cursor(const std::string& text) {
  if (!text.empty() && !read_cursor(text)) throw Problem{422, "OUT_OF_RANGE", "after is the page before's next."};
}

}  // namespace kefu::server
