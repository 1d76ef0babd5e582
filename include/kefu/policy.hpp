// policy.hpp: every number and list that a platform could change, as data (design rule 5).
//
// A pack is a JSON file under assets/policies with an id, an effective_from and a schema beside it. Timers D1–D10 are
// domain §5.3's; a value nobody could source carries "unverified": true in the file, which `unverified` keeps by name.
//
//   PolicyLibrary packs;                       // filled by json::add_policy or json::builtin_policies
//   const Policy* p = packs.find("tgc");       // nullptr: unknown
#pragma once
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/store.hpp"
#include "kefu/time.hpp"

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
};

/// One reason a buyer can give for one case type.
struct ReasonRule {
  std::string code;
  Fault fault = Fault::NONE;
  bool needs_evidence = false;
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
  std::string effective_from;
  bool auto_refund_unshipped = false;       // T05, S1-26
  Table<Timer, std::optional<Seconds>> timers;  // nothing: no such timer
  Seconds no_reason_window_s = 168 * kHour; // from the day after sign-off, 00:00
  Seconds after_finish_window_s = 15 * kDay;
  Seconds price_protect_window_s = 15 * kDay;
  PromotionRule promotion = PromotionRule::KEEP;
  std::int64_t attempts_max = kUnlimited;   // submits and changes on one line
  std::int64_t evidence_max = 9;
  std::int64_t description_max = 200;
  Table<CaseType, std::vector<ReasonRule>> reasons;
  LateShipRule late_ship;
  Table<Channel, std::optional<Seconds>> patience;  // how long a buyer waits there before the next channel is offered
  Seconds long_wait_s = 180;                // M4
  Seconds presumed_open_s = 9 * kHour;      // M3: an unverified all-day claim counts as open from …
  Seconds presumed_close_s = 21 * kHour;    // … to
  std::vector<std::string> unverified;      // JSON pointers of values without a source

  std::optional<Seconds> timer(std::string_view id) const;
  /// The pack's entry for a reason of a case type; nullptr: the pack does not list it.
  const ReasonRule* reason(CaseType type, std::string_view code) const;
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
