// line_break.hpp: lines as a Chinese typesetter breaks them. Dear ImGui's own wrapping starts lines with ， (web-ui B4).
//
//   auto lines = break_lines("您好,我想退款。", 80, [](void*, char32_t) { return 16.0f; }, nullptr);
//
// Breaks between ideographs; never before closing punctuation nor after opening punctuation (kinsoku), never between a
// currency sign, its digits and their unit, nor inside …… and ——. Latin words are cut only when longer than a line.
// '\n' always breaks. Text is interned (clusters.hpp): one code point is one glyph.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace kefu::ui {

struct Line {
  std::uint32_t begin{}, end{};  // bytes, without the white space at the break
  float width{};
};

/// The width of one code point, in the unit of `width`.
using Advance = float (*)(void* context, char32_t code_point);

std::vector<Line> break_lines(std::string_view text, float width, Advance advance, void* context);

/// Where `text` must be cut so that it and an ellipsis fit `width`; no white space before the cut.
Line cut_line(std::string_view text, Line line, float width, Advance advance, void* context);

}  // namespace kefu::ui
