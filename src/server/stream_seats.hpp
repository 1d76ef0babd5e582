// stream_seats.hpp: how many event streams are open, of one caller and in all.
//
//   auto seat = seats.take("buyer:b-1");      // throws Problem 429 TOO_MANY_STREAMS or 503 UNAVAILABLE
//   seat.reset();                             // free again; so it is when whoever holds it goes
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace kefu::server {

using Seat = std::shared_ptr<void>;

class Seats {
 public:
  static constexpr std::size_t kOfOneCaller = 20;  // tabs and devices

  explicit Seats(std::size_t in_all) : in_all_(in_all) {}
  /// From any thread. A seat may outlive this.
  Seat take(const std::string& owner);
  std::size_t taken() const;

 private:
  struct Counts {
    std::mutex mutex;
    std::size_t total = 0;
    std::map<std::string, std::size_t> of_owner;
  };
  std::size_t in_all_;
  std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace kefu::server
