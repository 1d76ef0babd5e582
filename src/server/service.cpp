#include "server/service.hpp"

#include "server/clock.hpp"
#include "server/demo.hpp"

namespace kefu::server {

namespace {
constexpr std::size_t kReaders = 4;
}

Service::Service(Options o)
    : options(std::move(o)),
      packs(options.policies, options.policy_files),
      db(options.database, kReaders),
      answers(db),
      cases(db, packs),
      bank(db),
      carrier(db, cases, bank) {
  if (options.demo) seed_demo(db, options.assets + "/demo", now());
}

void Service::catch_up() {
  if (cases.catch_up(now()) > 0) wake();
}

void Service::sweep() {
  // One case after another: a timer that fires may start the next one, which is then due in its own turn.
  while (cases.catch_up(now()) > 0) {
  }
  carrier.run();
  if (now() - forgot_at_ < kHour) return;
  forgot_at_ = now();
  answers.forget_old(forgot_at_);
}

}  // namespace kefu::server
