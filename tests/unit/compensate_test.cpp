#include "kefu/compensate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "json/shapes.hpp"
#include "trades.hpp"
#include "vectors.hpp"

namespace compensate_test {

using namespace kefu;
using test::Dice;

namespace {

constexpr Instant kPaid = 1772330400;  // 2026-03-01T10:00:00+08:00

const Policy& pack(const char* id) { return *json::builtin_policies().find(id); }

Trade paid_trade(std::string tid, Fen price, Instant at = kPaid) {
  Trade t = test::order({test::line("A", price)});
  t.tid = std::move(tid);
  t.pay_time = at;
  return t;
}

Fen sum_of(const std::vector<LedgerEntry>& entries) {
  Fen sum = 0;
  for (const LedgerEntry& e : entries) sum += e.amount;
  return sum;
}

CompensateInput random_input(Dice& dice) {
  CompensateInput in;
  in.now = kPaid + 5 * kDay;
  for (std::int64_t i = dice.below(8); i >= 0; --i) {
    Trade t = paid_trade("t" + std::to_string(i), dice.below(300000), kPaid + dice.below(4) * 12 * kHour);
    t.post_fee = dice.below(1500);
    if (dice.one_in(4)) t.consign_time = kPaid + dice.below(4 * kDay);
    if (dice.one_in(6)) t.compensated = dice.below(40000);
    if (dice.one_in(6)) t.promised_ship_time = kPaid + dice.below(10 * kDay);
    if (dice.one_in(8)) t.status = static_cast<TradeStatus>(dice.below(12));
    in.trades.push_back(std::move(t));
  }
  if (dice.one_in(3)) in.deposit = dice.below(60000);
  return in;
}

using Amounts = std::map<std::string, Fen>;
Amounts amounts_of(const Compensation& c) {
  Amounts out;
  for (const LateTrade& t : c.trades) out[t.tid] = t.amount;
  return out;
}

/// Whether orders paid within the hours of the first of them share one maximum: groups are formed by walking the time line.
bool within_maximum(const CompensateInput& in, const Compensation& c, const LateShipRule& rule) {
  Instant start = -1;
  Fen now = 0, before = 0;
  const auto holds = [&] { return now <= std::max<Fen>(0, *rule.max_fen - before); };
  for (Instant at = kPaid; at < kPaid + 3 * kDay; at += 12 * kHour)
    for (std::size_t i = 0; i < in.trades.size(); ++i) {
      if (in.trades[i].pay_time != at || (!c.trades[i].eligible && in.trades[i].compensated == 0)) continue;
      if (start < 0 || at - start > *rule.max_scope_s) {
        if (!holds()) return false;
        start = at;
        now = before = 0;
      }
      now += c.trades[i].amount;
      before += in.trades[i].compensated;
    }
  return holds();
}

/// The first rule that a compensation breaks; "" if none.
std::string broken(const CompensateInput& in, const Policy& policy) {
  const auto c = compensate(in, policy);
  if (!c) return c.error().pointer;
  if (sum_of(c->ledger) != 0) return "a ledger that is not zero";
  Fen paid = 0;
  for (std::size_t i = 0; i < c->trades.size(); ++i) {
    const LateTrade& t = c->trades[i];
    if (t.tid != in.trades[i].tid) return "another order of trades";
    if (t.amount < 0 || (!t.eligible && t.amount != 0)) return "money for nothing";
    if (t.eligible != (t.code == "LATE")) return "a code that does not fit";
    paid += t.amount;
  }
  for (const LedgerEntry& e : c->ledger) {
    if (e.account == "BUYER_RED_PACKET" && e.amount != paid) return "the buyer gets something else";
    if (e.account == "SUPPLIER_DEPOSIT" && in.deposit && -e.amount > *in.deposit) return "more than the deposit holds";
    if (e.account == "PLATFORM_FUND" && sum_of(c->recovery) != -e.amount) return "an advance that nobody owes";
  }
  if (policy.late_ship.max_fen && !within_maximum(in, *c, policy.late_ship)) return "orders paid together above the maximum";
  return "";
}

}  // namespace

TEST_CASE("the worked examples of late shipment come out to the fen") { CHECK(test::run_vectors("compensate") == 29); }

TEST_CASE("whatever the orders, the ledger is zero, the maximum holds and the deposit is never overdrawn") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed)
    for (const char* id : {"tgc", "tmall", "taobao"}) {
      Dice dice(seed);
      const std::string rule = broken(random_input(dice), pack(id));
      if (!rule.empty()) FAIL(rule << ", seed " << seed << ", pack " << id);
    }
}

TEST_CASE("the order in which orders are listed changes no amount") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    CompensateInput in = random_input(dice);
    const Amounts before = amounts_of(*compensate(in, pack("tmall")));
    for (std::size_t i = in.trades.size(); i > 1; --i)
      std::swap(in.trades[i - 1], in.trades[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(i)))]);
    if (amounts_of(*compensate(in, pack("tmall"))) != before) FAIL("seed " << seed);
  }
}

TEST_CASE("an order that was sent in time takes nothing from the maximum and opens no group") {
  Trade in_time = paid_trade("1", 200000);
  in_time.consign_time = kPaid + 1;
  const Trade late = paid_trade("2", 200000, kPaid + 20 * kHour), later = paid_trade("3", 200000, kPaid + 40 * kHour);
  const auto c = *compensate({kPaid + 9 * kDay, {in_time, late, later}, std::nullopt}, pack("tmall"));
  CHECK(amounts_of(c) == Amounts{{"1", 0}, {"2", 25000}, {"3", 25000}});
}

TEST_CASE("the maximum wins over the minimum when many small orders are late") {
  CompensateInput in;
  in.now = kPaid + 5 * kDay;
  for (int i = 0; i < 200; ++i) in.trades.push_back(paid_trade(std::to_string(i), 100));
  const auto c = *compensate(in, pack("tmall"));
  CHECK(c.ledger.back().amount == 50000);
  CHECK(c.trades[7].amount == 250);
}

TEST_CASE("one line alone can be late, and its claim brings what the order brings") {
  Trade t = paid_trade("1", 6000);
  t.status = TradeStatus::SELLER_CONSIGNED_PART;
  t.orders.push_back(test::line("B", 4000));
  t.orders[0].consign_time = kPaid + kHour;
  const Instant now = kPaid + 3 * kDay;
  CHECK(late_shipment(t, pack("tgc"), now, &t.orders[0])->code == "NOT_LATE");
  CHECK(late_shipment(t, pack("tgc"), now, &t.orders[1])->amount == 3000);
  CHECK(late_shipment(t, pack("tgc"), now)->amount == 3000);
  t.orders[1].price = 300000;
  CHECK(late_shipment(t, pack("tmall"), now)->amount == 50000);
}

TEST_CASE("a refund of the goods changes nothing of what their lateness brings") {
  Trade t = paid_trade("1", 10000);
  t.status = TradeStatus::TRADE_FINISHED;
  t.consign_time = kPaid + 3 * kDay;
  t.sign_time = kPaid + 5 * kDay;
  CHECK(late_shipment(t, pack("tgc"), kPaid + 30 * kDay)->amount == 3000);
}

TEST_CASE("sums beyond 2^53-1 are refused, never wrapped") {
  CompensateInput in;
  in.now = kPaid + 5 * kDay;
  for (int i = 0; i < 500; ++i) in.trades.push_back(paid_trade(std::to_string(i), kMaxFen));
  const auto c = compensate(in, pack("tgc"));
  REQUIRE_FALSE(c);
  CHECK(c.error().pointer == "/trades");
  CHECK(compensate(in, pack("tmall"))->ledger.back().amount == 50000);
}

}  // namespace compensate_test
