// check.hpp: may this buyer open this case now, by which rule, and what else is possible (contract §4, domain §5.5).
//
//   Checked c = check({now, trade, cases, request}, policy);
//   c.eligible, c.code            // false, "ALREADY_SHIPPED"
//   c.instead                     // {RO_IN_TRANSIT, …}: what is open to the buyer now
//
// Not eligible is a result, not an error. An unknown line or more units than are left are errors. The rules are asked in
// the order of domain §5.5 and the first that fails decides. A buyer's word counts: a parcel that the carrier calls signed
// for may still be reported as not received (good_status BUYER_NOT_RECEIVED).
//
// `instead` holds the types whose own check, asked for the same line without a reason, says yes; of a whole order, for one
// of its lines at least. What can only be judged with the goods in hand is not offered while they are under way.
//
// `max` is the most money a case of this type can end in: what quote() says for RO_*, RETURN_REFUND and also for EXCHANGE,
// RESHIP and REPAIR, which turn into a refund when the shop cannot deliver (T10, T22); what was paid in cash for PRICE_PROTECT; the compensation for LATE_SHIP; what
// the pack pays for the way back for FREIGHT; what the goods still have of the parent's maximum for DISPUTE (C5); 0 for COMPLAINT.
//
// Reasons are the pack's, but its lists are no closed set: a platform hands its own out at run time (domain §6). A reason
// that the pack does not list for the type and the place of the goods is a warning, UNKNOWN_REASON, and judged as OTHER;
// form() offers the pack's alone. OTHER is what a request carries before the buyer chose.
//
// Warnings never refuse (domain §5.5, 9–11); each stands in the trace too. As JSON {"code","citation"} and, where money is
// at stake, "amount": SEAL_BROKEN ACTIVATED TAGS_REMOVED · GIFT_GOES_BACK LOST_FREE_SHIPPING (what would be deducted) ·
// EXCLUSION_NOT_CONFIRMED (art. 20: the shop's exclusion does not hold) · SELLER_PROVES (消法 23) · DEPOSIT_FORFEITED ·
// UNKNOWN_REASON · STATUTORY_BREACH REFUND_OVERDUE (of an earlier case on the line; also where the answer is no).
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/error.hpp"
#include "kefu/policy.hpp"
#include "kefu/trade.hpp"

namespace kefu {

// Where a line's goods are. Times decide; a status that says more than they do wins where they are missing.
#define KEFU_SHIP_STATES(X) X(NONE) X(SHIPPED) X(SIGNED)
KEFU_ENUM(ShipState, KEFU_SHIP_STATES)

/// Of one line; of a partly shipped trade the line's own times alone count.
ShipState ship_state(const Trade& trade, const OrderLine& line);

struct Integrity {
  std::optional<bool> seal_broken, activated, tags_intact;
};

// What a form is asked for: the application, or a step of a case that stands: the way back of its goods, another amount or
// reason, the platform's intervention, an appeal, more evidence (form.hpp).
#define KEFU_FORM_STEPS(X) X(APPLY) X(RETURN) X(MODIFY) X(INTERVENE) X(APPEAL) X(EVIDENCE)
KEFU_ENUM(FormStep, KEFU_FORM_STEPS)

struct CheckRequest {
  CaseType type{};
  std::optional<std::string> oid;  // nothing: every line of the trade
  std::optional<std::int64_t> num; // of the line; nothing: all units left
  std::string reason = "OTHER";
  Integrity integrity;
  std::optional<GoodStatus> good_status;
  std::optional<std::string> parent_case;  // of a DISPUTE or a step, where several cases could be meant; nothing: the nearest
  std::vector<std::pair<std::string, std::string>> answers;  // what the form asked beyond these members (answers.hpp)
  FormStep step = FormStep::APPLY;   // of form() alone
};

struct CheckInput {
  Instant now{};
  Trade trade;
  std::vector<Case> cases;  // this buyer's earlier and open cases on the trade
  CheckRequest request;
};

struct Warning {
  std::string code;
  std::string citation;
  Fen amount{};  // 0: none
};

struct Window {
  Instant start{};
  Instant end{};  // exclusive
};

struct Checked {
  bool eligible = false;
  std::string code;      // OK, or the first failing rule (contract §4)
  std::string citation;
  std::optional<Window> window;
  std::vector<Warning> warnings;
  std::string freight_payer;      // of the way back: BUYER SELLER INSURER, NONE where nothing goes back
  Fen max{};
  std::vector<CaseType> instead;  // only when not eligible
  std::vector<std::string> trace;
};

Result<Checked> check(const CheckInput& input, const Policy& policy);

}  // namespace kefu
