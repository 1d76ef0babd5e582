#include "panel/yuan.hpp"

#include <algorithm>
#include <string>

#include "ui/clusters.hpp"

namespace kefu::panel {

namespace {

constexpr int kMostDigits = 15;  // as fen still far from the end of 64 bits

// A Chinese keyboard gives full-width digits and marks, and 。 for the point.
std::string half_width(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = ui::decode(text, at);
    if (c > 0xFF00 && c < 0xFF5F) c -= 0xFEE0;
    if (c == U'。') c = '.';
    const bool sign = c == U'¥' || c == U'￥' ? out.empty() : c == U'元' && at == text.size();
    if (c == ' ' || c == 0x3000 || sign) continue;
    out += c < 0x80 ? static_cast<char>(c) : '?';
  }
  return out;
}

}  // namespace

std::optional<Fen> parse_yuan(std::string_view text) {
  const std::string plain = half_width(text);
  const std::size_t size = plain.size();
  // The last mark is the point, but for a comma before three digits: that sets thousands apart.
  std::size_t point = plain.find_last_of(".,");
  if (point > size || (plain[point] == ',' && size - point > 3)) point = size;
  if (size > point + 3) return std::nullopt;
  Fen fen = 0;
  int digits = 0;
  for (std::size_t at = 0; at < size; ++at) {
    const char c = plain[at];
    if (at == point || (c == ',' && at > 0 && at < point && plain[point] != ',' && (point - at) % 4 == 0)) continue;
    if (c < '0' || c > '9' || ++digits > kMostDigits) return std::nullopt;
    fen = fen * 10 + (c - '0');
  }
  if (digits == 0) return std::nullopt;
  for (std::size_t end = std::max(size, point + 1); end < point + 3; ++end) fen *= 10;
  return fen;
}

}  // namespace kefu::panel
