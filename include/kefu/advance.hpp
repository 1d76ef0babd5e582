// advance.hpp: the case's state machine (contract §5, domain §5.3). One pure step: case + event → case + effects.
//
//   auto next = advance({nullopt → new case, event, trade, store, other cases}, policy);
//   next->after.status, next->effects, next->trace         // WAIT_SELLER_AGREE, {START_TIMER …}, {"T01"}
//
// An event stamped at or after a due deadline fires that deadline first, [start, at); one stamped before it wins, however
// late it is read. Then it is judged, in this order: ILLEGAL_EVENT (the table has no such row for the status, whatever
// else the event holds), NOT_PERMITTED (another actor's step), VERSION_CONFLICT (`version` is not the case's: required on
// every step that changes the case, but optional for submit and for SYSTEM), GUARD_FAILED (the message begins with the
// guard's name). A refused event changes nothing; deadlines that were due stay due for the next tick. `tick` is legal
// in every status and may do nothing.
//
// version and history grow with every transition. A submit that meets an open case on its line returns that case as it
// is (T02). Where the pack refunds unshipped orders by itself, submit is followed by T05 in the same step.
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
  std::optional<Fen> amount;      // REFUND_PAY, LEDGER; signed in LEDGER, whose entries sum to zero
  std::string account;            // LEDGER: BUYER_CASH, BUYER_<tender>, SELLER_RECEIVABLE
  std::string to;                 // NOTIFY: BUYER SELLER …
  std::string code;               // NOTIFY: what to say; SHIP_STOP_ALERT: why
  std::vector<std::string> steps; // NOTIFY: what the buyer can do next (S1-27)
  std::string reference;          // REFUND_PAY, LEDGER: idempotency key, caseId:version
};

struct Event {
  EventType type{};
  Actor actor{};
  Instant at{};
  std::optional<std::int64_t> version;
  std::optional<CheckRequest> request;    // submit
  std::optional<Fen> amount;              // submit, modify, agree
  std::optional<std::string> fault, description, phone;       // submit, modify
  std::optional<std::string> reason;                          // modify, refuse
  std::optional<std::string> message;                         // refuse
  std::optional<std::string> reference;                       // pay_ok, pay_fail, retry
  std::optional<std::string> case_id;                         // submit: the host's own id
  std::vector<std::string> evidence, proof;
  bool has_evidence = false;  // modify: an empty list takes the evidence back
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

/// The first instant from which a tick changes the case; nothing: it waits for somebody.
std::optional<Instant> next_deadline(const Case& c);

}  // namespace kefu
