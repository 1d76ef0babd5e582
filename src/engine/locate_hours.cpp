#include "engine/locate_hours.hpp"

#include <algorithm>

namespace kefu {

namespace {

constexpr std::int64_t kLookAheadDays = 14;
constexpr Hours kAlways{0x7F, 0, kDay};

bool is_all_day(const Hours& h) { return h.open == 0 && (h.close == kDay || h.close == 0); }

/// One claim's hours on one store's wall clock.
struct Timetable {
  const ChannelClaim& claim;
  Verified trust;
  Seconds utc_offset;
  const Policy& policy;

  bool holiday(std::int64_t day) const {
    return std::find(claim.holidays.begin(), claim.holidays.end(), day) != claim.holidays.end();
  }

  /// The hours as they count.
  Hours counted(const Hours& h) const {
    if (trust != Verified::UNVERIFIED || !is_all_day(h)) return h;
    return {h.days, policy.presumed_open_s, policy.presumed_close_s};
  }

  /// Calls `f(start, end)` for each span that begins on local day `day`.
  template <class F>
  void spans(std::int64_t day, F f) const {
    if (holiday(day)) return;
    const Instant midnight = from_local_day(day, utc_offset);
    const int weekday = to_local(midnight, utc_offset).weekday;
    const auto visit = [&](const Hours& h) {
      if ((h.days >> (weekday - 1) & 1) == 0) return;
      f(midnight + h.open, midnight + h.close + (h.close <= h.open ? kDay : 0));
    };
    if (claim.hours.empty()) visit(kAlways);
    for (const Hours& h : claim.hours) visit(counted(h));
  }
};

}  // namespace

Opening opening_of(const ChannelClaim& claim, Verified trust, Instant now, Seconds utc_offset, const Policy& policy) {
  if (claim.hours.empty() && claim.holidays.empty()) return {};
  const Timetable table{claim, trust, utc_offset, policy};
  const std::int64_t today = to_local(now, utc_offset).day;

  bool open = false;
  const auto covers_now = [&](Instant start, Instant end) { open = open || (start <= now && now < end); };
  if (!table.holiday(today)) {
    table.spans(today - 1, covers_now);
    table.spans(today, covers_now);
  }
  if (open) return {};

  Opening closed{false, std::nullopt};
  const auto earliest = [&](Instant start, Instant) {
    if (start > now && start <= now + kLookAheadDays * kDay && (!closed.opens_at || start < *closed.opens_at))
      closed.opens_at = start;
  };
  for (std::int64_t day = today; day <= today + kLookAheadDays && !closed.opens_at; ++day) table.spans(day, earliest);
  return closed;
}

}  // namespace kefu
