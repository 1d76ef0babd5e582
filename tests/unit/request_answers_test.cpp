// What a form asks beyond a request's own members travels with it as text, is judged by the form and stays on the case.
#include <doctest/doctest.h>

#include "filled_forms.hpp"

namespace request_answers_test {

using namespace kefu;
using namespace kefu::test;

namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;

Result<Advanced> filed(CaseType type, Texts answers, const char* reason = "OTHER", const char* description = "") {
  const CheckInput in = scene(type);
  Event e = submits(in.request, in.now);
  e.request->reason = reason;
  e.request->answers = std::move(answers);
  e.description = description;
  e.evidence = {"e-1"};
  e.has_evidence = true;
  return advance({std::nullopt, e, in.trade, store(OperationMode::MERCHANT), in.cases}, pack("tmall"));
}

std::string refusal(const Result<Advanced>& r) { return r ? std::string("filed") : r.error().message + " " + r.error().pointer; }

const Texts kAddress = {{"address", "浙江省金华市义乌市 8 号"}};

}  // namespace

TEST_CASE("an exchange keeps what it is exchanged for and where it goes") {
  const Texts answers = {{"target_sku", "L 码"}, {"price_diff", "-500"}, kAddress.front()};
  const Result<Advanced> r = filed(CaseType::EXCHANGE, answers, "SIZE_EXCHANGE");
  REQUIRE_MESSAGE(r, refusal(r));
  CHECK(r->after.answers == answers);
}

TEST_CASE("a request without answers is judged by its members alone") { CHECK(filed(CaseType::EXCHANGE, {}, "SIZE_EXCHANGE")); }

TEST_CASE("answers that the form does not take are refused at their place, the first one by name") {
  const struct {
    CaseType type;
    const char* reason;
    Texts answers;
    const char* why;
  } rows[] = {
      {CaseType::EXCHANGE, "SIZE_EXCHANGE", {{"target_sku", "L"}}, "answers: address: REQUIRED /event/request/answers"},
      {CaseType::EXCHANGE, "SIZE_EXCHANGE", {{"address", "短"}}, "answers: address: TOO_SHORT /event/request/answers"},
      {CaseType::EXCHANGE, "SIZE_EXCHANGE", {kAddress.front(), {"price_diff", "5 元"}}, "answers: price_diff: WRONG_TYPE /event/request/answers"},
      {CaseType::EXCHANGE, "SIZE_EXCHANGE", {kAddress.front(), {"colour", "红"}}, "answers: colour: UNKNOWN_FIELD /event/request/answers"},
      {CaseType::EXCHANGE, "SIZE_EXCHANGE", {kAddress.front(), {"reason", "QUALITY"}}, "answers: reason: UNKNOWN_FIELD /event/request/answers"},  // it has a member of its own
      {CaseType::COMPLAINT, "NO_ANSWER", {{"target", "NOBODY"}, {"demand", "道歉"}}, "answers: target: CHOOSE /event/request/answers"},
      {CaseType::COMPLAINT, "NO_ANSWER", {{"target", "AGENT"}, {"demand", "道歉"}}, "answers: chat_id: REQUIRED /event/request/answers"},
      {CaseType::COMPLAINT, "NO_ANSWER", {{"target", "STORE"}, {"demand", "道歉"}, {"waybill", "SF12345678"}}, "answers: waybill: NOT_ASKED /event/request/answers"},
      {CaseType::COMPLAINT, "NO_ANSWER", {{"target", "STORE"}, {"demand", "道歉"}}, "filed"},
      {CaseType::REPAIR, "WEAR", {{"mode", "FREE"}, {"on_site", "true"}}, "answers: slot: REQUIRED /event/request/answers"},
      {CaseType::REPAIR, "WEAR", {{"mode", "FREE"}, {"on_site", "true"}, {"slot", "2020-01-01T09:00:00+08:00"}}, "answers: slot: OUT_OF_RANGE /event/request/answers"},
      {CaseType::REPAIR, "WEAR", {{"mode", "FREE"}, {"on_site", "perhaps"}}, "answers: on_site: WRONG_TYPE /event/request/answers"},
      {CaseType::RO_RECEIVED, "AGREED", {{"agreement_ref", "退一半"}}, "filed"},
      {CaseType::RO_RECEIVED, "QUALITY", {{"agreement_ref", "退一半"}}, "answers: agreement_ref: NOT_ASKED /event/request/answers"},
  };
  for (const auto& row : rows) {
    const std::string why = refusal(filed(row.type, row.answers, row.reason, "屏幕不亮"));
    CHECK(why == std::string(row.why));
  }
}

TEST_CASE("a repair says what is broken") {
  CHECK(refusal(filed(CaseType::REPAIR, {{"mode", "PAID"}}, "WEAR", "")) == "answers: description: REQUIRED /event/request/answers");
  CHECK(filed(CaseType::REPAIR, {{"mode", "PAID"}}, "WEAR", "屏幕不亮"));
}

TEST_CASE("missing parts are named one a line, with how many of each") {
  Field parts;
  parts.name = "missing_parts";
  parts.kind = FieldKind::PARTS;
  const Answer a = answer_of(parts, "杯盖 ×2\n 螺丝 \n\nM3 垫片x10\n3*4 板\n5");
  REQUIRE(a.kind == AnswerKind::list);
  REQUIRE(a.items.size() == 5);
  CHECK(a.items[0].text == "杯盖");
  CHECK(a.items[0].number == 2);
  CHECK(a.items[1].text == "螺丝");
  CHECK(a.items[1].number == 1);
  CHECK(a.items[2].text == "M3 垫片");
  CHECK(a.items[2].number == 10);
  CHECK(a.items[3].text == "3*4 板");
  CHECK(a.items[4].text == "5");
  CHECK(refusal(filed(CaseType::RESHIP, {{"missing_parts", "杯盖\n杯盖"}, kAddress.front()}, "MISSING_ITEM")) ==
        "answers: missing_parts: DUPLICATE /event/request/answers");
  CHECK(filed(CaseType::RESHIP, {{"missing_parts", "杯盖 ×2"}, kAddress.front()}, "MISSING_ITEM"));
}

TEST_CASE("price protection asks for what the price fell by, for the units that it names") {
  const Texts answers = {{"current_price", "9000"}, {"seen_at", "2026-03-04T11:00:00+08:00"}};
  const Result<Advanced> r = filed(CaseType::PRICE_PROTECT, answers, "PRICE_DROPPED");
  REQUIRE_MESSAGE(r, refusal(r));
  CHECK(r->after.refund_fee == 3 * 1000);  // three units of ¥100.00
  CHECK(r->after.max == 3 * 1000);         // and never more than that
}

TEST_CASE("the way back of faulty goods is claimed as it was paid, up to the pack's maximum") {
  const Result<Advanced> r = filed(CaseType::FREIGHT, {{"freight_paid", "1250"}}, "RETURN_FREIGHT");
  REQUIRE_MESSAGE(r, refusal(r));
  CHECK(r->after.refund_fee == 1250);
  const Fen most = pack("tmall").freight.claim_max_fen;
  CHECK(refusal(filed(CaseType::FREIGHT, {{"freight_paid", std::to_string(most + 1)}}, "RETURN_FREIGHT")) ==
        "answers: freight_paid: OUT_OF_RANGE /event/request/answers");
}

TEST_CASE("a step of a standing case has a form of its own, where the case allows it") {
  const auto asks_for = [](FormStep step, EventType event, const char* names) {
    CAPTURE(names);
    CheckInput in = scene(CaseType::RETURN_REFUND);
    in.request.step = step;
    in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::SELLER_REFUSE_BUYER, kNow)};
    CHECK(form(in, pack("tmall")).error().code == ErrorCode::INVALID_STATE);
    in.cases.front().allowed = {{event, Actor::SELLER}};
    CHECK_FALSE(form(in, pack("tmall")));
    in.cases.front().allowed = {{event, Actor::BUYER}};
    const Result<Form> f = form(in, pack("tmall"));
    REQUIRE(f);
    std::string asked;
    for (const Field& field : f->fields) asked += (asked.empty() ? "" : " ") + field.name + (field.required ? "!" : "");
    CHECK(asked == names);
  };
  asks_for(FormStep::MODIFY, EventType::modify, "reason! amount description evidence");
  asks_for(FormStep::INTERVENE, EventType::apply_intervention, "claim! evidence");
  asks_for(FormStep::APPEAL, EventType::appeal, "grounds! evidence!");
  asks_for(FormStep::EVIDENCE, EventType::add_evidence, "evidence!");
}

}  // namespace request_answers_test
