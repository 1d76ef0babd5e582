// `quote`: the request and the answer (contract §2).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

constexpr std::size_t kMaxHistory = 5000;

/// Who is to blame, in the four words that change an amount; a case knows more of them.
Fault read_fault(const Reader& r) {
  const Fault fault = r.word<Fault>();
  if (fault == Fault::PLATFORM || fault == Fault::UNKNOWN)
    r.complain(ErrorCode::UNKNOWN_ENUM, "A quote knows the faults NONE SELLER CARRIER BUYER.");
  return fault;
}

/// {"oid","num"} or {"oid","amount"}; in a history both.
RefundLine read_refund_line(const Reader& r, bool both) {
  RefundLine line;
  r.must("oid", line.oid);
  const Reader amount = r["amount"].maybe();
  if (amount) line.amount = amount.fen();
  if (const Reader num = r["num"]; !amount || num.maybe()) line.num = num.integer(0, kMaxFen);
  if (line.num && line.amount && !both) amount.complain(ErrorCode::WRONG_TYPE, "A line names num or amount, not both.");
  return line;
}

HistoryLine read_history_line(const Reader& r) {
  HistoryLine h;
  const Reader freight = r["freight"].maybe();
  if (freight) h.freight = freight.fen();
  if (!freight || r["oid"].maybe()) h.line = read_refund_line(r, true);
  return h;
}

QuoteRequest read_request(const Reader& r) {
  QuoteRequest q;
  r.must("type", q.type);
  if (auto v = r["fault"].maybe()) q.fault = read_fault(v);
  r.may("reason", q.reason);
  const Reader lines = r["lines"];
  if (q.type != QuoteType::FREIGHT || lines.maybe())
    for (const Reader& line : lines.items(1000)) q.lines.push_back(read_refund_line(line, false));
  for (const Reader& oid : r.list("kept_gifts", 1000)) q.kept_gifts.push_back(oid.text());
  r.may("freight_paid", q.freight_paid);
  return q;
}

void write_sums(Writer& w, const std::vector<std::pair<std::string, Fen>>& sums) {
  w.open();
  for (const auto& [type, amount] : sums) w.key(type).value(amount);
  w.close();
}

}  // namespace

QuoteInput read_quote(Reader r, const Policy& policy) {
  QuoteInput in;
  in.trade = read_trade(r["trade"]);
  for (const Reader& h : r.list("history", kMaxHistory)) in.history.push_back(read_history_line(h));
  in.request = read_request(r["request"]);
  take_rules(in, policy);
  if (auto options = r["options"].maybe())
    options.may("promotion", in.promotion);
  return in;
}

void write(Writer& w, const Quote& q) {
  w.open().key("total").value(q.total).key("goods").value(q.goods).key("freight").value(q.freight);
  w.key("deductions").open_list();
  for (const Deduction& d : q.deductions) w.open().key("code").value(d.code).key("amount").value(d.amount).close();
  w.close_list().key("tenders");
  write_sums(w, q.tenders);
  if (!q.forfeited.empty()) {
    w.key("forfeited");
    write_sums(w, q.forfeited);
  }
  w.key("lines").open_list();
  for (const QuotedLine& l : q.lines)
    w.open().key("oid").value(l.oid).key("refund").value(l.refund).key("value_left").value(l.value_left)
        .key("units_left").value(l.units_left).close();
  w.close_list().key("max").value(q.max).key("trace").list(q.trace);
  if (q.return_freight)
    w.key("return_freight").open().key("amount").value(q.return_freight->amount).key("payer").value(q.return_freight->payer)
        .close();
  w.close();
}

}  // namespace kefu::json
