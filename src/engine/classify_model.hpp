// classify_model.hpp: what kefu-train learnt, as data. The build writes the definitions (cmake/classify.cmake).
//
// A feature that tells something speaks with two of some 400 voices: what a voice says of the 35 intents is a row of
// weights, and a feature is its bucket and its voices. Weights of its own for each feature would say more, in several times
// the room.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/classify_text.hpp"
#include "kefu/classify.hpp"

namespace kefu {

inline constexpr int kClasses = ClassifyInput::kMostIntents;

struct ClassifyModel {
  std::span<const std::uint8_t> gaps;       // between the buckets, ascending; 255 and the rest where one is larger
  std::span<const std::uint8_t> voices;     // one a bucket, of the first half of `weights`; then one a bucket of the other
  std::span<const std::int8_t> weights;     // 35 a voice
  int gain = 0;                             // 256ths of 1/32 bit of odds that one step of weight is worth
  std::span<const Variant> variants;
  std::u16string_view guards;               // lines: kind, tab, phrase; phrases that must come together are parted by &
};

/// The model that this build carries.
extern const ClassifyModel kClassifyModel;

/// classify() with another model.
Classified classify_with(const ClassifyModel& model, const ClassifyInput& input, const Policy& policy);

/// log2 odds of the 35 intents in 32nds of a bit.
struct Scores {
  int odds[kClasses];
};
Scores score(const ClassifyModel& model, const Features& features);

/// Odds to probabilities in basis points; integers alone, so that every machine agrees.
void to_basis_points(const Scores& scores, int (&bp)[kClasses]);

}  // namespace kefu
