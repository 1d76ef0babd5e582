// panel_buyer.hpp: a buyer in front of the panel, without a browser: events in, nodes by role and name, effects out.
//
//   Buyer b(config("s-1"));
//   b.open(context(store("TGC_DIRECT", "tgc"), {}));       // answers the context
//   CHECK(b.sees(b.say("home.title")));
//   b.tap(ui::Role::button, b.say("do.how_to_reach"));
#pragma once
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "panel/locale.hpp"
#include "panel/panel.hpp"
#include "source.hpp"
#include "ui/surface.hpp"

namespace kefu::test {

inline std::vector<panel::Words::Message> read_messages(const std::string& lang) {
  json::Document doc(source_file("assets/locales/" + lang + ".json"));
  std::vector<panel::Words::Message> out;
  for (const auto& m : doc.root().members()) out.emplace_back(m.key, m.value.text());
  REQUIRE_FALSE(doc.failed());
  return out;
}

inline std::string json_text(std::string_view text) {
  json::Writer w;
  w.value(text);
  return w.take();
}

/// One effect, with the members that tests look at.
struct Seen {
  std::string type, method, path, body, key, op, value, name, code, detail, text, lang;
  int id = 0;
};

inline std::string member(json::Reader r, std::string_view key) {
  const json::Reader v = r[key].maybe();
  return !v ? std::string() : v.is_text() ? v.text() : v.raw();
}

class Buyer {
 public:
  explicit Buyer(const std::string& config, const std::string& lang = "zh-CN")
      : surface_(ui::fixed_glyphs()), panel_(config, surface_) {
    surface_.resize({390, 844, 2});
    speak(lang);
  }

  void speak(const std::string& lang) {
    json::Writer w;
    w.open().key("type").value("locale").key("lang").value(lang).key("messages").raw(
        source_file("assets/locales/" + lang + ".json"));
    words_.load(lang, read_messages(lang));
    event(w.close().take());
  }

  /// Opens the panel and answers the call for the context.
  void open(const std::string& context) {
    event(R"({"type":"open"})");
    answer("/v1/context", 200, context);
  }

  void event(const std::string& json) {
    panel_.event(json, now_ms);
    settle();
  }

  void wait(std::int64_t ms) {
    now_ms += ms;
    settle();
  }
  void resize(const ui::Viewport& v) {
    surface_.resize(v);
    settle();
  }
  void scroll(float top_px) {
    surface_.scroll(top_px);
    settle();
  }

  /// Answers the latest call whose path begins so; the call must have been made.
  void answer(const std::string& path, int status, const std::string& body = {}) {
    const Seen* call = http(path);
    REQUIRE_MESSAGE(call != nullptr, "no call for " << path);
    answer_id(call->id, status, body);
  }
  void answer_id(int id, int status, const std::string& body) {
    event("{\"type\":\"response\",\"id\":" + std::to_string(id) + ",\"status\":" + std::to_string(status) +
          ",\"body\":" + json_text(body) + "}");
  }
  void stored(const std::string& key, const std::string& value) {
    event("{\"type\":\"stored\",\"key\":" + json_text(key) + ",\"value\":" + json_text(value) + "}");
  }

  const ui::Node* find(ui::Role role, const std::string& name) const {
    for (const ui::Node& n : surface_.nodes())
      if (n.role == role && n.name.find(name) != std::string::npos) return &n;
    return nullptr;
  }
  bool sees(const std::string& words) const {
    for (const ui::Node& n : surface_.nodes())
      if (n.name.find(words) != std::string::npos || n.description.find(words) != std::string::npos) return true;
    return false;
  }
  std::string title() const {
    for (const ui::Node& n : surface_.nodes())
      if (n.role == ui::Role::heading && n.level == 1) return n.name;
    return {};
  }
  void tap(ui::Role role, const std::string& name) {
    const ui::Node* n = find(role, name);
    REQUIRE_MESSAGE(n != nullptr, "nothing to tap: " << name << "\n" << page());
    REQUIRE_FALSE_MESSAGE(n->disabled, name << " is disabled");
    surface_.activate(n->id);
    settle();
  }
  void tap(const std::string& name) { tap(ui::Role::button, name); }
  void type(const std::string& label, const std::string& text) {
    const ui::Node* n = find(ui::Role::textbox, label);
    REQUIRE_MESSAGE(n != nullptr, "no field: " << label);
    event("{\"type\":\"input\",\"id\":" + std::to_string(n->id) + ",\"value\":" + json_text(text) + "}");
  }

  /// The sentence a buyer reads for this key.
  std::string say(panel::Phrase key, panel::Args args = {}) const { return std::string(words_.tr(key, args)); }

  const Seen* http(const std::string& path) const { return last("http", path); }
  const Seen* last(const std::string& type, const std::string& what) const {
    for (std::size_t i = effects.size(); i-- > 0;) {
      const Seen& e = effects[i];
      const std::string& field = type == "http" ? e.path : type == "event" ? e.name : type == "error" ? e.code : e.key;
      if (e.type == type && field.compare(0, what.size(), what) == 0) return &e;
    }
    return nullptr;
  }
  std::size_t count(const std::string& type, const std::string& path_or_key) const {
    std::size_t n = 0;
    for (const Seen& e : effects) n += e.type == type && (e.path + e.op + e.name).find(path_or_key) != std::string::npos;
    return n;
  }

  std::string page() const {
    std::string out;
    for (const ui::Node& n : surface_.nodes())
      out.append(name(n.role)).append(": ").append(n.name).append(n.disabled ? " (disabled)\n" : "\n");
    return out;
  }
  const std::vector<ui::Node>& nodes() const { return surface_.nodes(); }
  std::int64_t wake_ms() const { return surface_.wake_ms(); }
  bool sheet_open() const { return surface_.sheet_open(); }

  std::vector<Seen> effects;
  std::int64_t now_ms = 1'000'000;

 private:
  void settle() {
    do {
      panel_.view(surface_.begin(now_ms));
      surface_.end();
    } while (surface_.unsettled());
    json::Document doc(panel_.take_effects());
    for (const json::Reader& r : doc.root().items()) {
      Seen s;
      s.type = member(r, "type");
      s.method = member(r, "method");
      s.path = member(r, "path");
      s.body = member(r, "body");
      s.key = member(r, "key");
      s.op = member(r, "op");
      s.value = member(r, "value");
      s.name = member(r, "name");
      s.code = member(r, "code");
      s.detail = member(r, "detail");
      s.text = member(r, "text");
      s.lang = member(r, "lang");
      if (auto id = r["id"].maybe()) s.id = static_cast<int>(id.integer(0, 1 << 30));
      effects.push_back(s);
    }
    REQUIRE_FALSE(doc.failed());
  }

  ui::Surface surface_;
  panel::Panel panel_;
  panel::Words words_;
};

// --- what the server would tell ----------------------------------------------------------------------------------

inline std::string config(const std::string& store, const std::string& more = {}) {
  return "{\"store\":\"" + store + "\",\"session\":\"8f0c\",\"page\":\"ITEM_DETAIL\",\"signed_in\":true" + more + "}";
}

inline const char* kAgent =
    R"({"type":"store_agent","target":"https://im.example/a","entry":"ITEM_DETAIL","staffing":"HUMAN","verified":"YES",)"
    R"("source":"store_config","needs_order":false,"expected_wait_s":45,)"
    R"("hours":[{"days":[1,2,3,4,5,6,7],"open":"09:00","close":"22:00"}]})";

inline std::string store(const std::string& kind, const std::string& channels = {}) {
  const bool managed = kind == "TGC_DIRECT";
  return R"({"store_id":"s-1","name":"青禾家居工厂店","kind":")" + kind + R"(","operation_mode":")" +
         (managed ? "FULLY_MANAGED" : "MERCHANT") + R"(","utc_offset":"+08:00","policy":")" + (managed ? "tgc" : "tmall") +
         R"(","channels":[)" + channels + R"(],"supplier_id":null})";
}

/// Two lines of ¥100.00 and 2 × ¥50.00, a coupon of ¥30.00 over both, freight ¥10.00. Paid ¥180.00.
inline std::string trade(const std::string& status, const std::string& consigned = "null",
                         const std::string& tid = "2026112200001", const std::string& signed_for = "null") {
  const std::string paid = status == "WAIT_BUYER_PAY" ? "null" : "\"2026-11-22T10:00:00+08:00\"";
  return R"({"tid":")" + tid + R"(","store_id":"s-1","status":")" + status +
         R"(","created":"2026-11-22T09:00:00+08:00","pay_time":)" + paid + R"(,"consign_time":)" + consigned +
         R"(,"sign_time":)" + signed_for +
         R"(,"end_time":null,"promised_ship_time":null,"post_fee":1000,"post_discount":0,)"
         R"("standard_post_fee":1000,"free_shipping_threshold":null,"freight_insurance":false,)"
         R"("promotions":[{"id":"shop-30","amount":3000,"threshold":null}],)"
         R"("tenders":[{"type":"RED_PACKET","amount":1500,"on_refund":"PRO_RATA"}],"orders":[)"
         R"({"oid":"A","sku":"a","title":"搪瓷马克杯","category":"home","price":10000,"num":1,"adjust_fee":0,"discount_fee":0,)"
         R"("divide_order_fee":null,"consign_time":null,"sign_time":null,"no_reason":"MUST","exclusion_confirmed":false,)"
         R"("is_gift":false,"gift_price":null,"is_virtual":false},)"
         R"({"oid":"B","sku":"b","title":"竹木托盘","variant":"大号","category":"home","price":5000,"num":2,"adjust_fee":0,)"
         R"("discount_fee":0,"divide_order_fee":null,"consign_time":null,"sign_time":null,"no_reason":"MUST",)"
         R"("exclusion_confirmed":false,"is_gift":false,"gift_price":null,"is_virtual":false}]})";
}

/// The same, sent and signed for yesterday.
inline std::string signed_trade() {
  return trade("WAIT_BUYER_CONFIRM_GOODS", "\"2026-11-20T10:00:00+08:00\"", "2026112200001", "\"2026-11-21T10:00:00+08:00\"");
}

inline std::string kase(const std::string& status, std::int64_t version, const std::string& allowed = {},
                        const std::string& deadlines = {}) {
  return R"({"case_id":"c-1","type":"RO_UNSHIPPED","tid":"2026112200001","oid":"A","num":1,"status":")" + status +
         R"(","cs_status":1,"advance_status":0,"good_status":"UNSHIPPED","refund_phase":"onsale","reason":"DONT_WANT",)"
         R"("fault":"NONE","description":"","refund_fee":8500,"max":8500,"version":)" + std::to_string(version) +
         R"(,"attempts":1,"deadlines":[)" + deadlines + R"(],"allowed":[)" + allowed +
         R"(],"not_allowed":[],"history":[{"event":"submit","actor":"BUYER","at":"2026-11-22T12:00:00+08:00",)"
         R"("from":"DRAFT","to":"WAIT_SELLER_AGREE"}],"evidence":[],"parent":null})";
}

inline std::string answer_with(const std::string& c) { return "{\"case\":" + c + "}"; }

inline std::string context(const std::string& a_store, const std::string& trades = {}, const std::string& cases = {},
                           const std::string& now = "2026-11-22T12:00:00+08:00") {
  const bool managed = a_store.find("TGC_DIRECT") != std::string::npos;
  return "{\"now\":\"" + now + "\",\"buyer\":{\"id\":\"b-1\",\"name\":\"小禾\"},\"store\":" + a_store +
         ",\"policy\":" + source_file(managed ? "assets/policies/tgc.json" : "assets/policies/tmall.json") +
         ",\"item\":null,\"trades\":[" + trades + "],\"cases\":[" + cases + "]}";
}

}  // namespace kefu::test
