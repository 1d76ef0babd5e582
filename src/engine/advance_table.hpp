// advance_table.hpp: the transitions of domain §5.3 as data. advance.cpp evaluates any row the same way; a new step is a
// new row here, and what is not here is an ILLEGAL_EVENT. Below the rows: what arriving in a state starts.
//
// A row is read "in `from`, while the intervention stands at `cs` and the advance payment at `advance`, `event` by `by`
// on a case of `types` leads to `to`". Members that are left out say: any state, any type, nothing changes. Of several
// rows that fit, the first whose standing guards hold is taken.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "kefu/advance.hpp"

namespace kefu {

// Conditions of a row. Those above the line are known before anybody acts and decide `allowed`; the others judge what
// the event carries and bear the name of the member they judge.
#define KEFU_GUARDS(X)                                                                                          \
  X(none) X(type) X(shipped) X(not_no_reason) X(not_virtual) X(attempts) X(not_under_judgment) X(not_shipped)   \
  X(auto_refund) X(address_known) X(silent_receipt) X(seller_silent) X(no_dispute) X(disputed) X(both_filed)    \
  X(evidence_closed) X(appeal_open) X(line_free) X(advanceable)                                               \
  /* ---- */                                                                                                    \
  X(same_line) X(eligible) X(amount) X(description) X(evidence) X(message) X(proof) X(reference) X(address)     \
  X(post_fee_bear_role) X(offer) X(company) X(number) X(num) X(ok) X(waybill) X(claim) X(verdict) X(text)   \
  X(answers)
KEFU_ENUM(Guard, KEFU_GUARDS)

constexpr bool is_standing(Guard g) { return g < Guard::same_line; }

// What a row does besides changing the state, and what arriving in a state does.
#define KEFU_STEPS(X)                                                                                           \
  X(none) X(pause_auto_confirm) X(resume_auto_confirm) X(fix_amount) X(stop_shipping) X(pay) X(book)            \
  X(fill_return) X(intervene) X(resume_timers) X(reopen) X(redress) X(pay_ahead) X(repay_fund) X(claim_back)
KEFU_ENUM(Step, KEFU_STEPS)

/// Where a row leads: to its `to`, or to what the offer, the judgement or the state before the intervention says.
enum class Target : std::uint8_t { listed, offered, judged, prior };

using Set = std::uint16_t;  // of statuses, case types, cs_status values or actors

template <class E>
constexpr Set set_of(std::initializer_list<E> words) {
  Set out = 0;
  for (E w : words) out = static_cast<Set>(out | 1u << static_cast<unsigned>(w));
  return out;
}

// Who may take a row: actors, and roles that the store and the case fill.
inline constexpr Set kBuyer = set_of({Actor::BUYER});
inline constexpr Set kSystem = set_of({Actor::SYSTEM});
inline constexpr Set kXiaoer = set_of({Actor::XIAOER});
inline constexpr Set kDesk = 1u << 8;       // D of contract §5: SELLER, or PLATFORM_DESK where it runs the store (X3)
inline constexpr Set kLoser = 1u << 9;      // of the last judgement
inline constexpr Set kApplicant = 1u << 10;  // of the intervention

inline constexpr CaseStatus kSame = CaseStatus::DRAFT;  // nothing ever goes back to DRAFT

struct Notice {
  Actor to{};             // SELLER: the deciding desk
  std::string_view code;  // "": nobody is told
};

struct Transition {
  std::string_view id = {};
  Set from = 0xFFFF;
  Set cs = 0xFFFF;
  Set advance = 0xFFFF;
  EventType event = EventType::tick;  // tick: not by an event, but by `timer` or, without one, by itself
  std::string_view timer = {};        // "D1": D1u, D1s and D1v
  Set by = kSystem;
  Set types = 0xFFFF;
  std::array<Guard, 6> guards{};
  CaseStatus to = kSame;
  Target target = Target::listed;
  int cs_to = 0;          // 0: as it is
  int advance_to = 0;
  bool settles = false;   // possible under an intervention too, which it ends: the shop gives in (SETTLEMENT_ONLY)
  bool silent = false;    // changes nothing at all
  Step step{};
  Notice tell{};
};

namespace sets {
using S = CaseStatus;
using C = CaseType;
inline constexpr Set draft = set_of({S::DRAFT});
inline constexpr Set asked = set_of({S::WAIT_SELLER_AGREE});
inline constexpr Set refused = set_of({S::SELLER_REFUSE_BUYER});
inline constexpr Set offered = set_of({S::WAIT_BUYER_MODIFY});
inline constexpr Set no_address = set_of({S::WAIT_RETURN_ADDRESS});
inline constexpr Set to_return = set_of({S::WAIT_BUYER_RETURN_GOODS});
inline constexpr Set returned = set_of({S::WAIT_SELLER_CONFIRM_GOODS});
inline constexpr Set to_consign = set_of({S::WAIT_SELLER_CONSIGN_GOODS});
inline constexpr Set consigned = set_of({S::WAIT_BUYER_CONFIRM_NEW_GOODS});
inline constexpr Set refunding = set_of({S::REFUNDING});
inline constexpr Set failed = set_of({S::REFUND_FAILED});
inline constexpr Set closed = set_of({S::CLOSED});
inline constexpr Set waits_for_shop = asked | no_address | returned | to_consign;
inline constexpr Set open = waits_for_shop | refused | offered | to_return | consigned | refunding | failed;
inline constexpr Set begun = static_cast<Set>(~draft);
inline constexpr Set judged_open = static_cast<Set>(~(draft | closed));

// RO_* and what else is settled by money alone.
inline constexpr Set money = set_of({C::RO_UNSHIPPED, C::RO_IN_TRANSIT, C::RO_RECEIVED, C::LATE_SHIP, C::PRICE_PROTECT,
                                     C::FREIGHT, C::DISPUTE});
inline constexpr Set go_back = set_of({C::RETURN_REFUND, C::EXCHANGE, C::REPAIR});
inline constexpr Set refund_of_return = set_of({C::RETURN_REFUND, C::DISPUTE});
inline constexpr Set new_goods = set_of({C::EXCHANGE, C::REPAIR});
inline constexpr Set goods = money | go_back | set_of({C::RESHIP});
inline constexpr Set complaint = set_of({C::COMPLAINT});

constexpr Set cs(std::initializer_list<int> values) { return set_of(values); }
inline constexpr Set cs_none = cs({1});
inline constexpr Set cs_running = cs({2, 3, 4, 5, 10, 11});
}  // namespace sets

inline constexpr auto kTransitions = [] {
  using namespace sets;
  using E = EventType;
  using G = Guard;
  using A = Actor;
  return std::to_array<Transition>({
      // Main.
      {.id = "T01", .from = draft, .event = E::submit, .by = kBuyer, .guards = {G::eligible, G::amount, G::description, G::evidence, G::answers},
       .to = S::WAIT_SELLER_AGREE, .step = Step::pause_auto_confirm, .tell = {A::SELLER, "CASE_SUBMITTED"}},
      {.id = "T02", .from = open, .event = E::submit, .by = kBuyer, .guards = {G::same_line}, .silent = true},
      {.id = "T03", .from = asked | refused, .event = E::modify, .by = kBuyer,
       .guards = {G::attempts, G::eligible, G::amount, G::description, G::evidence},
       .to = S::WAIT_SELLER_AGREE, .tell = {A::SELLER, "CASE_MODIFIED"}},
      {.id = "T04", .from = asked | refused | to_return, .event = E::withdraw, .by = kBuyer, .guards = {G::not_under_judgment},
       .to = S::CLOSED, .tell = {A::SELLER, "CASE_WITHDRAWN"}},
      {.id = "T05", .from = asked, .types = set_of({C::RO_UNSHIPPED}), .guards = {G::not_shipped, G::auto_refund},
       .to = S::REFUNDING, .tell = {A::BUYER, "REFUND_AUTOMATIC"}},
      {.id = "T06", .from = asked, .event = E::agree, .by = kDesk, .types = money, .guards = {G::amount},
       .to = S::REFUNDING, .settles = true, .tell = {A::BUYER, "REFUND_AGREED"}},
      {.id = "T06", .from = asked, .event = E::agree, .by = kDesk, .types = complaint, .to = S::SUCCESS, .settles = true,
       .tell = {A::BUYER, "COMPLAINT_SOLVED"}},
      {.id = "T07", .from = asked, .event = E::refuse, .by = kDesk, .types = goods,
       .guards = {G::shipped, G::not_no_reason, G::not_virtual, G::message, G::proof}, .to = S::SELLER_REFUSE_BUYER,
       .tell = {A::BUYER, "REFUND_REFUSED"}},
      {.id = "T07", .from = asked, .event = E::refuse, .by = kDesk, .types = complaint, .guards = {G::message, G::proof},
       .to = S::SELLER_REFUSE_BUYER, .tell = {A::BUYER, "COMPLAINT_REFUSED"}},
      {.id = "T08", .from = asked, .event = E::seller_ships, .by = set_of({A::SELLER, A::ERP}),
       .types = set_of({C::RO_UNSHIPPED}), .to = S::CLOSED, .tell = {A::BUYER, "CLOSED_BY_SELLER_SHIP"}},
      {.id = "T09", .from = asked, .event = E::agree_return, .by = kDesk, .types = go_back, .guards = {G::post_fee_bear_role, G::address},
       .to = S::WAIT_BUYER_RETURN_GOODS, .settles = true, .tell = {A::BUYER, "RETURN_AGREED"}},
      {.id = "T10", .from = asked, .event = E::negotiate, .by = kDesk, .types = goods, .guards = {G::offer},
       .to = S::WAIT_BUYER_MODIFY, .tell = {A::BUYER, "OFFER_MADE"}},
      {.id = "T11", .from = offered, .event = E::accept, .by = kBuyer, .guards = {G::offer}, .target = Target::offered,
       .tell = {A::SELLER, "OFFER_ACCEPTED"}},
      {.id = "T11", .from = offered, .event = E::decline, .by = kBuyer, .to = S::WAIT_SELLER_AGREE,
       .tell = {A::SELLER, "OFFER_DECLINED"}},
      {.id = "T11", .from = offered, .timer = "D6", .to = S::WAIT_SELLER_AGREE, .tell = {A::SELLER, "OFFER_LAPSED"}},
      {.id = "T12", .from = asked, .timer = "D1", .types = money, .to = S::REFUNDING, .tell = {A::BUYER, "REFUND_BY_DEADLINE"}},
      {.id = "T13", .from = asked, .timer = "D1", .types = go_back, .guards = {G::address_known},
       .to = S::WAIT_BUYER_RETURN_GOODS, .tell = {A::BUYER, "RETURN_BY_DEADLINE"}},
      {.id = "T13", .from = asked, .timer = "D1", .types = go_back, .to = S::WAIT_RETURN_ADDRESS,
       .tell = {A::SELLER, "RETURN_ADDRESS_NEEDED"}},
      {.id = "T14", .from = no_address, .event = E::address, .by = kDesk, .guards = {G::address},
       .to = S::WAIT_BUYER_RETURN_GOODS, .settles = true, .tell = {A::BUYER, "RETURN_AGREED"}},
      {.id = "T15", .from = to_return, .event = E::waybill, .by = kBuyer, .guards = {G::company, G::number},
       .to = S::WAIT_SELLER_CONFIRM_GOODS, .tell = {A::SELLER, "GOODS_RETURNED"}},
      {.id = "T16", .from = to_return, .timer = "D2", .to = S::CLOSED, .tell = {A::BUYER, "CLOSED_BY_DEADLINE"}},
      {.id = "T17", .from = returned, .event = E::receive, .by = kDesk, .types = refund_of_return, .guards = {G::ok, G::num},
       .to = S::REFUNDING, .settles = true, .tell = {A::BUYER, "GOODS_RECEIVED"}},
      {.id = "T17", .from = returned, .event = E::receive, .by = kDesk, .types = new_goods, .guards = {G::ok, G::num},
       .to = S::WAIT_SELLER_CONSIGN_GOODS, .settles = true, .tell = {A::BUYER, "GOODS_RECEIVED"}},
      {.id = "T18", .from = returned, .event = E::refuse_goods, .by = kDesk, .guards = {G::proof},
       .to = S::SELLER_REFUSE_BUYER, .tell = {A::BUYER, "GOODS_REFUSED"}},
      {.id = "T19", .from = returned, .timer = "D3", .types = refund_of_return | set_of({C::EXCHANGE}),
       .guards = {G::silent_receipt}, .to = S::REFUNDING, .tell = {A::BUYER, "REFUND_BY_DEADLINE"}},
      {.id = "D3", .from = returned, .timer = "D3", .tell = {A::BUYER, "INTERVENTION_POSSIBLE"}},
      {.id = "T20", .from = refused, .timer = "D4", .guards = {G::not_under_judgment}, .to = S::CLOSED, .tell = {A::BUYER, "CLOSED_BY_DEADLINE"}},
      {.id = "T21", .from = to_consign, .event = E::consign, .by = kDesk, .guards = {G::waybill},
       .to = S::WAIT_BUYER_CONFIRM_NEW_GOODS, .settles = true, .tell = {A::BUYER, "NEW_GOODS_SENT"}},
      {.id = "T22", .from = to_consign, .event = E::to_refund, .by = kDesk | kSystem, .types = set_of({C::EXCHANGE}),
       .to = S::REFUNDING, .settles = true, .tell = {A::BUYER, "EXCHANGE_TRANSFORM_TO_REFUND"}},
      {.id = "T22", .from = to_consign, .timer = "D7", .types = set_of({C::EXCHANGE}), .to = S::REFUNDING,
       .tell = {A::BUYER, "EXCHANGE_TRANSFORM_TO_REFUND"}},
      {.id = "D7", .from = to_consign, .timer = "D7", .tell = {A::BUYER, "INTERVENTION_POSSIBLE"}},
      {.id = "T23", .from = consigned, .event = E::confirm, .by = kBuyer, .to = S::SUCCESS, .tell = {A::SELLER, "NEW_GOODS_RECEIVED"}},
      {.id = "T23", .from = consigned, .timer = "D5", .to = S::SUCCESS, .tell = {A::BUYER, "CONFIRMED_BY_DEADLINE"}},
      {.id = "T24", .from = asked, .event = E::agree, .by = kDesk, .types = set_of({C::RESHIP}),
       .to = S::WAIT_SELLER_CONSIGN_GOODS, .settles = true, .tell = {A::BUYER, "RESHIP_AGREED"}},
      {.id = "T24", .from = asked, .timer = "D1", .types = set_of({C::RESHIP}), .to = S::WAIT_SELLER_CONSIGN_GOODS,
       .tell = {A::BUYER, "RESHIP_BY_DEADLINE"}},
      {.id = "T25", .from = refunding, .event = E::pay_ok, .guards = {G::reference}, .to = S::SUCCESS, .step = Step::book,
       .tell = {A::BUYER, "REFUND_SUCCESS"}},
      {.id = "T26", .from = refunding, .event = E::pay_fail, .guards = {G::reference}, .to = S::REFUND_FAILED,
       .tell = {A::PLATFORM_DESK, "REFUND_FAILED"}},
      {.id = "T27", .from = failed, .event = E::retry, .by = kSystem | set_of({A::PLATFORM_DESK}), .to = S::REFUNDING},

      // Intervention. 3, 5 and 11 are words of TOP's between two steps: C2 passes 3 and C6 passes 11 on the way to 10.
      {.id = "C1", .from = refused, .cs = cs_none, .event = E::apply_intervention, .by = set_of({A::BUYER, A::SELLER}),
       .guards = {G::claim, G::evidence}, .cs_to = 2, .step = Step::intervene, .tell = {A::XIAOER, "INTERVENTION_APPLIED"}},
      {.id = "C1", .from = waits_for_shop, .cs = cs_none, .event = E::apply_intervention, .by = set_of({A::BUYER, A::SELLER}),
       .guards = {G::seller_silent, G::claim, G::evidence}, .cs_to = 2, .step = Step::intervene, .tell = {A::XIAOER, "INTERVENTION_APPLIED"}},
      {.id = "C1", .from = asked, .cs = cs_none, .types = set_of({C::DISPUTE}), .cs_to = 2, .step = Step::intervene,
       .tell = {A::XIAOER, "INTERVENTION_APPLIED"}},
      {.id = "C1", .from = waits_for_shop, .cs = static_cast<Set>(~cs_running), .advance = set_of({0, 1, 4, 5}),
       .guards = {G::disputed}, .to = S::CLOSED},
      {.id = "C1", .from = asked, .cs = cs_none, .timer = "D1", .types = complaint, .cs_to = 2, .step = Step::intervene,
       .tell = {A::XIAOER, "INTERVENTION_APPLIED"}},
      {.id = "C2", .from = begun, .cs = cs({2}), .event = E::accept_intervention, .by = kXiaoer, .cs_to = 10,
       .tell = {A::BUYER, "INTERVENTION_ACCEPTED"}},
      {.id = "C3", .from = begun, .cs = cs({10}), .event = E::add_evidence, .by = set_of({A::BUYER, A::SELLER, A::SUPPLIER}),
       .guards = {G::evidence}},
      {.id = "C4", .from = begun, .cs = cs({10}), .timer = "D8", .cs_to = 4},
      {.id = "C4", .from = begun, .cs = cs({10}), .guards = {G::both_filed}, .cs_to = 4},
      {.id = "C5", .from = begun, .cs = cs({4, 5, 10}), .event = E::judge, .by = kXiaoer,
       .guards = {G::evidence_closed, G::verdict, G::amount}, .target = Target::judged, .step = Step::redress,
       .tell = {A::BUYER, "JUDGED"}},
      {.id = "C6", .from = judged_open, .cs = cs({8}), .event = E::appeal, .by = kLoser, .guards = {G::appeal_open, G::evidence},
       .cs_to = 10, .tell = {A::XIAOER, "APPEALED"}},
      {.id = "C6", .from = closed, .cs = cs({9}), .event = E::appeal, .by = kLoser,
       .guards = {G::appeal_open, G::line_free, G::evidence}, .target = Target::prior, .cs_to = 10, .step = Step::reopen,
       .tell = {A::XIAOER, "APPEALED"}},
      {.id = "C7", .from = begun, .cs = cs_running, .event = E::withdraw_intervention, .by = kApplicant,
       .target = Target::prior, .cs_to = 7, .step = Step::resume_timers, .tell = {A::XIAOER, "INTERVENTION_WITHDRAWN"}},
      {.id = "D9", .from = begun, .cs = cs({4}), .timer = "D9", .tell = {A::XIAOER, "DECISION_OVERDUE"}},
      {.id = "D10", .from = begun, .cs = cs({8, 9}), .timer = "D10"},

      // Advance payment, by itself behind the step that calls for it. A1 passes 1 on the way to 2.
      {.id = "A1", .from = returned, .advance = set_of({0}), .types = set_of({C::RETURN_REFUND}), .guards = {G::advanceable},
       .advance_to = 2, .step = Step::pay_ahead, .tell = {A::BUYER, "REFUND_ADVANCED"}},
      {.id = "A2", .from = refunding, .advance = set_of({2, 3}), .advance_to = 5, .step = Step::repay_fund},
      {.id = "A3", .from = refused, .advance = set_of({2}), .cs_to = 2, .advance_to = 3, .step = Step::intervene,
       .tell = {A::XIAOER, "INTERVENTION_APPLIED"}},
      {.id = "A4", .from = closed, .advance = set_of({2, 3}), .advance_to = 4, .step = Step::claim_back},

      {.id = "FEEDBACK", .from = open, .event = E::feedback, .by = set_of({A::SUPPLIER}), .guards = {G::text}},
  });
}();

/// What begins when a main state is entered. Every timer is the pack's; where it has none the state has no limit.
struct Arrival {
  CaseStatus status{};
  std::string_view timer;  // "D1": D1u, D1s or D1v by what is asked; "D3": D3p for ordinary post; D7: where new goods are due
  std::array<Step, 3> steps{};
};

inline constexpr Arrival kArrivals[] = {
    {CaseStatus::WAIT_SELLER_AGREE, "D1", {}},
    {CaseStatus::SELLER_REFUSE_BUYER, "D4", {}},
    {CaseStatus::WAIT_BUYER_MODIFY, "D6", {}},
    {CaseStatus::WAIT_BUYER_RETURN_GOODS, "D2", {Step::fill_return}},
    {CaseStatus::WAIT_SELLER_CONFIRM_GOODS, "D3", {}},
    {CaseStatus::WAIT_SELLER_CONSIGN_GOODS, "D7", {}},
    {CaseStatus::WAIT_BUYER_CONFIRM_NEW_GOODS, "D5", {}},
    {CaseStatus::REFUNDING, "", {Step::fix_amount, Step::stop_shipping, Step::pay}},
    {CaseStatus::SUCCESS, "", {Step::resume_auto_confirm}},
    {CaseStatus::CLOSED, "", {Step::resume_auto_confirm}},
};

/// The timer of an intervention's state; "": none.
constexpr std::string_view timer_of_intervention(int cs_status) {
  switch (cs_status) {
    case 10: return "D8";
    case 4: return "D9";
    case 8:
    case 9: return "D10";
    default: return "";
  }
}

constexpr bool contains(Set set, int value) { return (set >> value & 1) != 0; }
template <class E>
constexpr bool contains(Set set, E word) {
  return contains(set, static_cast<int>(word));
}

}  // namespace kefu
