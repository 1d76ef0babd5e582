// The store and its channels (contract §1).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

constexpr std::size_t kMaxChannels = 200;
constexpr std::size_t kMaxHours = 50;
constexpr std::size_t kMaxHolidays = 1000;

Hours read_hours(const Reader& r) {
  Hours h;
  for (const Reader& day : r["days"].items(7))
    h.days = static_cast<std::uint8_t>(h.days | 1u << (day.integer(1, 7) - 1));
  const Reader open = r["open"];
  h.open = open.clock();
  if (h.open >= kDay) open.complain(ErrorCode::OUT_OF_RANGE, "A day opens before 24:00.");
  h.close = r["close"].clock();
  return h;
}

ChannelClaim read_channel(const Reader& r) {
  ChannelClaim c;
  r.must("type", c.type);
  r.may("target", c.target);
  r.may("entry", c.entry);
  r.may("staffing", c.staffing);
  r.may("verified", c.verified);
  r.may("source", c.source);
  r.may_time("observed_at", c.observed_at);
  r.may("needs_order", c.needs_order);
  r.may("expected_wait_s", c.expected_wait_s);
  for (const Reader& h : r.list("hours", kMaxHours)) c.hours.push_back(read_hours(h));
  for (const Reader& day : r.list("holidays", kMaxHolidays)) c.holidays.push_back(day.date());
  return c;
}

std::string clock_text(Seconds s) {
  if (s == kDay) return "24:00";
  return format_time(s, 0).substr(11, 5);
}

void write_hours(Writer& w, const Hours& h) {
  w.open().key("days").open_list();
  for (int day = 1; day <= 7; ++day)
    if (h.days >> (day - 1) & 1) w.value(day);
  w.close_list().key("open").value(clock_text(h.open)).key("close").value(clock_text(h.close)).close();
}

void write_channel(Writer& w, const ChannelClaim& c, Seconds utc_offset) {
  w.open().key("type").value(name(c.type)).key("target").value(c.target).key("entry").value(c.entry);
  w.key("staffing").value(name(c.staffing)).key("verified").value(name(c.verified)).key("source").value(c.source);
  w.key("observed_at");
  if (c.observed_at) w.time(*c.observed_at, utc_offset);
  else w.null();
  w.key("needs_order").value(c.needs_order).key("expected_wait_s").optional(c.expected_wait_s);
  if (!c.hours.empty()) {  // absent: always open
    w.key("hours").open_list();
    for (const Hours& h : c.hours) write_hours(w, h);
    w.close_list();
  }
  if (!c.holidays.empty()) {
    w.key("holidays").open_list();
    for (const std::int64_t day : c.holidays) w.value(format_time(from_local_day(day, 0), 0).substr(0, 10));
    w.close_list();
  }
  w.close();
}

}  // namespace

Store read_store(Reader r) {
  Store s;
  r.must("store_id", s.store_id);
  r.may("name", s.name);
  r.must("kind", s.kind);
  r.may("operation_mode", s.operation_mode);
  if (auto v = r["utc_offset"].maybe()) s.utc_offset = v.offset();
  r.may("policy", s.policy);
  const Reader::Items channels = r.list("channels", kMaxChannels);
  s.channels.reserve(channels.size());
  for (const Reader& c : channels) s.channels.push_back(read_channel(c));
  r.may("supplier_id", s.supplier_id);
  r.may("return_address", s.return_address);
  return s;
}

void write(Writer& w, const Store& s) {
  w.open().key("store_id").value(s.store_id).key("name").value(s.name).key("kind").value(name(s.kind));
  w.key("operation_mode").value(name(s.operation_mode)).key("utc_offset").value(format_offset(s.utc_offset));
  w.key("policy").value(s.policy).key("channels").open_list();
  for (const ChannelClaim& c : s.channels) write_channel(w, c, s.utc_offset);
  w.close_list().key("supplier_id").optional(s.supplier_id);
  if (!s.return_address.empty()) w.key("return_address").value(s.return_address);
  w.close();
}

}  // namespace kefu::json
