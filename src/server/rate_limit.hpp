// rate_limit.hpp: how often one caller may call: a bucket of tokens each, refilled steadily (the token bucket of RFC 2697).
//
//   RateLimit reads(50);                                       // 50 calls a second, 500 at once after a pause
//   if (auto wait_s = reads.take("buyer:b-1", clock)) …        // too soon: again in so many seconds
//
// Buckets are this process's own. A full one is the same as none, so full ones are forgotten.
#pragma once
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace kefu::server {

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr double kBurst_s = 10;  // what may be saved up, in seconds' worth

  /// 0: no limit.
  explicit RateLimit(double per_second) : per_second_(per_second) {}

  /// Nothing: go on. Else whole seconds, at least 1, until the next call will be taken.
  std::optional<int> take(const std::string& who, Clock::time_point at);
  std::size_t size();

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point at;
  };
  double now_in(const Bucket& b, Clock::time_point at) const;
  void forget_full(Clock::time_point at);

  const double per_second_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  Clock::time_point swept_at_{};
};

}  // namespace kefu::server
