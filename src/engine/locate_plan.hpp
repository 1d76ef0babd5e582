// locate_plan.hpp: the list of routes while the modifiers of contract §3 work on it, and the moves they make.
#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "kefu/locate.hpp"

namespace kefu {

inline constexpr std::size_t kShown = 5;  // routes; the rest is `more`

class Plan {
 public:
  Plan(const LocateInput& input, const Policy& policy, Stage stage, Escalation escalation);

  const LocateInput& in;
  const Policy& policy;
  const Stage stage;
  const Escalation escalation;
  const bool dispute_allowed;
  std::vector<Route> list;
  std::vector<std::string> trace;
  std::string_view code;  // of the rule at work; every move marks its routes with it

  /// How far a claim is to be trusted now: a checked one that nobody has seen for long is as good as unchecked (X1).
  Verified trust(const ChannelClaim& claim) const;
  /// A claim that nobody has disproved.
  bool claimed(Channel c) const;
  bool disproved(Channel c) const;
  /// Not one channel of the store is claimed (S0-07).
  bool names_nobody() const;
  /// FRAUD and SAFETY never lead to the store.
  bool store_is_out() const;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t find(Channel c) const;
  /// Where the first platform route is; the end if there is none.
  std::size_t first_platform() const;

  void mark(Route& route) const;
  /// Whether the route's claim has become stale.
  bool stale(const Route& route) const;
  /// A route of this channel as its claim has it, not in the list yet.
  Route make(Channel c) const;
  /// Puts the channel directly before the route that is now at `position`; takes it from where it is, or makes it.
  void place(Channel c, std::size_t position);
  /// The list becomes exactly these, in this order: those that exist keep their fields.
  void only(const std::vector<Channel>& channels);
  std::vector<Channel> store_humans() const;
  /// Takes away the routes that `gone` names; whether there were any.
  bool drop(bool (*gone)(const Plan&, const Route&));

  /// When the order stands: what only then is known of a route.
  void complete(Route& route) const;
  /// What is not in the list although the base order has it or the store claims it.
  std::vector<Removed> removed() const;

 private:
  bool banned(Channel c) const;
  std::string_view why_not(Channel c) const;
  std::array<const ChannelClaim*, words<Channel>().size()> claims_{};
  std::array<std::string_view, words<Channel>().size()> dropped_by_{};  // the last rule that took a channel away
};

/// The base order of the store's kind with its sms, wechat and video behind the store's people.
void lay_base(Plan& plan);
/// M1–M16, in order.
void apply_modifiers(Plan& plan);

}  // namespace kefu
