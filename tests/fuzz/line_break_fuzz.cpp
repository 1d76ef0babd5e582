// Any text to be set in lines: they follow each other and lose nothing but white space. Text in the panel comes out of
// documents, so it is valid UTF-8.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "oracle.hpp"
#include "ui/line_break.hpp"

namespace {

float one_em(void*, char32_t c) { return c < 0x80 ? 8.0f : 16.0f; }

/// Well-formed, with U+FFFD where it was not.
std::string mended(std::string text) {
  using Json = nlohmann::json;
  return Json::parse(Json(std::move(text)).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

bool white(std::string_view text) {
  constexpr std::string_view kIdeographicSpace = "\u3000";
  while (!text.empty()) {
    if (text.starts_with(kIdeographicSpace)) text.remove_prefix(kIdeographicSpace.size());
    else if (text[0] == ' ' || text[0] == '\t' || text[0] == '\n') text.remove_prefix(1);
    else return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using kefu::fuzz::promise;
  if (size == 0) return 0;
  const float width = static_cast<float>(bytes[0]);
  const std::string text = mended({reinterpret_cast<const char*>(bytes) + 1, size - 1});
  std::uint32_t at = 0;
  for (const auto& line : kefu::ui::break_lines(text, width, one_em, nullptr)) {
    promise(line.begin >= at && line.begin <= line.end && line.end <= text.size(), "lines follow each other", text);
    promise(white(std::string_view(text).substr(at, line.begin - at)), "only white space is lost between lines", text);
    const auto cut = kefu::ui::cut_line(text, line, width, one_em, nullptr);
    promise(cut.begin >= line.begin && cut.begin <= cut.end && cut.end <= line.end, "a cut line is a part of the line", text);
    at = line.end;
  }
  promise(white(std::string_view(text).substr(at)), "nothing but white space is left over", text);
  return 0;
}
