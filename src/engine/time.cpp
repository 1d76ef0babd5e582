#include "kefu/time.hpp"

namespace kefu {

namespace {

struct Date {
  std::int64_t year;
  int month;
  int day;
};

// Days since 1970-01-01 in the proleptic Gregorian calendar: eras of 400 years that begin on 1 March, so that the leap
// day comes last. Exact for every date a document can hold.
std::int64_t days_of(Date d) {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_of(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = static_cast<int>((5 * day_of_year + 2) / 153);
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/// Exactly `count` digits at the front of `text`, taken off it.
bool take_digits(std::string_view& text, std::size_t count, std::int64_t& out) {
  if (text.size() < count) return false;
  out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char upper, char lower) {
  if (text.empty() || (text[0] != upper && text[0] != lower)) return false;
  text.remove_prefix(1);
  return true;
}

bool take(std::string_view& text, char c) { return take(text, c, c); }

bool take_date(std::string_view& text, std::int64_t& days) {
  std::int64_t y = 0, m = 0, d = 0;
  if (!take_digits(text, 4, y) || !take(text, '-') || !take_digits(text, 2, m) || !take(text, '-') ||
      !take_digits(text, 2, d))
    return false;
  if (y < 1970 || y > 9899 || m < 1 || m > 12 || d < 1 || d > 31) return false;
  const Date date{y, static_cast<int>(m), static_cast<int>(d)};
  days = days_of(date);
  return date_of(days).day == date.day;  // 31 April and 29 February of a common year come back as another day
}

void append_padded(std::string& out, std::int64_t value, int width) {
  const std::string digits = std::to_string(value);
  out.append(digits.size() < static_cast<std::size_t>(width) ? static_cast<std::size_t>(width) - digits.size() : 0, '0');
  out += digits;
}

}  // namespace

std::optional<Seconds> parse_offset(std::string_view text) {
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return std::nullopt;
  std::int64_t h = 0, m = 0;
  if (!take_digits(text, 2, h) || !take(text, ':') || !take_digits(text, 2, m) || !text.empty()) return std::nullopt;
  const Seconds offset = h * kHour + m * 60;
  if (m > 59 || offset > 14 * kHour) return std::nullopt;
  return east ? offset : -offset;
}

std::optional<Instant> parse_time(std::string_view text) {
  std::int64_t days = 0, h = 0, m = 0, s = 0;
  if (!take_date(text, days) || !take(text, 'T', 't') || !take_digits(text, 2, h) || !take(text, ':') ||
      !take_digits(text, 2, m) || !take(text, ':') || !take_digits(text, 2, s))
    return std::nullopt;
  // A leap second reads as the first second of the next minute, which is how Unix time counts it.
  if (h > 23 || m > 59 || s > (m == 59 ? 60 : 59)) return std::nullopt;
  if (take(text, '.')) {
    std::int64_t digit = 0;
    if (!take_digits(text, 1, digit)) return std::nullopt;
    while (take_digits(text, 1, digit)) continue;
  }
  const Instant wall = days * kDay + h * kHour + m * 60 + s;
  if (text == "Z" || text == "z") return wall;
  const auto offset = parse_offset(text);
  if (!offset) return std::nullopt;
  return wall - *offset;
}

std::string format_offset(Seconds utc_offset) {
  const Seconds size = utc_offset < 0 ? -utc_offset : utc_offset;
  std::string out(1, utc_offset < 0 ? '-' : '+');
  append_padded(out, size / kHour, 2);
  out += ':';
  append_padded(out, size % kHour / 60, 2);
  return out;
}

std::string format_time(Instant at, Seconds utc_offset) {
  const Local local = to_local(at, utc_offset);
  const Date date = date_of(local.day);
  std::string out;
  out.reserve(25);
  append_padded(out, date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  out += 'T';
  append_padded(out, local.second_of_day / kHour, 2);
  out += ':';
  append_padded(out, local.second_of_day % kHour / 60, 2);
  out += ':';
  append_padded(out, local.second_of_day % 60, 2);
  return out + format_offset(utc_offset);
}

std::optional<Seconds> parse_clock(std::string_view text) {
  std::int64_t h = 0, m = 0;
  if (!take_digits(text, 2, h) || !take(text, ':') || !take_digits(text, 2, m) || !text.empty()) return std::nullopt;
  const Seconds clock = h * kHour + m * 60;
  if (m > 59 || clock > kDay) return std::nullopt;
  return clock;
}

Local to_local(Instant at, Seconds utc_offset) {
  const Instant wall = at + utc_offset;
  const std::int64_t day = wall / kDay - (wall % kDay < 0 ? 1 : 0);
  // 1970-01-01 was a Thursday, ISO weekday 4.
  const std::int64_t weekday = ((day + 3) % 7 + 7) % 7 + 1;
  return {day, wall - day * kDay, static_cast<int>(weekday)};
}

Instant from_local_day(std::int64_t day, Seconds utc_offset) { return day * kDay - utc_offset; }

Instant after_months(Instant from, std::int64_t months, Seconds utc_offset) {
  Date date = date_of(to_local(from, utc_offset).day);
  const std::int64_t month = date.month - 1 + months;
  date.year += month / 12;
  date.month = static_cast<int>(month % 12) + 1;
  while (date_of(days_of(date)).day != date.day) --date.day;
  return from_local_day(days_of(date) + 1, utc_offset);
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  std::int64_t days = 0;
  if (!take_date(text, days) || !text.empty()) return std::nullopt;
  return days;
}

}  // namespace kefu
