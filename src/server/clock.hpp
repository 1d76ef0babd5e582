// clock.hpp: the one place where the server reads the time; everything else is handed an Instant.
#pragma once
#include <chrono>

#include "kefu/time.hpp"

namespace kefu::server {

inline Instant now() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

/// For ids that sort by the time they were made.
inline std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace kefu::server
