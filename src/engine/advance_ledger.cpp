#include "engine/advance_ledger.hpp"

#include <algorithm>

#include "engine/advance_settle.hpp"
#include "engine/advance_timers.hpp"

namespace kefu {

namespace {

// A penalty for late shipment is the supplier's where the platform runs the store (S1-29, X6).
const char* payer(const Scene& s) {
  const bool deposit = matter_of(s, request_of(s.c)) == CaseType::LATE_SHIP && s.in.store.operation_mode == OperationMode::FULLY_MANAGED;
  return deposit ? "SUPPLIER_DEPOSIT" : "SELLER_RECEIVABLE";
}

void book_tenders(Scene& s) {
  if (total(s.c.settled) != s.c.refund_fee) s.c.settled.tenders = {{"CASH", s.c.refund_fee}};
  for (const auto& t : s.c.settled.tenders) book(s, "BUYER_" + t.first, t.second);
}

void owe(Scene& s, Fen amount, Instant at) {
  if (amount == 0) return;
  s.c.repayment = Repayment{amount, at + s.policy.advance.repay_s};
  book(s, "BUYER_DEBT", -amount);
  Effect e = effect_of(EffectType::NOTIFY);
  e.to = name(Actor::BUYER);
  e.code = "REPAYMENT_DUE";
  e.amount = amount;
  e.at = s.c.repayment->at;
  s.effects.push_back(std::move(e));
}

}  // namespace

void book(Scene& s, std::string account, Fen amount) {
  if (amount == 0) return;
  Effect e = effect_of(EffectType::LEDGER);
  e.account = std::move(account);
  e.amount = amount;
  e.reference = reference_of(s.c);
  s.effects.push_back(std::move(e));
}

Fen standing_advance(const Case& c) { return c.advance_status == 4 ? 0 : c.advanced; }

void book_refund(Scene& s) {
  const Fen ahead = std::min(s.c.refund_fee, standing_advance(s.c));  // A2 has booked it
  if (ahead > 0) book(s, "BUYER_CASH", s.c.refund_fee - ahead);
  else book_tenders(s);
  book(s, payer(s), ahead - s.c.refund_fee);
}

void book_advance(Scene& s) {
  book_tenders(s);
  book(s, "PLATFORM_FUND", -s.c.advanced);
}

void book_repaid_advance(Scene& s, Instant at) {
  const Fen due = std::min(s.c.refund_fee, s.c.advanced);
  book(s, payer(s), -due);
  book(s, "PLATFORM_FUND", s.c.advanced);
  owe(s, s.c.advanced - due, at);  // less came back than was announced
}

void book_lost_advance(Scene& s, Instant at) {
  book(s, "PLATFORM_FUND", s.c.advanced);
  owe(s, s.c.advanced, at);
}

}  // namespace kefu
