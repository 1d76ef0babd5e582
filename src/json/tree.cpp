#include "json/tree.hpp"

#include <cstdlib>

namespace kefu::json {

const Value* find(const Value& object, const char* key) {
  const Value* found = nullptr;
  for (const Value& v : children(object)) {
    // Names mostly differ in their first letter: comparing here saves measuring the key and calling memcmp.
    std::size_t same = 0;
    while (same < v.key.size() && key[same] != 0 && v.key[same] == key[same]) ++same;
    if (same == v.key.size() && key[same] == 0) found = &v;
  }
  return found;
}

const Value* find(const Value& object, std::string_view key) {
  const Value* found = nullptr;
  for (const Value& v : children(object))
    if (v.key == key) found = &v;
  return found;
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
  if (object.count == 0) return members;
  members.reserve(object.count);
  for (const Value& v : children(object)) members.push_back(&v);
  std::qsort(members.data(), members.size(), sizeof(const Value*), by_name);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (i + 1 == members.size() || members[i]->key != members[i + 1]->key) members[kept++] = members[i];
  members.resize(kept);
  std::qsort(members.data(), members.size(), sizeof(const Value*), by_place);
  return members;
}

}  // namespace kefu::json
