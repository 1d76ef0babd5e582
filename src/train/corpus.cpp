#include "train/corpus.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "kefu/locate.hpp"

namespace kefu::train {

namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') out.push_back(line);
  return out;
}

std::vector<std::string> parts_of(const std::string& line, char border) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == border) out.emplace_back();
    else out.back() += c;
  }
  return out;
}

bool is_latin(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string characters(const std::string& utf8) { return normal_form(utf8, {}).text; }

/// The sentences of one folder; `seen` tells those that stand under two intents or would be tested though they are learnt from.
void read_sentences(Corpus& corpus, const std::string& root, std::string_view folder, std::map<std::u16string, int>& seen) {
  const bool test = folder == "test", rare = folder == "rare";
  for (std::size_t k = 0; k < words<Intent>().size(); ++k) {
    const std::string name(words<Intent>()[k]);
    const auto lines = lines_of(root + "/" + std::string(folder) + "/" + name + ".tsv");
    if (lines.empty() && !rare) corpus.complaints.push_back(name + " has no sentences");
    for (const std::string& line : lines) {
      const auto fields = parts_of(line, '\t');
      if (fields.size() != 3) {
        corpus.complaints.push_back(name + ": three fields are expected: " + line);
        continue;
      }
      const Words w = normal_form(fields[2], corpus.variants);
      const auto [it, fresh] = seen.emplace(w.text, static_cast<int>(k));
      if (!fresh && it->second != static_cast<int>(k)) corpus.complaints.push_back(name + ": of two intents: " + line);
      if (!fresh && test) corpus.complaints.push_back(name + ": a test sentence that is learnt from: " + line);
      corpus.sentences.push_back({fields[2], fields[0], fields[1], static_cast<int>(k), test ? Split::test : split_of(w), rare});
    }
  }
}

void read_phrases(Corpus& corpus, const std::string& folder) {
  int intent = -1;
  for (const std::string& line : lines_of(folder + "/phrases.txt")) {
    if (line[0] == '=') {
      const auto known = from_name<Intent>(line.substr(2));
      if (!known) corpus.complaints.push_back("phrases.txt: no such intent: " + line);
      intent = known ? static_cast<int>(*known) : 0;
    } else {
      corpus.phrases.push_back({line, "phrase", is_latin(line) ? "en" : "zh", intent, Split::train, true});
    }
  }
}

void read_guards(Corpus& corpus, const std::string& folder) {
  for (const std::string& line : lines_of(folder + "/guards.tsv")) {
    const auto fields = parts_of(line, '\t');
    if (fields.size() != 2) {
      corpus.complaints.push_back("guards.tsv: two fields are expected: " + line);
      continue;
    }
    corpus.guards += std::u16string(fields[0].begin(), fields[0].end()) + u'\t';
    bool first = true;
    for (const std::string& phrase : parts_of(fields[1], '&')) {
      if (!first) corpus.guards += u'&';
      corpus.guards += normal_form(phrase, corpus.variants).text;
      first = false;
    }
    corpus.guards += u'\n';
  }
}

/// One way through the alternatives from `i` to the closing bracket or the end; those not taken are left out.
std::string one_way(const std::string& pattern, std::size_t& i, Dice& dice) {
  std::vector<std::string> ways(1);
  for (; i < pattern.size() && pattern[i] != ')'; ++i) {
    if (pattern[i] == '|') ways.emplace_back();
    else if (pattern[i] == '(') ways.back() += one_way(pattern, ++i, dice);
    else ways.back() += pattern[i];
  }
  return dice.of(ways);
}

/// One way through a pattern, with goods in place of @.
std::string spelt_out(const std::string& pattern, const Corpus& corpus, bool latin, Dice& dice) {
  std::size_t start = 0;
  std::string out = one_way(pattern, start, dice);
  for (std::size_t at; (at = out.find('@')) != std::string::npos;) {
    const auto* kind = &dice.of(corpus.nouns);
    while (is_latin(kind->front()) != latin) kind = &dice.of(corpus.nouns);
    out.replace(at, 1, dice.of(*kind));
  }
  return out;
}

bool letter_at(const std::string& text, std::size_t i) { return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])); }

/// The text with its longest article of nouns.txt replaced by another of the same kind.
std::string with_other_goods(const std::string& text, const Corpus& corpus, Dice& dice) {
  std::size_t place = 0, length = 0;
  const std::vector<std::string>* kind = nullptr;
  for (const auto& goods : corpus.nouns) {
    for (const std::string& noun : goods) {
      const std::size_t at = text.find(noun);
      if (at == std::string::npos || noun.size() <= length) continue;
      const std::size_t end = at + noun.size();
      if (is_latin(noun) && ((at > 0 && letter_at(text, at - 1)) || (letter_at(text, end) && text[end] != 's'))) continue;
      place = at;
      length = noun.size();
      kind = &goods;
    }
  }
  return kind ? text.substr(0, place) + dice.of(*kind) + text.substr(place + length) : text;
}

std::string framed(const std::string& text, const Corpus& corpus, bool latin, Dice& dice) {
  static constexpr int kManners = 8;  // none, before, after or both: 1, 4, 2 and 1 of eight
  const std::size_t manner = dice.below(kManners);
  std::string out = text;
  if (manner < 5) out = dice.of(corpus.before[latin]) + " " + out;
  if (manner > 3 && manner < 7) out += " " + dice.of(corpus.after[latin]);
  return out;
}

}  // namespace

Split split_of(const Words& words) {
  std::uint64_t hash = 1469598103934665603u;
  for (const char16_t c : words.text)
    if (c != u' ') hash = (hash ^ c) * 1099511628211u;
  hash = (hash ^ hash >> 32) * 0xff51afd7ed558ccdu;
  const std::uint64_t tenth = (hash ^ hash >> 29) >> 10;
  return tenth % 10 == 0 ? Split::tune : Split::train;
}

Corpus read_corpus(const std::string& folder) {
  Corpus corpus;
  for (const std::string& line : lines_of(folder + "/variants.txt")) {
    const std::u16string pair = characters(line);
    for (std::size_t i = 0; i + 1 < pair.size(); i += 2) corpus.variants.push_back({pair[i], pair[i + 1]});
  }
  std::sort(corpus.variants.begin(), corpus.variants.end(), [](Variant a, Variant b) { return a.from < b.from; });
  for (const std::string& line : lines_of(folder + "/nouns.txt")) corpus.nouns.push_back(parts_of(line, ' '));
  for (const std::string& line : lines_of(folder + "/frames.txt")) {
    const auto fields = parts_of(line, '\t');
    auto& frames = fields[0].find("before") != std::string::npos ? corpus.before : corpus.after;
    if (fields.size() == 2) frames[fields[0].rfind("en", 0) == 0] = parts_of(fields[1], '|');
  }
  std::map<std::u16string, int> seen;
  for (const char* kind : {"intents", "rare", "test"}) read_sentences(corpus, folder, kind, seen);
  read_phrases(corpus, folder);
  read_guards(corpus, folder);
  return corpus;
}

std::vector<Sentence> enlarged(const Corpus& corpus, const std::vector<Sentence>& sentences) {
  static constexpr std::size_t kOfAPhrase = 30;  // spellings of one pattern
  static constexpr int kCopies = 2;              // of a sentence
  static constexpr int kEveryday = 3;            // how many times as much an everyday sentence counts as a rare one
  Dice dice(20260301);
  std::vector<Sentence> out;
  for (const Sentence& s : sentences) out.insert(out.end(), s.rare ? 1 : kEveryday, s);
  for (const Sentence& phrase : corpus.phrases) {
    std::set<std::string> texts;
    for (std::size_t i = 0; i < kOfAPhrase; ++i) {
      Sentence s = phrase;
      s.text = spelt_out(phrase.text, corpus, phrase.language == "en", dice);
      if (texts.insert(s.text).second) out.push_back(s);
    }
  }
  const std::size_t plain = out.size();
  for (int copy = 0; copy < kCopies; ++copy) {
    for (std::size_t i = 0; i < plain; ++i) {
      if (out[i].tone == "phrase" && copy > 0) continue;
      Sentence s = out[i];
      s.text = framed(with_other_goods(s.text, corpus, dice), corpus, s.language == "en", dice);
      out.push_back(s);
    }
  }
  return out;
}

}  // namespace kefu::train
