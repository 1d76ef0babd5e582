// News of cases, as the event stream brings them: what is read again, and what is not.
#include "panel_buyer.hpp"

namespace panel_changed_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

std::string news(int version, const std::string& id = "c-1", const std::string& tid = "2026112200001") {
  return R"({"type":"changed","case_id":")" + id + R"(","tid":")" + tid + R"(","version":)" + std::to_string(version) +
         R"(,"status":"SUCCESS"})";
}

std::size_t calls(const Buyer& b, const std::string& path) {
  std::size_t n = 0;
  for (const Seen& e : b.effects)
    if (e.type == "http" && e.method == "GET" && e.path.rfind(path, 0) == 0) ++n;
  return n;
}

// On the screen of a case that waits for the seller.
void on_case(Buyer& b) {
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS"), kase("WAIT_SELLER_AGREE", 1)));
  b.tap(b.say("type.RO_UNSHIPPED"));
  REQUIRE(b.title() == b.say("case.title"));
  b.answer("/v1/cases/c-1", 200, answer_with(kase("WAIT_SELLER_AGREE", 1)));  // the screen asks for messages and evidence
  b.effects.clear();
}

}  // namespace

TEST_CASE("what the other side did to the case on the screen is shown at once") {
  Buyer b(config("s-1"));
  on_case(b);
  b.event(news(2));
  REQUIRE(calls(b, "/v1/cases/c-1") == 1);
  CHECK(calls(b, "/v1/") == 1);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("REFUNDING", 2)));
  CHECK(b.sees(b.say("case.says.REFUNDING")));
  CHECK(calls(b, "/v1/cases") == 1);
}

TEST_CASE("news that come while the case is being read make it be read once more, and once only") {
  Buyer b(config("s-1"));
  on_case(b);
  for (int version = 2; version < 6; ++version) b.event(news(version));
  CHECK(calls(b, "/v1/cases/c-1") == 1);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("REFUNDING", 2)));
  CHECK(calls(b, "/v1/cases/c-1") == 2);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SUCCESS", 5)));
  CHECK(calls(b, "/v1/cases/c-1") == 2);
  CHECK(calls(b, "/v1/cases") == 2);
  CHECK(b.sees(b.say("case.says.SUCCESS")));
}

TEST_CASE("news of what she does herself wait for its own answer") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS"),
                 kase("WAIT_SELLER_AGREE", 1, R"({"event":"withdraw","actor":"BUYER"})")));
  b.tap(b.say("type.RO_UNSHIPPED"));
  b.answer("/v1/cases/c-1", 200, answer_with(kase("WAIT_SELLER_AGREE", 1, R"({"event":"withdraw","actor":"BUYER"})")));
  b.tap(b.say("case.withdraw"));
  b.tap(b.say("case.withdraw_yes"));
  b.effects.clear();
  b.event(news(2));
  CHECK(calls(b, "/v1/cases/c-1") == 0);
  b.effects.clear();
  b.answer_id(3, 200, answer_with(kase("CLOSED", 2)));
  CHECK(b.sees(b.say("case.says.CLOSED")));
  CHECK(calls(b, "/v1/cases/c-1") == 1);
}

TEST_CASE("a case that is not on the screen is read only where its version is another") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS"), kase("WAIT_SELLER_AGREE", 1)));
  b.effects.clear();
  b.event(news(1));
  CHECK(b.effects.empty());
  b.event(news(2));
  REQUIRE(calls(b, "/v1/cases/c-1") == 1);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SELLER_REFUSE_BUYER", 2)));
  CHECK(b.sees(b.say("case.says.SELLER_REFUSE_BUYER")));
}

TEST_CASE("an unknown case of an order on the list, or news that were missed, make the list be read; other orders' do not") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  b.effects.clear();
  b.event(news(1, "c-9", "of-another-store"));
  CHECK(b.effects.empty());
  b.event(news(1, "c-9"));
  CHECK(calls(b, "/v1/context") == 1);
  b.answer("/v1/context", 200, context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  b.event(R"({"type":"changed"})");
  CHECK(calls(b, "/v1/context") == 2);
}

}  // namespace panel_changed_test
