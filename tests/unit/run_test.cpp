#include "json/run.hpp"

#include <doctest/doctest.h>

#include <string>

#include "cli/help.hpp"
#include "json/shapes.hpp"

namespace run_test {

using namespace kefu;

namespace {

json::Reply run(std::string_view command, std::string_view input) {
  return json::run(command, input, json::builtin_policies());
}

std::string with_policy(const std::string& policy) {
  return R"({"trade":{"tid":"1","status":"WAIT_SELLER_SEND_GOODS","orders":[{"oid":"A","price":100,"num":1}]},)"
         R"("request":{"type":"REFUND","lines":[{"oid":"A","num":1}]},"policy":)" + policy + "}";
}

}  // namespace

TEST_CASE("a quote is written in the contract's order, to the byte") {
  const json::Reply r = run("quote", R"({"trade":{"tid":"1","status":"WAIT_SELLER_SEND_GOODS",
    "promotions":[{"id":"shop-30","amount":3000}],"tenders":[{"type":"RED_PACKET","amount":1000,"on_refund":"NEVER"}],
    "orders":[{"oid":"A","price":10000,"num":1},{"oid":"B","price":5000,"num":2},{"oid":"G","price":0,"num":1,"gift_price":100}]},
    "request":{"type":"REFUND","reason":"SEVEN_DAYS_WITHOUT_REASON","lines":[{"oid":"B","num":1}],"kept_gifts":["G"]},
    "policy":"tmall"})");
  CHECK(r.ok);
  CHECK(r.json ==
        R"({"total":3900,"goods":4250,"freight":0,"deductions":[{"code":"KEPT_GIFT","amount":100}],)"
        R"("tenders":{"CASH":3900,"RED_PACKET":0},"forfeited":{"RED_PACKET":250},)"
        R"("lines":[{"oid":"B","refund":4250,"value_left":4250,"units_left":1}],"max":7900,)"
        R"("trace":["PROMOTIONS_SHARED","KEEP","FORFEITED","KEPT_GIFT"]})");
}

TEST_CASE("an error is one object with a code, a sentence and a place") {
  CHECK(run("dance", "{}").json ==
        R"({"error":{"code":"UNKNOWN_COMMAND","message":"The commands are quote, locate, check, form, advance, compensate and classify.","pointer":""}})");
  CHECK(run("quote", "{").json ==
        R"({"error":{"code":"INVALID_JSON","message":"The document is not valid UTF-8 JSON.","pointer":""}})");
  CHECK(run("quote", "[]").json ==
        R"({"error":{"code":"WRONG_TYPE","message":"An object is expected here.","pointer":""}})");
  CHECK_FALSE(run("quote", "[]").ok);
}

TEST_CASE("a policy is a pack's id or a pack") {
  CHECK(run("quote", with_policy("\"tmall\"")).ok);
  CHECK(run("quote", with_policy("\"nowhere\"")).json.find(R"("code":"UNKNOWN_POLICY")") != std::string::npos);
  CHECK(run("quote", with_policy("\"nowhere\"")).json.find(R"("pointer":"/policy")") != std::string::npos);
  CHECK(run("quote", with_policy("7")).json.find(R"("pointer":"/policy")") != std::string::npos);
  CHECK_FALSE(run("quote", with_policy("{}")).ok);
}

TEST_CASE("every place of a quote that can be wrong is named") {
  const auto pointer = [](std::string_view request, std::string_view trade = "{}") {
    std::string doc = R"({"trade":{"tid":"1","status":"WAIT_SELLER_SEND_GOODS","orders":[{"oid":"A","price":100,"num":1}]},"request":)";
    doc.append(request).append(R"(,"policy":"tmall"})");
    if (trade != "{}") doc = std::string(R"({"trade":)").append(trade).append(R"(,"request":{"type":"REFUND","lines":[]},"policy":"tmall"})");
    json::Reply r = run("quote", doc);
    json::Document parsed(r.json);
    return parsed.root()["error"]["code"].text() + " " + parsed.root()["error"]["pointer"].text();
  };
  CHECK(pointer("{}") == "MISSING_KEY /request/type");
  CHECK(pointer(R"({"type":"GIFT"})") == "UNKNOWN_ENUM /request/type");
  CHECK(pointer(R"({"type":"REFUND"})") == "MISSING_KEY /request/lines");
  CHECK(pointer(R"({"type":"REFUND","fault":"PLATFORM","lines":[]})") == "UNKNOWN_ENUM /request/fault");
  CHECK(pointer(R"({"type":"REFUND","lines":[{"num":1}]})") == "MISSING_KEY /request/lines/0/oid");
  CHECK(pointer(R"({"type":"REFUND","lines":[{"oid":"A"}]})") == "MISSING_KEY /request/lines/0/num");
  CHECK(pointer(R"({"type":"REFUND","lines":[{"oid":"A","num":-1}]})") == "OUT_OF_RANGE /request/lines/0/num");
  CHECK(pointer(R"({"type":"REFUND","lines":[{"oid":"A","num":1,"amount":1}]})") == "WRONG_TYPE /request/lines/0/amount");
  CHECK(pointer(R"({"type":"PRICE_PROTECT","lines":[{"oid":"A","num":1}]})") == "MISSING_KEY /request/lines/0/amount");
  CHECK(pointer("{}", R"({"tid":"1","status":"SOLD"})") == "UNKNOWN_ENUM /trade/status");
  CHECK(pointer("{}", R"({"tid":"1","status":"TRADE_FINISHED"})") == "MISSING_KEY /trade/orders");
  CHECK(pointer("{}", R"({"tid":"1","status":"TRADE_FINISHED","orders":[{"oid":"A","price":1,"num":0}]})") ==
        "OUT_OF_RANGE /trade/orders/0/num");
  CHECK(pointer("{}", R"({"tid":"1","status":"TRADE_FINISHED","pay_time":"2026-03-02","orders":[]})") ==
        "INVALID_TIME /trade/pay_time");
}

TEST_CASE("a store and an order are written as they can be read again") {
  json::Document store(R"({"store_id":"s-101","name":"青禾","kind":"FACTORY_OUTLET","operation_mode":"MERCHANT",
    "utc_offset":"+08:00","policy":"tmall","channels":[{"type":"aftersale_agent","target":"https://a","entry":"ORDER_PAGE",
    "staffing":"HUMAN","verified":"YES","source":"store_config","observed_at":"2026-03-01T00:00:00+08:00","needs_order":false,
    "expected_wait_s":45,"hours":[{"days":[1,7],"open":"09:00","close":"24:00"}],"holidays":["2026-10-01"]}],"supplier_id":null})");
  json::Writer w;
  json::write(w, json::read_store(store.root()));
  REQUIRE_FALSE(store.failed());
  CHECK(json::Document(w.text()).root().raw() == store.root().raw());

  json::Document trade(R"({"tid":"1","store_id":"s-101","status":"WAIT_SELLER_SEND_GOODS","created":"2026-03-01T09:00:00+08:00",
    "pay_time":null,"consign_time":null,"sign_time":null,"end_time":null,"promised_ship_time":null,"post_fee":1000,
    "post_discount":0,"standard_post_fee":0,"free_shipping_threshold":9900,"freight_insurance":true,
    "promotions":[{"id":"a","amount":3,"threshold":null},{"id":"b","amount":0,"lines":["A"],"threshold":5}],
    "tenders":[{"type":"POINTS","amount":1,"on_refund":"NEVER"}],
    "orders":[{"oid":"A","sku":"k","title":"马克杯","category":"home","price":100,"num":2,"adjust_fee":-1,"discount_fee":0,
    "divide_order_fee":199,"consign_time":null,"sign_time":null,"no_reason":"EXCLUDED","exclusion_confirmed":true,
    "is_gift":true,"gift_price":15,"is_virtual":true}]})");
  json::Writer t;
  json::write(t, json::read_trade(trade.root()), 8 * kHour);
  REQUIRE_FALSE(trade.failed());
  CHECK(json::Document(t.text()).root().raw() == trade.root().raw());
}

TEST_CASE("every example of kefu --help runs as it stands") {
  for (const cli::Topic& topic : cli::kTopics) {
    const json::Reply r = run(topic.command, topic.document);
    CHECK_MESSAGE(r.ok, topic.command << ": " << r.json);
    CHECK(cli::general_help().find(topic.document) != std::string::npos);
    CHECK(cli::command_help(topic).find(topic.document) != std::string::npos);
    CHECK(topic.document.find('\'') == std::string_view::npos);  // it stands in single quotes in a shell
  }
}

}  // namespace run_test
