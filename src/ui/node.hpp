// node.hpp: what a widget means. Every widget call draws and emits one of these; the DOM overlay, the screen reader, the
// tests and the plain page all read this one tree (design rule 3).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kefu/names.hpp"

namespace kefu::ui {

// ARIA's words, plus `text` (a paragraph) and `file` (an <input type=file>). The host makes a <button>, <a>, <textarea>, <h2> … of each.
#define KEFU_ROLES(X)                                                                                          \
  X(heading) X(text) X(button) X(link) X(radio) X(checkbox) X(spinbutton) X(textbox) X(list) X(listitem) \
  X(radiogroup) X(group) X(dialog) X(status) X(alert) X(progressbar) X(file) X(img) X(log)
KEFU_ENUM(Role, KEFU_ROLES)

// Where the node lives: in the scroller's content, or fixed over it (header, bottom bar, sheet chrome).
#define KEFU_LAYERS(X) X(content) X(fixed)
KEFU_ENUM(Layer, KEFU_LAYERS)

/// CSS pixels; content nodes relative to the content's top left, fixed ones to the panel's.
struct Rect {
  float x{}, y{}, w{}, h{};
};

struct Node {
  std::uint32_t id{};
  std::uint32_t parent{};  // 0: top
  Role role{};
  Layer layer = Layer::content;
  std::string name;         // what a reader says; for text and heading, the words themselves
  std::string value;        // textbox, spinbutton, progressbar; heading 1: the kind of screen
  std::string description;  // help or error under a field; the unlock sentence of a disabled row
  std::string href;         // link: https:, http:, tel:, mailto:, sms: only
  std::string src;          // of a row's picture, or what an img shows
  std::string placeholder;  // file: the types it takes
  // Words of the toolkit's own: literals, never text that was put together.
  std::string_view input_mode;    // text decimal tel
  std::string_view autocomplete;  // tel, off …
  std::string_view style;         // for the plain page: title body secondary caption primary danger card chip …
  std::string_view tone;          // accent good waiting trouble note, "" = neutral
  int level = 0;             // heading 1..3
  int max_length = 0;
  int min = 0, max = 0, now = 0;  // spinbutton, progressbar
  bool disabled = false, checked = false, expanded = false, invalid = false, required = false, multiline = false,
       current = false;
  Rect rect;
};

}  // namespace kefu::ui
