#include "ui/line_break.hpp"

#include "ui/clusters.hpp"

namespace kefu::ui {
namespace {

// Kinsoku shori as data (GB/T 15834, JLREQ §3.1.7–8). One string each, searched by code point.
constexpr std::u32string_view kNoStart = U"、。，．：；？！）》〉」』】〕〗”’…—～％‰℃°·々ー,.:;?!)]}%";
constexpr std::u32string_view kNoEnd = U"（《〈「『【〔〖“‘￥¥$€£([{";
constexpr std::u32string_view kInseparable = U"…—";
constexpr std::u32string_view kUnits = U"元角分天日月年周小时秒件个次号折岁克斤米万";
constexpr std::u32string_view kInWord = U"+-−_'/&@#=~";

bool in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_word(char32_t c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F) || in(kInWord, c);
}
bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == 0x3000; }

// Whether a line may end after `a` and the next begin with `b`; no white space between them.
bool may_break(char32_t a, char32_t b) {
  if (in(kNoStart, b) && !(is_word(b) && !is_word(a))) return false;
  if (in(kNoEnd, a)) return false;
  if (in(kInseparable, a) && a == b) return false;
  if (is_digit(a) && in(kUnits, b)) return false;
  // ASCII punctuation inside numbers and addresses: 1,234.50, https://a.b/c
  if ((a == '.' || a == ',' || a == ':' || a == '?' || a == ')') && is_word(b)) return false;
  return !(is_word(a) && is_word(b)) && !(is_word(a) && in(U"([", b));
}

struct Place {
  std::size_t at{};
  float width{};
};

}  // namespace

std::vector<Line> break_lines(std::string_view text, float width, Advance advance, void* context) {
  std::vector<Line> lines;
  std::size_t start = 0;
  while (true) {
    Place end{start, 0};          // behind the last glyph that is not white space
    Place fit{start, 0}, next{};  // the last place where a line may end, and where the next one would begin
    Place before_last{start, 0};  // the end without its last glyph, which begins at last_at
    std::size_t last_at = start;
    float x = 0;
    char32_t last = 0, last_solid = 0;
    std::size_t at = start;
    bool full = false, hard = false;
    while (at < text.size() && !full) {
      const std::size_t here = at;
      const char32_t c = decode(text, at);
      if (c == '\n') {
        next.at = at;
        hard = true;
        break;
      }
      const float w = advance(context, c);
      if (is_space(c)) {
        x += w;
        last = c;
        continue;
      }
      if (here > start && last_solid != 0) {
        // "6 小时" stays together although there is a space in it.
        const bool unit = is_space(last) && is_digit(last_solid) && in(kUnits, c);
        if (is_space(last) ? !unit && !in(kNoStart, c) : may_break(last, c)) {
          fit = end;
          next.at = here;
        }
      }
      if (x + w > width && end.at > start) {
        if (fit.at == start) {  // nothing to break at: a word longer than the line
          // its last glyph goes along with closing punctuation that would start the next line
          const bool carry = c > 0x7F && in(kNoStart, c) && before_last.at > start;
          fit = carry ? before_last : end;
          next.at = carry ? last_at : here;
        }
        full = true;
        break;
      }
      x += w;
      last = last_solid = c;
      before_last = end;
      last_at = here;
      end = {at, x};
    }
    const Place stop = full ? fit : end;
    lines.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(stop.at), stop.width});
    if (!full && !hard) return lines;
    start = next.at;
  }
}

Line cut_line(std::string_view text, Line line, float width, Advance advance, void* context) {
  Line out{line.begin, line.begin, 0};
  float x = 0;
  for (std::size_t at = line.begin; at < line.end;) {
    const char32_t c = decode(text, at);
    x += advance(context, c);
    if (x > width) break;
    if (!is_space(c)) out = {line.begin, static_cast<std::uint32_t>(at), x};
  }
  return out;
}

}  // namespace kefu::ui
