// yuan.hpp: amounts as buyers type them, exact in fen; no float is involved.
//
//   parse_yuan("60.1")        // 6010, as for "60.10", "６０．１", "60。1", "¥60.10" and "60.1元"
//   parse_yuan("1,234.5")     // 123450
//   parse_yuan("60,1")        // 6010: so keyboards of other countries write it; before three digits a comma is one of thousands
//   parse_yuan("60.105")      // nothing: no fen are guessed
#pragma once
#include <optional>
#include <string_view>

#include "kefu/money.hpp"

namespace kefu::panel {

std::optional<Fen> parse_yuan(std::string_view text);

}  // namespace kefu::panel
