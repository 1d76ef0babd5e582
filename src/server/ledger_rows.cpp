#include "server/ledger_rows.hpp"

#include <map>

#include "server/cursor.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"

namespace kefu::server {

namespace {

// "BUYER_CASH" means all of that class, "BUYER_CASH:b-1" that one. A range, so that no sign of LIKE gets in the way.
void narrow_ledger(Query& q, const std::string& account) {
  if (account.empty()) return;
  q.add(" AND (account = ?", account).add(" OR (account >= ?", account + ":").add(" AND account < ?))", account + ";");
}

std::string class_of(const std::string& account) {
  const std::string kind = account.substr(0, account.find(':'));
  return kind == "SUPPLIER_DEPOSIT" || kind == "PLATFORM_FUND" ? account : kind;
}

}  // namespace

Scope ledger_scope(const Identity& who) {
  switch (who.role) {
    case Role::finance:
    case Role::platform_desk:
    case Role::xiaoer: return {"'' = :who", ""};
    case Role::agent: return {"account = :who", "SELLER_RECEIVABLE:" + who.store};
    case Role::supplier: return {"account LIKE 'SUPPLIER_%' AND holder = :who", who.subject};
    default: break;
  }
  throw Problem{403, "NOT_PERMITTED", "The ledger is for the desks and finance."};
}

std::string cursor_after(const Booking& last) { return to_text({last.booked_at, last.reference}); }

std::vector<Booking> bookings(soci::session& sql, const Scope& scope, const LedgerFilter& filter) {
  std::vector<std::pair<long long, std::string>> references;
  long long at = 0;
  std::string reference;
  Query page(sql, "SELECT DISTINCT booked_at, reference FROM ledger WHERE ");
  page.add_named(scope.condition, scope.who);
  narrow_ledger(page, filter.account);
  if (const auto after = read_cursor(filter.after))
    page.add(" AND (booked_at, reference) < (?, ", after->at).add("?)", after->id);
  page.add(" ORDER BY booked_at DESC, reference DESC LIMIT ?", filter.references).into(at).into(reference);
  for (page.run(); page.next();) references.emplace_back(at, reference);

  std::vector<Booking> out;
  if (references.empty()) return out;
  // All of the page at once: the ledger is a view, and each look at it costs (migrations.cpp).
  const auto& [first_at, first] = references.front();
  const auto& [last_at, last] = references.back();
  Booking b;
  Query q(sql, "SELECT reference, account, amount, booked_at FROM ledger WHERE ");
  q.add_named(scope.condition, scope.who);
  narrow_ledger(q, filter.account);
  q.add(" AND (booked_at, reference) <= (?, ", first_at).add("?)", first);
  q.add(" AND (booked_at, reference) >= (?, ", last_at).add("?)", last);
  q.add(" ORDER BY booked_at DESC, reference DESC, amount, account");
  q.into(b.reference).into(b.account).into(b.amount).into(b.booked_at);
  for (q.run(); q.next();) out.push_back(b);
  return out;
}

std::vector<Balance> balances(soci::session& sql, const Scope& scope) {
  std::map<std::string, Balance> classes;
  Balance of;
  Query q(sql, "SELECT account, SUM(amount), COUNT(*) FROM ledger WHERE ");
  q.add_named(scope.condition, scope.who).add(" GROUP BY account").into(of.account).into(of.amount).into(of.bookings);
  for (q.run(); q.next();) {
    Balance& sum = classes[class_of(of.account)];
    sum.amount += of.amount;
    sum.bookings += of.bookings;
  }
  std::vector<Balance> out;
  for (auto& [account, balance] : classes) {
    balance.account = account;
    out.push_back(balance);
  }
  return out;
}

}  // namespace kefu::server
