// Buttons and links of every kind.
#include <algorithm>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

constexpr float kInset = 16, kIconSize = 20, kIconGap = 8, kDots = 22;

struct Colours {
  Rgb fill, words;
  bool filled;
};

Colours colours_of(const ButtonSpec& spec) {
  const Palette& p = frame->colours;
  const TonePair& accent = p.tone[static_cast<std::size_t>(Tone::accent)];
  const bool solid = spec.kind == ButtonKind::primary || spec.kind == ButtonKind::secondary;
  // Disabled is told by losing the colour, not by losing contrast.
  if (!spec.enabled && !spec.busy) return {p.sunken, p.secondary, solid};
  switch (spec.kind) {
    case ButtonKind::primary: return {p.fill, p.on_fill, true};
    case ButtonKind::secondary: return {accent.tint, accent.text, true};
    case ButtonKind::plain: return {p.card, accent.text, false};
    case ButtonKind::danger: break;
  }
  return {p.card, p.tone[static_cast<std::size_t>(Tone::trouble)].text, false};
}

Phrase style_of(ButtonKind kind) {
  static constexpr Phrase kStyles[] = {"primary", "secondary", "plain", "danger"};
  return kStyles[static_cast<std::size_t>(kind)];
}

float decoration(const ButtonSpec& spec) {
  return (spec.icon != Icon::none ? kIconSize + kIconGap : 0) + (spec.busy ? kDots : 0);
}

// Three still dots: busy without anything that loops (look.md "Motion").
void draw_dots(float x, float y, Rgb colour) {
  for (int i = 0; i < 3; ++i) fill({x + static_cast<float>(i) * 7, y - 2, 4, 4}, colour, 2, 1 - 0.25f * static_cast<float>(i));
}

bool enabled(const ButtonSpec& spec) { return spec.enabled && !spec.busy; }

Node& button_node(std::uint32_t id, const Rect& r, Phrase label, const ButtonSpec& spec) {
  Node& n = emit(spec.href.empty() ? Role::button : Role::link, id, r, label, style_of(spec.kind));
  n.href = spec.href;
  n.description = spec.description;
  n.disabled = !enabled(spec);
  return n;
}

}  // namespace

bool draw_button(std::uint32_t id, const Rect& r, Phrase label, const ButtonSpec& spec) {
  const bool tapped = item(id, r, enabled(spec));
  if (!visible(r)) return tapped;
  const Colours c = colours_of(spec);
  if (c.filled) fill(r, c.fill, kControlRadius);
  const Paragraph p = lay(label, kStrong, r.w - 2 * kInset - decoration(spec));
  const float group = p.width + decoration(spec);
  float x = r.x + (r.w - group) / 2;
  const float middle = r.y + r.h / 2;
  if (spec.icon != Icon::none) {
    draw_icon(spec.icon, x, middle - kIconSize / 2, kIconSize, c.words);
    x += kIconSize + kIconGap;
  }
  draw(p, x, middle - p.height / 2, p.width, c.words, Align::centre);
  if (spec.busy) draw_dots(x + p.width + 5, middle, c.words);
  press_tint(id, r, kControlRadius);
  return tapped;
}

bool button(Phrase id, Phrase label, const ButtonSpec& spec) {
  const std::uint32_t node = id_of(id);
  if (frame->bar.open) {  // laid out together at bar_end, where their items are added
    button_node(node, {}, label, spec);
    frame->bar.buttons.push_back({node, static_cast<int>(frame->nodes.size()) - 1, label, spec});
    return activated_now(node, enabled(spec));
  }
  const bool solid = spec.kind == ButtonKind::primary || spec.kind == ButtonKind::secondary;
  const float y = place(solid ? Block::button : Block::quiet);
  const Column& c = frame->column();
  const float room = c.w - 2 * c.pad, w = spec.width_px > 0 ? std::min(spec.width_px, room) : room;
  const Paragraph p = lay(label, kStrong, w - 2 * kInset - decoration(spec));
  const Rect r{c.x + c.pad, y, w, std::max(solid ? 48.0f : kTouch, p.height + 24)};
  button_node(node, r, label, spec);
  const bool tapped = draw_button(node, r, label, spec);
  advance(r.h);
  return tapped;
}

}  // namespace kefu::ui
