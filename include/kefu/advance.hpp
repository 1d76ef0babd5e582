// advance.hpp: the case's state machine (contract §5, domain §5.3). One pure step: case + event → case + effects.
//
//   auto next = advance({nullptr → new case, event, trade, store, other cases}, policy);
//   next->after.status, next->effects, next->trace         // WAIT_SELLER_AGREE, {START_TIMER …}, {"T01"}
//
// Refused: ILLEGAL_EVENT (no such row), GUARD_FAILED (which one: message), VERSION_CONFLICT, NOT_PERMITTED; the case is
// unchanged. An event stamped at or after a due deadline fires that deadline first: [start, at).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/check.hpp"
#include "kefu/error.hpp"
#include "kefu/policy.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"

namespace kefu {

#define KEFU_EFFECTS(X)                                                                                      \
  X(SHIP_STOP_ALERT) X(REFUND_PAY) X(LEDGER) X(NOTIFY) X(PAUSE_AUTO_CONFIRM) X(RESUME_AUTO_CONFIRM)          \
  X(START_TIMER) X(STOP_TIMER)
KEFU_ENUM(EffectType, KEFU_EFFECTS)

/// What the host must do. Which members are set depends on the type.
struct Effect {
  EffectType type{};
  std::string timer;              // START_TIMER, STOP_TIMER
  std::optional<Instant> at;      // START_TIMER
  std::optional<Fen> amount;      // REFUND_PAY, LEDGER
  std::string account;            // LEDGER
  std::string to;                 // NOTIFY: BUYER SELLER …
  std::string code;               // NOTIFY: what to say; SHIP_STOP_ALERT: why
  std::string reference;          // REFUND_PAY, LEDGER: idempotency key, caseId:version
};

struct Event {
  EventType type{};
  Actor actor{};
  Instant at{};
  std::optional<std::int64_t> version;
  std::optional<CheckRequest> request;    // submit
  std::optional<Fen> amount;              // submit, modify, agree
  std::optional<std::string> fault, description, reason, message, reference, waybill, case_id;
  std::vector<std::string> evidence, proof;
  bool has_evidence = false;
};

struct AdvanceInput {
  std::optional<Case> current;
  Event event;
  Trade trade;
  Store store;
  std::vector<Case> cases;  // the trade's other cases; optional in JSON
};

struct Advanced {
  Case after;
  std::vector<Effect> effects;
  std::vector<std::string> trace;
};

Result<Advanced> advance(const AdvanceInput& input, const Policy& policy);

/// The first instant at which a tick would change the case; nothing: it waits for somebody.
std::optional<Instant> next_deadline(const Case& c);

}  // namespace kefu
