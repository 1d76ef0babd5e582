// scripts.hpp: what tells the world's scripts apart for somebody who only places finished glyphs: which letters have a
// shape that depends on their neighbours, so that whole words go to the browser, and which are read from right to left.
//
//   shape_of(U'ب')                                           // Shape::right: its word is one glyph (clusters.hpp)
//   std::string s = clusters.intern("مرحبا 123");             // one word, a space, digits
//   bool right = order_lines(s, lines, clusters);            // true; in `s` now "123 " and then the word
//
// Order is UAX #9's without the controls for embedding (they are not drawn here): paragraphs by their first strong
// character as `dir=auto` has it, W1–W7, N0–N2, L1–L2, L4. Words come shaped and in their own order from the browser.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace kefu::ui {

class Clusters;
struct Line;

/// UAX #9's classes, as far as they matter here.
enum class Bidi : std::uint8_t {
  left,
  shaped,  // left to right, and its shape depends on its neighbours
  right,
  arabic,
  digit,
  arabic_digit,
  plus,       // between two digits a part of their number
  unit,       // beside a digit a part of its number: currencies, per cent, #
  separator,  // between two digits a part of their number
  neutral,
};

Bidi bidi_of(char32_t code_point);
inline bool is_right(Bidi b) { return b == Bidi::right || b == Bidi::arabic; }

/// Whether words of such letters can only be drawn by a browser, and which of them stand in one word.
enum class Shape : std::uint8_t { none, left, right };
Shape shape_of(char32_t code_point);

/// Puts what each line holds into the order in which it is seen, from the left. True: the paragraph runs from right to left.
bool order_lines(std::string& text, const std::vector<Line>& lines, const Clusters& clusters);

}  // namespace kefu::ui
