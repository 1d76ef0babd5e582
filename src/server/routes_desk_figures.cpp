// The desk's dashboard and ledger.
#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/csv.hpp"
#include "server/cursor.hpp"
#include "server/desk_figures.hpp"
#include "server/desk_rules.hpp"
#include "server/ledger_rows.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr int kDays = 30;
constexpr int kMostDays = 366;
constexpr int kLedgerPage = 50;
constexpr int kLedgerPageAtMost = 200;

void write_counts(json::Writer& w, const char* key, const char* word, const Counted& counts) {
  w.key(key).open_list();
  for (const auto& [name, n] : counts)
    w.open().key(word).value(name).key("count").value(static_cast<std::int64_t>(n)).close();
  w.close_list();
}

void write_number(json::Writer& w, const char* key, long long n) { w.key(key).value(static_cast<std::int64_t>(n)); }

void write_maybe(json::Writer& w, const char* key, const std::optional<long long>& n) {
  w.key(key);
  if (n) w.value(static_cast<std::int64_t>(*n));
  else w.null();
}

void write_balances(json::Writer& w, const char* key, const std::vector<Balance>& all, std::string_view begin) {
  w.key(key).open_list();
  for (const Balance& b : all) {
    if (b.account.rfind(begin, 0) != 0) continue;
    w.open().key("account").value(b.account).key("amount").value(static_cast<std::int64_t>(b.amount));
    w.key("bookings").value(static_cast<std::int64_t>(b.bookings)).close();
  }
  w.close_list();
}

LedgerFilter ledger_filter(const Request& r) {
  LedgerFilter f;
  f.account = query_text(r, "account");
  f.after = query_text(r, "after", 400);
  check_cursor(f.after);
  return f;
}

}  // namespace

Response get_desk_dashboard(const Call& call) {
  demand_desk(call.who);
  const int days = query_number(call.request, "days", 1, kMostDays, kDays);
  // Whole days, today's included.
  const Instant to = now() + 1;
  const Instant today = (to + kDeskOffset) / kDay * kDay - kDeskOffset;
  const Span span{query_text(call.request, "store"), today - (days - 1) * kDay, to};
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const Figures f = figures(sql, call.service.packs, figures_scope(call.who), span);
    const auto deposits = balances(sql, ledger_scope(call.who));
    json::Writer w;
    w.open().key("from").time(span.from, kDeskOffset).key("to").time(to, kDeskOffset);
    write_number(w, "opened", f.opened);
    write_number(w, "ended", f.ended);
    write_counts(w, "by_type", "type", f.by_type);
    write_counts(w, "by_reason", "reason", f.by_reason);
    w.key("by_day").open_list();
    for (const Day& d : f.days) {
      w.open().key("day").value(format_time(d.at, kDeskOffset).substr(0, 10));
      write_number(w, "opened", d.opened);
      write_number(w, "ended", d.ended);
      w.close();
    }
    w.close_list();
    write_maybe(w, "cycle_median_s", f.cycle_median_s);
    write_maybe(w, "cycle_p90_s", f.cycle_p90_s);
    write_number(w, "refused", f.refused);
    write_number(w, "judged", f.judged);
    write_number(w, "overturned", f.overturned);
    write_number(w, "orders", f.orders);
    write_number(w, "late_orders", f.late_orders);
    write_balances(w, "deposits", deposits, "SUPPLIER_DEPOSIT");
    w.close();
    return json_response(200, w.take());
  });
}

Response get_desk_ledger(const Call& call) {
  const Scope scope = ledger_scope(call.who);
  LedgerFilter filter = ledger_filter(call.request);
  const auto limit = static_cast<std::size_t>(query_number(call.request, "limit", 1, kLedgerPageAtMost, kLedgerPage));
  filter.references = static_cast<int>(limit) + 1;  // one more tells whether there is a next page
  return call.service.db.read([&](soci::session& sql) {
    const auto rows = bookings(sql, scope, filter);
    const auto all = balances(sql, scope);
    json::Writer w;
    w.open().key("bookings").open_list();
    std::size_t references = 0;
    const Booking* last = nullptr;
    bool more = false;
    for (const Booking& b : rows) {
      if (!last || last->reference != b.reference || last->booked_at != b.booked_at) ++references;
      more = references > limit;
      if (more) break;
      last = &b;
      w.open().key("reference").value(b.reference).key("account").value(b.account);
      write_number(w, "amount", b.amount);
      w.key("at").time(b.booked_at, kDeskOffset).close();
    }
    w.close_list().key("next");
    if (more) w.value(cursor_after(*last));
    else w.null();
    write_balances(w, "balances", all, "");
    long long sum = 0;
    for (const Balance& b : all) sum += b.amount;
    write_number(w, "sum", sum);
    w.close();
    return json_response(200, w.take());
  });
}

Response get_desk_ledger_csv(const Call& call) {
  const Scope scope = ledger_scope(call.who);
  LedgerFilter filter = ledger_filter(call.request);
  filter.references = kExportedAtMost;
  return call.service.db.read([&](soci::session& sql) {
    Csv csv({"reference", "account", "amount", "booked_at"});
    for (const Booking& b : bookings(sql, scope, filter))
      csv.text(b.reference).text(b.account).yuan(b.amount).text(format_time(b.booked_at, kDeskOffset)).end_row();
    return csv.response("ledger.csv");
  });
}

}  // namespace kefu::server
