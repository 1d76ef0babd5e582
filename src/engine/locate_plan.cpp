#include "engine/locate_plan.hpp"

#include <algorithm>
#include <utility>

#include "engine/locate_action.hpp"
#include "engine/locate_base.hpp"
#include "engine/locate_hours.hpp"
#include "engine/locate_stage.hpp"

namespace kefu {

Plan::Plan(const LocateInput& input, const Policy& pack, Stage s, Escalation e)
    : in(input), policy(pack), stage(s), escalation(e), dispute_allowed(kefu::dispute_allowed(input.active_case)) {
  // Of several claims for one channel the best checked one counts, then the first.
  for (const ChannelClaim& claim : input.store.channels) {
    const ChannelClaim*& best = claims_[static_cast<std::size_t>(claim.type)];
    const auto trust = [](const ChannelClaim& c) {
      return c.verified == Verified::YES ? 2 : c.verified == Verified::UNVERIFIED ? 1 : 0;
    };
    if (!best || trust(claim) > trust(*best)) best = &claim;
  }
  list.reserve(8);
}

bool Plan::claimed(Channel c) const {
  const ChannelClaim* claim = claims_[static_cast<std::size_t>(c)];
  return claim && claim->verified != Verified::NO;
}

bool Plan::disproved(Channel c) const {
  const ChannelClaim* claim = claims_[static_cast<std::size_t>(c)];
  return claim && claim->verified == Verified::NO && is_store_channel(c);
}

bool Plan::store_is_out() const {
  return in.intent == Intent::FRAUD || in.intent == Intent::SAFETY || escalation == Escalation::SAFETY;
}

bool Plan::banned(Channel c) const { return disproved(c) || (is_store_channel(c) && store_is_out()); }

std::size_t Plan::find(Channel c) const {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].channel == c) return i;
  return npos;
}

std::size_t Plan::first_platform() const {
  std::size_t i = 0;
  while (i < list.size() && !is_platform_route(list[i].channel)) ++i;
  return i;
}

void Plan::mark(Route& route) const {
  if (route.reasons.empty() || route.reasons.back() != code) route.reasons.emplace_back(code);
}

Route Plan::make(Channel c) const {
  const ChannelClaim* claim = claimed(c) ? claims_[static_cast<std::size_t>(c)] : nullptr;
  Route route;
  route.channel = c;
  Action action = action_of(c, claim);
  route.action = action.kind;
  route.href = std::move(action.href);
  if (claim) {
    const Opening opening = opening_of(*claim, in.now, in.store.utc_offset, policy);
    route.open_now = opening.open;
    route.opens_at = opening.opens_at;
    route.expected_wait_s = claim->expected_wait_s;
    route.verified = claim->verified;
  }
  // M2's condition holds for every route alike, also for those that later rules add.
  if (stage == Stage::PRE && (c == Channel::order_contact || (claim && claim->needs_order))) {
    route.enabled = false;
    route.unlock = "PLACE_ORDER";
  }
  return route;
}

void Plan::place(Channel c, std::size_t position) {
  const std::size_t old = find(c);
  if (old == npos) {
    if (banned(c)) return;
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(position), make(c));
  } else {
    const auto from = list.begin() + static_cast<std::ptrdiff_t>(old);
    const auto to = list.begin() + static_cast<std::ptrdiff_t>(position);
    if (old < position) {
      std::rotate(from, from + 1, to);
      --position;
    } else {
      std::rotate(to, from, from + 1);
    }
  }
  mark(list[position]);
}

void Plan::only(const std::vector<Channel>& channels) {
  std::vector<Route> next;
  next.reserve(channels.size());
  for (const Channel c : channels) {
    const std::size_t old = find(c);
    if (old == npos && banned(c)) continue;
    next.push_back(old == npos ? make(c) : std::move(list[old]));
    mark(next.back());
  }
  list = std::move(next);
}

std::vector<Channel> Plan::store_humans() const {
  std::vector<Channel> humans;
  for (const Route& r : list)
    if (is_store_human(r.channel)) humans.push_back(r.channel);
  return humans;
}

void lay_base(Plan& plan) {
  plan.code = "BASE";
  plan.trace.emplace_back(plan.code);
  for (const Channel c : base_order(plan.in.store.kind, plan.stage)) {
    plan.list.push_back(plan.make(c));
    plan.mark(plan.list.back());
  }
  // Where the table names nobody of the store, they stand before the platform.
  std::size_t behind = plan.first_platform();
  for (std::size_t i = 0; i < plan.list.size(); ++i)
    if (is_store_human(plan.list[i].channel)) behind = i + 1;
  for (const Channel c : {Channel::sms, Channel::wechat, Channel::video})
    if (plan.claimed(c)) plan.place(c, behind++);
}

}  // namespace kefu
