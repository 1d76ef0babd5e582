// classify_guards.hpp: the words of assets/knowledge/guards.tsv, found in a text beside the model.
#pragma once
#include <string_view>

#include "engine/classify_text.hpp"

namespace kefu {

/// Whether the text says a phrase of this kind ("G1", "SAFETY") and none of "!" + kind.
bool says(std::u16string_view guards, std::u16string_view kind, std::u16string_view text);

/// Whether the text as it was written tells a Chinese identity card's number (GB 11643 check character) or a bank card's
/// (16 to 19 digits, Luhn) that is not called an order's or a parcel's.
bool tells_secret_number(std::string_view utf8);

}  // namespace kefu
