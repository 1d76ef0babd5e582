// The ways of the twelve case types through the machine, as a buyer and a shop live them.
#include <doctest/doctest.h>

#include <algorithm>

#include "case_fixtures.hpp"
#include "kefu/form.hpp"
#include "kefu/patterns.hpp"

namespace advance_course_test {

using namespace kefu;
using namespace kefu::test;

namespace {

using E = EventType;
using A = Actor;

constexpr const char* kAddress = "浙江省义乌市稠州北路 1 号 仓库";

struct Told {
  Event e;
  Told(E type, A actor, Instant when) : e(event(type, actor, when)) {}
  Told& address(const char* a) { return e.address = a, *this; }
  Told& parcel(const char* number, const char* company = "YTO") { return e.company = company, e.number = number, *this; }
  Told& sent(const char* number) { return e.waybill = number, *this; }
  Told& units(std::int64_t n) { return e.num = n, *this; }
  Told& fen(Fen f) { return e.amount = f, *this; }
  Told& instead(CaseType t) { return e.case_type = t, *this; }
  Told& claims(const char* words) { return e.claim = words, *this; }
  Told& shows(std::vector<std::string> x) { return e.evidence = std::move(x), e.has_evidence = true, *this; }
  Told& proves() { return e.proof = {"p.jpg"}, e.message = "外包装破损", *this; }
  Told& in_favour_of(Verdict v) { return e.verdict = v, *this; }
  Told& says(const char* t) { return e.text = t, *this; }
  operator Event() const { return e; }
};

CheckRequest because(CaseType type, const char* oid, const char* reason, std::optional<std::int64_t> num = {}) {
  CheckRequest r = asks(type, oid, num);
  r.reason = reason;
  return r;
}

// With the picture that most reasons need.
Event shown(CheckRequest request, Instant when = kNow) {
  Event e = submits(std::move(request), when);
  e.evidence = {"photo.jpg"};
  e.has_evidence = true;
  return e;
}

// A parcel that arrived this morning; the tender keeps the platform from paying ahead unless a test wants it.
Walk arrived(const char* pack_id = "tmall") {
  Walk w{signed_for("2026-03-02T09:00:00+08:00"), store(OperationMode::MERCHANT), pack(pack_id)};
  w.trade.advance_quota = 0;
  return w;
}

Walk returning(const char* reason = "INVOICE", const char* pack_id = "tmall") {
  Walk w = arrived(pack_id);
  REQUIRE(w.step(shown(because(CaseType::RETURN_REFUND, "B", reason))) == "T01");
  REQUIRE(w.step(Told(E::agree_return, A::SELLER, kNow + 60).address(kAddress)) == "T09");
  return w;
}

Walk refused() {
  Walk w{in_transit(), store(OperationMode::MERCHANT), pack("tmall")};
  w.step(submits(because(CaseType::RO_IN_TRANSIT, "C", "NO_TRACKING")));
  REQUIRE(w.step(refuses(A::SELLER, kNow + 60, 1)) == "T07");
  return w;
}

Walk disputed() {
  Walk w = refused();
  REQUIRE(w.step(Told(E::apply_intervention, A::BUYER, kNow + kDay).claims("物流五天没有更新").shows({"a.jpg"})) == "C1");
  return w;
}

// Both sides have spoken and the platform's officer has to decide.
Walk heard() {
  Walk w = disputed();
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + 2 * kDay));
  w.step(Told(E::add_evidence, A::BUYER, kNow + 2 * kDay + 1).shows({"b.jpg"}));
  REQUIRE(w.step(Told(E::add_evidence, A::SELLER, kNow + 2 * kDay + 2).shows({"c.jpg"})) == "C3 C4");
  return w;
}

std::string deadlines(const Case& c) {
  std::string out;
  for (const Deadline& d : c.deadlines) out += d.id + "+" + std::to_string(d.at - kNow) + " ";
  return out;
}

Fen booked(const Walk& w, const std::string& account) {
  Fen sum = 0;
  for (const Effect& e : w.effects)
    if (e.type == EffectType::LEDGER && e.account == account) sum += *e.amount;
  return sum;
}

}  // namespace

TEST_CASE("goods go back: address, parcel, receipt, money (T09, T15, T17, T25)") {
  Walk w = returning();
  CHECK(w.status() == "WAIT_BUYER_RETURN_GOODS");
  CHECK(w.now->return_address == kAddress);
  CHECK(w.now->post_fee_bear_role == PostFeeBearer::SELLER);  // the shop is at fault, 消法 24
  CHECK(listed(w.effects) == "STOP_TIMER:D1s START_TIMER:D2 NOTIFY:BUYER:RETURN_AGREED ");
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567")) == "T15");
  CHECK(w.now->good_status == GoodStatus::BUYER_RETURNED_GOODS);
  CHECK(deadlines(*w.now) == "D3+" + std::to_string(11 * kDay) + " ");
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 3 * kDay).units(2)) == "T17");
  CHECK(w.now->good_status == GoodStatus::SELLER_RECEIVED);
  CHECK(w.now->refund_fee == 8696);
  CHECK(listed(w.effects) == "STOP_TIMER:D3 REFUND_PAY=8696 NOTIFY:BUYER:GOODS_RECEIVED ");
  CHECK(w.step(Told(E::pay_ok, A::SYSTEM, kNow + 3 * kDay + 5)) == "T25");
  CHECK(w.status() == "SUCCESS");
}

TEST_CASE("a buyer who sends nothing back keeps the goods, and the order goes on (T16)") {
  Walk w = returning();
  CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 60 + 7 * kDay)) == "T16");
  CHECK(w.status() == "CLOSED");
  CHECK(listed(w.effects) == "RESUME_AUTO_CONFIRM NOTIFY:BUYER:CLOSED_BY_DEADLINE ");
}

TEST_CASE("three units announced, two received: the money of two (domain §5.6, example 21)") {
  Walk w = arrived();
  w.trade = single(9000, 3);
  w.trade.orders[0].discount_fee = 3;  // R 269.97
  w.trade.consign_time = kPaid + 10;
  w.trade.sign_time = kPaid + 20;
  w.trade.advance_quota = 0;
  w.step(shown(because(CaseType::RETURN_REFUND, "A", "INVOICE", 3)));
  CHECK(w.now->refund_fee == 26997);
  w.step(Told(E::agree_return, A::SELLER, kNow + 1).address(kAddress));
  w.step(Told(E::waybill, A::BUYER, kNow + 2).parcel("YT88881234567"));
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 3).units(4)) == "GUARD_FAILED num: 1 to 3");
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 3).units(2)) == "T17");
  CHECK(w.now->refund_fee == 17998);
  CHECK(w.now->received == 2);
  CHECK(w.now->num == 3);
}

TEST_CASE("a waybill has letters and digits of the pack's length, and serves one case") {
  Walk w = returning();
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 70).parcel("YT-8888 1234")).find("GUARD_FAILED number") == 0);
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 70).parcel("YT12345")).find("GUARD_FAILED number") == 0);
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 70)) == "GUARD_FAILED company");
  Case other = a_case(CaseStatus::SUCCESS, "A");
  other.case_id = "c-2";
  other.return_waybill = ReturnWaybill{"YTO", "YT88881234567", {}};
  w.others = {other};
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 70).parcel("YT88881234567")) ==
        "GUARD_FAILED number: another case was returned with it");
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 70).parcel("PA12345678", "POST")) == "T15");
  CHECK(deadlines(*w.now) == "D3p+" + std::to_string(70 + 30 * kDay) + " ");
}

TEST_CASE("a silent seller has agreed to the return; without an address it has to name one (T13, T14)") {
  Walk known = arrived();
  known.shop.return_address = kAddress;
  known.step(submits(because(CaseType::EXCHANGE, "B", "SIZE_EXCHANGE")));
  CHECK(known.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay)) == "T13");
  CHECK(known.status() == "WAIT_BUYER_RETURN_GOODS");
  CHECK(known.now->return_address == kAddress);

  for (const bool late : {false, true}) {
    Walk w = arrived();
    w.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
    CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay)) == "T13");
    CHECK(w.status() == "WAIT_RETURN_ADDRESS");
    const Instant when = kNow + 15 * kDay + (late ? 1 : 0);
    CHECK(w.step(Told(E::address, A::SELLER, when)) == "GUARD_FAILED address");
    CHECK(w.step(Told(E::address, A::SELLER, when).address(kAddress)) == "T14");
    CHECK(w.now->statute_breach == late);  // more than 15 days, 处罚办法 8–9
    CHECK((listed(w.effects).find("STATUTE_BREACH") != std::string::npos) == late);
  }
}

TEST_CASE("a silent seller has received the goods where the pack says so, else the buyer calls the platform (T19)") {
  Walk w = returning();
  w.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567"));
  CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 11 * kDay)) == "T19");
  CHECK(w.status() == "REFUNDING");

  Walk lawful = returning("INVOICE", "statute");
  lawful.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567"));
  CHECK(lawful.step(Told(E::tick, A::SYSTEM, kNow + 8 * kDay)) == "D3");
  CHECK(lawful.status() == "WAIT_SELLER_CONFIRM_GOODS");
  CHECK(lawful.now->deadlines.empty());
  CHECK(listed(lawful.effects) == "NOTIFY:BUYER:INTERVENTION_POSSIBLE ");
  CHECK(lawful.step(Told(E::apply_intervention, A::BUYER, kNow + 8 * kDay).claims("卖家收到货不退款")) == "C1");
}

TEST_CASE("an exchange: goods back, new goods out, confirmed (T17, T21, T23); too slow becomes a refund (T22)") {
  Walk w = arrived();
  w.shop.return_address = kAddress;
  w.step(submits(because(CaseType::EXCHANGE, "B", "SIZE_EXCHANGE")));
  CHECK(w.now->refund_fee == 0);
  CHECK(w.now->max == 8696);
  CHECK(w.step(Told(E::agree, A::SELLER, kNow + 1)) == "GUARD_FAILED type");
  CHECK(w.step(Told(E::agree_return, A::SELLER, kNow + 1)) == "T09");
  CHECK(w.now->return_address == kAddress);
  w.step(Told(E::waybill, A::BUYER, kNow + 2).parcel("YT88881234567"));
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 3)) == "T17");
  CHECK(w.status() == "WAIT_SELLER_CONSIGN_GOODS");
  CHECK(deadlines(*w.now) == "D7+" + std::to_string(3 + 2 * kDay) + " ");
  Walk slow = w;
  CHECK(w.step(Told(E::consign, A::SELLER, kNow + 4).sent("SF1234567890")) == "T21");
  CHECK(w.now->sent_waybill == "SF1234567890");
  Walk quiet = w;
  CHECK(w.step(Told(E::confirm, A::BUYER, kNow + 5)) == "T23");
  CHECK(w.status() == "SUCCESS");
  CHECK(quiet.step(Told(E::tick, A::SYSTEM, kNow + 4 + 10 * kDay)) == "T23");

  CHECK(slow.step(Told(E::tick, A::SYSTEM, kNow + 3 + 2 * kDay)) == "T22");
  CHECK(slow.now->refund_fee == 8696);
  CHECK(listed(slow.effects) == "REFUND_PAY=8696 NOTIFY:BUYER:EXCHANGE_TRANSFORM_TO_REFUND ");
}

TEST_CASE("a parcel that never came is sent again (T24), and a silent seller has agreed to that too") {
  Walk w = arrived();
  w.trade = in_transit();
  CheckRequest r = because(CaseType::RESHIP, "B", "NO_TRACKING");
  r.good_status = GoodStatus::BUYER_NOT_RECEIVED;
  w.step(submits(r));
  Walk silent = w;
  CHECK(w.step(Told(E::agree, A::SELLER, kNow + 1)) == "T24");
  CHECK(w.status() == "WAIT_SELLER_CONSIGN_GOODS");
  CHECK(w.step(Told(E::to_refund, A::SELLER, kNow + 2)) == "GUARD_FAILED type");
  CHECK(silent.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay)) == "T24");
  CHECK(silent.step(Told(E::tick, A::SYSTEM, kNow + 7 * kDay)) == "D7");
  CHECK(silent.step(Told(E::apply_intervention, A::BUYER, kNow + 7 * kDay).claims("不发货")) == "C1");
}

TEST_CASE("a repair waits for the shop as long as it takes, but never for ever") {
  Walk w = arrived();
  w.step(submits(because(CaseType::REPAIR, "B", "WEAR")));
  w.step(Told(E::agree_return, A::SELLER, kNow + 1).address(kAddress));
  w.step(Told(E::waybill, A::BUYER, kNow + 2).parcel("YT88881234567"));
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 3)) == "T17");
  CHECK(w.now->deadlines.empty());
  CHECK(w.step(Told(E::apply_intervention, A::BUYER, kNow + kDay).claims("没有消息")) == "GUARD_FAILED seller_silent");
  CHECK(w.step(Told(E::apply_intervention, A::BUYER, kNow + 3 + 2 * kDay).claims("没有消息")) == "C1");
  CHECK(w.step(Told(E::consign, A::SELLER, kNow + 3 * kDay).sent("SF1234567890")) == "T21");
  CHECK(w.now->cs_status == 6);  // the shop gave in: nothing is left to decide
}

TEST_CASE("another sum or another way: the shop offers, the buyer takes it or not (T10, T11)") {
  Walk w = arrived();
  w.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
  CHECK(w.step(Told(E::negotiate, A::SELLER, kNow + 1).instead(CaseType::RO_RECEIVED).fen(8697)) ==
        "GUARD_FAILED offer: must be at most 8696");
  CHECK(w.step(Told(E::negotiate, A::SELLER, kNow + 1).instead(CaseType::COMPLAINT)) ==
        "GUARD_FAILED offer: not instead of this case");
  CHECK(w.step(Told(E::negotiate, A::SELLER, kNow + 1).instead(CaseType::RO_RECEIVED).fen(3000)) == "T10");
  CHECK(w.status() == "WAIT_BUYER_MODIFY");
  CHECK(deadlines(*w.now) == "D6+" + std::to_string(1 + 3 * kDay) + " ");
  Walk no = w;
  Walk silent = w;
  CHECK(w.step(Told(E::accept, A::BUYER, kNow + 2)) == "T11");
  CHECK(w.status() == "REFUNDING");
  CHECK(w.now->type == CaseType::RO_RECEIVED);
  CHECK(w.now->refund_fee == 3000);
  CHECK(no.step(Told(E::decline, A::BUYER, kNow + 2)) == "T11");
  CHECK(no.status() == "WAIT_SELLER_AGREE");
  CHECK(no.now->refund_fee == 8696);
  CHECK_FALSE(no.now->offer);
  CHECK(silent.step(Told(E::tick, A::SYSTEM, kNow + 1 + 3 * kDay)) == "T11");
  CHECK(silent.status() == "WAIT_SELLER_AGREE");
  CHECK(deadlines(*silent.now) == "D1s+" + std::to_string(1 + 8 * kDay) + " ");
}

TEST_CASE("what asks for money alone is paid: price protection, late shipment, the way back") {
  Walk price = arrived();
  Event drop = submits(because(CaseType::PRICE_PROTECT, "B", "PRICE_DROPPED"));
  drop.amount = 1000;
  drop.evidence = {"now.jpg"};
  drop.has_evidence = true;
  CHECK(price.step(drop) == "T01");
  CHECK(price.step(Told(E::agree, A::SELLER, kNow + 1)) == "T06");
  CHECK(price.step(Told(E::pay_ok, A::SYSTEM, kNow + 2)) == "T25");
  CHECK(booked(price, "BUYER_CASH") == 1000);
  Walk later = arrived();
  later.others = {*price.now};
  later.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
  CHECK(later.now->refund_fee == 7696);  // domain §5.6, example 13

  Walk late{unshipped(), store(OperationMode::FULLY_MANAGED), pack("tgc")};
  CHECK(late.step(submits(because(CaseType::LATE_SHIP, "C", "LATE_SHIPMENT"), kNow + 2 * kDay)) == "T01");
  const Fen due = late.now->refund_fee;
  CHECK(due == 6300);  // 30 % of 210.00
  CHECK(late.step(Told(E::tick, A::SYSTEM, kNow + 7 * kDay)) == "T12");
  late.step(Told(E::pay_ok, A::SYSTEM, kNow + 7 * kDay));
  CHECK(booked(late, "BUYER_RED_PACKET") == due);
  CHECK(booked(late, "SUPPLIER_DEPOSIT") == -due);

  Walk way = arrived();
  Case done = a_case(CaseStatus::SUCCESS, "B");
  done.type = CaseType::RETURN_REFUND;
  done.fault = "SELLER";
  way.others = {done};
  Event claim = submits(because(CaseType::FREIGHT, "B", "RETURN_FREIGHT"));
  claim.amount = 1200;
  claim.evidence = {"receipt.jpg"};
  claim.has_evidence = true;
  CHECK(way.step(claim) == "T01");
  CHECK(way.now->parent == "c-1");
  CHECK(way.step(Told(E::agree, A::SELLER, kNow + 1)) == "T06");
  CHECK(way.now->refund_fee == 1200);
}

TEST_CASE("a complaint ends with the shop's solution, or before the platform where the shop says nothing") {
  Walk w = arrived();
  w.step(submits(because(CaseType::COMPLAINT, "B", "ATTITUDE")));
  Walk silent = w;
  CHECK(w.step(Told(E::agree, A::SELLER, kNow + 1)) == "T06");
  CHECK(w.status() == "SUCCESS");
  CHECK(listed(w.effects) == "STOP_TIMER:D1s RESUME_AUTO_CONFIRM NOTIFY:BUYER:COMPLAINT_SOLVED ");
  CHECK(silent.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay)) == "C1");
  CHECK(silent.now->cs_status == 2);
  CHECK(silent.step(Told(E::accept_intervention, A::XIAOER, kNow + 6 * kDay)) == "C2");
  CHECK(silent.step(Told(E::tick, A::SYSTEM, kNow + 9 * kDay)) == "C4");
  CHECK(silent.step(Told(E::judge, A::XIAOER, kNow + 9 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(silent.status() == "SUCCESS");
}

TEST_CASE("a dispute of its own stands before the platform at once, and what it grants is not asked twice") {
  const Walk parent = refused();
  Walk w = parent;
  w.now.reset();
  w.others = {*parent.now};
  CHECK(w.step(shown(because(CaseType::DISPUTE, "C", "SELLER_SILENT"), kNow + kDay)) == "T01 C1");
  CHECK(w.now->parent == parent.now->case_id);
  CHECK(w.now->cs_status == 2);
  Walk first = parent;
  first.others = {*w.now};
  CHECK(first.step(Told(E::modify, A::BUYER, kNow + kDay + 1)) == "GUARD_FAILED no_dispute");
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + kDay + 2));
  w.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay));
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 5 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(w.status() == "REFUNDING");
  CHECK(w.now->refund_fee == 2609);
}

namespace {

// The dispute that a buyer files about the walk's case, and that case beside it.
Walk disputing(const Walk& parent, CheckRequest request, Instant when) {
  Walk w = parent;
  w.now.reset();
  w.others = {*parent.now};
  REQUIRE(check({when, w.trade, w.others, request}, w.policy)->eligible);
  REQUIRE(w.step(shown(std::move(request), when)) == "T01 C1");
  return w;
}

}  // namespace

TEST_CASE("a shop that says nothing can be disputed as well as one that refuses, and then the first case is over") {
  Walk parent = arrived();
  parent.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
  Walk early = parent;
  early.now.reset();
  early.others = {*parent.now};
  const CheckRequest asked = because(CaseType::DISPUTE, "B", "SELLER_SILENT");
  CHECK(check({kNow + 2 * kDay - 1, early.trade, early.others, asked}, early.policy)->code == "WINDOW_CLOSED");
  CHECK(early.step(shown(asked, kNow + 2 * kDay - 1)) == "GUARD_FAILED eligible: WINDOW_CLOSED");

  Walk w = disputing(parent, asked, kNow + 2 * kDay);
  CHECK(w.now->parent == parent.now->case_id);
  CHECK(w.now->refund_fee == 8696);
  Walk first = parent;
  first.others = {*w.now};
  // Neither the shop nor its clock can bring the money a second time.
  CHECK(first.step(Told(E::agree_return, A::SELLER, kNow + 3 * kDay).address(kAddress)) == "GUARD_FAILED no_dispute");
  CHECK(first.step(Told(E::apply_intervention, A::BUYER, kNow + 3 * kDay).claims("不处理")) == "GUARD_FAILED no_dispute");
  CHECK(first.step(Told(E::tick, A::SYSTEM, kNow + 9 * kDay)) == "C1");
  CHECK(first.status() == "CLOSED");
  w.others = {*first.now};
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + 3 * kDay));
  w.step(Told(E::tick, A::SYSTEM, kNow + 6 * kDay));
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 7 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(w.status() == "WAIT_BUYER_RETURN_GOODS");  // the goods of the first case are still with the buyer
}

TEST_CASE("a dispute that the buyer calls off leaves the first case as it was; one that is lost does not") {
  const Walk parent = refused();
  const CheckRequest asked = because(CaseType::DISPUTE, "C", "SELLER_SILENT");
  Walk w = disputing(parent, asked, kNow + kDay);
  Walk lost = w;
  w.step(Told(E::withdraw_intervention, A::BUYER, kNow + kDay + 1));
  REQUIRE(w.step(Told(E::withdraw, A::BUYER, kNow + kDay + 2)) == "T04");
  Walk first = parent;
  first.others = {*w.now};
  CHECK(first.step(Told(E::modify, A::BUYER, kNow + kDay + 3)) == "T03");

  lost.step(Told(E::accept_intervention, A::XIAOER, kNow + kDay + 1));
  lost.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay));
  REQUIRE(lost.step(Told(E::judge, A::XIAOER, kNow + 5 * kDay).in_favour_of(Verdict::SELLER)) == "C5");
  Walk again = parent;
  again.others = {*lost.now};
  CHECK(again.step(Told(E::modify, A::BUYER, kNow + 5 * kDay + 1)) == "GUARD_FAILED no_dispute");
  CHECK(check({kNow + 5 * kDay + 1, again.trade, {*parent.now, *lost.now}, asked}, again.policy)->code == "WINDOW_CLOSED");
}

TEST_CASE("a dispute about a claim without goods brings what the claim could, and takes nothing off the goods") {
  Walk parent{unshipped(), store(OperationMode::FULLY_MANAGED), pack("tgc")};
  parent.step(submits(because(CaseType::LATE_SHIP, "C", "LATE_SHIPMENT"), kNow + 2 * kDay));
  const CheckRequest asked = because(CaseType::DISPUTE, "C", "SELLER_SILENT");
  CHECK(check({kNow + 4 * kDay, parent.trade, {*parent.now}, asked}, parent.policy)->max == 6300);
  Walk w = disputing(parent, asked, kNow + 4 * kDay);
  CHECK(w.now->refund_fee == 6300);
  CHECK(w.now->settled.lines.empty());
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + 5 * kDay));
  w.step(Told(E::tick, A::SYSTEM, kNow + 8 * kDay));
  w.step(Told(E::judge, A::XIAOER, kNow + 8 * kDay).in_favour_of(Verdict::BUYER));
  CHECK(w.step(Told(E::pay_ok, A::SYSTEM, kNow + 8 * kDay + 1)) == "T25");
  CHECK(booked(w, "BUYER_RED_PACKET") == 6300);
  CHECK(booked(w, "SUPPLIER_DEPOSIT") == -6300);

  Walk words = arrived();
  words.step(submits(because(CaseType::COMPLAINT, "B", "ATTITUDE")));
  Walk heard_out = disputing(words, because(CaseType::DISPUTE, "B", "SELLER_SILENT"), kNow + 3 * kDay);
  CHECK(heard_out.now->max == 0);
}

TEST_CASE("of two cases on an order the dispute is about the one that is named") {
  Walk a = refused();
  Walk b = a;
  b.now.reset();
  b.others = {*a.now};
  b.step(submits(because(CaseType::RO_IN_TRANSIT, "B", "NO_TRACKING")));
  REQUIRE(b.step(refuses(A::SELLER, kNow + 60, 1)) == "T07");
  Walk w = a;
  w.now.reset();
  w.others = {*a.now, *b.now};
  CheckRequest asked = asks(CaseType::DISPUTE);
  asked.reason = "SELLER_SILENT";
  asked.parent_case = b.now->case_id;
  CHECK(w.step(shown(asked, kNow + kDay)) == "T01 C1");
  CHECK(w.now->parent == b.now->case_id);
  CHECK(w.now->oid == "B");
  CHECK(w.now->num == 2);
  CHECK(w.now->refund_fee == b.now->refund_fee);
}

TEST_CASE("the way back of goods with a fault is the shop's to pay, whatever it says (消法 24)") {
  Walk w = arrived();
  w.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
  Event agree = Told(E::agree_return, A::SELLER, kNow + 60).address(kAddress);
  agree.post_fee_bear_role = PostFeeBearer::BUYER;
  const auto refusal = advance({w.now, [&] { agree.version = 1; return agree; }(), w.trade, w.shop, {}}, w.policy);
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().code == ErrorCode::GUARD_FAILED);
  CHECK(refusal.error().pointer == "/event/post_fee_bear_role");
  agree.post_fee_bear_role = PostFeeBearer::SELLER;
  CHECK(w.step(agree) == "T09");

  Walk mind = arrived();
  CheckRequest r = because(CaseType::RETURN_REFUND, "B", "SEVEN_DAYS_WITHOUT_REASON");
  r.good_status = GoodStatus::BUYER_RECEIVED;
  REQUIRE(mind.step(submits(r)) == "T01");
  agree.post_fee_bear_role = PostFeeBearer::BUYER;  // 暂行办法 18
  CHECK(mind.step(agree) == "T09");
}

TEST_CASE("a parcel's number is what the form of the way back takes, and nothing else") {
  const Policy& policy = pack("tmall");
  for (const char* number : {"YT123456", "YT12345", "123456789012345678901234567890", "1234567890123456789012345678901",
                             "YT-8888 1234", "ＹＴ１２３４５６７８", "yt1234567", "YT12345678 ", ""}) {
    Walk w = returning();
    Form asked = *form({kNow + 70, w.trade, {*w.now}, [&] {
                          CheckRequest r = because(CaseType::RETURN_REFUND, "B", "INVOICE");
                          r.step = FormStep::RETURN;
                          return r;
                        }()}, policy);
    const auto field = std::find_if(asked.fields.begin(), asked.fields.end(), [](const Field& f) { return f.name == std::string_view("number"); });
    REQUIRE(field != asked.fields.end());
    const bool fits = matches(field->pattern, number, *field->min, *field->max);
    CAPTURE(number);
    CHECK((w.step(Told(E::waybill, A::BUYER, kNow + 70).parcel(number)) == "T15") == fits);
  }
}

TEST_CASE("while the platform looks into it the shop's clock stands still, and goes on when the buyer takes it back") {
  Walk w = refused();
  CHECK(deadlines(*w.now) == "D4+" + std::to_string(60 + 7 * kDay) + " ");
  CHECK(w.step(Told(E::apply_intervention, A::BUYER, kNow + kDay)) == "GUARD_FAILED claim");
  CHECK(w.step(Told(E::apply_intervention, A::BUYER, kNow + kDay).claims("没有物流")) == "C1");
  CHECK(w.now->cs_status == 2);
  CHECK(w.now->deadlines.empty());
  CHECK(listed(w.effects) == "STOP_TIMER:D4 NOTIFY:XIAOER:INTERVENTION_APPLIED ");
  CHECK(w.step(Told(E::modify, A::BUYER, kNow + kDay + 1)) == "GUARD_FAILED not_under_judgment");
  CHECK(w.step(Told(E::withdraw, A::BUYER, kNow + kDay + 1)) == "GUARD_FAILED not_under_judgment");
  CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 40 * kDay)) == "");
  CHECK(w.step(Told(E::withdraw_intervention, A::SELLER, kNow + 40 * kDay)).find("NOT_PERMITTED") == 0);
  CHECK(w.step(Told(E::withdraw_intervention, A::BUYER, kNow + 40 * kDay)) == "C7");
  CHECK(w.now->cs_status == 7);
  CHECK(w.status() == "SELLER_REFUSE_BUYER");
  CHECK(deadlines(*w.now) == "D4+" + std::to_string(40 * kDay + 60 + 6 * kDay) + " ");
  CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 47 * kDay)) == "T20");
}

TEST_CASE("the evidence window ends when both sides have spoken, or by itself (C2–C4)") {
  Walk w = disputed();
  CHECK(w.step(Told(E::add_evidence, A::BUYER, kNow + kDay + 1).shows({"b.jpg"})).find("ILLEGAL_EVENT") == 0);
  CHECK(w.step(Told(E::accept_intervention, A::XIAOER, kNow + 2 * kDay)) == "C2");
  CHECK(w.now->cs_status == 10);
  CHECK(deadlines(*w.now) == "D8+" + std::to_string(5 * kDay) + " ");
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 2 * kDay + 1).in_favour_of(Verdict::BUYER)) == "GUARD_FAILED evidence_closed");
  const std::int64_t version = w.now->version;
  CHECK(w.step(Told(E::add_evidence, A::BUYER, kNow + 2 * kDay + 1).shows({"a.jpg"})) ==
        "GUARD_FAILED evidence: must hold something new");
  CHECK(w.step(Told(E::add_evidence, A::BUYER, kNow + 2 * kDay + 1).shows({"b.jpg"})) == "C3");
  CHECK(w.now->version == version);  // nobody's decision was about something else
  Walk alone = w;
  CHECK(w.step(Told(E::add_evidence, A::SUPPLIER, kNow + 2 * kDay + 2).shows({"c.jpg"})) == "C3 C4");
  CHECK(w.now->cs_status == 4);
  CHECK(listed(w.effects) == "STOP_TIMER:D8 START_TIMER:D9 ");
  CHECK(w.now->evidence == std::vector<std::string>{"a.jpg", "b.jpg", "c.jpg"});
  CHECK(alone.step(Told(E::tick, A::SYSTEM, kNow + 5 * kDay)) == "C4");
  CHECK(alone.step(Told(E::tick, A::SYSTEM, kNow + 7 * kDay)) == "D9");
  CHECK(listed(alone.effects) == "NOTIFY:XIAOER:DECISION_OVERDUE ");
}

TEST_CASE("the platform decides: for the buyer, for the seller, or a part (C5)") {
  const Walk w = heard();
  Walk buyer = w;
  CHECK(buyer.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(buyer.now->cs_status == 8);
  CHECK(buyer.status() == "REFUNDING");
  CHECK(listed(buyer.effects) ==
        "REFUND_PAY=2609 STOP_TIMER:D9 START_TIMER:D10 NOTIFY:BUYER:JUDGED NOTIFY:SELLER:JUDGED ");
  Walk seller = w;
  CHECK(seller.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SELLER)) == "C5");
  CHECK(seller.now->cs_status == 9);
  CHECK(seller.status() == "CLOSED");
  Walk split = w;
  CHECK(split.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SPLIT)) ==
        "GUARD_FAILED amount: a split needs one");
  CHECK(split.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SPLIT).fen(2610)) ==
        "GUARD_FAILED amount: must be at most 2609");
  CHECK(split.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SPLIT).fen(1000)) == "C5");
  CHECK(split.now->cs_status == 6);
  CHECK(split.now->refund_fee == 1000);
  CHECK(split.step(Told(E::pay_ok, A::SYSTEM, kNow + 3 * kDay + 1)) == "T25");
  Walk nothing = w;
  CHECK(nothing.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SPLIT).fen(0)) == "C5");
  CHECK(nothing.status() == "CLOSED");
}

TEST_CASE("who lost may appeal in time with something new (C6): the buyer's closed case is open again") {
  Walk w = heard();
  w.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::SELLER));
  Walk late = w;
  CHECK(w.step(Told(E::appeal, A::SELLER, kNow + 4 * kDay).shows({"d.jpg"})).find("NOT_PERMITTED") == 0);
  CHECK(w.step(Told(E::appeal, A::BUYER, kNow + 4 * kDay).shows({"a.jpg"})).find("GUARD_FAILED evidence") == 0);
  CHECK(w.step(Told(E::appeal, A::BUYER, kNow + 4 * kDay).shows({"d.jpg"})) == "C6");
  CHECK(w.status() == "SELLER_REFUSE_BUYER");
  CHECK(w.now->cs_status == 10);
  CHECK(listed(w.effects) == "PAUSE_AUTO_CONFIRM STOP_TIMER:D10 START_TIMER:D8 NOTIFY:XIAOER:APPEALED ");
  Walk regretted = w;
  CHECK(w.step(Told(E::tick, A::SYSTEM, kNow + 7 * kDay)) == "C4");
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 8 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(w.status() == "REFUNDING");
  // An appeal that is taken back leaves the judgement as it was.
  CHECK(regretted.step(Told(E::withdraw_intervention, A::BUYER, kNow + 5 * kDay)) == "C7");
  CHECK(regretted.status() == "CLOSED");
  CHECK(regretted.now->deadlines.empty());

  CHECK(late.step(Told(E::appeal, A::BUYER, kNow + 10 * kDay).shows({"d.jpg"})) == "GUARD_FAILED appeal_open");
  CHECK(late.step(Told(E::tick, A::SYSTEM, kNow + 10 * kDay)) == "D10");
  CHECK(late.status() == "CLOSED");
}

TEST_CASE("a seller's appeal stops nobody's money; if it is won the platform makes it good") {
  Walk w = heard();
  w.step(Told(E::judge, A::XIAOER, kNow + 3 * kDay).in_favour_of(Verdict::BUYER));
  CHECK(w.step(Told(E::appeal, A::SELLER, kNow + 4 * kDay).shows({"d.jpg"})) == "C6");
  CHECK(w.status() == "REFUNDING");
  CHECK(w.step(Told(E::pay_ok, A::SYSTEM, kNow + 4 * kDay + 1)) == "T25");
  w.step(Told(E::tick, A::SYSTEM, kNow + 8 * kDay));
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 8 * kDay).in_favour_of(Verdict::SELLER)) == "C5");
  CHECK(w.status() == "SUCCESS");
  CHECK(booked(w, "SELLER_RECEIVABLE") == 2609);
  CHECK(booked(w, "PLATFORM_FUND") == -2609);
}

TEST_CASE("goods that have to go back do so after a judgement, and a second refusal can be disputed again") {
  Walk w = arrived();
  w.step(shown(because(CaseType::RETURN_REFUND, "B", "INVOICE")));
  w.step(refuses(A::SELLER, kNow + 1, 1));
  w.step(Told(E::apply_intervention, A::BUYER, kNow + 2).claims("发票问题"));
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + 3));
  w.step(Told(E::tick, A::SYSTEM, kNow + 4 * kDay));
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 4 * kDay).in_favour_of(Verdict::BUYER)) == "C5");
  CHECK(w.status() == "WAIT_BUYER_RETURN_GOODS");
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + 5 * kDay).parcel("YT88881234567")) == "T15");
  CHECK(w.step(Told(E::refuse_goods, A::SELLER, kNow + 6 * kDay)) == "GUARD_FAILED proof");
  CHECK(w.step(Told(E::refuse_goods, A::SELLER, kNow + 6 * kDay).proves()) == "T18");
  CHECK(w.now->cs_status == 1);
  CHECK(w.step(Told(E::apply_intervention, A::BUYER, kNow + 7 * kDay).claims("货物完好")) == "C1");
}

TEST_CASE("the platform pays ahead when the parcel is on its way, and the store pays the platform (A1, A2)") {
  Walk w = returning();
  w.trade.advance_quota = 8696;
  CHECK(w.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567")) == "T15 A1");
  CHECK(w.now->advance_status == 2);
  CHECK(booked(w, "BUYER_CASH") == 8696);
  CHECK(booked(w, "PLATFORM_FUND") == -8696);
  Walk short_of_one = w;
  CHECK(w.step(Told(E::receive, A::SELLER, kNow + 2 * kDay)) == "T17 A2");
  CHECK(w.now->advance_status == 5);
  CHECK(listed(w.effects) ==
        "STOP_TIMER:D3 REFUND_PAY=0 NOTIFY:BUYER:GOODS_RECEIVED LEDGER:SELLER_RECEIVABLE=-8696 LEDGER:PLATFORM_FUND=8696 ");
  CHECK(w.step(Told(E::pay_ok, A::SYSTEM, kNow + 2 * kDay)) == "T25");
  CHECK(booked(w, "BUYER_CASH") == 0);

  CHECK(short_of_one.step(Told(E::receive, A::SELLER, kNow + 2 * kDay).units(1)) == "T17 A2");
  CHECK(short_of_one.now->repayment->amount == 4348);
  CHECK(booked(short_of_one, "BUYER_DEBT") == -4348);
  CHECK(booked(short_of_one, "SELLER_RECEIVABLE") == -4348);
}

TEST_CASE("no advance above the quota, for excluded goods or tenders, or where others use it up") {
  auto advanced = [](auto change) {
    Walk w = returning();
    w.trade.advance_quota.reset();  // the pack's: 300.00
    change(w);
    w.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567"));
    return w.trace;
  };
  Case other = a_case(CaseStatus::WAIT_SELLER_CONFIRM_GOODS, "A");
  other.case_id = "c-2";
  other.advance_status = 2;
  other.advanced = 30000 - 8696;
  CHECK(advanced([](Walk&) {}) == "T15 A1");
  CHECK(advanced([&](Walk& w) { w.others = {other}; }) == "T15 A1");
  CHECK(advanced([&](Walk& w) { other.advanced += 1, w.others = {other}; }) == "T15");
  CHECK(advanced([](Walk& w) { w.trade.advance_quota = 8695; }) == "T15");
  CHECK(advanced([](Walk& w) { w.trade.orders[1].category = "secondhand"; }) == "T15");
  CHECK(advanced([](Walk& w) { w.trade.tenders = {{"TAOBAO_COIN", 1, OnRefund::PRO_RATA}}; }) == "T15");
}

TEST_CASE("a seller who refuses what the platform paid ahead stands before it at once (A3), and a buyer who lost pays back (A4)") {
  Walk w = returning();
  w.trade.advance_quota = 10000;
  w.step(Told(E::waybill, A::BUYER, kNow + kDay).parcel("YT88881234567"));
  CHECK(w.step(Told(E::refuse_goods, A::SELLER, kNow + 2 * kDay).proves()) == "T18 A3");
  CHECK(w.now->advance_status == 3);
  CHECK(w.now->cs_status == 2);
  CHECK(w.now->deadlines.empty());
  CHECK(w.step(Told(E::withdraw_intervention, A::BUYER, kNow + 2 * kDay)).find("NOT_PERMITTED") == 0);
  w.step(Told(E::accept_intervention, A::XIAOER, kNow + 3 * kDay));
  w.step(Told(E::tick, A::SYSTEM, kNow + 6 * kDay));
  CHECK(w.step(Told(E::judge, A::XIAOER, kNow + 7 * kDay).in_favour_of(Verdict::SELLER)) == "C5 A4");
  CHECK(w.now->advance_status == 4);
  CHECK(w.now->repayment->amount == 8696);
  CHECK(w.now->repayment->at == kNow + 14 * kDay);
  CHECK(booked(w, "BUYER_DEBT") == -8696);
  CHECK(booked(w, "PLATFORM_FUND") == 8696);
}

TEST_CASE("payments that keep failing are handed to somebody who pays by hand (T26)") {
  Walk w{unshipped(), store(OperationMode::MERCHANT), pack("tmall")};
  w.step(submits(because(CaseType::RO_UNSHIPPED, "C", "DONT_WANT")));
  w.step(Told(E::agree, A::SELLER, kNow + 1));
  for (int i = 1; i <= 3; ++i) {
    CHECK(w.step(Told(E::pay_fail, A::SYSTEM, kNow + 2 * i)) == "T26");
    CHECK(w.effects.back().code == (i < 3 ? "REFUND_FAILED" : "MERCHANT_OVERDUE_REFUND"));
    CHECK(w.step(Told(E::retry, A::SYSTEM, kNow + 2 * i + 1)) == "T27");
  }
}

TEST_CASE("a supplier's word is kept, and moves nothing (S1-19)") {
  Walk w = refused();
  const std::int64_t version = w.now->version;
  CHECK(w.step(Told(E::feedback, A::SELLER, kNow + 70).says("已补发")).find("NOT_PERMITTED") == 0);
  CHECK(w.step(Told(E::feedback, A::SUPPLIER, kNow + 70).says("已补发")) == "FEEDBACK");
  CHECK(w.now->version == version);
  CHECK(w.status() == "SELLER_REFUSE_BUYER");
  CHECK(w.now->deadlines.size() == 1);
  CHECK(w.now->feedback.back().text == "已补发");
}

}  // namespace advance_course_test
