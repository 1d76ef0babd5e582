// Line drawings for empty, offline, error, not eligible and done, on a 120 × 96 grid: a soft blob, a thing, one accent.
#include "ui/frame.hpp"

namespace kefu::ui {
namespace {

constexpr float kWidth = 120, kHeight = 96, kPictureStroke = 2;

struct Drawing {
  const char* thing;   // in the text's quiet colour
  const char* accent;  // what the picture is about
};

// By Picture, in the order of KEFU_PICTURES. Path language: paint.cpp.
constexpr Drawing kDrawings[] = {
    // empty: an open carton, a sparkle over it
    {"M32 46 L60 56 L88 46 L88 76 L60 86 L32 76 Z M60 56 L60 86 M32 46 L22 56 L49 66 L60 56 L71 66 L98 56 L88 46 L60 37 Z",
     "M60 28 L60 14 M46 30 L40 20 M74 30 L80 20"},
    // offline: a cloud, cut
    {"M36 70 C24 70 18 62 18 54 C18 45 25 38 34 38 C37 26 47 20 58 20 C71 20 80 29 82 40 C93 40 101 47 101 56 C101 64 95 70 86 70 Z",
     "M44 84 L78 28"},
    // error: a page with a fold, a warning on it
    {"M36 14 L70 14 L86 30 L86 84 L36 84 Z M70 14 L70 30 L86 30", "M61 42 L61 58 D61 67 1.8"},
    // not eligible: a shield, struck
    {"M60 12 L88 22 L88 46 C88 64 77 78 60 86 C43 78 32 64 32 46 L32 22 Z", "M50 40 L70 60 M70 40 L50 60"},
    // done: a circle, a tick
    {"O60 50 32 M22 30 L28 36 M98 30 L92 36 M60 6 L60 11", "M45 51 L56 62 L76 40"},
};
static_assert(std::size(kDrawings) == words<Picture>().size());

}  // namespace

void picture(Picture which) {
  Column& c = frame->column();
  const float y = place(Block::box), x = c.x + (c.w - kWidth) / 2;
  const Drawing& d = kDrawings[static_cast<std::size_t>(which)];
  const Palette& p = frame->colours;
  const Tone tone = which == Picture::done ? Tone::good : Tone::accent;
  if (visible({x, y, kWidth, kHeight})) {
    fill({x + 20, y + 8, 80, 80}, p.tone[static_cast<int>(tone)].tint, 40);
    stroke_path(d.thing, x, y, 1, kPictureStroke, mix(p.card, p.secondary, 0.75f));
    stroke_path(d.accent, x, y, 1, kPictureStroke + 0.5f, p.tone[static_cast<int>(tone)].text);
  }
  advance(kHeight + 8);
  c.centred = true;
}

}  // namespace kefu::ui
