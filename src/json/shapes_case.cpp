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

ReturnWaybill read_return_waybill(Reader r) {
  ReturnWaybill out;
  r.may("company", out.company);
  r.must("number", out.number);
  r.may_time("shipped_at", out.shipped_at);
  return out;
}

Intervention read_intervention(Reader r) {
  Intervention out;
  r.must("by", out.by);
  r.may("claim", out.claim);
  r.must("prior", out.prior);
  r.may("verdict", out.verdict);
  r.may("grounds", out.grounds);
  for (Reader f : r.list("frozen", kMostItems)) {
    FrozenTimer timer;
    f.must("id", timer.id);
    f.must("left_s", timer.left_s);
    f.may("source", timer.source);
    out.frozen.push_back(std::move(timer));
  }
  return out;
}

void read_extras(Reader r, Case& c) {
  if (auto v = r["offer"].maybe()) c.offer = Offer{v["case_type"].word<CaseType>(), v["amount"].fen()};
  r.may("return_address", c.return_address);
  r.may("post_fee_bear_role", c.post_fee_bear_role);
  if (auto v = r["return_waybill"].maybe()) c.return_waybill = read_return_waybill(v);
  r.may("sent_waybill", c.sent_waybill);
  if (auto v = r["received"].maybe()) c.received = v.integer(0, kMaxFen);
  r.may("statute_breach", c.statute_breach);
  if (auto v = r["intervention"].maybe()) c.intervention = read_intervention(v);
  r.may("advanced", c.advanced);
  if (auto v = r["repayment"].maybe()) c.repayment = Repayment{v["amount"].fen(), v["at"].time()};
  for (Reader f : r.list("feedback", kMostItems))
    c.feedback.push_back({f["actor"].word<Actor>(), f["at"].time(), f["text"].text()});
  if (auto v = r["answers"].maybe()) c.answers = read_texts_by_name(v);
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

void write_text(Writer& w, std::string_view key, const std::string& text) {
  if (!text.empty()) w.key(key).value(text);
}

void write_intervention(Writer& w, const Intervention& i) {
  w.key("intervention").open().key("by").value(name(i.by)).key("claim").value(i.claim);
  w.key("prior").value(name(i.prior)).key("verdict");
  if (i.verdict) w.value(name(*i.verdict));
  else w.null();
  w.key("grounds").value(i.grounds).key("frozen").open_list();
  for (const FrozenTimer& f : i.frozen)
    w.open().key("id").value(f.id).key("left_s").value(f.left_s).key("source").value(name(f.source)).close();
  w.close_list().close();
}

// What most cases never have is written only where it has a value.
void write_course(Writer& w, const Case& c, Seconds offset) {
  if (c.offer)
    w.key("offer").open().key("case_type").value(name(c.offer->case_type)).key("amount").value(c.offer->amount).close();
  write_text(w, "return_address", c.return_address);
  if (c.post_fee_bear_role) w.key("post_fee_bear_role").value(name(*c.post_fee_bear_role));
  if (c.return_waybill) {
    w.key("return_waybill").open().key("company").value(c.return_waybill->company);
    w.key("number").value(c.return_waybill->number);
    if (c.return_waybill->shipped_at) w.key("shipped_at").time(*c.return_waybill->shipped_at, offset);
    w.close();
  }
  write_text(w, "sent_waybill", c.sent_waybill);
  if (c.received) w.key("received").value(*c.received);
  if (c.statute_breach) w.key("statute_breach").value(true);
  if (c.intervention) write_intervention(w, *c.intervention);
  if (c.advanced > 0) w.key("advanced").value(c.advanced);
  if (c.repayment)
    w.key("repayment").open().key("amount").value(c.repayment->amount).key("at").time(c.repayment->at, offset).close();
  if (!c.feedback.empty()) {
    w.key("feedback").open_list();
    for (const Feedback& f : c.feedback)
      w.open().key("actor").value(name(f.actor)).key("at").time(f.at, offset).key("text").value(f.text).close();
    w.close_list();
  }
  if (c.answers.empty()) return;
  w.key("answers").open();
  for (const auto& [field, text] : c.answers) w.key(field).value(text);
  w.close();
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
  read_extras(r, c);
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
  write_course(w, c, utc_offset);
  w.close();
}

}  // namespace kefu::json
