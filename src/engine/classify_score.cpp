#include "engine/classify_model.hpp"

namespace kefu {

namespace {

constexpr int kStepsPerBit = 32;

constexpr std::int64_t square_root(std::int64_t n) {
  std::int64_t root = 0;
  for (std::int64_t bit = std::int64_t{1} << 20; bit > 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= n) root += bit;
  return root;
}

// 2^24 · 2^(-i/32)
struct Powers {
  std::uint32_t value[kStepsPerBit];
};
constexpr Powers powers() {
  constexpr std::uint64_t kStep = 16417716;  // 2^24 · 2^(-1/32)
  Powers p{};
  std::uint64_t v = 1u << 24;
  for (std::uint32_t& x : p.value) {
    x = static_cast<std::uint32_t>(v);
    v = v * kStep >> 24;
  }
  return p;
}
constexpr Powers kPowers = powers();

}  // namespace

Scores score(const ClassifyModel& model, const Features& features) {
  std::int64_t sum[kClasses];
  for (int k = 0; k < kClasses; ++k) sum[k] = 0;
  int known = 1;
  std::size_t gap = 0;
  std::uint32_t bucket = 0;
  const std::size_t features_known = model.voices.size() / 2, others = model.weights.size() / kClasses / 2;
  for (std::size_t i = 0; i < features_known; ++i) {
    std::uint8_t step;
    do {
      step = model.gaps[gap++];
      bucket += step;
    } while (step == 255);
    if (!features.has(bucket)) continue;
    ++known;
    const std::size_t first = model.voices[i] * std::size_t{kClasses};
    const std::size_t second = (others + model.voices[features_known + i]) * std::size_t{kClasses};
    for (std::size_t k = 0; k < kClasses; ++k) sum[k] += model.weights[first + k] + model.weights[second + k];
  }
  Scores out;
  // A long text has more features, not more certainty.
  const std::int64_t length = square_root(65536 * static_cast<std::int64_t>(known));
  for (int k = 0; k < kClasses; ++k)
    out.odds[k] = static_cast<int>(sum[k] * model.gain / length);
  return out;
}

void to_basis_points(const Scores& scores, int (&bp)[kClasses]) {
  int most = scores.odds[0];
  for (const int o : scores.odds) most = o > most ? o : most;
  std::uint64_t share[kClasses], all = 0;
  for (int k = 0; k < kClasses; ++k) {
    const int below = most - scores.odds[k];
    share[k] = below >= 24 * kStepsPerBit ? 0 : kPowers.value[below % kStepsPerBit] >> below / kStepsPerBit;
    all += share[k];
  }
  for (int k = 0; k < kClasses; ++k) bp[k] = static_cast<int>(share[k] * 10000 / all);
}

}  // namespace kefu
