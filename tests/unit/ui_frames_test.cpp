// What a frame costs: one that only scrolls or tints repaints what is in sight, and means what the last one meant.
#include <doctest/doctest.h>
#include <imgui.h>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace ui_frames_test {

using namespace kefu::ui;

namespace {

constexpr std::size_t kMany = 1000;

// A screen of many rows, some higher than others, under a card and over another; it counts what it is asked for.
class LongScreen {
 public:
  explicit LongScreen(std::size_t count) : count_(count) {
    surface.resize({390, 844, 2});
    Theme theme;
    theme.reduced_motion = true;
    surface.theme(theme);
    frame();
    frame();
  }

  int frame() {
    int passes = 0;
    do {
      called = 0;
      view(surface.begin(now_ms));
      surface.end();
      ++passes;
    } while (surface.unsettled());
    now_ms += 16;
    return passes;
  }

  /// A frame after nothing but that.
  void scrolled_to(float top_px) {
    surface.scroll(top_px);
    CHECK(frame() == 1);
  }

  /// Every byte of what is painted.
  std::string painted() const {
    std::string out;
    for (const ImDrawList* list : surface.draw_data()->CmdLists) {
      out.append(reinterpret_cast<const char*>(list->VtxBuffer.Data), static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
      out.append(reinterpret_cast<const char*>(list->IdxBuffer.Data), static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
      for (const ImDrawCmd& c : list->CmdBuffer) out.append(reinterpret_cast<const char*>(&c.ClipRect), sizeof c.ClipRect);
    }
    return out;
  }

  Surface surface{fixed_glyphs()};
  std::size_t called = 0, tapped = kMany;
  std::int64_t now_ms = 1000, spoken_of_ms = 0, wanted_ms = 0;

 private:
  void view(std::int64_t ms) {
    spoken_of_ms = ms;
    screen_begin({.title = "订单", .close_label = "关闭"});
    card_begin("above");
    text("还没有发货");
    card_end();
    card_begin("lines", "商品");
    for (Rows rows(count_); rows.next(); ++called) {
      const std::string n = std::to_string(rows.at());
      RowSpec spec;
      const std::string note = rows.at() % 3 == 0 ? "一张需要两行才放得下的、写得相当仔细而且很长的说明文字 " + n : std::string();
      spec.subtitle = note;
      if (row("line-" + n, "第 " + n + " 件", spec)) tapped = rows.at();
    }
    card_end();
    button("below", "申请退款");
    screen_end();
    if (wanted_ms > 0) wake_in(wanted_ms);
  }

  std::size_t count_;
};

}  // namespace

TEST_CASE("a frame that only scrolls asks for the rows in sight alone, and paints what a whole pass would") {
  LongScreen s(kMany);
  CHECK(s.called == kMany);
  const float end = s.surface.content_height_px() - 844;
  const int at_top = s.surface.draw_data()->TotalVtxCount;
  for (int i = 0; i <= 40; ++i) {
    const float top = i == 40 ? end : static_cast<float>(i * i) * end / 1600 + 0.3f;
    s.scrolled_to(top);
    CHECK(s.called <= 844 / 56 + 2);  // rows are 56 px high at least
    CHECK(s.surface.draw_data()->TotalVtxCount < at_top * 3 / 2);
    const std::string repainted = s.painted();
    s.frame();  // nothing was said of it, so all is asked for
    CHECK(s.called == kMany);
    CHECK(s.painted() == repainted);
  }
}

TEST_CASE("what scrolls out of sight stays a node, and nothing is told anew") {
  LongScreen s(kMany);
  CHECK(s.surface.take_renewed());
  const std::vector<Node> before = s.surface.nodes();
  const float height = s.surface.content_height_px();
  s.scrolled_to(5000);
  CHECK_FALSE(s.surface.take_renewed());
  CHECK(s.surface.content_height_px() == height);
  const std::vector<Node>& after = s.surface.nodes();
  REQUIRE(after.size() == before.size());
  CHECK(after.size() > kMany);
  for (std::size_t i = 0; i < after.size(); ++i) {
    CHECK(after[i].id == before[i].id);
    CHECK(std::memcmp(&after[i].rect, &before[i].rect, sizeof(Rect)) == 0);
  }
}

TEST_CASE("a row out of sight is activated all the same, also right after a scroll") {
  LongScreen s(kMany);
  s.scrolled_to(9000);
  for (const Node& n : s.surface.nodes())
    if (n.name == "第 7 件") s.surface.activate(n.id);
  s.frame();
  CHECK(s.tapped == 7);
}

TEST_CASE("a press is seen without anything being told anew") {
  LongScreen s(kMany);
  s.surface.take_renewed();
  const std::string before = s.painted();
  for (const Node& n : s.surface.nodes())
    if (n.name == "第 7 件") s.surface.press(n.id);
  CHECK(s.frame() == 1);
  CHECK(s.painted() != before);
  CHECK(s.called < 40);
  CHECK_FALSE(s.surface.take_renewed());
  s.surface.press(0);
  s.frame();
  CHECK(s.painted() == before);
}

TEST_CASE("whatever else happens between two scrolls, all is told anew") {
  LongScreen s(kMany);
  const std::vector<std::function<void()>> events = {
      [&] { s.surface.changed(); },
      [&] { s.surface.activate(1); },
      [&] { s.surface.input(1, "x"); },
      [&] { s.surface.resize({360, 640, 2}); },
      [&] { s.surface.theme({.dark = true, .reduced_motion = true}); },
      [&] { s.surface.reload_glyphs(); },
      [&] { s.surface.dismiss(); },
  };
  for (std::size_t i = 0; i < events.size(); ++i) {
    CAPTURE(i);
    s.scrolled_to(100);
    s.surface.take_renewed();
    events[i]();
    s.surface.scroll(200);
    s.frame();
    CHECK(s.called == kMany);
    CHECK(s.surface.take_renewed());
  }
}

TEST_CASE("scrolled pixels speak of the time of which the nodes speak, until the view wanted to be asked again") {
  LongScreen s(kMany);
  s.wanted_ms = 5000;
  s.frame();
  const std::int64_t told = s.spoken_of_ms;
  s.now_ms += 3000;
  s.scrolled_to(300);
  CHECK(s.spoken_of_ms == told);
  CHECK(s.surface.wake_ms() == 5000 - 3016);
  s.now_ms += 3000;
  s.scrolled_to(600);
  CHECK(s.spoken_of_ms == told + 6032);
  CHECK(s.called == kMany);

  s.wanted_ms = 0;
  s.frame();
  CHECK(s.surface.wake_ms() == -1);
  s.now_ms += 70'000;  // nobody asked, but a minute shows on clocks
  s.scrolled_to(900);
  CHECK(s.called == kMany);
}

TEST_CASE("a short list is asked for whole") {
  LongScreen s(30);
  s.scrolled_to(700);
  CHECK(s.called == 30);
}

}  // namespace ui_frames_test
