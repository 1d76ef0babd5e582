#include "kefu/classify.hpp"

#include "engine/classify_guards.hpp"
#include "engine/classify_model.hpp"

namespace kefu {

namespace {

static_assert(words<Intent>().size() == kClasses);

// A guard's word is worth 2^10 to one for its intent: enough to lead, not to silence what the model is sure of.
constexpr int kGuardOdds = 10 * 32;
// Danger or deceit taken for something else is worse than the other way round: where a text says anything for one of
// them (2 bits), it is raised by eight to one, and a human is called where it is but possible.
constexpr int kHinted = 2 * 32;
constexpr int kWatchfulOdds = 3 * 32;
constexpr int kPossible = 1000;
// Nothing that is said in words is certain.
constexpr int kSurest = 9900;

constexpr struct {
  Intent intent;
  CaseType type;
} kCases[] = {
    {Intent::LOGISTICS, CaseType::RO_IN_TRANSIT},    {Intent::QUALITY, CaseType::RO_RECEIVED},
    {Intent::RETURN, CaseType::RETURN_REFUND},       {Intent::EXCHANGE, CaseType::EXCHANGE},
    {Intent::REFUND, CaseType::RO_UNSHIPPED},        {Intent::MISSING_ITEM, CaseType::RESHIP},
    {Intent::WRONG_ITEM, CaseType::EXCHANGE},        {Intent::REPAIR, CaseType::REPAIR},
    {Intent::LATE_SHIP, CaseType::LATE_SHIP},        {Intent::PRICE_PROTECT, CaseType::PRICE_PROTECT},
    {Intent::COMPLAINT_AGENT, CaseType::COMPLAINT},  {Intent::COMPLAINT_STORE, CaseType::COMPLAINT},
    {Intent::DISSATISFIED, CaseType::DISPUTE},
};

Language language_of(const ClassifyModel& model, const Words& words) {
  if (words.foreign > words.han + words.latin) return Language::other;
  if (words.han >= words.latin) return words.han > 0 ? Language::zh : Language::other;
  // Latin letters are not yet English: "où est mon colis" has small words of its own and none of English.
  return says(model.guards, u"FOREIGN", words.text) ? Language::other : Language::en;
}

}  // namespace

IntentStage stage_of(Intent intent) {
  return intent <= Intent::TRIAL         ? IntentStage::PRESALE
         : intent <= Intent::SHIP_REMIND ? IntentStage::INSALE
         : intent <= Intent::INVOICE     ? IntentStage::AFTERSALE
                                         : IntentStage::PLATFORM;
}

std::optional<CaseType> case_type_of(Intent intent) {
  for (const auto& row : kCases)
    if (row.intent == intent) return row.type;
  return std::nullopt;
}

Classified classify_with(const ClassifyModel& model, const ClassifyInput& in, const Policy& policy) {
  Classified out;
  const Words words = normal_form(in.text, model.variants);
  const std::u16string_view text = words.text;
  out.language = language_of(model, words);

  bool guarded[kClasses] = {};
  if (out.language != Language::other) {
    Scores scores = score(model, features_of(words));
    for (const Intent watched : {Intent::SAFETY, Intent::FRAUD}) {
      const bool danger = watched == Intent::SAFETY;
      int& odds = scores.odds[static_cast<int>(watched)];
      if (odds >= kHinted) odds += kWatchfulOdds;
      if (!says(model.guards, danger ? u"SAFETY" : u"FRAUD", text)) continue;
      guarded[static_cast<int>(watched)] = true;
      odds += kGuardOdds;
      out.trace.emplace_back(danger ? "WORDS_OF_SAFETY" : "WORDS_OF_FRAUD");
    }
    int bp[kClasses];
    to_basis_points(scores, bp);
    for (const Intent watched : {Intent::SAFETY, Intent::FRAUD})
      if (bp[static_cast<int>(watched)] >= kPossible) guarded[static_cast<int>(watched)] = true;
    while (static_cast<int>(out.intents.size()) < in.limit) {
      int best = 0;
      for (int k = 1; k < kClasses; ++k)
        if (bp[k] > bp[best]) best = k;
      // What would be written as 0.00 is not an answer; nor is anything where even the first is a guess.
      if (bp[best] < 50 || (out.intents.empty() && bp[best] < policy.handoff.min_score_bp)) break;
      const auto intent = static_cast<Intent>(best);
      out.intents.push_back({intent, bp[best] < kSurest ? bp[best] : kSurest, stage_of(intent), case_type_of(intent)});
      bp[best] = 0;
    }
  }
  out.trace.emplace_back(out.intents.empty() ? "NOT_UNDERSTOOD" : "MODEL");

  // The guards, the most urgent first (domain §5.9).
  const bool understood = !out.intents.empty();
  const Intent first = understood ? out.intents[0].intent : Intent::GENERAL;
  const bool angry = says(model.guards, u"G6", text);
  const bool complains = first == Intent::COMPLAINT_AGENT || first == Intent::COMPLAINT_STORE || first == Intent::DISSATISFIED;
  const HandoffRule& rule = policy.handoff;
  const struct {
    HandoffGuard guard;
    bool fired;
  } guards[] = {
      {HandoffGuard::G4, guarded[static_cast<int>(Intent::SAFETY)]},
      {HandoffGuard::G3, guarded[static_cast<int>(Intent::FRAUD)] || tells_secret_number(in.text) || says(model.guards, u"G3", text)},
      {HandoffGuard::G1, says(model.guards, u"G1", text)},
      {HandoffGuard::G6, complains || in.negative_turns + angry >= rule.negative_turns},
      {HandoffGuard::G2, in.failed_turns + !understood >= rule.failed_turns},
      {HandoffGuard::G5, in.silent_s >= rule.silence_s},
  };
  for (const auto& g : guards) {
    if (!g.fired) continue;
    if (!out.handoff) out.handoff = g.guard;
    out.trace.emplace_back(name(g.guard));
  }
  if (understood && !out.handoff) out.trace.emplace_back(name(HandoffGuard::G7));
  return out;
}

}  // namespace kefu
