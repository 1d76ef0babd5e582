// classify.hpp: what a buyer's words are about, and whether a human has to answer them (contract §7, domain §5.9).
//
//   Classified c = classify({.text = "我买的杯子碎了,想退钱"}, policy);
//   c.intents.front().intent        // Intent::QUALITY
//   c.intents.front().score_bp      // 9100: how sure, in basis points; the scores of all 35 add up to 10,000
//   c.handoff                       // nullopt, or the guard that calls a human
//
// A linear model over hashed character and word n-grams, trained from assets/knowledge by kefu-train when the project is
// built; here it is only added up, in integers, so every machine gives the same answer. It knows Chinese (simplified and
// traditional) and English. Below the pack's min_score_bp it names nothing: better to ask than to guess. It does not
// read orders, does not remember a conversation (the host counts turns) and never proposes an amount.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/locate.hpp"
#include "kefu/names.hpp"
#include "kefu/policy.hpp"

namespace kefu {

/// Which part of a purchase an intent belongs to: the groups of contract §3's list.
#define KEFU_INTENT_STAGES(X) X(PRESALE) X(INSALE) X(AFTERSALE) X(PLATFORM)
KEFU_ENUM(IntentStage, KEFU_INTENT_STAGES)

#define KEFU_LANGUAGES(X) X(zh) X(en) X(other)
KEFU_ENUM(Language, KEFU_LANGUAGES)

/// Domain §5.9: G1 asked for a human, G2 not understood, G3 sensitive information, G4 safety, G5 left without an answer,
/// G6 complaint or anger, G7 a standard question that stays (never a hand-off, only traced).
#define KEFU_HANDOFF_GUARDS(X) X(G1) X(G2) X(G3) X(G4) X(G5) X(G6) X(G7)
KEFU_ENUM(HandoffGuard, KEFU_HANDOFF_GUARDS)

struct ClassifyInput {
  static constexpr int kMostText = 10000;  // code points
  static constexpr int kMostIntents = 35;
  std::string text;                        // valid UTF-8
  int limit = 3;                           // 1..kMostIntents
  // What the host counted in this conversation before this text.
  std::int64_t failed_turns = 0, negative_turns = 0;
  Seconds silent_s = 0;
};

struct Guess {
  Intent intent{};
  int score_bp{};
  IntentStage stage{};
  std::optional<CaseType> type;  // the case that suits; nullopt where none does
};

struct Classified {
  std::vector<Guess> intents;    // the likeliest first; empty: not understood
  Language language{};
  std::optional<HandoffGuard> handoff;  // the most urgent of the guards that fired; all are in the trace
  std::vector<std::string> trace;
};

Classified classify(const ClassifyInput& input, const Policy& policy);

IntentStage stage_of(Intent intent);
std::optional<CaseType> case_type_of(Intent intent);

}  // namespace kefu
