// reader.hpp: typed reading of a JSON document, with a JSON pointer in every complaint.
//
//   Document doc(bytes);                        // parses; never throws, never aborts, depth and size are bounded
//   Reader root = doc.root();
//   auto tid  = root["tid"].text();             // required: MISSING_KEY /tid, WRONG_TYPE /tid
//   auto num  = root["num"].integer(1, 9999);   // OUT_OF_RANGE /num
//   auto kind = root["kind"].word<StoreKind>(); // UNKNOWN_ENUM /kind
//   if (auto v = root["sign_time"].maybe()) t.sign_time = v.time();   // absent and null read the same
//   for (Reader line : root["orders"].items()) …
//   if (doc.failed()) return doc.error();       // the first complaint; later reads return zero values
//
// A Reader is a cheap view that stays valid as long as its Document. Reading past a complaint is harmless: every getter
// then returns a zero value, so a shape is read top to bottom without a test after each line, and judged once.
// Unknown keys are ignored (contract, general rules). Duplicate keys: the last one wins.
//
// A report on a file that somebody writes by hand names every complaint, and the keys that mean nothing:
//
//   Document doc(bytes, 100);                   // keeps up to 100 complaints, none below another one's place
//   read_shape(doc.root());
//   doc.root().complain_of_unknown();           // UNKNOWN_KEY at every member that nobody asked for
//   for (const Error& e : doc.errors()) …
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/error.hpp"
#include "kefu/money.hpp"
#include "kefu/names.hpp"
#include "kefu/time.hpp"

namespace kefu::json {

class Document;
struct Tree;

class Reader {
 public:
  /// Member of an object; complains if this is no object. A missing member is a Reader that complains when read. The key
  /// must live as long as the Reader: a literal does.
  Reader operator[](std::string_view key) const;
  Reader operator[](const char* key) const;  // for literals: one word to pass, not two
  /// This reader if the value is present and not null, else an empty one: `if (auto v = r["x"].maybe())`.
  Reader maybe() const;
  explicit operator bool() const { return node_ != nullptr; }

  std::string text() const;
  /// The same, good as long as the Document.
  std::string_view view() const;
  /// Text with a length bound in code points (min..max); OUT_OF_RANGE otherwise.
  std::string text(std::size_t min, std::size_t max) const;
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  Fen fen() const;         // 0..kMaxFen
  Fen signed_fen() const;  // -kMaxFen..kMaxFen
  bool boolean() const;
  Instant time() const;    // RFC 3339 with an offset
  Seconds clock() const;   // "09:00"
  std::int64_t date() const;  // "2026-10-01" → day number
  Seconds offset() const;  // "+08:00"

  template <class E>
  E word() const {
    return static_cast<E>(word_index(words<E>()));
  }

  // Members straight into a shape's fields: `r.must("tid", t.tid); r.may("oid", c.oid);`. What `may` finds absent or
  // null keeps its default. One call a member keeps the shapes' code small.
  void must(const char* key, std::string& out) const;
  void must(const char* key, Fen& out) const;
  void must_time(const char* key, Instant& out) const;
  void may(const char* key, std::string& out) const;
  void may(const char* key, std::optional<std::string>& out) const;
  void may(const char* key, Fen& out) const;
  void may(const char* key, std::optional<Fen>& out) const;
  void may(const char* key, bool& out) const;
  void may(const char* key, std::optional<bool>& out) const;
  void may_time(const char* key, std::optional<Instant>& out) const;
  template <class E>
    requires std::is_enum_v<E>
  void must(const char* key, E& out) const {
    out = static_cast<E>(member_word(key, words<E>(), true));
  }
  template <class E>
    requires std::is_enum_v<E>
  void may(const char* key, E& out) const {
    if (const int i = member_word(key, words<E>(), false); i >= 0) out = static_cast<E>(i);
  }
  template <class E>
    requires std::is_enum_v<E>
  void may(const char* key, std::optional<E>& out) const {
    if (const int i = member_word(key, words<E>(), false); i >= 0) out = static_cast<E>(i);
  }

  bool is_object() const;
  bool is_array() const;
  bool is_text() const;
  bool is_null() const;

  /// The elements of an array; complains if it is none or has more than `most`.
  class Items;
  Items items(std::size_t most = 10000) const;
  /// The elements of a member that may be absent or null: then none.
  Items list(const char* key, std::size_t most = 10000) const;
  struct Member;
  /// The members of an object, by key.
  std::vector<Member> members(std::size_t most = 10000) const;

  /// This value as compact JSON text, for passing on what is not ours to read.
  std::string raw() const;

  std::string pointer() const;
  void complain(ErrorCode code) const;
  /// `below`: the pointer from here to what is at fault.
  void complain(ErrorCode code, std::string message, std::string_view below = {}) const;
  /// UNKNOWN_KEY at every member below that was not asked for, where the document keeps more than one complaint.
  void complain_of_unknown() const;
  /// Takes over the complaints of a document that was made from this value, as complaints about it.
  void adopt(const Document& from) const;

 private:
  friend class Document;
  Reader(Document* doc, const void* node, const void* parent = nullptr, std::string_view key = {})
      : doc_(doc), node_(node), parent_(parent), key_(key) {}
  template <class Key>
  Reader member(Key key) const;
  /// The word's place in the list; complains and answers 0 if it is not there.
  int word_index(std::span<const std::string_view> allowed) const;
  /// The same for a member; -1 where it need not be there and is not.
  int member_word(const char* key, std::span<const std::string_view> allowed, bool needed) const;
  bool present() const;
  /// The value if it has this type (a Value::Type); complains otherwise.
  const void* expect(int type, const char* complaint) const;

  Document* doc_ = nullptr;
  const void* node_ = nullptr;  // a Value (tree.hpp), known to reader.cpp alone
  // Where a missing member would have been. Pointers are looked for in the tree when somebody complains, so that reading
  // a sound document builds none.
  const void* parent_ = nullptr;
  std::string_view key_;
};

/// Elements in their order: `for (const Reader& line : r.items())`.
class Reader::Items {
 public:
  class Iterator {
   public:
    Iterator(Document* doc, const void* at) : item_(doc, at) {}
    const Reader& operator*() const { return item_; }
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return item_.node_ == other.item_.node_; }

   private:
    Reader item_;
  };
  Items() = default;
  Iterator begin() const { return {doc_, first_}; }
  Iterator end() const { return {doc_, end_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Reader operator[](std::size_t index) const;

 private:
  friend class Reader;
  Items(Document* doc, const void* first, const void* end, std::size_t size) : doc_(doc), first_(first), end_(end), size_(size) {}
  Document* doc_ = nullptr;
  const void* first_ = nullptr;
  const void* end_ = nullptr;
  std::size_t size_ = 0;
};

struct Reader::Member {
  std::string_view key;  // good as long as the Document
  Reader value;
};

class Document {
 public:
  static constexpr std::size_t kMaxBytes = 4u << 20;
  static constexpr int kMaxDepth = 64;

  explicit Document(std::string_view bytes, std::size_t most_complaints = 1);
  /// `base` with the members of `patch` in place of its own, objects merging by key; keeps as many complaints as patch's does.
  Document(std::string_view base, const Reader& patch);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  Reader root();
  bool failed() const { return !errors_.empty(); }
  const Error& error() const { return errors_.front(); }
  const std::vector<Error>& errors() const { return errors_; }
  /// Keeps the first complaint, or the first of every place.
  void complain(Error error);

 private:
  friend class Reader;
  std::string pointer_to(const void* node) const;
  bool full() const { return errors_.size() >= most_; }

  std::unique_ptr<Tree> tree_;
  std::size_t most_;
  std::vector<Error> errors_;
};

}  // namespace kefu::json
