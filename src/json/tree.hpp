// tree.hpp: a parsed document: one buffer of text and one row of values that point into it.
//
//   Tree tree;
//   if (!parse(bytes, 64, tree)) …           // not valid UTF-8 JSON (RFC 8259)
//   const Value* v = find(tree.values[0], "tid");      // the last member of this name, or nullptr
//   for (const Value& v : children(array)) …
//
// Values lie in the document's order, a container before what it holds, so that a child needs no pointer and a document
// of any size costs two allocations. A number keeps its digits: who reads one knows what it may be, and no amount passes
// through floating point.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::json {

struct Value {
  enum class Type : std::uint8_t { null, boolean, integer, fraction, text, array, object };
  Type type = Type::null;
  std::uint32_t count = 0;  // elements or members
  std::uint32_t span = 1;   // values from this one to the end of what it holds
  std::string_view key;     // its name, where it is a member
  std::string_view text;    // of a text; as it was written, of a number or a boolean
  mutable bool asked = false;  // a member that a reader looked for: what nobody looks for is not known (reader.hpp)
};

struct Tree {
  Tree() = default;
  Tree(const Tree&) = delete;  // the values point into the text
  Tree& operator=(const Tree&) = delete;
  std::string bytes;
  std::vector<Value> values{Value{}};  // never empty: what is no document reads as null
};

/// Elements or members, in the document's order.
class Children {
 public:
  class Iterator {
   public:
    explicit Iterator(const Value* at) : at_(at) {}
    const Value& operator*() const { return *at_; }
    Iterator& operator++() { return at_ += at_->span, *this; }
    bool operator==(const Iterator&) const = default;

   private:
    const Value* at_;
  };
  explicit Children(const Value& parent) : parent_(parent) {}
  Iterator begin() const { return Iterator(&parent_ + 1); }
  Iterator end() const { return Iterator(&parent_ + parent_.span); }

 private:
  const Value& parent_;
};
inline Children children(const Value& parent) { return Children(parent); }

/// False where the bytes are no valid UTF-8 JSON, or nest deeper than this.
bool parse(std::string_view bytes, int most_depth, Tree& tree);
const Value* find(const Value& object, const char* key);
const Value* find(const Value& object, std::string_view key);  // a name from a document, which may hold zeros
/// The members without those that a later one of the same name replaces.
std::vector<const Value*> members_of(const Value& object);

}  // namespace kefu::json
