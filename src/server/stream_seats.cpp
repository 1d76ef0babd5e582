#include "server/stream_seats.hpp"

#include "server/problem.hpp"

namespace kefu::server {

Seat Seats::take(const std::string& owner) {
  const std::lock_guard lock(counts_->mutex);
  if (counts_->total >= in_all_) throw Problem{503, "UNAVAILABLE", "The server has too many event streams. Try again later."};
  std::size_t& own = counts_->of_owner[owner];
  if (own >= kOfOneCaller)
    throw Problem{429, "TOO_MANY_STREAMS",
                  "One caller has at most " + std::to_string(kOfOneCaller) + " event streams at a time. Close one."};
  ++own;
  ++counts_->total;
  return Seat(nullptr, [counts = counts_, owner](void*) {
    const std::lock_guard free(counts->mutex);
    --counts->total;
    const auto it = counts->of_owner.find(owner);
    if (--it->second == 0) counts->of_owner.erase(it);
  });
}

std::size_t Seats::taken() const {
  const std::lock_guard lock(counts_->mutex);
  return counts_->total;
}

}  // namespace kefu::server
