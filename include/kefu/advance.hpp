// advance.hpp: the case's state machine (contract §5, domain §5.3). One pure step: case + event → case + effects.
//
//   auto next = advance({nullopt → new case, event, trade, store, other cases}, policy);
//   next->after.status, next->effects, next->trace         // WAIT_SELLER_AGREE, {START_TIMER …}, {"T01"}
//
// An event stamped at or after a due deadline fires that deadline first, [start, at); one stamped before it wins, however
// late it is read. Then it is judged, in this order: ILLEGAL_EVENT (the table has no such row for the status, whatever
// else the event holds), NOT_PERMITTED (another actor's step), VERSION_CONFLICT (`version` is not the case's: required on
// every step of the main state and on a judgement, but optional for submit and for SYSTEM), GUARD_FAILED (the message
// begins with the guard's name; `type`: the step is for other case types). A refused event changes nothing; deadlines that
// were due stay due for the next tick. `tick` is legal in every status; it may do no more than publish `allowed` anew.
//
// history grows with every transition, version with those of the main state: evidence, a supplier's feedback, the stages
// of an intervention and an advance payment leave it, so they are in nobody's way. What follows by itself happens in the
// same step (T05 C1 C4 A1–A4). A submit that meets an open case on its line returns that case as it is (T02). The same
// events on the same inputs give the same case, to the byte: a host that keeps them can make any case anew.
//
// Where the table of domain §5.3 leaves room:
// - D6 expired declines the offer (T11). D9 expired reminds the officer. D3 and D7 without a row of their own (the pack
//   knows no silent receipt, a repair, a reshipment) tell the buyer that the platform can be called.
// - LATE_SHIP, PRICE_PROTECT, FREIGHT and DISPUTE are agreed like RO_*; RESHIP is agreed by T24, also when D1 expires. A
//   COMPLAINT ends in SUCCESS with the shop's solution (T06); unanswered it goes before the platform (C1 by D1), where a
//   DISPUTE stands at once. The `parent` of a FREIGHT is the paid case on its line.
// - A DISPUTE is about a case that check says may be disputed (C1: refused within its days, a silent shop, an advance
//   turned away): the one that `request.parent_case` names, else the one of the same goods. It is about all of that case's
//   goods and brings at most what that case could. It takes its place: until the buyer calls the dispute off, every step
//   of the other is refused with no_dispute, and where it waits for the shop the next tick closes it (C1).
// - agree_return may not lay the way back on the buyer where the reason is the shop's fault (消法 24).
// - Where the pack says late_ship.auto_pay SYSTEM agrees to a LATE_SHIP as the desk would; `allowed` does not offer it.
// - EXCHANGE, RESHIP, REPAIR and COMPLAINT ask for no money: refund_fee is 0, max what the goods would bring.
// - An intervention locks both sides but for what the shop may give in to, which ends it (cs_status 6). Without D8 in the
//   pack nobody's evidence is waited for; without D10 a judgement is final. cs_status 3, 5, 11 and advance_status 1 are
//   TOP's words between two steps, and no state after one.
// - A judgement for the seller closes the case; the buyer's appeal in time opens it again (C6), unless its line has
//   another claim since. The seller's appeal stops nothing that was granted: won after the money went, it is paid out of
//   the platform's fund. An appeal that is withdrawn leaves the judgement.
// - An advance is booked in the step that pays it (A1); that case's later REFUND_PAY has only the rest left to pay, mostly
//   0. The host carries the advance's own REFUND_PAY out until it succeeds: no event answers it.
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
  std::optional<Instant> at;      // START_TIMER; NOTIFY REPAYMENT_DUE
  std::optional<Fen> amount;      // REFUND_PAY, NOTIFY REPAYMENT_DUE; LEDGER: signed, a step's entries sum to zero
  std::string account;            // LEDGER: BUYER_<tender>, BUYER_DEBT, SELLER_RECEIVABLE … (advance_ledger.hpp)
  std::string to;                 // NOTIFY: BUYER SELLER …
  std::string code;               // NOTIFY: what to say; SHIP_STOP_ALERT: why
  std::vector<std::string> steps; // NOTIFY: what the buyer can do next (S1-27)
  std::string reference;          // REFUND_PAY, LEDGER: idempotency key, caseId:version
};

/// One thing that somebody says or does. Contract §5 lists which members belong to which event.
struct Event {
  EventType type{};
  Actor actor{};
  Instant at{};
  std::optional<std::int64_t> version;
  std::optional<CheckRequest> request;    // submit
  std::optional<Fen> amount;              // submit, modify, agree
  std::optional<std::string> fault, description, phone;       // submit, modify
  std::optional<std::string> reason;                          // modify, refuse
  std::optional<std::string> message;                         // refuse, refuse_goods
  std::optional<CaseType> case_type;                          // negotiate
  std::optional<std::string> address;                         // agree_return, address
  std::optional<PostFeeBearer> post_fee_bear_role;            // agree_return
  std::optional<std::string> waybill;                         // seller_ships, consign
  std::optional<std::string> company, number;                 // waybill
  std::optional<Instant> shipped_at;                          // waybill
  std::optional<std::int64_t> num;                            // receive; nothing: all that were announced
  bool ok = true;                                             // receive
  std::optional<std::string> claim;                           // apply_intervention
  std::optional<Verdict> verdict;                             // judge, "for" in JSON
  std::optional<std::string> grounds;                         // judge, appeal
  std::optional<std::string> text;                            // feedback
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
