#include "kefu/answers.hpp"

#include <doctest/doctest.h>

#include "filled_forms.hpp"
#include "json/run.hpp"

namespace answers_test {

using namespace kefu;
using namespace kefu::test;

namespace {

std::string words_of(const Validity& v) {
  std::string out;
  for (const AnswerError& e : v.errors) out.append(e.field).append(" ").append(e.code).append("; ");
  return out;
}

std::string complaints(const CheckInput& in, const std::vector<Answer>& answers, const char* policy = "tmall") {
  const auto v = validate(in, answers, pack(policy));
  return v ? words_of(*v) : code_of(v);
}

std::vector<CheckInput> every_form() {
  std::vector<CheckInput> out;
  for (std::size_t t = 0; t < words<CaseType>().size(); ++t) out.push_back(scene(static_cast<CaseType>(t)));
  out.push_back(return_leg());
  return out;
}

bool needed(const Field& f, const std::vector<Answer>& answers) {
  return f.kind != FieldKind::FIXED && (f.required || condition_met(f.required_when, answers)) &&
         (f.when.field.empty() || condition_met(f.when, answers));
}

/// Answers that are each wrong for the field in one way.
std::vector<Answer> wrong_answers(const Field& f) {
  const std::string n = f.name;
  std::vector<Answer> out = {{n, AnswerKind::other, {}, 0, {}}};
  switch (f.kind) {
    case FieldKind::CHOICE:
      out.push_back(text_answer(n, "NOBODY_SAYS_THIS"));
      out.push_back(number_answer(n, 1));
      break;
    case FieldKind::MONEY:
    case FieldKind::UNITS:
      out.push_back(number_answer(n, *f.min - 1));
      out.push_back(number_answer(n, *f.max + 1));
      out.push_back(text_answer(n, "1"));
      break;
    case FieldKind::FIXED: out.push_back(number_answer(n, *f.fixed + 1)); break;
    case FieldKind::BOOL: out.push_back(text_answer(n, "true")); break;
    case FieldKind::TIME:
      out.push_back(text_answer(n, "2026-03-02"));
      if (f.min) out.push_back(text_answer(n, format_time(*f.min - 1, 0)));
      if (f.max) out.push_back(text_answer(n, format_time(*f.max + 1, 0)));
      break;
    case FieldKind::LIST:
      out.push_back(list_answer(n, {{"Z", {}, 0}}));
      break;
    case FieldKind::PARTS:
      out.push_back(list_answer(n, {{"盖子", {}, 0}}));
      out.push_back(list_answer(n, {{"", {}, 1}}));
      out.push_back(list_answer(n, {{"盖子", {}, 1}, {"盖子", {}, 1}}));
      break;
    case FieldKind::EVIDENCE:
      out.push_back(list_answer(n, std::vector<AnswerItem>(static_cast<std::size_t>(*f.max) + 1, {"a.jpg", {}, 0})));
      out.push_back(list_answer(n, {{"a.exe", "application/x-msdownload", 1}}));
      out.push_back(list_answer(n, {{"a.jpg", "image/jpeg", f.bytes_max + 1}}));
      break;
    case FieldKind::PHONE:
      out.push_back(text_answer(n, "12800000000"));
      out.push_back(text_answer(n, "1380000000"));
      break;
    default:
      out.push_back(text_answer(n, std::string(static_cast<std::size_t>(f.max.value_or(0)) + 1, 'x')));
      if (f.min.value_or(0) > 1) out.push_back(text_answer(n, "x"));
      if (f.required) out.push_back(text_answer(n, "  "));
  }
  return out;
}

}  // namespace

TEST_CASE("a form that is filled as it says is accepted, of every type, whichever answers are picked") {
  for (const CheckInput& in : every_form())
    for (const char* policy : {"tgc", "taobao", "tmall", "wechat"})
      for (std::size_t pick = 0; pick < 24; ++pick) {
        if (!check(in, pack(policy))->eligible && in.request.step == FormStep::APPLY) continue;  // wechat: no late shipment
        const auto [f, answers] = filled(in, pack(policy), pick);
        INFO(std::string(name(f.type)), " ", policy, " ", pick);
        REQUIRE_FALSE(f.fields.empty());
        CHECK(complaints(in, answers, policy) == "");
      }
}

TEST_CASE("each single wrong answer is one complaint, about its own field") {
  std::size_t mutations = 0;
  for (const CheckInput& in : every_form())
    for (std::size_t pick = 0; pick < 12; ++pick) {
      const auto [f, answers] = filled(in, pack("tmall"), pick);
      for (const Field& x : f.fields) {
        const Answer* given = answer_to(answers, x.name);
        if (!given) continue;
        std::vector<std::vector<Answer>> spoiled;
        const auto place = static_cast<std::size_t>(given - answers.data());
        for (Answer& wrong : wrong_answers(x)) {
          spoiled.push_back(answers);
          spoiled.back()[place] = std::move(wrong);
        }
        if (needed(x, answers)) {
          spoiled.push_back(answers);
          spoiled.back().erase(spoiled.back().begin() + static_cast<std::ptrdiff_t>(place));
        }
        for (const auto& s : spoiled) {
          const auto v = validate(in, s, pack("tmall"));
          REQUIRE(v);
          INFO(std::string(name(f.type)), " ", x.name, ": ", words_of(*v));
          REQUIRE(v->errors.size() == 1);
          CHECK(v->errors[0].field == x.name);
          CHECK_FALSE(sentence(v->errors[0].fault).empty());
          ++mutations;
        }
      }
    }
  CHECK(mutations > 2000);
}

TEST_CASE("a field that nobody asked for is complained about by name") {
  CheckInput in = scene(CaseType::RO_UNSHIPPED);
  const std::vector<Answer> good = {text_answer("reason", "DONT_WANT"), number_answer("num", 3)};
  CHECK(complaints(in, good) == "");
  std::vector<Answer> more = good;
  more.push_back(text_answer("address", "somewhere else"));
  more.push_back(text_answer("colour", "red"));
  CHECK(complaints(in, more) == "address UNKNOWN_FIELD; colour UNKNOWN_FIELD; ");
}

TEST_CASE("what is asked only after an earlier answer is refused without it and needed with it") {
  CheckInput in = scene(CaseType::REPAIR);
  std::vector<Answer> answers = {text_answer("reason", "WEAR"), number_answer("num", 3), text_answer("mode", "PAID"),
                                 text_answer("description", "开关坏了")};
  CHECK(complaints(in, answers) == "");
  answers.push_back(text_answer("slot", "2026-03-09T09:00:00+08:00"));
  CHECK(complaints(in, answers) == "slot NOT_ASKED; ");
  answers.push_back({"on_site", AnswerKind::boolean, {}, 1, {}});
  CHECK(complaints(in, answers) == "");
  answers[4].text = "2026-03-01T09:00:00+08:00";
  CHECK(complaints(in, answers) == "slot OUT_OF_RANGE; ");
  answers.erase(answers.begin() + 4);
  CHECK(complaints(in, answers) == "slot REQUIRED; ");
}

TEST_CASE("a broken thing needs a photo, a change of mind needs none") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  std::vector<Answer> answers = {text_answer("good_status", "BUYER_RECEIVED"), text_answer("reason", "QUALITY"),
                                 number_answer("num", 1)};
  CHECK(complaints(in, answers) == "evidence REQUIRED; ");
  answers[1].text = "SEVEN_DAYS_WITHOUT_REASON";
  CHECK(complaints(in, answers) == "");
  answers.push_back(list_answer("kept_gifts", {{"G", {}, 0}}));
  CHECK(complaints(in, answers) == "");
  answers[1].text = "QUALITY";
  CHECK(complaints(in, answers) == "kept_gifts NOT_ASKED; evidence REQUIRED; ");
}

TEST_CASE("a buyer may ask for less than there is, not for more, and never types a fixed amount") {
  CheckInput in = scene(CaseType::RO_RECEIVED);
  std::vector<Answer> answers = {text_answer("reason", "AGREED"), number_answer("num", 1),
                                 text_answer("agreement_ref", "chat-7"), number_answer("amount", 1)};
  CHECK(complaints(in, answers) == "");
  in.request.num = 1;
  const Fen most = check(in, pack("tmall"))->max;
  answers[3].number = most;
  CHECK(complaints(in, answers) == "");
  answers[3].number = most + 1;
  CHECK(complaints(in, answers) == "amount OUT_OF_RANGE; ");
  CHECK(complaints(scene(CaseType::RO_UNSHIPPED),
                   {text_answer("reason", "OTHER"), number_answer("num", 3), number_answer("amount", 1)}) ==
        "amount FIXED; ");
}

TEST_CASE("answers to a case that cannot be opened are one complaint with the rule's code") {
  CheckInput in = scene(CaseType::RO_UNSHIPPED);
  in.trade = signed_for();
  CHECK(complaints(in, {text_answer("reason", "OTHER")}) == " ALREADY_SIGNED; ");
}

TEST_CASE("the right without a reason is offered while it lasts, and not a second longer") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  const std::vector<Answer> answers = {text_answer("good_status", "BUYER_RECEIVED"),
                                       text_answer("reason", "SEVEN_DAYS_WITHOUT_REASON"), number_answer("num", 1)};
  in.now = at("2026-03-09T23:59:59+08:00");
  CHECK(complaints(in, answers) == "");
  ++in.now;
  CHECK(complaints(in, answers) == "reason CHOOSE; ");
}

TEST_CASE("answers come as JSON of any type, and what is wrong is said by field") {
  const auto answer = [](const std::string& command, const std::string& answers) {
    return json::run(command, R"({"now":"2026-03-01T12:00:00+08:00","trade":{"tid":"1","status":"WAIT_SELLER_SEND_GOODS",)"
                              R"("pay_time":"2026-03-01T10:00:00+08:00","orders":[{"oid":"A","price":10000,"num":2}]},)"
                              R"("request":{"type":"RO_UNSHIPPED","oid":"A"},"policy":"tmall")" + answers + "}",
                     json::builtin_policies()).json;
  };
  CHECK(answer("form", R"(,"answers":{"reason":"DONT_WANT","num":2,"phone":null})").rfind(R"({"valid":true,"errors":[],"trace":["PAID")", 0) == 0);
  CHECK(answer("form", R"(,"answers":{"num":1.5,"reason":7,"phone":"1"})").find(
      R"("errors":[{"field":"reason","code":"WRONG_TYPE","message":"The answer is of another kind than the field."},)"
      R"({"field":"num","code":"WRONG_TYPE","message":"The answer is of another kind than the field."},)"
      R"({"field":"phone","code":"PHONE","message":"A mobile number such as 13800000000 is expected here."}])") != std::string::npos);
  CHECK(answer("form", R"(,"answers":{"reason":"OTHER","num":99999999999999999999})").find(R"("num","code":"WRONG_TYPE")") != std::string::npos);
  CHECK(answer("form --answers", "").find(R"("code":"MISSING_KEY")") != std::string::npos);
  CHECK(answer("form --answers", "").find(R"("pointer":"/answers")") != std::string::npos);
  CHECK(answer("form", R"(,"answers":[])").find(R"("pointer":"/answers")") != std::string::npos);
}

}  // namespace answers_test
