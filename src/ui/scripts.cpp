#include "ui/scripts.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "ui/clusters.hpp"
#include "ui/line_break.hpp"

namespace kefu::ui {
namespace {

constexpr char32_t kFullWidth = 0xFEE0;  // from ! to ！

struct Set {
  Bidi kind;
  std::u16string_view members;
};
constexpr Set kBidiSets[] = {
    {Bidi::plus, u"+-−"},
    {Bidi::separator, u",./:\u00A0،\u202F"},
    {Bidi::unit, u"#$%£¥°‰′″٪￥"},
};

// Ascending; what is not in them is of letters from left to right.
struct BidiRange {
  char16_t first, last;
  Bidi kind;
};
constexpr BidiRange kBidiRanges[] = {
    {0x0000, 0x002F, Bidi::neutral},
    {0x0030, 0x0039, Bidi::digit},
    {0x003A, 0x0040, Bidi::neutral},
    {0x005B, 0x0060, Bidi::neutral},
    {0x007B, 0x00BF, Bidi::neutral},
    {0x00D7, 0x00D7, Bidi::neutral},
    {0x0590, 0x05FF, Bidi::right},         // Hebrew
    {0x0600, 0x065F, Bidi::arabic},        // Arabic, Syriac, Thaana
    {0x0660, 0x0669, Bidi::arabic_digit},
    {0x066B, 0x066C, Bidi::arabic_digit},
    {0x066D, 0x06EF, Bidi::arabic},
    {0x06F0, 0x06F9, Bidi::digit},
    {0x06FA, 0x07BF, Bidi::arabic},
    {0x07C0, 0x085F, Bidi::right},         // N’Ko, Samaritan, Mandaic
    {0x0860, 0x08FF, Bidi::arabic},
    {0x0900, 0x0963, Bidi::shaped},        // Devanagari and its sisters, without their full stops
    {0x0966, 0x0DFF, Bidi::shaped},
    {0x0E01, 0x0E3E, Bidi::shaped},        // Thai
    {0x0E40, 0x0E59, Bidi::shaped},
    {0x0E81, 0x0EDF, Bidi::shaped},        // Lao
    {0x0F40, 0x0FBC, Bidi::shaped},        // Tibetan
    {0x1000, 0x1049, Bidi::shaped},        // Myanmar
    {0x1050, 0x109F, Bidi::shaped},
    {0x1780, 0x17D3, Bidi::shaped},        // Khmer
    {0x2000, 0x200D, Bidi::neutral},
    {0x200F, 0x200F, Bidi::right},         // a mark; the one before it is of left to right
    {0x2010, 0x209F, Bidi::neutral},
    {0x20A0, 0x20CF, Bidi::unit},
    {0x20D0, 0x2BFF, Bidi::neutral},
    {0x2E00, 0x3020, Bidi::neutral},
    {0xE000, 0xF8FF, Bidi::digit},         // keycaps, see Clusters::base
    {0xFB1D, 0xFB4F, Bidi::right},
    {0xFB50, 0xFDFF, Bidi::arabic},
    {0xFE70, 0xFEFC, Bidi::arabic},
};

// Opening and closing by turns, first those that N0 pairs.
constexpr std::u16string_view kMirrored = u"()[]{}（）［］〈〉《》「」『』【】〔〕<>«»≤≥";
constexpr unsigned kPaired = kMirrored.find(u'<');
constexpr unsigned kDeepest = 63;  // UAX #9, BD16

unsigned place_in(std::u16string_view set, char32_t c) {
  unsigned at = 0;
  while (at < set.size() && set[at] != c) ++at;
  return at;
}

char32_t mirrored(char32_t c) {
  const unsigned which = place_in(kMirrored, c);
  return which < kMirrored.size() ? kMirrored[which ^ 1] : c;
}

struct BidiGlyph {
  char32_t c;
  Bidi kind;
  unsigned at;  // the byte where it begins
};

bool is_neutral(Bidi b) { return b >= Bidi::plus; }
// Towards what is neutral, numbers are as letters from right to left.
Bidi side(Bidi b) { return b == Bidi::left ? b : Bidi::right; }

// A text of which some runs from right to left. Before the first and behind the last glyph, as where a new line begins,
// stands one that runs as the paragraph does.
struct Mixed {
  BidiGlyph* all;
  unsigned n;  // the place behind the last
  Bidi base;

  void resolve_digits();
  void resolve_pair(unsigned open, unsigned close);
  void resolve_pairs();
  void resolve_neutral();
  int level(Bidi kind) const { return kind == Bidi::right ? 1 : kind != Bidi::left || base == Bidi::right ? 2 : 0; }
  void order(unsigned first, unsigned end);
};

// W2–W7: what a digit is depends on the last letter before it, what a sign is on the digits beside it.
void Mixed::resolve_digits() {
  Bidi strong = base;
  for (unsigned i = 1; i < n; ++i) {
    Bidi& kind = all[i].kind;
    if (kind <= Bidi::arabic) strong = kind;
    if (kind == Bidi::arabic) kind = Bidi::right;
    if (kind == Bidi::digit && strong == Bidi::arabic) kind = Bidi::arabic_digit;
  }
  for (unsigned i = 1; i < n; ++i) {
    Bidi& kind = all[i].kind;
    const Bidi before = all[i - 1].kind;
    if (before != all[i + 1].kind) continue;
    if (kind == Bidi::separator ? before == Bidi::digit || before == Bidi::arabic_digit : kind == Bidi::plus && before == Bidi::digit)
      kind = before;
  }
  for (unsigned i = n; i-- > 1;)
    if (all[i].kind == Bidi::unit && all[i + 1].kind == Bidi::digit) all[i].kind = Bidi::digit;
  bool number = false;
  strong = base;
  for (unsigned i = 1; i < n; ++i) {
    Bidi& kind = all[i].kind;
    number = kind == Bidi::digit || (number && kind == Bidi::unit);
    if (number) kind = strong == Bidi::left ? strong : Bidi::digit;
    if (!number && kind <= Bidi::right) strong = kind;
  }
}

// N0: a pair of brackets goes with what it holds, if that runs as the paragraph does, else with what stands before it.
void Mixed::resolve_pair(unsigned open, unsigned close) {
  Bidi kind = Bidi::neutral;
  for (unsigned i = open + 1; i < close && kind != base; ++i)
    if (!is_neutral(all[i].kind)) kind = side(all[i].kind);
  if (kind == Bidi::neutral) return;
  if (kind != base) {
    unsigned i = open;
    while (is_neutral(all[i].kind)) --i;
    kind = side(all[i].kind);
  }
  all[open].kind = all[close].kind = kind;
}

// Of nested pairs the inner one first, which UAX #9 does the other way round; it takes three scripts to see it.
void Mixed::resolve_pairs() {
  unsigned unclosed[kDeepest], depth = 0;
  for (unsigned i = 1; i < n; ++i) {
    if (all[i].c == '\n') depth = 0;
    const unsigned which = is_neutral(all[i].kind) ? place_in(kMirrored, all[i].c) : kPaired;
    if (which >= kPaired) continue;
    if (which % 2 == 0) {
      if (depth == kDeepest) return;
      unclosed[depth++] = i;
      continue;
    }
    for (unsigned k = depth; k-- > 0;)
      if (all[unclosed[k]].c == kMirrored[which - 1]) {
        resolve_pair(unclosed[depth = k], i);
        break;
      }
  }
}

// N1–N2
void Mixed::resolve_neutral() {
  for (unsigned i = 1, end = 1; i < n; i = ++end) {
    while (is_neutral(all[end].kind)) ++end;
    const Bidi before = side(all[i - 1].kind);
    const Bidi kind = before == side(all[end].kind) ? before : base;
    while (i < end) all[i++].kind = kind;
  }
}

// L2
void Mixed::order(unsigned first, unsigned end) {
  for (int least = 2; least; --least)
    for (unsigned i = first, from = first; i < end; from = ++i) {
      while (i < end && level(all[i].kind) >= least) ++i;
      std::reverse(&all[from], &all[i]);
    }
}

}  // namespace

Bidi bidi_of(char32_t c) {
  if (c >= 0x3400 && c < 0xE000) return Bidi::left;  // most text by far: ideographs
  if (c > 0xFFFF) {
    if ((c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000)) return Bidi::right;
    return c < 0x1F000 || c > 0x1FAFF || (c >= 0x1F1E6 && c <= 0x1F1FF) ? Bidi::left : Bidi::neutral;  // flags are letters
  }
  if (c >= 0xFF01 && c <= 0xFF5E) c -= kFullWidth;
  for (const Set& set : kBidiSets)
    if (place_in(set.members, c) < set.members.size()) return set.kind;
  for (const BidiRange& r : kBidiRanges)
    if (c <= r.last) return c >= r.first ? r.kind : Bidi::left;
  return Bidi::left;
}

Shape shape_of(char32_t c) {
  const Bidi kind = bidi_of(c);
  if (is_right(kind) && c != 0x200F && c <= 0xFFFF) return Shape::right;
  return kind == Bidi::shaped ? Shape::left : Shape::none;
}

bool order_lines(std::string& text, const std::vector<Line>& lines, const Clusters& clusters) {
  const std::unique_ptr<BidiGlyph[]> room(new BidiGlyph[text.size() + 2]);
  Mixed m{room.get(), 1, Bidi::neutral};
  bool mixed = false;
  for (std::size_t at = 0; at < text.size(); ++m.n) {
    BidiGlyph& g = m.all[m.n];
    g.at = static_cast<unsigned>(at);
    g.c = decode(text, at);
    g.kind = bidi_of(clusters.base(g.c));
    if (g.kind == Bidi::shaped) g.kind = Bidi::left;
    if (m.base == Bidi::neutral && g.kind <= Bidi::arabic) m.base = g.kind;
    mixed = mixed || is_right(g.kind) || g.kind == Bidi::arabic_digit;
  }
  if (!mixed) return false;
  const bool right = is_right(m.base);
  m.base = right ? Bidi::right : Bidi::left;
  m.all[0].c = m.all[m.n].c = '\n';
  for (unsigned i = 0; i <= m.n; ++i)
    if (m.all[i].c == '\n') m.all[i].kind = m.base;
  m.resolve_digits();
  m.resolve_pairs();
  m.resolve_neutral();
  unsigned i = 1;
  for (const Line& line : lines) {
    while (i < m.n && m.all[i].at < line.begin) ++i;
    const unsigned first = i;
    while (i < m.n && m.all[i].at < line.end) ++i;
    m.order(first, i);
  }
  text.clear();
  for (i = 1; i < m.n; ++i)  // L4; what is mirrored is as long as before
    append_utf8(text, m.all[i].kind == Bidi::right ? mirrored(m.all[i].c) : m.all[i].c);
  return right;
}

}  // namespace kefu::ui
