// report.hpp: how good a model is on sentences that it has not seen, as docs/classify.md tells it.
#pragma once
#include <string>

#include "engine/classify_model.hpp"
#include "train/corpus.hpp"

namespace kefu::train {

struct Measured {
  int all = 0, first = 0, among_three = 0;     // with every answer given, however unsure
  int answered = 0, answered_right = 0;        // at the threshold
  int right[35] = {}, meant[35] = {}, said[35] = {};
  int confused[35][35] = {};                   // [meant][said]
  int safety_missed = 0, fraud_missed = 0;     // not said first
  int g4 = 0, g4_missed = 0, g3 = 0, g3_missed = 0;  // hand-offs, and SAFETY and FRAUD without one
};

/// classify() as it ships, guards included, over the sentences of one split.
Measured measure(const Corpus& corpus, const ClassifyModel& model, Split split, std::int64_t min_score_bp,
                 const std::string& language = {}, const std::string& tone = {});

/// The whole of docs/classify.md.
std::string report(const Corpus& corpus, const ClassifyModel& model, std::int64_t min_score_bp);

}  // namespace kefu::train
