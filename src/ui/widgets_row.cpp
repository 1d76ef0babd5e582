// Rows of a list and the choices of a radio group.
#include <algorithm>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {

Rect chip_box(Phrase words, float x, float y, float room);      // widgets_words.cpp
void draw_chip(Phrase words, const Rect& r, Tone tone);

namespace {

constexpr float kRowMin = 56, kRowInset = 12, kIconBox = 40, kRowIcon = 22, kThumb = 56, kGap = 12, kChevron = 18;

std::string row_name(Phrase title, const RowSpec& s) {
  return spoken({title, s.enabled ? s.subtitle : Phrase(), s.trailing, s.chip}, ", ");
}

struct RowLayout {
  Rect lead{};  // icon or thumbnail
  float text_x = 0, text_w = 0, right = 0;
  Paragraph title, subtitle;
  Rect chip{};
  bool chip_below = false, amount_below = false;
  float words = 0, height = 0;
};

RowLayout lay_row(Phrase title, const RowSpec& s, const Rect& area) {
  RowLayout l;
  const float lead = !s.image.empty() ? kThumb : s.icon != Icon::none ? kIconBox : 0;
  l.text_x = area.x + (lead > 0 ? lead + kGap : 0);
  l.right = area.x + area.w - (s.chevron && s.enabled ? kChevron + 2 : 0);
  float aside = s.trailing.empty() ? 0 : amount_width(s.trailing, kStrong) + kGap;
  // Beside an amount in large type two lines of a title would not tell one order from the next.
  const float beside = l.right - l.text_x - aside;
  l.amount_below = aside > 0 && beside < scaled(16) * 6 && width_of(title, kMedium) > beside;
  if (l.amount_below) aside = 0;
  if (!s.chip.empty()) {
    l.chip = chip_box(s.chip, 0, 0, l.right - l.text_x);
    // Beside the title while that has room for itself, or for some eight ideographs of two lines; else under the words.
    const float room = l.right - l.text_x - l.chip.w - kGap;
    l.chip_below = !s.image.empty() || !s.trailing.empty() || room < scaled(16) * 8 || room < width_of(title, kMedium);
    if (!l.chip_below) aside = std::max(aside, l.chip.w + kGap);
  }
  l.text_w = l.right - l.text_x - aside;
  l.title = lay(title, kMedium, l.text_w, s.title_lines);
  l.words = l.title.height;
  if (!s.subtitle.empty()) {
    l.subtitle = lay(s.subtitle, kSecondary, l.right - l.text_x);  // what stands aside stands beside the title alone
    l.words += 2 + l.subtitle.height;
  }
  if (l.amount_below) l.words += scaled(kStrong.line);
  if (l.chip_below) l.words += 6 + l.chip.h;
  l.height = std::max({kRowMin, l.words + 2 * kRowInset, lead + 2 * kRowInset});
  l.lead = {area.x, 0, lead, lead};
  return l;
}

void draw_lead(const RowSpec& s, const Rect& r) {
  const Palette& p = frame->colours;
  if (!s.image.empty()) return draw_image(s.image, r, 8);
  if (s.icon == Icon::none) return;
  const TonePair& accent = p.tone[static_cast<std::size_t>(Tone::accent)];
  fill(r, s.enabled ? accent.tint : p.sunken, 12);
  draw_icon(s.icon, r.x + (r.w - kRowIcon) / 2, r.y + (r.h - kRowIcon) / 2, kRowIcon, s.enabled ? accent.text : p.secondary);
}

void draw_row(const RowLayout& l, const RowSpec& s, const Rect& area, float y) {
  const Palette& p = frame->colours;
  const float middle = y + l.height / 2;
  const bool top_lead = l.words > l.lead.h + 16;
  draw_lead(s, {l.lead.x, top_lead ? y + kRowInset : middle - l.lead.h / 2, l.lead.w, l.lead.h});
  float text_y = std::max(y + kRowInset, middle - l.words / 2);
  const float title_middle = text_y + scaled(kMedium.line) / 2;
  draw(l.title, l.text_x, text_y, l.text_w, s.enabled ? p.text : p.secondary);
  text_y += l.title.height;
  if (!s.subtitle.empty()) {
    draw(l.subtitle, l.text_x, text_y + 2, l.right - l.text_x, p.secondary);
    text_y += 2 + l.subtitle.height;
  }
  if (!s.trailing.empty()) {
    const float right = l.amount_below ? l.text_x + amount_width(s.trailing, kStrong) : l.right;
    draw_amount(s.trailing, right, l.amount_below ? text_y : title_middle - scaled(kStrong.line) / 2, kStrong, s.enabled ? p.text : p.secondary);
    if (l.amount_below) text_y += scaled(kStrong.line);
  }
  if (!s.chip.empty()) {
    Rect chip = l.chip;
    chip.x = l.chip_below ? l.text_x : l.right - chip.w;
    chip.y = l.chip_below ? text_y + 6 : (s.subtitle.empty() ? middle : title_middle) - chip.h / 2;
    draw_chip(s.chip, chip, s.chip_tone);
  }
  if (s.chevron && s.enabled) draw_icon(Icon::chevron, area.x + area.w - kChevron + 3, middle - kChevron / 2, kChevron, p.border);
}

}  // namespace

bool row(Phrase id, Phrase title, const RowSpec& spec) {
  const bool bare = frame->column().pad == 0;  // on the page itself: a card of its own
  const float y = place(Block::row);
  Column& c = frame->column();
  if (bare) c.last = Block::box;
  const Rect area{c.x + kPad, 0, c.w - 2 * kPad, 0};
  const RowLayout l = lay_row(title, spec, area);
  const Rect r{c.x, y, c.w, l.height};
  const std::uint32_t node = id_of(id);
  Node& n = emit(spec.href.empty() ? Role::button : Role::link, node, r, row_name(title, spec), "row");
  n.href = spec.href;
  n.src = spec.image;
  n.disabled = !spec.enabled;
  if (!spec.enabled) n.description = spec.subtitle;
  const bool activated = item(node, r, spec.enabled);
  if (visible(r)) {
    if (bare) fill(r, frame->colours.card, frame->colours.radius_px);
    press_tint(node, r, bare ? frame->colours.radius_px : 0);
    draw_row(l, spec, area, y);
  }
  advance(l.height);
  return activated;
}

void choices_begin(Phrase id, Phrase label, Phrase error, bool required) {
  const float y = place(Block::control);
  const Column out = frame->column();
  const Paragraph words = lay(label, kLabel, out.w - 2 * out.pad);
  draw(words, out.x + out.pad, y, out.w, frame->colours.text);  // as a field's own
  Column& c = open_column(id, Role::radiogroup, label, "choices", out.x, out.w, out.pad);
  Node& n = frame->nodes.back();
  n.description = error;
  n.invalid = !error.empty();
  n.required = required;
  c.y += words.height;
  c.last = Block::control;
}

// A radio button or a checkbox with its words, tappable as a whole.
static bool option(Role role, Phrase id, Phrase label, bool selected) {
  constexpr float kRadio = 22, kInsetY = 11;
  const float y = place(Block::choice);
  const Column& c = frame->column();
  const Palette& p = frame->colours;
  const float x = c.x + c.pad, text_x = x + kRadio + kGap;
  const Paragraph words = lay(label, kBody, c.x + c.w - c.pad - text_x);
  const Rect r{c.x, y, c.w, std::max(48.0f, words.height + 2 * kInsetY)};
  const std::uint32_t node = id_of(id);
  emit(role, node, r, label, "choice").checked = selected;
  const bool activated = item(node, r, true);
  if (visible(r)) {
    press_tint(node, r, 0);
    const Rect ring{x, y + (r.h - kRadio) / 2, kRadio, kRadio};
    const float radius = role == Role::radio ? kRadio / 2 : 6;
    if (!selected) {
      outline(ring, p.border, radius, 1.5f);
    } else {
      fill(ring, p.fill, radius);
      if (role == Role::radio) fill({ring.x + 7, ring.y + 7, 8, 8}, p.on_fill, 4);
      else draw_icon(Icon::check, ring.x + 3, ring.y + 3, kRadio - 6, p.on_fill);
    }
    draw(words, text_x, y + (r.h - words.height) / 2, r.w, p.text);
  }
  advance(r.h);
  return activated;
}

bool choice(Phrase id, Phrase label, bool selected) { return option(Role::radio, id, label, selected) && !selected; }

bool checkbox(Phrase id, Phrase label, bool checked) { return option(Role::checkbox, id, label, checked); }

void draw_error(Phrase words, float x, float y, const Paragraph& p);  // widgets_form.cpp

void choices_end() {
  Column c = frame->column();
  Node& group = frame->nodes[static_cast<std::size_t>(c.node)];
  if (group.invalid) {
    const float x = c.x + c.pad;
    const Paragraph p = lay(group.description, kSecondary, c.w - 2 * c.pad - 22);
    draw_error(group.description, x, c.y + 4, p);
    c.y += 4 + p.height;
    c.last = Block::control;
  }
  group.rect.h = c.y - c.top;
  frame->columns.pop_back();
  frame->column().y = c.y;
  frame->column().last = c.last;
}

}  // namespace kefu::ui
