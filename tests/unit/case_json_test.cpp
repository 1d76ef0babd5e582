#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "case_fixtures.hpp"
#include "engine/advance_table.hpp"
#include "json/run.hpp"
#include "source.hpp"

namespace case_json_test {

using namespace kefu;
using namespace kefu::test;

namespace {

std::string written(const Case& c) {
  json::Writer w;
  json::write(w, c, 8 * kHour);
  return w.take();
}

std::string read_again(const std::string& text) {
  json::Document doc(text);
  const Case c = json::read_case(doc.root());
  return doc.failed() ? doc.error().pointer : written(c);
}

Case full_case() {
  Case c = a_case(CaseStatus::SELLER_REFUSE_BUYER);
  c.cs_status = 8;
  c.advance_status = 3;
  c.good_status = GoodStatus::BUYER_RECEIVED;
  c.refund_phase = RefundPhase::aftersale;
  c.fault = "SELLER";
  c.description = "杯子\n碎了 \"两\" 只";
  c.deadlines = {{"D4", kNow, DeadlineSource::PLATFORM}};
  c.allowed = {{EventType::withdraw, Actor::BUYER}};
  c.not_allowed = {{EventType::agree, "ILLEGAL_EVENT"}};
  c.history = {{"submit", Actor::BUYER, kPaid, CaseStatus::DRAFT, CaseStatus::WAIT_SELLER_AGREE}};
  c.evidence = {"a.jpg", "b.jpg"};
  c.parent = "c-0";
  c.phone = "13800000000";
  c.closed_by_seller_ship = true;
  c.refusal = Refusal{"SENT", "已经发货", {"p.jpg"}};
  c.settled = {100, {{"CASH", 291}, {"RED_PACKET", 100}}, {{"C", 1, 291}, {"D", {}, 7}}};
  c.offer = Offer{CaseType::RO_RECEIVED, 100};
  c.return_address = "义乌";
  c.post_fee_bear_role = PostFeeBearer::INSURER;
  c.return_waybill = ReturnWaybill{"YTO", "YT12345678", kNow};
  c.sent_waybill = "SF12345678";
  c.received = 1;
  c.statute_breach = true;
  c.intervention = Intervention{Actor::BUYER, "没有物流", CaseStatus::SELLER_REFUSE_BUYER, Verdict::SPLIT, "各半",
                                {{"D4", 3600, DeadlineSource::PLATFORM}}};
  c.advanced = 291;
  c.repayment = Repayment{291, kNow};
  c.feedback = {{Actor::SUPPLIER, kNow, "已补发"}};
  c.answers = {{"address", "浙江省金华市义乌市 8 号"}, {"target_sku", "L"}};
  return c;
}

std::string complaint(const std::string& event_members) {
  const std::string text =
      R"({"case":null,"policy":"tmall","store":{"store_id":"s","name":"s","kind":"FLAGSHIP","operation_mode":"MERCHANT","utc_offset":"+08:00","policy":"tmall","channels":[]},"trade":{"tid":"T","store_id":"s","status":"WAIT_SELLER_SEND_GOODS","post_fee":0,"orders":[{"oid":"A","sku":"a","title":"a","category":"home","price":100,"num":1}]},"event":{)" +
      event_members + "}}";
  return json::run("advance", text, json::builtin_policies()).json;
}

}  // namespace

TEST_CASE("a case is read back to the same bytes") {
  for (const Case& c : {full_case(), a_case(CaseStatus::DRAFT, {}), Case{}}) CHECK(read_again(written(c)) == written(c));
}

TEST_CASE("a case starts with the contract's keys, in the contract's order") {
  const std::string text = written(full_case());
  std::size_t from = 0;
  for (const char* key :
       {"case_id", "type", "tid", "oid", "num", "status", "cs_status", "advance_status", "good_status", "refund_phase",
        "reason", "fault", "refund_fee", "max", "version", "attempts", "deadlines", "allowed", "not_allowed", "history",
        "evidence", "parent", "description", "phone", "closed_by_seller_ship", "refusal", "settled", "offer",
        "return_address", "post_fee_bear_role", "return_waybill", "sent_waybill", "received", "statute_breach",
        "intervention", "advanced", "repayment", "feedback"}) {
    const std::size_t found = text.find("\"" + std::string(key) + "\":", from);
    INFO(key);
    REQUIRE(found != std::string::npos);
    from = found + 1;
  }
  CHECK(text.find(R"("at":"2026-03-02T10:00:00+08:00","source":"PLATFORM")") != std::string::npos);
}

TEST_CASE("a malformed event is refused with a pointer to what is wrong") {
  const std::string head = R"("type":"submit","actor":"BUYER","at":"2026-03-02T10:00:00+08:00")";
  auto pointer = [&](const std::string& members) {
    const std::string json = complaint(members);
    const auto at = json.find("\"pointer\":\"");
    return at == std::string::npos ? json : json.substr(at + 11, json.rfind('"') - at - 11);
  };
  CHECK(pointer(R"("actor":"BUYER","at":"2026-03-02T10:00:00+08:00")") == "/event/type");
  CHECK(pointer(R"("type":"explode","actor":"BUYER","at":"2026-03-02T10:00:00+08:00")") == "/event/type");
  CHECK(pointer(R"("type":"submit","actor":"BUYER","at":"2026-03-02 10:00")") == "/event/at");
  CHECK(pointer(head) == "/event/request");
  CHECK(pointer(head + R"(,"request":{"type":"RO_UNSHIPPED","num":"2"})") == "/event/request/num");
  CHECK(pointer(head + R"(,"request":{"type":"RO_UNSHIPPED","oid":"A","num":0})") == "/event/request/num");
  CHECK(pointer(head + R"(,"amount":1.5)") == "/event/amount");
  CHECK(pointer(head + R"(,"amount":-1)") == "/event/amount");
  CHECK(pointer(head + R"(,"phone":"12800000000")") == "/event/phone");
  CHECK(pointer(head + R"(,"evidence":[1])") == "/event/evidence/0");
  CHECK(pointer(head + R"(,"request":{"type":"RO_UNSHIPPED","oid":"A"},"phone":"13800000000")").find("\"trace\":[\"T01\"]") !=
        std::string::npos);
}

TEST_CASE("every row of domain 5.3's table has a vector that takes it, named by its id") {
  json::Document doc(source_file("tests/vectors/advance.json"));
  std::string taken;
  for (const auto& vector : doc.root().items()) {
    const std::string title = " " + vector["name"].text();
    if (const auto trace = vector["out"]["trace"].maybe())
      for (const auto& id : trace.items()) {
        CHECK_MESSAGE((title.find(" " + id.text() + ":") != std::string::npos || title.find(" " + id.text() + " ") != std::string::npos), title);
        taken += " " + id.text() + " ";
      }
  }
  REQUIRE_FALSE(doc.failed());
  for (const auto& [letter, count] : {std::pair{'T', 27}, std::pair{'C', 7}, std::pair{'A', 4}})
    for (int n = 1; n <= count; ++n) {
      const std::string id = letter + std::string(letter == 'T' && n < 10 ? "0" : "") + std::to_string(n);
      CHECK_MESSAGE(taken.find(" " + id + " ") != std::string::npos, id);
    }
}

TEST_CASE("every timer and every status of domain 5.3 has a vector, the timer's named by its id") {
  json::Document doc(source_file("tests/vectors/advance.json"));
  std::string fired, statuses, cs, advance;
  for (const auto& vector : doc.root().items()) {
    const std::string title = " " + vector["name"].text();
    const auto after = vector["out"]["case"].maybe();
    if (!after) continue;
    statuses += " " + after["status"].text() + " ";
    cs += " " + after["cs_status"].raw() + " ";
    advance += " " + after["advance_status"].raw() + " ";
    std::size_t known = 0;
    if (const auto before = vector["in"]["case"].maybe())
      if (const auto history = before["history"].maybe()) known = history.items().size();
    const auto history = after["history"].items();
    for (std::size_t i = known; i < history.size(); ++i) {
      const std::string id = history[i]["event"].text();
      if (id.front() != 'D') continue;
      CHECK_MESSAGE((title.find(" " + id + ":") != std::string::npos || title.find(" " + id + " ") != std::string::npos), title);
      fired += " " + id + " ";
    }
  }
  REQUIRE_FALSE(doc.failed());
  const auto has = [](const std::string& seen, const std::string& id) { return seen.find(" " + id + " ") != std::string::npos; };
  for (const std::string_view id : words<Timer>()) CHECK_MESSAGE(has(fired, std::string(id)), id);
  for (const std::string_view s : words<CaseStatus>())  // DRAFT is before the first step, which leaves it
    CHECK_MESSAGE((has(statuses, std::string(s)) || s == "DRAFT"), s);
  // 3, 5 and 11, and 1 of an advance, are TOP's own words between two steps.
  for (const int n : {1, 2, 4, 6, 7, 8, 9, 10}) CHECK_MESSAGE(has(cs, std::to_string(n)), n);
  for (const int n : {0, 2, 3, 4, 5}) CHECK_MESSAGE(has(advance, std::to_string(n)), n);
}

TEST_CASE("a refused event leaves the case byte for byte as it was, whichever guard refuses it") {
  json::Document doc(source_file("tests/vectors/advance.json"));
  std::string guards, codes;
  for (const auto& vector : doc.root().items()) {
    const auto error = vector["out"]["error"].maybe();
    if (!error) continue;
    const std::string title = vector["name"].text();
    const AdvanceInput in = json::read_advance(vector["in"]);
    const Policy& policy = pack(vector["in"]["policy"].text().c_str());
    const std::string before = in.current ? written(*in.current) : "";
    const auto refused = advance(in, policy);
    REQUIRE_MESSAGE(!refused, title);
    CHECK_MESSAGE((in.current ? written(*in.current) : "") == before, title);
    // Nor is anything left behind: what comes next finds the case as if nobody had asked.
    const auto tick = [&] {
      return advance({in.current, event(EventType::tick, Actor::SYSTEM, in.event.at), in.trade, in.store, in.cases}, policy);
    };
    if (in.current) {
      const auto next = tick();
      REQUIRE_MESSAGE(next, title);
      if (next->trace.empty()) CHECK_MESSAGE(next->after.version == in.current->version, title);
    }
    codes += " " + error["code"].text() + " ";
    const std::string message = error["message"].text();
    if (error["code"].text() == "GUARD_FAILED") guards += " " + message.substr(0, message.find(':')) + " ";
  }
  REQUIRE_FALSE(doc.failed());
  for (const char* code : {"ILLEGAL_EVENT", "NOT_PERMITTED", "VERSION_CONFLICT", "GUARD_FAILED"})
    CHECK_MESSAGE(codes.find(std::string(" ") + code + " ") != std::string::npos, code);
  const auto refuses_somewhere = [&](std::string_view guard) {
    CHECK_MESSAGE(guards.find(" " + std::string(guard) + " ") != std::string::npos, guard);
  };
  for (const std::string_view guard : {"type", "no_dispute", "not_under_judgment", "same_trade"}) refuses_somewhere(guard);
  for (const Transition& row : kTransitions)
    for (const Guard g : row.guards)
      if (row.event != EventType::tick && g != Guard::none) refuses_somewhere(name(g));
}

// Recorded answers of the whole way from bytes to bytes. UPDATE=1 records them anew, for a human to read.
TEST_CASE("the vectors of check, form and advance give the recorded bytes") {
  for (const char* command : {"check", "form", "advance"}) {
    const std::string path = std::string("tests/vectors/") + command + ".json";
    json::Document doc(source_file(path));
    REQUIRE_FALSE(doc.failed());
    std::string renewed = "[";
    std::size_t count = 0;
    for (const auto& vector : doc.root().items()) {
      const std::string in = vector["in"].raw();
      const auto reply = json::run(command, in, json::builtin_policies());
      const std::string title = vector["name"].text();
      INFO(command, ": ", title);
      // raw() sorts keys, so both sides are compared in that form; key order has its own test above.
      json::Document out(reply.json);
      if (!std::getenv("UPDATE")) CHECK(out.root().raw() == vector["out"].raw());
      json::Writer quoted;
      quoted.value(title);
      renewed += std::string(count++ ? ",\n" : "\n") + "  {\"name\":" + quoted.take() + ",\n   \"in\":" + in +
                 ",\n   \"out\":" + reply.json + "}";
    }
    CHECK(count >= 5);
    if (std::getenv("UPDATE")) std::ofstream(source_path(path), std::ios::binary) << renewed << "\n]\n";
  }
}

}  // namespace case_json_test
