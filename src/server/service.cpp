#include "server/service.hpp"

#include "server/clock.hpp"
#include "server/demo.hpp"
#include "server/desk_rows.hpp"
#include "server/events_log.hpp"

namespace kefu::server {

namespace {
constexpr std::size_t kReaders = 4;

std::optional<Webhook> webhook_of(const Options& o) {
  if (!o.webhook) return std::nullopt;
  return Webhook(*o.webhook, o.webhook_secret);
}
}

Service::Service(Options o)
    : options(std::move(o)),
      packs(options.policies, options.policy_files),
      db(options.database, kReaders),
      answers(db),
      evidence(db, packs, options.evidence),
      cases(db, packs, evidence),
      bank(db),
      carrier(db, cases, bank),
      alerts(db, webhook_of(options)),
      seats(options.streams),
      reads(options.rate.reads),
      writes(options.rate.writes),
      strangers(options.rate.reads * 2) {
  complete_summaries(db);
  if (options.demo) seed_demo(db, options.assets + "/demo", now());
}

void Service::catch_up() {
  const Instant at = now();
  if (nothing_due_at_ == at) return;  // deadlines are whole seconds: one look at each is enough
  if (cases.catch_up(at) > 0) wake();
  else nothing_due_at_ = at;
}

void Service::sweep() {
  // One case after another: a timer that fires may start the next one, which is then due in its own turn.
  while (cases.catch_up(now()) > 0) news();
  alerts.ask();
  carrier.run();
  news();
  if (now() - forgot_at_ < kHour) return;
  forgot_at_ = now();
  answers.forget_old(forgot_at_);
  while (db.write([&](soci::session& sql) { return forget_events(sql, forgot_at_ - kEventsKept_s); })) {
  }
  evidence.sweep(forgot_at_);
}

}  // namespace kefu::server
