// From bytes to a tree (RFC 8259). Written for this and not a library's, because in the module nlohmann/json's parser was
// half of the time of a command and 4 KB of the download; tests/fuzz holds the two against each other.
//
// A document that ends early ends in the zero that every std::string has, which no rule below accepts: that is why
// nothing here asks for the end.
#include <cstring>

#include "json/tree.hpp"

namespace kefu::json {

namespace {

using Type = Value::Type;

/// Bytes of the well-formed UTF-8 sequence that begins here (Unicode 15, table 3-7); 0: there is none.
std::size_t sequence(const char* p) {
  const auto byte = [p](std::size_t i) { return static_cast<unsigned char>(p[i]); };
  const unsigned first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  // Over-long forms, surrogates, and what lies beyond U+10FFFF.
  if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) || (first == 0xF0 && byte(1) < 0x90) ||
      (first == 0xF4 && byte(1) > 0x8F))
    return 0;
  return length;
}

char* put_utf8(char* to, unsigned code_point) {
  const auto put = [&to](unsigned byte) { *to++ = static_cast<char>(byte); };
  const auto rest = [&](unsigned shift) { put(0x80u | (code_point >> shift & 0x3Fu)); };
  if (code_point < 0x80) return put(code_point), to;
  if (code_point < 0x800) return put(0xC0u | code_point >> 6), rest(0), to;
  if (code_point < 0x10000) return put(0xE0u | code_point >> 12), rest(6), rest(0), to;
  return put(0xF0u | code_point >> 18), rest(12), rest(6), rest(0), to;
}

class Parser {
 public:
  Parser(Tree& tree, int most_depth)
      : values_(tree.values), at_(tree.bytes.data()), end_(at_ + tree.bytes.size()), room_(most_depth) {}

  bool document() {
    if (std::strncmp(at_, "\xEF\xBB\xBF", 3) == 0) at_ += 3;  // a byte order mark, which RFC 8259 allows to ignore
    if (!value({})) return false;
    skip_space();
    return at_ == end_;
  }

 private:
  void skip_space() {
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }
  bool take(char c) {
    skip_space();
    if (*at_ != c) return false;
    ++at_;
    return true;
  }

  bool value(std::string_view key) {
    skip_space();
    const std::size_t index = values_.size();
    Value& v = values_.emplace_back();
    v.key = key;
    switch (*at_) {
      case '{': v.type = Type::object; return container(index, '}');
      case '[': v.type = Type::array; return container(index, ']');
      case '"': v.type = Type::text; return text(v.text);
      case 't': v.type = Type::boolean; return word("true", v);
      case 'f': v.type = Type::boolean; return word("false", v);
      case 'n': return word("null", v);
      default: return number(v);
    }
  }

  bool container(std::size_t index, char close) {
    ++at_;
    if (--room_ < 0) return false;
    std::uint32_t count = 0;
    if (!take(close)) {
      do {
        std::string_view key;
        if (close == '}') {
          skip_space();
          if (*at_ != '"' || !text(key) || !take(':')) return false;
        }
        if (!value(key)) return false;
        ++count;
      } while (take(','));
      if (!take(close)) return false;
    }
    ++room_;
    values_[index].count = count;
    values_[index].span = static_cast<std::uint32_t>(values_.size() - index);
    return true;
  }

  bool word(std::string_view expected, Value& v) {
    v.text = {at_, expected.size()};
    if (std::strncmp(at_, expected.data(), expected.size()) != 0) return false;
    at_ += expected.size();
    return true;
  }

  bool digits() {
    const char* const from = at_;
    while (*at_ >= '0' && *at_ <= '9') ++at_;
    return at_ != from;
  }

  bool number(Value& v) {
    const char* const from = at_;
    v.type = Type::integer;
    if (*at_ == '-') ++at_;
    if (*at_ == '0') ++at_;  // alone: no leading zeros
    else if (!digits()) return false;
    if (*at_ == '.') {
      ++at_;
      v.type = Type::fraction;
      if (!digits()) return false;
    }
    if (*at_ == 'e' || *at_ == 'E') {
      ++at_;
      v.type = Type::fraction;
      if (*at_ == '+' || *at_ == '-') ++at_;
      if (!digits()) return false;
    }
    v.text = {from, static_cast<std::size_t>(at_ - from)};
    return true;
  }

  /// Unescapes in place: no escape is shorter than what it stands for.
  bool text(std::string_view& out) {
    char* const from = ++at_;
    while (*at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20 && static_cast<unsigned char>(*at_) < 0x80)
      ++at_;
    char* to = at_;
    while (*at_ != '"') {
      if (*at_ == '\\') {
        if (!escape(to)) return false;
        continue;
      }
      if (static_cast<unsigned char>(*at_) < 0x20) return false;
      std::size_t length = sequence(at_);
      if (length == 0) return false;
      while (length-- > 0) *to++ = *at_++;
    }
    ++at_;
    out = {from, static_cast<std::size_t>(to - from)};
    return true;
  }

  bool escape(char*& to) {
    static constexpr char kLetters[] = "\"\\/bfnrt", kMeanings[] = "\"\\/\b\f\n\r\t";
    ++at_;
    if (*at_ == 'u') {
      unsigned code = 0, low = 0;
      if (!hex(code)) return false;
      const bool high = code >= 0xD800 && code < 0xDC00;
      if (high) {  // one half of a pair
        if (*at_++ != '\\' || *at_ != 'u' || !hex(low) || low < 0xDC00 || low >= 0xE000) return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else if (code >= 0xDC00 && code < 0xE000) {
        return false;
      }
      to = put_utf8(to, code);
      return true;
    }
    for (std::size_t i = 0; kLetters[i]; ++i)
      if (kLetters[i] == *at_) {
        *to++ = kMeanings[i];
        ++at_;
        return true;
      }
    return false;
  }

  /// Four digits behind the u.
  bool hex(unsigned& out) {
    for (int i = 0; i < 4; ++i) {
      const char c = *++at_;
      const char lower = static_cast<char>(c | 0x20);
      if (c >= '0' && c <= '9') out = out << 4 | static_cast<unsigned>(c - '0');
      else if (lower >= 'a' && lower <= 'f') out = out << 4 | static_cast<unsigned>(lower - 'a' + 10);
      else return false;
    }
    ++at_;
    return true;
  }

  std::vector<Value>& values_;
  char* at_;
  const char* const end_;
  int room_;  // levels left
};

}  // namespace

bool parse(std::string_view bytes, int most_depth, Tree& tree) {
  // The guess fits orders and stores: a value is some 20 bytes with its name.
  constexpr std::size_t kBytesPerValue = 16;
  tree.bytes = bytes;
  tree.values.clear();
  tree.values.reserve(bytes.size() / kBytesPerValue + 1);
  if (Parser(tree, most_depth).document()) return true;
  tree.values.assign(1, Value{});
  return false;
}

}  // namespace kefu::json
