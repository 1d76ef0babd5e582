#include "engine/advance_settle.hpp"

#include <algorithm>

namespace kefu {

namespace {

using Tenders = std::vector<std::pair<std::string, Fen>>;

void drop_zeros(Tenders& tenders) {
  tenders.erase(std::remove_if(tenders.begin(), tenders.end(), [](const auto& t) { return t.second == 0; }),
                tenders.end());
}

void add_cash(Tenders& tenders, Fen amount) {
  if (amount == 0) return;
  for (auto& t : tenders)
    if (t.first == "CASH") {
      t.second += amount;
      return;
    }
  tenders.insert(tenders.begin(), {"CASH", amount});
}

// Takes `amount` off, cash first, then the last tender first, as deductions do (contract §2, step 7).
void take_off(Tenders& tenders, Fen amount) {
  auto take = [&amount](Fen& from) {
    const Fen x = std::min(from, amount);
    from -= x;
    amount -= x;
  };
  for (auto& t : tenders)
    if (t.first == "CASH") take(t.second);
  for (auto t = tenders.rbegin(); t != tenders.rend(); ++t) take(t->second);
}

Settlement everything(const Quote& q, const QuoteRequest& request) {
  Settlement s;
  s.freight = q.freight;
  s.tenders = q.tenders;
  for (const QuotedLine& l : q.lines) {
    std::optional<std::int64_t> num;
    for (const RefundLine& r : request.lines)
      if (r.oid == l.oid) num = r.num;
    s.lines.push_back({l.oid, num, l.refund});
  }
  return s;
}

// Money of the same lines: `goods` fen of their value, shared by what the whole request takes of each.
QuoteInput money_of(const QuoteInput& whole, const Quote& q, Fen goods) {
  QuoteInput part = whole;
  std::vector<Fen> weights;
  for (const QuotedLine& l : q.lines) weights.push_back(l.refund);
  const std::vector<Fen> shares = hamilton(weights, goods);
  part.request.lines.clear();
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (shares[i] > 0) part.request.lines.push_back({q.lines[i].oid, std::nullopt, shares[i]});
  return part;
}

struct Part {
  Fen goods{};
  Fen paid{};  // what the buyer sees of it, without freight
  Quote quote;
};

std::optional<Part> price(const QuoteInput& whole, const Quote& q, Fen goods) {
  Result<Quote> part = quote(money_of(whole, q, goods));
  if (!part) return std::nullopt;
  const Fen paid = part->total - part->freight;
  return Part{goods, paid, std::move(*part)};
}

// The least value of goods that pays `net`. Without forfeited tenders and deductions that is `net` itself; else the
// answer lies above it, and halving finds it because more goods never pay less.
std::optional<Part> least_paying(const QuoteInput& whole, const Quote& q, Fen net) {
  std::optional<Part> best = price(whole, q, net);
  if (!best || best->paid >= net) return best;
  Fen low = net;
  Fen high = q.goods;
  best = price(whole, q, high);
  while (best && high - low > 1) {
    const Fen middle = low + (high - low) / 2;
    std::optional<Part> p = price(whole, q, middle);
    if (!p) return std::nullopt;
    if (p->paid >= net) {
      high = middle;
      best = std::move(p);
    } else {
      low = middle;
    }
  }
  return best;
}

}  // namespace

Fen total(const Settlement& s) {
  Fen sum = 0;
  for (const auto& t : s.tenders) sum += t.second;
  return sum;
}

Result<Settlement> settle(const QuoteInput& whole, Fen amount) {
  const Result<Quote> q = quote(whole);
  if (!q) return q.error();
  if (amount > q->total) return make_error(ErrorCode::EXCEEDS_VALUE);
  Settlement all = everything(*q, whole.request);
  if (amount == q->total) {
    drop_zeros(all.tenders);
    return all;
  }
  const Fen freight = std::max<Fen>(0, amount - (q->total - q->freight));
  const Fen net = amount - freight;
  Settlement out;
  out.freight = freight;
  const std::optional<Part> part = net > 0 ? least_paying(whole, *q, net) : std::nullopt;
  if (part && part->paid >= net) {
    out.tenders = part->quote.tenders;
    for (const QuotedLine& l : part->quote.lines) out.lines.push_back({l.oid, std::nullopt, l.refund});
    take_off(out.tenders, part->quote.freight + (part->paid - net));
    add_cash(out.tenders, freight);
  } else {
    // A rule of the pack pays less for parts than for the whole: the whole is taken, and less of it is paid.
    out.lines = std::move(all.lines);
    out.tenders = std::move(all.tenders);
    take_off(out.tenders, q->total - amount);
  }
  drop_zeros(out.tenders);
  return out;
}

}  // namespace kefu
