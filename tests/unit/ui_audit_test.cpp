// Every screen that a buyer can reach, held against ImGui's own list of its items (ui_audit.hpp says by which rules).
#include <set>

#include "panel_buyer.hpp"
#include "ui_audit.hpp"

namespace ui_audit_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

constexpr const char* kDismiss = R"({"type":"dismiss"})";
constexpr const char* kShipped = R"("2026-11-22T11:00:00+08:00")";
constexpr const char* kWithdraw = R"({"event":"withdraw","actor":"BUYER"})";

struct Look {
  std::string lang;
  float text_scale, width_px = 390;
};

// What the walk has met, so that a screen that fell out of it is missed.
struct Met {
  std::set<std::string> titles;
  std::set<std::uint32_t> sheets;
  std::set<Role> roles;
};

class Visitor : public Buyer {
 public:
  Visitor(const Look& look, Met& met, const std::string& more = {})
      : Buyer(config("s-1", more), look.lang), view_{look.width_px, 844, 2, look.text_scale, 0}, met_(met) {
    log_items();
    resize(view_);
  }

  void audit() {
    wait(300);  // a sheet has slid in
    for (const float top : {0.0f, 137.5f}) {
      scroll(top);
      const Pass pass{nodes(), items(), view_.dpr, top, sheet_open()};
      for (const std::string& fault : faults(pass)) FAIL_CHECK(shown() << ", scrolled by " << top << ": " << fault);
      CHECK(std::any_of(pass.items.begin(), pass.items.end(), [](const Item& i) { return i.enabled; }));
    }
    scroll(0);
    met_.titles.insert(title());
    for (const ui::Node& n : nodes()) {
      if (n.role == Role::dialog) met_.sheets.insert(n.id);
      met_.roles.insert(n.role);
    }
  }

  /// The screen's title, or the sheet's that covers it.
  std::string shown() const {
    const ui::Node* sheet = find(Role::dialog, "");
    return sheet ? sheet->name : title();
  }

  void dismiss() { event(kDismiss); }

  void tap_audited(const std::string& name) {
    tap(name);
    audit();
  }

  /// Taps each button of the content in turn; what it leads to is audited, and left again.
  void open_each() {
    audit();
    const std::string here = title();
    std::vector<std::string> names;
    for (const ui::Node& n : nodes())
      if (n.role == Role::button && n.layer == ui::Layer::content && !n.disabled) names.push_back(n.name);
    for (const std::string& name : names) {
      if (!find(Role::button, name)) continue;  // it was for once
      tap_audited(name);
      for (int i = 0; i < 3 && (sheet_open() || title() != here); ++i) dismiss();
      REQUIRE(title() == here);
    }
  }

 private:
  ui::Viewport view_;
  Met& met_;
};

void troubles(const Look& look, Met& met) {
  for (const int status : {0, 404, 503}) {
    Visitor b(look, met);
    b.event(R"({"type":"open"})");
    b.audit();  // the skeleton
    b.answer("/v1/context", status, "{}");
    b.audit();
  }
  Visitor b(look, met);
  b.open(context(store("FACTORY_OUTLET", kAgent), trade("WAIT_SELLER_SEND_GOODS")));
  b.event(R"({"type":"identity","signed_in":false})");
  b.audit();
}

void homes(const Look& look, Met& met) {
  Visitor stranger(look, met);
  stranger.open(context(store("TGC_DIRECT")));
  stranger.open_each();
  Visitor nobody(look, met);
  nobody.open(context(store("UNKNOWN")));
  nobody.open_each();
  Visitor rested(look, met);
  rested.open(context(store("FACTORY_OUTLET", kAgent), {}, {}, "2026-11-22T06:30:00+08:00"));
  rested.audit();

  std::string trades;
  for (int i = 0; i < 30; ++i)
    trades += (i ? "," : "") + trade("TRADE_FINISHED", "\"2026-01-01T00:00:00+08:00\"", "t-" + std::to_string(100 + i));
  Visitor customer(look, met);
  customer.open(context(store("FACTORY_OUTLET", kAgent), trades));
  customer.open_each();
  customer.tap_audited(customer.say("home.all_orders.other", {{"n", "30"}}));
  customer.tap_audited(customer.say("home.more"));
}

// From each state of an order: its contacts, what may be wrong with it, and each of its sheets and forms.
void orders(const Look& look, Met& met) {
  struct Row { const char* status; const char* consigned; };
  for (const Row& row : {Row{"WAIT_BUYER_PAY", "null"}, Row{"WAIT_SELLER_SEND_GOODS", "null"},
                         Row{"WAIT_BUYER_CONFIRM_GOODS", kShipped}, Row{"TRADE_FINISHED", kShipped}, Row{"TRADE_CLOSED", "null"}}) {
    Visitor b(look, met);
    b.open(context(store("TGC_DIRECT"), trade(row.status, row.consigned)));
    b.tap("搪瓷马克杯");
    b.open_each();
    b.tap("搪瓷马克杯");
    b.open_each();
  }
  Visitor refused(look, met);
  refused.open(context(store("TGC_DIRECT"), trade("WAIT_BUYER_CONFIRM_GOODS", kShipped)));
  refused.tap("搪瓷马克杯");
  refused.tap("搪瓷马克杯");
  refused.tap(refused.say("wrong.unwanted_shipped"));
  refused.open_each();
}

void refund(const Look& look, Met& met) {
  Visitor b(look, met);
  b.open(context(store("TGC_DIRECT"), trade("WAIT_SELLER_SEND_GOODS")));
  b.tap("搪瓷马克杯");
  b.tap("竹木托盘");
  b.tap_audited(b.say("wrong.unwanted"));
  b.type(b.say("form.phone"), "12345");
  b.tap_audited(b.say("form.next"));  // what is missing stands at its place
  b.tap(b.say("form.fewer"));
  b.type(b.say("form.phone"), "13800138000");
  b.type(b.say("form.description"), "写错门牌号");
  b.tap(Role::radio, b.say("reason.DONT_WANT"));
  b.audit();
  b.tap(b.say("form.next"));
  REQUIRE(b.title() == b.say("review.title"));
  b.audit();
  for (const char* what : {"review.goods", "review.promotions", "review.total"}) {
    b.tap_audited(b.say("review.why", {{"what", b.say(what)}}));
    b.dismiss();
  }
  b.tap_audited(b.say("submit.submit"));
  b.answer("/v1/cases", 0);
  b.audit();
  b.tap(b.say("submit.resend"));
  b.answer("/v1/cases", 422, R"({"code":"GUARD_FAILED"})");
  b.audit();
  b.tap(b.say("submit.submit"));
  b.answer("/v1/cases", 201, answer_with(kase("REFUNDING", 2)));
  b.audit();
}

// Forms with amounts, statements, gifts and days.
void returns(const Look& look, Met& met) {
  Visitor b(look, met);
  b.open(context(store("FLAGSHIP"), signed_trade()));
  b.tap("搪瓷马克杯");
  b.tap(b.say("order.aftersale_all"));
  b.tap_audited(b.say("wrong.exchange"));  // which one
  b.dismiss();
  b.dismiss();
  b.tap("竹木托盘");
  b.open_each();
  b.tap_audited(b.say("wrong.agreed"));
  b.type(b.say("form.amount"), "1.505");
  b.tap_audited(b.say("form.next"));  // what is wrong with the amount stands beneath both boxes
  b.tap(b.say("form.all"));
  b.type(b.say("form.agreement_ref"), "退一半");
  b.tap_audited(b.say("form.next"));
  b.dismiss();
  b.dismiss();
  b.tap_audited(b.say("wrong.no_reason"));
  b.tap(Role::checkbox, b.say("form.seal_broken"));
  b.audit();
  b.tap_audited(b.say("form.next"));
  REQUIRE(b.title() == b.say("review.title"));

  std::string waiting = kase("WAIT_BUYER_RETURN_GOODS", 2, R"({"event":"waybill","actor":"BUYER"},)" + std::string(kWithdraw));
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"RO_UNSHIPPED", "RETURN_REFUND"}, {"DONT_WANT", "SEVEN_DAYS_WITHOUT_REASON"}})
    waiting.replace(waiting.find(from), from.size(), to);
  Visitor sender(look, met);
  sender.open(context(store("FLAGSHIP"), signed_trade(), waiting));
  sender.tap(sender.say("type.RETURN_REFUND"));
  sender.audit();
  sender.tap_audited(sender.say("return.title"));
  sender.tap_audited(sender.say("return.send"));
}

void cases(const Look& look, Met& met) {
  const std::string waiting =
      kase("WAIT_SELLER_AGREE", 1, kWithdraw, R"({"id":"D1u","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})");
  Visitor b(look, met);
  b.open(context(store("FLAGSHIP"), trade("WAIT_SELLER_SEND_GOODS"), waiting));
  b.tap(b.say("type.RO_UNSHIPPED"));
  b.open_each();
  b.tap(b.say("case.withdraw"));
  b.tap_audited(b.say("case.withdraw_yes"));
  b.answer("/v1/cases/c-1/events", 0);
  b.audit();
  b.tap(b.say("submit.resend"));
  b.answer("/v1/cases/c-1/events", 409, R"({"code":"VERSION_CONFLICT"})");
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SUCCESS", 3)));
  b.audit();
}

// Every other kind of case, to its review.
void others(const Look& look, Met& met) {
  Visitor b(look, met);
  b.open(context(store("FLAGSHIP"), signed_trade()));
  b.tap("搪瓷马克杯");
  b.tap("搪瓷马克杯");
  for (const char* topic : {"exchange", "missing", "repair", "price", "freight", "complaint"}) {
    b.tap_audited(b.say(panel::Phrase(std::string("wrong.") + topic)));
    if (b.find(Role::button, b.say("form.next"))) b.tap_audited(b.say("form.next"));  // what is missing stands at its place
    b.dismiss();
  }
  b.tap(b.say("wrong.repair"));
  b.tap(Role::checkbox, b.say("form.on_site"));
  b.audit();  // with its hours
  b.dismiss();
  b.tap(b.say("wrong.complaint"));
  b.tap(Role::radio, b.say("form.target.AGENT"));
  b.tap(Role::radio, b.say("reason.ATTITUDE"));
  b.type(b.say("form.demand"), "道歉");
  b.type(b.say("form.chat_id"), "im-1");
  b.tap_audited(b.say("form.next"));
  REQUIRE(b.title() == b.say("review.check"));

  std::string late = trade("WAIT_SELLER_SEND_GOODS");
  const std::string promise = R"("promised_ship_time":null)";
  late.replace(late.find(promise), promise.size(), R"("promised_ship_time":"2026-11-22T11:00:00+08:00")");
  Visitor waits(look, met);
  waits.open(context(store("FLAGSHIP"), late));
  waits.audit();
  waits.tap_audited(waits.say("care.late", {{"amount", "¥51.00"}}));
}

// A refused case before the platform, with what the two sides wrote and what was paid.
void steps(const Look& look, Met& met) {
  const std::string refused = kase("SELLER_REFUSE_BUYER", 2,
                                   R"({"event":"modify","actor":"BUYER"},{"event":"apply_intervention","actor":"BUYER"},)" + std::string(kWithdraw),
                                   R"({"id":"D4","at":"2026-11-24T12:00:00+08:00","source":"POLICY"})");
  Visitor b(look, met);
  b.open(context(store("FLAGSHIP"), trade("WAIT_SELLER_SEND_GOODS"), refused));
  b.audit();
  b.tap(b.say("case.says.SELLER_REFUSE_BUYER"));
  b.answer("/v1/cases/c-1", 200,
           R"({"case":)" + refused + R"(,"messages":[{"id":"1","at":"2026-11-22T12:01:00+08:00","from":"SELLER","code":null,"text":"您好，请问是哪里不合适？","evidence":[]},)"
           R"({"id":"2","at":"2026-11-22T12:02:00+08:00","from":"BUYER","code":null,"text":"拍错了","evidence":[]}],)"
           R"("ledger":[{"reference":"c-1:2","account":"BUYER_CASH","amount":850,"at":"2026-11-22T12:03:00+08:00"}]})");
  b.open_each();
  b.tap_audited(b.say("act.modify"));
  b.tap(b.say("return.send"));
  b.answer("/v1/cases/c-1/events", 409, R"({"code":"VERSION_CONFLICT"})");
  b.answer("/v1/cases/c-1", 200, answer_with(kase("SUCCESS", 3)));
  b.audit();
}

bool tells(const Pass& p, const std::string& fault) {
  const std::vector<std::string> all = faults(p);
  return std::any_of(all.begin(), all.end(), [&](const std::string& f) { return f.find(fault) != std::string::npos; });
}

// Two buttons on top of each other, in a panel of two device pixels to one of CSS.
Pass two_buttons() {
  Pass p;
  p.dpr = 2;
  p.nodes.resize(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    ui::Node& n = p.nodes[i];
    n.id = i + 1;
    n.role = Role::button;
    n.name = "提交申请";
    n.rect = {16, 100 + 44 * static_cast<float>(i), 358, 44};
    p.items.push_back({n.id, n.rect.x * 2, n.rect.y * 2, n.rect.w * 2, n.rect.h * 2, true});
  }
  return p;
}

}  // namespace

TEST_CASE("on every screen ImGui's items and the nodes are the same things, named, in the same place, fit for a thumb") {
  for (const Look& look : {Look{"zh-CN", 1}, Look{"zh-CN", 2}, Look{"en", 1}, Look{"en", 2}, Look{"en", 2, 320}}) {
    CAPTURE(look.lang);
    CAPTURE(look.text_scale);
    CAPTURE(look.width_px);
    Met met;
    troubles(look, met);
    homes(look, met);
    orders(look, met);
    refund(look, met);
    returns(look, met);
    cases(look, met);
    steps(look, met);
    others(look, met);

    Buyer words(config("s-1"), look.lang);
    for (const char* title : {"home.title", "home.orders", "order.title", "wrong.title", "form.title", "review.title",
                              "return.title", "case.title", "form.title.EXCHANGE", "form.title.RESHIP", "form.title.REPAIR",
                              "form.title.PRICE_PROTECT", "form.title.FREIGHT", "form.title.COMPLAINT", "review.check",
                              "act.modify", "act.apply_intervention"})
      CHECK_MESSAGE(met.titles.count(words.say(title)) == 1, title);
    CHECK(met.sheets.size() == 9);  // SheetKind
    for (const Role role : {Role::button, Role::link, Role::radio, Role::checkbox, Role::spinbutton, Role::textbox}) CHECK(met.roles.count(role) == 1);
  }
}

TEST_CASE("the audit misses nothing that it is there for") {
  const Pass good = two_buttons();
  CHECK(faults(good).empty());

  Pass moved = good;
  moved.items[1].y += 3 * moved.dpr;
  CHECK(tells(moved, "stands elsewhere"));
  Pass wide = good;
  wide.items[0].w += 3 * wide.dpr;
  CHECK(tells(wide, "stands elsewhere"));
  Pass scrolled = good;
  scrolled.scroll = 40;
  CHECK(tells(scrolled, "stands elsewhere"));

  Pass nameless = good;
  nameless.nodes[0].name.clear();
  CHECK(tells(nameless, "no name"));
  Pass silent = good;
  silent.nodes.pop_back();
  CHECK(tells(silent, "an item has no node"));
  silent.sheet = true;
  CHECK(tells(silent, "an item has no node"));  // it is beneath the sheet, and alive
  silent.items[1].enabled = false;
  CHECK(faults(silent).empty());
  Pass painted = good;
  painted.items.pop_back();
  CHECK(tells(painted, "has 0 items"));
  Pass locked = good;
  locked.nodes[0].disabled = true;
  CHECK(tells(locked, "disagree"));
  Pass plain = good;
  plain.nodes[0].role = Role::text;
  CHECK(tells(plain, "not interactive"));

  Pass low = good;  // 40 high: its square ends two pixels below it, within the other; then where that begins
  low.nodes[0].rect = {16, 104, 358, 40};
  low.items[0] = {1, 32, 208, 716, 80, true};
  CHECK(tells(low, "a thumb cannot tell apart"));
  low.nodes[0].rect.y -= 2;
  low.items[0].y -= 4;
  CHECK(faults(low).empty());
}

}  // namespace ui_audit_test
