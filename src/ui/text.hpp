// text.hpp: measuring and drawing words. Layout is own (line_break.hpp); ImGui gives glyphs and vertices.
#pragma once
#include <span>
#include <string_view>

#include "ui/line_break.hpp"
#include "ui/theme.hpp"
#include "ui/ui.hpp"

namespace kefu::ui {

/// Size and line height in CSS pixels before the buyer's text size; weight 400, 500 or 600.
struct Type {
  float size, line;
  int weight;
};
constexpr Type kTitle{22, 30, 600}, kCardTitle{17, 24, 600}, kBody{16, 24, 400}, kMedium{16, 24, 500}, kStrong{16, 24, 600},
    kSecondary{14, 20, 400}, kLabel{14, 20, 500}, kCaption{12, 16, 500};

Type type_of(TextStyle style);

enum class Align { left, centre, right };

/// Words broken into lines; width and height in CSS pixels. Valid until the next pass.
struct Paragraph {
  std::string_view text;  // interned, each line as it is seen from the left
  std::span<const Line> lines;
  Type type{};
  float room = 0;  // that it was laid out in
  float width = 0, height = 0;
  bool clipped = false;
  bool rtl = false;  // begins with a script that runs from right to left
};

/// At most `max_lines` lines (0: any number), the last one with an ellipsis.
Paragraph lay(Phrase words, Type type, float width, int max_lines = 0);
void draw(const Paragraph& p, float x, float y, float w, Rgb colour, Align align = Align::left);
/// The width of one line.
float width_of(Phrase words, Type type);

/// "−¥86.95" with a ¥ smaller than the number, ending at `right`; `type` is the number's. Gives the width.
float amount_width(Phrase amount, Type type);
void draw_amount(Phrase amount, float right, float y, Type type, Rgb colour);

/// Layouts are remembered by words, width and type; fonts that came late make them void.
void forget_layouts();

}  // namespace kefu::ui
