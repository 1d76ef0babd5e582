// What contract §3 says never happens, on random stores, orders and moments.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "json/shapes.hpp"
#include "kefu/locate.hpp"
#include "property.hpp"
#include "trades.hpp"

namespace locate_property_test {

using namespace kefu;
using test::Dice;

namespace {

constexpr int kMoments = 10000;  // for each pack

template <class E>
E any(Dice& dice) {
  return static_cast<E>(dice.below(static_cast<std::int64_t>(words<E>().size())));
}

ChannelClaim random_claim(Dice& dice, Instant now) {
  ChannelClaim c;
  c.type = any<Channel>(dice);
  c.verified = any<Verified>(dice);
  c.target = dice.one_in(5) ? "javascript:alert(1)" : "https://shop.example/";
  c.needs_order = dice.one_in(4);
  if (dice.one_in(2)) c.observed_at = now - dice.below(800 * kDay);
  if (dice.one_in(2)) c.expected_wait_s = dice.below(400);
  for (std::int64_t n = dice.below(3); n > 0; --n)
    c.hours.push_back({static_cast<std::uint8_t>(dice.below(128)), dice.below(24) * kHour, dice.below(25) * kHour});
  return c;
}

LocateInput random_moment(Dice& dice) {
  LocateInput in;
  in.now = *parse_time("2026-03-02T00:00:00+08:00") + dice.below(14 * kDay);
  in.store.kind = any<StoreKind>(dice);
  for (std::int64_t n = dice.below(12); n > 0; --n) in.store.channels.push_back(random_claim(dice, in.now));
  if (dice.one_in(4)) in.store.operation_mode = OperationMode::FULLY_MANAGED;
  if (!dice.one_in(3)) {
    in.trade = test::order({test::line("A", 100)});
    in.trade->status = any<TradeStatus>(dice);
  }
  if (dice.one_in(2)) {
    in.active_case.emplace();
    in.active_case->status = any<CaseStatus>(dice);
    in.active_case->cs_status = static_cast<int>(dice.below(12));
    if (dice.one_in(3)) in.active_case->allowed = {{EventType::apply_intervention, Actor::BUYER}};
  }
  in.intent = any<Intent>(dice);
  in.actor = dice.one_in(8) ? Asker::SUPPLIER : dice.one_in(8) ? Asker::SELLER : Asker::BUYER;
  in.wants_human = dice.one_in(4);
  in.assisted = dice.one_in(8);
  if (dice.one_in(3)) in.unreachable = LocateInput::Unreachable{in.now - dice.below(3 * kDay), dice.one_in(3)};
  if (dice.one_in(2)) in.stage = any<Stage>(dice);
  if (dice.one_in(2)) in.escalation = any<Escalation>(dice);
  return in;
}

bool is_one_of(Channel c, std::initializer_list<Channel> any_of) {
  return std::find(any_of.begin(), any_of.end(), c) != any_of.end();
}

bool belongs_to_store(Channel c) {
  return is_one_of(c, {Channel::presale_agent, Channel::aftersale_agent, Channel::store_agent, Channel::order_contact,
                       Channel::phone, Channel::sms, Channel::wechat, Channel::video, Channel::store_bot, Channel::email,
                       Channel::leave_message});
}

bool belongs_to_platform(Channel c) {
  return is_one_of(c, {Channel::platform_bot, Channel::platform_service, Channel::platform_phone, Channel::xiaoer,
                       Channel::dispute, Channel::appeal, Channel::help_center});
}

std::string written(const LocateInput& in, const Located& l) {
  json::Writer w;
  json::write(w, l, in.store.utc_offset);
  return w.take();
}

/// The first rule that this answer breaks; "" if none.
std::string broken_rule(const LocateInput& in, const Policy& policy) {
  const auto l = locate(in, policy);
  if (!l) return l.error().code == ErrorCode::INVALID_STATE ? "" : "another error than INVALID_STATE";
  if (written(in, *l) != written(in, *locate(in, policy))) return "two answers for one input";
  if (l->routes.size() < 2 || l->routes.size() > 5) return "fewer than two or more than five routes";
  if (!l->more.empty() && l->routes.size() < 5) return "more before the five are full";
  if (std::none_of(l->routes.begin(), l->routes.end(), [](const Route& r) { return belongs_to_platform(r.channel); }))
    return "no platform among the first five";

  std::vector<Route> all = l->routes;
  all.insert(all.end(), l->more.begin(), l->more.end());
  const bool store_is_out =
      in.intent == Intent::FRAUD || in.intent == Intent::SAFETY || l->escalation == Escalation::SAFETY;
  std::set<Channel> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Route& r = all[i];
    if (!seen.insert(r.channel).second) return "a channel twice";
    if (r.rank != static_cast<int>(i) + 1) return "a gap in the ranks";
    if (r.reasons.empty()) return "a route without a reason";
    if (r.enabled != r.unlock.empty()) return "locked without saying how to unlock";
    if (r.enabled != r.unlock_steps.empty()) return "locked without the steps to unlock";
    if (r.patience_s && !(r.enabled && r.open_now)) return "patience with who is not there";
    if (r.then && in.actor != Asker::SUPPLIER && r.channel != Channel::platform_service) return "a hop from nowhere";
    if (r.open_now && r.opens_at) return "open and opening later";
    if (r.opens_at && (*r.opens_at <= in.now || *r.opens_at > in.now + 14 * kDay)) return "an opening out of sight";
    if (r.href.rfind("javascript:", 0) == 0) return "a script behind a link";
    if (store_is_out && belongs_to_store(r.channel)) return "a store channel for fraud or safety";
    if (in.store.kind == StoreKind::TGC_DIRECT &&
        is_one_of(r.channel, {Channel::presale_agent, Channel::aftersale_agent, Channel::store_agent}))
      return "a store agent for 淘工厂直营";
    if (in.actor != Asker::SUPPLIER && is_one_of(r.channel, {Channel::supplier_group, Channel::erp_vendor}))
      return "the supplier's channel for a buyer";
    if (r.channel == Channel::dispute) {
      const bool allowed = in.active_case && (!in.active_case->allowed.empty() ||
                                              (in.active_case->cs_status >= 2 && in.active_case->cs_status <= 6) ||
                                              in.active_case->cs_status == 10);
      if (!allowed) return "a dispute that the case does not allow";
    }
    if ((in.wants_human || in.assisted) && is_one_of(r.channel, {Channel::store_bot, Channel::platform_bot}))
      return "a robot for who asked for a person";
  }
  for (const Removed& r : l->removed) {
    if (!seen.insert(r.channel).second) return "a channel both offered and removed, or removed twice";
    if (r.code.empty()) return "a channel removed without a reason";
  }
  for (const ChannelClaim& c : in.store.channels)
    if (!seen.contains(c.type)) return "a claim that is neither offered nor removed";
  return "";
}

}  // namespace

TEST_CASE("no store, order or moment makes locate say what it must never say") {
  for (const char* pack : {"tgc", "tmall"}) {
    const Policy& policy = *json::builtin_policies().find(pack);
    test::holds("never", kMoments, [&policy] {
      Dice dice(*rc::gen::arbitrary<std::uint64_t>());
      RC_ASSERT(broken_rule(random_moment(dice), policy) == "");
    });
  }
}

}  // namespace locate_property_test
