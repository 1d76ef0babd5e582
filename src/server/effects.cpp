#include "server/effects.hpp"

#include "json/shapes.hpp"
#include "server/deposit.hpp"
#include "server/message_rows.hpp"
#include "server/shop_rows.hpp"

namespace kefu::server {

namespace {

// Of several cases of an order each pauses it; it goes on with the last one's end.
bool another_runs(soci::session& sql, const CaseRow& row) {
  long long open = 0;
  sql << "SELECT COUNT(*) FROM cases WHERE tid = :tid AND case_id <> :id AND status NOT IN ('SUCCESS', 'CLOSED')",
      soci::use(row.tid), soci::use(row.case_id), soci::into(open);
  return open > 0;
}

// True: it must leave the server and waits for a carrier.
bool carry_out_here(soci::session& sql, const CaseRow& row, const OutboxRow& entry, const Effect& effect, Instant at) {
  switch (effect.type) {
    case EffectType::REFUND_PAY: return true;
    case EffectType::SHIP_STOP_ALERT: stop_consigning(sql, row.tid, true); return true;
    case EffectType::PAUSE_AUTO_CONFIRM: pause_auto_confirm(sql, row.tid, true); break;
    case EffectType::RESUME_AUTO_CONFIRM: pause_auto_confirm(sql, row.tid, another_runs(sql, row)); break;
    case EffectType::NOTIFY: insert_notice(sql, entry, effect.to, effect.code, at); break;
    // The case's deadlines are its timers (cases.due_at); the step's LEDGER effects together are one journal.
    case EffectType::START_TIMER:
    case EffectType::STOP_TIMER:
    case EffectType::LEDGER: break;
  }
  return false;
}

// One journal a step: its reference is the effects' own and the step, since two steps may leave the version as it is.
void book_step(soci::session& sql, const CaseRow& row, const Store& store, const std::vector<Effect>& effects,
               long long step, Instant at) {
  const std::string supplier = store.supplier_id.value_or(store.store_id);  // a store without one stands for itself
  const Holders holders{row.buyer_id, row.store_id, supplier};
  Journal journal;
  for (const Effect& effect : effects) {
    if (effect.type != EffectType::LEDGER) continue;
    journal.reference = effect.reference + ":" + std::to_string(step);
    journal.legs.push_back({effect.account, holder_of(effect.account, holders), effect.amount.value_or(0)});
  }
  if (journal.legs.empty()) return;
  journal.case_id = row.case_id;
  book_case(sql, std::move(journal), supplier, at);
}

}  // namespace

void write_effects(soci::session& sql, const CaseRow& row, bool opens, const Store& store,
                   const std::vector<Effect>& effects, Instant at) {
  if (effects.empty()) return;
  const long long step = opens ? 1 : next_step(sql, row.case_id);
  std::vector<OutboxRow> entries;
  for (const Effect& effect : effects) {
    json::Writer w;
    json::write(w, effect, store.utc_offset);
    OutboxRow entry;
    entry.case_id = row.case_id;
    entry.step = step;
    entry.position = static_cast<long long>(entries.size()) + 1;
    entry.type = name(effect.type);
    entry.reference = effect.reference;
    entry.amount = effect.amount.value_or(0);
    entry.document = w.take();
    entry.pending = carry_out_here(sql, row, entry, effect, at);
    entries.push_back(std::move(entry));
  }
  insert_effects(sql, entries, at);
  book_step(sql, row, store, effects, step, at);
}

}  // namespace kefu::server
