// `compensate`: late orders in, what each brings and the ledger out (contract §6).
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

// More than one buyer can have waiting at one store, and few enough for amounts that are counted in int64.
constexpr std::size_t kMostTrades = 500;

void write_entries(Writer& w, std::string_view key, const std::vector<LedgerEntry>& entries) {
  w.key(key).open_list();
  for (const LedgerEntry& e : entries) w.open().key("account").value(e.account).key("amount").value(e.amount).close();
  w.close_list();
}

}  // namespace

CompensateInput read_compensate(Reader r) {
  CompensateInput in;
  r.must_time("now", in.now);
  for (const Reader& t : r["trades"].items(kMostTrades)) in.trades.push_back(read_trade(t));
  r.may("deposit", in.deposit);
  return in;
}

void write(Writer& w, const Compensation& c, Seconds utc_offset) {
  w.open().key("trades").open_list();
  for (const LateTrade& t : c.trades) {
    w.open().key("tid").value(t.tid).key("eligible").value(t.eligible).key("deadline");
    if (t.deadline) w.time(*t.deadline, utc_offset);
    else w.null();
    w.key("amount").value(t.amount).key("code").value(t.code).close();
  }
  w.close_list();
  write_entries(w, "ledger", c.ledger);
  w.key("trace").list(c.trace);
  if (!c.recovery.empty()) write_entries(w, "recovery", c.recovery);
  w.close();
}

}  // namespace kefu::json
