// A shop under random hands: buyers, sellers, desks, officers, suppliers, banks and clocks do what they like over all case
// types and packs, and the money still adds up, no deadline is lost, and every case keeps a way out.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "case_fixtures.hpp"
#include "engine/advance_table.hpp"
#include "trades.hpp"

namespace advance_property_test {

using namespace kefu;
using namespace kefu::test;

namespace {

#ifndef KEFU_ADVANCE_STEPS
#define KEFU_ADVANCE_STEPS 1'000'000
#endif
constexpr int kStepsPerShop = 50;
constexpr int kShops = KEFU_ADVANCE_STEPS / kStepsPerShop;
constexpr int kReplayed = 25;  // every so many shops are lived through a second time

std::string written(const Case& c) {
  json::Writer w;
  json::write(w, c, 8 * kHour);
  return w.take();
}

// What all shops together have seen.
struct Seen {
  int accepted = 0, refused = 0, refunds = 0;
  std::set<std::string> rows;
  std::set<CaseStatus> statuses;
  std::set<CaseType> refunded_types;
  std::set<int> cs, advance;
  std::map<CaseStatus, int> disputes;  // by what became of the case that they are about
  int opened = 0, unopened = 0;
};

class Shop {
 public:
  Shop(std::uint64_t seed, Seen& seen) : dice_(seed), seen_(seen) {
    trade_ = unshipped();
    trade_.orders = {line("A", pick(0, 20000), pick(1, 4)), line("B", pick(1, 5000), pick(1, 3)), line("C", 3000, 1)};
    trade_.post_fee = pick(0, 1200);
    trade_.promotions.clear();
    if (chance(50)) trade_.promotions = {{"p", pick(0, 2500), {}, {}}};
    if (chance(50)) trade_.tenders.push_back({"RED_PACKET", pick(0, 400), static_cast<OnRefund>(pick(0, 2))});
    if (chance(30)) trade_.tenders.push_back({"POINTS", pick(0, 90), static_cast<OnRefund>(pick(0, 2))});
    if (chance(50)) trade_.advance_quota = pick(0, 60000);
    if (chance(10)) trade_.orders[2].is_virtual = true;
    trade_.freight_insurance = chance(20);
    if (chance(60)) ship();
    if (trade_.consign_time && chance(70)) trade_.sign_time = now_;
    shop_ = store(chance(30) ? OperationMode::FULLY_MANAGED : OperationMode::MERCHANT);
    if (chance(50)) shop_.return_address = "义乌";
    const char* packs[] = {"tgc", "taobao", "tmall", "wechat", "statute", "tmall"};
    policy_ = &pack(packs[pick(0, 5)]);
    const auto values = line_values(trade_);
    for (Fen v : *values) paid_ += v;
    paid_ += trade_.post_fee;
  }

  void step() {
    now_ += chance(80) ? pick(0, 6 * kHour) : pick(0, 9 * kDay);
    const bool fresh = cases_.empty() || (cases_.size() < 8 && chance(15));
    Moment m;
    m.of = fresh ? cases_.size() : static_cast<std::size_t>(pick(0, static_cast<Fen>(cases_.size()) - 1));
    m.event = random_event(fresh ? nullptr : &cases_[m.of]);
    m.trade = trade_;
    live(m);
    if (chance(5)) check_dispute();
    if (chance(1)) ship();
  }

  // The same events on the same goods, from nothing: the same cases, to the byte.
  bool lives_again() const {
    std::vector<Case> again;
    for (const Moment& m : log_) {
      const auto out = advance({m.of < again.size() ? std::optional(again[m.of]) : std::nullopt, m.event, m.trade, shop_, again}, *policy_);
      if (!out) return false;
      put(again, out->after);
    }
    if (again.size() != cases_.size()) return false;
    for (std::size_t i = 0; i < again.size(); ++i)
      if (written(again[i]) != written(cases_[i])) return false;
    return true;
  }

  bool keeps_log = false;

 private:
  struct Moment {
    std::size_t of = 0;
    Event event;
    Trade trade;
  };

  Fen pick(Fen low, Fen high) { return low + dice_.below(high - low + 1); }
  const AllowedEvent* one_of(const std::vector<AllowedEvent>& list) {
    return &list[static_cast<std::size_t>(pick(0, static_cast<Fen>(list.size()) - 1))];
  }
  bool chance(int percent) { return pick(1, 100) <= percent; }

  void ship() {
    trade_.status = TradeStatus::WAIT_BUYER_CONFIRM_GOODS;
    if (!trade_.consign_time) trade_.consign_time = now_;
  }

  CheckRequest random_request() {
    CheckRequest r = asks(static_cast<CaseType>(pick(0, static_cast<Fen>(words<CaseType>().size()) - 1)));
    if (chance(80)) r.oid = trade_.orders[static_cast<std::size_t>(pick(0, 2))].oid;
    if (r.oid && chance(40)) r.num = pick(1, 3);
    const auto& reasons = policy_->reasons[r.type];
    if (!reasons.empty() && chance(95)) {
      const ReasonRule& rule = reasons[static_cast<std::size_t>(pick(0, static_cast<Fen>(reasons.size()) - 1))];
      r.reason = rule.code;
      if (!rule.good_statuses.empty()) r.good_status = rule.good_statuses.front();
    }
    return r;
  }

  void add_words(Event& e) {
    if (chance(30)) e.amount = pick(0, 9000);
    if (chance(85)) e.message = "已经发货";
    if (chance(85)) e.proof = {"p.jpg"};
    if (chance(10)) e.reason = chance(50) ? "OTHER" : "SEVEN_DAYS_WITHOUT_REASON";
    if (chance(70)) e.evidence = {"e" + std::to_string(pick(0, 40)) + ".jpg"}, e.has_evidence = true;
    if (chance(80)) e.address = "杭州";
    if (chance(90)) e.company = chance(10) ? "POST" : "YTO";
    if (chance(95)) e.number = "YT" + std::to_string(pick(10000000, 99999999));
    if (chance(95)) e.waybill = "SF12345678";
    if (chance(30)) e.num = pick(0, 4);
    e.ok = chance(95);
    if (chance(95)) e.claim = "请平台介入";
    if (chance(95)) e.verdict = static_cast<Verdict>(pick(0, 2));
    if (chance(90)) e.text = "已核实";
    if (chance(50)) e.case_type = static_cast<CaseType>(pick(0, static_cast<Fen>(words<CaseType>().size()) - 1));
  }

  Event random_event(const Case* c) {
    Event e;
    // Mostly something the case offers, else anything by anybody.
    if (c && !c->allowed.empty() && chance(75)) {
      const AllowedEvent* a = one_of(c->allowed);
      if (a->event == EventType::feedback) a = one_of(c->allowed);  // the others move something
      e = event(a->event, a->actor, now_);
    } else if (!c) {
      e = event(EventType::submit, Actor::BUYER, now_);
    } else if (chance(50)) {
      e = event(EventType::tick, Actor::SYSTEM, now_);
    } else {
      e = event(static_cast<EventType>(pick(0, static_cast<Fen>(words<EventType>().size()) - 1)),
                static_cast<Actor>(pick(0, static_cast<Fen>(words<Actor>().size()) - 1)), now_);
    }
    if (c && chance(97)) e.version = c->version;
    if (e.type == EventType::submit) e.request = random_request();
    add_words(e);
    return e;
  }

  static void put(std::vector<Case>& cases, const Case& c) {
    for (Case& o : cases)
      if (o.case_id == c.case_id) {
        o = c;
        return;
      }
    cases.push_back(c);
  }

  void live(const Moment& m) {
    const bool known = m.of < cases_.size();
    AdvanceInput in{known ? std::optional(cases_[m.of]) : std::nullopt, m.event, m.trade, shop_, cases_};
    const auto out = advance(in, *policy_);
    if (!out) {
      ++seen_.refused;
      return;
    }
    ++seen_.accepted;
    if (keeps_log) log_.push_back(m);
    const Case& c = out->after;
    const auto place = std::find_if(cases_.begin(), cases_.end(), [&](const Case& o) { return o.case_id == c.case_id; });
    const Case before = place == cases_.end() ? Case{} : *place;
    if (place == cases_.end()) REQUIRE_FALSE(in.current);
    note(c, *out);
    if (!out->trace.empty() && out->trace.front() == "T01" && c.type == CaseType::DISPUTE) ++seen_.disputes[find(c.parent.value_or(""))->status];
    check_case(before, c);
    check_deadlines(before, c, out->effects);
    check_ledger(c, *out);
    put(cases_, c);
    check_one_open_case_per_line(c);
  }

  void note(const Case& c, const Advanced& out) {
    seen_.rows.insert(out.trace.begin(), out.trace.end());
    seen_.statuses.insert(c.status);
    seen_.cs.insert(c.cs_status);
    seen_.advance.insert(c.advance_status);
  }

  const Case* find(const std::string& id) const {
    const auto place = std::find_if(cases_.begin(), cases_.end(), [&](const Case& o) { return o.case_id == id; });
    REQUIRE(place != cases_.end());
    return &*place;
  }

  // What check says of a dispute is what advance does with it, whatever there is to dispute.
  void check_dispute() {
    CheckInput asked{now_, trade_, cases_, asks(CaseType::DISPUTE)};
    if (chance(80)) asked.request.oid = trade_.orders[static_cast<std::size_t>(pick(0, 2))].oid;
    if (chance(20) && !cases_.empty()) asked.request.parent_case = cases_[static_cast<std::size_t>(pick(0, static_cast<Fen>(cases_.size()) - 1))].case_id;
    if (chance(10)) asked.request.reason = "SEVEN_DAYS_WITHOUT_REASON";
    const auto open = check(asked, *policy_);
    Event filed = event(EventType::submit, Actor::BUYER, now_);
    filed.request = asked.request;
    filed.evidence = {"d.jpg"};
    filed.has_evidence = true;
    const bool named = open && open->eligible && open->max > 0 && chance(50);
    if (named) filed.amount = open->max;
    const auto made = advance({{}, filed, trade_, shop_, cases_}, *policy_);
    const bool is_new = made && made->trace.front() == "T01";
    if (open && open->eligible) {
      REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
      if (is_new) REQUIRE(made->after.max == open->max);
      if (is_new) REQUIRE(made->after.refund_fee == open->max);
      ++seen_.opened;
    } else {
      REQUIRE_FALSE(is_new);
      ++seen_.unopened;
    }
  }

  static bool has(const Case& c, std::string_view timer) {
    return std::any_of(c.deadlines.begin(), c.deadlines.end(), [&](const Deadline& d) { return d.id == timer; });
  }

  void check_case(const Case& before, const Case& c) {
    REQUIRE(c.version >= before.version);
    REQUIRE(c.history.size() >= before.history.size());
    REQUIRE(c.refund_fee >= 0);
    REQUIRE(c.refund_fee <= c.max);
    // Closed stays closed; only what a judgement closed can be opened, by an appeal in time (C6).
    if (before.status == CaseStatus::SUCCESS) REQUIRE(c.status == CaseStatus::SUCCESS);
    if (before.status == CaseStatus::CLOSED && c.status != CaseStatus::CLOSED) {
      REQUIRE(before.cs_status == 9);
      REQUIRE(has(before, "D10"));
    }
    // Somebody can go on with it, or time does.
    if (is_open(c)) REQUIRE((!c.allowed.empty() || next_deadline(c)));
    else
      for (const Deadline& d : c.deadlines) REQUIRE((d.id == "D8" || d.id == "D9" || d.id == "D10"));
    INFO(written(c));
    if (c.status == CaseStatus::CLOSED && c.cs_status != 9) REQUIRE(c.deadlines.empty());
  }

  // What was started is stopped, has fired, or is still there; nothing is there that was not started.
  void check_deadlines(const Case& before, const Case& c, const std::vector<Effect>& effects) {
    std::map<std::string, int> running;
    std::map<std::string, Instant> due;
    for (const Deadline& d : before.deadlines) ++running[d.id], due[d.id] = d.at;
    for (const Effect& e : effects) {
      if (e.type == EffectType::START_TIMER) ++running[e.timer], due[e.timer] = *e.at;
      if (e.type == EffectType::STOP_TIMER) --running[e.timer];
    }
    for (std::size_t i = before.history.size(); i < c.history.size(); ++i)
      if (c.history[i].event.front() == 'D') --running[c.history[i].event];
    for (const Deadline& d : c.deadlines) {
      REQUIRE(due[d.id] == d.at);
      --running[d.id];
    }
    for (const auto& [id, count] : running) REQUIRE_MESSAGE(count == 0, id);
  }

  void check_ledger(const Case& c, const Advanced& out) {
    Fen sum = 0;
    Fen back = 0;
    for (const Effect& e : out.effects) {
      if (e.type == EffectType::REFUND_PAY) REQUIRE(*e.amount <= c.refund_fee);
      if (e.type != EffectType::LEDGER) continue;
      sum += *e.amount;
      REQUIRE(!e.reference.empty());
      if (e.account.rfind("BUYER_", 0) == 0) back += *e.amount;
    }
    REQUIRE(sum == 0);
    // A penalty and the way back are not part of what was paid for the goods.
    if (back == 0 || is_extra(c)) return;
    ++seen_.refunds;
    seen_.refunded_types.insert(c.type);
    refunded_ += back;
    for (const Effect& e : out.effects)
      if (e.type == EffectType::LEDGER) by_account_[e.account] += *e.amount;
    REQUIRE(refunded_ <= paid_);
    if (by_account_["BUYER_DEBT"] != 0) return;  // an advance that was claimed back may be paid a second time
    Fen tendered = 0;
    for (const Tender& t : trade_.tenders) {
      REQUIRE(by_account_["BUYER_" + t.type] <= t.amount);
      tendered += t.amount;
    }
    REQUIRE(by_account_["BUYER_CASH"] <= paid_ - tendered);
  }

  bool is_extra(const Case& c) const {
    if (c.type == CaseType::LATE_SHIP || c.type == CaseType::FREIGHT) return true;
    if (c.type != CaseType::DISPUTE) return false;
    return std::any_of(cases_.begin(), cases_.end(), [&](const Case& o) { return o.case_id == c.parent && is_extra(o); });
  }

  // A case whose time has run out is over, although nobody ticked it yet.
  bool open_by_now(const Case& c) const {
    if (!is_open(c)) return false;
    const auto due = next_deadline(c);
    if (!due || *due > now_) return true;
    const auto swept = advance({c, event(EventType::tick, Actor::SYSTEM, now_), trade_, shop_, {}}, *policy_);
    return swept && is_open(swept->after);
  }

  void check_one_open_case_per_line(const Case& c) {
    if (!open_by_now(c)) return;
    for (const Case& o : cases_)
      if (o.case_id != c.case_id && same_line(o.oid, c.oid) && blocks(o.type, c.type) && blocks(c.type, o.type))
        REQUIRE_FALSE(open_by_now(o));
  }

  Dice dice_;
  Seen& seen_;
  Trade trade_;
  Store shop_;
  const Policy* policy_ = nullptr;
  std::vector<Case> cases_;
  std::vector<Moment> log_;
  Instant now_ = kNow;
  Fen paid_ = 0;
  Fen refunded_ = 0;
  std::map<std::string, Fen> by_account_;
};

std::string missing(const std::set<std::string>& seen) {
  std::string out;
  for (const Transition& row : kTransitions)
    if (seen.count(std::string(row.id)) == 0) out += std::string(row.id) + " ";
  return out;
}

}  // namespace

TEST_CASE("random lives: never more back than was paid, ledgers at zero, no deadline lost, ends that stay ends") {
  Seen seen;
  for (int seed = 1; seed <= kShops; ++seed) {
    CAPTURE(seed);
    Shop shop(static_cast<std::uint64_t>(seed), seen);
    shop.keeps_log = seed % kReplayed == 0;
    for (int i = 0; i < kStepsPerShop; ++i) shop.step();
    if (shop.keeps_log) REQUIRE(shop.lives_again());
  }
  MESSAGE("steps: ", seen.accepted + seen.refused, ", accepted: ", seen.accepted, ", refunds booked: ", seen.refunds);
  CHECK(seen.accepted + seen.refused == kShops * kStepsPerShop);
  CHECK(seen.accepted > kShops * kStepsPerShop / 4);
  CHECK(seen.refunds > kShops / 4);
  CHECK(missing(seen.rows) == "");  // every row of the table was taken
  CHECK(seen.statuses.size() == words<CaseStatus>().size() - 1);  // every status but DRAFT, which is no case yet
  CHECK(seen.cs == std::set<int>{1, 2, 4, 6, 7, 8, 9, 10});       // 3, 5 and 11 are TOP's own in-between words
  CHECK(seen.advance == std::set<int>{0, 2, 3, 4, 5});            // 1 is passed within A1
  CHECK(seen.refunded_types.size() >= 6);
  MESSAGE("disputes checked and filed: ", seen.opened, ", checked and not open: ", seen.unopened);
  CHECK(seen.opened > kShops / 20);
  CHECK(seen.unopened > kShops / 4);
  CHECK(seen.disputes[CaseStatus::SELLER_REFUSE_BUYER] > 0);
  CHECK(seen.disputes[CaseStatus::WAIT_SELLER_AGREE] > 0);  // a shop that says nothing
  CHECK(seen.disputes[CaseStatus::WAIT_SELLER_CONFIRM_GOODS] > 0);
}

}  // namespace advance_property_test
