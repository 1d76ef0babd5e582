// Who is told about a step, and what they can do next.
#include "engine/advance_parts.hpp"
#include "engine/advance_timers.hpp"
#include "engine/check_rules.hpp"

namespace kefu {

namespace {

// S1-27, X5: a refusal is not the end, and goods that left after all are another claim.
std::vector<std::string> next_steps(const Transition& row, Scene& s, Instant at) {
  if (row.event == EventType::refuse && s.c.type != CaseType::COMPLAINT) {
    if (all_of_case(s, ShipState::SIGNED)) return {"RETURN_REFUND", "DISPUTE"};
    return {"INTERCEPT", "WAIT_AND_RETURN", "LOST_CLAIM", "DISPUTE"};
  }
  if (row.id != "T08") return {};
  std::vector<std::string> steps = {"RO_IN_TRANSIT"};
  CheckRequest late;
  late.type = CaseType::LATE_SHIP;
  late.oid = s.c.oid;
  const Result<Checked> claim = check_alone({at, s.in.trade, s.others, late}, s.policy);
  if (claim && claim->eligible) steps.emplace_back("LATE_SHIP");
  return steps;
}

// WX MERCHANT_OVERDUE_REFUND: after so many failures somebody pays by hand.
bool by_hand(const Scene& s) {
  std::int64_t failed = 0;
  for (const HistoryEntry& h : s.c.history) failed += h.event == name(EventType::pay_fail);
  return failed >= s.policy.pay_retries;
}

}  // namespace

void notify(const Transition& row, Scene& s, Instant at) {
  if (row.tell.code.empty()) return;
  Effect e = effect_of(EffectType::NOTIFY);
  e.to = name(row.tell.to == Actor::SELLER ? desk(s.in.store) : row.tell.to);
  e.code = row.event == EventType::pay_fail && by_hand(s) ? "MERCHANT_OVERDUE_REFUND" : row.tell.code;
  e.steps = next_steps(row, s, at);
  s.effects.push_back(e);
  if (row.target == Target::judged) {  // both sides hear it
    e.to = name(desk(s.in.store));
    s.effects.push_back(std::move(e));
  } else if (row.id == "T14" && s.c.statute_breach) {
    e.to = name(Actor::PLATFORM_DESK);
    e.code = "STATUTE_BREACH";
    s.effects.push_back(std::move(e));
  }
}

}  // namespace kefu
