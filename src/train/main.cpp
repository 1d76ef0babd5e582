// kefu-train: learns the classifier's model from assets/knowledge.
//
//   kefu-train assets/knowledge --model classify_model.cpp    what the build embeds
//   kefu-train assets/knowledge --report docs/classify.md     the figures, on the test sentences
//   kefu-train assets/knowledge --tune                        its mistakes on the tuning sentences, to work on
//   kefu-train assets/knowledge --bytes FILE                  the same, and what brotli is to make small
//   … features=9000 step=1                                    with other settings
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "train/corpus.hpp"
#include "train/learner.hpp"
#include "train/report.hpp"

namespace {

using namespace kefu;
using namespace kefu::train;

constexpr std::int64_t kThreshold = 4000;  // the packs' min_score_bp

Learnt learn_from(const Corpus& corpus, bool tune_too, const Settings& settings) {
  std::vector<Sentence> own;
  for (const Sentence& s : corpus.sentences)
    if (s.split == Split::train || (tune_too && s.split == Split::tune)) own.push_back(s);
  std::vector<Sample> samples;
  for (const Sentence& s : enlarged(corpus, own))
    samples.push_back({features_of(normal_form(s.text, corpus.variants)).buckets(), s.intent});
  return learn(samples, settings);
}

template <class Numbers>
void write_array(std::ofstream& out, const char* type, const char* name, const Numbers& numbers) {
  out << "constexpr " << type << " " << name << "[] = {";
  for (const auto n : numbers) out << static_cast<int>(n) << ",";
  out << "};\n";
}

bool write_model(const char* path, const Corpus& corpus, const Learnt& l) {
  std::ofstream out(path, std::ios::binary);
  out << "// Written by kefu-train from assets/knowledge.\n#include \"engine/classify_model.hpp\"\n\nnamespace kefu {\nnamespace {\n";
  write_array(out, "std::uint8_t", "kGaps", l.gaps);
  write_array(out, "std::uint8_t", "kVoices", l.voices);
  write_array(out, "std::int8_t", "kWeights", l.weights);
  write_array(out, "char16_t", "kGuards", corpus.guards);
  out << "constexpr Variant kVariants[] = {";
  for (const Variant v : corpus.variants) out << "{" << static_cast<int>(v.from) << "," << static_cast<int>(v.to) << "},";
  out << "};\n}  // namespace\n\nextern constexpr ClassifyModel kClassifyModel{kGaps, kVoices, kWeights, " << l.gain
      << ", kVariants, {kGuards, " << corpus.guards.size() << "}};\n\n}  // namespace kefu\n";
  return static_cast<bool>(out.flush());
}

void show_tune(const Corpus& corpus, const ClassifyModel& model) {
  Policy everything;
  everything.handoff.min_score_bp = 0;
  for (const Sentence& s : corpus.sentences) {
    if (s.split != Split::tune) continue;
    ClassifyInput in;
    in.text = s.text;
    const auto guesses = classify_with(model, in, everything).intents;
    if (!guesses.empty() && guesses[0].intent == static_cast<Intent>(s.intent)) continue;
    std::printf("%s\t%s %d\t%s\n", name(static_cast<Intent>(s.intent)).data(),
                guesses.empty() ? "–" : name(guesses[0].intent).data(), guesses.empty() ? 0 : guesses[0].score_bp, s.text.c_str());
  }
  for (const char* language : {"", "zh", "en"}) {
    const Measured m = measure(corpus, model, Split::tune, kThreshold, language);
    std::printf("tune %s: first %.2f%%, among three %.2f%%, answered %.2f%%, right %.2f%%, SAFETY missed %d, FRAUD missed %d, "
                "without a human %d and %d, humans called %d and %d\n",
                language, 100.0 * m.first / m.all, 100.0 * m.among_three / m.all, 100.0 * m.answered / m.all,
                100.0 * m.answered_right / m.answered, m.safety_missed, m.fraud_missed,
                m.g4_missed, m.g3_missed, m.g4, m.g3);
  }
}

int usage() {
  std::fputs("usage: kefu-train assets/knowledge (--model FILE | --report FILE | --tune | --bytes FILE) [features=N] [step=X] …\n", stderr);
  return 2;
}

bool set(Settings& settings, std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = word.substr(0, equals);
  const double value = std::atof(word.data() + equals + 1);
  if (name == "features") settings.features = static_cast<std::size_t>(value);
  else if (name == "voices") settings.voices = static_cast<std::size_t>(value);
  else if (name == "step") settings.step = value;
  else if (name == "decay") settings.decay = value;
  else if (name == "care") settings.care = value;
  else if (name == "thrift") settings.thrift = value;
  else if (name == "rate") settings.rate = value;
  else if (name == "gain") settings.gain = static_cast<int>(value);
  else if (name == "epochs") settings.epochs = static_cast<int>(value);
  else if (name == "prune_epochs") settings.prune_epochs = static_cast<int>(value);
  else if (name == "dropped_percent") settings.dropped_percent = static_cast<std::size_t>(value);
  else if (name == "rounds") settings.rounds = static_cast<int>(value);
  else if (name == "refit_epochs") settings.refit_epochs = static_cast<int>(value);
  else return false;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return usage();
  Corpus corpus = read_corpus(argv[1]);
  for (const std::string& wrong : corpus.complaints) std::fprintf(stderr, "%s\n", wrong.c_str());
  if (!corpus.complaints.empty()) return 1;

  const std::string_view task = argv[2];
  Settings settings;
  if (task != "--tune" && argc < 4) return usage();
  for (int i = task == "--tune" ? 3 : 4; i < argc; ++i)
    if (!set(settings, argv[i])) return usage();
  const Learnt learnt = learn_from(corpus, task != "--tune" && task != "--bytes", settings);
  const ClassifyModel model = learnt.model(corpus.variants, corpus.guards);
  if (task == "--tune") {
    show_tune(corpus, model);
    std::printf("%zu features\n", learnt.voices.size() / 2);
    return 0;
  }
  if (task == "--bytes") {  // what brotli makes of it
    std::ofstream out(argv[3], std::ios::binary);
    for (const auto* part : {&learnt.gaps, &learnt.voices}) out.write(reinterpret_cast<const char*>(part->data()), static_cast<std::streamsize>(part->size()));
    out.write(reinterpret_cast<const char*>(learnt.weights.data()), static_cast<std::streamsize>(learnt.weights.size()));
    show_tune(corpus, model);
    return 0;
  }
  if (task == "--model") return write_model(argv[3], corpus, learnt) ? 0 : 1;
  if (task != "--report") return usage();
  std::ofstream out(argv[3], std::ios::binary);
  out << report(corpus, model, kThreshold);
  return out.flush() ? 0 : 1;
}
