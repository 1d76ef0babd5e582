// line_break.hpp: lines as a Chinese typesetter breaks them. Dear ImGui's own wrapping starts lines with ， (web-ui B4).
//
//   auto lines = break_lines("您好,我想退款。", 80, [](void*, char32_t) { return 16.0f; }, nullptr);
//
// Breaks between ideographs; never before closing punctuation nor after opening punctuation (kinsoku), never between a
// currency sign, its digits and their unit, nor inside …… and ——, nor at a no-break space. Words of alphabetic scripts are
// cut only when longer than a line: behind a / or a - of theirs, else where kinsoku lets them, else anywhere.
// A line of text ends at '\n'; a zero-width space is a place to break, a soft hyphen one that then shows a hyphen.
// Text is interned (clusters.hpp): one code point is one glyph, of the kind that its first original code point has.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace kefu::ui {

class Clusters;

struct Line {
  std::uint32_t begin{}, end{};  // bytes, without the white space at the break; a soft hyphen at the end is to be shown
  float width{};
};

constexpr char32_t kSoftHyphen = 0xAD;

/// The width of one code point, in the unit of `width`.
using Advance = float (*)(void* context, char32_t code_point);

std::vector<Line> break_lines(std::string_view text, float width, Advance advance, void* context,
                              const Clusters* clusters = nullptr);

/// Where `text` must be cut so that it and an ellipsis fit `width`; no white space before the cut, no new line in it.
Line cut_line(std::string_view text, Line line, float width, Advance advance, void* context);

/// Takes no room and is not drawn: zero-width spaces, marks of direction, soft hyphens.
bool is_invisible(char32_t code_point);

}  // namespace kefu::ui
