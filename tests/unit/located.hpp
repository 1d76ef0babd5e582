// located.hpp: questions to `locate` and its answers in short.
//
//   LocateInput in = asked(StoreKind::FLAGSHIP, Stage::PRE);   // a shop with everything, Monday noon
//   claim_of(in.store, Channel::phone).verified = Verified::NO;
//   channels(in)                                               // "presale_agent store_bot email platform_service"
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "json/shapes.hpp"
#include "kefu/locate.hpp"

namespace kefu::test {

inline const Policy& tmall() { return *json::builtin_policies().find("tmall"); }

inline ChannelClaim claim(Channel type, Verified verified = Verified::YES) {
  ChannelClaim c;
  c.type = type;
  c.verified = verified;
  c.target = "https://shop.example/" + std::string(name(type));
  return c;
}

/// A store of this kind that claims every channel of the base table, always open.
inline Store store(StoreKind kind) {
  Store s;
  s.store_id = "s-101";
  s.kind = kind;
  for (const Channel c : {Channel::presale_agent, Channel::aftersale_agent, Channel::store_agent, Channel::store_bot,
                          Channel::phone, Channel::email})
    s.channels.push_back(claim(c));
  return s;
}

inline ChannelClaim& claim_of(Store& s, Channel type) {
  for (ChannelClaim& c : s.channels)
    if (c.type == type) return c;
  s.channels.push_back(claim(type));
  return s.channels.back();
}

inline LocateInput asked(StoreKind kind, Stage stage, Intent intent = Intent::GENERAL, Escalation escalation = Escalation::NONE) {
  LocateInput in;
  in.now = *parse_time("2026-03-02T12:00:00+08:00");  // a Monday, noon
  in.store = store(kind);
  in.stage = stage;
  in.intent = intent;
  in.escalation = escalation;
  return in;
}

inline Located located(const LocateInput& in) {
  const auto l = locate(in, tmall());
  REQUIRE_MESSAGE(l, (l ? "" : std::string(name(l.error().code))));
  return *l;
}

inline std::string listed(const std::vector<Route>& routes) {
  std::string out;
  for (const Route& r : routes) out.append(out.empty() ? "" : " ").append(name(r.channel));
  return out;
}

inline std::string channels(const LocateInput& in) {
  const Located l = located(in);
  return listed(l.routes) + (l.more.empty() ? "" : " | " + listed(l.more));
}

inline const Route& route(const Located& l, Channel c) {
  for (const auto* list : {&l.routes, &l.more})
    for (const Route& r : *list)
      if (r.channel == c) return r;
  FAIL("no " << name(c));
  return l.routes.front();
}

inline Case case_in(int cs_status, bool may_dispute) {
  Case c;
  c.status = CaseStatus::WAIT_SELLER_AGREE;
  c.cs_status = cs_status;
  if (may_dispute) c.allowed = {{EventType::apply_intervention, Actor::BUYER}};
  return c;
}

/// "platform_bot M14, store_agent TGC_NO_AGENT": what is not offered, and why.
inline std::string removed(const LocateInput& in) {
  std::string out;
  for (const Removed& r : located(in).removed)
    out.append(out.empty() ? "" : ", ").append(name(r.channel)).append(" ").append(r.code);
  return out;
}

}  // namespace kefu::test
