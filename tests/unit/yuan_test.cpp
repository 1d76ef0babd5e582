// Amounts as buyers type them.
#include <doctest/doctest.h>

#include <string>

#include "panel/phrases.hpp"
#include "panel/words.hpp"
#include "panel/yuan.hpp"
#include "property.hpp"

namespace yuan_test {

using kefu::Fen;
using kefu::panel::parse_yuan;

TEST_CASE("an amount is read as it was meant, to the fen") {
  for (const char* text : {"60.1", "60.10", "060.10", " 60.1 ", "６０．１", "60。1", "¥60.10", "￥60.1", "60.1元", "６０．１０ 元", "60,1", "60,10", "６０，１"}) {
    CAPTURE(text);
    CHECK(parse_yuan(text) == Fen{6010});
  }
  CHECK(parse_yuan("60") == Fen{6000});
  CHECK(parse_yuan("60.") == Fen{6000});
  CHECK(parse_yuan(".5") == Fen{50});
  CHECK(parse_yuan("0") == Fen{0});
  CHECK(parse_yuan("0.01") == Fen{1});
  CHECK(parse_yuan("1,234.5") == Fen{123450});
  CHECK(parse_yuan("１，２３４，５６７") == Fen{123456700});
  CHECK(parse_yuan("1,234,5") == std::nullopt);
  CHECK(parse_yuan("9999999999999.99") == Fen{999999999999999});
}

TEST_CASE("what could mean two things means nothing") {
  for (const char* text : {"", " ", ".", "¥", "元", "abc", "六十", "60.105", "60.1.0", "60,1.0", "60,105.1,", ",100", "12,34,567", "1,,000",
                           "1,000,", "1,0000", "-1", "+1", "1e3", "0x10", "6 0元1", "60元元", "1000000000000000", "1,000,", "\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_yuan(text).has_value());
  }
}

TEST_CASE("every amount that the panel shows is read back as the same fen") {
  kefu::test::holds("an amount survives being shown", 1000, [] {
    const Fen fen = *rc::gen::inRange<Fen>(0, 1'000'000'000'000'000);
    RC_ASSERT(parse_yuan(kefu::panel::money(fen)) == fen);
    kefu::panel::forget_phrases();
  });
}

}  // namespace yuan_test
