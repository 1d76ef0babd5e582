// phrases.hpp: words put together for the moment. A view reads sentences, amounts and ids by the hundred; they are views
// into memory that is emptied at once, before the next event or pass (panel.cpp). What must last is copied into the model.
//
//   join({"route-", name(channel)})      // "route-phone"
//   digits(20)                           // "20"
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "kefu/names.hpp"
#include "ui/phrase.hpp"

namespace kefu::panel {

using ui::Phrase;

Phrase join(std::initializer_list<Phrase> parts);
Phrase digits(std::int64_t n);
/// Keeps text whose owner may go away while the pass lasts.
Phrase keep(std::string_view text);

/// An enum's word; they are literals.
template <class E>
constexpr Phrase word(E value) {
  return name(value).data();
}

/// All of them are void.
void forget_phrases();

}  // namespace kefu::panel
