#include <doctest/doctest.h>

#include <algorithm>

#include "case_fixtures.hpp"
#include "source.hpp"

namespace policy_test {

using namespace kefu;
using namespace kefu::test;

namespace {

constexpr const char* kPacks[] = {"tgc", "taobao", "tmall", "wechat", "statute"};

std::string without(std::string json, const std::string& key) {
  const auto at = json.find("\n  \"" + key + "\"");
  REQUIRE(at != std::string::npos);
  return json.replace(at + 4, key.size(), "x_" + key);
}

}  // namespace

TEST_CASE("every pack of assets/policies is built in and reads under its own id") {
  CHECK(json::builtin_policies().all().size() == std::size(kPacks));
  for (const char* id : kPacks) {
    PolicyLibrary packs;
    const auto error = json::add_policy(packs, source_file(std::string("assets/policies/") + id + ".json"));
    INFO(id, error ? error->message + error->pointer : "");
    CHECK_FALSE(error);
    REQUIRE(packs.find(id));
    REQUIRE(json::builtin_policies().find(id));
    for (const std::string_view timer : words<Timer>())
      CHECK(packs.find(id)->timer(timer) == json::builtin_policies().find(id)->timer(timer));
  }
}

TEST_CASE("every key that the schema requires is in every pack, and a pack without it is refused by name") {
  json::Document schema(source_file("assets/schemas/policy.schema.json"));
  REQUIRE_FALSE(schema.failed());
  std::size_t keys = 0;
  for (const auto& required : schema.root()["else"]["required"].items()) {
    const std::string key = required.text();
    ++keys;
    for (const char* id : kPacks) {
      const std::string json = source_file(std::string("assets/policies/") + id + ".json");
      INFO(id, " ", key);
      PolicyLibrary packs;
      const auto error = json::add_policy(packs, without(json, key));
      REQUIRE(error);
      CHECK(error->code == ErrorCode::MISSING_KEY);
      CHECK(error->pointer.substr(0, key.size() + 1) == "/" + key);
    }
  }
  CHECK(keys == 36);
}

TEST_CASE("the timers are the ones of domain 5.3") {
  CHECK(pack("tgc").timer("D1u") == 0);
  CHECK(pack("tgc").auto_refund_unshipped);
  CHECK(pack("tmall").timer("D1u") == 48 * kHour);
  CHECK(pack("tmall").timer("D1s") == 5 * kDay);
  CHECK(pack("tmall").timer("D1v") == 3 * kDay);
  CHECK(pack("taobao").timer("D3p") == 30 * kDay);
  CHECK(pack("taobao").timer("D4") == 7 * kDay);
  CHECK(pack("wechat").timer("D1s") == 48 * kHour);
  CHECK_FALSE(pack("wechat").timer("D5"));
  CHECK(pack("statute").timer("D1s") == 15 * kDay);
  CHECK_FALSE(pack("statute").timer("D1u"));
  CHECK(pack("wechat").attempts_max == 5);
  CHECK(pack("statute").attempts_max == kUnlimited);
  CHECK(pack("statute").promotion == PromotionRule::RECALC);
}

TEST_CASE("late shipment pays what domain 3.4 says") {
  const LateShipRule& tgc = pack("tgc").late_ship;
  CHECK(tgc.base == LateBase::TRADE_PAYMENT);
  CHECK(tgc.rate_bp == 3000);
  CHECK(tgc.min_fen == 500);
  CHECK_FALSE(tgc.max_fen);
  CHECK(pack("tmall").late_ship.max_fen == 50000);
  CHECK(pack("tmall").late_ship.max_scope_s == kDay);
  CHECK(pack("taobao").late_ship.rate_bp == 1000);
}

TEST_CASE("a value nobody could source says so") {
  const auto& marked = pack("tgc").unverified;
  auto has = [&](const char* pointer) { return std::find(marked.begin(), marked.end(), pointer) != marked.end(); };
  CHECK(has("/timers/D1s"));
  CHECK(has("/timers/D10"));
  CHECK(has("/attempts_max"));
  CHECK_FALSE(has("/timers/D1u"));
  CHECK(has("/price_protect_from"));             // a word
  CHECK(has("/tender_returns/RED_PACKET"));
  CHECK_FALSE(has("/tender_returns/POINTS"));    // 暂行办法 15
  CHECK_FALSE(has("/no_reason_window_s"));       // 消法 25
}

TEST_CASE("an unsent order may be given back for the six reasons of domain 2.5") {
  std::string codes;
  for (const ReasonRule& r : pack("tmall").reasons[CaseType::RO_UNSHIPPED]) codes += r.code + " ";
  CHECK(codes == "DONT_WANT AGREED OUT_OF_STOCK LATE_SHIPMENT WRONG_ADDRESS OTHER ");
  CHECK(pack("tmall").reason(CaseType::RO_UNSHIPPED, "OUT_OF_STOCK")->fault == Fault::SELLER);
  CHECK(pack("tmall").reason(CaseType::RO_UNSHIPPED, "QUALITY") == nullptr);
}

TEST_CASE("a pack given inline is read like a file, with pointers into the document") {
  const std::string pack_json = source_file("assets/policies/tmall.json");
  auto read = [](const std::string& text) {
    json::Document doc("{\"policy\":" + text + "}");
    const Policy p = json::read_policy(doc.root()["policy"], {});
    return doc.failed() ? doc.error().pointer + " " + std::string(name(doc.error().code)) : p.id;
  };
  CHECK(read(pack_json) == "tmall");
  CHECK(read("7") == "/policy WRONG_TYPE");
  CHECK(read("{}") == "/policy/id MISSING_KEY");
  std::string bad = pack_json;
  bad.replace(bad.find("172800"), 6, "-17280");
  CHECK(read(bad) == "/policy/timers/D1u/value OUT_OF_RANGE");
  bad = pack_json;
  bad.replace(bad.find("\"D1u\""), 5, "\"D77\"");
  CHECK(read(bad) == "/policy/timers/D77 UNKNOWN_ENUM");
}

}  // namespace policy_test
