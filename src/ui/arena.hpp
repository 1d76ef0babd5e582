// arena.hpp: text and small arrays that live until the next pass. Building and dropping them one by one would cost the
// module a constructor and a destructor at every call of a widget.
//
//   Arena a;
//   std::string_view words = a.keep("还剩 " + n);   // valid until a.clear()
//   a.clear();
#pragma once
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

namespace kefu::ui {

class Arena {
 public:
  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Room for `bytes`, aligned for numbers and pointers.
  char* take(std::size_t bytes);
  /// A copy that ends with a NUL, which its length leaves out.
  std::string_view keep(std::string_view text);
  /// Plain data only: it is copied as bytes.
  template <class T>
  std::span<const T> keep_all(const T* first, std::size_t count) {
    char* room = take(count * sizeof(T));
    std::memcpy(room, first, count * sizeof(T));
    return {reinterpret_cast<const T*>(room), count};
  }
  /// Everything taken so far is void.
  void clear();

 private:
  struct Block {
    Block* before;
    std::size_t used, size;
  };
  Block* last_ = nullptr;
};

}  // namespace kefu::ui
