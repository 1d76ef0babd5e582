#include "kefu/compensate.hpp"

#include <algorithm>

#include "engine/quote_book.hpp"
#include "kefu/check.hpp"

namespace kefu {

namespace {

constexpr std::int64_t kBasisPoints = 10000;

struct LateParcel {
  const Trade& trade;
  const LateShipRule& rule;
  Instant now;
  const OrderLine* line;  // nullptr: any of them
};

// X13: the promise wins over the pack's hours after payment.
std::optional<Instant> deadline_of(const LateParcel& a) {
  if (a.trade.promised_ship_time || !a.trade.pay_time) return a.trade.promised_ship_time;
  return *a.trade.pay_time + a.rule.deadline_s;
}

bool unpaid(const LateParcel& a) {
  switch (a.trade.status) {
    case TradeStatus::TRADE_NO_CREATE_PAY:
    case TradeStatus::WAIT_BUYER_PAY:
    case TradeStatus::PAY_PENDING:
    case TradeStatus::WAIT_PRE_AUTH_CONFIRM:
      return true;
    case TradeStatus::TRADE_CLOSED:
    case TradeStatus::TRADE_CLOSED_BY_TAOBAO:
      return false;  // paid or not, what matters is that they are closed
    default:
      return !a.trade.pay_time || tail_unpaid(a.trade);
  }
}

bool over(const LateParcel& a) {
  return a.trade.status == TradeStatus::TRADE_CLOSED || a.trade.status == TradeStatus::TRADE_CLOSED_BY_TAOBAO;
}

bool in_time(const LateParcel& a) {
  const Instant deadline = *deadline_of(a);
  for (const OrderLine& line : a.trade.orders) {
    if (a.line && a.line != &line) continue;
    const auto sent = consigned_at(a.trade, line);
    if (sent ? *sent > deadline : a.now > deadline && ship_state(a.trade, line) == ShipState::NONE) return false;
  }
  return true;
}

// Domain §5.7, in this order: what is asked last may count on what went before.
constexpr struct {
  const char* code;
  bool (*holds)(const LateParcel&);
} kRefusals[] = {
    {"NOT_PAID", unpaid},
    {"TRADE_CLOSED", over},
    {"FORBID_CONSIGN", [](const LateParcel& a) { return a.trade.status == TradeStatus::PAID_FORBID_CONSIGN; }},
    {"NO_COMPENSATION", [](const LateParcel& a) { return a.rule.rate_bp == 0 && a.rule.min_fen == 0; }},
    {"ALREADY_COMPENSATED", [](const LateParcel& a) { return a.trade.compensated > 0; }},
    {"ADDRESS_MODIFIED", [](const LateParcel& a) { return a.trade.modify_address; }},
    {"BUYER_ASKED_TO_WAIT", [](const LateParcel& a) { return a.trade.asked_to_wait; }},
    {"NOT_LATE", in_time},
};

LateTrade judged(const LateParcel& a) {
  LateTrade out;
  out.tid = a.trade.tid;
  out.deadline = deadline_of(a);
  out.code = "LATE";
  for (const auto& refusal : kRefusals)
    if (refusal.holds(a)) {
      out.code = refusal.code;
      return out;
    }
  out.eligible = true;
  return out;
}

/// What an order brings before any maximum.
Result<Fen> uncapped(const Trade& trade, const LateShipRule& rule) {
  const auto book = open_book(trade);
  if (!book) return book.error();
  const Fen base = book->worth + (rule.base == LateBase::TRADE_PAYMENT ? book->freight : 0);
  return std::max(rule.min_fen, half_up(base, rule.rate_bp, kBasisPoints));
}

bool earlier(const Trade& a, const Trade& b) {
  return *a.pay_time != *b.pay_time ? *a.pay_time < *b.pay_time : a.tid < b.tid;
}

/// Cuts each group to the maximum. `places` are the trades that were or will be compensated, by pay_time.
bool cap(Compensation& out, const std::vector<Trade>& trades, const std::vector<std::size_t>& places,
         const LateShipRule& rule) {
  bool cut = false;
  for (std::size_t first = 0, end = 0; first < places.size(); first = end) {
    const Instant start = *trades[places[first]].pay_time;
    Fen left = *rule.max_fen;
    std::vector<Fen> amounts;
    Fen sum = 0;
    for (end = first; end < places.size(); ++end) {
      const Trade& t = trades[places[end]];
      if (end > first && *t.pay_time - start > rule.max_scope_s.value_or(-1)) break;
      left -= std::min(left, t.compensated);
      amounts.push_back(out.trades[places[end]].amount);
      sum += amounts.back();
    }
    if (sum <= left) continue;
    cut = true;
    const std::vector<Fen> shares = hamilton(amounts, left);
    for (std::size_t i = first; i < end; ++i) out.trades[places[i]].amount = shares[i - first];
  }
  return cut;
}

/// S1-29, X6: one journal entry, out of the supplier's deposit as far as it goes.
void book_entries(Compensation& out, Fen paid, const std::optional<Fen>& deposit) {
  const Fen own = std::min(paid, deposit.value_or(paid));
  const LedgerEntry entries[] = {{"SUPPLIER_DEPOSIT", -own}, {"PLATFORM_FUND", own - paid}, {"BUYER_RED_PACKET", paid}};
  for (const LedgerEntry& e : entries)
    if (e.amount != 0) out.ledger.push_back(e);
  if (own == paid) return;
  out.recovery.push_back({"SUPPLIER_DEPOSIT", paid - own});
  out.trace.push_back("PLATFORM_ADVANCE");
}

Error in_trade(Error error, std::size_t index) {
  constexpr std::size_t kTrade = 6;  // "/trade"
  error.pointer.replace(0, kTrade, "/trades/" + std::to_string(index));
  return error;
}

}  // namespace

Result<LateTrade> late_shipment(const Trade& trade, const Policy& policy, Instant now, const OrderLine* line) {
  LateTrade out = judged({trade, policy.late_ship, now, line});
  if (!out.eligible) return out;
  const auto amount = uncapped(trade, policy.late_ship);
  if (!amount) return amount.error();
  out.amount = std::min(*amount, policy.late_ship.max_fen.value_or(*amount));
  return out;
}

Result<Compensation> compensate(const CompensateInput& in, const Policy& policy) {
  const LateShipRule& rule = policy.late_ship;
  Compensation out;
  std::vector<std::size_t> places;
  bool any = false, raised = false;
  for (std::size_t i = 0; i < in.trades.size(); ++i) {
    const Trade& trade = in.trades[i];
    for (std::size_t k = 0; k < i; ++k)
      if (in.trades[k].tid == trade.tid)
        return make_error(ErrorCode::OUT_OF_RANGE, "/trades/" + std::to_string(i) + "/tid", "A trade is listed twice.");
    out.trades.push_back(judged({trade, rule, in.now, nullptr}));
    LateTrade& late = out.trades.back();
    const auto amount = uncapped(trade, rule);
    if (!amount) return in_trade(amount.error(), i);
    if (late.eligible) late.amount = *amount;
    any |= late.eligible;
    raised |= late.eligible && *amount == rule.min_fen;
    if (!trade.pay_time || (!late.eligible && trade.compensated == 0)) continue;
    auto place = places.end();
    while (place != places.begin() && earlier(trade, in.trades[*(place - 1)])) --place;
    places.insert(place, i);
  }
  out.trace.emplace_back(any ? name(rule.base) : "NOTHING_DUE");
  if (raised) out.trace.push_back("MINIMUM");
  if (rule.max_fen && cap(out, in.trades, places, rule)) out.trace.push_back("CAPPED");

  Fen paid = 0;
  for (const LateTrade& t : out.trades) {
    if (t.amount > kMaxFen - paid) return make_error(ErrorCode::OUT_OF_RANGE, "/trades", "The sum is beyond 2^53-1 fen.");
    paid += t.amount;
  }
  book_entries(out, paid, in.deposit);
  return out;
}

}  // namespace kefu
