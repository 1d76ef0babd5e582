#include "ui/clusters.hpp"

namespace kefu::ui {
namespace {

constexpr char32_t kFirstPrivate = 0xE000, kLastPrivate = 0xF8FF, kReplacement = 0xFFFD;
constexpr char32_t kJoiner = 0x200D, kKeycap = 0x20E3;

bool is_regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

// What never stands alone: combining marks, variation selectors, skin tones, tags, keycap, and the joiner.
bool extends(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F) || c == kKeycap || c == kJoiner;
}

bool needs_interning(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = decode(text, at);
    if (c > 0xFFFF || extends(c) || (c >= kFirstPrivate && c <= kLastPrivate)) return true;
    if (c == kReplacement && at - from < 3) return true;
  }
  return false;
}

std::size_t cluster_end(std::string_view text, std::size_t from) {
  std::size_t at = from;
  char32_t last = decode(text, at);
  if (is_regional(last)) {  // flags are pairs
    std::size_t second = at;
    if (second < text.size() && is_regional(decode(text, second))) return second;
  }
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = decode(text, next);
    if (!extends(c) && last != kJoiner) break;
    last = c;
    at = next;
  }
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

std::string Clusters::intern(std::string_view text) {
  if (!needs_interning(text)) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = cluster_end(text, at);
    std::size_t after = at;
    const char32_t first = decode(text, after);
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

char32_t Clusters::slot(std::string_view cluster) {
  std::size_t i = 0;
  while (i < table_.size() && table_[i] != cluster) ++i;
  if (i == table_.size()) {
    if (i > kLastPrivate - kFirstPrivate) return kReplacement;
    table_.emplace_back(cluster);
  }
  return kFirstPrivate + static_cast<char32_t>(i);
}

}  // namespace kefu::ui
