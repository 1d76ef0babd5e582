// Any text to be set in lines: they follow each other and lose nothing but white space, and putting each in the order in
// which it is seen only moves glyphs within it. Text in the panel comes out of documents, so it is valid UTF-8.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "oracle.hpp"
#include "ui/clusters.hpp"
#include "ui/line_break.hpp"
#include "ui/scripts.hpp"

namespace {

using kefu::ui::Line;

float one_em(void*, char32_t c) { return c < 0x80 ? 8.0f : 16.0f; }

/// Well-formed, with U+FFFD where it was not.
std::string mended(std::string text) {
  using Json = nlohmann::json;
  return Json::parse(Json(std::move(text)).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

// What may get lost between two lines: white space, new lines, and signs that have no width.
bool lost(std::string_view text, const kefu::ui::Clusters& clusters) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = clusters.base(kefu::ui::decode(text, at));
    const bool space = c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x3000 || c == 0x205F ||
                       (c >= 0x2000 && c <= 0x200A && c != 0x2007);
    const bool unseen = c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                        (c >= 0x2061 && c <= 0x206F);
    if (!space && !unseen) return false;
  }
  return true;
}

bool short_enough(void* width, std::string_view word) { return static_cast<float>(word.size()) * 4 <= *static_cast<float*>(width); }

// How many glyphs there are, and what they are whatever their order; brackets that were mirrored count as what they were.
std::vector<char32_t> glyphs(std::string_view text) {
  std::vector<char32_t> out;
  constexpr std::u32string_view kMirrored = U"()[]{}（）［］｛｝〈〉《》「」『』【】〔〕〖〗〘〙〚〛｟｠｢｣<>«»‹›≤≥≪≫＜＞";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = kefu::ui::decode(text, at);
    const std::size_t i = kMirrored.find(c);
    out.push_back(i == kMirrored.npos ? c : kMirrored[i & ~std::size_t{1}]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using kefu::fuzz::promise;
  if (size == 0) return 0;
  float width = static_cast<float>(bytes[0]);
  kefu::ui::Clusters clusters;
  const std::string text = clusters.intern(mended({reinterpret_cast<const char*>(bytes) + 1, size - 1}), short_enough, &width);
  const std::vector<Line> lines = kefu::ui::break_lines(text, width, one_em, nullptr, &clusters);
  std::uint32_t at = 0;
  for (const Line& line : lines) {
    promise(line.begin >= at && line.begin <= line.end && line.end <= text.size(), "lines follow each other", text);
    promise(lost(std::string_view(text).substr(at, line.begin - at), clusters), "only white space and the unseen are lost between lines", text);
    const auto cut = kefu::ui::cut_line(text, line, width, one_em, nullptr);
    promise(cut.begin >= line.begin && cut.begin <= cut.end && cut.end <= line.end, "a cut line is a part of the line", text);
    at = line.end;
  }
  promise(lost(std::string_view(text).substr(at), clusters), "nothing but white space and the unseen is left over", text);

  std::string seen = text;
  kefu::ui::order_lines(seen, lines, clusters);
  promise(seen.size() == text.size(), "ordering keeps the lines where they are", text);
  at = 0;
  for (const Line& line : lines) {
    promise(seen.substr(at, line.begin - at) == text.substr(at, line.begin - at), "between lines nothing is moved", text);
    at = line.end;
    const auto of = [&](const std::string& all) { return glyphs(std::string_view(all).substr(line.begin, line.end - line.begin)); };
    promise(of(seen) == of(text), "ordering moves glyphs within their line and loses none", text);
  }
  return 0;
}
