#include "server/effects.hpp"

#include "json/shapes.hpp"
#include "server/shop_rows.hpp"

namespace kefu::server {

namespace {

// True: it must leave the server and waits for the carrier.
bool carry_out_here(soci::session& sql, const CaseRow& row, const OutboxRow& entry, const Effect& effect, Instant at) {
  switch (effect.type) {
    case EffectType::REFUND_PAY: return true;
    case EffectType::SHIP_STOP_ALERT: stop_consigning(sql, row.tid, true); break;
    case EffectType::PAUSE_AUTO_CONFIRM: pause_auto_confirm(sql, row.tid, true); break;
    case EffectType::RESUME_AUTO_CONFIRM: pause_auto_confirm(sql, row.tid, false); break;
    case EffectType::NOTIFY: insert_message(sql, entry, effect.to, effect.code, at); break;
    // The case's deadlines are its timers (cases.due_at); the ledger is the bank's, which booked these before pay_ok.
    case EffectType::START_TIMER:
    case EffectType::STOP_TIMER:
    case EffectType::LEDGER: break;
  }
  return false;
}

}  // namespace

void write_effects(soci::session& sql, const CaseRow& row, const std::vector<Effect>& effects, Seconds utc_offset,
                   Instant at) {
  if (effects.empty()) return;
  const long long step = next_step(sql, row.case_id);
  long long position = 0;
  for (const Effect& effect : effects) {
    json::Writer w;
    json::write(w, effect, utc_offset);
    OutboxRow entry;
    entry.case_id = row.case_id;
    entry.step = step;
    entry.position = ++position;
    entry.type = name(effect.type);
    entry.reference = effect.reference;
    entry.amount = effect.amount.value_or(0);
    entry.document = w.take();
    insert_effect(sql, entry, at, carry_out_here(sql, row, entry, effect, at));
  }
}

}  // namespace kefu::server
