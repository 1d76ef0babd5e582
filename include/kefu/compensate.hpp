// compensate.hpp: what late shipment brings the buyer, and who pays it (contract §6, domain §3.4, §5.7, S1-28, S1-29).
//
//   Result<Compensation> c = compensate({now, trades}, policy);
//   c->trades[0].code, c->trades[0].amount      // "LATE", 500
//   c->ledger                                   // SUPPLIER_DEPOSIT −500, BUYER_RED_PACKET +500: sums to zero, always
//
// The trades are one buyer's at one store. Each pays clamp(half_up(rate·base), min, max); what orders paid within the
// pack's max_scope_s of the first of them bring together is cut to the maximum, by Hamilton on the amounts before it, so
// the maximum wins over the minimum. Only orders that are compensated, now or before, make up such a group; it is formed
// by pay_time, then tid, so the order of the input changes no amount. Refunds change nothing: the base is what was paid.
//
// An order is late when any of its lines is: sent after the deadline, or unsent although it has passed. It is compensated
// once: `compensated` of the trade names what it brought already, which counts against the group's maximum. The first of
// these that holds decides: NOT_PAID TRADE_CLOSED FORBID_CONSIGN NO_COMPENSATION (the pack pays none)
// ALREADY_COMPENSATED ADDRESS_MODIFIED BUYER_ASKED_TO_WAIT NOT_LATE, else LATE.
//
// The ledger has one entry an account, in the order SUPPLIER_DEPOSIT, PLATFORM_FUND, BUYER_RED_PACKET, and none of zero.
// With `deposit` given, the platform's fund advances what the deposit lacks, and `recovery` says what it is owed (追偿).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/error.hpp"
#include "kefu/policy.hpp"
#include "kefu/trade.hpp"

namespace kefu {

struct CompensateInput {
  Instant now{};
  std::vector<Trade> trades;
  std::optional<Fen> deposit;  // what the supplier's deposit holds; nothing: enough
};

struct LateTrade {
  std::string tid;
  bool eligible = false;
  std::optional<Instant> deadline;  // nothing: neither promised nor paid
  Fen amount{};
  std::string_view code;
};

struct LedgerEntry {
  std::string_view account;
  Fen amount{};  // below zero: paid out of it
};

struct Compensation {
  std::vector<LateTrade> trades;  // as in the input
  std::vector<LedgerEntry> ledger;
  std::vector<LedgerEntry> recovery;  // who owes the platform's fund; empty: left out
  std::vector<std::string> trace;
};

Result<Compensation> compensate(const CompensateInput& input, const Policy& policy);

/// One order by itself, or one line of it: whether it is late and what it brings before other orders' share of the
/// maximum. The amount is the whole order's either way; it is zero unless the code is LATE.
Result<LateTrade> late_shipment(const Trade& trade, const Policy& policy, Instant now, const OrderLine* line = nullptr);

}  // namespace kefu
