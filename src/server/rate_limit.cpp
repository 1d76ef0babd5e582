#include "server/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace kefu::server {

double RateLimit::now_in(const Bucket& b, Clock::time_point at) const {
  const double passed_s = std::chrono::duration<double>(at - b.at).count();
  return std::min(per_second_ * kBurst_s, b.tokens + std::max(0.0, passed_s) * per_second_);
}

std::optional<int> RateLimit::take(const std::string& who, Clock::time_point at) {
  if (per_second_ <= 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  forget_full(at);
  const auto [it, is_new] = buckets_.try_emplace(who, Bucket{per_second_ * kBurst_s, at});
  Bucket& b = it->second;
  b = {now_in(b, at), std::max(b.at, at)};
  if (b.tokens >= 1) {
    b.tokens -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - b.tokens) / per_second_)));
}

std::size_t RateLimit::size() {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

void RateLimit::forget_full(Clock::time_point at) {
  if (at - swept_at_ < std::chrono::seconds(static_cast<int>(kBurst_s))) return;
  swept_at_ = at;
  std::erase_if(buckets_, [&](const auto& b) { return now_in(b.second, at) >= per_second_ * kBurst_s; });
}

}  // namespace kefu::server
