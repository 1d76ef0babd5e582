// Amounts explained line by line, a case's timeline, and what was said about it.
#include <algorithm>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

constexpr float kWhyIcon = 18;
constexpr Type kTotal{22, 30, 600};

}  // namespace

bool amount_row(Phrase id, const AmountRow& spec) {
  const Column& above = frame->column();
  const bool ruled = spec.strong && above.last == Block::amount;
  float y = place(Block::amount);
  const Column& c = frame->column();
  const Palette& p = frame->colours;
  const float x = c.x + c.pad, w = c.w - 2 * c.pad;
  const bool why = !spec.why_label.empty();
  if (ruled) {
    y += 6;
    hairline(x, y, w);
    y += 6;
  }
  const Type type = spec.strong ? kStrong : kSecondary, number = spec.strong ? kTotal : Type{15, 20, 500};
  const float amount_w = amount_width(spec.amount, number);
  const float beside = w - amount_w - 12 - (why ? kWhyIcon + 6 : 0);
  // A label that leaves the amount no room puts it on a line of its own.
  const bool under = beside < scaled(type.size) * 4;
  const Paragraph label = lay(spec.label, type, under ? w - kWhyIcon - 6 : beside);
  const float line = scaled(number.line);
  const float content = under ? label.height + line : std::max(label.height, line);
  const float h = std::max(why ? kTouch : 32.0f, content + 8), text_y = y + (h - content) / 2;
  const float label_y = under ? text_y : y + (h - label.height) / 2;
  const float amount_y = under ? text_y + label.height : y + (h - line) / 2;

  const std::uint32_t node = id_of(id);
  emit(Role::text, node, {x, y, w, h}, spoken({spec.label, spec.amount}), spec.strong ? "amount_total" : "amount");
  draw(label, x, label_y, label.width, spec.strong ? p.text : p.secondary);
  draw_amount(spec.amount, x + w, amount_y, number, p.text);
  bool activated = false;
  if (why) {
    const float icon_x = x + label.width + 6, middle = label_y + label.height - scaled(type.line) / 2;
    const Rect touch{icon_x + kWhyIcon / 2 - kTouch / 2, middle - kTouch / 2, kTouch, kTouch};
    const std::uint32_t why_id = id_of("why", node);
    emit(Role::button, why_id, touch, spec.why_label, "icon");
    activated = item(why_id, touch, true);
    press_tint(why_id, {icon_x - 5, middle - kWhyIcon / 2 - 5, kWhyIcon + 10, kWhyIcon + 10}, kWhyIcon / 2 + 5);
    draw_icon(Icon::info, icon_x, middle - kWhyIcon / 2, kWhyIcon, p.border);
  }
  advance(y + h - c.y);
  return activated;
}

void timeline_item(const TimelineItem& item) {
  constexpr float kDot = 10, kTextX = 26, kGap = 20;
  const float y = place(Block::timeline);
  const Column& c = frame->column();
  const Palette& p = frame->colours;
  const float x = c.x + c.pad, text_x = x + kTextX, w = c.w - 2 * c.pad - kTextX;
  const std::string byline = spoken({item.time, item.actor}, " · ");
  const Paragraph title = lay(item.title, kMedium, w), by = lay(byline, kCaption, w), detail = lay(item.detail, kSecondary, w);
  const float by_h = byline.empty() ? 0 : by.height + 2, detail_h = item.detail.empty() ? 0 : detail.height + 4;
  const float h = title.height + by_h + detail_h + (item.last ? 0 : kGap);

  const std::string words = spoken({item.title, item.time, item.actor, item.detail});
  emit(Role::listitem, id_of_words(words), {x, y, c.w - 2 * c.pad, h}, words, "timeline").tone = tone_word(item.tone);

  const float middle = y + scaled(kMedium.line) / 2;
  const Rgb dot = item.tone == Tone::neutral ? p.border : tone_text(item.tone);
  if (!item.last) fill({x + 8, middle + 10, 2, h - 20}, p.hairline, 1);
  if (item.tone != Tone::neutral)
    fill({x + 9 - 9, middle - 9, 18, 18}, p.tone[static_cast<std::size_t>(item.tone)].tint, 9);
  fill({x + 9 - kDot / 2, middle - kDot / 2, kDot, kDot}, dot, kDot / 2);
  draw(title, text_x, y, w, p.text);
  if (by_h > 0) draw(by, text_x, y + title.height + 2, w, p.secondary);
  if (detail_h > 0) draw(detail, text_x, y + title.height + by_h + 4, w, p.secondary);
  advance(h);
}

void bubble(Phrase id, Phrase who, Phrase words, bool own) {
  constexpr float kInsetX = 12, kInsetY = 8, kOther = 40;
  const float y = place(Block::box);
  const Column& c = frame->column();
  const Palette& p = frame->colours;
  const float room = c.w - 2 * c.pad - kOther - 2 * kInsetX;
  const Paragraph by = lay(who, kCaption, room), said = lay(words, kBody, room);
  const float w = std::max(by.width, said.width) + 1;
  const Rect box{own ? c.x + c.w - c.pad - w - 2 * kInsetX : c.x + c.pad, y, w + 2 * kInsetX, by.height + 2 + said.height + 2 * kInsetY};
  const float x = box.x + kInsetX, text_y = y + kInsetY + by.height + 2;
  const std::uint32_t node = id_of(id);
  fill(box, own ? p.tone[static_cast<std::size_t>(Tone::accent)].tint : p.sunken, kControlRadius);
  emit(Role::text, node, {x, y + kInsetY, w, by.height}, who, "caption");
  draw(by, x, y + kInsetY, w, p.secondary);
  emit(Role::text, id_of("said", node), {x, text_y, w, said.height}, words, "body");
  draw(said, x, text_y, w, p.text);
  advance(box.h);
}

}  // namespace kefu::ui
