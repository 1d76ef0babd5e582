// The screen's frame: sticky header, scrolling column, sticky bottom bar.
#include <algorithm>
#include <cmath>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

constexpr float kHeaderMin = 56, kIcon = 24, kBottomSpace = 24, kShadow = 14;

// Shapes and nodes of what does not scroll.
struct Fixed {
  float shift = frame->shift_y;
  Layer layer = frame->layer;
  explicit Fixed(Plane p) {
    plane(p);
    frame->shift_y = 0;
    frame->layer = Layer::fixed;
  }
  ~Fixed() {
    frame->shift_y = shift;
    frame->layer = layer;
    plane(frame->in_sheet() ? kSheetInk : kInk);
  }
};

bool icon_button(const char* id, Icon icon, Phrase label, float x, float y) {
  const Rect r{x, y, kTouch, kTouch};
  const std::uint32_t node = id_of(id);
  emit(Role::button, node, r, label, "icon");
  const bool activated = item(node, r, true);
  press_tint(node, r, kTouch / 2);
  draw_icon(icon, x + (kTouch - kIcon) / 2, y + (kTouch - kIcon) / 2, kIcon, frame->colours.text);
  return activated;
}

// Both layers of the bar's shadow, fading upwards.
void bar_shadow(float y) {
  const float w = frame->view.width_px, weight = frame->theme.dark ? 4.0f : 1.0f;
  gradient({0, y - kShadow, w, kShadow}, 0, 0.04f * weight);
  gradient({0, y - kShadow / 3, w, kShadow / 3}, 0, 0.03f * weight);
}

struct BarLayout {
  bool stacked = false;
  float amount_h = 0, button_h = 0, height = 0, amount_w = 0;
};

constexpr Type kBarAmount{22, 28, 600};

float button_height(const Bar& bar, float each) {
  float h = 48;
  for (const auto& b : bar.buttons) h = std::max(h, lay(b.label, kStrong, each - 24).height + 24);
  return h;
}

BarLayout lay_bar(const Bar& bar, float w) {
  BarLayout l;
  const float count = static_cast<float>(std::max<std::size_t>(bar.buttons.size(), 1));
  float widest = 0;
  for (const auto& b : bar.buttons) widest = std::max(widest, width_of(b.label, kStrong) + 40);
  if (!bar.amount.empty()) {
    l.amount_w = std::max(amount_width(bar.amount, kBarAmount), width_of(bar.label, kCaption));
    l.amount_h = scaled(kCaption.line + kBarAmount.line);
  }
  l.stacked = l.amount_w > 0 && l.amount_w + 16 + widest * count > w;
  const float room = l.stacked || l.amount_w == 0 ? w : w - l.amount_w - 16;
  l.button_h = bar.buttons.empty() ? 0 : button_height(bar, (room - (count - 1) * 8) / count);
  l.height = l.stacked ? l.amount_h + 8 + l.button_h : std::max(l.amount_h, l.button_h);
  return l;
}

}  // namespace

bool draw_button(std::uint32_t id, const Rect& r, Phrase label, const ButtonSpec& spec);  // widgets_button.cpp

void screen_begin(const ScreenSpec& spec) {
  Frame& f = *frame;
  const float w = f.view.width_px;
  const float left = spec.back ? kTouch + 8 : kMargin, room = w - left - kTouch - 12;
  const Paragraph title = lay(spec.title, kCardTitle, room, 1), subtitle = lay(spec.subtitle, kCaption, room, 1);
  const float words = title.height + (spec.subtitle.empty() ? 0 : subtitle.height);
  f.header_h = std::max(kHeaderMin, words + 12);
  const float top = f.header_h / 2 - kTouch / 2;
  {
    Fixed fixed(kChrome);
    fill({0, 0, w, f.header_h}, f.colours.page);
    if (f.scroll_top > 0) hairline(0, f.header_h - 1 / f.view.dpr, w);
    // The heading's node spans the bar, so that nothing beneath it can be hit through the header.
    f.heading_id = id_of("kefu.title");
    f.has_back = spec.back;
    if (spec.back) f.back = icon_button("kefu.back", Icon::back, spec.back_label, 4, top);
    Node& heading = emit(Role::heading, f.heading_id, {left, 0, room, f.header_h}, spec.title, "title");
    heading.level = 1;
    heading.description = spec.subtitle;
    heading.value = f.place;
    const float y = (f.header_h - words) / 2;
    draw(title, left, y, room, f.colours.text);
    if (!spec.subtitle.empty()) draw(subtitle, left, y + title.height, room, f.colours.secondary);
    f.close = icon_button("kefu.close", Icon::close, spec.close_label, w - kTouch - 4, top);
  }
  if (f.dismiss && !f.sheet.before) {
    (spec.back ? f.back : f.close) = true;
    f.acted = true;
  }
  f.shift_y = -std::round(f.scroll_top * f.view.dpr) / f.view.dpr;
  plane(kInk);
  Column& c = f.column();
  c.x = kMargin;
  c.w = w - 2 * kMargin;
  c.y = f.header_h + 8;
}

void screen_end() {
  Frame& f = *frame;
  if (f.in_sheet()) return;
  f.content_h = f.column().y + kBottomSpace + std::max(f.bar_h, f.view.safe_bottom_px);
}

bool back_pressed() { return frame->back; }
bool close_pressed() { return frame->close; }

void bar_begin() {
  frame->bar = {};
  frame->bar.open = true;
  frame->layer = Layer::fixed;
  Column c;
  c.id = id_of("kefu.bar");
  emit(Role::group, c.id, {}, {}, "bar");
  c.node = static_cast<int>(frame->nodes.size()) - 1;
  frame->columns.push_back(c);
}

void bar_amount(Phrase label, Phrase amount) {
  frame->bar.label = label;
  frame->bar.amount = amount;
  emit(Role::text, id_of("kefu.bar.amount"), {}, spoken({label, amount}), "amount");
}

void bar_end() {
  Frame& f = *frame;
  const Column column = f.column();
  f.columns.pop_back();
  f.layer = Layer::content;
  const float w = f.view.width_px - 2 * kMargin;
  const BarLayout l = lay_bar(f.bar, w);
  f.bar_h = l.height + 24 + f.view.safe_bottom_px;
  const float y = f.view.height_px - f.bar_h;
  const float slide = f.in_sheet() ? std::max(0.0f, f.shift_y + f.sheet.scroll) : 0;
  Fixed fixed(f.in_sheet() ? kSheetChrome : kChrome);
  f.shift_y = slide;
  bar_shadow(y);
  fill({0, y, f.view.width_px, f.bar_h}, f.colours.card);
  f.nodes[static_cast<std::size_t>(column.node)].rect = {0, y, f.view.width_px, f.bar_h};
  float x = kMargin, buttons_y = y + 12, room = w;
  if (l.amount_w > 0) {
    const float amount_y = l.stacked ? y + 12 : y + 12 + (l.height - l.amount_h) / 2;
    const Rect r{x, amount_y, l.amount_w, l.amount_h};
    f.nodes[static_cast<std::size_t>(column.node) + 1].rect = r;
    draw(lay(f.bar.label, kCaption, l.amount_w, 1), x, amount_y, r.w, f.colours.secondary);
    draw_amount(f.bar.amount, x + amount_width(f.bar.amount, kBarAmount), amount_y + scaled(kCaption.line), kBarAmount,
                f.colours.text);
    if (l.stacked) {
      buttons_y += l.amount_h + 8;
    } else {
      x += l.amount_w + 16;
      room -= l.amount_w + 16;
      buttons_y = y + 12 + (l.height - l.button_h) / 2;
    }
  }
  const float count = static_cast<float>(f.bar.buttons.size()), each = (room - (count - 1) * 8) / std::max(count, 1.0f);
  for (const auto& b : f.bar.buttons) {
    const Rect r{x, buttons_y, each, l.button_h};
    f.nodes[static_cast<std::size_t>(b.node)].rect = r;
    draw_button(b.id, r, b.label, b.spec);
    x += each + 8;
  }
  if (f.in_sheet()) f.sheet.bar_h = f.bar_h;
  f.bar.open = false;
}

}  // namespace kefu::ui
