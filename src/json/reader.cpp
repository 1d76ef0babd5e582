#include "json/reader.hpp"

#include <algorithm>

#include "json/tree.hpp"
#include "json/writer.hpp"

namespace kefu::json {

namespace {

using Type = Value::Type;

constexpr int as(Type type) { return static_cast<int>(type); }

const Value& at(const void* node) { return *static_cast<const Value*>(node); }

// RFC 6901: ~ and / are escaped inside a pointer's token.
void append_token(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
}

// Appends the way from one value down to another: each step goes to the last child that does not begin behind it.
void append_path(std::string& pointer, const Value* from, const Value* to) {
  while (from != to) {
    int index = -1;
    const Value* next = from;
    for (const Value& child : children(*from)) {
      if (&child > to) break;
      next = &child;
      ++index;
    }
    append_token(pointer, from->type == Type::object ? next->key : std::string_view(std::to_string(index)));
    from = next;
  }
}

// Whatever else is wrong with it: who nests too deep is told so.
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

/// The number that is written here; false where it has more digits than any bound of ours.
bool whole(std::string_view text, std::int64_t& out) {
  const bool negative = text[0] == '-';
  text.remove_prefix(negative);
  if (text.size() > 18) return false;
  for (const char digit : text) out = out * 10 + (digit - '0');
  if (negative) out = -out;
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return n;
}

void write_value(Writer& w, const Value& v) {
  switch (v.type) {
    case Type::object:
      w.open();
      for (const Value* member : members_of(v)) write_value(w.key(member->key), *member);
      w.close();
      break;
    case Type::array:
      w.open_list();
      for (const Value& element : children(v)) write_value(w, element);
      w.close_list();
      break;
    case Type::text: w.value(v.text); break;
    case Type::boolean:
    case Type::integer:
    case Type::fraction: w.raw(v.text); break;
    case Type::null: w.null(); break;
  }
}

/// Objects merge by key; anything else replaces what was there, as does a value that says whether somebody could source
/// it ({"value", "unverified"}).
void write_merged(Writer& w, const Value& base, const Value& patch) {
  const auto merges = [](const Value& v) { return v.type == Type::object && !find(v, "unverified"); };
  if (!merges(base) || !merges(patch)) return write_value(w, patch);
  w.open();
  for (const Value* member : members_of(base)) {
    w.key(member->key);
    if (const Value* news = find(patch, member->key)) write_merged(w, *member, *news);
    else write_value(w, *member);
  }
  for (const Value* member : members_of(patch))
    if (!find(base, member->key)) write_value(w.key(member->key), *member);
  w.close();
}

}  // namespace

Document::Document(std::string_view bytes, std::size_t most_complaints)
    : tree_(std::make_unique<Tree>()), most_(most_complaints) {
  if (bytes.size() > kMaxBytes) complain(make_error(ErrorCode::TOO_LARGE));
  else if (!parse(bytes, kMaxDepth, *tree_))
    complain(make_error(deeper_than(bytes, kMaxDepth) ? ErrorCode::TOO_DEEP : ErrorCode::INVALID_JSON));
}

Document::Document(std::string_view base, const Reader& patch) : Document(base, patch.doc_->most_) {
  if (!patch.node_ || failed()) return;
  Writer merged;
  write_merged(merged, tree_->values[0], at(patch.node_));
  tree_ = std::make_unique<Tree>();
  if (!parse(merged.take(), kMaxDepth, *tree_)) complain(make_error(ErrorCode::TOO_DEEP));
}

Document::~Document() = default;

Reader Document::root() { return Reader(this, tree_->values.data()); }

void Document::complain(Error error) {
  if (full()) return;
  // What lies below a place that is wrong is only wrong because of it.
  for (const Error& e : errors_) {
    const std::string_view place = error.pointer;
    if (place.starts_with(e.pointer) && (place.size() == e.pointer.size() || place[e.pointer.size()] == '/')) return;
  }
  errors_.push_back(std::move(error));
}

std::string Document::pointer_to(const void* node) const {
  std::string pointer;
  append_path(pointer, tree_->values.data(), static_cast<const Value*>(node));
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

void Reader::complain(ErrorCode code, std::string message, std::string_view below) const {
  if (!doc_ || doc_->full()) return;
  if (!node_ && !parent_) return;  // a member of what was no object: that was complained of
  doc_->complain(make_error(code, pointer().append(below), std::move(message)));
}

void Reader::complain_of_unknown() const {
  if (!node_ || doc_->most_ == 1) return;
  if (at(node_).type == Type::array)
    for (const Value& element : children(at(node_))) Reader(doc_, &element).complain_of_unknown();
  if (at(node_).type != Type::object) return;
  for (const Value* member : members_of(at(node_))) {
    const Reader r(doc_, member);
    if (member->asked) r.complain_of_unknown();
    else r.complain(ErrorCode::UNKNOWN_KEY);
  }
}

void Reader::adopt(const Document& from) const {
  for (const Error& e : from.errors()) complain(e.code, e.message, e.pointer);
}

int Reader::word_index(std::span<const std::string_view> allowed) const {
  if (!expect(as(Type::text), "A string is expected here.")) return 0;
  const std::string_view found = at(node_).text;
  for (std::size_t i = 0; i < allowed.size(); ++i)
    if (allowed[i] == found) return static_cast<int>(i);
  if (doc_->full()) return 0;
  std::size_t shown = std::min<std::size_t>(found.size(), 40);
  while (shown < found.size() && (static_cast<unsigned char>(found[shown]) & 0xC0u) == 0x80u) --shown;  // whole characters
  std::string message = "\"";
  message.append(found.substr(0, shown)).append("\" is not one of:");
  for (auto w : allowed) message.append(" ").append(w);
  complain(ErrorCode::UNKNOWN_ENUM, std::move(message));
  return 0;
}

int Reader::member_word(const char* key, std::span<const std::string_view> allowed, bool needed) const {
  const Reader member = (*this)[key];
  return needed || member.maybe() ? member.word_index(allowed) : -1;
}

void Reader::must(const char* key, std::string& out) const { out = (*this)[key].text(); }
void Reader::must(const char* key, Fen& out) const { out = (*this)[key].fen(); }
void Reader::must_time(const char* key, Instant& out) const { out = (*this)[key].time(); }
void Reader::may(const char* key, std::string& out) const {
  if (auto v = (*this)[key].maybe()) out = v.text();
}
void Reader::may(const char* key, std::optional<std::string>& out) const {
  if (auto v = (*this)[key].maybe()) out = v.text();
}
void Reader::may(const char* key, Fen& out) const {
  if (auto v = (*this)[key].maybe()) out = v.fen();
}
void Reader::may(const char* key, std::optional<Fen>& out) const {
  if (auto v = (*this)[key].maybe()) out = v.fen();
}
void Reader::may(const char* key, bool& out) const {
  if (auto v = (*this)[key].maybe()) out = v.boolean();
}
void Reader::may(const char* key, std::optional<bool>& out) const {
  if (auto v = (*this)[key].maybe()) out = v.boolean();
}
void Reader::may_time(const char* key, std::optional<Instant>& out) const {
  if (auto v = (*this)[key].maybe()) out = v.time();
}

bool Reader::present() const {
  if (node_) return true;
  complain(ErrorCode::MISSING_KEY);
  return false;
}

const void* Reader::expect(int type, const char* complaint) const {
  if (!present()) return nullptr;
  if (static_cast<int>(at(node_).type) == type) return node_;
  complain(ErrorCode::WRONG_TYPE, complaint);
  return nullptr;
}

template <class Key>
Reader Reader::member(Key key) const {
  if (!expect(as(Type::object), "An object is expected here.")) return Reader(doc_, nullptr);
  const Value* found = find(at(node_), key);
  if (found) {
    found->asked = true;
    return Reader(doc_, found);
  }
  return Reader(doc_, nullptr, node_, key);
}

Reader Reader::operator[](const char* key) const { return member(key); }
Reader Reader::operator[](std::string_view key) const { return member(key); }

Reader Reader::maybe() const {
  return node_ && at(node_).type != Type::null ? *this : Reader(doc_, nullptr, parent_, key_);
}

std::string_view Reader::view() const {
  if (!expect(as(Type::text), "A string is expected here.")) return {};
  return at(node_).text;
}

std::string Reader::text() const { return std::string(view()); }

std::string Reader::text(std::size_t min, std::size_t max) const {
  const std::string_view t = view();
  if (!node_) return {};
  const std::size_t n = code_points(t);
  if (n >= min && n <= max) return std::string(t);
  complain(ErrorCode::OUT_OF_RANGE,
           "The text must have " + std::to_string(min) + " to " + std::to_string(max) + " characters.");
  return {};
}

std::int64_t Reader::integer(std::int64_t min, std::int64_t max) const {
  if (!present()) return min;
  const Value& v = at(node_);
  std::int64_t number = 0;
  if (v.type == Type::integer && whole(v.text, number) && number >= min && number <= max) return number;
  if (v.type == Type::integer)
    complain(ErrorCode::OUT_OF_RANGE,
             "The number must lie between " + std::to_string(min) + " and " + std::to_string(max) + ".");
  else if (v.type == Type::fraction)  // 1.0 and 1e3 too: no amount passes through floating point
    complain(ErrorCode::WRONG_TYPE, "A whole number is expected here, without fraction or exponent.");
  else
    complain(ErrorCode::WRONG_TYPE, "A whole number is expected here.");
  return min;
}

Fen Reader::fen() const { return integer(0, kMaxFen); }
Fen Reader::signed_fen() const {
  const Fen v = integer(-kMaxFen, kMaxFen);
  return doc_ && doc_->failed() ? 0 : v;
}

bool Reader::boolean() const {
  return expect(as(Type::boolean), "true or false is expected here.") && at(node_).text[0] == 't';
}

namespace {
// One way for the four kinds of text that are parsed further.
template <class Parse>
auto parsed(const Reader& r, Parse parse, ErrorCode code, const char* expected) {
  using Value = typename decltype(parse(std::string_view{}))::value_type;
  if (auto v = parse(r.view())) return *v;
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

bool Reader::is_object() const { return node_ && at(node_).type == Type::object; }
bool Reader::is_array() const { return node_ && at(node_).type == Type::array; }
bool Reader::is_text() const { return node_ && at(node_).type == Type::text; }
bool Reader::is_null() const { return !node_ || at(node_).type == Type::null; }

Reader::Items::Iterator& Reader::Items::Iterator::operator++() {
  const Value* v = static_cast<const Value*>(item_.node_);
  item_.node_ = v + v->span;
  return *this;
}

Reader Reader::Items::operator[](std::size_t index) const {
  Iterator it = begin();
  while (index-- > 0) ++it;
  return *it;
}

Reader::Items Reader::items(std::size_t most) const {
  if (!expect(as(Type::array), "An array is expected here.")) return {};
  const Value& v = at(node_);
  if (v.count <= most) return {doc_, &v + 1, &v + v.span, v.count};
  complain(ErrorCode::OUT_OF_RANGE, "The array may have at most " + std::to_string(most) + " elements.");
  return {};
}

Reader::Items Reader::list(const char* key, std::size_t most) const {
  const Reader member = (*this)[key];
  return member.maybe() ? member.items(most) : Items();
}

std::vector<Reader::Member> Reader::members(std::size_t most) const {
  std::vector<Member> out;
  if (!expect(as(Type::object), "An object is expected here.")) return out;
  const auto members = members_of(at(node_));
  if (members.size() > most) {
    complain(ErrorCode::OUT_OF_RANGE, "The object may have at most " + std::to_string(most) + " members.");
    return out;
  }
  for (const Value* v : members) {
    v->asked = true;
    out.push_back({v->key, Reader(doc_, v)});
  }
  return out;
}

std::string Reader::raw() const {
  if (!node_) return "null";
  Writer w;
  write_value(w, at(node_));
  return w.take();
}

}  // namespace kefu::json
