#include "kefu/quote.hpp"

#include <doctest/doctest.h>

#include "trades.hpp"
#include "vectors.hpp"

namespace quote_test {

using namespace kefu;
using test::line;
using test::money;
using test::order;
using test::units;

namespace {

QuoteInput refund(Trade trade, std::vector<RefundLine> lines) {
  QuoteInput in;
  in.trade = std::move(trade);
  in.request.lines = std::move(lines);
  return in;
}

Quote quoted(const QuoteInput& in) {
  const auto q = quote(in);
  REQUIRE_MESSAGE(q, (q ? "" : std::string(name(q.error().code)) + " " + q.error().pointer));
  return *q;
}

std::string refusal(const QuoteInput& in) {
  const auto q = quote(in);
  return q ? "" : std::string(name(q.error().code)) + " " + q.error().pointer;
}

using Sums = std::vector<std::pair<std::string, Fen>>;

/// Two cups at 60.00 and 40.00, a red packet of 15.00, freight 10.00.
Trade red_packet_order(OnRefund rule) {
  Trade t = order({line("A", 6000), line("B", 4000)});
  t.tenders = {{"RED_PACKET", 1500, rule}};
  t.post_fee = 1000;
  return t;
}

}  // namespace

TEST_CASE("the worked examples of the domain come out to the fen") { CHECK(test::run_vectors("quote") == 35); }

TEST_CASE("the platform's own shares win over ours") {
  Trade t = order({line("A", 10000), line("B", 10000)});
  t.promotions = {{"shop-30", 3000, std::nullopt, std::nullopt}};
  t.orders[0].divide_order_fee = 8000;
  CHECK(quoted(refund(t, {units("A", 1)})).total == 8500);  // not on every line: not used
  t.orders[1].divide_order_fee = 9000;
  const Quote q = quoted(refund(t, {units("A", 1)}));
  CHECK(q.total == 8000);
  CHECK(q.trace.front() == "PLATFORM_SHARES");
}

TEST_CASE("a promotion covers the lines it names, in the order of application") {
  Trade t = order({line("A", 10000), line("B", 10000), line("C", 10000)});
  t.promotions = {{"pair", 2000, std::vector<std::string>{"A", "B"}, std::nullopt}, {"all", 2800, std::nullopt, std::nullopt}};
  CHECK(*line_values(t) == std::vector<Fen>{8100, 8100, 9000});
}

TEST_CASE("a red packet comes back by its share, and freight is always cash") {
  const Quote whole = quoted(refund(red_packet_order(OnRefund::PRO_RATA), {units("A", 1), units("B", 1)}));
  CHECK(whole.total == 11000);
  CHECK(whole.tenders == Sums{{"CASH", 9500}, {"RED_PACKET", 1500}});
  const Quote part = quoted(refund(red_packet_order(OnRefund::PRO_RATA), {units("B", 1)}));
  CHECK(part.total == 4000);
  CHECK(part.tenders == Sums{{"CASH", 3400}, {"RED_PACKET", 600}});
  CHECK(part.forfeited.empty());
}

TEST_CASE("a shop's red packet for whole orders comes back only when one request brings back all of it") {
  const Quote whole = quoted(refund(red_packet_order(OnRefund::FULL_ONLY), {units("A", 1), units("B", 1)}));
  CHECK(whole.tenders == Sums{{"CASH", 9500}, {"RED_PACKET", 1500}});
  const Quote part = quoted(refund(red_packet_order(OnRefund::FULL_ONLY), {units("B", 1)}));
  CHECK(part.goods == 4000);
  CHECK(part.total == 3400);
  CHECK(part.forfeited == Sums{{"RED_PACKET", 600}});
  CHECK(part.tenders == Sums{{"CASH", 3400}, {"RED_PACKET", 0}});

  QuoteInput second = refund(red_packet_order(OnRefund::FULL_ONLY), {units("A", 1)});
  second.history = {{units("B", 1), 0}};
  CHECK(quoted(second).forfeited == Sums{{"RED_PACKET", 900}});
}

TEST_CASE("a coupon that never comes back is not paid in cash either") {
  const Quote q = quoted(refund(red_packet_order(OnRefund::NEVER), {units("A", 1), units("B", 1)}));
  CHECK(q.total == 9500);
  CHECK(q.forfeited == Sums{{"RED_PACKET", 1500}});
}

TEST_CASE("two red packets are one sum to the buyer") {
  Trade t = red_packet_order(OnRefund::PRO_RATA);
  t.tenders.push_back({"POINTS", 100, OnRefund::PRO_RATA});
  t.tenders.push_back({"RED_PACKET", 400, OnRefund::PRO_RATA});
  CHECK(quoted(refund(t, {units("A", 1), units("B", 1)})).tenders ==
        Sums{{"CASH", 9000}, {"RED_PACKET", 1900}, {"POINTS", 100}});
}

TEST_CASE("outbound freight: with the last line while unshipped, lost once shipped, back when the seller is at fault") {
  Trade t = order({line("A", 6000), line("B", 4000)});
  t.post_fee = 1000;
  t.post_discount = 200;
  CHECK(quoted(refund(t, {units("A", 1), units("B", 1)})).freight == 800);
  t.status = TradeStatus::WAIT_BUYER_CONFIRM_GOODS;
  CHECK(quoted(refund(t, {units("A", 1), units("B", 1)})).freight == 0);
  QuoteInput fault = refund(t, {units("A", 1)});
  fault.request.fault = Fault::CARRIER;
  CHECK(quoted(fault).freight == 0);  // B stays
  fault.request.lines.push_back(units("B", 1));
  CHECK(quoted(fault).freight == 800);
  fault.history = {{std::nullopt, 300}};
  CHECK(quoted(fault).freight == 500);
}

TEST_CASE("freight alone can be asked for once every line is back") {
  Trade t = order({line("A", 6000)});
  t.post_fee = 1000;
  QuoteInput in = refund(t, {});
  in.request.type = QuoteType::FREIGHT;
  CHECK(refusal(in) == "NOTHING_TO_REFUND /request/lines");
  in.history = {{units("A", 1), 0}};
  CHECK(quoted(in).total == 1000);
  in.history.push_back({std::nullopt, 1000});
  CHECK(refusal(in) == "NOTHING_TO_REFUND /request/lines");
  in.request.lines = {units("A", 1)};
  CHECK(refusal(in) == "OUT_OF_RANGE /request/lines");
}

TEST_CASE("deductions come off cash first, then off the last tender, and never take more than the goods") {
  Trade t = order({line("A", 3000), line("G", 0)});
  t.tenders = {{"POINTS", 1500, OnRefund::PRO_RATA}, {"RED_PACKET", 1000, OnRefund::PRO_RATA}};
  t.orders[1].gift_price = 700;
  QuoteInput in = refund(t, {units("A", 1)});
  in.request.reason = "SEVEN_DAYS_WITHOUT_REASON";
  in.request.kept_gifts = {"G"};
  CHECK(quoted(in).tenders == Sums{{"CASH", 0}, {"POINTS", 1500}, {"RED_PACKET", 800}});
  in.trade.orders[1].gift_price = 99999;
  CHECK(quoted(in).total == 0);
  CHECK(quoted(in).deductions.front().amount == 3000);
  in.trade.tenders[0].on_refund = OnRefund::NEVER;
  CHECK(quoted(in).deductions.front().amount == 1500);
}

TEST_CASE("RECALC takes back the promotion that the kept goods no longer reach, and only that") {
  Trade t = order({line("A", 10000), line("B", 11000)});
  t.promotions = {{"cross", 2000, std::nullopt, 20000}, {"coupon", 1000, std::nullopt, std::nullopt}};
  QuoteInput in = refund(t, {units("B", 1)});
  in.promotion = PromotionRule::RECALC;
  CHECK(quoted(in).goods == 18000 - 9000);  // A alone: 100.00 with the coupon, without 满200减20
  in.request.lines = {money("B", 500)};
  CHECK(quoted(in).goods == 500);  // nothing is sent back, so nothing is lost
  in.request.lines = {units("A", 1), units("B", 1)};
  CHECK(quoted(in).goods == 18000);
}

TEST_CASE("RECALC brings the freight back with the last unit although a lost promotion stays on a line") {
  Trade t = order({line("A", 10000), line("B", 11000)});
  t.promotions = {{"cross", 2000, std::nullopt, 20000}};
  t.post_fee = 600;
  QuoteInput in = refund(t, {units("A", 1)});
  in.promotion = PromotionRule::RECALC;
  in.history = {{units("B", 1), 0}};
  CHECK(quoted(in).freight == 600);
}

TEST_CASE("price protection can bring the cash that is left of the lines named, in whichever words they are named") {
  Trade t = red_packet_order(OnRefund::PRO_RATA);  // 51.00 + 34.00 in cash
  QuoteInput in = refund(t, {units("A", 1)});
  CHECK(*price_protect_max(in) == 5100);
  in.request.lines.push_back(units("B", 1));
  CHECK(*price_protect_max(in) == 8500);
  in.history = {{units("B", 1), 0}};
  CHECK(*price_protect_max(in) == 5100);
  in.trade.tenders[0].on_refund = OnRefund::NEVER;
  in.request = {QuoteType::PRICE_PROTECT, Fault::NONE, "OTHER", {money("A", 5100)}, {}, std::nullopt};
  CHECK(quoted(in).max == *price_protect_max(in));
}

TEST_CASE("what cannot be refunded is refused by its place in the request") {
  const Trade t = order({line("A", 6000, 2), line("B", 0)});
  CHECK(refusal(refund(t, {units("X", 1)})) == "UNKNOWN_LINE /request/lines/0/oid");
  CHECK(refusal(refund(t, {units("A", 3)})) == "EXCEEDS_UNITS /request/lines/0/num");
  CHECK(refusal(refund(t, {money("A", 12001)})) == "EXCEEDS_VALUE /request/lines/0/amount");
  CHECK(refusal(refund(t, {units("A", 1), units("A", 1)})) == "DUPLICATE_LINE /request/lines/1/oid");
  CHECK(refusal(refund(t, {})) == "NOTHING_TO_REFUND /request/lines");
  CHECK(refusal(refund(t, {units("A", 0)})) == "NOTHING_TO_REFUND /request/lines/0/num");
  CHECK(refusal(refund(t, {money("A", 0)})) == "NOTHING_TO_REFUND /request/lines/0/amount");
  CHECK(refusal(refund(t, {units("B", 1)})) == "NOTHING_TO_REFUND /request/lines");
  QuoteInput again = refund(t, {units("A", 1)});
  again.history = {{units("A", 2), 0}};
  CHECK(refusal(again) == "EXCEEDS_UNITS /request/lines/0/num");
  again.history = {{units("A", 3), 0}};
  CHECK(refusal(again) == "EXCEEDS_UNITS /history/0/num");
  again.history = {{std::nullopt, 1}};
  CHECK(refusal(again) == "EXCEEDS_VALUE /history/0/freight");
  QuoteInput gifts = refund(t, {units("A", 1)});
  gifts.request.kept_gifts = {"B", "B"};
  CHECK(refusal(gifts) == "DUPLICATE_LINE /request/kept_gifts/1");
  gifts.request.kept_gifts = {"Z"};
  CHECK(refusal(gifts) == "UNKNOWN_LINE /request/kept_gifts/0");
}

TEST_CASE("an order whose own sums cannot be is refused by its place in the trade") {
  Trade t = order({line("A", 6000), line("B", 100)});
  t.promotions = {{"p", 6101, std::nullopt, std::nullopt}};
  CHECK(refusal(refund(t, {units("A", 1)})) == "PROMOTION_TOO_LARGE /trade/promotions/0/amount");
  t.promotions = {{"p", 101, std::vector<std::string>{"B"}, std::nullopt}};
  CHECK(refusal(refund(t, {units("A", 1)})) == "PROMOTION_TOO_LARGE /trade/promotions/0/amount");
  t.promotions = {{"p", 1, std::vector<std::string>{"B", "Q"}, std::nullopt}};
  CHECK(refusal(refund(t, {units("A", 1)})) == "UNKNOWN_LINE /trade/promotions/0/lines/1");
  t.promotions.clear();
  t.tenders = {{"RED_PACKET", 6101, OnRefund::PRO_RATA}};
  CHECK(refusal(refund(t, {units("A", 1)})) == "TENDER_TOO_LARGE /trade/tenders/0/amount");
  t.tenders.clear();
  t.post_discount = 1;
  CHECK(refusal(refund(t, {units("A", 1)})) == "OUT_OF_RANGE /trade/post_discount");
  t.post_discount = 0;
  t.orders[1].oid = "A";
  CHECK(refusal(refund(t, {units("A", 1)})) == "DUPLICATE_LINE /trade/orders/1/oid");
}

TEST_CASE("sums beyond 2^53-1 are refused, never wrapped") {
  CHECK(refusal(refund(order({line("A", kMaxFen, kMaxFen)}), {units("A", 1)})) == "OUT_OF_RANGE /trade/orders/0");
  CHECK(refusal(refund(order({line("A", kMaxFen), line("B", 1)}), {units("A", 1)})) == "OUT_OF_RANGE /trade/orders/1");
  Trade t = order({line("A", 5)});
  t.orders[0].adjust_fee = -6;
  CHECK(refusal(refund(t, {units("A", 1)})) == "OUT_OF_RANGE /trade/orders/0");
  t.orders[0].adjust_fee = 0;
  t.post_fee = kMaxFen;
  CHECK(refusal(refund(t, {units("A", 1)})) == "OUT_OF_RANGE /trade/post_fee");
  CHECK(quoted(refund(order({line("A", kMaxFen)}), {units("A", 1)})).total == kMaxFen);
}

}  // namespace quote_test
