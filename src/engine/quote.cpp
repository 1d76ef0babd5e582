#include "kefu/quote.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/quote_book.hpp"

namespace kefu {

namespace {

// Replaying RECALC prices the kept goods anew after each step; above this many price shares a document is too large.
constexpr std::size_t kMaxRepricing = 20'000'000;

/// A line counts as given back when nothing of its value is left. RECALC can leave value on a line that has no unit
/// left (the promotion it cost), which must not hold the freight back.
bool all_back(const Book& book, PromotionRule rule) {
  for (std::size_t i = 0; i < book.left.size(); ++i)
    if (book.left[i] > 0 && !(rule == PromotionRule::RECALC && book.units[i] == 0)) return false;
  return true;
}

Fen value_left(const Book& book) {
  Fen total = 0;
  for (const Fen v : book.left) total += v;
  return total;
}

bool shop_at_fault(Fault fault) {
  return fault == Fault::SELLER || fault == Fault::CARRIER || fault == Fault::PLATFORM;
}

// Promotions come with the tail, so a deposit cannot lose one.
PromotionRule rule_of(const QuoteInput& in) { return tail_unpaid(in.trade) ? PromotionRule::KEEP : in.promotion; }

/// Step 6.
Fen outbound_freight(const Book& book, const QuoteRequest& request, PromotionRule rule, std::vector<std::string>& trace) {
  const Fen due = book.freight - book.freight_returned;
  if (due == 0) return 0;
  const bool shipped = any_shipped(*book.trade);
  const bool at_fault = request.fault == Fault::SELLER || request.fault == Fault::CARRIER;
  if (shipped && !at_fault) {
    trace.push_back("FREIGHT_USED");
    return 0;
  }
  if (!all_back(book, rule)) {
    trace.push_back("FREIGHT_WITH_LAST");
    return 0;
  }
  trace.push_back(shipped ? "FREIGHT_FAULT" : "FREIGHT_RETURNED");
  return due;
}

/// Step 7, each deduction at most what of the goods is still to be paid out.
void deduct(Quote& out, const Book& after, Fen before, Fen returned, const QuoteRequest& request) {
  const Trade& trade = *after.trade;
  auto add = [&](const char* code, Fen amount) {
    amount = std::min(amount, returned);
    if (amount == 0) return;
    returned -= amount;
    out.deductions.push_back({code, amount});
    out.trace.push_back(code);
  };
  if (after.freight == 0 && trade.free_shipping_threshold && before >= *trade.free_shipping_threshold &&
      value_left(after) < *trade.free_shipping_threshold)
    add("LOST_FREE_SHIPPING", std::min(trade.standard_post_fee, out.goods));
  Fen gifts = 0;
  for (const std::string& oid : request.kept_gifts)
    gifts = std::min(kMaxFen, gifts + find_line(trade, oid)->gift_price.value_or(0));
  add("KEPT_GIFT", gifts);
}

void add_to(std::vector<std::pair<std::string, Fen>>& sums, const std::string& type, Fen amount) {
  for (auto& [known, total] : sums)
    if (known == type) {
      total += amount;
      return;
    }
  sums.emplace_back(type, amount);
}

/// Step 5: what of the tenders comes back; the rest is forfeited. `back` is per tender, cash last.
Fen forfeit(Quote& out, std::vector<Fen>& back, const Trade& trade, bool whole_trade) {
  Fen total = 0;
  for (std::size_t t = 0; t < trade.tenders.size(); ++t) {
    const Tender& tender = trade.tenders[t];
    const OnRefund rule = tender.on_refund.value_or(OnRefund::PRO_RATA);
    const bool returns =
        rule == OnRefund::PRO_RATA || (rule == OnRefund::FULL_ONLY && whole_trade);
    if (returns || back[t] == 0) continue;
    add_to(out.forfeited, tender.type, back[t]);
    total += back[t];
    back[t] = 0;
  }
  if (total > 0) out.trace.push_back("FORFEITED");
  return total;
}

/// Example 24: a deposit comes back whole or not at all.
Fen forfeit_deposit(Quote& out, std::vector<Fen>& back, Fault fault) {
  const bool returns = shop_at_fault(fault);
  out.trace.push_back(returns ? "DEPOSIT_RETURNED" : "DEPOSIT_FORFEITED");
  if (returns || back.back() == 0) return 0;
  const Fen deposit = std::exchange(back.back(), 0);
  out.forfeited.emplace_back("DEPOSIT", deposit);
  return deposit;
}

/// Off CASH first, then off the tenders, the last one first.
void take_off(std::vector<Fen>& back, Fen amount) {
  for (std::size_t t = back.size(); t-- > 0;) {
    const Fen part = std::min(amount, back[t]);
    back[t] -= part;
    amount -= part;
  }
}

/// Steps 3–9 for one set of asks, on a book that the history has been replayed on.
Quote settle(Book book, const std::vector<Ask>& asks, const QuoteInput& in) {
  Quote out;
  if (book.platform_shares) out.trace.push_back("PLATFORM_SHARES");
  else if (!in.trade.promotions.empty()) out.trace.push_back("PROMOTIONS_SHARED");
  const PromotionRule rule = rule_of(in);
  out.trace.emplace_back(name(rule));

  const bool deposit = tail_unpaid(in.trade);
  const Fen before = value_left(book);
  Taken taken = take(book, asks, rule);
  for (std::size_t i = 0; i < asks.size(); ++i) {
    const std::size_t line = asks[i].line;
    out.goods += taken.refunds[i];
    out.lines.push_back({in.trade.orders[line].oid, taken.refunds[i], book.left[line], book.units[line]});
  }
  const bool whole_trade = in.history.empty() && value_left(book) == 0;
  const Fen forfeited = deposit ? forfeit_deposit(out, taken.by_fund, in.request.fault)
                                : forfeit(out, taken.by_fund, in.trade, whole_trade);
  out.freight = outbound_freight(book, in.request, rule, out.trace);
  if (!deposit && in.request.reason == "SEVEN_DAYS_WITHOUT_REASON")
    deduct(out, book, before, out.goods - forfeited, in.request);

  Fen deductions = 0;
  for (const Deduction& d : out.deductions) deductions += d.amount;
  out.total = out.goods - forfeited + out.freight - deductions;
  taken.by_fund.back() += out.freight;
  take_off(taken.by_fund, deductions);
  out.tenders.emplace_back("CASH", taken.by_fund.back());
  for (std::size_t t = 0; t < in.trade.tenders.size(); ++t)
    add_to(out.tenders, in.trade.tenders[t].type, taken.by_fund[t]);
  return out;
}

std::string item(const char* list, std::size_t index) { return std::string(list) + "/" + std::to_string(index); }

std::optional<Error> replay(Book& book, const QuoteInput& in) {
  const PromotionRule rule = rule_of(in);
  if (rule == PromotionRule::RECALC &&
      in.history.size() * in.trade.promotions.size() * in.trade.orders.size() > kMaxRepricing)
    return make_error(ErrorCode::TOO_LARGE, "/history");
  for (std::size_t i = 0; i < in.history.size(); ++i) {
    const HistoryLine& step = in.history[i];
    const std::string pointer = item("/history", i);
    if (step.line) {
      const auto ask = find_ask(book, *step.line, pointer);
      if (!ask) return ask.error();
      take(book, {*ask}, rule);
    }
    if (step.freight > book.freight - book.freight_returned)
      return make_error(ErrorCode::EXCEEDS_VALUE, pointer + "/freight", "More freight went back than was paid.");
    book.freight_returned += step.freight;
  }
  return std::nullopt;
}

std::optional<Error> check_gifts(const QuoteInput& in) {
  const auto& gifts = in.request.kept_gifts;
  for (std::size_t i = 0; i < gifts.size(); ++i) {
    if (!find_line(in.trade, gifts[i])) return make_error(ErrorCode::UNKNOWN_LINE, item("/request/kept_gifts", i));
    if (std::find(gifts.begin(), gifts.begin() + static_cast<std::ptrdiff_t>(i), gifts[i]) !=
        gifts.begin() + static_cast<std::ptrdiff_t>(i))
      return make_error(ErrorCode::DUPLICATE_LINE, item("/request/kept_gifts", i));
  }
  return std::nullopt;
}

Result<std::vector<Ask>> find_asks(const Book& book, const QuoteRequest& request) {
  std::vector<Ask> asks;
  std::vector<char> named(book.left.size());
  if (request.type == QuoteType::FREIGHT && !request.lines.empty())
    return make_error(ErrorCode::OUT_OF_RANGE, "/request/lines", "A FREIGHT request names no lines.");
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const std::string pointer = item("/request/lines", i);
    if (request.type == QuoteType::PRICE_PROTECT && !request.lines[i].amount)
      return make_error(ErrorCode::MISSING_KEY, pointer + "/amount", "A PRICE_PROTECT request names an amount.");
    const auto ask = find_ask(book, request.lines[i], pointer);
    if (!ask) return ask.error();
    if (request.type == QuoteType::PRICE_PROTECT && *ask->money > book.cash(ask->line))
      return make_error(ErrorCode::EXCEEDS_VALUE, pointer + "/amount",
                        "Price protection reaches what was paid in cash for the line and is left of it.");
    if (named[ask->line]) return make_error(ErrorCode::DUPLICATE_LINE, pointer + "/oid");
    named[ask->line] = 1;
    asks.push_back(*ask);
  }
  return asks;
}

/// Step 9: the same request, naming everything left of its lines.
std::vector<Ask> everything_left(const Book& book, std::vector<Ask> asks, QuoteType type) {
  for (Ask& ask : asks) {
    if (!ask.money) ask.units = book.units[ask.line];
    else ask.money = type == QuoteType::PRICE_PROTECT ? book.cash(ask.line) : book.left[ask.line];
  }
  return asks;
}

/// What of the way back is paid to the buyer, by whom (domain §5.4, 消法 24).
ReturnFreight return_freight(const QuoteInput& in, std::vector<std::string>& trace) {
  ReturnFreight out{0, "BUYER"};
  Fen most = 0;
  if (shop_at_fault(in.request.fault)) {
    out.payer = "SELLER";
    most = in.freight.claim_max_fen;
  } else if (in.trade.freight_insurance) {
    out.payer = "INSURER";
    most = in.freight.insurance_max_fen;
  }
  out.amount = std::min(*in.request.freight_paid, most);
  trace.push_back("RETURN_FREIGHT");
  if (out.amount < *in.request.freight_paid) trace.push_back("RETURN_FREIGHT_CAPPED");
  return out;
}

}  // namespace

void take_rules(QuoteInput& input, const Policy& policy) {
  input.promotion = policy.promotion;
  input.freight = policy.freight;
  for (Tender& t : input.trade.tenders)
    if (!t.on_refund) t.on_refund = policy.tender_return(t.type);
}

Result<Quote> quote(const QuoteInput& in) {
  auto book = open_book(in.trade);
  if (!book) return book.error();
  if (auto refused = replay(*book, in)) return *std::move(refused);
  if (auto refused = check_gifts(in)) return *std::move(refused);
  const auto asks = find_asks(*book, in.request);
  if (!asks) return asks.error();

  Fen named = 0;
  for (const Ask& ask : *asks) named += book->left[ask.line];
  Quote out = settle(*book, *asks, in);
  if (in.request.type == QuoteType::FREIGHT && in.request.freight_paid) out.return_freight = return_freight(in, out.trace);
  if (named == 0 && out.freight == 0 && (!out.return_freight || out.return_freight->amount == 0))
    return make_error(ErrorCode::NOTHING_TO_REFUND, out.return_freight ? "/request/freight_paid" : "/request/lines");
  out.max = settle(*book, everything_left(*book, *asks, in.request.type), in).total;
  return out;
}

Result<Fen> price_protect_max(const QuoteInput& in) {
  auto book = open_book(in.trade);
  if (!book) return book.error();
  if (auto refused = replay(*book, in)) return *std::move(refused);
  std::vector<Ask> asks;
  for (const RefundLine& named : in.request.lines)
    for (std::size_t i = 0; i < in.trade.orders.size(); ++i)
      if (in.trade.orders[i].oid == named.oid && book->cash(i) > 0) asks.push_back({i, 0, book->cash(i)});
  return settle(*book, asks, in).total;
}

}  // namespace kefu
