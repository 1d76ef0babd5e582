#include "train/learner.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kefu/locate.hpp"
#include "train/corpus.hpp"

namespace kefu::train {

namespace {

constexpr std::size_t kColumns = kClasses;
// AdaGrad keeps one step for a feature instead of one for each of its weights: quicker, and it understands more. The sum
// of a feature's slopes stands for about this many of them, the others being near nothing.
constexpr double kSteepest = 6;

// e^x for x <= 0, by halving until the series is short: libraries differ in the last bit, this does not.
double exponential(double x) {
  if (x < -40) return 0;
  const double y = x / 64;
  double term = 1, sum = 1;
  for (int i = 1; i < 14; ++i) {
    term = term * y / i;
    sum += term;
  }
  for (int i = 0; i < 6; ++i) sum *= sum;
  return sum;
}

// About log2(all / part): what naming one of `part` among `all` costs the download.
double bits(std::size_t all, std::size_t part) {
  double ratio = static_cast<double>(all) / static_cast<double>(part + 1), out = 0;
  for (; ratio >= 2; ratio /= 2) ++out;
  return out + (ratio - 1);
}

class Regression {
 public:
  Regression(const std::vector<Sample>& samples, const Settings& settings) : settings_(settings), samples_(samples) {
    std::vector<char> seen(std::size_t{1} << kBucketBits);
    for (const Sample& s : samples_)
      for (const std::uint32_t bucket : s.buckets) seen[bucket] = 1;
    std::vector<std::uint32_t> row(seen.size());
    for (std::uint32_t bucket = 0; bucket < seen.size(); ++bucket) {
      row[bucket] = static_cast<std::uint32_t>(buckets_.size());
      if (seen[bucket]) buckets_.push_back(bucket);
    }
    often_.assign(buckets_.size(), 0);
    for (Sample& s : samples_) {
      for (std::uint32_t& bucket : s.buckets) ++often_[bucket = row[bucket]];
    }
    weights_.assign(buckets_.size() * kColumns, 0);
  }

  void fit(int epochs) {
    std::vector<double> steps(buckets_.size(), 1e-6);
    std::vector<std::size_t> order(samples_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Dice dice(12345);
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
      const double rate = settings_.rate * (1 - static_cast<double>(epoch) / epochs);
      for (const std::size_t i : order) learn_from(samples_[i], rate, steps);
    }
  }

  /// Keeps the features that tell most: with large weights and often met.
  void keep_most_telling(std::size_t most) {
    if (most >= buckets_.size()) return;
    std::vector<double> worth(buckets_.size());
    for (std::size_t i = 0; i < weights_.size(); ++i) worth[i / kColumns] += care(i % kColumns) * weights_[i] * weights_[i] * often_[i / kColumns];
    std::vector<double> sorted = worth;
    const auto border = sorted.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(sorted.begin(), border, sorted.end(), [](double a, double b) { return a > b; });
    std::vector<std::uint32_t> now(buckets_.size(), kGone);
    std::size_t rows = 0;
    for (std::size_t row = 0; row < worth.size(); ++row) {
      if (!(worth[row] > *border)) continue;
      std::copy_n(weights_.begin() + static_cast<std::ptrdiff_t>(row * kColumns), kColumns,
                  weights_.begin() + static_cast<std::ptrdiff_t>(rows * kColumns));
      buckets_[rows] = buckets_[row];
      often_[rows] = often_[row];
      now[row] = static_cast<std::uint32_t>(rows++);
    }
    buckets_.resize(rows);
    often_.resize(rows);
    weights_.resize(rows * kColumns);
    for (Sample& s : samples_) {
      for (std::uint32_t& row : s.buckets) row = now[row];
      std::erase(s.buckets, kGone);
    }
  }

  /// Lets every feature speak with two voices: the second says what the first leaves unsaid. From here on `weights_` are
  /// the voices', those that come first before the others.
  void find_voices() {
    std::vector<double> tables;
    for (auto& voice : voice_) {
      const std::vector<double> table = sorted_into(voice);
      for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] -= table[voice[i / kColumns] * kColumns + i % kColumns];
      tables.insert(tables.end(), table.begin(), table.end());
    }
    weights_ = std::move(tables);
    const auto others = static_cast<std::uint32_t>(weights_.size() / kColumns / 2);
    for (Sample& s : samples_) {
      std::vector<std::uint32_t> spoken;
      for (const std::uint32_t row : s.buckets) spoken.insert(spoken.end(), {voice_[0][row], others + voice_[1][row]});
      s.buckets = std::move(spoken);
    }
    rows_of_a_feature_ = 2;
  }

  Learnt learnt() const {
    Learnt out;
    std::uint32_t last = 0;
    for (const std::uint32_t bucket : buckets_) {
      std::uint32_t gap = bucket - last;
      for (; gap >= 255; gap -= 255) out.gaps.push_back(255);
      out.gaps.push_back(static_cast<std::uint8_t>(gap));
      last = bucket;
    }
    for (const auto& voice : voice_) out.voices.insert(out.voices.end(), voice.begin(), voice.end());
    for (const double w : weights_) out.weights.push_back(static_cast<std::int8_t>(std::clamp(std::floor(w / settings_.step + 0.5), -127.0, 127.0)));
    // Nats to 32nds of a bit (1 / ln 2 = 1.4427), and 256 for the engine's square root.
    out.gain = static_cast<int>(settings_.step * 1.4426950408889634 * 32 * 256 * settings_.gain / 1024 + 0.5);
    return out;
  }

 private:
  void learn_from(const Sample& s, double rate, std::vector<double>& steps) {
    double z[kColumns] = {};
    // Some features are left out by chance each time, so that none is relied on alone.
    heard_.clear();
    for (std::size_t i = 0; i < s.buckets.size(); i += rows_of_a_feature_)
      if (dropping_.below(100) >= settings_.dropped_percent)
        for (std::size_t j = 0; j < rows_of_a_feature_; ++j) heard_.push_back(s.buckets[i + j]);
    const double length = 1 / std::sqrt(static_cast<double>(heard_.size() / rows_of_a_feature_ + 1));
    for (const std::uint32_t row : heard_) {
      const double* weight = &weights_[row * kColumns];
      for (std::size_t k = 0; k < kColumns; ++k) z[k] += weight[k];
    }
    double most = z[0], all = 0;
    for (const double x : z) most = std::max(most, x);
    for (double& x : z) all += x = exponential((x - most) * length);
    for (double& x : z) x /= all;
    z[s.intent] -= 1;
    for (double& x : z) x *= length;
    for (const std::uint32_t row : heard_) {
      double* weight = &weights_[row * kColumns];
      double slopes[kColumns], steep = 0;
      for (std::size_t k = 0; k < kColumns; ++k) {
        slopes[k] = z[k] + settings_.decay * weight[k];
        steep += slopes[k] * slopes[k];
      }
      const double step = rate / std::sqrt(steps[row] += steep / kSteepest);
      for (std::size_t k = 0; k < kColumns; ++k) weight[k] -= step * slopes[k];
    }
  }

  /// Sorts the features by k-means, the often met ones counting more: who has which voice, and what the voices say.
  std::vector<double> sorted_into(std::vector<std::uint8_t>& voice) const {
    const std::size_t rows = buckets_.size(), voices = std::min(settings_.voices, rows);
    voice.assign(rows, 0);
    // Begins with the weightiest rows far from each other: each next one is the row that fits the voices so far worst.
    std::vector<double> table, misfit(rows, 1e300);
    std::size_t next = 0;
    for (std::size_t v = 0; v < voices; ++v) {
      table.insert(table.end(), row_at(next), row_at(next) + kColumns);
      std::size_t worst = 0;
      double most = -1;
      for (std::size_t row = 0; row < rows; ++row) {
        const double d = distance(row_at(row), &table[v * kColumns]);
        if (d < misfit[row]) {
          misfit[row] = d;
          voice[row] = static_cast<std::uint8_t>(v);
        }
        if (misfit[row] * often_[row] > most) {
          most = misfit[row] * often_[row];
          worst = row;
        }
      }
      next = worst;
    }
    for (int round = 0; round < settings_.rounds; ++round) {
      std::vector<double> sum(table.size()), weight(voices);
      for (std::size_t row = 0; row < rows; ++row) {
        weight[voice[row]] += often_[row];
        for (std::size_t k = 0; k < kColumns; ++k) sum[voice[row] * kColumns + k] += often_[row] * row_at(row)[k];
      }
      for (std::size_t i = 0; i < sum.size(); ++i)
        if (weight[i / kColumns] > 0) table[i] = sum[i] / weight[i / kColumns];
      std::vector<std::size_t> speakers(voices);
      for (const std::uint8_t v : voice) ++speakers[v];
      for (std::size_t row = 0; row < rows; ++row) {
        double least = 1e300;
        for (std::size_t v = 0; v < voices; ++v) {
          const double d = often_[row] * distance(row_at(row), &table[v * kColumns]) + settings_.thrift * bits(rows, speakers[v]);
          if (d >= least) continue;
          least = d;
          voice[row] = static_cast<std::uint8_t>(v);
        }
      }
    }
    return table;
  }

  const double* row_at(std::size_t row) const { return &weights_[row * kColumns]; }

  double care(std::size_t k) const {
    return k == static_cast<std::size_t>(Intent::SAFETY) || k == static_cast<std::size_t>(Intent::FRAUD) ? settings_.care : 1;
  }

  double distance(const double* a, const double* b) const {
    double sum = 0;
    for (std::size_t k = 0; k < kColumns; ++k) sum += care(k) * (a[k] - b[k]) * (a[k] - b[k]);
    return sum;
  }

  static constexpr std::uint32_t kGone = ~0u;
  Settings settings_;
  std::vector<Sample> samples_;         // buckets as rows; voices, once there are any
  std::vector<std::uint32_t> buckets_;  // by row, ascending
  std::vector<int> often_;              // by row: in how many samples
  std::vector<double> weights_;         // row · class
  std::vector<std::uint8_t> voice_[2];  // by row
  std::size_t rows_of_a_feature_ = 1;   // two, once there are voices
  Dice dropping_{77};
  std::vector<std::uint32_t> heard_;
};

}  // namespace

ClassifyModel Learnt::model(const std::vector<Variant>& variants, const std::u16string& guards) const {
  ClassifyModel m;
  m.gaps = gaps;
  m.voices = voices;
  m.weights = weights;
  m.gain = gain;
  m.variants = variants;
  m.guards = guards;
  return m;
}

Learnt learn(const std::vector<Sample>& samples, const Settings& settings) {
  Regression regression(samples, settings);
  regression.fit(settings.epochs);
  for (std::size_t most = settings.features * 4; most >= settings.features; most /= 2) {
    regression.keep_most_telling(most);
    regression.fit(settings.prune_epochs);
  }
  regression.find_voices();
  regression.fit(settings.refit_epochs);
  return regression.learnt();
}

}  // namespace kefu::train
