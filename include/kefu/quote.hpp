// quote.hpp: what comes back, to the fen (contract §2, domain §5.6).
//
//   QuoteInput in{trade, {}, request, PromotionRule::KEEP};
//   Result<Quote> q = quote(in);
//   q->total                          // fen the buyer gets for this request
//
// The request and the history name units (`num`) or money (`amount`) of lines. The order of requests never changes what
// a fully refunded line adds up to. Amounts are fen.
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

/// Units or money of one line; exactly one of the two is set.
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
};

struct QuoteInput {
  Trade trade;
  std::vector<HistoryLine> history;
  QuoteRequest request;
  PromotionRule promotion = PromotionRule::KEEP;
};

struct Deduction {
  std::string code;  // LOST_FREE_SHIPPING, KEPT_GIFT
  Fen amount{};
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
};

Result<Quote> quote(const QuoteInput& input);

/// What each line is worth after promotions (R), in the trade's order; also the first step of quote().
Result<std::vector<Fen>> line_values(const Trade& trade);

}  // namespace kefu
