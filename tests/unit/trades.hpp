// trades.hpp: orders for the tests, and dice that fall alike on every machine.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kefu/quote.hpp"
#include "kefu/trade.hpp"

namespace kefu::test {

inline OrderLine line(std::string oid, Fen price, std::int64_t num = 1) {
  OrderLine o;
  o.oid = std::move(oid);
  o.price = price;
  o.num = num;
  return o;
}

inline Trade order(std::vector<OrderLine> lines) {
  Trade t;
  t.tid = "2026030100001";
  t.status = TradeStatus::WAIT_SELLER_SEND_GOODS;
  t.orders = std::move(lines);
  return t;
}

inline RefundLine units(std::string oid, std::int64_t num) { return {std::move(oid), num, std::nullopt}; }
inline RefundLine money(std::string oid, Fen amount) { return {std::move(oid), std::nullopt, amount}; }

/// splitmix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// 0..below-1
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n)); }
  bool one_in(std::int64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace kefu::test
