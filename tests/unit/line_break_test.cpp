// Line breaking against a golden file: tests/vectors/line_break.txt.
#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "source.hpp"
#include "ui/clusters.hpp"
#include "ui/line_break.hpp"

using namespace kefu::ui;

namespace {

float half_or_whole(void*, char32_t c) { return c < 0x250 ? 0.5f : 1.0f; }

struct Case {
  float width = 0;
  std::string text;
  std::vector<std::string> lines;
};

std::vector<Case> golden() {
  std::ifstream file(kefu::test::source_path("tests/vectors/line_break.txt"));
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '|') {
      cases.back().lines.push_back(line.substr(1));
    } else {
      const std::size_t space = line.find(' ');
      cases.push_back({std::stof(line.substr(0, space)), line.substr(space + 1), {}});
    }
  }
  return cases;
}

std::vector<std::string> broken(const std::string& text, float width) {
  std::vector<std::string> out;
  for (const Line& l : break_lines(text, width, half_or_whole, nullptr)) out.push_back(text.substr(l.begin, l.end - l.begin));
  return out;
}

}  // namespace

TEST_CASE("lines stand as a Chinese typesetter would break them") {
  const auto cases = golden();
  REQUIRE(cases.size() >= 15);
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(broken(c.text, c.width) == c.lines);
  }
}

TEST_CASE("no line is wider than its column, and none starts with closing punctuation, at any width") {
  const std::string text = "您好，（订单 20261120-7781）的退款￥86.95已经提交：请等待48小时！“谢谢”……——再见。";
  for (float width = 4; width < 40; width += 0.5f) {
    CAPTURE(width);
    for (const Line& l : break_lines(text, width, half_or_whole, nullptr)) {
      CHECK(l.width <= width);
      std::size_t at = l.begin;
      const char32_t first = decode(text, at);
      CHECK(std::u32string_view(U"，：！。）”").find(first) == std::u32string_view::npos);
    }
  }
}

TEST_CASE("an ellipsis cuts between glyphs, never inside one") {
  Clusters clusters;
  const std::string text = clusters.intern("一家👨‍👩‍👧来了");
  CHECK(clusters.text(0xE000) == "👨‍👩‍👧");
  const Line all{0, static_cast<std::uint32_t>(text.size()), 0};
  const Line cut = cut_line(text, all, 3, half_or_whole, nullptr);
  CHECK(text.substr(0, cut.end) == text.substr(0, text.find("来")));
}

TEST_CASE("private-use characters of a user and broken bytes become replacement characters") {
  Clusters clusters;
  CHECK(clusters.intern("a\xEE\x80\x80z") == "a\xEF\xBF\xBDz");
  CHECK(clusters.intern("a\xC3z") == "a\xEF\xBF\xBDz");
  CHECK(clusters.intern("普通文字 plain") == "普通文字 plain");
}

TEST_CASE("flags, keycaps, skin tones and accents are one glyph each, and the same cluster the same glyph") {
  Clusters clusters;
  CHECK(clusters.intern("🇨🇳🇨🇳") == "\xEE\x80\x80\xEE\x80\x80");
  CHECK(clusters.intern("1️⃣👍🏽e\xCC\x81").size() == 9);
  CHECK(clusters.text(0xE003) == "e\xCC\x81");
}
