// check's document and answer (contract §4).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

Integrity read_integrity(Reader r) {
  Integrity i;
  r.may("seal_broken", i.seal_broken);
  r.may("activated", i.activated);
  r.may("tags_intact", i.tags_intact);
  return i;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> read_texts_by_name(Reader r) {
  constexpr std::size_t kMost = 100, kLongest = 1000;
  std::vector<std::pair<std::string, std::string>> out;
  for (const Reader::Member& m : r.members(kMost))
    if (!m.value.is_null()) out.emplace_back(m.key, m.value.text(1, kLongest));
  return out;
}

CheckRequest read_check_request(Reader r) {
  CheckRequest q;
  r.must("type", q.type);
  r.may("oid", q.oid);
  // 0 is what a whole-trade case carries; with a line it would ask for nothing.
  if (auto v = r["num"].maybe()) {
    const std::int64_t n = v.integer(q.oid ? 1 : 0, kMaxFen);
    if (n > 0) q.num = n;
  }
  if (auto v = r["reason"].maybe()) q.reason = v.text(1, 64);
  if (auto v = r["integrity"].maybe()) q.integrity = read_integrity(v);
  r.may("good_status", q.good_status);
  r.may("step", q.step);
  r.may("parent_case", q.parent_case);
  if (auto v = r["answers"].maybe()) q.answers = read_texts_by_name(v);
  return q;
}

CheckInput read_check(Reader r) {
  CheckInput in;
  r.must_time("now", in.now);
  in.trade = read_trade(r["trade"]);
  for (Reader c : r.list("cases", kMostCases)) in.cases.push_back(read_case(c));
  in.request = read_check_request(r["request"]);
  return in;
}

void write(Writer& w, const Checked& c, Seconds utc_offset) {
  w.open();
  w.key("eligible").value(c.eligible);
  w.key("code").value(c.code);
  w.key("citation").value(c.citation);
  w.key("window");
  if (c.window)
    w.open().key("start").time(c.window->start, utc_offset).key("end").time(c.window->end, utc_offset).close();
  else
    w.null();
  w.key("warnings").open_list();
  for (const Warning& x : c.warnings) {
    w.open().key("code").value(x.code).key("citation").value(x.citation);
    if (x.amount > 0) w.key("amount").value(x.amount);
    w.close();
  }
  w.close_list();
  w.key("freight_payer").value(c.freight_payer);
  w.key("max").value(c.max);
  if (!c.eligible) {
    w.key("instead").open_list();
    for (CaseType t : c.instead) w.value(name(t));
    w.close_list();
  }
  w.key("trace").list(c.trace);
  w.close();
}

}  // namespace kefu::json
