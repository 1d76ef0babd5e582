#include "ui/arena.hpp"

#include <cstdlib>
#include <new>

namespace kefu::ui {
namespace {

constexpr std::size_t kBlock = 16 * 1024, kAlign = 8;

}  // namespace

Arena::~Arena() { clear(); }

char* Arena::take(std::size_t bytes) {
  bytes = (bytes + kAlign - 1) & ~(kAlign - 1);
  if (!last_ || last_->size - last_->used < bytes) {
    const std::size_t size = sizeof(Block) + (bytes > kBlock ? bytes : kBlock);
    last_ = new (std::malloc(size)) Block{last_, sizeof(Block), size};
  }
  char* room = reinterpret_cast<char*>(last_) + last_->used;
  last_->used += bytes;
  return room;
}

std::string_view Arena::keep(std::string_view text) {
  char* room = take(text.size() + 1);
  text.copy(room, text.size());
  room[text.size()] = 0;
  return {room, text.size()};
}

// Every block goes, so that a sanitizer sees whoever held on to a text.
void Arena::clear() {
  while (last_) {
    Block* before = last_->before;
    std::free(last_);
    last_ = before;
  }
}

}  // namespace kefu::ui
