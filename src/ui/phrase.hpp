// phrase.hpp: words on their way from a view to a widget. One pointer, so that a call hands it over in a register; the
// same calls with std::string_view made the module 10 KB larger.
//
//   ui::fact(words.tr("form.reason"), order.title);   // literals, strings and what Words says
//
// The text ends with a NUL and belongs to somebody who lives as long as the call, in a bar until bar_end.
#pragma once
#include <concepts>
#include <string>
#include <string_view>

namespace kefu::ui {

class Phrase {
 public:
  constexpr Phrase() = default;
  constexpr Phrase(const char* text) : text_(text) {}
  Phrase(const std::string& text) : text_(text.c_str()) {}
  constexpr operator std::string_view() const { return text_; }
  constexpr bool empty() const { return *text_ == 0; }
  friend constexpr bool operator==(Phrase a, std::string_view b) { return std::string_view(a) == b; }
  template <std::same_as<Phrase> P>
  friend constexpr bool operator==(P a, P b) { return std::string_view(a) == std::string_view(b); }

 private:
  const char* text_ = "";
};

}  // namespace kefu::ui
