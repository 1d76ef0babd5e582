// A case's page: every step that the buyer may take, with what was typed kept whatever happens on the way.
#include "panel_buyer.hpp"

namespace panel_case_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

std::string allowed(std::initializer_list<const char*> events) {
  std::string out;
  for (const char* e : events) out += (out.empty() ? "" : ",") + (R"({"event":")" + std::string(e)) + R"(","actor":"BUYER"})";
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// A part of a received mug's price, refused by the shop.
std::string refused() {
  std::string c = kase("SELLER_REFUSE_BUYER", 2, allowed({"modify", "withdraw", "apply_intervention"}),
                       R"({"id":"D4","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})");
  c = replaced(replaced(c, "RO_UNSHIPPED", "RO_RECEIVED"), "DONT_WANT", "AGREED");
  c = replaced(replaced(c, R"("good_status":"UNSHIPPED")", R"("good_status":"BUYER_RECEIVED")"), R"("refund_fee":8500)", R"("refund_fee":4000)");
  return replaced(c, R"("to":"WAIT_SELLER_AGREE"}])",
                  R"("to":"WAIT_SELLER_AGREE"},{"event":"refuse","actor":"SELLER","at":"2026-11-22T12:00:00+08:00",)"
                  R"("from":"WAIT_SELLER_AGREE","to":"SELLER_REFUSE_BUYER"}])");
}

struct Customer : Buyer {
  explicit Customer(const std::string& a_case, const std::string& trades = signed_trade()) : Buyer(config("s-1")) {
    open(context(store("FLAGSHIP"), trades, a_case));
  }
  void to_case() {
    tap(Role::button, say("type.RO_RECEIVED"));
    REQUIRE(title() == say("case.title"));
  }
  /// To a case that Home no longer lists: through its order.
  void to_ended() {
    tap(Role::button, "马克杯");
    tap(Role::button, say("type.RO_RECEIVED"));
    REQUIRE(title() == say("case.title"));
  }
  const Seen& event_sent() const {
    const Seen* call = http("/v1/cases/c-1/events");
    REQUIRE(call);
    return *call;
  }
};

std::string with_messages(const std::string& a_case, const std::string& messages, const std::string& more = {}) {
  return "{\"case\":" + a_case + ",\"messages\":[" + messages + "]" + more + "}";
}

constexpr const char* kHello =
    R"({"id":"1","at":"2026-11-22T12:01:00+08:00","from":"SELLER","code":null,"text":"您好","evidence":[]})";

}  // namespace

TEST_CASE("a case that waits for the buyer stands on Home with its countdown") {
  Customer b(refused());
  CHECK(b.sees(b.say("care.title")));
  CHECK(b.sees(b.say("time.left", {{"duration", b.say("time.days.other", {{"n", "2"}})}})));
  b.tap(b.say("case.says.SELLER_REFUSE_BUYER"));
  CHECK(b.title() == b.say("case.title"));
}

TEST_CASE("where the platform is the best to ask, its button leads to the case") {
  Customer b(refused());
  b.tap(b.say("order.see_case"));
  CHECK(b.title() == b.say("case.title"));
}

TEST_CASE("a refused request is changed: what it was stands there, and what is typed is sent with its version") {
  Customer b(refused());
  b.to_case();
  b.tap(b.say("act.modify"));
  CHECK(b.title() == b.say("act.modify"));
  CHECK(b.find(Role::textbox, b.say("form.amount"))->value == "40.00");
  b.type(b.say("form.amount"), "30");
  b.type(b.say("form.description"), "只退三十");
  b.tap(b.say("return.send"));
  CHECK(b.event_sent().body == R"({"type":"modify","version":2,"reason":"AGREED","amount":3000,"description":"只退三十"})");
  b.answer("/v1/cases/c-1/events", 200, answer_with(kase("WAIT_SELLER_AGREE", 3)));
  CHECK(b.title() == b.say("case.title"));
  const Seen* gone = b.last("store", "draft:s-1:2026112200001:A:c-1:modify");
  REQUIRE(gone);
  CHECK(gone->op == "remove");
}

TEST_CASE("somebody else was first: the form says what changed, and every word that was typed is still there") {
  Customer b(refused());
  b.to_case();
  b.tap(b.say("act.apply_intervention"));
  b.type(b.say("form.claim"), "杯子有裂纹，卖家不认");
  b.tap(b.say("return.send"));
  CHECK(b.event_sent().body == R"({"type":"apply_intervention","version":2,"claim":"杯子有裂纹，卖家不认"})");
  b.answer("/v1/cases/c-1/events", 409, R"({"code":"VERSION_CONFLICT"})");
  b.answer("/v1/cases/c-1", 200, answer_with(replaced(refused(), R"("version":2)", R"("version":3)")));
  CHECK(b.title() == b.say("act.apply_intervention"));
  CHECK(b.sees(b.say("case.reloaded")));
  CHECK(b.find(Role::textbox, b.say("form.claim"))->value == "杯子有裂纹，卖家不认");
  b.tap(b.say("return.send"));
  CHECK(b.event_sent().body == R"({"type":"apply_intervention","version":3,"claim":"杯子有裂纹，卖家不认"})");
}

TEST_CASE("what is no longer possible is said with the way back to the case") {
  Customer b(refused());
  b.to_case();
  b.tap(b.say("act.apply_intervention"));
  b.type(b.say("form.claim"), "请判断");
  b.tap(b.say("return.send"));
  b.answer("/v1/cases/c-1/events", 409, R"({"code":"VERSION_CONFLICT"})");
  b.answer("/v1/cases/c-1", 200, answer_with(replaced(kase("CLOSED", 3), "RO_UNSHIPPED", "RO_RECEIVED")));
  CHECK(b.sees(b.say("rule.INVALID_STATE")));
  CHECK(b.sees(b.say("case.changed", {{"from", panel::Phrase(b.say("case.chip.SELLER_REFUSE_BUYER"))}, {"to", panel::Phrase(b.say("case.chip.CLOSED"))}})));
  b.tap(b.say("order.see_case"));
  CHECK(b.title() == b.say("case.title"));
}

TEST_CASE("a claim is required, and a draft of it outlives the page") {
  Customer b(refused());
  b.to_case();
  b.tap(b.say("act.apply_intervention"));
  b.tap(b.say("return.send"));
  CHECK(b.find(Role::textbox, b.say("form.claim"))->description == b.say("error.REQUIRED"));
  b.type(b.say("form.claim"), "写到一半");
  const Seen kept = *b.last("store", "draft:");
  CHECK(kept.key == "draft:s-1:2026112200001:A:c-1:apply_intervention");

  Customer again(refused());
  again.to_case();
  again.tap(again.say("act.apply_intervention"));
  again.stored(kept.key, kept.value);
  CHECK(again.find(Role::textbox, again.say("form.claim"))->value == "写到一半");
}

TEST_CASE("a step without an answer is tried again by itself under its key, and after a reload too") {
  Customer b(refused());
  b.to_case();
  b.tap(b.say("act.apply_intervention"));
  b.type(b.say("form.claim"), "请判断");
  b.tap(b.say("return.send"));
  const Seen first = b.event_sent();
  const Seen kept = *b.last("store", "step:");
  CHECK(kept.op == "set");
  b.answer("/v1/cases/c-1/events", 503);
  CHECK(b.sees(b.say("case.step_unanswered")));
  b.wait(1000);
  CHECK(b.event_sent().id != first.id);
  CHECK(b.event_sent().key == first.key);
  CHECK(b.event_sent().body == first.body);

  Customer again(refused());
  again.stored(kept.key, kept.value);
  CHECK(again.event_sent().key == first.key);
  again.answer("/v1/cases/c-1/events", 200, answer_with(replaced(refused(), R"("cs_status":1)", R"("cs_status":2)")));
  CHECK(again.last("store", "step:")->op == "remove");
}

TEST_CASE("a shop that keeps silent for its days is a right to call the platform, though nobody stepped since") {
  const std::string asked = replaced(replaced(kase("WAIT_SELLER_AGREE", 1, allowed({"modify", "withdraw"})), "RO_UNSHIPPED", "RO_RECEIVED"),
                                     "2026-11-22T12:00:00", "2026-11-14T12:00:00");
  Customer b(asked);
  b.to_case();
  CHECK(b.find(Role::button, b.say("act.apply_intervention")));
}

TEST_CASE("what the platform does is told: who asked, how far it is, until when evidence may come, and the verdict") {
  const std::string judging = replaced(replaced(replaced(refused(), R"("cs_status":1)", R"("cs_status":10)"), R"("id":"D4")", R"("id":"D8")"),
                                       R"("parent":null)", R"("parent":null,"intervention":{"by":"BUYER","claim":"有裂纹","prior":"SELLER_REFUSE_BUYER","verdict":null,"grounds":"","frozen":[]})");
  Customer b(judging);
  CHECK_FALSE(b.sees(b.say("care.title")));  // it waits for the platform, not for the buyer
  b.to_case();
  CHECK(b.sees(b.say("case.judging")));
  CHECK(b.sees(b.say("case.cs.10")));
  CHECK(b.sees(b.say("cs.by") + " " + b.say("actor.BUYER")));
  CHECK(b.sees(b.say("cs.claim") + " 有裂纹"));
  CHECK(b.sees(b.say("until.D8", {{"when", "11 月 24 日 12:00 前"}})));

  Customer judged(replaced(replaced(judging, R"("cs_status":10)", R"("cs_status":8)"), R"("verdict":null,"grounds":"")", R"("verdict":"SPLIT","grounds":"各有责任")"));
  judged.to_case();
  CHECK(judged.sees(judged.say("cs.verdict") + " " + judged.say("verdict.SPLIT")));
  CHECK(judged.sees("各有责任"));
}

TEST_CASE("what a deadline brings is said in words of its own, and after the end there is none but an appeal's") {
  Customer b(refused());
  b.to_case();
  CHECK(b.sees(b.say("until.D4", {{"when", "11 月 24 日 12:00 前"}})));
  const std::string appealable = replaced(replaced(replaced(refused(), R"("id":"D4")", R"("id":"D10")"), "apply_intervention", "appeal"), R"("parent":null)",
      R"("parent":null,"intervention":{"by":"BUYER","claim":"有裂纹","prior":"SELLER_REFUSE_BUYER","verdict":"SELLER","grounds":"","frozen":[]})");
  Customer over(replaced(replaced(appealable, R"("cs_status":1)", R"("cs_status":9)"), R"("status":"SELLER_REFUSE_BUYER")", R"("status":"CLOSED")"));
  over.to_ended();
  CHECK(over.sees(over.say("until.D10", {{"when", "11 月 24 日 12:00 前"}})));
  CHECK_FALSE(over.sees(over.say("case.until", {{"when", "11 月 24 日 12:00 前"}})));
}

TEST_CASE("goods that are to go back: where to stands with the state, once") {
  std::string c = replaced(kase("WAIT_BUYER_RETURN_GOODS", 3, allowed({"waybill"}), R"({"id":"D2","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})"), "RO_UNSHIPPED", "RO_RECEIVED");
  c = replaced(c, R"("parent":null)", R"("parent":null,"return_address":"义乌市 8 号仓","post_fee_bear_role":"SELLER")");
  Customer b(c);
  b.to_case();
  CHECK(b.sees(b.say("until.D2", {{"when", "11 月 24 日 12:00 前"}})));
  CHECK(b.sees(b.say("return.address") + " 义乌市 8 号仓"));
  CHECK(b.sees(b.say("form.freight_payer") + " " + b.say("payer.SELLER")));
}

TEST_CASE("what the platform paid ahead and more than was due is asked back, with the day") {
  const std::string c = replaced(replaced(kase("SUCCESS", 5, ""), "RO_UNSHIPPED", "RO_RECEIVED"), R"("parent":null)",
                                 R"("parent":null,"advanced":8500,"repayment":{"amount":3900,"at":"2026-11-29T12:00:00+08:00"})");
  Customer b(c);
  b.to_ended();
  CHECK(b.sees(b.say("case.repayment", {{"amount", "¥39.00"}, {"when", "11 月 29 日 12:00 前"}})));
}

TEST_CASE("new goods are confirmed after a question") {
  const std::string sent = replaced(kase("WAIT_BUYER_CONFIRM_NEW_GOODS", 4, allowed({"confirm"})), "RO_UNSHIPPED", "RO_RECEIVED");
  Customer b(sent);
  b.to_case();
  b.tap(b.say("case.confirm"));
  CHECK(b.sheet_open());
  b.tap(b.say("case.confirm_yes"));
  CHECK(b.event_sent().body == R"({"type":"confirm","version":4})");
}

TEST_CASE("the parties write to each other, and words that get no answer are sent again as they were") {
  Customer b(refused());
  b.to_case();
  CHECK_FALSE(b.find(Role::textbox, b.say("talk.write")));
  b.answer("/v1/cases/c-1", 200, with_messages(refused(), kHello));
  REQUIRE(b.find(Role::log, b.say("talk.title")));
  CHECK(b.sees("您好"));
  CHECK(b.sees(b.say("actor.SELLER") + " · 12:01"));
  b.tap(b.say("talk.send"));  // nothing is nothing
  CHECK_FALSE(b.http("/v1/cases/c-1/messages"));
  b.type(b.say("talk.write"), "杯子有裂纹");
  b.tap(b.say("talk.send"));
  const Seen first = *b.http("/v1/cases/c-1/messages");
  CHECK(first.body == R"({"text":"杯子有裂纹","evidence":[]})");
  b.answer("/v1/cases/c-1/messages", 0);
  CHECK(b.find(Role::textbox, b.say("talk.write"))->value == "杯子有裂纹");
  b.tap(b.say("submit.resend"));
  CHECK(b.http("/v1/cases/c-1/messages")->key == first.key);
  b.answer("/v1/cases/c-1/messages", 201, R"({"message":{}})");
  CHECK(b.find(Role::textbox, b.say("talk.write"))->value.empty());
  b.answer("/v1/cases/c-1", 200,
           with_messages(refused(), std::string(kHello) + R"(,{"id":"2","at":"2026-11-22T12:02:00+08:00","from":"BUYER","code":null,"text":"杯子有裂纹","evidence":[]})"));
  CHECK(b.sees(b.say("actor.BUYER") + " · 12:02"));
}

TEST_CASE("words without an answer are not sent a second time as new ones, and what is written on meanwhile stays") {
  Customer b(refused());
  b.to_case();
  b.answer("/v1/cases/c-1", 200, with_messages(refused(), kHello));
  b.type(b.say("talk.write"), "杯子有裂纹");
  b.tap(b.say("talk.send"));
  const Seen first = *b.http("/v1/cases/c-1/messages");
  b.answer("/v1/cases/c-1/messages", 0);
  CHECK(b.find(Role::button, b.say("talk.send"))->disabled);
  CHECK(b.find(Role::button, b.say("act.apply_intervention"))->disabled);
  b.type(b.say("talk.write"), "杯子有裂纹，请换一个");
  const Seen kept = *b.last("store", "step:");
  CHECK(kept.value.find("draft:") == std::string::npos);
  b.tap(b.say("submit.resend"));
  CHECK(b.http("/v1/cases/c-1/messages")->key == first.key);
  CHECK(b.http("/v1/cases/c-1/messages")->body == first.body);
  b.answer("/v1/cases/c-1/messages", 201, R"({"message":{}})");
  CHECK(b.find(Role::textbox, b.say("talk.write"))->value == "杯子有裂纹，请换一个");
  CHECK(b.last("store", "draft:")->op == "set");

  Customer again(refused());  // the page died before the answer
  again.stored(kept.key, kept.value);
  again.answer("/v1/cases/c-1/messages", 201, R"({"message":{}})");
  CHECK(again.count("store", "draft:") == 0);
}

TEST_CASE("a case that could not be read while the service was away is read again soon, with what was said") {
  Customer b(refused());
  b.to_case();
  b.answer("/v1/cases/c-1", 0);
  CHECK_FALSE(b.find(Role::textbox, b.say("talk.write")));
  b.wait(1000);
  b.answer("/v1/cases/c-1", 503);
  b.wait(2000);
  b.answer("/v1/cases/c-1", 200, with_messages(refused(), kHello));
  CHECK(b.sees("您好"));
  CHECK(b.find(Role::textbox, b.say("talk.write")));
}

TEST_CASE("a server that only tells notices is not written to") {
  Customer b(refused());
  b.to_case();
  b.answer("/v1/cases/c-1", 200, with_messages(refused(), R"({"code":"REFUND_REFUSED","at":"2026-11-22T12:00:00+08:00"})"));
  CHECK_FALSE(b.find(Role::textbox, b.say("talk.write")));
}

TEST_CASE("what was paid back to where is the buyer's own part of the ledger") {
  Customer b(refused());
  b.to_case();
  b.answer("/v1/cases/c-1", 200,
           with_messages(refused(), "",
                         R"(,"ledger":[{"reference":"c-1:2","account":"BUYER_RED_PACKET","amount":353,"at":"2026-11-22T12:03:00+08:00"},)"
                         R"({"reference":"c-1:2","account":"SELLER_RECEIVABLE","amount":-353,"at":"2026-11-22T12:03:00+08:00"}])"));
  CHECK(b.sees(b.say("ledger.title")));
  CHECK(b.sees(b.say("tender.RED_PACKET") + " · 12:03 ¥3.53"));
  CHECK_FALSE(b.sees("SELLER_RECEIVABLE"));
}

}  // namespace panel_case_test
