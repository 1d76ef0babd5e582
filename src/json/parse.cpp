// From bytes to a tree, by nlohmann/json's parser: what it reports is put into one row as it comes.
#include <charconv>
#include <nlohmann/json.hpp>

#include "json/tree.hpp"

namespace kefu::json {

namespace {

using Type = Value::Type;

// libc++ has std::string's members compiled for size in its archive, out of the compiler's reach, and the parser pushes
// every byte into one: a string of another allocator is compiled here.
template <class T>
struct Allocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = Allocator<U>;
  };
};
struct Text : std::basic_string<char, std::char_traits<char>, Allocator<char>> {
  using basic_string::basic_string;
  Text(const std::string& text) : basic_string(text) {}
};
using Json = nlohmann::basic_json<std::map, std::vector, Text>;

// What nlohmann's parser calls. Every callback answers whether to go on.
class Builder {
 public:
  Builder(Tree& tree, int most_depth) : tree_(tree), room_(most_depth) {}

  bool null() { return put(Type::null); }
  bool boolean(bool v) { return put(Type::boolean, v ? "true" : "false"); }
  bool number_integer(std::int64_t v) { return whole(v); }
  bool number_unsigned(std::uint64_t v) { return whole(v); }
  bool number_float(double, const Text& digits) {
    // The parser also makes floats of whole numbers that fit no word.
    const bool is_whole = digits.find_first_of(".eE") == Text::npos;
    return put(is_whole ? Type::integer : Type::fraction, kept(digits));
  }
  bool string(const Text& v) { return put(Type::text, kept(v)); }
  bool binary(const Json::binary_t&) { return false; }  // JSON text has none
  bool key(const Text& v) {
    key_ = kept(v);
    return true;
  }
  bool start_object(std::size_t) { return open(Type::object); }
  bool start_array(std::size_t) { return open(Type::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;
  }

 private:
  // parse() has made room for every byte, so what is kept does not move.
  std::string_view kept(std::string_view text) {
    const std::size_t from = tree_.bytes.size();
    tree_.bytes.append(text);
    return std::string_view(tree_.bytes).substr(from);
  }
  template <class Integer>
  bool whole(Integer v) {
    char digits[24];
    return put(Type::integer, kept({digits, static_cast<std::size_t>(std::to_chars(digits, std::end(digits), v).ptr - digits)}));
  }
  bool put(Type type, std::string_view text = {}) {
    if (!open_.empty()) ++tree_.values[open_.back()].count;
    Value& v = tree_.values.emplace_back();
    v.type = type;
    v.text = text;
    v.key = key_;
    key_ = {};
    return true;
  }
  bool open(Type type) {
    put(type);
    open_.push_back(tree_.values.size() - 1);
    return --room_ >= 0;
  }
  bool close() {
    Value& container = tree_.values[open_.back()];
    container.span = static_cast<std::uint32_t>(&tree_.values.back() - &container) + 1;
    open_.pop_back();
    ++room_;
    return true;
  }

  Tree& tree_;
  int room_;  // levels left
  std::string_view key_;
  std::vector<std::size_t> open_;
};

}  // namespace

bool parse(std::string_view bytes, int most_depth, Tree& tree) {
  tree.values.clear();
  tree.bytes.clear();
  tree.bytes.reserve(bytes.size());  // nothing reads longer than it was written
  tree.values.reserve(bytes.size() / 16 + 1);
  Builder builder(tree, most_depth);
  // The parser takes a zero byte for the end.
  const bool valid = bytes.find('\0') == std::string_view::npos &&
                     Json::sax_parse(bytes.data(), bytes.data() + bytes.size(), &builder);
  if (!valid) tree.values.assign(1, Value{});
  return valid;
}

}  // namespace kefu::json
