// quote.hpp: what comes back, to the fen (contract §2, domain §5.6).
//
//   QuoteInput in{trade, {}, request, PromotionRule::KEEP};
//   Result<Quote> q = quote(in);
//   q->total                          // fen the buyer gets for this request
//
// The request and the history name units (`num`) or money (`amount`) of lines; a step of the history may name both, when
// it is known what the units brought: RECALC shares over a whole request, which its lines alone cannot tell. The order of
// requests never changes what a fully refunded line adds up to. Amounts are fen.
//
// Where the contract leaves room:
// - Price protection reaches what was paid in cash for the line (domain §3.5: freight and red packets are no part of the
//   price that dropped); it is still shared over the line's tenders by step 4, so that histories need no types.
// - A pre-sale order whose tail is unpaid holds its deposit alone, shared over the lines by their values: all of it comes
//   back where the shop is at fault, else it is forfeited as DEPOSIT (example 24).
// - What the buyer paid for sending goods back (`freight_paid` of a FREIGHT request) is nothing of the trade's payment.
//   The seller pays it where at fault, else the insurer of an insured order, up to the pack's maxima; it stands beside
//   `total` as `return_freight` and never counts in it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kefu/error.hpp"
#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/policy.hpp"
#include "kefu/trade.hpp"

namespace kefu {

#define KEFU_QUOTE_TYPES(X) X(REFUND) X(REFUND_AND_RETURN) X(FREIGHT) X(PRICE_PROTECT)
KEFU_ENUM(QuoteType, KEFU_QUOTE_TYPES)

/// Units or money of one line: exactly one of the two, or in a history both, what so many units brought.
struct RefundLine {
  std::string oid;
  std::optional<std::int64_t> num;
  std::optional<Fen> amount;
};

/// One step of the history: a line, or freight that went back.
struct HistoryLine {
  std::optional<RefundLine> line;
  Fen freight{};
};

struct QuoteRequest {
  QuoteType type = QuoteType::REFUND;
  Fault fault = Fault::NONE;
  std::string reason = "OTHER";
  std::vector<RefundLine> lines;
  std::vector<std::string> kept_gifts;
  std::optional<Fen> freight_paid;  // FREIGHT: what the way back cost the buyer
};

struct QuoteInput {
  Trade trade;
  std::vector<HistoryLine> history;
  QuoteRequest request;
  PromotionRule promotion = PromotionRule::KEEP;
  FreightRule freight;
};

/// Takes over what the pack says: its promotion rule, its freight maxima, and what comes back of tenders whose trade does
/// not say. A tender that nobody spoke about comes back by its share.
void take_rules(QuoteInput& input, const Policy& policy);

struct Deduction {
  std::string code;  // LOST_FREE_SHIPPING, KEPT_GIFT
  Fen amount{};
};

/// Who pays for the way back, and how much of it.
struct ReturnFreight {
  Fen amount{};
  std::string payer;  // SELLER, INSURER; BUYER: nobody pays it back
};

struct QuotedLine {
  std::string oid;
  Fen refund{};
  Fen value_left{};
  std::int64_t units_left{};
};

struct Quote {
  Fen total{};
  Fen goods{};
  Fen freight{};
  std::vector<Deduction> deductions;                // zero ones are left out
  std::vector<std::pair<std::string, Fen>> tenders;   // CASH first, then as the trade lists them; contract §2's example
  std::vector<std::pair<std::string, Fen>> forfeited; // empty: left out
  std::vector<QuotedLine> lines;
  Fen max{};
  std::vector<std::string> trace;
  std::optional<ReturnFreight> return_freight;  // beyond the contract's keys
};

Result<Quote> quote(const QuoteInput& input);

/// What price protection can bring at most on the lines that the request names, however it names them.
Result<Fen> price_protect_max(const QuoteInput& input);

/// What each line is worth after promotions (R), in the trade's order; also the first step of quote(). Before the tail of
/// a pre-sale order is paid, its share of the deposit.
Result<std::vector<Fen>> line_values(const Trade& trade);

}  // namespace kefu
