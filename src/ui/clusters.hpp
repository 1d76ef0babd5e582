// clusters.hpp: emoji, flags and accented letters as single glyphs.
//
// Dear ImGui's 16-bit ImWchar keeps its tables small (one astral code point would cost 881 KB, web-ui B3.1), and it lays
// out code point by code point. So every astral code point and every multi-code-point cluster becomes one code point of
// the BMP's private use area, and the glyph host is asked for the original text again.
//
//   Clusters c;
//   std::string s = c.intern("好👨‍👩‍👧");          // "好\uE000"
//   c.text(0xE000)                               // "👨‍👩‍👧"
//
// A user's own private-use characters and invalid bytes become U+FFFD. 6400 clusters at most; further ones are U+FFFD too.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::ui {

/// Decodes one code point at `at` and moves `at` behind it. Invalid bytes: U+FFFD, one byte further.
char32_t decode(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

class Clusters {
 public:
  std::string intern(std::string_view text);
  /// The original text of an interned code point; empty for any other.
  std::string_view text(char32_t code_point) const;

 private:
  char32_t slot(std::string_view cluster);
  std::vector<std::string> table_;
};

}  // namespace kefu::ui
