// locate_hours.hpp: whether a claim's people are there now, and when they next are (contract §3, M3).
#pragma once
#include <optional>

#include "kefu/policy.hpp"
#include "kefu/store.hpp"

namespace kefu {

struct Opening {
  bool open = true;
  std::optional<Instant> opens_at;  // closed: the next opening within 14 days, if there is one
};

/// An hour's span belongs to the day it begins on: a holiday cancels it whole, and nobody sits there while the holiday
/// lasts either. An all-day span of a claim that counts as UNVERIFIED counts as the policy's presumed hours.
Opening opening_of(const ChannelClaim& claim, Verified trust, Instant now, Seconds utc_offset, const Policy& policy);

}  // namespace kefu
