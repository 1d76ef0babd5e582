// phrases.hpp: words put together for the moment. A view reads sentences, amounts and ids by the hundred; they are views
// into memory that is emptied at once, before the next event or pass (panel.cpp). What must last is copied into the model.
//
//   join({"route-", name(channel)})      // "route-phone"
//   digits(20)                           // "20"
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace kefu::panel {

std::string_view join(std::initializer_list<std::string_view> parts);
std::string_view digits(std::int64_t n);
/// Keeps text whose owner may go away while the pass lasts.
std::string_view keep(std::string_view text);

/// All of them are void.
void forget_phrases();

}  // namespace kefu::panel
