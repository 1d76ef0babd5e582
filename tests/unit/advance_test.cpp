#include <doctest/doctest.h>

#include <algorithm>

#include "case_fixtures.hpp"

namespace advance_test {

using namespace kefu;
using namespace kefu::test;

namespace {

bool allows(const Case& c, EventType type, Actor actor) {
  return std::any_of(c.allowed.begin(), c.allowed.end(),
                     [&](const AllowedEvent& a) { return a.event == type && a.actor == actor; });
}

std::string why_not(const Case& c, EventType type) {
  for (const NotAllowedEvent& a : c.not_allowed)
    if (a.event == type) return a.code;
  return "";
}

Walk tmall() { return {unshipped(), store(OperationMode::MERCHANT), pack("tmall")}; }
Walk tgc() { return {unshipped(), store(OperationMode::FULLY_MANAGED), pack("tgc")}; }

constexpr Seconds kTwoDays = 48 * kHour;

}  // namespace

TEST_CASE("an unsent 淘工厂 order is refunded by itself, and the shop is told not to send it") {
  Walk w = tgc();
  CHECK(w.step(submits(asks(CaseType::RO_UNSHIPPED))) == "T01 T05");
  CHECK(w.status() == "REFUNDING");
  CHECK(w.now->version == 2);
  CHECK(w.now->refund_fee == 21000);
  CHECK(w.now->deadlines.empty());
  CHECK(listed(w.effects) ==
        "PAUSE_AUTO_CONFIRM NOTIFY:PLATFORM_DESK:CASE_SUBMITTED SHIP_STOP_ALERT:REFUNDED REFUND_PAY=21000 "
        "NOTIFY:BUYER:REFUND_AUTOMATIC ");
  CHECK(w.effects[3].reference == "c-2026030100001-all-1:2");

  CHECK(w.step(EventType::pay_ok, Actor::SYSTEM, kNow + 60) == "T25");
  CHECK(w.status() == "SUCCESS");
  CHECK(listed(w.effects) ==
        "LEDGER:BUYER_CASH=21000 LEDGER:SELLER_RECEIVABLE=-21000 RESUME_AUTO_CONFIRM NOTIFY:BUYER:REFUND_SUCCESS ");
  CHECK(w.now->allowed.empty());
}

TEST_CASE("a seller agrees and the money goes back to where it came from") {
  Walk w = tmall();
  w.trade.tenders = {{"RED_PACKET", 1500, OnRefund::PRO_RATA}};
  CHECK(w.step(submits(asks(CaseType::RO_UNSHIPPED, "B"))) == "T01");
  CHECK(w.status() == "WAIT_SELLER_AGREE");
  CHECK(w.now->num == 2);
  CHECK(next_deadline(*w.now) == kNow + kTwoDays);
  CHECK(listed(w.effects) == "PAUSE_AUTO_CONFIRM START_TIMER:D1u NOTIFY:SELLER:CASE_SUBMITTED ");
  CHECK(allows(*w.now, EventType::agree, Actor::SELLER));
  CHECK_FALSE(allows(*w.now, EventType::agree, Actor::PLATFORM_DESK));
  CHECK(allows(*w.now, EventType::withdraw, Actor::BUYER));
  CHECK(why_not(*w.now, EventType::refuse) == "shipped");

  CHECK(w.step(EventType::agree, Actor::SELLER, kNow + 60) == "T06");
  CHECK(listed(w.effects) ==
        "STOP_TIMER:D1u SHIP_STOP_ALERT:REFUNDED REFUND_PAY=8696 NOTIFY:BUYER:REFUND_AGREED ");
  CHECK(w.step(EventType::pay_fail, Actor::SYSTEM, kNow + 61) == "T26");
  CHECK(w.status() == "REFUND_FAILED");
  CHECK(w.step(EventType::retry, Actor::PLATFORM_DESK, kNow + 62) == "T27");
  CHECK(w.effects[0].reference == w.now->case_id + ":4");
  Event paid = event(EventType::pay_ok, Actor::SYSTEM, kNow + 63);
  paid.reference = w.now->case_id + ":2";
  CHECK(w.step(paid) == "GUARD_FAILED reference");
  paid.reference = w.now->case_id + ":4";
  CHECK(w.step(paid) == "T25");
  CHECK(listed(w.effects) ==
        "LEDGER:BUYER_CASH=8044 LEDGER:BUYER_RED_PACKET=652 LEDGER:SELLER_RECEIVABLE=-8696 RESUME_AUTO_CONFIRM "
        "NOTIFY:BUYER:REFUND_SUCCESS ");
  CHECK(w.now->history.size() == 5);
  CHECK(w.step(paid) == "ILLEGAL_EVENT pay_ok is not possible in SUCCESS.");
}

TEST_CASE("a silent seller has agreed after 48 hours, not a second sooner") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  CHECK(w.step(EventType::tick, Actor::SYSTEM, kNow + kTwoDays - 1) == "");
  CHECK(w.status() == "WAIT_SELLER_AGREE");
  CHECK(w.effects.empty());
  CHECK(w.step(EventType::tick, Actor::SYSTEM, kNow + kTwoDays + kDay) == "T12");
  CHECK(w.status() == "REFUNDING");
  CHECK(w.now->history.back().event == "D1u");
  CHECK(w.now->history.back().at == kNow + kTwoDays);
  CHECK(listed(w.effects) == "SHIP_STOP_ALERT:REFUNDED REFUND_PAY=2609 NOTIFY:BUYER:REFUND_BY_DEADLINE ");
  CHECK(w.step(EventType::tick, Actor::SYSTEM, kNow + 9 * kDay) == "");
}

TEST_CASE("an event at the deadline comes too late, one before it wins however late it is read") {
  Walk late = tmall();
  late.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  Walk early = late;
  CHECK(late.step(EventType::withdraw, Actor::BUYER, kNow + kTwoDays) ==
        "ILLEGAL_EVENT withdraw is not possible in REFUNDING.");
  CHECK(late.status() == "WAIT_SELLER_AGREE");  // refused: nothing changed, the deadline is still due
  CHECK(early.step(EventType::withdraw, Actor::BUYER, kNow + kTwoDays - 1) == "T04");
  CHECK(early.status() == "CLOSED");
  CHECK(listed(early.effects) == "STOP_TIMER:D1u RESUME_AUTO_CONFIRM NOTIFY:SELLER:CASE_WITHDRAWN ");
  CHECK(early.step(EventType::tick, Actor::SYSTEM, kNow + 30 * kDay) == "");
}

TEST_CASE("nobody may refuse what was not sent, and a refusal needs words and proof (X5)") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  CHECK(w.step(refuses(Actor::SELLER, kNow + 1, 1)) == "GUARD_FAILED shipped");

  Walk sent = tmall();
  sent.trade = in_transit();
  CHECK(sent.step(submits(asks(CaseType::RO_IN_TRANSIT, "C"))) == "T01");
  CHECK(next_deadline(*sent.now) == kNow + 5 * kDay);
  Event mute = refuses(Actor::SELLER, kNow + 1, 1);
  mute.message = "不";
  CHECK(sent.step(mute) == "GUARD_FAILED message");
  mute.message = std::string(603, 'x');
  CHECK(sent.step(mute) == "GUARD_FAILED message");
  mute = refuses(Actor::SELLER, kNow + 1, 1);
  mute.proof.clear();
  CHECK(sent.step(mute) == "GUARD_FAILED proof");
  CHECK(sent.step(refuses(Actor::SELLER, kNow + 1, 1)) == "T07");
  CHECK(sent.status() == "SELLER_REFUSE_BUYER");
  CHECK(sent.now->refusal->message == "已经发货，请拦截或拒收");
  CHECK(listed(sent.effects) == "STOP_TIMER:D1s START_TIMER:D4 NOTIFY:BUYER:REFUND_REFUSED ");
  CHECK(sent.effects.back().steps == std::vector<std::string>{"INTERCEPT", "WAIT_AND_RETURN", "LOST_CLAIM", "DISPUTE"});
  CHECK(sent.step(EventType::tick, Actor::SYSTEM, kNow + 1 + 7 * kDay) == "T20");
  CHECK(sent.status() == "CLOSED");
}

TEST_CASE("a no-reason claim and goods without a body cannot be refused by the seller (X5)") {
  for (const bool no_reason : {true, false}) {
    Walk w = tmall();
    w.trade = in_transit();
    if (!no_reason) w.trade.orders[2].is_virtual = true;
    CheckRequest r = asks(CaseType::RO_IN_TRANSIT, "C");
    if (no_reason) r.reason = "SEVEN_DAYS_WITHOUT_REASON";
    REQUIRE(w.step(submits(r)) == "T01");
    CHECK(w.step(refuses(Actor::SELLER, kNow + 1, 1)) ==
          (no_reason ? "GUARD_FAILED not_no_reason" : "GUARD_FAILED not_virtual"));
    CHECK(next_deadline(*w.now) == kNow + (no_reason ? 5 : 3) * kDay);
  }
}

TEST_CASE("a buyer who was refused asks again, and the seller has to answer again") {
  Walk w = tmall();
  w.trade = in_transit();
  w.step(submits(asks(CaseType::RO_IN_TRANSIT, "C")));
  w.step(refuses(Actor::SELLER, kNow + 1, 1));
  Event again = event(EventType::modify, Actor::BUYER, kNow + 2);
  again.amount = 2000;
  again.description = "物流五天没有更新";
  CHECK(w.step(again) == "T03");
  CHECK(w.status() == "WAIT_SELLER_AGREE");
  CHECK(w.now->refund_fee == 2000);
  CHECK(w.now->max == 2609);
  CHECK(w.now->attempts == 2);
  CHECK(w.now->description == "物流五天没有更新");
  CHECK_FALSE(w.now->refusal);
  CHECK(next_deadline(*w.now) == kNow + 2 + 5 * kDay);
  again.version.reset();
  again.amount = 2610;
  CHECK(w.step(again) == "GUARD_FAILED amount: must be at most 2609");
  again.amount = 0;
  CHECK(w.step(again) == "GUARD_FAILED amount: must be more than 0");
  again.amount.reset();
  for (int i = 3; i <= 5; ++i) CHECK(w.step(again) == "T03");
  CHECK(w.step(again) == "GUARD_FAILED attempts");
  CHECK(why_not(*w.now, EventType::modify) == "attempts");
}

TEST_CASE("the desk may give more than was asked up to the maximum, but not quietly less") {
  Walk w = tmall();
  Event asked = submits(asks(CaseType::RO_UNSHIPPED, "C"));
  asked.amount = 1000;
  w.step(asked);
  CHECK(w.now->refund_fee == 1000);
  Event agree = event(EventType::agree, Actor::SELLER, kNow + 1);
  agree.amount = 999;
  CHECK(w.step(agree) == "GUARD_FAILED amount: must not be less than what was asked");
  agree.amount = 2610;
  CHECK(w.step(agree) == "GUARD_FAILED amount: must be at most 2609");
  agree.amount = 2609;
  CHECK(w.step(agree) == "T06");
  CHECK(w.now->refund_fee == 2609);
}

TEST_CASE("a seller who sends after all closes the claim, and the buyer learns what is open now") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C"), kNow));
  CHECK(w.step(EventType::seller_ships, Actor::ERP, kNow + kDay + kHour) == "T08");
  CHECK(w.status() == "CLOSED");
  CHECK(w.now->closed_by_seller_ship);
  CHECK(listed(w.effects) == "STOP_TIMER:D1u RESUME_AUTO_CONFIRM NOTIFY:BUYER:CLOSED_BY_SELLER_SHIP ");
  CHECK(w.effects.back().steps == std::vector<std::string>{"RO_IN_TRANSIT", "LATE_SHIP"});
}

TEST_CASE("where the platform runs the shop, its desk decides and the seller does not (X3)") {
  Walk w = tgc();
  w.trade = in_transit();
  CHECK(w.step(submits(asks(CaseType::RO_IN_TRANSIT, "C"))) == "T01");
  CHECK(allows(*w.now, EventType::agree, Actor::PLATFORM_DESK));
  CHECK(w.step(EventType::agree, Actor::SELLER, kNow + 1).rfind("NOT_PERMITTED", 0) == 0);
  CHECK(w.step(EventType::agree, Actor::SUPPLIER, kNow + 1).rfind("NOT_PERMITTED", 0) == 0);
  CHECK(w.step(EventType::agree, Actor::PLATFORM_DESK, kNow + 1) == "T06");
}

TEST_CASE("a second submit on the line gives back the open case as it is (T02)") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  const Case first = *w.now;
  CHECK(w.step(submits(asks(CaseType::RO_UNSHIPPED, "C"), kNow + 5)) == "T02");
  CHECK(w.now->version == first.version);
  CHECK(w.effects.empty());
  CHECK(w.step(submits(asks(CaseType::RO_UNSHIPPED, "A"), kNow + 5)) == "GUARD_FAILED same_line");

  Walk fresh = tmall();
  fresh.others = {first};
  CHECK(fresh.step(submits(asks(CaseType::RO_UNSHIPPED), kNow + 5)) == "T02");
  CHECK(fresh.now->case_id == first.case_id);
  fresh.now.reset();
  CHECK(fresh.step(submits(asks(CaseType::RO_UNSHIPPED, "A"), kNow + 5)) == "T01");
  CHECK(fresh.now->case_id == "c-2026030100001-A-1");
}

TEST_CASE("an open case whose time ran out does not swallow a new submit") {
  Walk w = tmall();
  w.trade = in_transit();
  w.step(submits(asks(CaseType::RO_IN_TRANSIT, "C")));
  w.step(refuses(Actor::SELLER, kNow + 1, 1));
  Walk fresh = w;
  fresh.others = {*w.now};
  fresh.now.reset();
  CHECK(fresh.step(submits(asks(CaseType::RO_IN_TRANSIT, "C"), kNow + 8 * kDay)) == "T01");
  CHECK(fresh.now->case_id == "c-2026030100001-C-2");
}

TEST_CASE("two lines asked back side by side bring the freight with whichever is decided last") {
  Walk a = tmall();
  a.trade.orders.pop_back();
  a.trade.promotions.clear();
  Walk b = a;
  a.step(submits(asks(CaseType::RO_UNSHIPPED, "A")));
  b.others = {*a.now};
  b.step(submits(asks(CaseType::RO_UNSHIPPED, "B")));
  CHECK(a.now->refund_fee == 10000);
  CHECK(b.now->refund_fee == 10000);
  a.others = {*b.now};
  a.step(EventType::agree, Actor::SELLER, kNow + 1);
  b.others = {*a.now};
  b.step(EventType::agree, Actor::SELLER, kNow + 2);
  CHECK(a.now->refund_fee == 10000);
  CHECK(b.now->refund_fee == 11000);
  CHECK(b.now->settled.freight == 1000);
}

TEST_CASE("a submit that the rules do not allow says which one") {
  Walk w = tmall();
  w.trade = in_transit();
  CHECK(w.step(submits(asks(CaseType::RO_UNSHIPPED, "A"))) == "GUARD_FAILED eligible: ALREADY_SHIPPED");
  CheckRequest empty_box = asks(CaseType::RO_IN_TRANSIT, "A");
  empty_box.reason = "EMPTY_PARCEL";
  CHECK(w.step(submits(empty_box)) == "GUARD_FAILED evidence: this reason needs a picture");
  Event bare = submits({});
  bare.request.reset();
  CHECK(w.step(bare).rfind("MISSING_KEY", 0) == 0);
  Event too_much = submits(asks(CaseType::RO_IN_TRANSIT, "C"));
  too_much.amount = 2610;
  CHECK(w.step(too_much) == "GUARD_FAILED amount: must be at most 2609");
  too_much.amount.reset();
  too_much.description = std::string(201, 'x');
  CHECK(w.step(too_much) == "GUARD_FAILED description");
}

TEST_CASE("judged in order: the pair, the actor, the version, the guards") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  auto code = [&](EventType type, Actor actor, std::int64_t version) {
    return code_of(advance({w.now, event(type, actor, kNow + 1, version), w.trade, w.shop, {}}, w.policy));
  };
  CHECK(code(EventType::waybill, Actor::SUPPLIER, 99) == "ILLEGAL_EVENT");
  CHECK(code(EventType::refuse, Actor::BUYER, 99) == "NOT_PERMITTED");
  CHECK(code(EventType::refuse, Actor::SELLER, 99) == "VERSION_CONFLICT");
  CHECK(code(EventType::refuse, Actor::SELLER, 1) == "GUARD_FAILED");
  const Event unversioned = event(EventType::agree, Actor::SELLER, kNow + 1);
  CHECK(code_of(advance({w.now, unversioned, w.trade, w.shop, {}}, w.policy)) == "VERSION_CONFLICT");
  CHECK(code(EventType::tick, Actor::BUYER, 1) == "NOT_PERMITTED");
}

TEST_CASE("a case of another trade is not touched") {
  Walk w = tmall();
  w.step(submits(asks(CaseType::RO_UNSHIPPED, "C")));
  w.trade.tid = "another";
  CHECK(w.step(EventType::agree, Actor::SELLER, kNow + 1).rfind("GUARD_FAILED same_trade", 0) == 0);
}

TEST_CASE("every pair of status and event that the table does not list is an ILLEGAL_EVENT") {
  using S = CaseStatus;
  using E = EventType;
  // Written down a second time on purpose: domain §5.3's rows where no intervention runs.
  const std::vector<std::pair<S, E>> legal = {
      {S::DRAFT, E::submit},
      {S::WAIT_SELLER_AGREE, E::submit}, {S::SELLER_REFUSE_BUYER, E::submit}, {S::WAIT_BUYER_MODIFY, E::submit},
      {S::WAIT_RETURN_ADDRESS, E::submit}, {S::WAIT_BUYER_RETURN_GOODS, E::submit},
      {S::WAIT_SELLER_CONFIRM_GOODS, E::submit}, {S::WAIT_SELLER_CONSIGN_GOODS, E::submit},
      {S::WAIT_BUYER_CONFIRM_NEW_GOODS, E::submit}, {S::REFUNDING, E::submit}, {S::REFUND_FAILED, E::submit},
      {S::WAIT_SELLER_AGREE, E::modify}, {S::SELLER_REFUSE_BUYER, E::modify},
      {S::WAIT_SELLER_AGREE, E::withdraw}, {S::SELLER_REFUSE_BUYER, E::withdraw},
      {S::WAIT_BUYER_RETURN_GOODS, E::withdraw},
      {S::WAIT_SELLER_AGREE, E::agree}, {S::WAIT_SELLER_AGREE, E::refuse}, {S::WAIT_SELLER_AGREE, E::seller_ships},
      {S::REFUNDING, E::pay_ok}, {S::REFUNDING, E::pay_fail}, {S::REFUND_FAILED, E::retry},
      {S::WAIT_SELLER_AGREE, E::agree_return}, {S::WAIT_SELLER_AGREE, E::negotiate},
      {S::WAIT_BUYER_MODIFY, E::accept}, {S::WAIT_BUYER_MODIFY, E::decline}, {S::WAIT_RETURN_ADDRESS, E::address},
      {S::WAIT_BUYER_RETURN_GOODS, E::waybill}, {S::WAIT_SELLER_CONFIRM_GOODS, E::receive},
      {S::WAIT_SELLER_CONFIRM_GOODS, E::refuse_goods}, {S::WAIT_SELLER_CONSIGN_GOODS, E::consign},
      {S::WAIT_SELLER_CONSIGN_GOODS, E::to_refund}, {S::WAIT_BUYER_CONFIRM_NEW_GOODS, E::confirm},
      {S::SELLER_REFUSE_BUYER, E::apply_intervention}, {S::WAIT_SELLER_AGREE, E::apply_intervention},
      {S::WAIT_RETURN_ADDRESS, E::apply_intervention}, {S::WAIT_SELLER_CONFIRM_GOODS, E::apply_intervention},
      {S::WAIT_SELLER_CONSIGN_GOODS, E::apply_intervention},
      {S::WAIT_SELLER_AGREE, E::feedback}, {S::SELLER_REFUSE_BUYER, E::feedback}, {S::WAIT_BUYER_MODIFY, E::feedback},
      {S::WAIT_RETURN_ADDRESS, E::feedback}, {S::WAIT_BUYER_RETURN_GOODS, E::feedback},
      {S::WAIT_SELLER_CONFIRM_GOODS, E::feedback}, {S::WAIT_SELLER_CONSIGN_GOODS, E::feedback},
      {S::WAIT_BUYER_CONFIRM_NEW_GOODS, E::feedback}, {S::REFUNDING, E::feedback}, {S::REFUND_FAILED, E::feedback}};
  int illegal = 0;
  for (std::size_t s = 0; s < words<S>().size(); ++s)
    for (std::size_t e = 0; e < words<E>().size(); ++e)
      for (std::size_t a = 0; a < words<Actor>().size(); ++a) {
        const S status = static_cast<S>(s);
        const E type = static_cast<E>(e);
        if (type == E::tick) continue;
        Event ev = refuses(static_cast<Actor>(a), kNow, static_cast<std::int64_t>(a % 2));
        ev.type = type;
        ev.request = asks(CaseType::RO_UNSHIPPED, "C");
        const auto r = advance({a_case(status), ev, unshipped(), store(OperationMode::MERCHANT), {}}, pack("tmall"));
        const bool listed_pair = std::find(legal.begin(), legal.end(), std::pair{status, type}) != legal.end();
        INFO(std::string(name(status)), " ", std::string(name(type)), " ", code_of(r));
        CHECK((code_of(r) == "ILLEGAL_EVENT") == !listed_pair);
        illegal += !listed_pair;
      }
  CHECK(illegal == (13 * 27 - 48) * 7);
  for (std::size_t e = 0; e < words<E>().size(); ++e) {
    Event ev = event(static_cast<E>(e), Actor::SYSTEM, kNow);
    if (ev.type == E::submit) continue;
    CHECK(code_of(advance({{}, ev, unshipped(), store(OperationMode::MERCHANT), {}}, pack("tmall"))) == "ILLEGAL_EVENT");
  }
}

TEST_CASE("what the platform's officer and the parties may do follows the intervention, not the main state") {
  using S = CaseStatus;
  using E = EventType;
  struct Legal {
    S status;
    int cs;
    E event;
  };
  // Written down a second time, like the list above: rows C1–C7.
  const std::vector<Legal> legal = {
      {S::SELLER_REFUSE_BUYER, 1, E::apply_intervention}, {S::SELLER_REFUSE_BUYER, 2, E::accept_intervention},
      {S::SELLER_REFUSE_BUYER, 10, E::add_evidence},      {S::SELLER_REFUSE_BUYER, 10, E::judge},
      {S::SELLER_REFUSE_BUYER, 4, E::judge},              {S::SELLER_REFUSE_BUYER, 5, E::judge},
      {S::SELLER_REFUSE_BUYER, 8, E::appeal},             {S::SELLER_REFUSE_BUYER, 2, E::withdraw_intervention},
      {S::SELLER_REFUSE_BUYER, 3, E::withdraw_intervention}, {S::SELLER_REFUSE_BUYER, 4, E::withdraw_intervention},
      {S::SELLER_REFUSE_BUYER, 5, E::withdraw_intervention}, {S::SELLER_REFUSE_BUYER, 10, E::withdraw_intervention},
      {S::SELLER_REFUSE_BUYER, 11, E::withdraw_intervention},
      {S::SUCCESS, 8, E::appeal}, {S::CLOSED, 9, E::appeal}, {S::REFUNDING, 8, E::appeal}};
  for (const S status : {S::SELLER_REFUSE_BUYER, S::CLOSED, S::SUCCESS, S::REFUNDING})
    for (int cs = 1; cs <= 11; ++cs)
      for (const E type : {E::apply_intervention, E::accept_intervention, E::add_evidence, E::judge, E::appeal,
                           E::withdraw_intervention}) {
        Case c = a_case(status);
        c.cs_status = cs;
        const auto r = advance({c, event(type, Actor::SYSTEM, kNow, 1), unshipped(), store(OperationMode::MERCHANT), {}}, pack("tmall"));
        const bool everywhere = status != S::SELLER_REFUSE_BUYER && type != E::apply_intervention && type != E::appeal;
        const S like = everywhere ? S::SELLER_REFUSE_BUYER : status;
        const bool listed_here = std::any_of(legal.begin(), legal.end(), [&](const Legal& l) {
          return l.status == like && l.cs == cs && l.event == type;
        });
        INFO(std::string(name(status)), " ", cs, " ", std::string(name(type)), " ", code_of(r));
        CHECK((code_of(r) == "ILLEGAL_EVENT") == !listed_here);
      }
}

TEST_CASE("a tick leaves a case alone where nothing is due, in every status") {
  for (std::size_t s = 0; s < words<CaseStatus>().size(); ++s) {
    const Case c = a_case(static_cast<CaseStatus>(s));
    const auto r = advance({c, event(EventType::tick, Actor::SYSTEM, kNow), unshipped(), store(OperationMode::MERCHANT), {}},
                           pack("tmall"));
    REQUIRE(r);
    CHECK(r->after.version == c.version);
    CHECK(r->trace.empty());
  }
}

TEST_CASE("deadlines that belong to no step of the status neither fire nor wake anybody") {
  Case c = a_case(CaseStatus::WAIT_SELLER_AGREE);
  c.deadlines = {{"D10", kNow - 5, {}}, {"D2", kNow - 5, {}}, {"D1u", kNow + 5, {}}};
  CHECK(next_deadline(c) == kNow + 5);
  c.status = CaseStatus::CLOSED;
  CHECK_FALSE(next_deadline(c));
}

TEST_CASE("a case that arrives without its settlement is booked in cash, and still sums to zero") {
  const auto r = advance({a_case(CaseStatus::REFUNDING), event(EventType::pay_ok, Actor::SYSTEM, kNow, 1), unshipped(),
                          store(OperationMode::MERCHANT), {}},
                         pack("tmall"));
  REQUIRE(r);
  CHECK(listed(r->effects).find("LEDGER:BUYER_CASH=391 LEDGER:SELLER_RECEIVABLE=-391 ") == 0);
}

}  // namespace advance_test
