#include "server/carrier.hpp"

#include <algorithm>
#include <exception>

#include "server/clock.hpp"
#include "server/log.hpp"
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
  log_trouble(effect.type + " " + effect.reference, failure);
  const Seconds pause = std::min<Seconds>(kLongestPause_s, Seconds{1} << std::min<long long>(effect.attempts, 20));
  db_.write([&](soci::session& sql) { postpone(sql, effect, now() + pause); });
}

void Carrier::run() {
  static constexpr int kAtOnce = 50;
  for (;;) {
    const auto waiting =
        db_.read([](soci::session& sql) { return pending_effects(sql, Carried::payments, now(), kAtOnce); });
    bool carried = false;
    for (const OutboxRow& effect : waiting) {
      const std::string name = effect.case_id + ":" + std::to_string(effect.step) + ":" + std::to_string(effect.position);
      carried |= db_.alone(name, [&] { carry(effect); });
    }
    if (!carried) return;  // nothing waits, or it is in other servers' hands
  }
}

}  // namespace kefu::server
