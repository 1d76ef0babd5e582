#include "json/reader.hpp"

#include <doctest/doctest.h>

#include <string>

#include "kefu/store.hpp"

namespace reader_test {

using namespace kefu;
using json::Document;
using json::Reader;

namespace {

/// The complaint that reading `text` with `read` ends in; "" if it is sound.
template <class Read>
std::string complaint(std::string_view text, Read read) {
  Document doc(text);
  if (!doc.failed()) read(doc.root());
  if (!doc.failed()) return "";
  return std::string(name(doc.error().code)) + " " + doc.error().pointer;
}

}  // namespace

TEST_CASE("a complaint names the place, down to the third member of the second line") {
  const char* trade = R"({"orders":[{"num":1},{"num":"2","a/b":{"~":[0,true]}}]})";
  CHECK(complaint(trade, [](Reader r) { r["orders"].items()[1]["num"].integer(1, 9); }) == "WRONG_TYPE /orders/1/num");
  CHECK(complaint(trade, [](Reader r) { r["orders"].items()[0]["price"].fen(); }) == "MISSING_KEY /orders/0/price");
  CHECK(complaint(trade, [](Reader r) { r["orders"].items()[1]["a/b"]["~"].items()[1].fen(); }) ==
        "WRONG_TYPE /orders/1/a~1b/~0/1");
  CHECK(complaint(trade, [](Reader r) { r["orders"]["num"].fen(); }) == "WRONG_TYPE /orders");
  CHECK(complaint(trade, [](Reader r) { r["trade"]["orders"].items(); }) == "MISSING_KEY /trade");
}

TEST_CASE("only the first complaint is kept, and reading on is harmless") {
  Document doc(R"({"a":1,"b":"x"})");
  const Reader r = doc.root();
  CHECK(r["a"].text().empty());
  CHECK(r["b"].fen() == 0);
  CHECK(r["c"]["d"].items().empty());
  CHECK(doc.error().pointer == "/a");
}

TEST_CASE("money is a whole number of fen between nothing and 2^53-1") {
  const auto fen = [](Reader r) { r["v"].fen(); };
  CHECK(complaint(R"({"v":0})", fen) == "");
  CHECK(complaint(R"({"v":9007199254740991})", fen) == "");
  CHECK(complaint(R"({"v":9007199254740992})", fen) == "OUT_OF_RANGE /v");
  CHECK(complaint(R"({"v":-1})", fen) == "OUT_OF_RANGE /v");
  CHECK(complaint(R"({"v":18446744073709551615})", fen) == "OUT_OF_RANGE /v");
  CHECK(complaint(R"({"v":99999999999999999999})", fen) == "OUT_OF_RANGE /v");
  CHECK(complaint(R"({"v":1.0})", fen) == "WRONG_TYPE /v");
  CHECK(complaint(R"({"v":1e3})", fen) == "WRONG_TYPE /v");
  CHECK(complaint(R"({"v":"1"})", fen) == "WRONG_TYPE /v");
  CHECK(complaint(R"({"v":null})", fen) == "WRONG_TYPE /v");
  CHECK(complaint(R"({"v":true})", fen) == "WRONG_TYPE /v");
}

TEST_CASE("an unknown word is answered with the words there are, cut at a whole character") {
  Document doc(R"({"kind":"工厂工厂工厂工厂工厂工厂工厂工厂工厂"})");
  doc.root()["kind"].word<StoreKind>();
  REQUIRE(doc.failed());
  CHECK(doc.error().code == ErrorCode::UNKNOWN_ENUM);
  CHECK(doc.error().pointer == "/kind");
  CHECK(doc.error().message.rfind("\"工厂工厂工厂工厂工厂工厂工\" is not one of: BRAND_FACTORY ", 0) == 0);
}

TEST_CASE("absent and null read the same, unknown keys are ignored, the last of two equal keys wins") {
  Document doc(R"({"x":null,"future":[{}],"n":1,"n":2})");
  const Reader r = doc.root();
  CHECK_FALSE(r["x"].maybe());
  CHECK_FALSE(r["y"].maybe());
  CHECK(r["n"].integer(0, 9) == 2);
  CHECK_FALSE(doc.failed());
}

TEST_CASE("what is no document is refused before anybody reads it") {
  const auto nothing = [](Reader) {};
  CHECK(complaint("", nothing) == "INVALID_JSON ");
  CHECK(complaint("{", nothing) == "INVALID_JSON ");
  CHECK(complaint("{} {}", nothing) == "INVALID_JSON ");
  CHECK(complaint("[1,]", nothing) == "INVALID_JSON ");
  CHECK(complaint("{\"a\":\"\xC3\x28\"}", nothing) == "INVALID_JSON ");
  CHECK(complaint("{\"a\":\"\xED\xA0\x80\"}", nothing) == "INVALID_JSON ");  // a lone surrogate
  CHECK(complaint("{\"a\":\"\\ud800\"}", nothing) == "INVALID_JSON ");
  CHECK(complaint("{\"a\":1e999}", nothing) == "INVALID_JSON ");
  CHECK(complaint("[01]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[-]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[1.]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[\"\t\"]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[\"\\x41\"]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[\"\\ud83dx\"]", nothing) == "INVALID_JSON ");
  CHECK(complaint("[tru]", nothing) == "INVALID_JSON ");
  CHECK(complaint("{\"a\"", nothing) == "INVALID_JSON ");
  CHECK(complaint(std::string("{}\0", 3), nothing) == "INVALID_JSON ");
  CHECK(complaint("NaN", nothing) == "INVALID_JSON ");
  CHECK(complaint(std::string(64, '[') + std::string(64, ']'), nothing) == "");
  CHECK(complaint(std::string(65, '['), nothing) == "TOO_DEEP ");
  CHECK(complaint(std::string(100000, '{'), nothing) == "TOO_DEEP ");
  CHECK(complaint("\"" + std::string(100000, '[') + "\"", nothing) == "");
  CHECK(complaint(std::string(Document::kMaxBytes + 1, ' '), nothing) == "TOO_LARGE ");
}

TEST_CASE("a text reads as it was meant, however it was escaped") {
  const auto text = [](std::string_view json) {
    const Document doc(json);
    return doc.failed() ? "INVALID" : Document(json).root().text();
  };
  CHECK(text(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(text(R"("\u0041\u00e9\u676F\ud83d\uDE00!")") == "Aé杯😀!");
  CHECK(text(R"("a\u0000b")") == std::string("a\0b", 3));
  CHECK(text("\xEF\xBB\xBF \"with a byte order mark\"") == "with a byte order mark");
  CHECK(text("\"\xF4\x8F\xBF\xBF\"") == "\xF4\x8F\xBF\xBF");
  for (const char* malformed : {"\xC0\x80", "\xE0\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\x80", "\xE6\x9D"})
    CHECK(text("\"" + std::string(malformed) + "\"") == "INVALID");
}

TEST_CASE("texts are counted in characters, not bytes") {
  const auto two_to_four = [](Reader r) { r["t"].text(2, 4); };
  CHECK(complaint(R"({"t":"杯"})", two_to_four) == "OUT_OF_RANGE /t");
  CHECK(complaint(R"({"t":"杯子碎了"})", two_to_four) == "");
  CHECK(complaint(R"({"t":"杯子碎了!"})", two_to_four) == "OUT_OF_RANGE /t");
}

TEST_CASE("an array or object longer than its bound is refused, not cut") {
  CHECK(complaint("[1,2,3]", [](Reader r) { r.items(2); }) == "OUT_OF_RANGE ");
  CHECK(complaint(R"({"a":1,"b":2})", [](Reader r) { r.members(1); }) == "OUT_OF_RANGE ");
  CHECK(complaint("{}", [](Reader r) { r.items(); }) == "WRONG_TYPE ");
}

TEST_CASE("what is not ours to read is passed on as it was meant") {
  Document doc(R"( { "b" : [ 1, -2, 18446744073709551615, 0.1, 1e300, null, true ], "a" : "杯\n\"\u0000" } )");
  CHECK(doc.root().raw() ==
        R"({"b":[1,-2,18446744073709551615,0.1,1e300,null,true],"a":"杯\n\"\u0000"})");
  CHECK(doc.root()["c"].raw() == "null");
}

}  // namespace reader_test
