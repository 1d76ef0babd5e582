#include "engine/classify_text.hpp"

namespace kefu {

namespace {

bool is_letter(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

// Letters that are neither Han nor plain Latin: accents, Greek … Thai, kana, Hangul. 々 and 〇 are punctuation here.
bool is_foreign(char32_t c) {
  return (c >= 0xC0 && c <= 0x1FFF && c != 0xD7 && c != 0xF7) || (c >= 0x3041 && c <= 0x30FA) || (c >= 0x3105 && c <= 0x318E) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

char32_t next_code_point(std::string_view s, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(s[i++]);
  const int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t c = more == 0 ? lead : lead & (0x3Fu >> more);
  for (int k = 0; k < more && i < s.size(); ++k) c = c << 6 | (static_cast<unsigned char>(s[i++]) & 0x3Fu);
  return c;
}

char16_t plain(char16_t c, std::span<const Variant> variants) {
  std::size_t low = 0, high = variants.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (variants[middle].from < c) low = middle + 1;
    else high = middle;
  }
  return low < variants.size() && variants[low].from == c ? variants[low].to : c;
}

// The kinds of feature; a salt keeps equal characters of different kinds apart.
constexpr std::uint32_t kHanGram = 1, kWordGram = 2, kLetterGram = 3, kSkeleton = 4;
constexpr std::size_t kHanMost = 2, kWordMost = 2, kLetters = 3;
// Where the text begins and ends.
constexpr char16_t kBegin = 1, kEnd = 2;

constexpr std::uint32_t mix(std::uint32_t hash, std::uint32_t value) {
  hash = (hash ^ value) * 0x9E3779B1u;
  return hash ^ hash >> 15;
}

}  // namespace

Words normal_form(std::string_view utf8, std::span<const Variant> variants) {
  Words out;
  std::u16string& text = out.text;
  bool gap = false;  // something was left out since the last character kept
  for (std::size_t i = 0; i < utf8.size();) {
    char32_t c = next_code_point(utf8, i);
    if (c == 0x3000) c = ' ';
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == '\'' || c == 0x2019) continue;  // don't is dont
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c >= '0' && c <= '9') c = '0';
    const char16_t last = text.empty() ? u'\0' : text.back();
    if (is_letter(c)) {
      if (!is_letter(last) || gap) {
        if (last != ' ') text += u' ';
        ++out.latin;
      }
      text += static_cast<char16_t>(c);
    } else if (c == '0' || is_han(c)) {
      if (is_letter(last)) text += u' ';
      if (c != '0' || last != '0' || gap) text += plain(static_cast<char16_t>(c), variants);
      out.han += c != '0';
    } else {
      out.foreign += is_foreign(c);
      gap = true;
      continue;
    }
    gap = false;
  }
  if (!text.empty() && is_letter(text.back())) text += u' ';
  return out;
}

void Features::add(std::uint32_t hash) {
  const std::uint32_t bucket = hash >> (32 - kBucketBits);
  std::uint32_t& word = bits_[bucket >> 5];
  const std::uint32_t bit = 1u << (bucket & 31);
  if ((word & bit) == 0) buckets_.push_back(bucket);
  word |= bit;
}

Features features_of(const Words& words) {
  Features out;
  std::u16string text(1, kBegin);
  text += words.text;
  text += kEnd;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Pairs of Han characters (and numbers, and the text's ends), which Latin words interrupt.
    std::uint32_t hash = kHanGram;
    for (std::size_t n = 0; n < kHanMost && i + n < text.size(); ++n) {
      const char16_t c = text[i + n];
      if (is_letter(c) || c == ' ') break;
      hash = mix(hash, c);
      if (n > 0 || c > kEnd) out.add(hash);
    }
    // Letters of one word, its blanks included.
    hash = kLetterGram;
    for (std::size_t n = 0; n < kLetters && i + n < text.size(); ++n) {
      const char16_t c = text[i + n];
      if (!is_letter(c) && (c != ' ' || (n > 0 && text[i + n - 1] == ' '))) break;
      hash = mix(hash, c);
      if (n + 1 == kLetters) out.add(hash);
      if (n > 0 && c == ' ') break;
    }
    // A word's consonants, once where doubled: recieved and received, shiping and shipping are one.
    const bool word_starts = text[i] == ' ' && is_letter(text[i + 1]);
    if (word_starts) {
      hash = kSkeleton;
      int consonants = 0;
      char16_t last = 0;
      for (std::size_t at = i + 1; is_letter(text[at]); ++at) {
        const char16_t c = text[at];
        if (c == last || c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') continue;
        hash = mix(hash, last = c);
        ++consonants;
      }
      if (consonants > 1) out.add(hash);
    }
    // Words and pairs of words; one that begins or ends the text pairs with that end.
    if (!word_starts && text[i] != kBegin) continue;
    hash = kWordGram;
    std::size_t at = i;
    for (std::size_t n = 0; n < kWordMost; ++n) {
      if (text[at] == kBegin || text[at] == kEnd) {
        hash = mix(mix(hash, text[at]), ' ');
        if (n > 0) out.add(hash);
        if (text[at++] == kEnd) break;
      } else if (text[at] == ' ' && is_letter(text[at + 1])) {
        for (++at; is_letter(text[at]); ++at) hash = mix(hash, text[at]);
        hash = mix(hash, ' ');
        out.add(hash);
        if (text[at] == ' ' && text[at + 1] == kEnd) ++at;
      } else {
        break;  // Han in between
      }
    }
  }
  return out;
}

}  // namespace kefu
