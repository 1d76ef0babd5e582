// The forms beyond an unshipped refund, from what the buyer says is wrong to the very body that is sent.
#include "engine/form_table.hpp"
#include "panel_buyer.hpp"

namespace panel_forms_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

std::string under_way_trade() { return trade("WAIT_BUYER_CONFIRM_GOODS", "\"2026-11-22T11:00:00+08:00\""); }

struct Customer : Buyer {
  explicit Customer(const std::string& trades, const std::string& cases = {}) : Buyer(config("s-1")) {
    open(context(store("FLAGSHIP"), trades, cases));
  }
};

/// From Home to the form about one line.
void to_form(Buyer& b, const std::string& line, const std::string& topic) {
  b.tap("搪瓷马克杯");
  b.tap(line);
  b.tap(b.say("wrong." + topic));
  REQUIRE(b.title() == b.say("form.title"));
}

std::string sent(const Buyer& b) {
  const Seen* call = b.http("/v1/cases");
  REQUIRE(call);
  CHECK(call->method == "POST");
  return call->body;
}

void submit(Buyer& b) {
  b.tap(b.say("form.next"));
  REQUIRE_MESSAGE(b.title() == b.say("review.title"), b.page());
  b.tap(b.say("submit.submit"));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// A return that the shop agreed to, with where to.
std::string waiting_for_goods() {
  std::string c = kase("WAIT_BUYER_RETURN_GOODS", 3, R"({"event":"waybill","actor":"BUYER"},{"event":"withdraw","actor":"BUYER"})");
  c = replaced(replaced(c, "RO_UNSHIPPED", "RETURN_REFUND"), "DONT_WANT", "SEVEN_DAYS_WITHOUT_REASON");
  c = replaced(c, R"("to":"WAIT_SELLER_AGREE"}])",
               R"("to":"WAIT_SELLER_AGREE"},{"event":"agree_return","actor":"SELLER","at":"2026-11-21T18:00:00+08:00",)"
               R"("from":"WAIT_SELLER_AGREE","to":"WAIT_BUYER_RETURN_GOODS"}])");
  return replaced(c, R"("parent":null)", R"("parent":null,"return_address":"浙江省金华市义乌市 8 号仓","post_fee_bear_role":"BUYER")");
}

}  // namespace

TEST_CASE("a parcel that never came is refunded in full, and what the courier said is passed on") {
  Customer b(under_way_trade());
  to_form(b, "搪瓷马克杯", "not_arrived");
  CHECK(b.sees(b.say("type.RO_IN_TRANSIT")));
  CHECK(b.find(Role::radio, b.say("reason.EMPTY_PARCEL")));  // takes a picture (panel_evidence_test.cpp)
  b.tap(Role::radio, b.say("reason.NO_TRACKING"));
  b.tap(Role::checkbox, b.say("form.lost_claim"));
  CHECK(b.find(Role::checkbox, b.say("form.lost_claim"))->checked);
  b.type(b.say("form.last_track"), "停在金华 6 天");
  b.type(b.say("form.description"), "请尽快处理");
  submit(b);
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"RO_IN_TRANSIT","oid":"A","reason":"NO_TRACKING",)"
        R"("good_status":"BUYER_NOT_RECEIVED","answers":{"lost_claim":"true","last_track":"停在金华 6 天"}},"amount":8500,)"
        R"("description":"请尽快处理"})");
}

TEST_CASE("a part that the seller agreed to is asked for to the fen, however it is typed") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "agreed");
  CHECK(b.sees(b.say("reason.AGREED")));
  CHECK(b.find(Role::textbox, b.say("form.amount"))->input_mode == "decimal");
  b.type(b.say("form.agreement_ref"), "退 60.1 元，杯子留下");
  b.type(b.say("form.amount"), "６０。１");
  CHECK(b.sees("¥60.10"));
  b.tap(b.say("form.next"));
  REQUIRE(b.title() == b.say("review.title"));
  CHECK(b.sees(b.say("review.waived")));
  CHECK(b.sees("−¥24.90"));
  CHECK(b.sees("¥60.10"));
  b.tap(b.say("submit.submit"));
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"RO_RECEIVED","oid":"A","reason":"AGREED","good_status":"BUYER_RECEIVED",)"
        R"("answers":{"agreement_ref":"退 60.1 元，杯子留下"}},"amount":6010})");
}

TEST_CASE("what a part is made up of is shown before it is sent: each tender its share") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "agreed");
  b.type(b.say("form.agreement_ref"), "退 40 元");
  b.type(b.say("form.amount"), "40");
  b.tap(b.say("form.next"));
  // Of the ¥85.00 that the mug is worth ¥7.50 were paid by red packet.
  CHECK(b.sees(b.say("tender.RED_PACKET") + " ¥3.53"));
  CHECK(b.sees(b.say("tender.CASH") + " ¥36.47"));
}

TEST_CASE("an amount that cannot be is refused at its place, in words, and the button beside it gives all there is") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "agreed");
  for (const char* wrong : {"85.01", "0", "6,0,1", "很多", "60.105"}) {
    CAPTURE(wrong);
    b.type(b.say("form.amount"), wrong);
    b.tap(b.say("form.next"));
    CHECK(b.title() == b.say("form.title"));
    const ui::Node* field = b.find(Role::textbox, b.say("form.amount"));
    CHECK(field->invalid);
    CHECK(field->value == wrong);  // what was typed stays
    CHECK(field->description == b.say("error.MONEY", {{"max", "¥85.00"}}));
  }
  CHECK(b.find(Role::textbox, b.say("form.agreement_ref"))->description == b.say("error.REQUIRED"));
  b.tap(b.say("form.all"));
  CHECK(b.find(Role::textbox, b.say("form.amount"))->value == "85.00");
  CHECK_FALSE(b.find(Role::textbox, b.say("form.amount"))->invalid);
  b.type(b.say("form.amount"), "");
  b.type(b.say("form.agreement_ref"), "全退");
  submit(b);
  CHECK(sent(b).find(R"("amount":8500)") != std::string::npos);  // left empty, it is all of it
}

TEST_CASE("a return says what state the goods are in, who pays the way back, and asks for all of it") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "no_reason");
  CHECK(b.sees(b.say("reason.SEVEN_DAYS_WITHOUT_REASON")));
  CHECK(b.sees(b.say("payer.BUYER")));
  CHECK(b.find(Role::radio, b.say("form.good_status.BUYER_RECEIVED"))->checked);  // the order says so
  CHECK(b.find(Role::checkbox, b.say("form.tags_intact"))->checked);
  b.tap(Role::checkbox, b.say("form.package_opened"));
  CHECK_FALSE(b.sees(b.say("warning.SEAL_BROKEN")));
  b.tap(Role::checkbox, b.say("form.seal_broken"));
  CHECK(b.sees(b.say("warning.SEAL_BROKEN")));  // said, never refused
  b.tap(Role::radio, b.say("form.return_method.PICKUP"));
  b.tap(b.say("form.next"));
  REQUIRE(b.title() == b.say("review.title"));
  CHECK(b.sees(b.say("form.seal_broken") + " " + b.say("form.yes")));
  CHECK(b.sees(b.say("form.activated") + " " + b.say("form.no")));
  b.tap(b.say("submit.submit"));
  CHECK(sent(b) ==
        R"({"tid":"2026112200001","request":{"type":"RETURN_REFUND","oid":"A","reason":"SEVEN_DAYS_WITHOUT_REASON",)"
        R"("good_status":"BUYER_RECEIVED","integrity":{"seal_broken":true,"activated":false,"tags_intact":true},)"
        R"("answers":{"package_opened":"true","return_method":"PICKUP"}},"amount":8500})");
}

TEST_CASE("a statement can be taken back") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "no_reason");
  for (const bool on : {true, false}) {
    b.tap(Role::checkbox, b.say("form.activated"));
    CHECK(b.find(Role::checkbox, b.say("form.activated"))->checked == on);
    CHECK(b.sees(b.say("warning.ACTIVATED")) == on);
  }
}

TEST_CASE("a gift that is kept is deducted at its marked price") {
  const std::string gift = replaced(replaced(replaced(signed_trade(), R"("oid":"B")", R"("oid":"G")"), R"("price":5000,"num":2)", R"("price":0,"num":1)"),
                                    R"("is_gift":false,"gift_price":null,"is_virtual":false}]})", R"("is_gift":true,"gift_price":1500,"is_virtual":false}]})");
  Customer b(gift);
  to_form(b, "搪瓷马克杯", "no_reason");
  CHECK(b.sees(b.say("warning.GIFT_GOES_BACK", {{"amount", "¥15.00"}})));
  CHECK(b.sees("¥70.00"));
  b.tap(Role::checkbox, "竹木托盘");
  CHECK(b.sees("¥55.00"));
  b.type(b.say("form.amount"), "56");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.amount"))->description == b.say("error.MONEY", {{"max", "¥55.00"}}));
  b.type(b.say("form.amount"), "");
  b.tap(b.say("form.next"));
  CHECK(b.sees(b.say("deduction.KEPT_GIFT")));
  CHECK(b.sees("−¥15.00"));
  b.tap(b.say("submit.submit"));
  CHECK(sent(b).find(R"("answers":{"kept_gifts":"G"}},"amount":5500})") != std::string::npos);
}

TEST_CASE("the description has all the room that the pack gives it, whatever else is answered") {
  Customer b(signed_trade());
  to_form(b, "搪瓷马克杯", "agreed");
  b.type(b.say("form.agreement_ref"), "退二十元");
  CHECK(b.find(Role::textbox, b.say("form.description"))->max_length == 200);
  std::string words;
  for (int i = 0; i < 200; ++i) words += "好";
  b.type(b.say("form.description"), words + "好");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::textbox, b.say("form.description"))->description == b.say("error.TOO_LONG", {{"max", "200"}}));
  b.type(b.say("form.description"), words);
  submit(b);
  CHECK(sent(b).find(words) != std::string::npos);
}

TEST_CASE("everything that a form can ask has its name and its options in words") {
  const panel::Words w = [] {
    panel::Words out;
    out.load("zh-CN", read_messages("zh-CN"));
    return out;
  }();
  for (const forms::Row& row : forms::kRows) {
    CAPTURE(row.name);
    const std::string field = row.name;
    if (field == "parent_case" || row.kind == FieldKind::EVIDENCE) continue;  // the case itself; files have their own
    CHECK((field == "num" || w.has(panel::Phrase("form." + field))));
    if (field == "requested_outcome") continue;  // of a dispute that is filed beside its case, which no buyer does here
    std::string options = row.options;
    for (std::size_t at = 0, end = 0; at < options.size(); at = end + 1) {
      end = std::min(options.find(' ', at), options.size());
      CHECK(w.has(panel::Phrase("form." + field + "." + options.substr(at, end - at))));
    }
  }
}

TEST_CASE("a draft of a return survives a reload as it was typed, and is not the draft of another wish") {
  Customer first(signed_trade());
  to_form(first, "搪瓷马克杯", "no_reason");
  first.tap(Role::checkbox, first.say("form.package_opened"));
  first.tap(Role::checkbox, first.say("form.tags_intact"));
  first.type(first.say("form.amount"), "60.");
  const Seen kept = *first.last("store", "draft:");
  CHECK(kept.key == "draft:s-1:2026112200001:A:RETURN_REFUND");

  Customer again(signed_trade());
  to_form(again, "搪瓷马克杯", "no_reason");
  again.stored(kept.key, kept.value);
  CHECK(again.find(Role::textbox, again.say("form.amount"))->value == "60.");
  CHECK(again.find(Role::checkbox, again.say("form.package_opened"))->checked);
  CHECK_FALSE(again.find(Role::checkbox, again.say("form.tags_intact"))->checked);

  Customer other(signed_trade());
  to_form(other, "搪瓷马克杯", "agreed");
  other.stored(kept.key, kept.value);
  CHECK(other.find(Role::textbox, other.say("form.amount"))->value.empty());
}

TEST_CASE("a stored draft of nonsense leaves a form that can be filled in") {
  for (const char* nonsense : {"", "[]", "{}", R"({"reason":5,"amount":{},"kept_gifts":"x","seal_broken":"yes","num":"-3"})",
                               R"({"reason":"","good_status":"NOWHERE","amount":"∞","tags_intact":[],"num":"99"})"}) {
    CAPTURE(nonsense);
    Customer b(signed_trade());
    to_form(b, "竹木托盘", "no_reason");
    b.stored("draft:s-1:2026112200001:B:RETURN_REFUND", nonsense);
    if (b.find(Role::radio, b.say("reason.SEVEN_DAYS_WITHOUT_REASON")))
      b.tap(Role::radio, b.say("reason.SEVEN_DAYS_WITHOUT_REASON"));
    b.tap(Role::radio, b.say("form.good_status.BUYER_RECEIVED"));
    b.type(b.say("form.amount"), "1");
    submit(b);
    CHECK(sent(b).find(R"("amount":100)") != std::string::npos);
  }
}

TEST_CASE("goods that cannot be returned without a reason: the rule, and what is possible instead opens its own form") {
  Customer b(replaced(signed_trade(), R"("no_reason":"MUST")", R"("no_reason":"EXCLUDED")"));
  to_form(b, "搪瓷马克杯", "no_reason");
  CHECK(b.sees(b.say("rule.EXCLUDED_BY_LAW")));
  CHECK_FALSE(b.find(Role::button, b.say("form.next")));
  b.tap(b.say("type.RO_RECEIVED"));
  CHECK(b.find(Role::textbox, b.say("form.agreement_ref")));
  b.event(R"({"type":"dismiss"})");
  CHECK(b.sees(b.say("rule.EXCLUDED_BY_LAW")));
  b.tap(b.say("wrong.quality"));  // faulty goods go back whatever they are
  CHECK(b.find(Role::radio, b.say("reason.QUALITY"))->checked);
  CHECK(b.find(Role::file, ""));
}

TEST_CASE("a week after it came a return without a reason is refused with the law that says so") {
  Customer b(replaced(signed_trade(), "2026-11-21T10:00:00", "2026-11-14T10:00:00"));
  b.tap("搪瓷马克杯");
  b.tap("搪瓷马克杯");
  if (b.find(Role::button, b.say("wrong.no_reason"))) {
    b.tap(b.say("wrong.no_reason"));
    CHECK(b.sees(b.say("rule.WINDOW_CLOSED")));
    CHECK(b.sees(b.say("citation.暂行办法", {{"article", "10"}})));
  } else {
    CHECK(b.sees(b.say("wrong.agreed")));  // the days are over, so it is not offered
  }
}

TEST_CASE("goods are sent back: the address stands on the case, and the parcel's number is filed once") {
  Customer b(signed_trade(), waiting_for_goods());
  b.tap(b.say("type.RETURN_REFUND"));
  CHECK(b.sees("浙江省金华市义乌市 8 号仓"));
  b.tap(b.say("return.title"));
  CHECK(b.title() == b.say("return.title"));
  CHECK(b.sees(b.say("form.shipped_at") + " 12:00"));  // now
  b.type(b.say("form.number"), "SF 1");
  b.tap(b.say("return.send"));
  CHECK(b.find(Role::textbox, b.say("form.company"))->description == b.say("error.REQUIRED"));
  CHECK(b.find(Role::textbox, b.say("form.number"))->description == b.say("error.PATTERN", {{"min", "8"}, {"max", "30"}}));
  CHECK_FALSE(b.http("/v1/cases/c-1/events"));
  b.type(b.say("form.company"), "顺丰速运");
  b.type(b.say("form.number"), "SF1234567890");
  b.tap(b.say("return.send"));
  CHECK(b.title() == b.say("return.title"));  // until it is taken, what was typed stays
  REQUIRE(b.http("/v1/cases/c-1/events"));
  CHECK(b.http("/v1/cases/c-1/events")->body ==
        R"({"type":"waybill","version":3,"company":"顺丰速运","number":"SF1234567890","shipped_at":"2026-11-22T12:00:00+08:00"})");
  b.answer("/v1/cases/c-1/events", 200,
           answer_with(replaced(replaced(waiting_for_goods(), R"("status":"WAIT_BUYER_RETURN_GOODS")", R"("status":"WAIT_SELLER_CONFIRM_GOODS")"),
                                R"("parent":null)", R"("parent":null,"return_waybill":{"company":"顺丰速运","number":"SF1234567890"})")));
  CHECK(b.title() == b.say("case.title"));
  CHECK(b.sees(b.say("case.says.WAIT_SELLER_CONFIRM_GOODS")));
  CHECK(b.sees("SF1234567890"));
}

TEST_CASE("what the other side proposes is taken or left, with its amount in view") {
  const std::string offered =
      replaced(kase("WAIT_BUYER_MODIFY", 2, R"({"event":"accept","actor":"BUYER"},{"event":"decline","actor":"BUYER"})"),
               R"("parent":null)", R"("parent":null,"offer":{"case_type":"RO_RECEIVED","amount":3000})");
  for (const std::string answer : {"accept", "decline"}) {
    Customer b(signed_trade(), offered);
    b.tap(b.say("type.RO_UNSHIPPED"));
    CHECK(b.sees(b.say("type.RO_RECEIVED") + " ¥30.00"));
    b.tap(b.say("case." + answer));
    REQUIRE(b.http("/v1/cases/c-1/events"));
    CHECK(b.http("/v1/cases/c-1/events")->body == R"({"type":")" + answer + R"(","version":2})");
  }
}

}  // namespace panel_forms_test
