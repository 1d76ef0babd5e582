// The trade and its lines (contract §1).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

// Bounds that keep the work on one document small; carts end at a few hundred lines.
constexpr std::size_t kMaxLines = 1000;
constexpr std::size_t kMaxPromotions = 100;
constexpr std::size_t kMaxTenders = 20;

std::optional<Instant> maybe_time(const Reader& r) {
  if (auto v = r.maybe()) return v.time();
  return std::nullopt;
}

std::optional<Fen> maybe_fen(const Reader& r) {
  if (auto v = r.maybe()) return v.fen();
  return std::nullopt;
}

void read_into(Fen& out, const Reader& r) {
  if (auto v = r.maybe()) out = v.fen();
}
void read_into(bool& out, const Reader& r) {
  if (auto v = r.maybe()) out = v.boolean();
}
void read_into(std::string& out, const Reader& r) {
  if (auto v = r.maybe()) out = v.text();
}

Promotion read_promotion(const Reader& r) {
  Promotion p;
  read_into(p.id, r["id"]);
  p.amount = r["amount"].fen();
  if (auto v = r["lines"].maybe()) {
    p.lines.emplace();
    for (const Reader& oid : v.items(kMaxLines)) p.lines->push_back(oid.text());
  }
  p.threshold = maybe_fen(r["threshold"]);
  return p;
}

Tender read_tender(const Reader& r) {
  Tender t;
  t.type = r["type"].text(1, 64);
  t.amount = r["amount"].fen();
  if (auto v = r["on_refund"].maybe()) t.on_refund = v.word<OnRefund>();
  return t;
}

OrderLine read_line(const Reader& r) {
  OrderLine o;
  o.oid = r["oid"].text();
  read_into(o.sku, r["sku"]);
  read_into(o.title, r["title"]);
  read_into(o.category, r["category"]);
  read_into(o.image, r["image"]);
  o.price = r["price"].fen();
  o.num = r["num"].integer(1, kMaxFen);
  if (auto v = r["adjust_fee"].maybe()) o.adjust_fee = v.signed_fen();
  read_into(o.discount_fee, r["discount_fee"]);
  o.divide_order_fee = maybe_fen(r["divide_order_fee"]);
  o.consign_time = maybe_time(r["consign_time"]);
  o.sign_time = maybe_time(r["sign_time"]);
  if (auto v = r["no_reason"].maybe()) o.no_reason = v.word<NoReason>();
  read_into(o.exclusion_confirmed, r["exclusion_confirmed"]);
  read_into(o.is_gift, r["is_gift"]);
  o.gift_price = maybe_fen(r["gift_price"]);
  read_into(o.is_virtual, r["is_virtual"]);
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
  t.tid = r["tid"].text();
  read_into(t.store_id, r["store_id"]);
  t.status = r["status"].word<TradeStatus>();
  t.created = maybe_time(r["created"]);
  t.pay_time = maybe_time(r["pay_time"]);
  t.consign_time = maybe_time(r["consign_time"]);
  t.sign_time = maybe_time(r["sign_time"]);
  t.end_time = maybe_time(r["end_time"]);
  t.promised_ship_time = maybe_time(r["promised_ship_time"]);
  read_into(t.post_fee, r["post_fee"]);
  read_into(t.post_discount, r["post_discount"]);
  read_into(t.standard_post_fee, r["standard_post_fee"]);
  t.free_shipping_threshold = maybe_fen(r["free_shipping_threshold"]);
  read_into(t.freight_insurance, r["freight_insurance"]);
  if (auto v = r["promotions"].maybe())
    for (const Reader& p : v.items(kMaxPromotions)) t.promotions.push_back(read_promotion(p));
  if (auto v = r["tenders"].maybe())
    for (const Reader& p : v.items(kMaxTenders)) t.tenders.push_back(read_tender(p));
  for (const Reader& o : r["orders"].items(kMaxLines)) t.orders.push_back(read_line(o));
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
  w.key("freight_insurance").value(t.freight_insurance).key("promotions").open_list();
  for (const Promotion& p : t.promotions) write_promotion(w, p);
  w.close_list().key("tenders").open_list();
  for (const Tender& p : t.tenders)
    w.open().key("type").value(p.type).key("amount").value(p.amount).key("on_refund").value(name(p.on_refund)).close();
  w.close_list().key("orders").open_list();
  for (const OrderLine& o : t.orders) write_line(w, o, utc_offset);
  w.close_list().close();
}

}  // namespace kefu::json
