// advance_table.hpp: the transitions of domain §5.3 as data. advance.cpp evaluates any row the same way; a new step is a
// new row here, and what is not here is an ILLEGAL_EVENT.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "kefu/advance.hpp"

namespace kefu {

// Conditions of a row. Those above the line are known before anybody acts and decide `allowed`; the others judge what
// the event carries.
#define KEFU_GUARDS(X)                                                                                       \
  X(none) X(refund_only) X(unshipped_type) X(shipped) X(not_no_reason) X(not_virtual) X(attempts)            \
  X(not_under_judgment) X(not_shipped) X(auto_refund)                                                        \
  /* ---- */                                                                                                 \
  X(same_line) X(eligible) X(amount) X(description) X(evidence) X(message) X(proof) X(reference)
KEFU_ENUM(Guard, KEFU_GUARDS)

constexpr bool is_standing(Guard g) { return g < Guard::same_line; }

// What a row does besides changing the status.
#define KEFU_STEPS(X)                                                                                              \
  X(none) X(pause_auto_confirm) X(resume_auto_confirm) X(start_answer_timer) X(start_refusal_timer)                  \
  X(add_last_freight) X(stop_shipping) X(pay) X(book)
KEFU_ENUM(Step, KEFU_STEPS)

/// Who may take a row.
enum class Party : std::uint8_t { BUYER, DESK, SHIPPER, SYSTEM, SYSTEM_OR_DESK };

struct Notice {
  Actor to{};
  std::string_view code;  // "": nobody is told
};

struct Transition {
  std::string_view id;
  std::uint16_t from;      // a set of statuses
  bool by_event;           // else by itself (no timer) or by a timer
  EventType event{};
  std::string_view timer;  // "D1": D1u, D1s and D1v
  Party party{};
  std::array<Guard, 6> guards{};
  CaseStatus to{};
  bool stays = false;      // changes nothing at all
  std::array<Step, 4> steps{};
  Notice notice{};
};

constexpr std::uint16_t bit(CaseStatus s) { return static_cast<std::uint16_t>(1u << static_cast<unsigned>(s)); }

constexpr std::uint16_t set_of(std::initializer_list<CaseStatus> statuses) {
  std::uint16_t out = 0;
  for (CaseStatus s : statuses) out = static_cast<std::uint16_t>(out | bit(s));
  return out;
}

// D (contract §5) is told as SELLER; advance.cpp puts the deciding desk in its place.
inline constexpr Actor kDesk = Actor::SELLER;

inline constexpr auto kTransitions = [] {
  using S = CaseStatus;
  using E = EventType;
  using G = Guard;
  using P = Step;
  constexpr std::uint16_t asked = set_of({S::WAIT_SELLER_AGREE});
  constexpr std::uint16_t open =
      set_of({S::WAIT_SELLER_AGREE, S::SELLER_REFUSE_BUYER, S::WAIT_BUYER_MODIFY, S::WAIT_RETURN_ADDRESS,
              S::WAIT_BUYER_RETURN_GOODS, S::WAIT_SELLER_CONFIRM_GOODS, S::WAIT_SELLER_CONSIGN_GOODS,
              S::WAIT_BUYER_CONFIRM_NEW_GOODS, S::REFUNDING, S::REFUND_FAILED});
  return std::to_array<Transition>({
      {"T01", bit(S::DRAFT), true, E::submit, "", Party::BUYER, {G::eligible, G::amount, G::description, G::evidence}, S::WAIT_SELLER_AGREE, false,
       {P::pause_auto_confirm, P::start_answer_timer}, {kDesk, "CASE_SUBMITTED"}},
      {"T02", open, true, E::submit, "", Party::BUYER, {G::same_line}, {}, true, {}, {}},
      {"T03", set_of({S::WAIT_SELLER_AGREE, S::SELLER_REFUSE_BUYER}), true, E::modify, "", Party::BUYER,
       {G::not_under_judgment, G::attempts, G::eligible, G::amount, G::description, G::evidence}, S::WAIT_SELLER_AGREE, false, {P::start_answer_timer},
       {kDesk, "CASE_MODIFIED"}},
      {"T04", set_of({S::WAIT_SELLER_AGREE, S::SELLER_REFUSE_BUYER, S::WAIT_BUYER_RETURN_GOODS}), true, E::withdraw, "",
       Party::BUYER, {G::not_under_judgment}, S::CLOSED, false, {P::resume_auto_confirm}, {kDesk, "CASE_WITHDRAWN"}},
      {"T05", asked, false, {}, "", Party::SYSTEM, {G::unshipped_type, G::not_shipped, G::auto_refund}, S::REFUNDING,
       false, {P::add_last_freight, P::stop_shipping, P::pay}, {Actor::BUYER, "REFUND_AUTOMATIC"}},
      {"T06", asked, true, E::agree, "", Party::DESK, {G::refund_only, G::amount}, S::REFUNDING, false,
       {P::add_last_freight, P::stop_shipping, P::pay}, {Actor::BUYER, "REFUND_AGREED"}},
      {"T07", asked, true, E::refuse, "", Party::DESK,
       {G::shipped, G::not_no_reason, G::not_virtual, G::message, G::proof}, S::SELLER_REFUSE_BUYER, false,
       {P::start_refusal_timer}, {Actor::BUYER, "REFUND_REFUSED"}},
      {"T08", asked, true, E::seller_ships, "", Party::SHIPPER, {G::unshipped_type}, S::CLOSED, false,
       {P::resume_auto_confirm}, {Actor::BUYER, "CLOSED_BY_SELLER_SHIP"}},
      {"T12", asked, false, {}, "D1", Party::SYSTEM, {G::refund_only}, S::REFUNDING, false,
       {P::add_last_freight, P::stop_shipping, P::pay}, {Actor::BUYER, "REFUND_BY_DEADLINE"}},
      {"T20", bit(S::SELLER_REFUSE_BUYER), false, {}, "D4", Party::SYSTEM, {G::not_under_judgment}, S::CLOSED, false,
       {P::resume_auto_confirm}, {Actor::BUYER, "CLOSED_BY_DEADLINE"}},
      {"T25", bit(S::REFUNDING), true, E::pay_ok, "", Party::SYSTEM, {G::reference}, S::SUCCESS, false,
       {P::book, P::resume_auto_confirm}, {Actor::BUYER, "REFUND_SUCCESS"}},
      {"T26", bit(S::REFUNDING), true, E::pay_fail, "", Party::SYSTEM, {G::reference}, S::REFUND_FAILED, false, {},
       {Actor::PLATFORM_DESK, "REFUND_FAILED"}},
      {"T27", bit(S::REFUND_FAILED), true, E::retry, "", Party::SYSTEM_OR_DESK, {}, S::REFUNDING, false, {P::pay}, {}},
  });
}();

}  // namespace kefu
