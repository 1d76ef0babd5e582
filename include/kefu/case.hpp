// case.hpp: one after-sale case (售后单) and what is recorded of it (contract §5, domain §5.1–5.3).
//
// A Case is a value. advance.hpp turns a case and an event into the next case; nothing else changes one.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu {

#define KEFU_CASE_TYPES(X)                                                                             \
  X(RO_UNSHIPPED) X(RO_IN_TRANSIT) X(RO_RECEIVED) X(RETURN_REFUND) X(EXCHANGE) X(RESHIP) X(REPAIR)     \
  X(LATE_SHIP) X(PRICE_PROTECT) X(FREIGHT) X(COMPLAINT) X(DISPUTE)
KEFU_ENUM(CaseType, KEFU_CASE_TYPES)

#define KEFU_CASE_STATUSES(X)                                                                               \
  X(DRAFT) X(WAIT_SELLER_AGREE) X(SELLER_REFUSE_BUYER) X(WAIT_BUYER_MODIFY) X(WAIT_RETURN_ADDRESS)          \
  X(WAIT_BUYER_RETURN_GOODS) X(WAIT_SELLER_CONFIRM_GOODS) X(WAIT_SELLER_CONSIGN_GOODS)                      \
  X(WAIT_BUYER_CONFIRM_NEW_GOODS) X(REFUNDING) X(REFUND_FAILED) X(SUCCESS) X(CLOSED)
KEFU_ENUM(CaseStatus, KEFU_CASE_STATUSES)

#define KEFU_GOOD_STATUSES(X) \
  X(UNSHIPPED) X(BUYER_NOT_RECEIVED) X(BUYER_RECEIVED) X(BUYER_RETURNED_GOODS) X(SELLER_RECEIVED)
KEFU_ENUM(GoodStatus, KEFU_GOOD_STATUSES)

#define KEFU_REFUND_PHASES(X) X(onsale) X(aftersale)
KEFU_ENUM(RefundPhase, KEFU_REFUND_PHASES)

#define KEFU_ACTORS(X) X(BUYER) X(SELLER) X(PLATFORM_DESK) X(XIAOER) X(SUPPLIER) X(ERP) X(SYSTEM)
KEFU_ENUM(Actor, KEFU_ACTORS)

#define KEFU_DEADLINE_SOURCES(X) X(POLICY) X(PLATFORM)
KEFU_ENUM(DeadlineSource, KEFU_DEADLINE_SOURCES)

// The whole alphabet of contract §5. An event that the machine does not know yet is an ILLEGAL_EVENT, not an unknown word.
#define KEFU_EVENTS(X)                                                                                         \
  X(submit) X(modify) X(withdraw) X(confirm) X(accept) X(decline) X(agree) X(refuse) X(agree_return)           \
  X(negotiate) X(address) X(seller_ships) X(waybill) X(receive) X(refuse_goods) X(consign) X(to_refund)        \
  X(pay_ok) X(pay_fail) X(retry) X(apply_intervention) X(accept_intervention) X(add_evidence) X(judge)         \
  X(appeal) X(withdraw_intervention) X(feedback) X(tick)
KEFU_ENUM(EventType, KEFU_EVENTS)

// 邮费由谁承担 (TOP post_fee_bear_role).
#define KEFU_POST_FEE_BEARERS(X) X(BUYER) X(SELLER) X(INSURER)
KEFU_ENUM(PostFeeBearer, KEFU_POST_FEE_BEARERS)

// For whom the platform decided.
#define KEFU_VERDICTS(X) X(BUYER) X(SELLER) X(SPLIT)
KEFU_ENUM(Verdict, KEFU_VERDICTS)

struct Deadline {
  std::string id;  // D1u, D1s …
  Instant at{};
  DeadlineSource source = DeadlineSource::POLICY;
};

/// One entry of a case's append-only history.
struct HistoryEntry {
  std::string event;  // an event's word, a timer's id when that fired, "auto" (T05), or the id of what followed by itself
  Actor actor{};
  Instant at{};
  CaseStatus from{};
  CaseStatus to{};
};

struct AllowedEvent {
  EventType event{};
  Actor actor{};
};

struct NotAllowedEvent {
  EventType event{};
  std::string code;  // why not: an error code or a guard's name
};

/// Part of a line that a case brings back: its value after promotions, and its units where whole units go back.
struct SettledLine {
  std::string oid;
  std::optional<std::int64_t> num;
  Fen value{};
};

/// How refund_fee is made up, frozen when it is asked for, so that a later event books the same fen (T01, T25).
struct Settlement {
  Fen freight{};                                    // part of refund_fee
  std::vector<std::pair<std::string, Fen>> tenders;  // CASH, RED_PACKET …: sums to refund_fee; no zero ones
  std::vector<SettledLine> lines;
};

/// What the desk said when it refused (T07).
struct Refusal {
  std::string reason;
  std::string message;
  std::vector<std::string> proof;
};

/// What the desk proposes instead (T10).
struct Offer {
  CaseType case_type{};
  Fen amount{};
};

/// The buyer's way back (T15).
struct ReturnWaybill {
  std::string company, number;
  std::optional<Instant> shipped_at;
};

/// A deadline that an intervention holds, with the time it had left (C1).
struct FrozenTimer {
  std::string id;
  Seconds left_s{};
  DeadlineSource source = DeadlineSource::POLICY;
};

/// 平台介入: the last one; cs_status says how far it is.
struct Intervention {
  Actor by{};                     // who asked for it, or for the appeal; SYSTEM: the platform itself (A3)
  std::string claim;              // also the grounds of an appeal
  CaseStatus prior{};             // where the main state stood when it began
  std::optional<Verdict> verdict; // of the last judgement; an appeal leaves it until the next
  std::string grounds;            // of that judgement
  std::vector<FrozenTimer> frozen;
};

/// What the buyer owes the platform of an advance payment (A4).
struct Repayment {
  Fen amount{};
  Instant at{};
};

/// A supplier's word (S1-19).
struct Feedback {
  Actor actor{};
  Instant at{};
  std::string text;
};

struct Case {
  std::string case_id;
  CaseType type{};
  std::string tid;
  std::optional<std::string> oid;  // nothing: the whole trade
  std::int64_t num = 0;            // units of the line; 0 for the whole trade
  CaseStatus status = CaseStatus::DRAFT;
  int cs_status = 1;       // 客服介入, domain §2.3
  int advance_status = 0;  // 先行垫付, domain §2.3
  GoodStatus good_status = GoodStatus::UNSHIPPED;
  RefundPhase refund_phase = RefundPhase::onsale;
  std::string reason;
  std::string fault = "NONE";
  std::string description;
  Fen refund_fee{};
  Fen max{};
  std::int64_t version = 0;
  std::int64_t attempts = 0;
  std::vector<Deadline> deadlines;
  std::vector<AllowedEvent> allowed;
  std::vector<NotAllowedEvent> not_allowed;
  std::vector<HistoryEntry> history;
  std::vector<std::string> evidence;
  std::optional<std::string> parent;

  // Beyond the contract's keys, after them in JSON. Those after `settled` are written once they have a value.
  std::string phone;                   // where the buyer can be reached; "": not given
  bool closed_by_seller_ship = false;  // T08, domain §2.4
  std::optional<Refusal> refusal;
  Settlement settled;
  std::optional<Offer> offer;
  std::string return_address;
  std::optional<PostFeeBearer> post_fee_bear_role;
  std::optional<ReturnWaybill> return_waybill;
  std::string sent_waybill;              // T08, T21: what the shop sent
  std::optional<std::int64_t> received;  // T17: units that came back
  bool statute_breach = false;           // T14: no return address for more than 15 days (处罚办法 8–9)
  std::optional<Intervention> intervention;
  Fen advanced{};                        // A1: paid out of the platform's fund
  std::optional<Repayment> repayment;
  std::vector<Feedback> feedback;
  std::vector<std::pair<std::string, std::string>> answers;  // the request's, as text (answers.hpp)
};

/// Whether the case is neither SUCCESS nor CLOSED.
bool is_open(const Case& c);
/// Whether its money is decided: it came back or is on its way. Such cases are the history of later quotes.
bool is_committed(const Case& c);
/// Whether two cases touch the same goods; a whole-trade case (no oid) touches every line.
bool same_line(const std::optional<std::string>& a, const std::optional<std::string>& b);
/// Whether the platform is looking into it: from the application to the decision, and again after an appeal.
bool is_under_judgment(const Case& c);
/// Whether an open case of type `open` keeps a second one of type `asked` from being opened on the same line. A claim
/// for late shipment and a complaint stand beside a refund (domain §5.7), and a dispute beside the case it is about;
/// everything else excludes itself, and a dispute, which may bring money, excludes every later refund.
bool blocks(CaseType open, CaseType asked);

}  // namespace kefu
