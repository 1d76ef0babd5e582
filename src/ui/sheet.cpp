// A sheet over a scrim. While it is open the scroller is its own (surface.cpp, follow_sheet).
#include <algorithm>
#include <cmath>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

constexpr float kSlideMs = 220, kRadius = 16, kScrimAlpha = 0.45f, kMaxShare = 0.85f, kSheetBottomSpace = 16;

// 0 at the start of the slide, 1 when it has come to rest.
float progress(const Frame& f) {
  const float t = static_cast<float>(f.now_ms - f.sheet.opened_ms) / kSlideMs;
  if (f.theme.reduced_motion || t >= 1) return 1;
  const float rest = 1 - std::max(t, 0.0f);
  return 1 - rest * rest * rest;
}

float title_height(Phrase title, float w) {
  return std::max(56.0f, lay(title, kCardTitle, w - kMargin - kTouch - 12).height + 24);
}

}  // namespace

bool sheet_begin(Phrase id, Phrase title, Phrase close_label) {
  Frame& f = *frame;
  Sheet& s = f.sheet;
  const std::uint32_t sheet = id_of(id), close = id_of("kefu.sheet.close");
  const float w = f.view.width_px, h = f.view.height_px;
  if (s.dismissed) {
    f.acted = true;
    return false;
  }
  if (s.before != sheet) {
    s.opened_ms = f.now_ms;
    s.content_h = s.bar_h = s.scroll = 0;
  }
  const float head = title_height(title, w), foot = std::max(s.bar_h, f.view.safe_bottom_px);
  const float total = std::min(head + s.content_h + foot, h * kMaxShare);
  const float top = h - total, done = progress(f), slide = (1 - done) * total;
  if (done < 1) f.animates = true;

  plane(kScrim);
  f.shift_y = 0;
  fill({0, 0, w, h}, 0x000000, 0, kScrimAlpha * done);
  s.id = sheet;
  s.first_node = static_cast<int>(f.nodes.size());
  f.layer = Layer::fixed;
  f.columns.push_back({});
  emit(Role::dialog, sheet, {0, top, w, total}, title, "sheet");
  f.shift_y = slide;
  plane(kSheetGround);
  fill({0, top, w, total}, f.colours.card, kRadius, 1, ImDrawFlags_RoundCornersTop);
  f.column().id = sheet;
  plane(kSheetChrome);
  emit(Role::heading, id_of("kefu.sheet.title"), {kMargin, top, w - kMargin - kTouch - 12, head}, title, "card_title").level = 2;
  const Paragraph words = lay(title, kCardTitle, w - kMargin - kTouch - 12);
  draw(words, kMargin, top + (head - words.height) / 2, w, f.colours.text);
  const Rect x{w - kTouch - 4, top + (head - kTouch) / 2, kTouch, kTouch};
  emit(Role::button, close, x, close_label, "icon");
  const bool closed = item(close, x, true);
  press_tint(close, x, kTouch / 2);
  draw_icon(Icon::close, x.x + 10, x.y + 10, 24, f.colours.secondary);
  if (closed) {
    // This pass ends as if the sheet had never been called; what it drew is replaced by the next pass.
    f.nodes.resize(static_cast<std::size_t>(s.first_node));
    f.columns.pop_back();
    s.id = 0;
    f.layer = Layer::content;
    return false;
  }
  f.layer = Layer::content;
  s.body_top = top + head;
  s.body_h = total - head - foot;
  f.shift_y = slide - std::round(s.scroll * f.view.dpr) / f.view.dpr;
  if (s.scroll > 0) hairline(0, s.body_top + s.scroll, w);
  plane(kSheetInk);
  const float dpr = f.view.dpr;
  f.draw->PushClipRect({0, std::round((s.body_top + slide) * dpr)}, {w * dpr, std::round((h - foot + slide) * dpr)}, true);
  Column& c = f.column();
  c.x = 0;
  c.w = w;
  c.pad = kMargin;
  c.y = c.top = s.body_top;
  c.last = Block::text;
  return true;
}

void sheet_end() {
  Frame& f = *frame;
  Sheet& s = f.sheet;
  const float content = f.column().y - s.body_top + kSheetBottomSpace;
  f.columns.pop_back();
  f.draw->PopClipRect();
  if (!f.bar.amount.empty() || !f.bar.buttons.empty()) f.bar = {};
  // The height is known only now; the next pass draws with it.
  if (std::fabs(content - s.content_h) > 0.5f) {
    s.content_h = content;
    f.unsettled = true;
  }
  f.content_h = f.view.height_px + std::max(0.0f, content - s.body_h);
  f.shift_y = -std::round(f.scroll_top * f.view.dpr) / f.view.dpr;
}

}  // namespace kefu::ui
