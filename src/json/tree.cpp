#include "json/tree.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace kefu::json {

namespace {

// What nlohmann's parser calls. Every callback answers whether to go on.
class Builder {
 public:
  explicit Builder(Value& root) : root_(root) {}

  bool null() { return put(Value::Type::null); }
  bool boolean(bool v) { return put(Value::Type::boolean, v ? 1 : 0); }
  bool number_integer(std::int64_t v) { return put(Value::Type::integer, v); }
  bool number_unsigned(std::uint64_t v) {
    if (v <= static_cast<std::uint64_t>(INT64_MAX)) return put(Value::Type::integer, static_cast<std::int64_t>(v));
    put(Value::Type::too_large);
    last_->text = std::to_string(v);
    return true;
  }
  bool number_float(double, const std::string& digits) {
    // The parser also makes floats of whole numbers that fit no word: those are too large rather than of a wrong type.
    const bool whole = digits.find_first_of(".eE") == std::string::npos;
    put(whole ? Value::Type::too_large : Value::Type::fraction);
    last_->text = digits;
    return true;
  }
  bool string(std::string& v) {
    put(Value::Type::text);
    last_->text = std::move(v);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }  // JSON text has none
  bool key(std::string& v) {
    key_ = std::move(v);
    return true;
  }
  bool start_object(std::size_t) { return open(Value::Type::object); }
  bool start_array(std::size_t) { return open(Value::Type::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;
  }

 private:
  // A parent's items do not move while one of them is open, so the pointers of open_ stay good.
  bool put(Value::Type type, std::int64_t integer = 0) {
    last_ = open_.empty() ? &root_ : &open_.back()->items.emplace_back();
    last_->type = type;
    last_->integer = integer;
    last_->key = std::move(key_);
    key_.clear();
    return true;
  }
  bool open(Value::Type type) {
    put(type);
    open_.push_back(last_);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Value& root_;
  Value* last_ = nullptr;
  std::vector<Value*> open_;
  std::string key_;
};

}  // namespace

bool parse(std::string_view bytes, Value& root) {
  Builder builder(root);
  if (nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder)) return true;
  root = {};
  return false;
}

const Value* find(const Value& object, std::string_view key) {
  for (std::size_t i = object.items.size(); i-- > 0;)
    if (object.items[i].key == key) return &object.items[i];
  return nullptr;
}

namespace {

// For std::qsort, which the module has anyway: std::sort would cost it 2 KB. Members of one name in their order.
int by_name(const void* left, const void* right) {
  const Value* a = *static_cast<const Value* const*>(left);
  const Value* b = *static_cast<const Value* const*>(right);
  const int order = a->key.compare(b->key);
  return order != 0 ? order : a < b ? -1 : 1;
}

int by_place(const void* left, const void* right) {
  return *static_cast<const Value* const*>(left) < *static_cast<const Value* const*>(right) ? -1 : 1;
}

}  // namespace

std::vector<const Value*> members_of(const Value& object) {
  std::vector<const Value*> members;
  if (object.items.empty()) return members;
  members.reserve(object.items.size());
  for (const Value& v : object.items) members.push_back(&v);
  std::qsort(members.data(), members.size(), sizeof(const Value*), by_name);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (i + 1 == members.size() || members[i]->key != members[i + 1]->key) members[kept++] = members[i];
  members.resize(kept);
  std::qsort(members.data(), members.size(), sizeof(const Value*), by_place);
  return members;
}

void merge(Value& base, const Value& patch) {
  const auto merges = [](const Value& v) { return v.type == Value::Type::object && !find(v, "unverified"); };
  if (!merges(base) || !merges(patch)) {
    base = patch;
    return;
  }
  for (const Value* member : members_of(patch)) {
    // The members of `base` are its own, whatever find() lets others do with them.
    if (const Value* old = find(base, member->key)) merge(const_cast<Value&>(*old), *member);
    else base.items.push_back(*member);
  }
}

}  // namespace kefu::json
