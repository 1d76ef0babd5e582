#include "panel_buyer.hpp"

namespace panel_refund_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

constexpr const char* kWithdraw = R"({"event":"withdraw","actor":"BUYER"})";

std::string unshipped() { return context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")); }

void to_form(Buyer& b) {
  b.tap("搪瓷马克杯");
  b.tap("搪瓷马克杯");  // its line
  CHECK(b.title() == b.say("wrong.title"));
  b.tap(b.say("wrong.unwanted"));
  CHECK(b.title() == b.say("form.title"));
}

void to_review(Buyer& b) {
  to_form(b);
  b.tap(Role::radio, b.say("reason.DONT_WANT"));
  b.tap(b.say("form.next"));
  CHECK(b.title() == b.say("review.title"));
}

std::vector<const Seen*> submissions(const Buyer& b) {
  std::vector<const Seen*> out;
  for (const Seen& e : b.effects)
    if (e.type == "http" && e.method == "POST" && e.path == "/v1/cases") out.push_back(&e);
  return out;
}

}  // namespace

TEST_CASE("an unshipped order is refunded: form, review, submit, case") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_review(b);
  // ¥100.00, less ¥15.00 of the coupon; freight stays with the last line.
  CHECK(b.sees("¥100.00"));
  CHECK(b.sees("−¥15.00"));
  CHECK(b.sees("¥85.00"));
  b.tap(b.say("review.why", {{"what", b.say("review.promotions")}}));
  CHECK(b.sees(b.say("why_amount.promotions")));
  b.event(R"({"type":"dismiss"})");
  b.tap(b.say("submit.submit"));

  REQUIRE(submissions(b).size() == 1);
  const Seen sent = *submissions(b)[0];
  CHECK(sent.body ==
        R"({"tid":"2026112200001","request":{"type":"RO_UNSHIPPED","oid":"A","reason":"DONT_WANT","good_status":"UNSHIPPED"},"amount":8500})");
  CHECK_FALSE(sent.key.empty());
  CHECK(b.sees(b.say("submit.sending")));

  b.answer("/v1/cases", 201, answer_with(kase("REFUNDING", 2)));
  CHECK(b.title() == b.say("case.title"));
  CHECK(b.sees(b.say("case.says.REFUNDING")));
  CHECK(b.last("event", "kefu-case"));

  b.wait(1000);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SUCCESS", 3)));
  CHECK(b.sees(b.say("case.says.SUCCESS")));
  CHECK(b.sees("¥85.00"));
}

TEST_CASE("what is sent is stored first and forgotten after the answer") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_review(b);
  b.effects.clear();
  b.tap(b.say("submit.submit"));
  std::size_t set = 99, post = 99;
  for (std::size_t i = 0; i < b.effects.size(); ++i) {
    if (b.effects[i].type == "store" && b.effects[i].op == "set" && b.effects[i].key == "pending:s-1") set = i;
    if (b.effects[i].type == "http") post = i;
  }
  CHECK(set < post);
  CHECK(post < 99);
  b.answer("/v1/cases", 201, answer_with(kase("REFUNDING", 2)));
  bool removed = false;
  for (const Seen& e : b.effects) removed = removed || (e.op == "remove" && e.key == "pending:s-1");
  CHECK(removed);
}

TEST_CASE("a lost answer is retried with the same key") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_review(b);
  b.tap(b.say("submit.submit"));
  b.answer("/v1/cases", 0);
  CHECK(b.sees(b.say("submit.unanswered")));
  b.tap(b.say("submit.resend"));
  const auto sent = submissions(b);
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]->key == sent[1]->key);
  CHECK(sent[0]->body == sent[1]->body);
  b.answer("/v1/cases", 200, answer_with(kase("SUCCESS", 3)));
  CHECK(b.title() == b.say("case.title"));
}

TEST_CASE("a call that is still under way is asked again by itself, with the same key") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_review(b);
  b.tap(b.say("submit.submit"));
  b.answer("/v1/cases", 409, R"({"code":"KEY_IN_USE"})");
  CHECK(submissions(b).size() == 1);
  b.wait(1000);
  REQUIRE(submissions(b).size() == 2);
  CHECK(submissions(b)[0]->key == submissions(b)[1]->key);
}

TEST_CASE("a reload with a pending submission sends it again") {
  Buyer first(config("s-1"));
  first.open(unshipped());
  to_review(first);
  first.tap(first.say("submit.submit"));
  const Seen* set = nullptr;
  for (const Seen& e : first.effects)
    if (e.op == "set" && e.key == "pending:s-1") set = &e;
  REQUIRE(set);

  Buyer again(config("s-1"));
  again.event(R"({"type":"open"})");
  bool asked = false;
  for (const Seen& e : again.effects) asked = asked || (e.op == "get" && e.key == "pending:s-1");
  CHECK(asked);
  again.stored("pending:s-1", set->value);
  again.answer("/v1/context", 200, unshipped());
  REQUIRE(submissions(again).size() == 1);
  CHECK(submissions(again)[0]->key == submissions(first)[0]->key);
  CHECK(submissions(again)[0]->body == submissions(first)[0]->body);
  again.answer_id(submissions(again)[0]->id, 200, answer_with(kase("REFUNDING", 2)));
  CHECK(again.title() == again.say("case.title"));
}

TEST_CASE("a stored submission that cannot be read is forgotten, not sent") {
  Buyer b(config("s-1"));
  b.event(R"({"type":"open"})");
  for (const char* bad : {"", "{}", "[", R"({"key":"","tid":"1","oid":"","body":"{}"})"}) b.stored("pending:s-1", bad);
  CHECK(submissions(b).empty());
}

TEST_CASE("two wishes have two keys") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_review(b);
  b.tap(b.say("submit.submit"));
  b.answer("/v1/cases", 422, R"({"code":"GUARD_FAILED"})");
  CHECK(b.sees(b.say("rule.GUARD_FAILED")));
  b.tap(b.say("submit.submit"));
  REQUIRE(submissions(b).size() == 2);
  CHECK(submissions(b)[0]->key != submissions(b)[1]->key);
}

TEST_CASE("a shipped order's refund form says why not and what instead") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_BUYER_CONFIRM_GOODS", "\"2026-11-22T11:00:00+08:00\"")));
  b.tap("搪瓷马克杯");
  b.tap("搪瓷马克杯");
  b.tap(b.say("wrong.unwanted_shipped"));
  CHECK(b.sees(b.say("rule.ALREADY_SHIPPED")));
  CHECK(b.sees(b.say("instead.intercept")));
  CHECK(b.sees(b.say("instead.return")));
  CHECK_FALSE(b.find(Role::button, b.say("form.next")));
  b.tap(b.say("instead.reject"));
  CHECK(b.sees(b.say("why_amount.REJECT")));
  b.event(R"({"type":"dismiss"})");
  b.tap(b.say("instead.return"));
  CHECK(b.sees("2026112200001"));  // what to tell them
  CHECK(b.sees(b.say("channel.order_contact")));
  b.event(R"({"type":"dismiss"})");
  b.tap(b.say("instead.intercept"));  // that is a case of its own, which the panel files
  CHECK(b.sees(b.say("type.RO_IN_TRANSIT")));
  CHECK(b.find(Role::checkbox, b.say("form.want_intercept"))->checked);
  CHECK(b.find(Role::radio, b.say("reason.DONT_WANT"))->checked);
}

TEST_CASE("no sentence of the question list is a dead end") {
  struct Row { const char* status; const char* consigned; };
  for (const Row& row : {Row{"WAIT_BUYER_PAY", "null"}, Row{"WAIT_SELLER_SEND_GOODS", "null"},
                         Row{"WAIT_BUYER_CONFIRM_GOODS", "\"2026-11-22T11:00:00+08:00\""},
                         Row{"TRADE_FINISHED", "\"2026-11-01T11:00:00+08:00\""}, Row{"TRADE_CLOSED", "null"}}) {
    Buyer b(config("s-1"));
    b.open(context(store("TGC_DIRECT"), trade(row.status, row.consigned)));
    b.tap("搪瓷马克杯");
    b.tap("搪瓷马克杯");
    std::vector<std::string> rows;
    for (const ui::Node& n : b.nodes())
      if (n.role == Role::button && n.layer == ui::Layer::content) rows.push_back(n.name);
    CHECK(rows.size() >= 2);
    for (const std::string& words : rows) {
      CAPTURE(words);
      b.tap(words);
      const bool form = b.title() != b.say("wrong.title");  // each its own
      CHECK((form || b.sheet_open()));
      CHECK((form || b.sees("2026112200001")));
      b.event(R"({"type":"dismiss"})");
      CHECK(b.title() == b.say("wrong.title"));
    }
  }
}

TEST_CASE("an incomplete form names what is missing at its place") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  to_form(b);
  b.type(b.say("form.phone"), "12345");
  b.tap(b.say("form.next"));
  CHECK(b.title() == b.say("form.title"));
  CHECK(b.sees(b.say("error.CHOOSE")));
  CHECK(b.sees(b.say("error.PHONE")));
  b.tap(Role::radio, b.say("reason.DONT_WANT"));
  b.type(b.say("form.phone"), "13800138000");
  b.tap(b.say("form.next"));
  CHECK(b.title() == b.say("review.title"));
}

TEST_CASE("a draft survives a reload") {
  Buyer first(config("s-1"));
  first.open(unshipped());
  to_form(first);
  first.tap(Role::radio, first.say("reason.WRONG_ADDRESS"));
  first.type(first.say("form.description"), "写错门牌号");
  const Seen* kept = nullptr;
  for (const Seen& e : first.effects)
    if (e.op == "set") kept = &e;
  REQUIRE(kept);
  CHECK(kept->key == "draft:s-1:2026112200001:A:RO_UNSHIPPED");

  Buyer again(config("s-1"));
  again.open(unshipped());
  to_form(again);
  again.stored(kept->key, kept->value);
  const ui::Node* field = again.find(Role::textbox, again.say("form.description"));
  REQUIRE(field);
  CHECK(field->value == "写错门牌号");
  CHECK(again.find(Role::radio, again.say("reason.WRONG_ADDRESS"))->checked);
}

TEST_CASE("one of two units brings back half of the line") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  b.tap("搪瓷马克杯");
  b.tap("竹木托盘");
  b.tap(b.say("wrong.unwanted"));
  b.tap(Role::radio, b.say("reason.DONT_WANT"));
  b.tap(b.say("form.fewer"));
  CHECK(b.sees("¥42.50"));
  b.tap(b.say("form.next"));
  b.tap(b.say("submit.submit"));
  REQUIRE(submissions(b).size() == 1);
  CHECK(submissions(b)[0]->body.find(R"("oid":"B","num":1)") != std::string::npos);
}

TEST_CASE("the whole order comes back with its freight") {
  Buyer b(config("s-1"));
  b.open(unshipped());
  b.tap("搪瓷马克杯");
  b.tap(b.say("order.aftersale_all"));
  b.tap(b.say("wrong.unwanted"));
  b.tap(Role::radio, b.say("reason.DONT_WANT"));
  b.tap(b.say("form.next"));
  CHECK(b.sees("¥180.00"));
  CHECK(b.sees("¥15.00"));  // the red packet goes back in kind
}

TEST_CASE("a waiting case counts down, can be withdrawn after a question, and tells when somebody was faster") {
  const std::string waiting =
      kase("WAIT_SELLER_AGREE", 1, kWithdraw, R"({"id":"D1u","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})");
  Buyer b(config("s-1"));
  b.open(context(store("FLAGSHIP"), trade("WAIT_SELLER_SEND_GOODS"), waiting));
  b.tap(b.say("type.RO_UNSHIPPED"));
  CHECK(b.sees("还剩 2 天"));
  CHECK(b.sees("11 月 24 日 12:00 前"));
  CHECK(b.wake_ms() > 0);
  b.tap(b.say("case.withdraw"));
  b.tap(b.say("case.withdraw_keep"));
  CHECK(b.count("http", "/events") == 0);
  b.tap(b.say("case.withdraw"));
  b.tap(b.say("case.withdraw_yes"));
  REQUIRE(b.http("/v1/cases/c-1/events"));
  CHECK(b.http("/v1/cases/c-1/events")->body == R"({"type":"withdraw","version":1})");
  b.answer("/v1/cases/c-1/events", 409, R"({"code":"VERSION_CONFLICT"})");
  b.answer("/v1/cases/c-1", 200, answer_with(kase("REFUNDING", 2)));
  CHECK(b.sees(b.say("case.changed", {{"from", b.say("case.chip.WAIT_SELLER_AGREE")}, {"to", b.say("case.chip.REFUNDING")}})));
  CHECK_FALSE(b.find(Role::button, b.say("case.withdraw")));
}

TEST_CASE("a withdrawal without an answer is sent again with the same key") {
  Buyer b(config("s-1"));
  b.open(context(store("FLAGSHIP"), trade("WAIT_SELLER_SEND_GOODS"), kase("WAIT_SELLER_AGREE", 1, kWithdraw)));
  b.tap(b.say("type.RO_UNSHIPPED"));
  b.tap(b.say("case.withdraw"));
  b.tap(b.say("case.withdraw_yes"));
  const std::string key = b.http("/v1/cases/c-1/events")->key;
  b.answer("/v1/cases/c-1/events", 0);
  b.tap(b.say("submit.resend"));
  CHECK(b.http("/v1/cases/c-1/events")->key == key);
  b.answer("/v1/cases/c-1/events", 200, answer_with(kase("CLOSED", 2)));
  CHECK(b.sees(b.say("case.says.CLOSED")));
}

TEST_CASE("a refund under way is looked at ever more slowly, and nothing moves once it is done") {
  Buyer b(config("s-1"));
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS"), kase("REFUNDING", 2)));
  b.tap(b.say("type.RO_UNSHIPPED"));
  b.answer("/v1/cases/c-1", 200, answer_with(kase("REFUNDING", 2)));  // what belongs to it beyond the context
  for (const std::int64_t pause : {1000, 2000, 4000}) {
    const std::size_t before = b.count("http", "/v1/cases/c-1");
    b.wait(pause - 1);
    CHECK(b.count("http", "/v1/cases/c-1") == before);
    b.wait(1);
    CHECK(b.count("http", "/v1/cases/c-1") == before + 1);
    b.answer("/v1/cases/c-1", 200, answer_with(kase("REFUNDING", 2)));
  }
  b.wait(8000);
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SUCCESS", 3)));
  CHECK(b.sees(b.say("case.says.SUCCESS")));
  CHECK(b.wake_ms() == -1);
}

}  // namespace panel_refund_test
