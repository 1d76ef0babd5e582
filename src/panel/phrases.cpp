#include "panel/phrases.hpp"

#include <charconv>

#include "ui/arena.hpp"

namespace kefu::panel {

namespace {

// One for all panels: none is drawn while another one is, and every pass begins with an empty one.
ui::Arena arena;

}  // namespace

Phrase join(std::initializer_list<Phrase> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  char* const text = arena.take(size + 1);
  char* at = text;
  for (const std::string_view part : parts) at += part.copy(at, part.size());
  *at = 0;
  return text;
}

Phrase digits(std::int64_t n) {
  char text[20];
  return keep({text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, n).ptr - text)});
}

Phrase keep(std::string_view text) { return arena.keep(text).data(); }

void forget_phrases() { arena.clear(); }

}  // namespace kefu::panel
