#include "kefu/money.hpp"

#include <algorithm>
#include <cstddef>

namespace kefu {

namespace {

// Products of two amounts reach 2^106 and the weights of a whole order 2^63, so both live in 128 bits.
using Wide = unsigned __int128;

Wide wide(Fen amount) { return static_cast<Wide>(amount); }

}  // namespace

Fen half_up(Fen a, Fen b, Fen c) { return static_cast<Fen>((wide(a) * wide(b) * 2 + wide(c)) / (wide(c) * 2)); }

std::vector<Fen> hamilton(const std::vector<Fen>& weights, Fen amount) {
  struct Remainder {
    Wide rest;
    Fen weight;
    std::size_t index;
  };
  std::vector<Fen> shares(weights.size());
  if (weights.empty() || amount == 0) return shares;

  Wide sum = 0;
  for (const Fen w : weights) sum += wide(w);
  const bool all_one = sum == 0;
  if (all_one) sum = weights.size();

  std::vector<Remainder> rests;
  rests.reserve(weights.size());
  Fen left = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Fen weight = all_one ? 1 : weights[i];
    const Wide product = wide(amount) * wide(weight);
    shares[i] = static_cast<Fen>(product / sum);
    left -= shares[i];
    rests.push_back({product % sum, weight, i});
  }
  if (left == 0) return shares;
  std::sort(rests.begin(), rests.end(), [](const Remainder& a, const Remainder& b) {
    if (a.rest != b.rest) return a.rest > b.rest;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.index < b.index;
  });
  // The remainders add up to left·sum and each is below sum, so `left` is smaller than the number of weights.
  for (std::size_t i = 0; left > 0; ++i, --left) ++shares[rests[i].index];
  return shares;
}

}  // namespace kefu
