// locate_action.hpp: what a tap on a route does. A claim's target is somebody else's text, so only addresses that can do
// no more than open a page, a call, a mail or a message get through.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "kefu/locate.hpp"

namespace kefu {

struct Action {
  ActionKind kind = ActionKind::OPEN_PLATFORM;
  std::string href;
};

/// `claim` may be nullptr.
Action action_of(Channel channel, const ChannelClaim* claim);
/// The way to a channel that has no address; empty where there is none to describe.
std::span<const std::string_view> steps_to(Channel channel);
/// How to get past PLACE_ORDER.
std::span<const std::string_view> order_steps();

}  // namespace kefu
