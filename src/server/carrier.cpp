#include "server/carrier.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "server/clock.hpp"
#include "server/problem.hpp"

namespace kefu::server {

void Carrier::carry(const OutboxRow& effect) {
  std::string failure;
  try {
    if (const auto refund = cases_.refund_of(effect)) cases_.report(effect, bank_.refund(*refund), now());
    return;
  } catch (const Problem& p) {
    failure = p.code + " " + p.detail;
  } catch (const std::exception& e) {
    failure = e.what();
  }
  std::fprintf(stderr, "kefu-server: %s %s: %s\n", effect.type.c_str(), effect.reference.c_str(), failure.c_str());
  const Seconds pause = std::min<Seconds>(kLongestPause_s, Seconds{1} << std::min<long long>(effect.attempts, 20));
  db_.write([&](soci::session& sql) { postpone(sql, effect, now() + pause); });
}

void Carrier::run() {
  static constexpr int kAtOnce = 50;
  for (;;) {
    const auto waiting = db_.read([](soci::session& sql) { return pending_effects(sql, now(), kAtOnce); });
    if (waiting.empty()) return;
    for (const OutboxRow& effect : waiting) carry(effect);
  }
}

}  // namespace kefu::server
