// locale.hpp: the panel's sentences. They come from assets/locales as one flat object; code holds keys only.
//
//   Words w;
//   w.load("zh-CN", {{"home.hello", "您好，{name}"}});
//   w.tr("home.hello", {{"name", "小青"}})          // "您好，小青"
//   w.of("channel.", "phone")                       // a family's member; else channel.other; else ""
//   w.count("time.days", 1)                         // time.days.one in English, time.days.other elsewhere; {n} is 1
//
// Sentences live until the next pass (phrases.hpp). A key without a sentence reads as the key itself, so that a gap is seen at once; a test keeps the files complete.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/phrase.hpp"

namespace kefu::panel {

using ui::Phrase;

/// One placeholder's value: `{name}` in the sentence.
struct Arg {
  Phrase name, value;
};
using Args = std::initializer_list<Arg>;

class Words {
 public:
  using Message = std::pair<std::string, std::string>;

  void load(std::string lang, std::vector<Message> messages);
  bool ready() const { return !messages_.empty(); }
  const std::string& lang() const { return lang_; }

  Phrase tr(Phrase key) const;
  Phrase tr(Phrase key, Args args) const;
  Phrase of(Phrase family, Phrase word) const;
  Phrase of(Phrase family, Phrase word, Args args) const;
  Phrase count(Phrase key, std::int64_t n) const;
  bool has(Phrase key) const { return find(key) != nullptr; }

 private:
  const std::string* find(std::string_view key) const;
  std::size_t place(std::string_view key) const;

  std::string lang_;
  std::vector<Message> messages_;  // by key
};

}  // namespace kefu::panel
