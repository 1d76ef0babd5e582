// patterns.hpp: what a text must look like, once as a regular expression for clients and once as code for ourselves: the
// module has no regex engine.
//
//   pattern_text(Pattern::mobile)                  // "^1[3-9]\\d{9}$", an ECMAScript expression
//   matches(Pattern::mobile, "13800000000")        // true
//   pattern_text(Pattern::waybill, 8, 30)          // "^[A-Za-z0-9]{8,30}$": the pack has the lengths
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace kefu {

// none: any text. mobile: a mainland number. waybill: letters and digits (domain §5.4).
enum class Pattern : std::uint8_t { none, mobile, waybill };

inline constexpr std::int64_t kMobileDigits = 11;

/// The expression a client may use; min and max only where the pattern leaves the length open. "" for none.
std::string pattern_text(Pattern pattern, std::int64_t min = 0, std::int64_t max = 0);
/// The same question answered; lengths count bytes, as both patterns are ASCII alone.
bool matches(Pattern pattern, std::string_view text, std::int64_t min = 0, std::int64_t max = 0);

}  // namespace kefu
