// The toolkit driven headless: what each widget means, how it is activated, and that an idle panel asks for nothing.
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <functional>
#include <string>

#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace ui_surface_test {

using namespace kefu::ui;

namespace {

// One surface, one view, fixed glyphs.
class Stage {
 public:
  explicit Stage(std::function<void()> view, float text_scale = 1) : view_(std::move(view)) {
    surface.resize({390, 700, 2, text_scale, 0});
    Theme t;
    t.reduced_motion = true;
    surface.theme(t);
    frame();
    frame();
  }

  int frame() {
    int passes = 0;
    do {
      surface.begin(now_ms);
      view_();
      surface.end();
      ++passes;
    } while (surface.unsettled());
    now_ms += 16;
    return passes;
  }

  const Node& node(Role role, std::string_view name) {
    for (const Node& n : surface.nodes())
      if (n.role == role && n.name == name) return n;
    FAIL("no such node: " << std::string(name));
    return surface.nodes().front();
  }
  bool has(Role role, std::string_view name) {
    return std::any_of(surface.nodes().begin(), surface.nodes().end(),
                       [&](const Node& n) { return n.role == role && n.name == name; });
  }
  int tap(Role role, std::string_view name) {
    surface.activate(node(role, name).id);
    return frame();
  }

  Surface surface{fixed_glyphs()};
  std::int64_t now_ms = 1000;

 private:
  std::function<void()> view_;
};

void screen(const std::function<void()>& content, bool back = false) {
  screen_begin({.title = "申请退款", .subtitle = "青禾家居", .back = back, .back_label = "返回", .close_label = "关闭"});
  content();
  screen_end();
}

}  // namespace

TEST_CASE("a button means a button, and a tap reaches it within four passes, once") {
  int pressed = 0;
  Stage s([&] { screen([&] { if (button("submit", "提交申请", {.description = "不可撤回"})) ++pressed; }); });
  const Node n = s.node(Role::button, "提交申请");
  CHECK(n.description == "不可撤回");
  CHECK(n.rect.h >= 44);
  CHECK(n.layer == Layer::content);
  CHECK(s.tap(Role::button, "提交申请") <= 4);
  CHECK(pressed == 1);
  s.frame();
  CHECK(pressed == 1);
}

TEST_CASE("a disabled or busy button cannot be activated") {
  int pressed = 0;
  Stage s([&] {
    screen([&] {
      if (button("a", "不可用", {.enabled = false})) ++pressed;
      if (button("b", "提交中", {.busy = true})) ++pressed;
      if (row("c", "质检员", {.subtitle = "先下单即可联系", .enabled = false})) ++pressed;
    });
  });
  s.tap(Role::button, "不可用");
  s.tap(Role::button, "提交中");
  s.tap(Role::button, "质检员");
  CHECK(pressed == 0);
  CHECK(s.node(Role::button, "提交中").disabled);
  CHECK(s.node(Role::button, "质检员").description == "先下单即可联系");
}

TEST_CASE("a button far below the fold is activated all the same") {
  bool pressed = false;
  Stage s([&] {
    screen([&] {
      space(5000);
      pressed = button("far", "很远", {}) || pressed;
    });
  });
  s.tap(Role::button, "很远");
  CHECK(pressed);
}

TEST_CASE("two taps in one frame both arrive") {
  int a = 0, b = 0;
  Stage s([&] {
    screen([&] {
      a += button("a", "甲");
      b += button("b", "乙");
    });
  });
  s.surface.activate(s.node(Role::button, "甲").id);
  s.surface.activate(s.node(Role::button, "乙").id);
  s.frame();
  CHECK(a == 1);
  CHECK(b == 1);
}

TEST_CASE("links are links, rows say all their parts") {
  Stage s([] {
    screen([] {
      button("tel", "拨打电话", {.href = "tel:4008208820"});
      row("order", "马克杯", {.subtitle = "雾蓝", .trailing = "¥86.95", .chip = "待发货"});
    });
  });
  CHECK(s.node(Role::link, "拨打电话").href == "tel:4008208820");
  CHECK(s.has(Role::button, "马克杯, 雾蓝, ¥86.95, 待发货"));
}

TEST_CASE("the header has one heading of level 1, back and close, and they work") {
  bool back = false, close = false;
  Stage s([&] {
    screen([&] {
      back = back || back_pressed();
      close = close || close_pressed();
    }, true);
  });
  CHECK(s.node(Role::heading, "申请退款").level == 1);
  CHECK(s.node(Role::heading, "申请退款").layer == Layer::fixed);
  s.tap(Role::button, "返回");
  s.tap(Role::button, "关闭");
  CHECK(back);
  CHECK(close);
}

TEST_CASE("dismissing goes back where there is a way back, else closes") {
  for (const bool with_back : {true, false}) {
    bool back = false, close = false;
    Stage s([&] {
      screen([&] {
        back = back || back_pressed();
        close = close || close_pressed();
      }, with_back);
    });
    s.surface.dismiss();
    s.frame();
    CHECK(back == with_back);
    CHECK(close == !with_back);
  }
}

TEST_CASE("choices are a radio group with its error") {
  int chosen = 0;
  Stage s([&] {
    screen([&] {
      card_begin("c");
      choices_begin("reason", "退款原因", chosen == 0 ? "请选择退款原因" : "", true);
      if (choice("r1", "不想要了", chosen == 1)) chosen = 1;
      if (choice("r2", "拍错了", chosen == 2)) chosen = 2;
      choices_end();
      card_end();
    });
  });
  const Node group = s.node(Role::radiogroup, "退款原因");
  CHECK(group.invalid);
  CHECK(group.required);
  CHECK(group.description == "请选择退款原因");
  CHECK(s.node(Role::radio, "拍错了").parent == group.id);
  s.tap(Role::radio, "拍错了");
  CHECK(chosen == 2);
  CHECK(s.node(Role::radio, "拍错了").checked);
  CHECK_FALSE(s.node(Role::radiogroup, "退款原因").invalid);
}

TEST_CASE("a stepper stays within its bounds, for fingers and for readers") {
  std::int64_t n = 2;
  int changes = 0;
  Stage s([&] { screen([&] { changes += stepper("num", "数量", n, 1, 3, "减少", "增加"); }); });
  const Node spin = s.node(Role::spinbutton, "数量");
  CHECK(spin.min == 1);
  CHECK(spin.max == 3);
  CHECK(spin.now == 2);
  s.tap(Role::button, "增加");
  CHECK(n == 3);
  CHECK(s.node(Role::button, "增加").disabled);
  s.tap(Role::button, "增加");
  CHECK(n == 3);
  s.surface.input(spin.id, "1");
  s.frame();
  CHECK(n == 1);
  s.surface.input(spin.id, "99999999999999999999");
  s.frame();
  CHECK(n == 3);
  CHECK(changes == 3);
}

TEST_CASE("a field carries the native field's text, once") {
  std::string text;
  int changes = 0;
  Stage s([&] {
    screen([&] {
      changes += field("why", text, {.label = "补充说明", .help = "最多 200 字", .error = text.empty() ? "请填写" : "",
                                     .placeholder = "发生了什么", .max_length = 200, .multiline = true, .required = true});
    });
  });
  const Node empty = s.node(Role::textbox, "补充说明");
  CHECK(empty.invalid);
  CHECK(empty.description == "请填写");
  CHECK(empty.multiline);
  CHECK(empty.max_length == 200);
  s.surface.input(empty.id, "杯子碎了");
  CHECK(s.frame() <= 4);
  CHECK(text == "杯子碎了");
  CHECK(changes == 1);
  CHECK(s.node(Role::textbox, "补充说明").value == "杯子碎了");
  CHECK(s.node(Role::textbox, "补充说明").description == "最多 200 字");
}

TEST_CASE("a sheet hides what is beneath, scrolls for itself, and closes by its button or by dismissing") {
  bool open = false;
  Stage s([&] {
    screen([&] {
      if (button("why", "为什么")) open = true;
      space(2000);
    });
    if (open) {
      if (sheet_begin("rule", "红包为什么退回", "知道了")) {
        text("按比例分摊");
        space(1500);
        sheet_end();
      } else {
        open = false;
      }
    }
  });
  s.surface.scroll(300);
  s.frame();
  s.tap(Role::button, "为什么");
  CHECK(s.surface.sheet_open());
  const Node sheet = s.node(Role::dialog, "红包为什么退回");
  CHECK(s.surface.take_focus() == sheet.id);
  CHECK(s.surface.take_scroll() == 0);
  CHECK(sheet.rect.h <= 700 * 0.85f + 0.01f);
  CHECK_FALSE(s.has(Role::button, "为什么"));
  CHECK(s.surface.content_height_px() > 700 + 900);

  s.surface.dismiss();
  CHECK(s.frame() <= 4);
  CHECK_FALSE(open);
  CHECK_FALSE(s.surface.sheet_open());
  CHECK(s.surface.take_scroll() == 300);
  CHECK(s.surface.take_focus() == s.node(Role::button, "为什么").id);

  s.tap(Role::button, "为什么");
  s.tap(Role::button, "知道了");
  CHECK_FALSE(open);
}

TEST_CASE("what a sheet covers cannot be activated, until the sheet is closed") {
  bool open = false;
  int sent = 0;
  Stage s([&] {
    screen([&] {
      if (button("ask", "撤销申请")) open = true;
      bar_begin();
      sent += button("send", "提交申请");
      bar_end();
    });
    if (!open) return;
    open = sheet_begin("sure", "确定撤销吗", "关闭");
    if (open) sheet_end();
  });
  const std::uint32_t send = s.node(Role::button, "提交申请").id;
  s.tap(Role::button, "撤销申请");
  s.surface.activate(send);
  s.frame();
  CHECK(sent == 0);
  s.tap(Role::button, "关闭");
  s.surface.activate(send);
  s.frame();
  CHECK(sent == 1);
}

TEST_CASE("a sheet slides for 220 ms and then asks for nothing more") {
  Stage s([&] {
    screen([] {});
    if (sheet_begin("a", "标题", "关闭")) sheet_end();
  });
  Theme t;
  s.surface.theme(t);
  Stage fresh([&] {
    screen([] {});
    if (sheet_begin("b", "标题", "关闭")) sheet_end();
  });
  fresh.surface.theme(t);
  fresh.frame();
  CHECK(fresh.surface.wake_ms() == 0);
  fresh.now_ms += 220;
  fresh.frame();
  CHECK(fresh.surface.wake_ms() == -1);
}

TEST_CASE("an idle surface wants no frame; a countdown wants the soonest") {
  Stage idle([] { screen([] { text("您好"); }); });
  CHECK(idle.surface.wake_ms() == -1);
  CHECK(idle.frame() == 1);
  Stage counting([] {
    screen([] {
      wake_in(60000);
      wake_in(1000);
    });
  });
  CHECK(counting.surface.wake_ms() == 1000);
}

TEST_CASE("a screen's scroll comes back with it, and a new screen starts at its top with its heading focused") {
  std::string key = "home";
  Surface* surface = nullptr;
  Stage s([&] {
    if (surface) surface->show(key);
    screen([] { space(3000); });
  });
  surface = &s.surface;
  s.frame();
  CHECK(s.surface.take_focus() == s.node(Role::heading, "申请退款").id);
  s.surface.take_scroll();
  s.surface.scroll(420);
  key = "form";
  s.frame();
  CHECK(s.surface.take_scroll() == 0);
  key = "home";
  s.frame();
  CHECK(s.surface.take_scroll() == 420);
}

TEST_CASE("the bottom bar holds amount and button over the content") {
  bool pressed = false;
  Stage s([&] {
    screen([&] {
      space(2000);
      bar_begin();
      bar_amount("退款金额", "¥86.95");
      pressed = button("submit", "提交申请", {.kind = ButtonKind::primary}) || pressed;
      bar_end();
    });
  });
  const Node b = s.node(Role::button, "提交申请");
  CHECK(b.layer == Layer::fixed);
  CHECK(b.rect.y + b.rect.h < 700);
  CHECK(b.rect.h >= 44);
  CHECK(s.has(Role::text, "退款金额 ¥86.95"));
  CHECK(s.tap(Role::button, "提交申请") <= 4);
  CHECK(pressed);
}

TEST_CASE("amounts, facts, chips, banners and timelines say their words") {
  bool why = false;
  Stage s([&] {
    screen([&] {
      card_begin("c", "金额明细");
      why = amount_row("rp", {"红包退回", "−¥2.05", false, "红包为什么退回"}) || why;
      amount_row("total", {"合计", "¥86.95", true, ""});
      fact("退回到", "支付宝");
      chip("退款中", Tone::waiting);
      list_begin("l", "处理记录");
      timeline_item({"您提交了申请", "10:32", "您", "不想要了", Tone::good, true});
      list_end();
      card_end();
      banner("b", Icon::alert, "网络断开了", Tone::trouble);
    });
  });
  CHECK(s.has(Role::text, "红包退回 −¥2.05"));
  CHECK(s.node(Role::button, "红包为什么退回").rect.h >= 44);
  s.tap(Role::button, "红包为什么退回");
  CHECK(why);
  CHECK(s.has(Role::text, "退回到 支付宝"));
  CHECK(s.node(Role::text, "退款中").tone == "waiting");
  CHECK(s.has(Role::alert, "网络断开了"));
  const Node item = s.node(Role::listitem, "您提交了申请 10:32 您 不想要了");
  CHECK(item.parent == s.node(Role::list, "处理记录").id);
  CHECK(s.node(Role::list, "处理记录").parent == s.node(Role::group, "金额明细").id);
}

TEST_CASE("at 200 % text nothing leaves its column and no touch target shrinks") {
  std::string value;
  std::int64_t n = 1;
  Stage s([&] {
    screen([&] {
      card_begin("c");
      row("o", "北欧风手工陶瓷马克杯大容量情侣对杯礼盒装", {.icon = Icon::order, .subtitle = "雾蓝 380 ml", .trailing = "¥1286.95",
                                                  .chip = "已超时 3 小时,可获 ¥12.60 赔付"});
      text("您的订单已签收，售后客服可以直接处理退换；通常 48 小时内给出方案。");
      button("b", "联系售后客服并说明到货时外箱已经破损的情况", {.kind = ButtonKind::primary});
      stepper("n", "退款数量", n, 1, 3, "减少", "增加");
      field("f", value, {.label = "补充说明", .help = "最多 200 字", .max_length = 200, .multiline = true});
      amount_row("a", {"店铺优惠券分摊到这一件商品", "−¥1210.00", false, "为什么"});
      fact("收货地址", "浙江省杭州市余杭区文一西路 969 号");
      card_end();
      bar_begin();
      bar_amount("退款金额", "¥1286.95");
      button("s", "提交申请", {.kind = ButtonKind::primary});
      bar_end();
    });
  }, 2);
  for (const Node& node : s.surface.nodes()) {
    CAPTURE(node.name);
    CHECK(node.rect.x >= 0);
    CHECK(node.rect.x + node.rect.w <= 390.01f);
    if (node.role == Role::button) CHECK(node.rect.h >= 44);
  }
  const ImDrawData* data = s.surface.draw_data();
  for (const ImDrawList* list : data->CmdLists)
    for (const ImDrawVert& v : list->VtxBuffer) CHECK(v.pos.x <= 780.5f);
}

TEST_CASE("an image is wanted once, with the size it will have") {
  Stage s([] { screen([] { row("o", "马克杯", {.image = "/cup.jpg"}); }); });
  const auto wanted = s.surface.take_wanted_images();
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].src == "/cup.jpg");
  CHECK(wanted[0].width_px == 112);
  s.frame();
  CHECK(s.surface.take_wanted_images().empty());
  const std::vector<unsigned char> pixels(112 * 112 * 4, 200);
  s.surface.image("/cup.jpg", 112, 112, pixels.data());
  CHECK(s.frame() <= 4);
  CHECK(s.surface.take_wanted_images().empty());
}

TEST_CASE("an announcement is said again even if its words are the same") {
  int say = 0;
  Stage s([&] {
    screen([&] {
      if (button("a", "再说")) {
        announce("已提交");
        ++say;
      }
    });
  });
  s.tap(Role::button, "再说");
  s.tap(Role::button, "再说");
  CHECK(say == 2);
  CHECK(s.surface.take_announcements().size() == 2);
  CHECK(s.surface.take_announcements().empty());
}

TEST_CASE("a skeleton marks the panel busy, and content unmarks it") {
  bool loading = true;
  Stage s([&] { screen([&] { loading ? skeleton(3) : text("好了"); }); });
  CHECK(s.surface.busy());
  loading = false;
  s.frame();
  CHECK_FALSE(s.surface.busy());
}

TEST_CASE("a held finger tints what it holds and activates nothing") {
  int pressed = 0;
  Stage s([&] { screen([&] { pressed += button("a", "按住"); }); });
  const int before = s.surface.draw_data()->TotalVtxCount;
  s.surface.press(s.node(Role::button, "按住").id);
  s.frame();
  CHECK(s.surface.draw_data()->TotalVtxCount > before);
  s.surface.press(0);
  s.frame();
  CHECK(s.surface.draw_data()->TotalVtxCount == before);
  CHECK(pressed == 0);
}

TEST_CASE("ids are stable from frame to frame and unique on a screen") {
  Stage s([] {
    screen([] {
      text("同样的话");
      text("同样的话");
      button("a", "甲");
    });
  });
  const std::vector<Node> first = s.surface.nodes();
  s.frame();
  const std::vector<Node>& second = s.surface.nodes();
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].id == second[i].id);
    for (std::size_t j = i + 1; j < first.size(); ++j) CHECK(first[i].id != first[j].id);
  }
}

}  // namespace ui_surface_test
