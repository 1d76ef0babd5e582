#include "panel/locale.hpp"

#include "panel/phrases.hpp"

namespace kefu::panel {

namespace {

Phrase filled(const std::string& sentence, Args args) {
  if (sentence.find('{') == std::string::npos) return sentence;
  std::string out;
  std::size_t at = 0;
  while (at < sentence.size()) {
    const std::size_t open = sentence.find('{', at);
    const std::size_t close = open == std::string::npos ? open : sentence.find('}', open);
    if (close == std::string::npos) break;
    out.append(sentence, at, open - at);
    const std::string_view name = std::string_view(sentence).substr(open + 1, close - open - 1);
    for (const Arg& a : args)
      if (a.name == name) out += a.value;
    at = close + 1;
  }
  return keep(out.append(sentence, at, std::string::npos));
}

}  // namespace

// Files come sorted, so this appends; anything else is put in its place. std::sort would cost the module 2 KB.
void Words::load(std::string lang, std::vector<Message> messages) {
  lang_ = std::move(lang);
  messages_.clear();
  messages_.reserve(messages.size());
  for (Message& m : messages) messages_.insert(messages_.begin() + static_cast<std::ptrdiff_t>(place(m.first)), std::move(m));
}

std::size_t Words::place(std::string_view key) const {
  std::size_t low = 0, high = messages_.size();
  if (high > 0 && messages_.back().first < key) return high;
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (messages_[mid].first < key) low = mid + 1;
    else high = mid;
  }
  return low;
}

const std::string* Words::find(std::string_view key) const {
  const std::size_t at = place(key);
  return at < messages_.size() && messages_[at].first == key ? &messages_[at].second : nullptr;
}

Phrase Words::tr(Phrase key) const { return tr(key, {}); }

Phrase Words::of(Phrase family, Phrase word) const { return of(family, word, {}); }

Phrase Words::tr(Phrase key, Args args) const {
  const std::string* sentence = find(key);
  return sentence ? filled(*sentence, args) : key;
}

Phrase Words::of(Phrase family, Phrase word, Args args) const {
  const std::string* sentence = find(join({family, word}));
  if (!sentence) sentence = find(join({family, "other"}));
  return sentence ? filled(*sentence, args) : Phrase();
}

Phrase Words::count(Phrase key, std::int64_t n) const {
  const Phrase one = join({key, ".one"});
  return tr(n == 1 && has(one) ? one : join({key, ".other"}), {{"n", digits(n)}});
}

}  // namespace kefu::panel
