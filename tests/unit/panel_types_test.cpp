// Every other kind of case, from what the buyer says is wrong to the very body that is sent.
#include "panel_buyer.hpp"

namespace panel_types_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

constexpr const char* kAddress = "王禾，13800000000，杭州市西湖区 8 号";

struct Customer : Buyer {
  explicit Customer(const std::string& trades, const std::string& cases = {}) : Buyer(config("s-1")) {
    open(context(store("FLAGSHIP"), trades, cases));
  }
};

void to_form(Buyer& b, const std::string& line, const std::string& topic) {
  b.tap("搪瓷马克杯");
  b.tap(line);
  b.tap(b.say(panel::Phrase("wrong." + topic)));
}

/// Through the review to what is sent.
std::string sent(Buyer& b) {
  b.tap(b.say("form.next"));
  REQUIRE_MESSAGE(b.title() == b.say("review.check"), b.page());
  b.tap(b.say("submit.submit"));
  REQUIRE(b.http("/v1/cases"));
  return b.http("/v1/cases")->body;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string late_trade() {
  return replaced(trade("WAIT_SELLER_SEND_GOODS"), R"("promised_ship_time":null)", R"("promised_ship_time":"2026-11-22T09:00:00+08:00")");
}

}  // namespace

TEST_CASE("another size: what it is exchanged for and where it goes, and no money is spoken of") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "exchange");
  CHECK(b.title() == b.say("form.title.EXCHANGE"));
  CHECK_FALSE(b.sees(b.say("form.amount")));
  b.tap(Role::radio, b.say("reason.SIZE_EXCHANGE"));
  b.type(b.say("form.target_sku"), "大号");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.address"))->description == b.say("error.REQUIRED"));
  b.type(b.say("form.address"), kAddress);
  b.type(b.say("form.price_diff"), "-5.5");
  b.tap(b.say("form.next"));
  REQUIRE_MESSAGE(b.title() == b.say("review.check"), b.page());
  CHECK(b.sees(b.say("next.EXCHANGE")));
  CHECK(b.sees(b.say("form.price_diff") + " −¥5.50"));
  b.tap(b.say("submit.submit"));
  CHECK(b.http("/v1/cases")->body ==
        R"({"tid":"2026112200001","request":{"type":"EXCHANGE","oid":"A","reason":"SIZE_EXCHANGE","answers":{)"
        R"("target_sku":"大号","price_diff":"-550","address":"王禾，13800000000，杭州市西湖区 8 号"}}})");
}

TEST_CASE("what never arrived is sent again: the parts one a line, and no reason that needs a picture") {
  Customer b(signed_trade());
  to_form(b, "竹木托盘", "missing");
  CHECK(b.title() == b.say("form.title.RESHIP"));
  b.tap(Role::radio, b.say("form.good_status.BUYER_NOT_RECEIVED"));
  b.tap(Role::radio, b.say("reason.NOT_DELIVERED"));
  b.type(b.say("form.missing_parts"), "杯盖 ×2\n杯盖");
  b.type(b.say("form.address"), kAddress);
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.missing_parts"))->description == b.say("error.DUPLICATE"));
  b.type(b.say("form.missing_parts"), "杯盖 ×2");
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"RESHIP","oid":"B","reason":"NOT_DELIVERED","good_status":"BUYER_NOT_RECEIVED",)"
        R"("answers":{"missing_parts":"杯盖 ×2","address":"王禾，13800000000，杭州市西湖区 8 号"}}})");
}

TEST_CASE("a repair at home asks when somebody may come, and what is broken") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "repair");
  b.tap(Role::radio, b.say("reason.WEAR"));
  CHECK(b.find(Role::radio, b.say("form.mode.FREE"))->checked);
  CHECK_FALSE(b.sees(b.say("form.slot")));
  b.tap(Role::checkbox, b.say("form.on_site"));
  b.tap(b.say("form.next"));
  CHECK(b.sees(b.say("error.CHOOSE")));
  b.tap(Role::radio, b.say("time.tomorrow", {{"clock", "14:00"}}));
  CHECK(b.find(Role::textbox, b.say("form.description"))->invalid);
  b.type(b.say("form.description"), "搪瓷掉了");
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"REPAIR","oid":"A","reason":"WEAR","answers":{"mode":"FREE","on_site":"true",)"
        R"("slot":"2026-11-23T14:00:00+08:00"}},"description":"搪瓷掉了"})");
}

TEST_CASE("late shipment is computed and offered by itself: from Home it is one tap to the review") {
  Customer b(late_trade());
  CHECK(b.sees(b.say("care.title")));
  CHECK(b.sees(b.say("care.late_by", {{"duration", b.say("time.hours.other", {{"n", "3"}})}})));
  b.tap(b.say("care.late", {{"amount", "¥51.00"}}));  // 30 % of ¥170.00
  CHECK(b.title() == b.say("review.check"));
  CHECK(b.sees(b.say("why_amount.LATE_SHIP")));
  CHECK_FALSE(b.find(Role::button, b.say("review.edit")));
  b.tap(b.say("submit.submit"));
  CHECK(b.http("/v1/cases")->body ==
        R"({"tid":"2026112200001","request":{"type":"LATE_SHIP","reason":"LATE_SHIPMENT"},"amount":5100})");
}

TEST_CASE("a compensation that was asked for is not offered again, and one that is not due is refused with its rule") {
  const std::string asked = replaced(replaced(kase("WAIT_SELLER_AGREE", 1), "RO_UNSHIPPED", "LATE_SHIP"), R"("oid":"A")", R"("oid":null)");
  Customer again(late_trade(), asked);
  CHECK_FALSE(again.sees(again.say("care.title")));
  Customer b(trade("WAIT_SELLER_SEND_GOODS"));
  CHECK_FALSE(b.sees(b.say("care.title")));
  to_form(b, "搪瓷马克杯", "late");
  CHECK(b.sees(b.say("rule.WINDOW_CLOSED.LATE_SHIP")));
  b.tap(b.say("type.RO_UNSHIPPED"));  // what is possible instead is one tap away
  CHECK(b.title() == b.say("form.title"));
}

TEST_CASE("price protection and return freight bring what they say, up to what there is") {
  Customer b(signed_trade());
  to_form(b, "竹木托盘", "price");
  CHECK(b.title() == b.say("form.title.PRICE_PROTECT"));
  CHECK(b.sees(b.say("form.why") + " " + b.say("reason.PRICE_DROPPED")));  // there is no other
  CHECK(b.find(Role::file, ""));                                           // and it is to be seen
  b.type(b.say("form.current_price"), "50");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.current_price"))->invalid);  // it is what was paid
  b.type(b.say("form.current_price"), "45.5");
  CHECK(b.sees("¥9.00"));  // two of them
  b.tap(b.say("form.fewer"));
  CHECK(b.sees("¥4.50"));
  b.event(R"({"type":"dismiss"})");
  b.tap(b.say("wrong.freight"));
  CHECK(b.sees(b.say("rule.NOTHING_LEFT.FREIGHT")));
}

TEST_CASE("a complaint asks about the one it is about, and nothing else") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "complaint");
  CHECK(b.find(Role::radio, b.say("form.target.STORE"))->checked);
  CHECK_FALSE(b.find(Role::textbox, b.say("form.waybill")));
  b.tap(Role::radio, b.say("form.target.CARRIER"));
  CHECK_FALSE(b.find(Role::textbox, b.say("form.chat_id")));
  b.type(b.say("form.waybill"), "SF 1");
  b.tap(Role::radio, b.say("reason.CARRIER_SERVICE"));
  b.type(b.say("form.demand"), "请道歉");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.waybill"))->invalid);
  b.tap(Role::radio, b.say("form.target.AGENT"));
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.chat_id"))->description == b.say("error.REQUIRED"));
  b.type(b.say("form.chat_id"), "im-1");
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"COMPLAINT","oid":"A","reason":"CARRIER_SERVICE","answers":{"target":"AGENT",)"
        R"("demand":"请道歉","chat_id":"im-1"}}})");
}

TEST_CASE("over a refusal the platform is asked: about which request, for what outcome, with proof; before one there is nothing to ask") {
  const std::string mug = replaced(replaced(kase("SELLER_REFUSE_BUYER", 2, {}, R"({"id":"D4","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})"),
                                            "RO_UNSHIPPED", "RO_RECEIVED"), R"("good_status":"UNSHIPPED")", R"("good_status":"BUYER_RECEIVED")");
  Customer b(signed_trade(), mug);
  to_form(b, "竹木托盘", "dispute");  // of a line with an open case its own page comes first
  CHECK(b.title() == b.say("form.title.DISPUTE"));
  CHECK(b.sees(b.say("form.parent_case") + " " + b.say("type.RO_RECEIVED") + " · 搪瓷马克杯"));  // there is no other
  b.tap(Role::radio, b.say("reason.REFUSED_REFUND"));
  b.tap(Role::radio, b.say("form.requested_outcome.REFUND"));
  b.type(b.say("form.claim"), "杯口有裂纹，卖家不认");
  b.tap(b.say("form.next"));
  const ui::Node* add = b.find(Role::file, "");
  REQUIRE(add);
  CHECK(add->description == b.say("evidence.missing"));
  b.event("{\"type\":\"input\",\"id\":" + std::to_string(add->id) + ",\"value\":\"1\"}");
  b.event(R"({"type":"file","file":1,"state":"done","progress":100,"id":"e-1"})");
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"DISPUTE","parent_case":"c-1","reason":"REFUSED_REFUND","answers":{)"
        R"("requested_outcome":"REFUND","claim":"杯口有裂纹，卖家不认"}},"evidence":["e-1"]})");

  Customer early(signed_trade());
  to_form(early, "搪瓷马克杯", "dispute");
  CHECK(early.sees(early.say("rule.WINDOW_CLOSED.DISPUTE")));
  CHECK(early.sees(early.say("type.RETURN_REFUND")));
}

TEST_CASE("what is wrong with the goods leads to the form that takes its picture") {
  const struct { const char *topic, *title, *reason; } rows[] = {
      {"quality", "form.title", "QUALITY"}, {"wrong_item", "form.title.EXCHANGE", "WRONG_ITEM"}};
  for (const auto& row : rows) {
    Customer b(signed_trade());
    to_form(b, "搪瓷马克杯", row.topic);
    CHECK(b.title() == b.say(row.title));
    CHECK(b.find(Role::radio, b.say(panel::Phrase(std::string("reason.") + row.reason)))->checked);
    const ui::Node* photos = b.find(Role::file, "");
    REQUIRE(photos);
    CHECK(photos->required);
  }
}

TEST_CASE("of an order of several items one is exchanged: which one is asked first") {
  Customer b(signed_trade());
  b.tap("搪瓷马克杯");
  b.tap(b.say("order.aftersale_all"));
  b.tap(b.say("wrong.exchange"));
  REQUIRE(b.sheet_open());
  CHECK(b.sees(b.say("which.title")));
  b.tap("竹木托盘");
  CHECK(b.title() == b.say("form.title.EXCHANGE"));
  CHECK(b.sees(b.say("form.item") + " 竹木托盘"));
}

TEST_CASE("what a case was told stands on its page in words") {
  const std::string filed =
      replaced(replaced(replaced(kase("WAIT_SELLER_AGREE", 1), "RO_UNSHIPPED", "REPAIR"), R"("refund_fee":8500)", R"("refund_fee":0)"), R"("parent":null)",
               R"("parent":null,"answers":{"mode":"PART_REPLACE","on_site":"true","slot":"2026-11-23T14:00:00+08:00","serial_no":"A-1"})");
  Customer b(signed_trade(), filed);
  b.tap(b.say("type.REPAIR"));
  CHECK(b.sees(b.say("form.mode") + " " + b.say("form.mode.PART_REPLACE")));
  CHECK(b.sees(b.say("form.on_site") + " " + b.say("form.yes")));
  CHECK(b.sees(b.say("form.slot") + " " + b.say("time.tomorrow", {{"clock", "14:00"}})));
  CHECK(b.sees(b.say("form.serial_no") + " A-1"));
  CHECK_FALSE(b.sees(b.say("case.amount")));
}

TEST_CASE("days that end soon are told on Home, and lead to what can be done") {
  Customer b(replaced(signed_trade(), "2026-11-21T10:00:00", "2026-11-15T10:00:00"));
  CHECK(b.sees(b.say("care.title")));
  CHECK(b.sees(b.say("time.left", {{"duration", b.say("time.hours.other", {{"n", "12"}})}})));
  b.tap(b.say("care.ending", {{"when", "11 月 22 日 23:59 前"}}));
  CHECK(b.title() == b.say("wrong.title"));
  Customer early(signed_trade());
  CHECK_FALSE(early.sees(early.say("care.title")));
}

}  // namespace panel_types_test
