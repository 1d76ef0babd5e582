#include "engine/locate_plan.hpp"

#include <algorithm>
#include <utility>

#include "engine/locate_action.hpp"
#include "engine/locate_base.hpp"
#include "engine/locate_hours.hpp"
#include "engine/locate_stage.hpp"

namespace kefu {

namespace {

int weight(Verified v) { return v == Verified::YES ? 2 : v == Verified::UNVERIFIED ? 1 : 0; }

bool is_agent(Channel c) {
  return c == Channel::presale_agent || c == Channel::aftersale_agent || c == Channel::store_agent;
}

}  // namespace

Plan::Plan(const LocateInput& input, const Policy& pack, Stage s, Escalation e)
    : in(input), policy(pack), stage(s), escalation(e), dispute_allowed(kefu::dispute_allowed(input.active_case)) {
  // Of several claims for one channel the best checked one counts, then the first.
  for (const ChannelClaim& claim : input.store.channels) {
    const ChannelClaim*& best = claims_[static_cast<std::size_t>(claim.type)];
    if (!best || weight(trust(claim)) > weight(trust(*best))) best = &claim;
  }
  list.reserve(8);
}

Verified Plan::trust(const ChannelClaim& claim) const {
  const bool old = claim.observed_at && in.now - *claim.observed_at > policy.claim_stale_s;
  return old && claim.verified == Verified::YES ? Verified::UNVERIFIED : claim.verified;
}

bool Plan::claimed(Channel c) const {
  const ChannelClaim* claim = claims_[static_cast<std::size_t>(c)];
  return claim && claim->verified != Verified::NO;
}

bool Plan::disproved(Channel c) const {
  const ChannelClaim* claim = claims_[static_cast<std::size_t>(c)];
  return claim && claim->verified == Verified::NO && is_store_channel(c);
}

bool Plan::names_nobody() const {
  for (const ChannelClaim& claim : in.store.channels)
    if (is_store_channel(claim.type) && claim.verified != Verified::NO) return false;
  return true;
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
    route.verified = trust(*claim);
    const Opening opening = opening_of(*claim, route.verified, in.now, in.store.utc_offset, policy);
    route.open_now = opening.open;
    route.opens_at = opening.opens_at;
    route.expected_wait_s = claim->expected_wait_s;
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
  for (const Route& r : list) dropped_by_[static_cast<std::size_t>(r.channel)] = code;  // asked only of who stays away
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

bool Plan::drop(bool (*gone)(const Plan&, const Route&)) {
  return std::erase_if(list, [&](const Route& r) {
           const bool goes = gone(*this, r);
           if (goes) dropped_by_[static_cast<std::size_t>(r.channel)] = code;
           return goes;
         }) > 0;
}

bool Plan::stale(const Route& route) const {
  const ChannelClaim* claim = claims_[static_cast<std::size_t>(route.channel)];
  return claim && claim->verified != route.verified && claimed(route.channel);
}

void Plan::complete(Route& r) const {
  if (stale(r)) r.reasons.emplace_back("STALE");
  if (r.enabled && r.open_now) r.patience_s = policy.patience[r.channel];
  if (!r.enabled) r.unlock_steps = order_steps();
  if (r.href.empty()) r.steps = steps_to(r.channel);
  if (r.channel == Channel::find_store) r.labels = policy.contact_labels;
  // Where the platform runs the store, its 小二 decide: a buyer reaches them through official service (S1-33, S1-40), a
  // supplier turns to them when the vendor of the ERP cannot help (S1-32).
  const bool supplier = in.actor == Asker::SUPPLIER;
  const bool run_by_platform =
      in.store.kind == StoreKind::TGC_DIRECT || in.store.operation_mode == OperationMode::FULLY_MANAGED;
  if (supplier ? r.channel == Channel::erp_vendor : run_by_platform && r.channel == Channel::platform_service)
    r.then = Channel::xiaoer;
  if (!supplier && r.channel == Channel::xiaoer && r.href.empty()) r.via = Channel::platform_service;
}

std::string_view Plan::why_not(Channel c) const {
  if (const std::string_view rule = dropped_by_[static_cast<std::size_t>(c)]; !rule.empty()) return rule;
  if (in.store.kind == StoreKind::TGC_DIRECT && is_agent(c)) return "TGC_NO_AGENT";
  if (!claimed(c)) return "M1";
  if (banned(c)) return in.intent == Intent::FRAUD ? "M6" : "M13";
  return c == Channel::supplier_group || c == Channel::erp_vendor ? "M15" : "BASE";
}

std::vector<Removed> Plan::removed() const {
  std::vector<Removed> out;
  std::array<bool, words<Channel>().size()> told{};
  for (const Route& r : list) told[static_cast<std::size_t>(r.channel)] = true;
  const auto tell = [&](Channel c) {
    bool& done = told[static_cast<std::size_t>(c)];
    if (!done) out.push_back({c, why_not(c)});
    done = true;
  };
  for (const Channel c : base_order(in.store.kind, stage)) tell(c);
  for (const ChannelClaim& claim : in.store.channels) tell(claim.type);
  return out;
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
  for (const Route& r : plan.list)
    if (plan.stale(r)) {
      plan.trace.emplace_back("STALE");
      break;
    }
}

}  // namespace kefu
