#include "ui/line_break.hpp"

#include <algorithm>
#include <cstring>

#include "ui/clusters.hpp"
#include "ui/line_tables.hpp"

namespace kefu::ui {
namespace {

bool in(std::u16string_view set, char32_t c) {
  for (const char16_t member : set)
    if (member == c) return true;
  return false;
}
bool is_letter(char32_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

Kind kind_of(char32_t c) {
  if (is_letter(c)) return Kind::word;
  if (is_digit(c)) return Kind::digit;
  if (c >= 0x4E00 && c < 0xFB00) return Kind::plain;  // most text by far: ideographs
  for (const KindSet& set : kSets)
    if (in(set.members, c)) return set.kind;
  for (const KindRange& range : kRanges)
    if (c >= range.first && c <= range.last) return range.kind;
  return Kind::plain;
}

bool is_white(Kind k) { return k == Kind::white || k == Kind::thin_white; }
bool is_glue(Kind k) { return k == Kind::glue || k == Kind::joiner; }
bool is_word(Kind k) { return k == Kind::word || k == Kind::digit; }

struct Glyph {
  char32_t c = 0;
  Kind kind = Kind::newline;
};

// Whether a line that ends after `a`, the next beginning with `b`, were an offence even where a word has to be cut.
bool is_offence(Glyph a, Glyph b, bool white) {
  return a.kind == Kind::open || b.kind == Kind::close || is_glue(b.kind) || (is_glue(a.kind) && !white);
}

// Whether the two may be divided, being no offence and having no white space between them.
bool may_break(Glyph a, Glyph b) {
  if (a.kind == Kind::quote || b.kind == Kind::quote) return false;
  if (is_word(a.kind) && (is_word(b.kind) || in(kJoinsWordBefore, b.c))) return false;
  if (is_word(b.kind) && in(kJoinsWordAfter, a.c)) return false;
  return !in(kJoinsAnyAfter, a.c) && !(a.c == U'第' && b.kind == Kind::digit);
}

// The bytes of the unit that begins `text`, 0 if none does. Latin ones end where their letters do: "5 m", not "5 more".
std::size_t unit_length(std::string_view text) {
  std::size_t longest = 0;
  for (const char *unit = kUnits.data(), *end; unit < kUnits.data() + kUnits.size(); unit = end + 1) {
    end = unit;
    while (*end != ' ') ++end;
    const auto size = static_cast<std::size_t>(end - unit);
    if (size <= longest || size > text.size() || std::memcmp(unit, text.data(), size) != 0) continue;
    const auto letter = [](char c) { return is_letter(static_cast<unsigned char>(c)); };
    if (!letter(*unit) || size == text.size() || !letter(text[size])) longest = size;
  }
  return longest;
}

// A line's end behind its last glyph that is not white space, and where the next line would begin.
struct Place {
  std::size_t end{};
  float width{};
  std::size_t next{};
};
enum Rank { kInNeed, kInWord, kProper, kRanks };

}  // namespace

bool is_invisible(char32_t c) {
  const bool perhaps = c == '\r' || c == kSoftHyphen || (c >= 0x200B && c <= 0x206F) || c == 0xFEFF;
  return perhaps && kind_of(c) >= Kind::invisible;
}

std::vector<Line> break_lines(std::string_view text, float width, Advance advance, void* context, const Clusters* clusters) {
  std::vector<Line> lines;
  std::size_t start = 0, unit_end = 0;
  while (true) {
    Place end{start, 0, start};
    Place found[kRanks]{};     // the last of each rank
    Glyph last;                // the last that is not white
    std::size_t hyphen = 0;    // behind the soft hyphen that follows `last`
    bool white = false;        // white space follows `last`
    bool number = false;       // `last` ends a number
    bool full = false, hard = false;
    float x = 0;
    for (std::size_t at = start; at < text.size();) {
      const std::size_t here = at;
      const char32_t c = decode(text, at);
      Glyph glyph{clusters ? clusters->base(c) : c};
      glyph.kind = kind_of(glyph.c);
      if (glyph.kind == Kind::newline) {
        end.next = at;
        hard = true;
        break;
      }
      if (glyph.kind == Kind::soft_hyphen) hyphen = at;
      if (glyph.kind == Kind::soft_hyphen || glyph.kind == Kind::invisible) continue;
      const float w = glyph.kind >= Kind::invisible ? 0 : advance(context, c);
      if (is_white(glyph.kind)) {
        x += w;
        white = true;
        continue;
      }
      bool goes_on = false;  // with the number
      if (number) {
        goes_on = in(kOfNumber, glyph.c);
        unit_end = std::max(unit_end, here + unit_length({text.data() + here, text.size() - here}));
      }
      if (last.c && !is_offence(last, glyph, white)) {
        Place place{end.end, end.width, here};
        found[kInNeed] = place;
        if (hyphen && !white) {
          place.end = hyphen;
          place.width += advance(context, '-');
          if (place.width <= width) found[kProper] = place;
        } else if (!goes_on && here >= unit_end && (white || may_break(last, glyph))) {
          found[kProper] = place;
        } else if (in(kCutsWord, last.c)) {
          found[kInWord] = place;
        }
      }
      if (x + w > width && end.end > start) {
        full = true;
        end.next = here;
        for (const Place& place : found)
          if (place.next) end = place;
        break;
      }
      x += w;
      last = glyph;
      number = glyph.kind == Kind::digit || goes_on;
      hyphen = 0;
      white = false;
      end = {at, x, at};
    }
    lines.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end.end), end.width});
    if (!full && !hard) return lines;
    start = end.next;
  }
}

Line cut_line(std::string_view text, Line line, float width, Advance advance, void* context) {
  Line out{line.begin, line.begin, 0};
  float x = 0;
  for (std::size_t at = line.begin; at < line.end;) {
    const char32_t c = decode(text, at);
    const Kind kind = kind_of(c);
    if (kind == Kind::newline) break;
    if (kind >= Kind::invisible) continue;
    x += advance(context, c);
    if (x > width) break;
    if (kind != Kind::white) out = {line.begin, static_cast<std::uint32_t>(at), x};
  }
  return out;
}

}  // namespace kefu::ui
