// operator new that keeps freed small blocks for the next of their size: a command allocates some hundred short-lived
// strings and rows, and the small general allocator of the module searches its regions for each of them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::size_t kStep = 16, kClasses = 17;  // blocks of up to 256 bytes, by sixteens; class 0: not kept

union Block {
  std::uint64_t size_class;  // while in use: stands before what was asked for, and keeps its alignment
  Block* next;               // while waiting
};
Block* waiting[kClasses];

}  // namespace

void* operator new(std::size_t bytes) {
  std::size_t size_class = (bytes + kStep - 1) / kStep;
  if (size_class >= kClasses) size_class = 0;
  Block* block = waiting[size_class];
  if (block) {
    waiting[size_class] = block->next;
  } else {
    block = static_cast<Block*>(std::malloc(sizeof(Block) + (size_class ? size_class * kStep : bytes)));
    if (!block) __builtin_trap();  // no exceptions here, and nothing a caller could do
  }
  block->size_class = size_class;
  return block + 1;
}

void operator delete(void* p) noexcept {
  if (!p) return;
  Block* const block = static_cast<Block*>(p) - 1;
  const auto size_class = static_cast<std::size_t>(block->size_class);
  if (size_class == 0) return std::free(block);
  block->next = waiting[size_class];
  waiting[size_class] = block;
}
