#include "json/reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kefu::json {

namespace {

using Json = nlohmann::json;

const Json& at(const void* node) { return *static_cast<const Json*>(node); }

// RFC 6901: ~ and / are escaped inside a pointer's token.
std::string escaped(std::string_view key) {
  std::string out;
  for (char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

// nlohmann parses iteratively but prints and copies recursively, so depth is bounded before it sees the bytes.
bool deeper_than(std::string_view bytes, int limit) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

std::size_t code_points(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return n;
}

}  // namespace

struct Document::Tree {
  Json json;
};

Document::Document(std::string_view bytes) : tree_(std::make_unique<Tree>()) {
  if (bytes.size() > kMaxBytes) {
    complain(make_error(ErrorCode::TOO_LARGE));
    return;
  }
  if (deeper_than(bytes, kMaxDepth)) {
    complain(make_error(ErrorCode::TOO_DEEP));
    return;
  }
  tree_->json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (tree_->json.is_discarded()) {
    tree_->json = nullptr;
    complain(make_error(ErrorCode::INVALID_JSON));
  }
}

Document::~Document() = default;

Reader Document::root() { return Reader(this, &tree_->json, ""); }

void Document::complain(Error error) {
  if (!error_) error_ = std::move(error);
}

std::string Reader::pointer() const { return pointer_; }

void Reader::complain(ErrorCode code) const {
  if (doc_) doc_->complain(make_error(code, pointer_));
}

void Reader::complain(ErrorCode code, std::string message) const {
  if (doc_) doc_->complain(make_error(code, pointer_, std::move(message)));
}

void Reader::complain_word(const std::string& found, std::span<const std::string_view> allowed) const {
  if (doc_ && doc_->failed()) return;
  std::size_t shown = std::min<std::size_t>(found.size(), 40);
  while (shown < found.size() && (static_cast<unsigned char>(found[shown]) & 0xC0u) == 0x80u) --shown;  // whole characters
  std::string message = "\"" + found.substr(0, shown) + "\" is not one of:";
  for (auto w : allowed) message.append(" ").append(w);
  complain(ErrorCode::UNKNOWN_ENUM, std::move(message));
}

bool Reader::present() const {
  if (node_) return true;
  complain(ErrorCode::MISSING_KEY);
  return false;
}

Reader Reader::operator[](std::string_view key) const {
  std::string pointer = pointer_ + "/" + escaped(key);
  if (!present()) return Reader(doc_, nullptr, std::move(pointer));
  const Json& j = at(node_);
  if (!j.is_object()) {
    complain(ErrorCode::WRONG_TYPE, "An object is expected here.");
    return Reader(doc_, nullptr, std::move(pointer));
  }
  const auto it = j.find(std::string(key));
  return Reader(doc_, it == j.end() ? nullptr : &*it, std::move(pointer));
}

Reader Reader::maybe() const {
  return node_ && !at(node_).is_null() ? *this : Reader(doc_, nullptr, pointer_);
}

std::string Reader::text() const {
  if (!present()) return {};
  const Json& j = at(node_);
  if (!j.is_string()) {
    complain(ErrorCode::WRONG_TYPE, "A string is expected here.");
    return {};
  }
  return j.get_ref<const std::string&>();
}

std::string Reader::text(std::size_t min, std::size_t max) const {
  std::string t = text();
  if (!node_) return t;
  const std::size_t n = code_points(t);
  if (n >= min && n <= max) return t;
  complain(ErrorCode::OUT_OF_RANGE,
           "The text must have " + std::to_string(min) + " to " + std::to_string(max) + " characters.");
  return {};
}

std::int64_t Reader::integer(std::int64_t min, std::int64_t max) const {
  if (!present()) return min;
  const Json& j = at(node_);
  if (!j.is_number()) {
    complain(ErrorCode::WRONG_TYPE, "A whole number is expected here.");
    return min;
  }
  // A float such as 1.0 or 1e3 is refused: no amount passes through floating point. The parser also makes floats of
  // whole numbers that fit no word; those are too large rather than of a wrong type.
  const auto* real = j.get_ptr<const Json::number_float_t*>();
  if (real && *real < 9.2e18 && *real > -9.2e18) {
    complain(ErrorCode::WRONG_TYPE, "A whole number is expected here, without fraction or exponent.");
    return min;
  }
  const bool huge =
      real || (j.is_number_unsigned() && j.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
  if (!huge) {
    const auto v = j.get<std::int64_t>();
    if (v >= min && v <= max) return v;
  }
  complain(ErrorCode::OUT_OF_RANGE,
           "The number must lie between " + std::to_string(min) + " and " + std::to_string(max) + ".");
  return min;
}

Fen Reader::fen() const { return integer(0, kMaxFen); }
Fen Reader::signed_fen() const {
  const Fen v = integer(-kMaxFen, kMaxFen);
  return doc_ && doc_->failed() ? 0 : v;
}

bool Reader::boolean() const {
  if (!present()) return false;
  const Json& j = at(node_);
  if (j.is_boolean()) return j.get<bool>();
  complain(ErrorCode::WRONG_TYPE, "true or false is expected here.");
  return false;
}

namespace {
// One way for the four kinds of text that are parsed further.
template <class Parse>
auto parsed(const Reader& r, Parse parse, ErrorCode code, const char* expected) {
  using Value = typename decltype(parse(std::string_view{}))::value_type;
  const std::string t = r.text();
  if (auto v = parse(t)) return *v;
  r.complain(code, expected);
  return Value{};
}
}  // namespace

Instant Reader::time() const {
  return parsed(*this, parse_time, ErrorCode::INVALID_TIME, "A time such as 2026-03-02T15:20:00+08:00 is expected here.");
}
Seconds Reader::clock() const {
  return parsed(*this, parse_clock, ErrorCode::INVALID_TIME, "A clock time such as 09:00 is expected here.");
}
std::int64_t Reader::date() const {
  return parsed(*this, parse_date, ErrorCode::INVALID_TIME, "A date such as 2026-10-01 is expected here.");
}
Seconds Reader::offset() const {
  return parsed(*this, parse_offset, ErrorCode::INVALID_TIME, "An offset such as +08:00 is expected here.");
}

bool Reader::is_object() const { return node_ && at(node_).is_object(); }
bool Reader::is_array() const { return node_ && at(node_).is_array(); }
bool Reader::is_text() const { return node_ && at(node_).is_string(); }
bool Reader::is_null() const { return !node_ || at(node_).is_null(); }

std::vector<Reader> Reader::items(std::size_t most) const {
  std::vector<Reader> out;
  if (!present()) return out;
  const Json& j = at(node_);
  if (!j.is_array()) {
    complain(ErrorCode::WRONG_TYPE, "An array is expected here.");
    return out;
  }
  if (j.size() > most) {
    complain(ErrorCode::OUT_OF_RANGE, "The array may have at most " + std::to_string(most) + " elements.");
    return out;
  }
  out.reserve(j.size());
  for (std::size_t i = 0; i < j.size(); ++i) out.push_back(Reader(doc_, &j[i], pointer_ + "/" + std::to_string(i)));
  return out;
}

std::vector<Reader::Member> Reader::members(std::size_t most) const {
  std::vector<Member> out;
  if (!present()) return out;
  const Json& j = at(node_);
  if (!j.is_object()) {
    complain(ErrorCode::WRONG_TYPE, "An object is expected here.");
    return out;
  }
  if (j.size() > most) {
    complain(ErrorCode::OUT_OF_RANGE, "The object may have at most " + std::to_string(most) + " members.");
    return out;
  }
  for (auto it = j.begin(); it != j.end(); ++it)
    out.push_back({it.key(), Reader(doc_, &it.value(), pointer_ + "/" + escaped(it.key()))});
  return out;
}

std::string Reader::raw() const {
  if (!node_) return "null";
  return at(node_).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kefu::json
