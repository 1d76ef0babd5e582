// Which glyphs the toolkit paints for the words it was given.
#include <doctest/doctest.h>
#include <imgui.h>

#include <cstring>
#include <functional>
#include <set>
#include <string>

#include "ui/clusters.hpp"
#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace ui_text_test {

using namespace kefu::ui;

namespace {

// What was baked since a page began.
std::multiset<std::string> baked;

// Letters are half as wide as high and ideographs as wide, each with a visible box but U+FFFD, so that a glyph more or
// less on the page is four vertices more or less.
class PaintedGlyphs final : public GlyphSource {
 public:
  VerticalMetrics vertical(float size_px, int) override { return {size_px * 0.88f, size_px * 0.12f}; }
  Box measure(std::string_view text, float size_px, int) override {
    std::size_t at = 0;
    const int box = text == "\uFFFD" ? 0 : 1;
    return {decode(text, at) < 0x1100 ? size_px / 2 : size_px, 0, 1, box, box};
  }
  bool raster(std::string_view text, float, int, const Box&, unsigned char* rgba) override {
    baked.insert(std::string(text));
    std::memset(rgba, 255, 4);
    return false;
  }
};

class Page {
 public:
  explicit Page(std::function<void()> view) : view_(std::move(view)) {
    surface.resize({390, 700, 1});
    Theme t;
    t.reduced_motion = true;
    surface.theme(t);
    baked.clear();
  }
  /// The passes it took.
  int frame() {
    int passes = 0;
    do {
      surface.begin(now_ms);
      screen_begin({.title = "页", .close_label = "关闭"});
      view_();
      screen_end();
      surface.end();
      ++passes;
    } while (surface.unsettled());
    now_ms += 16;
    return passes;
  }
  int glyphs() const { return surface.draw_data()->TotalVtxCount / 4; }
  Surface surface{std::make_unique<PaintedGlyphs>()};

 private:
  std::function<void()> view_;
  std::int64_t now_ms = 1000;
};

int glyphs_of(const std::string& words) {
  Page page([&] { text(words); });
  page.frame();
  return page.glyphs();
}

// Twenty letters with a mark each, none of them like those of another number.
std::string marked_letters(int number) {
  std::string out;
  for (int i = 0; i < 20; ++i) {
    append_utf8(out, 0x4E00 + static_cast<char32_t>(number * 20 + i));
    out += "\uFE00";
  }
  return out;
}

}  // namespace

TEST_CASE("a soft hyphen is painted where a word was divided and nowhere else, and zero-width signs never") {
  std::string word, hyphened;
  for (int i = 0; i < 30; ++i) word += "ab", hyphened += "ab\u00AD";  // sixty letters, forty-four have room
  CHECK(glyphs_of(hyphened) == glyphs_of(word) + 1);
  CHECK(glyphs_of("ab\u00ADcd\u2060ef\u200Bgh\u200Eij\r\u00AD") == glyphs_of("abcdefghij"));
}

TEST_CASE("a session that shows more emoji and marked letters than there is room for paints them all") {
  int number = 0;
  Page page([&] {
    text("👍 first");
    text(marked_letters(number));
  });
  page.frame();
  const int first = page.glyphs();
  for (number = 1; number < 700; ++number) {
    CHECK(page.frame() <= 4);
    CHECK(page.glyphs() == first);
  }
  CHECK(baked.count("👍") == 3);  // anew after each of two times that the room was full: never another's picture
  CHECK(page.frame() == 1);
}

TEST_CASE("a screen that alone has more clusters than there is room for comes to rest") {
  Page page([] {
    for (int i = 0; i < 350; ++i) text(marked_letters(i));
  });
  page.frame();
  page.frame();
  CHECK(page.frame() == 1);
  CHECK(page.surface.wake_ms() == -1);
}

}  // namespace ui_text_test
