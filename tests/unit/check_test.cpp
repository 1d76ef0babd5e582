#include <doctest/doctest.h>

#include "filled_forms.hpp"

namespace check_test {

using namespace kefu;
using namespace kefu::test;

namespace {

Checked checked(const Trade& t, CheckRequest r, const std::vector<Case>& cases = {}, Instant now = kNow,
                const char* policy = "tmall") {
  const auto c = check({now, t, cases, std::move(r)}, pack(policy));
  INFO(code_of(c), c ? "" : c.error().pointer);
  REQUIRE(c);
  return *c;
}

std::string code(const Trade& t, CheckRequest r, const std::vector<Case>& cases = {}, Instant now = kNow) {
  return checked(t, std::move(r), cases, now).code;
}

std::string words_of(const std::vector<CaseType>& types) {
  std::string out;
  for (CaseType t : types) out.append(name(t)).append(" ");
  return out;
}

CheckRequest no_reason(const char* oid) {
  CheckRequest r = asks(CaseType::RETURN_REFUND, oid);
  r.reason = "SEVEN_DAYS_WITHOUT_REASON";
  return r;
}

}  // namespace

TEST_CASE("a buyer whose order was not sent gets everything back, freight and all") {
  const Checked c = checked(unshipped(), asks(CaseType::RO_UNSHIPPED));
  CHECK(c.eligible);
  CHECK(c.code == "OK");
  CHECK(c.max == 21000);
  CHECK(c.freight_payer == "NONE");
  CHECK(c.instead.empty());
  CHECK(checked(unshipped(), asks(CaseType::RO_UNSHIPPED, "C")).max == 2609);
  CHECK(checked(unshipped(), asks(CaseType::RO_UNSHIPPED, "B", 1)).max == 4348);
}

TEST_CASE("an order that left is not refunded as unsent, and the buyer learns what is open instead") {
  const Checked c = checked(in_transit(), asks(CaseType::RO_UNSHIPPED, "A"));
  CHECK_FALSE(c.eligible);
  CHECK(c.code == "ALREADY_SHIPPED");
  CHECK(c.citation == "S1-27");
  CHECK(c.max == 0);
  CHECK(words_of(c.instead) == "RO_IN_TRANSIT RETURN_REFUND PRICE_PROTECT COMPLAINT ");
}

TEST_CASE("an order that was signed for is judged as signed") {
  const Checked c = checked(signed_for(), asks(CaseType::RO_UNSHIPPED, "A"), {}, at("2026-03-03T00:00:00+08:00"));
  CHECK(c.code == "ALREADY_SIGNED");
  CHECK(words_of(c.instead) == "RO_RECEIVED RETURN_REFUND EXCHANGE RESHIP REPAIR PRICE_PROTECT COMPLAINT ");
  CHECK(code(signed_for(), asks(CaseType::RO_IN_TRANSIT, "A")) == "ALREADY_SIGNED");
}

TEST_CASE("a buyer who says that a signed parcel never came is heard") {
  CheckRequest r = asks(CaseType::RO_IN_TRANSIT, "A");
  r.good_status = GoodStatus::BUYER_NOT_RECEIVED;
  CHECK(code(signed_for(), r) == "OK");
}

TEST_CASE("every trade status has its answer for an unsent order") {
  Trade t = unshipped();
  struct Row { TradeStatus status; const char* code; };
  for (const Row& row : {Row{TradeStatus::TRADE_NO_CREATE_PAY, "NOT_PAID"}, {TradeStatus::WAIT_BUYER_PAY, "NOT_PAID"},
                         {TradeStatus::PAY_PENDING, "NOT_PAID"}, {TradeStatus::WAIT_PRE_AUTH_CONFIRM, "NOT_PAID"},
                         {TradeStatus::WAIT_SELLER_SEND_GOODS, "OK"}, {TradeStatus::PAID_FORBID_CONSIGN, "OK"},
                         {TradeStatus::SELLER_CONSIGNED_PART, "OK"},
                         {TradeStatus::WAIT_BUYER_CONFIRM_GOODS, "ALREADY_SHIPPED"},
                         {TradeStatus::TRADE_BUYER_SIGNED, "ALREADY_SIGNED"},
                         {TradeStatus::TRADE_FINISHED, "ALREADY_SIGNED"}, {TradeStatus::TRADE_CLOSED, "TRADE_CLOSED"},
                         {TradeStatus::TRADE_CLOSED_BY_TAOBAO, "TRADE_CLOSED"}}) {
    t.status = row.status;
    INFO(std::string(name(row.status)));
    CHECK(code(t, asks(CaseType::RO_UNSHIPPED, "A")) == row.code);
  }
  t.status = TradeStatus::WAIT_BUYER_PAY;
  CHECK(checked(t, asks(CaseType::RO_UNSHIPPED)).instead.empty());
}

TEST_CASE("a partly sent order is judged by the line that is asked for") {
  Trade t = unshipped();
  t.status = TradeStatus::SELLER_CONSIGNED_PART;
  t.consign_time = kPaid + kHour;  // the first parcel's; says nothing about B
  t.orders[0].consign_time = kPaid + kHour;
  CHECK(code(t, asks(CaseType::RO_UNSHIPPED, "B")) == "OK");
  CHECK(code(t, asks(CaseType::RO_UNSHIPPED, "A")) == "ALREADY_SHIPPED");
  const Checked whole = checked(t, asks(CaseType::RO_UNSHIPPED));
  CHECK(whole.code == "ALREADY_SHIPPED");
  CHECK(words_of(whole.instead).find("RO_IN_TRANSIT") == 0);
}

TEST_CASE("one open case on a line keeps a second one out, and a whole-trade case keeps out every line") {
  const Case open = a_case(CaseStatus::WAIT_SELLER_AGREE, "C");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {open}) == "OPEN_CASE");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED), {open}) == "OPEN_CASE");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "A"), {open}) == "OK");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "A"), {a_case(CaseStatus::WAIT_SELLER_AGREE, {})}) == "OPEN_CASE");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {a_case(CaseStatus::CLOSED)}) == "OK");
  Case elsewhere = open;
  elsewhere.tid = "another";
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {elsewhere}) == "OK");
}

TEST_CASE("a claim for late shipment stands beside a refund") {
  const Case open = a_case(CaseStatus::WAIT_SELLER_AGREE, "C");
  const Instant late = kPaid + 48 * kHour + 1;
  CHECK(code(unshipped(), asks(CaseType::LATE_SHIP, "C"), {open}, late) == "OK");
  CHECK(code(unshipped(), asks(CaseType::LATE_SHIP, "C"), {open}, kPaid + 48 * kHour) == "WINDOW_CLOSED");
  CHECK(checked(single(200000), asks(CaseType::LATE_SHIP), {}, late, "tgc").max == 60000);
  CHECK(checked(single(200000), asks(CaseType::LATE_SHIP), {}, late, "tmall").max == 50000);
  CHECK(checked(single(1200), asks(CaseType::LATE_SHIP), {}, late, "tgc").max == 500);
}

TEST_CASE("what came back once does not come back twice") {
  Case done = a_case(CaseStatus::SUCCESS, "C");
  done.refund_fee = done.max = 2609;
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {done}) == "NOTHING_LEFT");
  CHECK(checked(unshipped(), asks(CaseType::RO_UNSHIPPED), {done}).max == 18391);
  Case on_its_way = done;
  on_its_way.status = CaseStatus::REFUND_FAILED;
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "A"), {on_its_way}) == "OK");
  Case everything = a_case(CaseStatus::SUCCESS, {});
  everything.refund_fee = everything.max = 21000;
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED), {everything}) == "NOTHING_LEFT");
}

TEST_CASE("the last line of an unsent order takes the freight along: domain 5.6, examples 2 to 5") {
  std::vector<Case> done;
  auto give_back = [&](const char* oid, std::int64_t num) {
    const Fen max = checked(unshipped(), asks(CaseType::RO_UNSHIPPED, oid, num), done).max;
    Case c = a_case(CaseStatus::SUCCESS, oid);
    c.num = num;
    c.refund_fee = c.max = max;
    done.push_back(c);
    return max;
  };
  CHECK(give_back("C", 1) == 2609);
  CHECK(give_back("B", 1) == 4348);
  CHECK(give_back("B", 1) == 4348);
  CHECK(give_back("A", 1) == 9695);
}

TEST_CASE("a line that was tried too often is refused") {
  Case tried = a_case(CaseStatus::CLOSED, "C");
  tried.attempts = 4;
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {tried}) == "OK");
  tried.attempts = 5;
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {tried}) == "TOO_MANY_ATTEMPTS");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED), {tried}) == "TOO_MANY_ATTEMPTS");
  CHECK(code(unshipped(), asks(CaseType::RO_UNSHIPPED, "A"), {tried}) == "OK");
  CHECK(checked(unshipped(), asks(CaseType::RO_UNSHIPPED, "C"), {tried}, kNow, "statute").code == "OK");
}

TEST_CASE("goods that were not sent cannot be sent back") {
  for (CaseType t : {CaseType::RO_IN_TRANSIT, CaseType::RO_RECEIVED, CaseType::RETURN_REFUND, CaseType::EXCHANGE,
                     CaseType::RESHIP, CaseType::REPAIR}) {
    const Checked c = checked(unshipped(), asks(t, "A"));
    CHECK(c.code == "NOT_SHIPPED");
    CHECK(words_of(c.instead) == "RO_UNSHIPPED PRICE_PROTECT COMPLAINT ");
  }
}

TEST_CASE("the no-reason window runs from the day after sign-off, 168 hours to the second") {
  const Trade t = signed_for("2026-03-02T15:20:00+08:00");
  auto when = [&](const char* now) { return checked(t, no_reason("A"), {}, at(now)); };
  CHECK(when("2026-03-02T15:20:00+08:00").code == "OK");
  CHECK(when("2026-03-09T23:59:59+08:00").code == "OK");
  CHECK(when("2026-03-10T00:00:00+08:00").code == "WINDOW_CLOSED");
  CHECK(when("2026-03-02T15:19:59+08:00").code == "WINDOW_CLOSED");
  const Checked c = when("2026-03-05T08:00:00Z");
  REQUIRE(c.window);
  CHECK(format_time(c.window->start, 8 * kHour) == "2026-03-03T00:00:00+08:00");
  CHECK(format_time(c.window->end, 8 * kHour) == "2026-03-10T00:00:00+08:00");
  CHECK(c.citation == "消法 25");
  CHECK(c.freight_payer == "BUYER");
}

TEST_CASE("a sign-off at midnight counts to the day it begins") {
  CHECK(code(signed_for("2026-03-02T00:00:00+08:00"), no_reason("A"), {}, at("2026-03-09T23:59:59+08:00")) == "OK");
  CHECK(code(signed_for("2026-03-01T23:59:59+08:00"), no_reason("A"), {}, at("2026-03-09T00:00:00+08:00")) ==
        "WINDOW_CLOSED");
}

TEST_CASE("faulty goods know no seven days, only the platform's own period") {
  CheckRequest faulty = asks(CaseType::RETURN_REFUND, "A");
  faulty.reason = "QUALITY";
  Trade t = signed_for();
  CHECK(code(t, faulty, {}, at("2026-04-30T00:00:00+08:00")) == "OK");
  t.status = TradeStatus::TRADE_FINISHED;
  t.end_time = at("2026-03-12T00:00:00+08:00");
  CHECK(code(t, faulty, {}, at("2026-03-26T23:59:59+08:00")) == "OK");
  CHECK(code(t, faulty, {}, at("2026-03-27T00:00:00+08:00")) == "WINDOW_CLOSED");
  CHECK(checked(t, faulty, {}, at("2026-03-13T00:00:00+08:00")).freight_payer == "SELLER");
}

TEST_CASE("only what the law excludes, or the buyer confirmed, is kept from a no-reason return") {
  Trade t = signed_for();
  const Instant now = at("2026-03-03T00:00:00+08:00");
  t.orders[0].no_reason = NoReason::EXCLUDED;
  CHECK(checked(t, no_reason("A"), {}, now).code == "EXCLUDED_BY_LAW");
  CHECK(checked(t, no_reason("A"), {}, now).citation == "暂行办法 6");
  CHECK(words_of(checked(t, no_reason("A"), {}, now).instead).find("RETURN_REFUND ") != std::string::npos);
  CHECK(code(t, asks(CaseType::RETURN_REFUND, "A"), {}, now) == "OK");
  t.orders[0].no_reason = NoReason::OPTIONAL_OFF;
  CHECK(code(t, no_reason("A"), {}, now) == "OK");
  t.orders[0].exclusion_confirmed = true;
  CHECK(code(t, no_reason("A"), {}, now) == "EXCLUDED_AND_CONFIRMED");
}

TEST_CASE("an opened box is a warning, never a denial") {
  CheckRequest r = no_reason("A");
  r.integrity.seal_broken = true;
  r.integrity.tags_intact = false;
  Trade t = signed_for();
  t.freight_insurance = true;
  const Checked c = checked(t, r, {}, at("2026-03-03T00:00:00+08:00"));
  CHECK(c.eligible);
  REQUIRE(c.warnings.size() == 2);
  CHECK(c.warnings[0].code == "SEAL_BROKEN");
  CHECK(c.warnings[0].citation == "暂行办法 9");
  CHECK(c.freight_payer == "INSURER");
}

TEST_CASE("a request that names what is not there is an error with a pointer") {
  auto fails = [](CheckRequest r) {
    const auto c = check({kNow, unshipped(), {}, std::move(r)}, pack("tmall"));
    return code_of(c) + (c ? "" : " " + c.error().pointer);
  };
  CHECK(fails(asks(CaseType::RO_UNSHIPPED, "Z")) == "UNKNOWN_LINE /request/oid");
  CHECK(fails(asks(CaseType::RO_UNSHIPPED, "B", 3)) == "EXCEEDS_UNITS /request/num");
  CHECK(fails(asks(CaseType::RO_UNSHIPPED, {}, 1)) == "MISSING_KEY /request/oid");
}

namespace {

std::string warnings(const CheckInput& in, const char* policy = "tmall") {
  const auto c = check(in, pack(policy));
  REQUIRE(c);
  std::string out;
  for (const Warning& w : c->warnings) {
    out.append(w.code).append(" ").append(w.citation);
    if (w.amount > 0) out.append(" ").append(std::to_string(w.amount));
    out.append("; ");
  }
  return out;
}

}  // namespace

TEST_CASE("a parcel under way is not offered for a fault that only goods in hand can show") {
  CheckRequest r = asks(CaseType::RO_UNSHIPPED, "A");
  r.good_status = GoodStatus::BUYER_NOT_RECEIVED;
  CHECK(words_of(checked(in_transit(), r).instead) == "RO_IN_TRANSIT RETURN_REFUND RESHIP PRICE_PROTECT COMPLAINT ");
  r.good_status = GoodStatus::BUYER_RECEIVED;
  CHECK(words_of(checked(in_transit(), r).instead) ==
        "RO_RECEIVED RETURN_REFUND EXCHANGE RESHIP REPAIR PRICE_PROTECT COMPLAINT ");
}

TEST_CASE("a return without a reason says what kept gifts and lost free shipping would cost") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  in.request.reason = "SEVEN_DAYS_WITHOUT_REASON";
  in.request.integrity.activated = true;
  CHECK(warnings(in) == "ACTIVATED 暂行办法 9; GIFT_GOES_BACK 暂行办法 12 1500; ");
  in.trade.post_fee = 0;
  in.trade.free_shipping_threshold = 30000;
  in.trade.standard_post_fee = 800;
  CHECK(warnings(in) == "ACTIVATED 暂行办法 9; GIFT_GOES_BACK 暂行办法 12 1500; LOST_FREE_SHIPPING 暂行办法 18 800; ");
  in.trade.orders[0].no_reason = NoReason::OPTIONAL_OFF;
  CHECK(warnings(in).find("EXCLUSION_NOT_CONFIRMED 暂行办法 20; ") != std::string::npos);
}

TEST_CASE("the shop proves for half a year that a machine was sound, and for a cup not at all") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  in.request.reason = "QUALITY";
  CHECK(warnings(in) == "SELLER_PROVES 消法 23; ");
  in.now = at("2026-09-02T23:59:59+08:00");
  CHECK(warnings(in) == "SELLER_PROVES 消法 23; ");
  ++in.now;
  CHECK(warnings(in) == "");
  in.now = kAfterSignOff;
  in.trade.orders[0].category = "home";
  CHECK(warnings(in) == "");
}

TEST_CASE("a reason that no list names is judged like any other, and said to be unknown") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  in.trade.orders[0].category = "home";
  in.request.reason = "COLOUR_OF_THE_MOON";
  CHECK(warnings(in) == "UNKNOWN_REASON 平台规则; ");
  in.request.type = CaseType::RESHIP;
  in.request.reason = "NOT_DELIVERED";  // but the parcel was signed for
  CHECK(warnings(in) == "UNKNOWN_REASON 平台规则; ");
  in.request.good_status = GoodStatus::BUYER_NOT_RECEIVED;
  CHECK(warnings(in) == "");
}

TEST_CASE("a case that a shop lets lie for more than fifteen days is a breach, said with the answer that it blocks") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::WAIT_SELLER_AGREE, kAfterSignOff - 15 * kDay)};
  CHECK(check(in, pack("tmall"))->code == "OPEN_CASE");
  CHECK(warnings(in) == "");
  ++in.now;
  CHECK(warnings(in) == "STATUTORY_BREACH 处罚办法 8; ");
  in.cases.front().status = in.cases.front().history.front().to = CaseStatus::REFUNDING;
  CHECK(warnings(in) == "REFUND_OVERDUE 消法 25; ");
  in.cases.front().history.front().at = in.now - 7 * kDay;
  CHECK(warnings(in) == "");
}

TEST_CASE("the platform is called in over a refusal within its days, a silent shop, or goods that were turned away") {
  CheckInput in = scene(CaseType::DISPUTE);
  in.cases.front().max = 4200;
  const auto answer = [&] { return check(in, pack("tmall"))->code; };
  CHECK(answer() == "OK");
  CHECK(check(in, pack("tmall"))->max == 4200);
  in.cases.front().deadlines = {{"D4", in.now + 1, DeadlineSource::POLICY}};
  CHECK(answer() == "OK");
  in.cases.front().deadlines.front().at = in.now;
  CHECK(answer() == "WINDOW_CLOSED");
  in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::WAIT_SELLER_AGREE, in.now - 2 * kDay + 1)};
  CHECK(answer() == "WINDOW_CLOSED");
  ++in.now;
  CHECK(answer() == "OK");
  in.cases.front().cs_status = 2;
  CHECK(answer() == "WINDOW_CLOSED");
  in.cases = {case_on_a(CaseType::RETURN_REFUND, CaseStatus::WAIT_SELLER_CONFIRM_GOODS, in.now)};
  CHECK(answer() == "WINDOW_CLOSED");
  in.cases.front().advance_status = 3;
  CHECK(answer() == "OK");
}

TEST_CASE("a download has no sign-off: its seven days begin when it is sent, and a buyer who never got it is heard") {
  Trade t = in_transit();
  t.orders[0].is_virtual = true;
  CHECK(code(t, asks(CaseType::RO_IN_TRANSIT, "A")) == "OK");
  CHECK(code(t, no_reason("A"), {}, at("2026-03-08T23:59:59+08:00")) == "OK");
  CHECK(code(t, no_reason("A"), {}, at("2026-03-09T00:00:00+08:00")) == "WINDOW_CLOSED");
  CHECK(words_of(checked(t, asks(CaseType::RO_UNSHIPPED, "A")).instead) ==
        "RO_IN_TRANSIT RO_RECEIVED RETURN_REFUND EXCHANGE RESHIP REPAIR PRICE_PROTECT COMPLAINT ");
}

TEST_CASE("where nobody recorded the sign-off, the end of the trade begins the seven days") {
  Trade t = in_transit();
  t.status = TradeStatus::TRADE_FINISHED;
  t.end_time = at("2026-03-05T09:00:00+08:00");
  CHECK(code(t, no_reason("A"), {}, at("2026-03-12T23:59:59+08:00")) == "OK");
  CHECK(code(t, no_reason("A"), {}, at("2026-03-13T00:00:00+08:00")) == "WINDOW_CLOSED");
}

TEST_CASE("the insurer of the way back is gone when the trade is finished") {
  Trade t = signed_for();
  t.freight_insurance = true;
  const Instant now = at("2026-03-05T00:00:00+08:00");
  CHECK(checked(t, no_reason("A"), {}, now).freight_payer == "INSURER");
  t.status = TradeStatus::TRADE_FINISHED;
  CHECK(checked(t, no_reason("A"), {}, now).freight_payer == "BUYER");
}

TEST_CASE("a missing gift can be asked for although it is worth nothing") {
  CheckInput in = scene(CaseType::RESHIP);
  in.request.oid = "G";
  in.request.reason = "MISSING_GIFT";
  CHECK(check(in, pack("tmall"))->code == "OK");
  CHECK(check(in, pack("tmall"))->max == 0);
  in.request.type = CaseType::RO_RECEIVED;
  CHECK(check(in, pack("tmall"))->code == "NOTHING_LEFT");
}

TEST_CASE("what the way back cost is claimed once, after a refund that was not the buyer's doing, or a promise") {
  CheckInput in = scene(CaseType::FREIGHT);
  CHECK(check(in, pack("tmall"))->max == 5000);
  in.cases.front().fault = "NONE";
  CHECK(check(in, pack("tmall"))->code == "NOTHING_LEFT");
  in.request.reason = "PROMISED_FREIGHT";
  CHECK(check(in, pack("tmall"))->code == "OK");
  in.cases.push_back(case_on_a(CaseType::FREIGHT, CaseStatus::SUCCESS, kNow));
  CHECK(check(in, pack("tmall"))->code == "NOTHING_LEFT");
}

TEST_CASE("a pre-sale order whose tail is unpaid can be given up, at the price of the deposit") {
  Trade t = single(30000);
  t.status = TradeStatus::WAIT_BUYER_PAY;
  t.step_trade_status = StepStatus::FRONT_PAID_FINAL_NOPAID;
  t.step_paid_fee = 5000;
  CheckInput in{kNow, t, {}, asks(CaseType::RO_UNSHIPPED, "A")};
  in.request.reason = "DONT_WANT";
  CHECK(warnings(in) == "DEPOSIT_FORFEITED 民法典 587 5000; ");
  in.request.reason = "OUT_OF_STOCK";
  CHECK(warnings(in) == "");
  CHECK(code(t, asks(CaseType::LATE_SHIP, "A")) == "NOT_PAID");
  t.step_trade_status = StepStatus::FRONT_NOPAID_FINAL_NOPAID;
  CHECK(code(t, asks(CaseType::RO_UNSHIPPED, "A")) == "NOT_PAID");
  t.step_trade_status = StepStatus::FRONT_PAID_FINAL_PAID;
  t.status = TradeStatus::WAIT_SELLER_SEND_GOODS;
  CHECK(code(t, asks(CaseType::RO_UNSHIPPED, "A")) == "OK");
}

TEST_CASE("the days of price protection begin where the pack says, and a pack without days protects nobody") {
  CheckInput in{kNow, unshipped(), {}, asks(CaseType::PRICE_PROTECT, "A")};
  in.trade.created = kPaid - kDay;
  Policy p = pack("tmall");
  const auto end = [&] { return check(in, p)->window->end; };
  CHECK(end() == kPaid + 15 * kDay);
  p.price_protect_from = PriceProtectStart::CREATED;
  CHECK(end() == kPaid + 14 * kDay);
  p.price_protect_from = PriceProtectStart::SIGNED;
  CHECK(check(in, p)->code == "OK");
  CHECK_FALSE(check(in, p)->window);
  p.price_protect_window_s = 0;
  CHECK(check(in, p)->code == "WINDOW_CLOSED");
}

}  // namespace check_test
