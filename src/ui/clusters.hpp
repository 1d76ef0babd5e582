// clusters.hpp: emoji, flags, accented letters and the words of scripts whose letters join as single glyphs.
//
// Dear ImGui's 16-bit ImWchar keeps its tables small (one astral code point would cost 881 KB, web-ui B3.1), and it lays
// out code point by code point. So every astral code point and every multi-code-point cluster becomes one code point of
// the BMP's private use area, and the glyph host is asked for the original text again. So do the words of Arabic, Hindi,
// Thai and their like (scripts.hpp), which the browser shapes; a word that has no room falls apart into clusters.
//
//   Clusters c;
//   std::string s = c.intern("好👨‍👩‍👧 مرحبا");       // "好\uE000 \uE001"
//   c.text(0xE000)                               // "👨‍👩‍👧"
//
// A user's own private-use characters and invalid bytes become U+FFFD. There is room for 6400 clusters; further ones are
// U+FFFD too until clear(), after which no text that was interned before, and no glyph of it, is worth anything.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::ui {

/// Decodes one code point at `at` and moves `at` behind it. Invalid bytes: U+FFFD, one byte further.
char32_t decode(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

class Clusters {
 public:
  /// Whether a word may stand undivided.
  using HasRoom = bool (*)(void* context, std::string_view word);

  Clusters() { clear(); }
  std::string intern(std::string_view text, HasRoom has_room = nullptr, void* context = nullptr);
  /// The original text of an interned code point; empty for any other.
  std::string_view text(char32_t code_point) const;
  /// What decides where lines break and in which direction they run: the first code point of a cluster, any letter for a
  /// word, and any other code point itself. Keycaps are no digits.
  char32_t base(char32_t code_point) const;

  /// A cluster found no room.
  bool full() const { return full_; }
  void clear();

 private:
  char32_t slot(std::string_view cluster);
  std::vector<std::string> table_;
  std::unique_ptr<std::uint16_t[]> by_hash_;  // an index + 1, in the first free place from its hash on
  bool full_ = false;
};

}  // namespace kefu::ui
