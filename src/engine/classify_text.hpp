// classify_text.hpp: from a buyer's words to the features of the model. Training and classifying share this file, so that
// what is learnt is what is looked up.
//
//   Words w = normal_form("您好，杯子碎了！");     // full-width → ASCII, lower case, 賣 → 卖, numbers → 0
//   Features f = features_of(w);                   // which of the 2^17 buckets are present
//
// Punctuation, emoji and blanks leave no trace but the borders of Latin words: who writes "," and who writes "，" must not
// matter.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kefu {

/// One spelling that stands for another: 賣 → 卖. Sorted by `from`.
struct Variant {
  char16_t from, to;
};

struct Words {
  std::u16string text;  // Han characters, Latin words with a blank on either side, 0 for a number
  int han = 0;          // Han characters
  int latin = 0;        // Latin words
  int foreign = 0;      // letters of other scripts and accented ones
};

Words normal_form(std::string_view utf8, std::span<const Variant> variants);

inline constexpr int kBucketBits = 17;

/// The set of hashed features of a text.
class Features {
 public:
  Features() : bits_(std::size_t{1} << (kBucketBits - 5)) {}
  void add(std::uint32_t hash);
  bool has(std::uint32_t bucket) const { return (bits_[bucket >> 5] >> (bucket & 31) & 1u) != 0; }
  /// Every bucket once, in the order of their first appearance.
  const std::vector<std::uint32_t>& buckets() const { return buckets_; }

 private:
  std::vector<std::uint32_t> bits_;
  std::vector<std::uint32_t> buckets_;
};

Features features_of(const Words& words);

}  // namespace kefu
