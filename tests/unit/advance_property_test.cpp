// A shop under random hands: buyers, sellers, desks, banks and clocks do what they like, and the money still adds up.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "case_fixtures.hpp"

using namespace kefu;
using namespace kefu::test;

namespace {

class Shop {
 public:
  explicit Shop(std::uint32_t seed) : random_(seed) {
    trade_ = unshipped();
    trade_.orders = {line("A", pick(0, 20000), pick(1, 4)), line("B", pick(1, 5000), pick(1, 3)), line("C", 3000, 1)};
    trade_.post_fee = pick(0, 1200);
    trade_.promotions.clear();
    if (chance(50)) trade_.promotions = {{"p", pick(0, 2500), {}, {}}};
    if (chance(60)) trade_.tenders.push_back({"RED_PACKET", pick(0, 400), static_cast<OnRefund>(pick(0, 2))});
    if (chance(30)) trade_.tenders.push_back({"POINTS", pick(0, 90), static_cast<OnRefund>(pick(0, 2))});
    if (chance(40)) ship();
    shop_ = store(chance(30) ? OperationMode::FULLY_MANAGED : OperationMode::MERCHANT);
    const char* packs[] = {"tgc", "taobao", "tmall", "wechat"};
    policy_ = &pack(packs[pick(0, 3)]);
    // The trade's values after promotions: what the buyer paid for goods, before freight.
    const auto values = line_values(trade_);
    for (Fen v : *values) paid_ += v;
    paid_ += trade_.post_fee;
  }

  void step() {
    now_ += chance(80) ? pick(0, 6 * kHour) : pick(0, 9 * kDay);
    const bool fresh = cases_.empty() || chance(15);
    const std::size_t k = fresh ? cases_.size() : static_cast<std::size_t>(pick(0, static_cast<Fen>(cases_.size()) - 1));
    AdvanceInput in;
    if (!fresh) in.current = cases_[k];
    in.event = random_event(fresh ? nullptr : &cases_[k]);
    in.trade = trade_;
    in.store = shop_;
    in.cases = cases_;
    const auto out = advance(in, *policy_);
    if (out) accept(in, *out);
    if (chance(1)) ship();
  }

  int accepted = 0;
  int refunds = 0;

 private:
  Fen pick(Fen low, Fen high) { return std::uniform_int_distribution<Fen>(low, high)(random_); }
  bool chance(int percent) { return pick(1, 100) <= percent; }

  void ship() {
    trade_.status = TradeStatus::WAIT_BUYER_CONFIRM_GOODS;
    trade_.consign_time = now_;
  }

  CheckRequest random_request() {
    const CaseType types[] = {CaseType::RO_UNSHIPPED, CaseType::RO_IN_TRANSIT, CaseType::RO_RECEIVED, CaseType::REPAIR};
    CheckRequest r = asks(types[pick(0, 3)]);
    if (chance(80)) r.oid = trade_.orders[static_cast<std::size_t>(pick(0, 2))].oid;
    if (r.oid && chance(40)) r.num = pick(1, 3);
    if (chance(10)) r.reason = "SEVEN_DAYS_WITHOUT_REASON";
    return r;
  }

  Event random_event(const Case* c) {
    Event e;
    // Mostly something the case offers, else anything by anybody.
    if (c && !c->allowed.empty() && chance(70)) {
      const AllowedEvent& a = c->allowed[static_cast<std::size_t>(pick(0, static_cast<Fen>(c->allowed.size()) - 1))];
      e = event(a.event, a.actor, now_);
    } else if (!c) {
      e = event(EventType::submit, Actor::BUYER, now_);
    } else {
      e = event(static_cast<EventType>(pick(0, static_cast<Fen>(words<EventType>().size()) - 1)),
                static_cast<Actor>(pick(0, static_cast<Fen>(words<Actor>().size()) - 1)), now_);
    }
    if (c && chance(95)) e.version = c->version;
    if (chance(90)) e.request = random_request();
    if (chance(30)) e.amount = pick(0, 9000);
    if (chance(80)) e.message = "已经发货";
    if (chance(80)) e.proof = {"p.jpg"};
    if (chance(20)) e.reason = chance(50) ? "OTHER" : "SEVEN_DAYS_WITHOUT_REASON";
    return e;
  }

  void accept(const AdvanceInput& in, const Advanced& out) {
    ++accepted;
    const Case& c = out.after;
    auto known = std::find_if(cases_.begin(), cases_.end(), [&](const Case& o) { return o.case_id == c.case_id; });
    if (known != cases_.end()) {
      if (!is_open(*known)) REQUIRE(c.status == known->status);  // terminal stays terminal
      REQUIRE(c.version >= known->version);
      REQUIRE(c.history.size() - known->history.size() == static_cast<std::size_t>(c.version - known->version));
      *known = c;
    } else {
      REQUIRE_FALSE(in.current);
      cases_.push_back(c);
    }
    REQUIRE(c.refund_fee > 0);
    REQUIRE(c.refund_fee <= c.max);
    if (is_open(c)) REQUIRE((!c.allowed.empty() || next_deadline(c)));
    else REQUIRE(c.deadlines.empty());
    check_ledger(c, out.effects);
    check_one_open_case_per_line();
  }

  void check_ledger(const Case& c, const std::vector<Effect>& effects) {
    Fen sum = 0;
    Fen back = 0;
    bool booked = false;
    for (const Effect& e : effects)
      if (e.type == EffectType::LEDGER) {
        booked = true;
        sum += *e.amount;
        REQUIRE(!e.reference.empty());
        if (e.account.rfind("BUYER_", 0) == 0) {
          REQUIRE(*e.amount > 0);
          back += *e.amount;
          by_account_[e.account] += *e.amount;
        }
      }
    REQUIRE(sum == 0);
    if (!booked) return;
    ++refunds;
    REQUIRE(back == c.refund_fee);
    refunded_ += back;
    REQUIRE(refunded_ <= paid_);
    Fen tendered = 0;
    for (const Tender& t : trade_.tenders) {
      REQUIRE(by_account_["BUYER_" + t.type] <= t.amount);
      tendered += t.amount;
    }
    REQUIRE(by_account_["BUYER_CASH"] <= paid_ - tendered);
  }

  // A case whose refusal stood for seven days is over, although nobody ticked it yet.
  bool open_by_now(const Case& c) const {
    const auto swept = advance({c, event(EventType::tick, Actor::SYSTEM, now_), trade_, shop_, {}}, *policy_);
    REQUIRE(swept);
    return is_open(swept->after);
  }

  void check_one_open_case_per_line() {
    std::vector<const Case*> open;
    for (const Case& c : cases_)
      if (open_by_now(c)) open.push_back(&c);
    for (std::size_t i = 0; i < open.size(); ++i)
      for (std::size_t j = i + 1; j < open.size(); ++j) REQUIRE_FALSE(same_line(open[i]->oid, open[j]->oid));
  }

  std::mt19937 random_;
  Trade trade_;
  Store shop_;
  const Policy* policy_ = nullptr;
  std::vector<Case> cases_;
  Instant now_ = kNow;
  Fen paid_ = 0;
  Fen refunded_ = 0;
  std::map<std::string, Fen> by_account_;
};

}  // namespace

TEST_CASE("60,000 random steps: never more back than was paid, ledgers at zero, ends that stay ends") {
  int accepted = 0;
  int refunds = 0;
  for (std::uint32_t seed = 1; seed <= 1200; ++seed) {
    CAPTURE(seed);
    Shop shop(seed);
    for (int i = 0; i < 50; ++i) shop.step();
    accepted += shop.accepted;
    refunds += shop.refunds;
  }
  MESSAGE("steps accepted: ", accepted, ", refunds booked: ", refunds);
  CHECK(accepted > 9000);
  CHECK(refunds > 1000);
}
