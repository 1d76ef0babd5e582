// advance's document and answer (contract §5).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

constexpr std::size_t kMostTexts = 100;
constexpr std::size_t kLongestText = 10000;

void may_text(Reader r, std::string_view key, std::optional<std::string>& out, std::size_t least = 0) {
  if (auto v = r[key].maybe()) out = v.text(least, kLongestText);
}

std::vector<std::string> read_proof(Reader r) {
  std::vector<std::string> out;
  for (Reader t : r.items(kMostTexts)) out.push_back(t.text(1, kLongestText));
  return out;
}

// "" takes the number back.
std::optional<std::string> read_phone(Reader r) {
  const auto v = r.maybe();
  if (!v) return std::nullopt;
  std::string t = v.text();
  if (!t.empty() && !matches(Pattern::mobile, t))
    v.complain(ErrorCode::OUT_OF_RANGE, "A mobile number such as 13800000000 is expected here.");
  return t;
}

}  // namespace

Event read_event(Reader r) {
  Event e;
  r.must("type", e.type);
  r.must("actor", e.actor);
  r.must_time("at", e.at);
  r.may("version", e.version);
  if (auto v = r["request"].maybe()) e.request = read_check_request(v);
  r.may("amount", e.amount);
  if (auto v = r["fault"].maybe()) e.fault = name(v.word<Fault>());
  may_text(r, "description", e.description);
  e.phone = read_phone(r["phone"]);
  may_text(r, "reason", e.reason);
  may_text(r, "message", e.message);
  may_text(r, "reference", e.reference);
  r.may("case_type", e.case_type);
  may_text(r, "address", e.address, 1);
  r.may("post_fee_bear_role", e.post_fee_bear_role);
  may_text(r, "waybill", e.waybill);
  may_text(r, "company", e.company, 1);
  may_text(r, "number", e.number);
  r.may_time("shipped_at", e.shipped_at);
  if (auto v = r["num"].maybe()) e.num = v.integer(0, kMaxFen);
  r.may("ok", e.ok);
  may_text(r, "claim", e.claim);
  r.may("for", e.verdict);
  may_text(r, "grounds", e.grounds);
  may_text(r, "text", e.text, 1);
  if (auto v = r["case_id"].maybe()) e.case_id = v.text(1, 100);
  if (auto v = r["evidence"].maybe()) {
    e.evidence = read_proof(v);
    e.has_evidence = true;
  }
  if (auto v = r["proof"].maybe()) e.proof = read_proof(v);
  return e;
}

AdvanceInput read_advance(Reader r) {
  AdvanceInput in;
  if (auto v = r["case"].maybe()) in.current = read_case(v);
  in.event = read_event(r["event"]);
  in.trade = read_trade(r["trade"]);
  in.store = read_store(r["store"]);
  for (Reader c : r.list("cases", kMostCases)) in.cases.push_back(read_case(c));
  return in;
}

void write(Writer& w, const Effect& e, Seconds utc_offset) {
  w.open().key("type").value(name(e.type));
  if (!e.timer.empty()) w.key("timer").value(e.timer);
  if (e.at) w.key("at").time(*e.at, utc_offset);
  if (e.amount) w.key("amount").value(*e.amount);
  if (!e.account.empty()) w.key("account").value(e.account);
  if (!e.to.empty()) w.key("to").value(e.to);
  if (!e.code.empty()) w.key("code").value(e.code);
  if (!e.steps.empty()) w.key("steps").list(e.steps);
  if (!e.reference.empty()) w.key("reference").value(e.reference);
  w.close();
}

void write(Writer& w, const Advanced& a, Seconds utc_offset) {
  w.open().key("case");
  write(w, a.after, utc_offset);
  w.key("effects").open_list();
  for (const Effect& e : a.effects) write(w, e, utc_offset);
  w.close_list().key("trace").list(a.trace).close();
}

}  // namespace kefu::json
