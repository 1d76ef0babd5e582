#include "kefu/time.hpp"

#include <doctest/doctest.h>

#include "property.hpp"

namespace time_test {

using namespace kefu;

TEST_CASE("an order paid in Hangzhou is the same instant wherever it is written down") {
  CHECK(parse_time("1970-01-01T00:00:00Z") == 0);
  CHECK(parse_time("1970-01-01T08:00:00+08:00") == 0);
  CHECK(parse_time("2026-03-02T15:20:00+08:00") == parse_time("2026-03-02T07:20:00Z"));
  CHECK(parse_time("2026-03-02T15:20:00.999+08:00") == parse_time("2026-03-02T15:20:00+08:00"));
  CHECK(parse_time("2026-03-02t15:20:00z") == parse_time("2026-03-02T15:20:00Z"));
  CHECK(parse_time("2024-02-29T00:00:00Z").has_value());
  CHECK(parse_time("2016-12-31T23:59:60Z") == parse_time("2017-01-01T00:00:00Z"));
}

TEST_CASE("what is no RFC 3339 time with an offset is refused") {
  for (const char* text :
       {"", "2026-03-02", "2026-03-02T15:20:00", "2026-03-02 15:20:00Z", "2026-3-2T15:20:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T15:60:00Z",
        "2026-03-02T15:20:61Z", "2026-03-02T15:20:00.Z", "2026-03-02T15:20:00+8:00", "2026-03-02T15:20:00+15:00",
        "2026-03-02T15:20:00Zx", "1969-12-31T23:59:59Z", "9900-01-01T00:00:00Z", "02026-03-02T15:20:00Z",
        "２026-03-02T15:20:00Z"})
    CHECK_MESSAGE(!parse_time(text), text);
}

TEST_CASE("times come back at the store's offset") {
  const Instant at = *parse_time("2026-03-02T15:20:05+08:00");
  CHECK(format_time(at, 8 * kHour) == "2026-03-02T15:20:05+08:00");
  CHECK(format_time(at, 0) == "2026-03-02T07:20:05+00:00");
  CHECK(format_time(at, -(9 * kHour + 1800)) == "2026-03-01T21:50:05-09:30");
}

TEST_CASE("offsets, opening clocks and holidays are read strictly") {
  CHECK(parse_offset("+08:00") == 8 * kHour);
  CHECK(parse_offset("-03:30") == -(3 * kHour + 1800));
  CHECK(parse_offset("+14:00") == 14 * kHour);
  for (const char* text : {"08:00", "+0800", "+14:01", "+08:60", "+08:00x", ""}) CHECK_MESSAGE(!parse_offset(text), text);
  CHECK(parse_clock("09:00") == 9 * kHour);
  CHECK(parse_clock("24:00") == kDay);
  for (const char* text : {"24:01", "9:00", "09:60", "0900", "09:00:00"}) CHECK_MESSAGE(!parse_clock(text), text);
  CHECK(parse_date("1970-01-02") == 1);
  for (const char* text : {"2026-02-30", "2026-1-1", "20260101", "2026-01-01T"}) CHECK_MESSAGE(!parse_date(text), text);
}

TEST_CASE("the wall clock of a shop knows its weekday and its midnight") {
  const Local monday = to_local(*parse_time("2026-03-02T15:20:00+08:00"), 8 * kHour);
  CHECK(monday.weekday == 1);
  CHECK(monday.second_of_day == 55200);
  CHECK(from_local_day(monday.day, 8 * kHour) == *parse_time("2026-03-02T00:00:00+08:00"));
  CHECK(to_local(0, 0).weekday == 4);
  CHECK(to_local(-1, 0).weekday == 3);
  CHECK(to_local(-1, 0).second_of_day == 86399);
}

TEST_CASE("every instant up to the year 9899 survives being written and read at any offset") {
  test::holds("times round-trip", 5000, [] {
    const Seconds offset = *rc::gen::inRange<Seconds>(-14 * 60, 14 * 60 + 1) * 60;
    const Instant at = *rc::gen::inRange<Instant>(14 * kHour, 250246627199 - 14 * kHour);
    RC_ASSERT(parse_time(format_time(at, offset)) == at);
    RC_ASSERT(parse_offset(format_offset(offset)) == offset);
    const Local local = to_local(at, offset);
    RC_ASSERT(from_local_day(local.day, offset) + local.second_of_day == at);
  });
}

}  // namespace time_test
