// quote_book.hpp: what is left of every line, tender by tender, while a history and a request are worked through.
//
// The book opens with steps 1 and 2 of contract §2 and is then only ever taken from, so every sum it hands out is part
// of what the buyer paid: conservation needs no check of its own.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kefu/error.hpp"
#include "kefu/quote.hpp"

namespace kefu {

struct Book {
  const Trade* trade{};
  bool platform_shares = false;
  std::vector<Fen> price;  // L: before promotions
  std::vector<Fen> left;   // V
  std::vector<std::int64_t> units;
  std::vector<Fen> funds;  // what is left of each line per tender, cash last: funds_per_line() each
  Fen worth{};             // Σ R
  Fen freight{};           // F
  Fen freight_returned{};
  Fen goods_returned{};    // Σ goods of everything taken so far

  std::size_t funds_per_line() const { return trade->tenders.size() + 1; }
  Fen cash(std::size_t line) const { return funds[(line + 1) * funds_per_line() - 1]; }
};

/// One line of a request, found in the trade and within what the line has left.
struct Ask {
  std::size_t line{};
  std::int64_t units{};      // 0: an amount was named
  std::optional<Fen> money;  // stands as it is; with units: what they brought
};

Result<Book> open_book(const Trade& trade);
/// Looks a named line up; `pointer` is its place in the document, for the refusal.
Result<Ask> find_ask(const Book& book, const RefundLine& named, const std::string& pointer);

struct Taken {
  std::vector<Fen> refunds;  // x of every ask
  std::vector<Fen> by_fund;  // the same money per tender, cash last
};
/// Steps 3, 4 and 8: takes the asks off the book.
Taken take(Book& book, const std::vector<Ask>& asks, PromotionRule rule);

}  // namespace kefu
