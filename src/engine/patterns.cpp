#include "kefu/patterns.hpp"

namespace kefu {

namespace {

// A head of single characters, each of a range, then a run of one class. Text and matcher are made of the same row, so
// that they cannot disagree.
struct Row {
  std::string_view head_text;    // as an expression
  std::string_view head_ranges;  // two characters each: first and last
  std::string_view run_text;
  bool letters;                  // the run takes letters besides digits
  std::int64_t length;           // of the run; 0: the caller's min and max
};

constexpr Row kRows[] = {
    {"", "", "", false, 0},
    {"1[3-9]", "1139", "\\d", false, kMobileDigits - 2},
    {"", "", "[A-Za-z0-9]", true, 0},
};

bool in_run(char c, bool letters) {
  const char lower = static_cast<char>(c | 0x20);
  return (c >= '0' && c <= '9') || (letters && lower >= 'a' && lower <= 'z');
}

}  // namespace

std::string pattern_text(Pattern pattern, std::int64_t min, std::int64_t max) {
  if (pattern == Pattern::none) return {};
  const Row& row = kRows[static_cast<int>(pattern)];
  std::string out("^");
  out.append(row.head_text).append(row.run_text).append("{");
  out += row.length ? std::to_string(row.length) : std::to_string(min) + "," + std::to_string(max);
  return out + "}$";
}

bool matches(Pattern pattern, std::string_view text, std::int64_t min, std::int64_t max) {
  if (pattern == Pattern::none) return true;
  const Row& row = kRows[static_cast<int>(pattern)];
  for (std::string_view r = row.head_ranges; !r.empty(); r.remove_prefix(2)) {
    if (text.empty() || text[0] < r[0] || text[0] > r[1]) return false;
    text.remove_prefix(1);
  }
  for (char c : text)
    if (!in_run(c, row.letters)) return false;
  const auto length = static_cast<std::int64_t>(text.size());
  return row.length ? length == row.length : length >= min && length <= max;
}

}  // namespace kefu
