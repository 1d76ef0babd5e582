// Patches of packs, what the law keeps from them, and the report on a file that somebody wrote by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "case_fixtures.hpp"
#include "json/policy_check.hpp"
#include "json/run.hpp"
#include "source.hpp"

namespace policy_patch_test {

using namespace kefu;
using namespace kefu::test;

namespace {

/// The pack that a patch makes; fails the test where it is refused.
Policy patched(const std::string& patch) {
  PolicyLibrary packs = json::builtin_policies();
  const auto error = json::add_policy(packs, patch);
  INFO(patch, error ? error->message + " " + error->pointer : "");
  REQUIRE_FALSE(error);
  return packs.all().back();
}

/// "OUT_OF_RANGE /timers/D2", or "" where the pack is accepted.
std::string refusal(const std::string& json) {
  PolicyLibrary packs = json::builtin_policies();
  const auto error = json::add_policy(packs, json);
  return error ? std::string(name(error->code)) + " " + error->pointer : "";
}

/// Every problem of the report as "CODE /pointer", one a line.
std::string problems(const std::string& json) {
  const json::Reply reply = json::check_policy(json, json::builtin_policies());
  json::Document doc(reply.json);
  std::string out;
  for (const json::Reader& p : doc.root()["problems"].items())
    out += p["code"].text() + " " + p["pointer"].text() + "\n";
  REQUIRE_FALSE(doc.failed());
  CHECK(reply.ok == out.empty());
  CHECK(doc.root()["valid"].boolean() == reply.ok);
  return out;
}

std::string patch(const std::string& members) { return R"({"id":"my-shop","extends":"tmall",)" + members + "}"; }

std::string inline_check(const std::string& policy, std::int64_t days_after_payment) {
  const std::string day = std::to_string(10 + days_after_payment);
  return R"({"now":"2026-03-)" + day + R"(T12:00:00+08:00","trade":{"tid":"1","store_id":"s","status":"TRADE_FINISHED",)"
         R"("pay_time":"2026-03-10T12:00:00+08:00","end_time":"2026-03-10T18:00:00+08:00",)"
         R"("orders":[{"oid":"A","price":100,"num":1,"consign_time":"2026-03-10T13:00:00+08:00",)"
         R"("sign_time":"2026-03-10T17:00:00+08:00"}]},"cases":[],)"
         R"("request":{"type":"PRICE_PROTECT","oid":"A","num":1,"reason":"PRICE_DROPPED"},"policy":)" + policy + "}";
}

}  // namespace

TEST_CASE("a patch changes what it names and keeps everything else of its pack") {
  const Policy p = patched(patch(R"("price_protect_window_s":2592000,"timers":{"D2":864000},"late_ship":{"max_fen":80000})"));
  CHECK(p.id == "my-shop");
  CHECK(p.price_protect_window_s == 30 * kDay);
  CHECK(p.timer("D2") == 10 * kDay);
  CHECK(p.timer("D1s") == pack("tmall").timer("D1s"));
  CHECK(p.late_ship.max_fen == 80000);
  CHECK(p.late_ship.rate_bp == 3000);
  CHECK(p.advance.quota_fen == pack("tmall").advance.quota_fen);
  CHECK(p.contact_labels == pack("tmall").contact_labels);
}

TEST_CASE("a list in a patch is the whole list") {
  const Policy p = patched(patch(R"("reasons":{"REPAIR":[{"code":"WEAR","fault":"BUYER"}]},"contact_labels":["找掌柜"])"));
  REQUIRE(p.reasons[CaseType::REPAIR].size() == 1);
  CHECK(p.reasons[CaseType::REPAIR][0].code == "WEAR");
  CHECK(p.reasons[CaseType::EXCHANGE].size() == pack("tmall").reasons[CaseType::EXCHANGE].size());
  CHECK(p.contact_labels == std::vector<std::string>{"找掌柜"});
}

TEST_CASE("null takes away a timer, a patience, a tender's rule, a maximum and the limit of attempts") {
  const Policy p = patched(patch(R"("timers":{"D6":null},"patience_s":{"phone":null},"tender_returns":{"TRIAL_COUPON":null},)"
                                 R"("late_ship":{"max_fen":null},"attempts_max":null)"));
  CHECK(pack("tmall").timer("D6"));
  CHECK_FALSE(p.timer("D6"));
  CHECK_FALSE(p.patience[Channel::phone]);
  CHECK(p.patience[Channel::email]);
  CHECK(p.tender_return("TRIAL_COUPON") == OnRefund::PRO_RATA);
  CHECK_FALSE(p.late_ship.max_fen);
  CHECK(p.attempts_max == kUnlimited);
  CHECK(refusal(patch(R"("evidence_max":null)")) == "WRONG_TYPE /evidence_max");
  CHECK(refusal(patch(R"("timers":null)")) == "WRONG_TYPE /timers");
}

TEST_CASE("a patched number is the shop's own word: it is no longer marked as unsourced") {
  const auto marks = [](const Policy& p) { return std::find(p.unverified.begin(), p.unverified.end(), "/timers/D6") != p.unverified.end(); };
  CHECK(marks(pack("tmall")));
  CHECK_FALSE(marks(patched(patch(R"("timers":{"D6":86400})"))));
  CHECK(marks(patched(patch(R"("timers":{"D6":{"value":86400,"unverified":true}})"))));
  CHECK(refusal(patch(R"("timers":{"D6":{"value":86400}})")) == "MISSING_KEY /timers/D6/unverified");
}

TEST_CASE("a patch without an id stands for the pack that it extends") {
  PolicyLibrary packs = json::builtin_policies();
  REQUIRE_FALSE(json::add_policy(packs, R"({"extends":"tmall","price_protect_window_s":0})"));
  CHECK(packs.find("tmall")->price_protect_window_s == 0);
  CHECK(packs.all().size() == json::builtin_policies().all().size());
}

TEST_CASE("only a whole pack can be extended, so no patch can lead back to itself") {
  CHECK(refusal(R"({"id":"a","extends":"a"})") == "UNKNOWN_POLICY /extends");
  CHECK(refusal(R"({"id":"a","extends":"nowhere"})") == "UNKNOWN_POLICY /extends");
  CHECK(refusal(R"({"id":"a","extends":7})") == "WRONG_TYPE /extends");
  PolicyLibrary packs = json::builtin_policies();
  REQUIRE_FALSE(json::add_policy(packs, R"({"id":"a","extends":"tmall"})"));
  const auto error = json::add_policy(packs, R"({"id":"b","extends":"a"})");
  REQUIRE(error);
  CHECK(error->pointer == "/extends");
}

TEST_CASE("without extends every key is still required") {
  CHECK(refusal(R"({"id":"a"})") == "MISSING_KEY /effective_from");
  CHECK(refusal(R"({"id":"a","extends":null})") == "MISSING_KEY /effective_from");
}

TEST_CASE("a request may carry a patch as its policy, and its complaints point into the request") {
  const auto run = [](const std::string& policy, std::int64_t days) {
    return json::run("check", inline_check(policy, days), json::builtin_policies()).json;
  };
  const std::string month = R"({"extends":"tmall","price_protect_window_s":2592000})";
  CHECK(run("\"tmall\"", 14).find(R"("eligible":true)") != std::string::npos);
  CHECK(run("\"tmall\"", 16).find(R"("code":"WINDOW_CLOSED")") != std::string::npos);
  CHECK(run(month, 16).find(R"("eligible":true)") != std::string::npos);
  CHECK(run(R"({"extends":"tmall","timers":{"D2":"week"}})", 1).find(R"("pointer":"/policy/timers/D2")") != std::string::npos);
}

TEST_CASE("a pack that gives less than the law is refused with the article") {
  PolicyLibrary packs = json::builtin_policies();
  const auto error = json::add_policy(packs, patch(R"("no_reason_window_s":604799)"));
  REQUIRE(error);
  CHECK(error->code == ErrorCode::OUT_OF_RANGE);
  CHECK(error->pointer == "/no_reason_window_s");
  CHECK(error->message == "The law wants at least 604800 here (消法 25).");
  CHECK(packs.find("my-shop") == nullptr);
  CHECK(refusal(patch(R"("no_reason_window_s":1296000)")).empty());  // more may be given
}

TEST_CASE("every floor of the law is reported by its own name") {
  const auto one = [](const std::string& members) { return problems(patch(members)); };
  CHECK(one(R"("no_reason_window_s":604799)") == "LAW_FLOOR /no_reason_window_s\n");
  CHECK(one(R"("after_finish_window_s":604799)") == "LAW_FLOOR /after_finish_window_s\n");
  CHECK(one(R"("timers":{"D1s":1296001})") == "LAW_FLOOR /timers/D1s\n");
  CHECK(one(R"("timers":{"D1s":null})") == "LAW_FLOOR /timers/D1s\n");
  CHECK(one(R"("timers":{"D3":null})") == "LAW_FLOOR /timers/D3\n");
  CHECK(one(R"("statute":{"refund_after_receipt_s":604801})") == "LAW_FLOOR /statute/refund_after_receipt_s\n");
  CHECK(one(R"("statute":{"breach_s":1296001})") == "LAW_FLOOR /statute/breach_s\n");
  CHECK(one(R"("statute":{"proof_months":5})") == "LAW_FLOOR /statute/proof_months\n");
  CHECK(one(R"("reasons":{"RETURN_REFUND":[{"code":"QUALITY","fault":"SELLER"}]})") == "LAW_FLOOR /reasons/RETURN_REFUND\n");
  CHECK(one(R"("reasons":{"RETURN_REFUND":[{"code":"SEVEN_DAYS_WITHOUT_REASON","fault":"NONE"}]})") == "LAW_FLOOR /reasons/RETURN_REFUND\n");
  CHECK(one(R"("reasons":{"RETURN_REFUND":[{"code":"SEVEN_DAYS_WITHOUT_REASON","fault":"NONE","evidence":true},)"
            R"({"code":"QUALITY","fault":"SELLER"}]})") == "LAW_FLOOR /reasons/RETURN_REFUND\n");
  CHECK(one(R"("reasons":{"EXCHANGE":[{"code":"QUALITY","fault":"BUYER"}]})") == "LAW_FLOOR /reasons/EXCHANGE/0/fault\n");
  CHECK(one(R"("timers":{"D1s":1296000,"D1u":null,"D4":null,"D6":null},"statute":{"proof_months":24})").empty());
}

TEST_CASE("what does not go together is reported where it can be changed") {
  const auto one = [](const std::string& members) { return problems(patch(members)); };
  CHECK(one(R"("late_ship":{"max_fen":499})") == "OUT_OF_RANGE /late_ship/max_fen\n");
  CHECK(one(R"("presumed_hours":{"open":"21:00"})") == "OUT_OF_RANGE /presumed_hours/close\n");
  CHECK(one(R"("refusal_message":{"max":1})") == "OUT_OF_RANGE /refusal_message/max\n");
  CHECK(one(R"("unreachable":{"leave_message_s":90000})") == "OUT_OF_RANGE /unreachable/service_second_s\n");
  CHECK(one(R"("unreachable":{"service_first_s":80000})") == "OUT_OF_RANGE /unreachable/service_first_s\n");
  CHECK(one(R"("reasons":{"REPAIR":[]})") == "OUT_OF_RANGE /reasons/REPAIR\n");
  CHECK(one(R"("reasons":{"REPAIR":[{"code":"WEAR","fault":"BUYER"},{"code":"WEAR","fault":"SELLER"}]})") ==
        "OUT_OF_RANGE /reasons/REPAIR/1/code\n");
  CHECK(one(R"("timers":{"D2":0})") == "OUT_OF_RANGE /timers/D2\n");
  CHECK(one(R"("timers":{"D1u":0,"D1s":0,"D7":0})").empty());
  CHECK(one(R"("sources":[])") == "OUT_OF_RANGE /sources\n");
}

TEST_CASE("a misspelt key is reported, and ignored elsewhere") {
  const std::string typo = patch(R"("no_reason_windows_s":1,"late_ship":{"maxfen":1},"reasons":{"REPAIR":[{"code":"WEAR","fault":"BUYER","evidense":true}]},)"
                                 R"("timers":{"D2":{"value":604800,"unverified":true,"note":1}})");
  CHECK(refusal(typo).empty());
  const std::string found = problems(typo);
  for (const char* key : {"/no_reason_windows_s", "/late_ship/maxfen", "/reasons/REPAIR/0/evidense", "/timers/D2/note"})
    CHECK(found.find(std::string("UNKNOWN_KEY ") + key + "\n") != std::string::npos);
  CHECK(std::count(found.begin(), found.end(), '\n') == 4);
}

TEST_CASE("the report names every problem once, and none that only follows from another") {
  CHECK(problems(patch(R"("advance":7,"freight":{"claim_max_fen":-1},"timers":{"D2":"a week","D77":1},"statute":[])")) ==
        "WRONG_TYPE /timers/D2\nUNKNOWN_ENUM /timers/D77\nWRONG_TYPE /advance\nOUT_OF_RANGE /freight/claim_max_fen\n"
        "WRONG_TYPE /statute\n");
  CHECK(problems("{") == "INVALID_JSON \n");
  CHECK(problems("[]") == "WRONG_TYPE \n");
  const std::string none = problems("{}");
  CHECK(std::count(none.begin(), none.end(), '\n') == 36);
}

TEST_CASE("the delivered packs have no problems, misspelt keys and breaches of the law included") {
  for (const char* id : {"tgc", "taobao", "tmall", "wechat", "statute"}) {
    INFO(id);
    CHECK(problems(source_file(std::string("assets/policies/") + id + ".json")).empty());
  }
}

TEST_CASE("a patched pack's text is the whole pack, for the panel to read") {
  const Policy p = patched(patch(R"("timers":{"D6":null,"D2":864000})"));
  json::Document doc(p.text);
  const Policy again = json::read_policy(doc.root(), json::builtin_policies());
  CHECK_FALSE(doc.failed());
  CHECK(again.id == "my-shop");
  CHECK(again.timer("D2") == 10 * kDay);
  CHECK_FALSE(again.timer("D6"));
}

}  // namespace policy_patch_test
