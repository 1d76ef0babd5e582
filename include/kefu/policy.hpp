// policy.hpp: every number and list that a platform could change, as data (design rule 5).
//
// A pack is a JSON file under assets/policies with an id, an effective_from and a schema beside it. Timers D1–D10 are
// domain §5.3's; a value nobody could source carries "unverified": true in the file, which `unverified` keeps by name.
//
// A shop changes numbers by a patch of a whole pack, a file of its own or an object in a request's `policy`:
//
//   {"id": "my-shop", "extends": "tmall", "price_protect_window_s": 2592000, "timers": {"D6": null},
//    "reasons": {"REPAIR": [{"code": "QUALITY", "fault": "SELLER"}]}, "late_ship": {"max_fen": 80000}}
//
// Objects merge by key; numbers, words and lists replace what was there; null takes away a timer, a channel's patience, a
// tender's rule or a maximum. Without an id it stands for the pack it extends. A patch of a patch is refused, and so is
// a pack that gives a buyer less than the law does (policy_law.hpp). `kefu policy check FILE` lists what is wrong.
//
//   PolicyLibrary packs;                       // filled by json::add_policy or json::builtin_policies
//   const Policy* p = packs.find("tgc");       // nullptr: unknown
#pragma once
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/store.hpp"
#include "kefu/time.hpp"
#include "kefu/trade.hpp"

namespace kefu {

#define KEFU_PROMOTION_RULES(X) X(KEEP) X(RECALC)
KEFU_ENUM(PromotionRule, KEFU_PROMOTION_RULES)

#define KEFU_LATE_BASES(X) X(GOODS_PAID) X(TRADE_PAYMENT)
KEFU_ENUM(LateBase, KEFU_LATE_BASES)

#define KEFU_FAULTS(X) X(NONE) X(SELLER) X(CARRIER) X(PLATFORM) X(BUYER) X(UNKNOWN)
KEFU_ENUM(Fault, KEFU_FAULTS)

/// Late-shipment compensation (domain §3.4).
struct LateShipRule {
  Seconds deadline_s = 48 * kHour;  // after payment, where nothing was promised
  LateBase base = LateBase::GOODS_PAID;
  std::int64_t rate_bp{};           // basis points: 3000 = 30 %
  Fen min_fen{};
  std::optional<Fen> max_fen;       // nothing: no maximum
  std::optional<Seconds> max_scope_s;
  bool auto_pay = false;            // X7: the host agrees by itself as soon as the buyer asks
};

/// One reason a buyer can give for one case type: a leaf of the reason tree (type → where the goods are → reason).
struct ReasonRule {
  std::string code;
  Fault fault = Fault::NONE;
  bool needs_evidence = false;
  std::vector<GoodStatus> good_statuses;  // for these alone; empty: for every one
  bool fits(GoodStatus good_status) const;
};

// Where the days of price protection begin; sources disagree, so the pack says (domain §3.5).
#define KEFU_PRICE_PROTECT_STARTS(X) X(CREATED) X(PAID) X(SIGNED)
KEFU_ENUM(PriceProtectStart, KEFU_PRICE_PROTECT_STARTS)

/// 极速退款: the platform pays ahead when the way back is on record (domain §3.5, A1–A4).
struct AdvanceRule {
  bool enabled = false;
  Fen quota_fen{};  // of a buyer whose trade names no quota of its own; restored when a case ends
  std::vector<std::string> excluded_tenders, excluded_categories;
  Seconds repay_s = 7 * kDay;  // A4: the buyer gives back what was advanced for nothing
};

/// What is paid for sending back (domain §3.5, §5.4).
struct FreightRule {
  Fen claim_max_fen{};
  Fen insurance_max_fen{};  // most that an insurer pays for one way back
  Fen insurance_fen{};      // what it pays for it, no more than that; 0: nothing
};

/// Statutory clocks that run beside every case (domain §3.1).
struct StatuteRule {
  Seconds refund_after_receipt_s = 7 * kDay;  // 消法 25
  Seconds breach_s = 15 * kDay;               // 处罚办法 8–9
  std::int64_t proof_months = 6;              // 消法 23: the seller proves, for durable goods
  std::vector<std::string> durable_categories;
};

/// M8: how long nobody answered.
struct UnreachableRule {
  Seconds leave_message_s = 180, service_second_s = kDay, service_first_s = 2 * kDay;
};

/// When a conversation is handed to a human (G2, G5, G6), and below which score an intent is not named (classify).
struct HandoffRule {
  std::int64_t failed_turns = 3, negative_turns = 2;
  Seconds silence_s = 180;
  std::int64_t min_score_bp{};  // basis points
};

struct Lengths {
  std::int64_t min{}, max{};
};

/// attempts_max of a pack that sets no limit (null in its file).
inline constexpr std::int64_t kUnlimited = kMaxFen;

// Domain §5.3's timers; D1v: goods without a body, D3p: sent back by ordinary post.
#define KEFU_TIMERS(X) X(D1u) X(D1s) X(D1v) X(D2) X(D3) X(D3p) X(D4) X(D5) X(D6) X(D7) X(D8) X(D9) X(D10)
KEFU_ENUM(Timer, KEFU_TIMERS)

/// One value for each word of an enum: `table[Channel::phone]`.
template <class E, class T>
class Table {
 public:
  T& operator[](E word) { return values_[static_cast<std::size_t>(word)]; }
  const T& operator[](E word) const { return values_[static_cast<std::size_t>(word)]; }

 private:
  std::array<T, std::size(Names<E>::words)> values_{};
};

struct Policy {
  std::string id;
  std::string extends;                      // the pack that this one is a patch of; empty: of none
  std::string text;                         // one added to a library: its JSON, a patch already applied
  std::string effective_from;
  bool auto_refund_unshipped = false;       // T05, S1-26
  bool auto_refund_after_silent_receipt = false;  // T19: without the carrier's word that the parcel arrived
  Table<Timer, std::optional<Seconds>> timers;  // nothing: no such timer
  Seconds no_reason_window_s = 168 * kHour; // from the day after sign-off, 00:00
  Seconds after_finish_window_s = 15 * kDay;
  Seconds price_protect_window_s = 15 * kDay;
  PriceProtectStart price_protect_from = PriceProtectStart::PAID;
  PromotionRule promotion = PromotionRule::KEEP;
  std::int64_t attempts_max = kUnlimited;   // submits and changes on one line
  std::int64_t evidence_max = 9;
  std::int64_t description_max = 200;
  std::int64_t evidence_bytes_max = 500'000;   // of one picture
  std::int64_t evidence_side_max = 2560;       // pixels: how wide and how high a picture may be
  std::int64_t evidence_video_bytes_max = 20'000'000;  // 0: pictures only
  std::int64_t proof_bytes_max = 5'000'000;    // of one picture with which returned goods are refused
  std::int64_t statement_max = 500;            // characters of a claim before the platform
  Lengths refusal_message{2, 200};             // characters
  Lengths waybill{8, 30};                      // letters and digits
  std::int64_t pay_retries = 3;                // after that a payment is made by hand (T26)
  Table<CaseType, std::vector<ReasonRule>> reasons;
  std::vector<std::pair<std::string, OnRefund>> tender_returns;  // for tenders whose trade does not say
  LateShipRule late_ship;
  AdvanceRule advance;
  FreightRule freight;
  Seconds intervention_silence_s = 2 * kDay;  // C1: a seller who said nothing for so long
  StatuteRule statute;
  UnreachableRule unreachable;
  HandoffRule handoff;
  std::vector<std::string> contact_labels;  // S0-14: what the way to a store's desk may be called on its pages
  Table<Channel, std::optional<Seconds>> patience;  // how long a buyer waits there before the next channel is offered
  Seconds long_wait_s = 180;                // M4
  Seconds claim_stale_s = 365 * kDay;       // a claim that nobody has seen for longer counts as UNVERIFIED (X1)
  Seconds presumed_open_s = 9 * kHour;      // M3: an unverified all-day claim counts as open from …
  Seconds presumed_close_s = 21 * kHour;    // … to
  std::vector<std::string> unverified;      // JSON pointers of values without a source

  std::optional<Seconds> timer(std::string_view id) const;
  /// The pack's entry for a reason of a case type; nullptr: the pack does not list it.
  const ReasonRule* reason(CaseType type, std::string_view code) const;
  /// What comes back of a tender whose trade does not say: the pack's word, else PRO_RATA.
  OnRefund tender_return(std::string_view tender) const;
};

/// The packs at hand, by id. Values only: copying one is copying data.
class PolicyLibrary {
 public:
  void add(Policy policy);  // replaces one with the same id
  const Policy* find(std::string_view id) const;  // good until the next add
  const std::vector<Policy>& all() const { return packs_; }

 private:
  std::vector<Policy> packs_;
};

}  // namespace kefu
