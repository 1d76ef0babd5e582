#include "ui/clusters.hpp"

#include "ui/scripts.hpp"

namespace kefu::ui {
namespace {

constexpr char32_t kFirstPrivate = 0xE000, kLastPrivate = 0xF8FF, kReplacement = 0xFFFD;
constexpr std::size_t kPlaces = 8192;  // a power of two
constexpr char32_t kJoiner = 0x200D;
constexpr std::string_view kKeycap = "\u20E3";
// The longest cluster of sense is a family with skin tones, 41 bytes; thirty marks on a letter are a prank that would fill
// the texture, so what follows is a cluster of its own. Longer words are long ones of Uyghur, and sentences of scripts
// without spaces.
constexpr std::size_t kLongest = 96;

// What never stands alone: Extend and SpacingMark of UAX #29 in the scripts in wide use: combining marks,
// dependent vowels, vowels and finals of hangul, joiners, variation selectors, keycaps. Rare signs between them come along.
struct Range {
  char16_t first, last;
};
constexpr Range kExtends[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x0730, 0x074A}, {0x07A6, 0x07B0}, {0x08CA, 0x08FF},
    {0x0900, 0x0903}, {0x093A, 0x093C}, {0x093E, 0x094D}, {0x0951, 0x0957}, {0x0962, 0x0963},  // and its sisters, below
    {0x0D81, 0x0D83}, {0x0DCA, 0x0DDF}, {0x0DF2, 0x0DF3}, {0x0E31, 0x0E31}, {0x0E33, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x0EB1, 0x0EB1}, {0x0EB3, 0x0EBC}, {0x0EC8, 0x0ECD}, {0x0F35, 0x0F39}, {0x0F71, 0x0FBC}, {0x102B, 0x103E},
    {0x1056, 0x1059}, {0x1082, 0x108D}, {0x1160, 0x11FF}, {0x17B4, 0x17D3}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200C, 0x200D}, {0x20D0, 0x20FF}, {0x2DE0, 0x2DFF}, {0x302A, 0x302F}, {0x3099, 0x309A}, {0xA66F, 0xA67D},
    {0xFB1E, 0xFB1E}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

bool is_regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
// Devanagari and the blocks after it, which have the same signs at the same places.
bool is_indic(char32_t c) { return c >= 0x0900 && c <= 0x0D7F; }

bool extends(char32_t c) {
  if (c < kExtends[0].first || (c > 0x309A && c < 0xA66F)) return false;  // most text by far
  if (c > 0xFFFF)  // skin tones, tags, ideographic variation selectors
    return (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF);
  if (c == 0x0A70 || c == 0x0A71) return true;  // Gurmukhi alone
  if (is_indic(c)) c = 0x0900 | (c & 0x7F);
  for (const Range& r : kExtends)
    if (c <= r.last) return c >= r.first;
  return false;
}

// Emoji after the joiner, and in Indic scripts a consonant after the joiner or the sign that takes the vowel away; in
// Myanmar and Khmer what that sign puts beneath.
bool joins(char32_t last, char32_t c) {
  if (last == kJoiner) return c > 0xFFFF || (c >= 0x2190 && c <= 0x2BFF) || is_indic(c);
  if (last == 0x1039 || last == 0x17D2) return shape_of(c) == Shape::left;
  return is_indic(last) && (last & 0x7F) == 0x4D && (c ^ last) < 0x80 && (c & 0x7F) < 0x3A;
}

std::size_t cluster_end(std::string_view text, std::size_t from) {
  std::size_t at = from;
  char32_t last = decode(text, at);
  if (is_regional(last)) {  // flags are pairs
    std::size_t second = at;
    if (second < text.size() && is_regional(decode(text, second))) return second;
  }
  if (last <= ' ') return at;  // white space and new lines keep their meaning whatever follows
  while (at < text.size() && at - from < kLongest) {
    std::size_t next = at;
    const char32_t c = decode(text, next);
    if (!extends(c) && !joins(last, c)) break;
    last = c;
    at = next;
  }
  return at;
}

char32_t first_of(std::string_view text, std::size_t at = 0) { return decode(text, at); }

// The end of the word that begins at `at`.
std::size_t word_end(std::string_view text, std::size_t at) {
  const Shape shape = shape_of(first_of(text, at));
  do at = cluster_end(text, at);
  while (shape != Shape::none && shape_of(first_of(text, at)) == shape);
  return at;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return ++at, lead;
  const unsigned extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  static constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  char32_t c = lead & (0x3Fu >> extra);
  if (lead < 0xC2 || lead > 0xF4) return ++at, kReplacement;
  for (unsigned i = 1; i <= extra; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80u) return ++at, kReplacement;
    c = c << 6 | (byte(at + i) & 0x3Fu);
  }
  if (c < kLeast[extra] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return ++at, kReplacement;
  at += extra + 1;
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
}

std::string Clusters::intern(std::string_view text, HasRoom has_room, void* context) {
  std::string out;
  std::size_t loose = 0;  // up to here a word that has no room, letter by letter
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = cluster_end(text, at), after = at;
    const char32_t first = decode(text, after);
    if (at >= loose) {
      const std::size_t word = word_end(text, at);
      if (word == end || (word - at <= kLongest && (!has_room || has_room(context, text.substr(at, word - at)))))
        end = word;
      else
        loose = word;
    }
    if (first >= kFirstPrivate && first <= kLastPrivate)
      append_utf8(out, kReplacement);
    else if (after == end && first <= 0xFFFF)
      append_utf8(out, first);
    else
      append_utf8(out, slot(text.substr(at, end - at)));
    at = end;
  }
  return out;
}

std::string_view Clusters::text(char32_t code_point) const {
  const std::size_t i = code_point - kFirstPrivate;
  return code_point >= kFirstPrivate && i < table_.size() ? std::string_view(table_[i]) : std::string_view();
}

char32_t Clusters::base(char32_t code_point) const {
  const std::string_view cluster = text(code_point);
  if (cluster.empty() || cluster.ends_with(kKeycap)) return code_point;
  const char32_t first = first_of(cluster);
  const bool word = cluster_end(cluster, 0) < cluster.size();
  return word && !is_right(bidi_of(first)) ? U'a' : first;
}

void Clusters::clear() {
  table_.clear();
  by_hash_ = std::make_unique<std::uint16_t[]>(kPlaces);
  full_ = false;
}

char32_t Clusters::slot(std::string_view cluster) {
  std::uint32_t hash = 2166136261u;
  for (const char byte : cluster) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619u;
  hash ^= hash >> 15;
  while (true) {  // a fifth of the places stays empty, so it ends
    std::uint16_t& place = by_hash_[hash++ % kPlaces];
    if (place == 0) {
      if (table_.size() > kLastPrivate - kFirstPrivate) {
        full_ = true;
        return kReplacement;
      }
      table_.emplace_back(cluster);
      place = static_cast<std::uint16_t>(table_.size());
    }
    if (table_[place - 1u] == cluster) return kFirstPrivate + place - 1;
  }
}

}  // namespace kefu::ui
