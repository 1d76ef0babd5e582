// cursor.hpp: where a page ended, as a client carries it: a number and a name, the keys by which a list is sorted.
//
//   to_text({1795000000, "1795…-ab12"}) == "1795000000~1795…-ab12"
//   const auto c = read_cursor(text);      // nothing: it is none
#pragma once
#include <optional>
#include <string>

namespace kefu::server {

struct Cursor {
  long long at = 0;
  std::string id;
};

std::string to_text(const Cursor& cursor);
/// Nothing for what `to_text` would not write.
std::optional<Cursor> read_cursor(const std::string& text);
/// Throws the Problem OUT_OF_RANGE unless the text is empty or a cursor.
void check_cursor(const std::string& text);

}  // namespace kefu::server
