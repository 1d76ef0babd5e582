// tree.hpp: a parsed document, as small as the readers need it. nlohmann/json reads the bytes and reports what it sees
// (its SAX interface); its own value type would bring maps, printing and a float printer into the module.
//
//   Value root;
//   if (!parse(bytes, root)) …               // not valid UTF-8 JSON
//   const Value* v = find(root, "tid");      // the last member of this name, or nullptr
//
// A number with a fraction or an exponent keeps its text: the contract has none, but a shop's own extras may.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::json {

struct Value {
  enum class Type : std::uint8_t { null, boolean, integer, too_large, fraction, text, array, object };
  Type type = Type::null;
  std::int64_t integer = 0;  // also 0 or 1 of a boolean
  std::string text;          // of a text; a number's own digits where they fit no int64
  std::string key;           // its name, where it is a member
  std::vector<Value> items;  // elements or members, in the document's order
  mutable bool asked = false;  // a member that a reader looked for: what nobody looks for is not known (reader.hpp)
};

/// False where the bytes are no valid UTF-8 JSON. Depth must have been bounded before.
bool parse(std::string_view bytes, Value& root);
const Value* find(const Value& object, std::string_view key);
/// The members without those that a later one of the same name replaces.
std::vector<const Value*> members_of(const Value& object);
/// A patch: objects merge by key, anything else replaces what was there, as does a value that says whether somebody
/// could source it ({"value", "unverified"}).
void merge(Value& base, const Value& patch);

}  // namespace kefu::json
