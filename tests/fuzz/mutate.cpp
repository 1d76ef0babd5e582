// libFuzzer's custom mutator for JSON. Changed byte by byte, nearly every document would die in the parser; changed
// value by value, it reaches the rules. One in eight is changed by bytes all the same.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "json/reader.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace {

using Json = nlohmann::ordered_json;
using Random = std::minstd_rand;

constexpr std::int64_t kNumbers[] = {0, 1, -1, 2, 3, 99, 100, 1000, 86400, 10000, 65536, 4294967296, 9007199254740991,
                                     9007199254740992, INT64_MAX, INT64_MIN};

std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

struct Place {
  Json* value;
  Json* parent;      // nullptr: the root
  std::string key;   // "" in an array
};

void collect(std::vector<Place>& places, Json& value, Json* parent, const std::string& key) {
  places.push_back({&value, parent, key});
  if (value.is_object())
    for (auto& [name, member] : value.items()) collect(places, member, &value, name);
  if (value.is_array())
    for (Json& item : value) collect(places, item, &value, "");
}

std::vector<Place> places_of(Json& root) {
  std::vector<Place> places;
  collect(places, root, nullptr, "");
  return places;
}

/// libFuzzer's own changes, which know the dictionary.
std::string changed(std::string text, Random& random) {
  constexpr std::size_t kRoom = 64;
  if (below(random, 3) == 0) text.clear();  // then a word of the dictionary is likely
  const std::size_t size = text.size();
  text.resize(size + kRoom);
  text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
  return text;
}

void change_scalar(Json& value, Random& random) {
  if (value.is_boolean()) value = !value.get<bool>();
  else if (value.is_number_integer() && below(random, 2) == 0)
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value.get<std::int64_t>()) + below(random, 5) - 2);
  else if (value.is_number()) value = kNumbers[below(random, std::size(kNumbers))];
  else if (value.is_string()) {
    std::string text = value.get<std::string>();
    if (text.size() >= 20 && text[4] == '-' && below(random, 4) != 0) {  // a time: another one
      char& digit = text[below(random, text.size())];
      if (digit >= '0' && digit <= '9') digit = static_cast<char>('0' + below(random, 10));
      value = text;
    } else {
      value = changed(text, random);
    }
  } else if (value.is_null()) {
    value = kNumbers[below(random, std::size(kNumbers))];
  }
}

void change(Json& root, Random& random) {
  const std::vector<Place> places = places_of(root);
  const Place at = places[below(random, places.size())];
  const Place other = places[below(random, places.size())];
  switch (below(random, 8)) {
    case 0:
    case 1:
    case 2: change_scalar(*at.value, random); break;
    case 3: *at.value = Json(*other.value); break;
    case 4: {  // the same member of something else: one line's num for another's
      std::vector<Place> alike;
      for (const Place& p : places)
        if (p.key == at.key && p.value->type() == at.value->type()) alike.push_back(p);
      *at.value = Json(*alike[below(random, alike.size())].value);
      break;
    }
    case 5:
      if (at.parent && at.parent->is_object()) at.parent->erase(at.key);
      else if (at.parent) at.parent->erase(at.parent->begin() + (at.value - &(*at.parent)[0]));
      break;
    case 6:
      if (at.value->is_array()) at.value->push_back(Json(at.value->empty() ? *other.value : (*at.value)[below(random, at.value->size())]));
      else if (at.value->is_object()) {
        const Json copy = *other.value;
        (*at.value)[other.key.empty() ? changed("", random) : other.key] = copy;
      }
      break;
    default: {
      const Json kinds[] = {nullptr, true, 0, "", Json::array(), Json::object()};
      *at.value = kinds[below(random, std::size(kinds))];
    }
  }
}

bool read(const std::uint8_t* bytes, std::size_t size, Json& out) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (kefu::json::Document(text).failed()) return false;
  out = Json::parse(text, nullptr, false);
  return !out.is_discarded();
}

/// 0: it does not fit.
std::size_t write(const Json& value, std::uint8_t* bytes, std::size_t most) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > most) return 0;
  std::memcpy(bytes, text.data(), text.size());
  return text.size();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
  Random random(seed);
  Json root;
  if (below(random, 8) == 0 || !read(bytes, size, root)) return LLVMFuzzerMutate(bytes, size, most);
  for (std::size_t times = 1 + below(random, 3); times > 0; --times) change(root, random);
  const std::size_t written = write(root, bytes, most);
  return written > 0 ? written : LLVMFuzzerMutate(bytes, size, most);
}

/// A part of one document in the place of the same part of another: their `trade`, our `event`.
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* ours, std::size_t our_size, const std::uint8_t* theirs,
                                                 std::size_t their_size, std::uint8_t* out, std::size_t most, unsigned seed) {
  Random random(seed);
  Json one, two;
  if (!read(ours, our_size, one) || !read(theirs, their_size, two)) return 0;
  const std::vector<Place> into = places_of(one), from = places_of(two);
  const Place at = into[below(random, into.size())];
  std::vector<Place> alike;
  for (const Place& p : from)
    if (p.key == at.key && p.parent) alike.push_back(p);
  if (alike.empty()) return 0;
  *at.value = *alike[below(random, alike.size())].value;
  return write(one, out, most);
}
