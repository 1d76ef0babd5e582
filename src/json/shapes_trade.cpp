// The trade and its lines (contract §1).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

// Bounds that keep the work on one document small; carts end at a few hundred lines.
constexpr std::size_t kMaxLines = 1000;
constexpr std::size_t kMaxPromotions = 100;
constexpr std::size_t kMaxTenders = 20;

Promotion read_promotion(const Reader& r) {
  Promotion p;
  r.may("id", p.id);
  r.must("amount", p.amount);
  if (auto v = r["lines"].maybe()) {
    p.lines.emplace();
    for (const Reader& oid : v.items(kMaxLines)) p.lines->push_back(oid.text());
  }
  r.may("threshold", p.threshold);
  return p;
}

Tender read_tender(const Reader& r) {
  Tender t;
  t.type = r["type"].text(1, 64);
  r.must("amount", t.amount);
  r.may("on_refund", t.on_refund);
  return t;
}

OrderLine read_line(const Reader& r) {
  OrderLine o;
  r.must("oid", o.oid);
  r.may("sku", o.sku);
  r.may("title", o.title);
  r.may("category", o.category);
  r.may("image", o.image);
  r.must("price", o.price);
  o.num = r["num"].integer(1, kMaxFen);
  if (auto v = r["adjust_fee"].maybe()) o.adjust_fee = v.signed_fen();
  r.may("discount_fee", o.discount_fee);
  r.may("divide_order_fee", o.divide_order_fee);
  r.may_time("consign_time", o.consign_time);
  r.may_time("sign_time", o.sign_time);
  r.may("no_reason", o.no_reason);
  r.may("exclusion_confirmed", o.exclusion_confirmed);
  r.may("is_gift", o.is_gift);
  r.may("gift_price", o.gift_price);
  r.may("is_virtual", o.is_virtual);
  return o;
}

void write_time(Writer& w, std::string_view key, const std::optional<Instant>& at, Seconds utc_offset) {
  w.key(key);
  if (at) w.time(*at, utc_offset);
  else w.null();
}

void write_promotion(Writer& w, const Promotion& p) {
  w.open().key("id").value(p.id).key("amount").value(p.amount);
  if (p.lines) w.key("lines").list(*p.lines);
  w.key("threshold").optional(p.threshold).close();
}

void write_line(Writer& w, const OrderLine& o, Seconds utc_offset) {
  w.open().key("oid").value(o.oid).key("sku").value(o.sku).key("title").value(o.title);
  w.key("category").value(o.category);
  if (!o.image.empty()) w.key("image").value(o.image);
  w.key("price").value(o.price).key("num").value(o.num).key("adjust_fee").value(o.adjust_fee);
  w.key("discount_fee").value(o.discount_fee).key("divide_order_fee").optional(o.divide_order_fee);
  write_time(w, "consign_time", o.consign_time, utc_offset);
  write_time(w, "sign_time", o.sign_time, utc_offset);
  w.key("no_reason").value(name(o.no_reason)).key("exclusion_confirmed").value(o.exclusion_confirmed);
  w.key("is_gift").value(o.is_gift).key("gift_price").optional(o.gift_price);
  w.key("is_virtual").value(o.is_virtual).close();
}

}  // namespace

Trade read_trade(Reader r) {
  Trade t;
  r.must("tid", t.tid);
  r.may("store_id", t.store_id);
  r.must("status", t.status);
  r.may_time("created", t.created);
  r.may_time("pay_time", t.pay_time);
  r.may_time("consign_time", t.consign_time);
  r.may_time("sign_time", t.sign_time);
  r.may_time("end_time", t.end_time);
  r.may_time("promised_ship_time", t.promised_ship_time);
  r.may("post_fee", t.post_fee);
  r.may("post_discount", t.post_discount);
  r.may("standard_post_fee", t.standard_post_fee);
  r.may("free_shipping_threshold", t.free_shipping_threshold);
  r.may("freight_insurance", t.freight_insurance);
  r.may("advance_quota", t.advance_quota);
  for (const Reader& p : r.list("promotions", kMaxPromotions)) t.promotions.push_back(read_promotion(p));
  for (const Reader& p : r.list("tenders", kMaxTenders)) t.tenders.push_back(read_tender(p));
  const Reader::Items orders = r["orders"].items(kMaxLines);
  t.orders.reserve(orders.size());
  for (const Reader& o : orders) t.orders.push_back(read_line(o));
  r.may("step_trade_status", t.step_trade_status);
  r.may("step_paid_fee", t.step_paid_fee);
  r.may("modify_address", t.modify_address);
  r.may("asked_to_wait", t.asked_to_wait);
  r.may("compensated", t.compensated);
  return t;
}

void write(Writer& w, const Trade& t, Seconds utc_offset) {
  w.open().key("tid").value(t.tid).key("store_id").value(t.store_id).key("status").value(name(t.status));
  write_time(w, "created", t.created, utc_offset);
  write_time(w, "pay_time", t.pay_time, utc_offset);
  write_time(w, "consign_time", t.consign_time, utc_offset);
  write_time(w, "sign_time", t.sign_time, utc_offset);
  write_time(w, "end_time", t.end_time, utc_offset);
  write_time(w, "promised_ship_time", t.promised_ship_time, utc_offset);
  w.key("post_fee").value(t.post_fee).key("post_discount").value(t.post_discount);
  w.key("standard_post_fee").value(t.standard_post_fee);
  w.key("free_shipping_threshold").optional(t.free_shipping_threshold);
  w.key("freight_insurance").value(t.freight_insurance);
  if (t.advance_quota) w.key("advance_quota").value(*t.advance_quota);
  w.key("promotions").open_list();
  for (const Promotion& p : t.promotions) write_promotion(w, p);
  w.close_list().key("tenders").open_list();
  for (const Tender& p : t.tenders) {
    w.open().key("type").value(p.type).key("amount").value(p.amount);
    if (p.on_refund) w.key("on_refund").value(name(*p.on_refund));
    w.close();
  }
  w.close_list().key("orders").open_list();
  for (const OrderLine& o : t.orders) write_line(w, o, utc_offset);
  w.close_list();
  if (t.step_trade_status)
    w.key("step_trade_status").value(name(*t.step_trade_status)).key("step_paid_fee").value(t.step_paid_fee);
  if (t.modify_address) w.key("modify_address").value(true);
  if (t.asked_to_wait) w.key("asked_to_wait").value(true);
  if (t.compensated > 0) w.key("compensated").value(t.compensated);
  w.close();
}

}  // namespace kefu::json
