// corpus.hpp: what the classifier learns from, as assets/knowledge holds it.
//
//   intents/<INTENT>.tsv   register, language, sentence: written for this project, one intent a sentence, as buyers do
//                          every day
//   rare/<INTENT>.tsv      the same with rare words, or near to another intent: they widen what is known
//   test/<INTENT>.tsv      the same, for the figures in docs alone: never learnt from; docs/classify.md tells what followed from
//                          measuring them
//   phrases.txt            patterns of sentences, for training alone
//   nouns.txt frames.txt   what a sentence may name and how it may be wrapped without meaning anything else
//   variants.txt           traditional and simplified characters
//   guards.tsv             words that call a human, or that name danger and deceit, whatever the model thinks
//
// A tenth of the sentences in intents/ and rare/, by a hash of their normal form, is for tuning: settings, phrases and
// guards are chosen by it. No normal form (punctuation, case, script and numbers aside) may stand in test/ and in another folder.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/classify_text.hpp"

namespace kefu::train {

enum class Split { train, tune, test };

struct Sentence {
  std::string text, tone, language;
  int intent = 0;
  Split split{};
  bool rare = false;
};

struct Corpus {
  std::vector<Sentence> sentences;
  std::vector<Sentence> phrases;           // patterns, not yet expanded
  std::vector<std::vector<std::string>> nouns;
  std::vector<std::string> before[2], after[2];  // by language: 0 zh, 1 en
  std::vector<Variant> variants;
  std::u16string guards;
  std::vector<std::string> complaints;     // what is wrong with the files
};

/// Reads the folder assets/knowledge.
Corpus read_corpus(const std::string& folder);

/// train or tune.
Split split_of(const Words& words);

/// The same sequence on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>((state_ >> 33) % n);
  }
  template <class T>
  const T& of(const std::vector<T>& items) { return items[below(items.size())]; }

 private:
  std::uint64_t state_;
};

/// More sentences to learn from: the phrases spelt out, and the given ones with other goods and other manners.
std::vector<Sentence> enlarged(const Corpus& corpus, const std::vector<Sentence>& sentences);

}  // namespace kefu::train
