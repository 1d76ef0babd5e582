#include "kefu/money.hpp"

#include <cstddef>
#include <cstdlib>

namespace kefu {

namespace {

// Products of two amounts reach 2^106 and the weights of a whole order 2^63, so both live in 128 bits.
using Wide = unsigned __int128;

Wide wide(Fen amount) { return static_cast<Wide>(amount); }

}  // namespace

Fen half_up(Fen a, Fen b, Fen c) { return static_cast<Fen>((wide(a) * wide(b) * 2 + wide(c)) / (wide(c) * 2)); }

namespace {

struct Remainder {
  Wide rest;
  Fen weight;
  std::size_t index;
};

// Larger remainder, larger weight, earlier. For std::qsort, which the module has anyway: std::sort would cost it 2 KB.
int by_precedence(const void* left, const void* right) {
  const auto& a = *static_cast<const Remainder*>(left);
  const auto& b = *static_cast<const Remainder*>(right);
  if (a.rest != b.rest) return a.rest > b.rest ? -1 : 1;
  if (a.weight != b.weight) return a.weight > b.weight ? -1 : 1;
  return a.index < b.index ? -1 : 1;
}

}  // namespace

std::vector<Fen> hamilton(const std::vector<Fen>& weights, Fen amount) {
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
  std::qsort(rests.data(), rests.size(), sizeof(Remainder), by_precedence);
  // The remainders add up to left·sum and each is below sum, so `left` is smaller than the number of weights.
  for (std::size_t i = 0; left > 0; ++i, --left) ++shares[rests[i].index];
  return shares;
}

}  // namespace kefu
