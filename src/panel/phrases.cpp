#include "panel/phrases.hpp"

#include <charconv>

#include "ui/arena.hpp"

namespace kefu::panel {

namespace {

// One for all panels: none is drawn while another one is, and every pass begins with an empty one.
ui::Arena arena;

}  // namespace

std::string_view join(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  char* const text = arena.take(size);
  char* at = text;
  for (const std::string_view part : parts) at += part.copy(at, part.size());
  return {text, size};
}

std::string_view digits(std::int64_t n) {
  char text[20];
  return keep({text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, n).ptr - text)});
}

std::string_view keep(std::string_view text) { return arena.keep(text); }

void forget_phrases() { arena.clear(); }

}  // namespace kefu::panel
