// Scripts that run from right to left, in lines that also hold others: what stands where.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "property.hpp"
#include "ui/clusters.hpp"
#include "ui/line_break.hpp"
#include "ui/scripts.hpp"

namespace scripts_test {

using namespace kefu::ui;

namespace {

struct Seen {
  std::string text;  // from the left; a word stands as the browser gets it, for it is drawn there
  bool right = false;
};

Seen seen(const std::string& words, std::vector<Line> lines = {}) {
  Clusters clusters;
  std::string text = clusters.intern(words);
  if (lines.empty()) lines = {{0, static_cast<std::uint32_t>(text.size()), 0}};
  const bool right = order_lines(text, lines, clusters);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    const auto word = clusters.text(c);
    if (word.empty())
      append_utf8(out, c);
    else
      out += word;
  }
  return {out, right};
}

}  // namespace

TEST_CASE("a paragraph runs as its first letter does, whatever digits and signs come before") {
  CHECK(seen("مرحبا abc").right);
  CHECK(seen("123, (שלום) abc").right);
  CHECK(seen("👍 «שלום»").right);
  CHECK_FALSE(seen("店铺 مرحبا").right);
  CHECK_FALSE(seen("हिन्दी مرحبا").right);
  CHECK_FALSE(seen("123 ...").right);
  CHECK_FALSE(seen("").right);
  CHECK_FALSE(seen("\u200Eשלום").right);
  CHECK(seen("\u200F...abc").right);
}

TEST_CASE("words of Arabic stand from right to left, numbers and words of other scripts between them from left to right") {
  CHECK(seen("مرحبا 123").text == "123 مرحبا");
  CHECK(seen("سعر 12,50 ريال").text == "ريال 12,50 سعر");
  CHECK(seen("שלום iPhone 15 לכולם").text == "לכולם iPhone 15 שלום");
  CHECK(seen("שלום 20%!").text == "!20% שלום");
  CHECK(seen("-5 שלום").text == "שלום 5-");
  CHECK(seen("هاتف ٠١٢-٣٤٥").text == "٣٤٥-٠١٢ هاتف");
}

TEST_CASE("in a Chinese or English sentence a few words of Arabic stand turned round, and the rest where it was") {
  CHECK(seen("店铺 أهلا وسهلا 已发货").text == "店铺 وسهلا أهلا 已发货");
  CHECK(seen("From דוד כהן, thanks").text == "From כהן דוד, thanks");
  CHECK(seen("共 ٢٠ 件").text == "共 ٢٠ 件");
  CHECK(seen("价格 ¥86.95，100%").text == "价格 ¥86.95，100%");
}

TEST_CASE("brackets open towards what they hold, and a pair stands on one side of its words") {
  CHECK(seen("שלום (עולם)").text == "(עולם) שלום");
  CHECK(seen("שלום (hello) world").text == "world (hello) שלום");
  CHECK(seen("הזמנה《书》").text == "《书》הזמנה");
  CHECK(seen("a (שלום) b").text == "a (שלום) b");
  CHECK(seen("书《שלום》, 好").text == "书《שלום》, 好");
  CHECK(seen("שלום <b>").text == "<b> שלום");
}

TEST_CASE("each line of a paragraph is turned by itself") {
  const std::string words = "ראשון שני";  // two glyphs of three bytes, and a space
  CHECK(seen(words, {{0, 3, 0}, {4, 7, 0}}).text == words);
  CHECK(seen("一 שני\n二").text == "一 שני\n二");
  CHECK(seen("א 1\n2 ב", {{0, 4, 0}, {5, 9, 0}}).text == "1 א\nב 2");
}

TEST_CASE("what is not from right to left stays as it is, and nothing is ever lost") {
  const std::vector<std::string> pieces = {"退款", "，", "（", "）", "abc", "12", "3.5", " ", "-", "+", "%", "¥", "(", ")", "[", "]", "«", "»",
                                           "👍🏽", "1️⃣", "ไทย", "हिन्दी", "\u00AD", "\u2060", "\n"};
  const std::vector<std::string> right = {"مرحبا", "שלום", "א", "٣", "؟", "\u200F"};
  kefu::test::holds("order", 2000, [&] {
    const bool both = *rc::gen::arbitrary<bool>();
    std::string words;
    for (int i = *rc::gen::inRange(0, 20); i > 0; --i)
      words += both && *rc::gen::arbitrary<bool>() ? *rc::gen::elementOf(right) : *rc::gen::elementOf(pieces);
    const auto bytes = [](std::string s) {
      for (char& c : s) {  // mirrored brackets are the same to this test
        if (c == ')') c = '(';
        if (c == ']') c = '[';
      }
      std::sort(s.begin(), s.end());
      return s;
    };
    const Seen now = seen(words);
    if (!both) RC_ASSERT(now.text == words && !now.right);
    RC_ASSERT(now.text.size() == words.size());
    if (words.find_first_of("«»（）") == words.npos) RC_ASSERT(bytes(now.text) == bytes(words));
  });
}

}  // namespace scripts_test
