// case_fixtures.hpp: small orders, stores and events that the tests of check, form and advance speak about.
#pragma once
#include <string>
#include <utility>

#include "json/shapes.hpp"
#include "kefu/advance.hpp"

namespace kefu::test {

inline Instant at(const char* text) { return parse_time(text).value_or(0); }

inline const Instant kPaid = at("2026-03-01T10:00:00+08:00");
inline const Instant kNow = at("2026-03-02T10:00:00+08:00");

inline const Policy& pack(const char* id) { return *json::builtin_policies().find(id); }

inline OrderLine line(const char* oid, Fen price, std::int64_t num) {
  OrderLine l;
  l.oid = l.sku = l.title = oid;
  l.category = "home";
  l.price = price;
  l.num = num;
  return l;
}

/// Domain §5.6, example 1: A 100×1, B 50×2, C 30×1, coupon 30, freight 10, paid 210.00; nothing sent yet.
inline Trade unshipped() {
  Trade t;
  t.tid = "2026030100001";
  t.store_id = "s-1";
  t.status = TradeStatus::WAIT_SELLER_SEND_GOODS;
  t.created = t.pay_time = kPaid;
  t.post_fee = 1000;
  t.promotions = {{"shop-30", 3000, {}, {}}};
  t.orders = {line("A", 10000, 1), line("B", 5000, 2), line("C", 3000, 1)};
  return t;
}

inline Trade in_transit() {
  Trade t = unshipped();
  t.status = TradeStatus::WAIT_BUYER_CONFIRM_GOODS;
  t.consign_time = at("2026-03-01T20:00:00+08:00");
  return t;
}

inline Trade signed_for(const char* when = "2026-03-02T15:20:00+08:00") {
  Trade t = in_transit();
  t.sign_time = at(when);
  return t;
}

inline Store store(OperationMode mode) {
  Store s;
  s.store_id = "s-1";
  s.kind = mode == OperationMode::FULLY_MANAGED ? StoreKind::TGC_DIRECT : StoreKind::FLAGSHIP;
  s.operation_mode = mode;
  return s;
}

inline CheckRequest asks(CaseType type, std::optional<std::string> oid = {}, std::optional<std::int64_t> num = {}) {
  CheckRequest r;
  r.type = type;
  r.oid = std::move(oid);
  r.num = num;
  return r;
}

inline Event event(EventType type, Actor actor, Instant when, std::optional<std::int64_t> version = {}) {
  Event e;
  e.type = type;
  e.actor = actor;
  e.at = when;
  e.version = version;
  return e;
}

inline Event submits(CheckRequest request, Instant when = kNow) {
  Event e = event(EventType::submit, Actor::BUYER, when);
  e.request = std::move(request);
  return e;
}

inline Event refuses(Actor actor, Instant when, std::int64_t version) {
  Event e = event(EventType::refuse, actor, when, version);
  e.message = "已经发货，请拦截或拒收";
  e.proof = {"waybill.jpg"};
  return e;
}

/// A case of the unshipped order, as it may come from a database.
inline Case a_case(CaseStatus status, std::optional<std::string> oid = "C") {
  Case c;
  c.case_id = "c-1";
  c.type = CaseType::RO_UNSHIPPED;
  c.tid = unshipped().tid;
  c.oid = std::move(oid);
  c.num = c.oid ? 1 : 0;
  c.status = status;
  c.reason = "DONT_WANT";
  c.refund_fee = c.max = 391;
  c.version = 1;
  c.attempts = 1;
  return c;
}

inline Trade single(Fen price, std::int64_t num = 1) {
  Trade t = unshipped();
  t.promotions.clear();
  t.post_fee = 0;
  t.orders = {line("A", price, num)};
  return t;
}

// One case on its way: every step that is accepted becomes the present.
struct Walk {
  Trade trade = unshipped();
  Store shop = store(OperationMode::MERCHANT);
  const Policy& policy;
  std::optional<Case> now{};
  std::vector<Effect> effects{};
  std::string trace{};
  std::vector<Case> others{};

  std::string step(Event e) {
    if (!e.version && now && e.type != EventType::submit && e.type != EventType::tick) e.version = now->version;
    const auto next = advance({now, std::move(e), trade, shop, others}, policy);
    if (!next) return std::string(name(next.error().code)) + " " + next.error().message;
    now = next->after;
    effects = next->effects;
    trace.clear();
    for (const auto& t : next->trace) trace += (trace.empty() ? "" : " ") + t;
    return trace;
  }
  std::string step(EventType type, Actor actor, Instant when) { return step(event(type, actor, when)); }
  std::string status() const { return std::string(name(now->status)); }
};

inline std::string listed(const std::vector<Effect>& effects) {
  std::string out;
  for (const Effect& e : effects) {
    out.append(name(e.type));
    for (const std::string& word : {e.timer, e.account, e.to, e.code})
      if (!word.empty()) out += ":" + word;
    if (e.amount) out += "=" + std::to_string(*e.amount);
    out += " ";
  }
  return out;
}

template <class T>
std::string code_of(const Result<T>& r) {
  return r ? "OK" : std::string(name(r.error().code));
}

}  // namespace kefu::test
