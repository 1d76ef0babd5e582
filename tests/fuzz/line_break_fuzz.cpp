// Any bytes as a text to be set: lines follow each other and lose nothing but white space.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ui/line_break.hpp"

namespace {

float one_em(void*, char32_t c) { return c < 0x80 ? 8.0f : 16.0f; }

void hold(bool kept) {
  if (!kept) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const float width = static_cast<float>(bytes[0]);
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  std::uint32_t at = 0;
  for (const auto& line : kefu::ui::break_lines(text, width, one_em, nullptr)) {
    hold(line.begin >= at && line.begin <= line.end && line.end <= text.size());
    for (const char c : text.substr(at, line.begin - at)) hold(c == ' ' || c == '\n' || c == '\t' || c == '\r');
    const auto cut = kefu::ui::cut_line(text, line, width, one_em, nullptr);
    hold(cut.begin >= line.begin && cut.begin <= cut.end && cut.end <= text.size());
    at = line.end;
  }
  return 0;
}
