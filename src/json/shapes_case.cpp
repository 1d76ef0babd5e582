// Case, read and written (contract §5); what goes beyond the contract's keys comes after them.
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

constexpr std::size_t kMostItems = 1000;  // deadlines, history, evidence … of one case

std::vector<std::string> read_texts(Reader r) {
  std::vector<std::string> out;
  for (Reader t : r.items(kMostItems)) out.push_back(t.text());
  return out;
}

Deadline read_deadline(Reader r) {
  Deadline d;
  r.must("id", d.id);
  r.must_time("at", d.at);
  r.may("source", d.source);
  return d;
}

HistoryEntry read_history_entry(Reader r) {
  HistoryEntry h;
  r.must("event", h.event);
  r.must("actor", h.actor);
  r.must_time("at", h.at);
  r.must("from", h.from);
  r.must("to", h.to);
  return h;
}

Refusal read_refusal(Reader r) {
  Refusal out;
  r.may("reason", out.reason);
  r.may("message", out.message);
  if (auto v = r["proof"].maybe()) out.proof = read_texts(v);
  return out;
}

Settlement read_settlement(Reader r) {
  Settlement out;
  r.may("freight", out.freight);
  for (Reader t : r.list("tenders", kMostItems)) out.tenders.emplace_back(t["type"].text(), t["amount"].fen());
  for (Reader l : r.list("lines")) {
      SettledLine line;
      l.must("oid", line.oid);
      if (auto n = l["num"].maybe()) line.num = n.integer(0, kMaxFen);
      l.must("value", line.value);
      out.lines.push_back(std::move(line));
    }
  return out;
}

void read_lists(Reader r, Case& c) {
  for (Reader d : r.list("deadlines", kMostItems)) c.deadlines.push_back(read_deadline(d));
  for (Reader a : r.list("allowed", kMostItems)) c.allowed.push_back({a["event"].word<EventType>(), a["actor"].word<Actor>()});
  for (Reader a : r.list("not_allowed", kMostItems)) c.not_allowed.push_back({a["event"].word<EventType>(), a["code"].text()});
  for (Reader h : r.list("history", kMostItems)) c.history.push_back(read_history_entry(h));
  if (auto v = r["evidence"].maybe()) c.evidence = read_texts(v);
}

void write_lists(Writer& w, const Case& c, Seconds offset) {
  w.key("deadlines").open_list();
  for (const Deadline& d : c.deadlines)
    w.open().key("id").value(d.id).key("at").time(d.at, offset).key("source").value(name(d.source)).close();
  w.close_list().key("allowed").open_list();
  for (const AllowedEvent& a : c.allowed)
    w.open().key("event").value(name(a.event)).key("actor").value(name(a.actor)).close();
  w.close_list().key("not_allowed").open_list();
  for (const NotAllowedEvent& a : c.not_allowed)
    w.open().key("event").value(name(a.event)).key("code").value(a.code).close();
  w.close_list().key("history").open_list();
  for (const HistoryEntry& h : c.history) {
    w.open().key("event").value(h.event).key("actor").value(name(h.actor)).key("at").time(h.at, offset);
    w.key("from").value(name(h.from)).key("to").value(name(h.to)).close();
  }
  w.close_list().key("evidence").list(c.evidence);
}

void write_settlement(Writer& w, const Settlement& s) {
  w.open().key("freight").value(s.freight).key("tenders").open_list();
  for (const auto& t : s.tenders) w.open().key("type").value(t.first).key("amount").value(t.second).close();
  w.close_list().key("lines").open_list();
  for (const SettledLine& l : s.lines)
    w.open().key("oid").value(l.oid).key("num").optional(l.num).key("value").value(l.value).close();
  w.close_list().close();
}

void write_extras(Writer& w, const Case& c) {
  w.key("description").value(c.description);
  w.key("phone").value(c.phone);
  w.key("closed_by_seller_ship").value(c.closed_by_seller_ship);
  w.key("refusal");
  if (c.refusal) {
    w.open().key("reason").value(c.refusal->reason).key("message").value(c.refusal->message);
    w.key("proof").list(c.refusal->proof).close();
  } else {
    w.null();
  }
  w.key("settled");
  write_settlement(w, c.settled);
}

}  // namespace

Case read_case(Reader r) {
  Case c;
  r.must("case_id", c.case_id);
  r.must("type", c.type);
  r.must("tid", c.tid);
  r.may("oid", c.oid);
  r.may("num", c.num);
  r.must("status", c.status);
  if (auto v = r["cs_status"].maybe()) c.cs_status = static_cast<int>(v.integer(1, 11));
  if (auto v = r["advance_status"].maybe()) c.advance_status = static_cast<int>(v.integer(0, 5));
  r.may("good_status", c.good_status);
  r.may("refund_phase", c.refund_phase);
  r.may("reason", c.reason);
  if (auto v = r["fault"].maybe()) c.fault = name(v.word<Fault>());
  r.may("refund_fee", c.refund_fee);
  r.may("max", c.max);
  r.may("version", c.version);
  r.may("attempts", c.attempts);
  read_lists(r, c);
  r.may("parent", c.parent);
  r.may("description", c.description);
  r.may("phone", c.phone);
  r.may("closed_by_seller_ship", c.closed_by_seller_ship);
  if (auto v = r["refusal"].maybe()) c.refusal = read_refusal(v);
  if (auto v = r["settled"].maybe()) c.settled = read_settlement(v);
  return c;
}

void write(Writer& w, const Case& c, Seconds utc_offset) {
  w.open();
  w.key("case_id").value(c.case_id);
  w.key("type").value(name(c.type));
  w.key("tid").value(c.tid);
  w.key("oid").optional(c.oid);
  w.key("num").value(c.num);
  w.key("status").value(name(c.status));
  w.key("cs_status").value(c.cs_status);
  w.key("advance_status").value(c.advance_status);
  w.key("good_status").value(name(c.good_status));
  w.key("refund_phase").value(name(c.refund_phase));
  w.key("reason").value(c.reason);
  w.key("fault").value(c.fault);
  w.key("refund_fee").value(c.refund_fee);
  w.key("max").value(c.max);
  w.key("version").value(c.version);
  w.key("attempts").value(c.attempts);
  write_lists(w, c, utc_offset);
  w.key("parent").optional(c.parent);
  write_extras(w, c);
  w.close();
}

}  // namespace kefu::json
