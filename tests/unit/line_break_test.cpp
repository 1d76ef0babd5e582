// Line breaking against a golden file, tests/vectors/line_break.txt, and against what holds for any text.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "property.hpp"
#include "source.hpp"
#include "ui/clusters.hpp"
#include "ui/line_break.hpp"

namespace line_break_test {

using namespace kefu::ui;

namespace {

// The letters of a word, each with its marks.
float letters(std::string_view word) {
  static Clusters clusters;
  const std::string loose = clusters.intern(word, [](void*, std::string_view) { return false; });
  float n = 0;
  for (std::size_t at = 0; at < loose.size(); ++n) decode(loose, at);
  return n;
}

// An ideograph is 1 wide, a letter of an alphabet ½, a word as wide as its letters.
float half_or_whole(void* context, char32_t c) {
  const auto* clusters = static_cast<const Clusters*>(context);
  const char32_t base = clusters ? clusters->base(c) : c;
  const float letter = base < 0x1100 || (base >= 0x1E00 && base < 0x2000) ? 0.5f : 1.0f;
  return clusters && !clusters->text(c).empty() && letter < 1 ? letter * letters(clusters->text(c)) : letter;
}

bool fits(void* width, std::string_view word) { return letters(word) / 2 <= *static_cast<float*>(width); }

// Text as the panel has it, and its lines.
struct Text {
  explicit Text(const std::string& text) : words(text) {}
  std::vector<Line> lines(float width) {
    interned = clusters.intern(words, fits, &width);
    return break_lines(interned, width, half_or_whole, &clusters, &clusters);
  }

  std::string original(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t at = begin; at < end;) {
      const char32_t c = decode(interned, at);
      if (c == kSoftHyphen)
        out += at == end ? "-" : "";  // as it is drawn
      else if (const auto cluster = clusters.text(c); !cluster.empty())
        out += cluster;
      else
        append_utf8(out, c);
    }
    return out;
  }

  std::string words, interned;
  Clusters clusters;
};

struct Case {
  float width = 0;
  std::string text;
  std::vector<std::string> lines;
};

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text[++i] == 'n') {
      out += '\n';
    } else {
      append_utf8(out, static_cast<char32_t>(std::stoul(text.substr(i + 1, 4), nullptr, 16)));
      i += 4;
    }
  }
  return out;
}

std::vector<Case> golden() {
  std::ifstream file(kefu::test::source_path("tests/vectors/line_break.txt"));
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '|') {
      cases.back().lines.push_back(unescaped(line.substr(1)));
    } else {
      const std::size_t space = line.find(' ');
      cases.push_back({std::stof(line.substr(0, space)), unescaped(line.substr(space + 1)), {}});
    }
  }
  return cases;
}

// --- What holds for any text, told without the tables of the breaker ---------------------------------------------------

constexpr std::u32string_view kNeverFirst =
    U"、。，．：；？！）》〉」』】〕〗”’…—～％℃·々ー,.:;?!)]}%］｝｠‼⁇⁈⁉′″゛゜ゝヽ｡､ぁっゃァッャㇰาะๆฯາະໆ་។။";
constexpr std::u32string_view kNeverLast = U"（《〈「『【〔〖“‘￥¥$€£([{［｛｟〝＄￡№เแโใไເແໂໃໄ";
constexpr std::u32string_view kNoBreak = U"\u00A0\u202F\u2011\u2060\uFEFF";
constexpr std::u32string_view kLost = U" \t\r\u3000\u200B\u00AD\u200F";

bool in(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

struct Sign {
  std::size_t at;
  char32_t c;     // a cluster's first code point
  bool after_space;
};

// What is seen of a line, or is glue.
std::vector<Sign> signs(const Text& text, std::size_t begin, std::size_t end) {
  std::vector<Sign> out;
  bool space = false;
  for (std::size_t at = begin; at < end;) {
    const std::size_t here = at;
    const char32_t c = text.clusters.base(decode(text.interned, at));
    if (in(kLost, c)) {
      space = space || (c != kSoftHyphen && c != 0x200F);
      continue;
    }
    out.push_back({here, c, space});
    space = false;
  }
  return out;
}

bool offends(const Sign& last, const Sign& first, bool space) {
  return in(kNeverLast, last.c) || in(kNeverFirst, first.c) || in(kNoBreak, first.c) || (in(kNoBreak, last.c) && !space);
}

const std::vector<std::string> kPieces = {
    "退款", "请问", "我想要", "的", "，", "。", "！", "？", "：", "；", "、", "（", "）", "《", "》", "「", "」", "“", "”", "‘", "’",
    "……", "——", "［", "］", "｛", "｝", "〝", "№", "‼", "‼️", "⁉", "′", "″", "℃", "ー", "っ", "ゃ", "ッ", "ヽ", "゛", "｡", "､", "ㇰ",
    "refund", "SKU-12", "a.b/c?d=1", "(x)", "[1]", "don’t", "it's", "\"好\"", "Товар", "ещё", "Việt", "rất", "λόγος", "é",
    "cafe\u0301", "и\u0306", "5", "48", "1,286.95", "２０", "¥", "￥", "$", "−", "%", " kg", "公斤", "毫升", " 小时", "万元", "个工作日",
    " ", "  ", "\u3000", "\n", "\r\n", "\u00A0", "\u202F", "\u2060", "\u2011", "\u200B", "\u00AD", "\u200F", "👍🏽", "👨‍👩‍👧", "🇨🇳",
    "1️⃣", "葛󠄀", "が", "か\u3099", "ภาษา", "ข้อความ", "เมืองไทย", "ไป", "ຂໍ້ຄວາມ", "ເດີ", "កម្ពុជា", "មែន", "မြန်မာ", "नमस्ते",
    "राष्ट्रीयकरण", "مرحبا", "١٢٣", "אחריות", "(שלום)", "ئابدۇراخمانوۋنىڭكىلەردىن", "བོད་སྐད་", "؟", "।", "#", "@客服"};

std::string random_text() {
  std::string out;
  const auto pieces = *rc::gen::resize(24, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)));
  for (const std::string& p : pieces) out += p;
  return out;
}

}  // namespace

TEST_CASE("lines stand as a Chinese typesetter would break them") {
  const auto cases = golden();
  REQUIRE(cases.size() >= 36);
  for (const Case& c : cases) {
    CAPTURE(c.text);
    Text text(c.text);
    std::vector<std::string> lines;
    for (const Line& l : text.lines(c.width)) lines.push_back(text.original(l.begin, l.end));
    CHECK(lines == c.lines);
  }
}

TEST_CASE("no line begins or ends with what must not stand there, at any width, and nothing but white space is lost") {
  kefu::test::holds("kinsoku", 2000, [] {
    Text text(random_text());
    for (int width = 1; width <= 60; ++width) {
      const auto lines = text.lines(static_cast<float>(width));
      std::size_t lost_from = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const Line& l = lines[i];
        const auto here = signs(text, l.begin, l.end);
        if (here.size() > 1) RC_ASSERT(l.width <= static_cast<float>(width) + 1e-3f);
        for (std::size_t at = lost_from; at < l.begin;) {
          const char32_t c = text.clusters.base(decode(text.interned, at));
          RC_ASSERT(c == '\n' || in(kLost, c));
        }
        lost_from = l.end;
        if (i + 1 == lines.size()) continue;
        const std::string_view gap(text.interned.data() + l.end, lines[i + 1].begin - l.end);
        const auto next = signs(text, lines[i + 1].begin, lines[i + 1].end);
        if (here.empty() || next.empty() || gap.find('\n') != gap.npos) continue;
        const bool space = gap.find(' ') != gap.npos || gap.find("\u3000") != gap.npos || gap.find("\u200B") != gap.npos;
        if (!offends(here.back(), next.front(), space)) continue;
        // Excused only where the line holds no better place at all.
        for (std::size_t s = 1; s < here.size(); ++s) RC_ASSERT(offends(here[s - 1], here[s], here[s].after_space));
      }
      for (std::size_t at = lost_from; at < text.interned.size();) RC_ASSERT(in(kLost, decode(text.interned, at)));
    }
  });
}

TEST_CASE("words of any alphabet stay whole where a line has room for the longest") {
  const std::vector<std::string> letters = {"a", "Z", "é", "ễ", "ш", "Ё", "λ", "ῶ", "e\u0301", "и\u0306", "ş", "ქ", "ש", "ж"};
  kefu::test::holds("whole words", 300, [&] {
    std::vector<std::string> words;
    std::string all;
    for (int i = *rc::gen::inRange(1, 30); i > 0; --i) {
      std::string word;
      for (int n = *rc::gen::inRange(1, 13); n > 0; --n) word += *rc::gen::elementOf(letters);
      all += (all.empty() ? "" : " ") + word;
      words.push_back(word);
    }
    Text text(all);
    for (const float width : {6.0f, 7.5f, 11.0f, 20.0f}) {
      std::string joined;
      for (const Line& l : text.lines(width)) joined += (joined.empty() ? "" : " ") + text.original(l.begin, l.end);
      RC_ASSERT(joined == all);
    }
  });
}

TEST_CASE("a word of joined letters stays whole, and one that is longer than a line is divided between letters, never before a mark") {
  Text name("ร้าน ข้อความภาษาไทย ครับ");
  std::vector<std::string> lines;
  for (const Line& l : name.lines(8)) lines.push_back(name.original(l.begin, l.end));
  CHECK(lines == std::vector<std::string>{"ร้าน", "ข้อความภาษาไทย", "ครับ"});
  lines.clear();
  for (const Line& l : name.lines(3)) lines.push_back(name.original(l.begin, l.end));
  CHECK(lines == std::vector<std::string>{"ร้าน ข้อ", "ความภา", "ษาไทย", "ครับ"});

  const std::string uyghur = "ئابدۇراخمانوۋنىڭكىلەردىن";
  Text divided(uyghur);
  std::string all;
  const auto two = divided.lines(7);
  CHECK(two.size() == 2);
  for (const Line& l : two) all += divided.original(l.begin, l.end);
  CHECK(all == uyghur);
}

TEST_CASE("a number, its sign and its unit stay on one line") {
  for (const std::string amount : {"￥86.95", "¥ 86.95", "5 kg", "100毫升", "3个工作日", "2 小时", "100多件", "3万元", "25㎡", "US$5", "−¥86.95", "60 %"}) {
    CAPTURE(amount);
    for (int before = 0; before < 8; ++before) {
      std::string words;
      for (int i = 0; i < before; ++i) words += "字";
      Text text(words + amount + "字字字");
      bool whole = false;
      for (const Line& l : text.lines(8)) whole = whole || text.original(l.begin, l.end).find(amount) != std::string::npos;
      CHECK(whole);
    }
  }
}

TEST_CASE("a soft hyphen is shown at the end of a line that it made possible, and has room for it") {
  Text text("ab\u00ADcd");
  CHECK(text.lines(2).size() == 1);
  CHECK(text.lines(2)[0].width == 2);  // not a hyphen's width more
  const auto two = text.lines(1.5f);
  REQUIRE(two.size() == 2);
  CHECK(text.original(two[0].begin, two[0].end) == "ab-");
  CHECK(two[0].width == 1.5f);
  const auto tight = text.lines(1);  // no room for the hyphen
  CHECK(text.original(tight[0].begin, tight[0].end) == "ab");
  CHECK(tight[0].width == 1);
}

TEST_CASE("an ellipsis cuts between glyphs, never inside one, and at the end of a paragraph's line") {
  Clusters clusters;
  const std::string text = clusters.intern("一家👨‍👩‍👧来了");
  CHECK(clusters.text(0xE000) == "👨‍👩‍👧");
  const Line all{0, static_cast<std::uint32_t>(text.size()), 0};
  const Line cut = cut_line(text, all, 3, half_or_whole, nullptr);
  CHECK(text.substr(0, cut.end) == text.substr(0, text.find("来")));

  const std::string two = "一二\n三四";
  CHECK(cut_line(two, {0, static_cast<std::uint32_t>(two.size()), 0}, 9, half_or_whole, nullptr).end == two.find('\n'));
}

}  // namespace line_break_test
