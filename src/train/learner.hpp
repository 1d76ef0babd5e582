// learner.hpp: from labelled sentences to the model that the engine adds up.
//
//   Learnt l = learn(samples, settings);       // the same samples, settings and order: the same bytes, on any machine
//   score(l.model(variants, guards), …);       // what classify does with it
//
// Softmax regression by stochastic gradient descent with a step for each feature (AdaGrad), L2 and features left out by
// chance: first with all features, then with ever fewer, the most telling ones, until `features` are left. K-means finds
// two voices for each, whose weights are fitted again and rounded to whole steps. Doubles are added in one fixed order, square
// roots are exact by IEEE 754 and the exponential is our own, so no platform can differ (compile without contraction).
#pragma once
#include <cstdint>
#include <vector>

#include "engine/classify_model.hpp"

namespace kefu::train {

struct Sample {
  std::vector<std::uint32_t> buckets;
  int intent = 0;
};

struct Settings {
  int epochs = 8;             // with every weight
  int prune_epochs = 4;       // after each halving of the features
  int refit_epochs = 8;       // of the voices
  int rounds = 20;            // of k-means
  double thrift = 60;         // of k-means: what a bit of a feature's voice weighs against how well it speaks
  double rate = 0.5;
  std::size_t dropped_percent = 25;
  double decay = 3e-4;        // L2
  double care = 3;            // what a weight for danger or deceit counts where features and voices are chosen
  std::size_t features = 5500;
  std::size_t voices = 192;   // of each of the two kinds, at most 256
  double step = 1;            // of a weight, in nats
  int gain = 1400;            // of 1/1024: less makes the scores more modest
};

struct Learnt {
  std::vector<std::uint8_t> gaps, voices;
  std::vector<std::int8_t> weights;
  int gain = 0;
  ClassifyModel model(const std::vector<Variant>& variants, const std::u16string& guards) const;
};

Learnt learn(const std::vector<Sample>& samples, const Settings& settings);

}  // namespace kefu::train
