#include "panel_buyer.hpp"

namespace panel_home_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

TEST_CASE("a buyer of a 淘工厂 direct store without an order is told to place one first and sees no store agent") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT")));
  CHECK(b.title() == b.say("home.title"));
  CHECK(b.sees(b.say("why.self_service.PRE")));
  CHECK(b.sees(b.say("hint.ORDER_FIRST_UNPAID_OK")));
  for (const char* agent : {"channel.store_agent", "channel.presale_agent", "channel.aftersale_agent"})
    CHECK_FALSE(b.sees(b.say(agent)));

  const ui::Node* locked = b.find(Role::button, b.say("channel.order_contact"));
  REQUIRE(locked);
  CHECK(locked->disabled);
  CHECK(b.sees(b.say("unlock.PLACE_ORDER")));

  b.tap(b.say("do.how_to_reach"));
  CHECK(b.sheet_open());
  CHECK(b.sees(b.say("order_first.step.1")));
}

TEST_CASE("an unpaid order already opens the seller's contact at a 淘工厂 direct store") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_BUYER_PAY")));
  CHECK(b.sees(b.say("why.order_contact")));
  CHECK_FALSE(b.sees(b.say("unlock.PLACE_ORDER")));
  b.tap(b.say("do.how_to_find.order_contact"));
  CHECK(b.sees(b.say("path.order_contact")));
}

TEST_CASE("an agent in hours is the best channel, as a real link that the shop can log") {
  Buyer b(config("s-1"));
  b.open(context(store("FACTORY_OUTLET", kAgent)));
  const ui::Node* go = b.find(Role::link, b.say("do.contact.store_agent"));
  REQUIRE(go);
  CHECK(go->href == "https://im.example/a");
  CHECK(b.sees("在线 · 通常约 1 分钟"));
  b.tap(Role::link, go->name);
  REQUIRE(b.last("event", "kefu-channel"));
  CHECK(b.last("event", "kefu-channel")->detail == R"({"channel":"store_agent","href":"https://im.example/a"})");
}

TEST_CASE("an agent out of hours says when service starts and gives way to leaving a message") {
  Buyer b(config("s-1"));
  b.open(context(store("FACTORY_OUTLET", kAgent), {}, {}, "2026-11-22T06:30:00+08:00"));
  CHECK(b.sees("09:00 开始"));
  CHECK(b.sees(b.say("channel.leave_message")));
}

TEST_CASE("a claim that nobody verified is never shown as online") {
  const std::string phone =
      R"({"type":"phone","target":"tel:4000000000","entry":"FOOTER","staffing":"HUMAN","verified":"UNVERIFIED",)"
      R"("source":"third_party_article","needs_order":false})";
  Buyer b(config("s-1"));
  b.open(context(store("FLAGSHIP", phone)));
  if (b.find(Role::button, b.say("home.more"))) b.tap(b.say("home.more"));
  const ui::Node* row = b.find(Role::link, b.say("channel.phone"));
  REQUIRE(row);
  CHECK(row->href == "tel:4000000000");
  CHECK(row->name.find(b.say("state.unverified")) != std::string::npos);
  CHECK(row->name.find(b.say("state.online")) == std::string::npos);
}

TEST_CASE("a link that is no link is never opened") {
  std::string agent = kAgent;
  agent.replace(agent.find("https://im.example/a"), 20, "javascript:alert(1)");
  Buyer b(config("s-1"));
  b.open(context(store("FACTORY_OUTLET", agent)));
  for (const ui::Node& n : b.nodes()) CHECK(n.href.find("javascript") == std::string::npos);
}

TEST_CASE("a store that names nobody still has a platform route, and the buyer may report it") {
  Buyer b(config("s-1"));
  b.open(context(store("UNKNOWN")));
  CHECK(b.sees(b.say("channel.platform_service")));
  b.tap(b.say("do.see_steps"));
  CHECK(b.sees(b.say("find.step.3")));
  b.event(R"({"type":"dismiss"})");
  CHECK_FALSE(b.sheet_open());
  b.tap(b.say("home.report"));
  REQUIRE(b.last("event", "kefu-report"));
  CHECK(b.sees(b.say("home.reported")));
}

TEST_CASE("before an answer there is a skeleton, never an empty panel") {
  Buyer b(config("s-1"));
  b.event(R"({"type":"open"})");
  CHECK(b.title() == b.say("home.title"));
  CHECK(b.http("/v1/context?store=s-1&page=ITEM_DETAIL"));
}

TEST_CASE("offline, an unknown store, a failing server and an unreadable answer each say so and try again") {
  struct Row { int status; const char* body; const char* key; };
  for (const Row& row : {Row{0, "", "trouble.offline"}, Row{404, "{}", "trouble.unknown_store"},
                         Row{503, R"({"code":"BUSY"})", "trouble.server"}, Row{200, R"({"now":1})", "trouble.server"},
                         Row{200, "<html>", "trouble.server"}}) {
    Buyer b(config("s-1"));
    b.event(R"({"type":"open"})");
    b.answer("/v1/context", row.status, row.body);
    CAPTURE(row.status);
    CHECK(b.sees(b.say(row.key)));
    CHECK(b.sees(b.say("trouble.platform")));
    if (row.status == 200) CHECK(b.count("error", "") == 1);
    b.tap(b.say("trouble.retry"));
    b.answer("/v1/context", 200, context(store("TGC_DIRECT")));
    CHECK(b.sees(b.say("home.best")));
  }
}

TEST_CASE("a signed-out buyer is asked to sign in, and nothing is called until then") {
  for (const bool known : {true, false}) {
    Buyer b(R"({"store":"s-1","session":"8f0c","signed_in":)" + std::string(known ? "false" : "true") + "}");
    b.event(R"({"type":"open"})");
    if (known) CHECK(b.count("http", "/v1") == 0);
    else b.answer("/v1/context", 401, "{}");
    CHECK(b.sees(b.say("trouble.signed_out_why")));
    CHECK(b.sees(b.say("trouble.platform")));
    b.tap(b.say("trouble.sign_in"));
    CHECK(b.last("event", "kefu-sign-in"));
    b.event(R"({"type":"identity","signed_in":true})");
    b.answer("/v1/context", 200, context(store("TGC_DIRECT")));
    CHECK(b.sees(b.say("home.best")));
  }
}

TEST_CASE("a buyer who signs out leaves no orders on the screen") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  REQUIRE(b.sees("搪瓷马克杯"));
  b.event(R"({"type":"identity","signed_in":false})");
  CHECK_FALSE(b.sees("搪瓷马克杯"));
  CHECK(b.sees(b.say("trouble.signed_out")));
  CHECK(b.sees(b.say("channel.platform_service")));  // what needs no identity stays
}

TEST_CASE("ten thousand orders are read as far as anybody looks") {
  std::string trades;
  for (int i = 0; i < 10000; ++i)
    trades += (i ? "," : "") + std::string(R"({"tid":"t)") + std::to_string(i) + R"(","store_id":"s-1","status":"TRADE_FINISHED",)"
              R"("post_fee":0,"post_discount":0,"orders":[{"oid":"A","title":"杯","price":100,"num":1}]})";
  Buyer b(config("s-1"));
  b.open(context(store("FLAGSHIP"), trades));
  CHECK(b.sees(b.say("home.all_orders.other", {{"n", "50"}})));
}

TEST_CASE("the quiet line under the title says today's hours of who was checked") {
  Buyer b(config("s-1"));
  b.open(context(store("FACTORY_OUTLET", kAgent)));
  CHECK(b.sees("青禾家居工厂店 · 今天 09:00–22:00"));
}

TEST_CASE("Home asks about the order that holds the page's item") {
  std::string with_item = trade("WAIT_SELLER_SEND_GOODS", "null", "t-2");
  with_item.replace(with_item.find(R"("sku":"a")"), 9, R"("sku":"a","item_id":"i-7")");
  Buyer b(config("s-1", R"(,"item":"i-7")"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_BUYER_PAY", "null", "t-1") + "," + with_item));
  CHECK(b.sees(b.say("why.self_service.PAID_UNSHIPPED")));
}

TEST_CASE("back leads home, then closes") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  b.tap("搪瓷马克杯");
  CHECK(b.title() == b.say("order.title"));
  b.event(R"({"type":"dismiss"})");
  CHECK(b.title() == b.say("home.title"));
  b.event(R"({"type":"dismiss"})");
  CHECK(b.last("close", ""));
}

TEST_CASE("fifty orders: three at home, the others a page at a time") {
  std::string trades;
  for (int i = 0; i < 50; ++i)
    trades += (i ? "," : "") + trade("TRADE_FINISHED", "\"2026-01-01T00:00:00+08:00\"", "t-" + std::to_string(100 + i));
  Buyer b(config("s-1"));
  b.open(context(store("FLAGSHIP"), trades));
  b.tap(b.say("home.all_orders.other", {{"n", "50"}}));
  std::size_t rows = 0;
  for (const ui::Node& n : b.nodes()) rows += n.name.find("搪瓷马克杯") != std::string::npos;
  CHECK(rows == 20);
  b.tap(b.say("home.more"));
  rows = 0;
  for (const ui::Node& n : b.nodes()) rows += n.name.find("搪瓷马克杯") != std::string::npos;
  CHECK(rows == 40);
}

TEST_CASE("a malformed configuration keeps working with its defaults and says what is wrong") {
  for (const char* bad : {"", "[]", "{", R"({"store":7})", R"({"store":"s-1","lang":"xx"})", R"({"store":"s-1","signed_in":"yes"})"}) {
    Buyer b(bad);
    CAPTURE(bad);
    CHECK(b.count("error", "") >= 1);
    b.event(R"({"type":"open"})");
    CHECK_FALSE(b.nodes().empty());
  }
}

TEST_CASE("events that cannot be read change nothing and are told") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT")));
  const std::string before = b.page();
  for (const char* bad : {"", "[]", "{}", R"({"type":1})", R"({"type":"nonsense"})", R"({"type":"response"})",
                          R"({"type":"response","id":99,"status":200})", R"({"type":"input","id":-1,"value":"x"})",
                          R"({"type":"stored"})", R"({"type":"online"})"})
    b.event(bad);
  CHECK(b.page() == before);
  CHECK(b.count("error", "") >= 7);
}

TEST_CASE("the languages are offered under their own names, the present one chosen") {
  for (const char* lang : {"zh-CN", "zh-TW", "en"}) {
    Buyer b(config("s-1"), lang);
    b.open(context(store("TGC_DIRECT")));
    b.tap(b.say("settings.title"));
    for (const auto& [code, name] : {std::pair{"zh-CN", "简体中文"}, {"zh-TW", "繁體中文"}, {"en", "English"}}) {
      const ui::Node* n = b.find(Role::radio, name);
      REQUIRE(n != nullptr);
      CHECK(n->checked == (std::string(code) == lang));
    }
  }
}

TEST_CASE("another language says everything anew") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  b.tap(b.say("settings.title"));
  b.tap(Role::radio, "English");
  bool asked = false;
  for (const Seen& e : b.effects) asked = asked || (e.type == "lang" && e.lang == "en");
  CHECK(asked);
  b.speak("en");
  CHECK(b.title() == "Customer service");
  CHECK(b.sees("Awaiting shipment"));
}

}  // namespace panel_home_test
