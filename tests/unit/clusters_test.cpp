// What one glyph is: a letter with its marks, an emoji of many parts, a flag.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ui/clusters.hpp"

namespace clusters_test {

using namespace kefu::ui;

namespace {

// How many glyphs `text` has.
int glyphs(const std::string& text) {
  Clusters clusters;
  const std::string interned = clusters.intern(text);
  int n = 0;
  for (std::size_t at = 0; at < interned.size(); ++n) decode(interned, at);
  return n;
}

}  // namespace

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

TEST_CASE("marks of every script stand on their letter") {
  const std::vector<std::string> one = {
      "и\u0306", "ש\u05C1\u05B8", "بّ", "ب\u0670", "कि", "ক্ষ", "க்", "తె", "ക്ഷ", "ที่", "น้ำ", "ກ້ຳ", "မြ", "កុំ", "か\u3099", "ﾊ\u3099",
      "葛\U000E0100", "葛\U000E01EF", "한", "A\u20DD", "क्‍ष", "♥\uFE0E", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🤝‍👩🏻", "❤️‍🔥"};
  for (const std::string& cluster : one) {
    CAPTURE(cluster);
    CHECK(glyphs(cluster) == 1);
    CHECK(glyphs("字" + cluster + "字") == 3);
  }
}

TEST_CASE("a word whose letters join is one glyph, up to a change of direction, a digit, a space or a sign") {
  for (const std::string word : {"مرحبا", "שָׁלוֹם", "हिन्दी", "ข้อความภาษาไทย", "ຂໍ້ຄວາມ", "မြန်မာ", "ភាសាខ្មែរ", "བོད", "ܫܠܡܐ", "می‌خواهم"}) {
    CAPTURE(word);
    CHECK(glyphs(word) == 1);
    CHECK(glyphs("字" + word + ",") == 3);
    CHECK(glyphs(word + " " + word) == 3);
  }
  CHECK(glyphs("مرحبا123") == 4);
  CHECK(glyphs("مرحبا١٢") == 3);
  CHECK(glyphs("مرحباहिन्दी") == 2);
}

TEST_CASE("a word without room falls apart into clusters") {
  Clusters clusters;
  const auto never = [](void*, std::string_view) { return false; };
  const auto texts = [&](const std::string& word) {
    std::vector<std::string> out;
    const std::string interned = clusters.intern(word, never);
    for (std::size_t at = 0; at < interned.size();) {
      const char32_t c = decode(interned, at);
      out.emplace_back(clusters.text(c));
      if (out.back().empty()) append_utf8(out.back(), c);
    }
    return out;
  };
  CHECK(texts("ที่นี่") == std::vector<std::string>{"ที่", "นี่"});
  CHECK(texts("क्षत्रिय") == std::vector<std::string>{"क्ष", "त्रि", "य"});
  CHECK(texts("កម្ពុជា") == std::vector<std::string>{"ក", "ម្ពុ", "ជា"});
  CHECK(texts("حبّ") == std::vector<std::string>{"ح", "بّ"});
  CHECK(texts("שלום") == std::vector<std::string>{"ש", "ל", "ו", "ם"});
}

TEST_CASE("a word of absurd length is no glyph") {
  std::string endless;
  for (int i = 0; i < 2000; ++i) endless += "ب";
  CHECK(glyphs(endless) == 2000);
}

TEST_CASE("what only looks as if it belonged together stays apart") {
  CHECK(glyphs("क्।") == 2);       // the sign that takes the vowel, then a full stop
  CHECK(glyphs("中\u200D文") == 2);  // a joiner between ideographs joins nothing
  CHECK(glyphs("a\u200D.") == 2);
  CHECK(glyphs("👍👍") == 2);
}

TEST_CASE("a new line and a space keep their meaning whatever mark follows") {
  Clusters clusters;
  CHECK(clusters.intern("一\n\u0301二").find('\n') == 3);
  CHECK(clusters.intern("一 \uFE0F二").find(' ') == 3);
}

TEST_CASE("a letter with a thousand marks is cut into glyphs of bounded size") {
  std::string prank = "e";
  for (int i = 0; i < 1000; ++i) prank += "\u0301";
  Clusters clusters;
  clusters.intern(prank);
  CHECK(clusters.text(0xE000).size() < 100);
  CHECK(clusters.text(0xE001).size() < 100);
}

TEST_CASE("a cluster breaks lines as its first character does, and a keycap is no digit") {
  Clusters clusters;
  clusters.intern("e\u0301‼️1️⃣葛\U000E0100");
  CHECK(clusters.base(0xE000) == 'e');
  CHECK(clusters.base(0xE001) == U'‼');
  CHECK(clusters.base(0xE002) == 0xE002);
  CHECK(clusters.base(0xE003) == U'葛');
  CHECK(clusters.base(U'字') == U'字');
  clusters.intern("مرحبا เมือง");
  CHECK(clusters.base(0xE004) == U'م');
  CHECK(clusters.base(0xE005) == 'a');  // not a sign that no line may end with, as its first is
}

TEST_CASE("6400 clusters have room, each its own; what comes then is marked as missing until all are forgotten") {
  Clusters clusters;
  std::vector<std::string> seen;
  for (int i = 0; i < 6400; ++i) {
    std::string cluster;
    append_utf8(cluster, 0x4E00 + static_cast<char32_t>(i));
    seen.push_back(cluster += "\uFE00");
    clusters.intern(cluster);
  }
  CHECK_FALSE(clusters.full());
  for (std::size_t i = 0; i < seen.size(); ++i) REQUIRE(clusters.text(0xE000 + static_cast<char32_t>(i)) == seen[i]);
  CHECK(clusters.intern("👍") == "\uFFFD");
  CHECK(clusters.full());
  CHECK(clusters.text(0xE000 + 6399) == seen.back());
  CHECK(clusters.intern(seen[7]).size() == 3);  // known ones are still found

  clusters.clear();
  CHECK_FALSE(clusters.full());
  CHECK(clusters.intern("👍") == "\xEE\x80\x80");
  CHECK(clusters.text(0xE000) == "👍");
}

}  // namespace clusters_test
