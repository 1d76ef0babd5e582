// Buffers in and text out.
#include <cstdlib>

#include "module/exports.hpp"

namespace kefu::module {
namespace {
std::string text_out;
}

void answer(std::string text) { text_out = std::move(text); }

KEFU_EXPORT(alloc) void* kefu_alloc(std::uint32_t n) { return std::malloc(n ? n : 1); }
KEFU_EXPORT(release) void kefu_release(void* p) { std::free(p); }
KEFU_EXPORT(out_ptr) const char* kefu_out_ptr() { return text_out.data(); }
KEFU_EXPORT(out_len) std::uint32_t kefu_out_len() { return static_cast<std::uint32_t>(text_out.size()); }

}  // namespace kefu::module
