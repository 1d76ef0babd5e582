// Native fields' places and the stepper. The canvas draws a field's box; its text is the browser's (design rule 4).
#include <algorithm>

#include "ui/clusters.hpp"
#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {

bool draw_button(std::uint32_t id, const Rect& r, Phrase label, const ButtonSpec& spec);  // widgets_button.cpp

namespace {

constexpr float kFieldMin = 48, kFieldLines = 4, kErrorIcon = 16, kErrorGap = 6;

int code_points(std::string_view text) {
  int n = 0;
  for (std::size_t at = 0; at < text.size(); ++n) decode(text, at);
  return n;
}

std::string counter(const std::string& value, int max) {
  return spoken({std::to_string(code_points(value)), std::to_string(max)}, "/");
}

Rgb trouble() { return frame->colours.tone[static_cast<std::size_t>(Tone::trouble)].text; }

bool take_input(std::uint32_t id, std::string& value) {
  const std::string* typed = input_of(id);
  if (!typed) return false;
  frame->acted = true;
  if (*typed == value) return false;
  value = *typed;
  return true;
}

void step_button(std::uint32_t id, Icon icon, const Rect& touch, bool enabled) {
  const Rect face{touch.x + 4, touch.y + 4, 36, 36};
  const Palette& p = frame->colours;
  fill(face, p.sunken, kControlRadius);
  draw_icon(icon, face.x + 9, face.y + 9, 18, enabled ? p.text : mix(p.sunken, p.border, 0.7f));
  press_tint(id, face, kControlRadius);
}

}  // namespace

// An icon too: trouble is never told by colour alone.
void draw_error(Phrase, float x, float y, const Paragraph& p) {
  draw_icon(Icon::alert, x, y + (scaled(20) - kErrorIcon) / 2, kErrorIcon, trouble());
  draw(p, x + kErrorIcon + kErrorGap, y, p.width, trouble());
}

bool field(Phrase id, std::string& value, const FieldSpec& spec) {
  const std::uint32_t node = id_of(id);
  bool changed = take_input(node, value);
  float y = place(Block::control);
  const Column& c = frame->column();
  const Palette& p = frame->colours;
  const float x = c.x + c.pad, w = c.w - 2 * c.pad, top = y;
  if (!spec.label.empty()) {
    const Paragraph label = lay(spec.label, kLabel, w);
    draw(label, x, y, w, p.text);
    y += label.height + 6;
  }
  const float all_w = spec.all_label.empty() ? 0 : std::max(kTouch, width_of(spec.all_label, kStrong) + 32);
  const Rect box{x, y, all_w > 0 ? w - all_w - 8 : w, spec.multiline ? scaled(24) * kFieldLines + 24 : std::max(kFieldMin, scaled(24) + 24)};
  fill(box, p.card, kControlRadius);
  outline(box, spec.error.empty() ? p.border : trouble(), kControlRadius, spec.error.empty() ? 1.0f : 1.5f);
  y += box.h;

  const Rect inside{box.x + 1, box.y + 1, box.w - 2, box.h - 2};
  item(node, inside, true);
  Node& n = emit(Role::textbox, node, inside, spec.label, "field");
  n.value = value;
  n.description = spec.error.empty() ? spec.help : spec.error;
  n.placeholder = spec.placeholder;
  n.input_mode = spec.input_mode;
  n.autocomplete = spec.autocomplete;
  n.max_length = spec.max_length;
  n.multiline = spec.multiline;
  n.required = spec.required;
  n.invalid = !spec.error.empty();
  if (all_w > 0) {
    const std::uint32_t fill_in = id_of("all", node);
    const Rect r{x + w - all_w, box.y, all_w, box.h};
    emit(Role::button, fill_in, r, spec.all_label, "secondary");
    if (draw_button(fill_in, r, spec.all_label, {})) {
      value = std::string_view(spec.all);
      changed = true;
    }
  }

  const std::string count = spec.multiline && spec.max_length > 0 ? counter(value, spec.max_length) : std::string();
  const float count_w = count.empty() ? 0 : width_of(count, kCaption);
  const float words_w = w - (count.empty() ? 0 : count_w + 12);
  float under = 0;
  if (!spec.error.empty()) {
    const Paragraph words = lay(spec.error, kSecondary, words_w - kErrorIcon - kErrorGap);
    draw_error(spec.error, x, y + 6, words);
    under = words.height;
  } else if (!spec.help.empty()) {
    const Paragraph words = lay(spec.help, kSecondary, words_w);
    draw(words, x, y + 6, words_w, p.secondary);
    under = words.height;
  }
  if (!count.empty()) {
    draw(lay(count, kCaption, count_w + 1), x + w - count_w, y + 6 + scaled(2), count_w, p.secondary);
    under = std::max(under, scaled(20));
  }
  if (under > 0) y += 6 + under;
  advance(y - top);
  return changed;
}

bool stepper(Phrase id, Phrase label, std::int64_t& value, std::int64_t min, std::int64_t max,
             Phrase decrease_label, Phrase increase_label) {
  const float y = place(Block::control);
  const Column& c = frame->column();
  const float x = c.x + c.pad, w = c.w - 2 * c.pad;
  const std::string number = std::to_string(value);
  const float number_w = std::max({kTouch, scaled(36), width_of(std::to_string(max), kStrong) + 8});
  const float control_w = 2 * kTouch + number_w;
  const bool under = width_of(label, kBody) + 16 + control_w > w;
  const Paragraph words = lay(label, kBody, under ? w : w - control_w - 16);
  const float control_y = under ? y + words.height + 4 : y;
  const float h = std::max(kTouch, under ? kTouch : words.height);
  const float left = under ? x : x + w - control_w + 4;
  draw(words, x, under ? y : y + (h - words.height) / 2, w, frame->colours.text);

  const std::uint32_t node = id_of(id), less = id_of("-", node), more = id_of("+", node);
  const Rect minus{left, control_y + (h - kTouch) / 2, kTouch, kTouch}, plus{left + kTouch + number_w, minus.y, kTouch, kTouch};
  const Rect middle{left + kTouch, control_y, number_w, h};
  const bool can_less = value > min, can_more = value < max;
  emit(Role::button, less, minus, decrease_label, "step").disabled = !can_less;
  Node& spin = emit(Role::spinbutton, node, middle, label, "stepper");
  spin.value = number;
  spin.min = static_cast<int>(min);
  spin.max = static_cast<int>(max);
  spin.now = static_cast<int>(value);
  emit(Role::button, more, plus, increase_label, "step").disabled = !can_more;
  item(node, middle, true);
  const bool down = item(less, minus, can_less), up = item(more, plus, can_more);
  step_button(less, Icon::minus, minus, can_less);
  step_button(more, Icon::plus, plus, can_more);
  const Paragraph digits = lay(number, kStrong, number_w + 1);
  draw(digits, middle.x, middle.y + (h - digits.height) / 2, number_w, frame->colours.text, Align::centre);
  advance(control_y - y + h);

  std::int64_t typed = value;
  if (const std::string* set = input_of(node)) {  // a reader's own way to change it
    typed = 0;
    for (const char digit : *set)
      if (digit >= '0' && digit <= '9' && typed < max) typed = typed * 10 + (digit - '0');
    frame->acted = true;
  }
  const std::int64_t wanted = std::clamp(down ? value - 1 : up ? value + 1 : typed, min, max);
  const bool changed = wanted != value;
  value = wanted;
  return changed;
}

}  // namespace kefu::ui
