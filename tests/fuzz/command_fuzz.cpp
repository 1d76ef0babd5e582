// One command of the contract, named by KEFU_COMMAND, over any bytes.
#include <cstddef>
#include <cstdint>

#include "json/shapes.hpp"
#include "oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  kefu::fuzz::keep(KEFU_COMMAND, {reinterpret_cast<const char*>(bytes), size}, kefu::json::builtin_policies());
  return 0;
}
