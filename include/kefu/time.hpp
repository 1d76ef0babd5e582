// time.hpp: instants and the stores' own wall clocks. Time is always an argument, never read (design rule 1).
//
//   auto t = parse_time("2026-03-02T15:20:00+08:00");        // Instant, seconds since 1970-01-01T00:00:00Z
//   format_time(*t, 8 * 3600)                                // "2026-03-02T15:20:00+08:00"
//   Local l = to_local(*t, 8 * 3600);                        // l.weekday == 1 (Monday), l.second_of_day == 55200
//
// Fractions of a second are cut off: deadlines are whole seconds, so a fraction before one stays before it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kefu {

/// Seconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
using Seconds = std::int64_t;

inline constexpr Seconds kHour = 3600;
inline constexpr Seconds kDay = 86400;

/// RFC 3339 with an offset ("Z" or ±hh:mm), years 1970–9899: what is added to one is a year of four digits, too.
std::optional<Instant> parse_time(std::string_view text);
/// RFC 3339 at the given offset, whole seconds.
std::string format_time(Instant at, Seconds utc_offset);
/// "+08:00" → 28800; within ±14:00.
std::optional<Seconds> parse_offset(std::string_view text);
std::string format_offset(Seconds utc_offset);
/// "09:00" → 32400; "24:00" → 86400.
std::optional<Seconds> parse_clock(std::string_view text);

/// A wall clock's reading.
struct Local {
  std::int64_t day{};       // days since 1970-01-01 on that wall
  Seconds second_of_day{};  // 0..86399
  int weekday{};            // ISO: 1 Monday … 7 Sunday
};
Local to_local(Instant at, Seconds utc_offset);
/// Midnight that begins local day `day`.
Instant from_local_day(std::int64_t day, Seconds utc_offset);
/// The end, exclusive, of a term in whole months: 24:00 of the day that has the first one's number, or of the month's last
/// day where none has (民法典 201–203).
Instant after_months(Instant from, std::int64_t months, Seconds utc_offset);
/// "2026-10-01" → its day number; nothing if it is no date.
std::optional<std::int64_t> parse_date(std::string_view text);

}  // namespace kefu
