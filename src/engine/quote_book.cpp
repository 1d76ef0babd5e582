#include "engine/quote_book.hpp"

#include <algorithm>
#include <string>

namespace kefu {

namespace {

using SignedWide = __int128;

std::string at(const char* list, std::size_t index, const char* member = "") {
  return std::string(list) + "/" + std::to_string(index) + member;
}

Fen sum(const std::vector<Fen>& values) {
  Fen total = 0;
  for (const Fen v : values) total += v;
  return total;
}

/// Which lines a promotion covers; an oid that the trade lacks, or one named twice, is refused.
Result<std::vector<std::size_t>> scope_of(const Trade& trade, std::size_t promotion) {
  const Promotion& p = trade.promotions[promotion];
  std::vector<std::size_t> scope;
  if (!p.lines) {
    for (std::size_t i = 0; i < trade.orders.size(); ++i) scope.push_back(i);
    return scope;
  }
  std::vector<char> covered(trade.orders.size());
  for (std::size_t j = 0; j < p.lines->size(); ++j) {
    const std::string pointer = at("/trade/promotions", promotion, "/lines/") + std::to_string(j);
    const OrderLine* line = find_line(trade, (*p.lines)[j]);
    if (!line) return make_error(ErrorCode::UNKNOWN_LINE, pointer);
    const auto index = static_cast<std::size_t>(line - trade.orders.data());
    if (covered[index]) return make_error(ErrorCode::DUPLICATE_LINE, pointer);
    covered[index] = 1;
  }
  for (std::size_t i = 0; i < covered.size(); ++i)
    if (covered[i]) scope.push_back(i);
  return scope;
}

/// Takes `amount` off the values of the lines in `scope`, by their present values.
void share_off(std::vector<Fen>& values, const std::vector<std::size_t>& scope, Fen amount) {
  std::vector<Fen> weights;
  weights.reserve(scope.size());
  for (const std::size_t i : scope) weights.push_back(values[i]);
  const std::vector<Fen> shares = hamilton(weights, amount);
  for (std::size_t k = 0; k < scope.size(); ++k) values[scope[k]] -= shares[k];
}

Fen sum_in(const std::vector<Fen>& values, const std::vector<std::size_t>& scope) {
  Fen total = 0;
  for (const std::size_t i : scope) total += values[i];
  return total;
}

/// P of step 8: what the units that stay would have cost at purchase. A threshold is compared with the prices before
/// promotions, as the shop advertises it; a promotion without one still holds, up to what is left to take it off.
Fen price_of_kept(const Book& book, const std::vector<std::int64_t>& kept) {
  const Trade& trade = *book.trade;
  std::vector<Fen> list(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) list[i] = half_up(book.price[i], kept[i], trade.orders[i].num);
  std::vector<Fen> values = list;
  for (std::size_t k = 0; k < trade.promotions.size(); ++k) {
    const Promotion& p = trade.promotions[k];
    const auto scope = scope_of(trade, k);
    if (!scope || (p.threshold && sum_in(list, *scope) < *p.threshold)) continue;
    share_off(values, *scope, std::min(p.amount, sum_in(values, *scope)));
  }
  return sum(values);
}

/// Step 8. Amounts that were named stand as they are: money alone sends nothing back, so no promotion is lost, and what
/// the history knows to the fen was decided then.
void recalculate(const Book& book, const std::vector<Ask>& asks, std::vector<Fen>& refunds) {
  std::vector<std::int64_t> kept = book.units;
  std::vector<Fen> weights;
  Fen named = 0;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    kept[asks[i].line] -= asks[i].units;
    if (asks[i].money) named += refunds[i];
    else weights.push_back(book.left[asks[i].line]);
  }
  if (weights.empty()) return;
  const Fen goods = book.worth - price_of_kept(book, kept) - book.goods_returned - named;
  const std::vector<Fen> shares = hamilton(weights, std::clamp<Fen>(goods, 0, sum(weights)));
  for (std::size_t i = 0, k = 0; i < asks.size(); ++i)
    if (!asks[i].money) refunds[i] = shares[k++];
}

/// L of every line; OUT_OF_RANGE below zero or above kMaxFen.
Result<std::vector<Fen>> list_values(const Trade& trade) {
  std::vector<Fen> list;
  list.reserve(trade.orders.size());
  SignedWide total = 0;
  for (std::size_t i = 0; i < trade.orders.size(); ++i) {
    const OrderLine& o = trade.orders[i];
    const SignedWide value = static_cast<SignedWide>(o.price) * o.num + o.adjust_fee - o.discount_fee;
    total += value;
    if (value < 0 || value > kMaxFen || total > kMaxFen)
      return make_error(ErrorCode::OUT_OF_RANGE, at("/trade/orders", i),
                        "price·num + adjust_fee − discount_fee, and their sum, must lie between 0 and 2^53-1 fen.");
    list.push_back(static_cast<Fen>(value));
  }
  return list;
}

/// Every line's value after promotions, R, out of L.
Result<std::vector<Fen>> apportioned(const Trade& trade, const std::vector<Fen>& list) {
  std::vector<Fen> values = list;
  for (std::size_t k = 0; k < trade.promotions.size(); ++k) {
    const auto scope = scope_of(trade, k);
    if (!scope) return scope.error();
    if (trade.promotions[k].amount > sum_in(values, *scope))
      return make_error(ErrorCode::PROMOTION_TOO_LARGE, at("/trade/promotions", k, "/amount"));
    share_off(values, *scope, trade.promotions[k].amount);
  }
  return values;
}

bool shared_by_platform(const Trade& trade) {
  return !trade.orders.empty() && std::all_of(trade.orders.begin(), trade.orders.end(),
                                              [](const OrderLine& o) { return o.divide_order_fee.has_value(); });
}

/// Step 1 of an order that is paid whole.
Result<std::vector<Fen>> full_values(const Trade& trade, const std::vector<Fen>& list) {
  if (!shared_by_platform(trade)) return apportioned(trade, list);
  std::vector<Fen> values;
  SignedWide total = 0;
  for (std::size_t i = 0; i < trade.orders.size(); ++i) {
    values.push_back(*trade.orders[i].divide_order_fee);
    total += values.back();
    if (total > kMaxFen) return make_error(ErrorCode::OUT_OF_RANGE, at("/trade/orders", i, "/divide_order_fee"));
  }
  return values;
}

/// Step 1: R of every line.
Result<std::vector<Fen>> values_of(const Trade& trade, const std::vector<Fen>& list) {
  auto values = full_values(trade, list);
  if (!values || !tail_unpaid(trade)) return values;
  const bool paid = trade.step_trade_status == StepStatus::FRONT_PAID_FINAL_NOPAID;
  const Fen deposit = paid ? trade.step_paid_fee : 0;
  if (deposit > sum(*values))
    return make_error(ErrorCode::OUT_OF_RANGE, "/trade/step_paid_fee", "The deposit is larger than the order.");
  return hamilton(*values, deposit);
}

/// Step 2: each tender over what the earlier ones left of each line; the rest is cash. A deposit is paid in cash.
Result<std::vector<Fen>> funds_of(const Trade& trade, std::vector<Fen> rest) {
  const std::size_t width = trade.tenders.size() + 1;
  std::vector<Fen> funds(rest.size() * width);
  for (std::size_t t = 0; t + 1 < width && !tail_unpaid(trade); ++t) {
    if (trade.tenders[t].amount > sum(rest))
      return make_error(ErrorCode::TENDER_TOO_LARGE, at("/trade/tenders", t, "/amount"));
    const std::vector<Fen> shares = hamilton(rest, trade.tenders[t].amount);
    for (std::size_t i = 0; i < rest.size(); ++i) {
      funds[i * width + t] = shares[i];
      rest[i] -= shares[i];
    }
  }
  for (std::size_t i = 0; i < rest.size(); ++i) funds[i * width + width - 1] = rest[i];
  return funds;
}

std::optional<Error> repeated_oid(const Trade& trade) {
  for (std::size_t i = 0; i < trade.orders.size(); ++i)
    if (find_line(trade, trade.orders[i].oid) != &trade.orders[i])
      return make_error(ErrorCode::DUPLICATE_LINE, at("/trade/orders", i, "/oid"));
  return std::nullopt;
}

}  // namespace

Result<std::vector<Fen>> line_values(const Trade& trade) {
  const auto list = list_values(trade);
  if (!list) return list.error();
  return values_of(trade, *list);
}

Result<Book> open_book(const Trade& trade) {
  if (auto repeated = repeated_oid(trade)) return *std::move(repeated);
  Book book;
  book.trade = &trade;
  book.platform_shares = shared_by_platform(trade);
  auto list = list_values(trade);
  if (!list) return list.error();
  auto values = values_of(trade, *list);
  if (!values) return values.error();
  auto funds = funds_of(trade, *values);
  if (!funds) return funds.error();
  book.price = std::move(*list);
  book.left = std::move(*values);
  book.funds = std::move(*funds);
  for (const OrderLine& o : trade.orders) book.units.push_back(o.num);
  book.worth = sum(book.left);
  book.freight = tail_unpaid(trade) ? 0 : trade.post_fee - trade.post_discount;
  if (book.freight < 0)
    return make_error(ErrorCode::OUT_OF_RANGE, "/trade/post_discount", "The discount is larger than the freight.");
  if (book.worth + book.freight > kMaxFen) return make_error(ErrorCode::OUT_OF_RANGE, "/trade/post_fee");
  return book;
}

Result<Ask> find_ask(const Book& book, const RefundLine& named, const std::string& pointer) {
  const OrderLine* line = find_line(*book.trade, named.oid);
  if (!line) return make_error(ErrorCode::UNKNOWN_LINE, pointer + "/oid");
  Ask ask;
  ask.line = static_cast<std::size_t>(line - book.trade->orders.data());
  ask.units = named.num.value_or(0);
  ask.money = named.amount;
  if (ask.units > book.units[ask.line]) return make_error(ErrorCode::EXCEEDS_UNITS, pointer + "/num");
  if (ask.money.value_or(0) > book.left[ask.line]) return make_error(ErrorCode::EXCEEDS_VALUE, pointer + "/amount");
  if (ask.units == 0 && ask.money.value_or(0) == 0)
    return make_error(ErrorCode::NOTHING_TO_REFUND, pointer + (named.num ? "/num" : "/amount"));
  return ask;
}

Taken take(Book& book, const std::vector<Ask>& asks, PromotionRule rule) {
  Taken taken;
  for (const Ask& ask : asks) {
    const Fen value = book.left[ask.line];
    const std::int64_t units = book.units[ask.line];
    taken.refunds.push_back(ask.money            ? *ask.money
                            : ask.units == units ? value
                                                 : half_up(value, ask.units, units));
  }
  if (rule == PromotionRule::RECALC) recalculate(book, asks, taken.refunds);

  const std::size_t width = book.funds_per_line();
  taken.by_fund.resize(width);
  std::vector<Fen> weights(width);
  for (std::size_t i = 0; i < asks.size(); ++i) {
    const auto first = book.funds.begin() + static_cast<std::ptrdiff_t>(asks[i].line * width);
    std::copy_n(first, width, weights.begin());
    const std::vector<Fen> shares = hamilton(weights, taken.refunds[i]);
    for (std::size_t t = 0; t < width; ++t) {
      first[static_cast<std::ptrdiff_t>(t)] -= shares[t];
      taken.by_fund[t] += shares[t];
    }
    book.left[asks[i].line] -= taken.refunds[i];
    book.units[asks[i].line] -= asks[i].units;
    book.goods_returned += taken.refunds[i];
  }
  return taken;
}

}  // namespace kefu
