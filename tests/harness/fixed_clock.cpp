// fixed_clock.cpp: the wall clock stands still at $KEFU_TEST_CLOCK (seconds since 1970) in the process that preloads this;
// the steady clock, which timers use, runs on. clock.mjs builds and preloads it.
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace {

time_t fixed() {
  const char* at = std::getenv("KEFU_TEST_CLOCK");
  return at ? std::atoll(at) : 0;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* out) noexcept {
  if (clock != CLOCK_REALTIME) return static_cast<int>(syscall(SYS_clock_gettime, clock, out));
  *out = {fixed(), 0};
  return 0;
}

int gettimeofday(timeval* out, void*) noexcept {
  *out = {fixed(), 0};
  return 0;
}

time_t time(time_t* out) noexcept {
  if (out) *out = fixed();
  return fixed();
}
}
