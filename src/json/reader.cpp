#include "json/reader.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "json/writer.hpp"

namespace kefu::json {

namespace {

using Json = nlohmann::json;

const Json& at(const void* node) { return *static_cast<const Json*>(node); }

// RFC 6901: ~ and / are escaped inside a pointer's token.
void append_token(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
}

// Appends the way from one node down to another. The depth is bounded by Document, so recursion is.
bool append_path(std::string& pointer, const Json& from, const void* to) {
  if (&from == to) return true;
  const std::size_t length = pointer.size();
  std::size_t index = 0;
  for (auto it = from.begin(); from.is_structured() && it != from.end(); ++it, ++index) {
    append_token(pointer, from.is_object() ? std::string_view(it.key()) : std::string_view(std::to_string(index)));
    if (append_path(pointer, *it, to)) return true;
    pointer.resize(length);
  }
  return false;
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

Reader Document::root() { return Reader(this, &tree_->json); }

void Document::complain(Error error) {
  if (!error_) error_ = std::move(error);
}

std::string Document::pointer_to(const void* node) const {
  std::string pointer;
  append_path(pointer, tree_->json, node);
  return pointer;
}

std::string Reader::pointer() const {
  if (!doc_) return {};
  if (node_) return doc_->pointer_to(node_);
  std::string pointer;
  if (parent_) {
    pointer = doc_->pointer_to(parent_);
    append_token(pointer, key_);
  }
  return pointer;
}

void Reader::complain(ErrorCode code) const { complain(code, std::string(sentence(code))); }

void Reader::complain(ErrorCode code, std::string message) const {
  if (doc_ && !doc_->failed()) doc_->complain(make_error(code, pointer(), std::move(message)));
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
  if (!present()) return Reader(doc_, nullptr);
  const Json& j = at(node_);
  if (!j.is_object()) {
    complain(ErrorCode::WRONG_TYPE, "An object is expected here.");
    return Reader(doc_, nullptr);
  }
  const auto it = j.find(key);
  return Reader(doc_, it == j.end() ? nullptr : &*it, node_, key);
}

Reader Reader::maybe() const {
  return node_ && !at(node_).is_null() ? *this : Reader(doc_, nullptr, parent_, key_);
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
  for (std::size_t i = 0; i < j.size(); ++i) out.push_back(Reader(doc_, &j[i]));
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
    out.push_back({it.key(), Reader(doc_, &it.value())});
  return out;
}

namespace {

// The shortest of three notations that reads back as the same number.
std::string float_text(double value) {
  char text[32];
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

// nlohmann's own dump() would bring its float printer into the module.
void write_node(Writer& w, const Json& j) {
  switch (j.type()) {
    case Json::value_t::object:
      w.open();
      for (auto it = j.begin(); it != j.end(); ++it) write_node(w.key(it.key()), *it);
      w.close();
      break;
    case Json::value_t::array:
      w.open_list();
      for (const Json& element : j) write_node(w, element);
      w.close_list();
      break;
    case Json::value_t::string: w.value(j.get_ref<const std::string&>()); break;
    case Json::value_t::boolean: w.value(j.get<bool>()); break;
    case Json::value_t::number_integer: w.value(j.get<std::int64_t>()); break;
    case Json::value_t::number_unsigned: w.raw(std::to_string(j.get<std::uint64_t>())); break;
    case Json::value_t::number_float: w.raw(float_text(j.get<double>())); break;
    default: w.null(); break;
  }
}

}  // namespace

std::string Reader::raw() const {
  if (!node_) return "null";
  Writer w;
  write_node(w, at(node_));
  return w.take();
}

}  // namespace kefu::json
