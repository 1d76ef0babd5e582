#include "server/ledger.hpp"

#include <algorithm>
#include <stdexcept>

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

struct Transfer {
  const Leg* from = nullptr;
  const Leg* to = nullptr;
  Fen amount{};
};

// Who gives is matched with who gets in the journal's own order, so the same journal makes the same transfers.
std::vector<Transfer> transfers_of(const Journal& j) {
  Fen sum = 0;
  for (const Leg& leg : j.legs) sum += leg.amount;
  if (sum != 0) throw std::logic_error("the journal " + j.reference + " does not sum to zero");
  std::vector<Transfer> out;
  auto to = j.legs.begin();
  Fen wanted = 0;
  for (const Leg& from : j.legs) {
    for (Fen left = -from.amount; left > 0;) {
      while (wanted == 0) {
        while (to->amount <= 0) ++to;
        wanted = to->amount;
      }
      const Fen amount = std::min(left, wanted);
      out.push_back({&from, &*to, amount});
      left -= amount;
      wanted -= amount;
      if (wanted == 0) ++to;
    }
  }
  return out;
}

bool begins_with(const std::string& text, const char* word) { return text.rfind(word, 0) == 0; }

}  // namespace

void book(soci::session& sql, const Journal& j, Instant at) {
  const long long booked_at = at;
  soci::indicator known = j.case_id.empty() ? soci::i_null : soci::i_ok;
  long long position = 0;
  for (const Transfer& t : transfers_of(j)) {
    const long long amount = t.amount;
    ++position;
    sql << "INSERT INTO transfers (reference, position, case_id, from_account, from_holder, to_account, to_holder,"
           " amount, booked_at) VALUES (:reference, :position, :case_id, :fa, :fh, :ta, :th, :amount, :at)",
        use(j.reference), use(position), use(j.case_id, known), use(t.from->account), use(t.from->holder),
        use(t.to->account), use(t.to->holder), use(amount), use(booked_at);
  }
}

Fen balance(soci::session& sql, const std::string& account, const std::string& holder) {
  long long in = 0, out = 0;
  sql << "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM transfers WHERE to_account = :account"
         " AND to_holder = :holder",
      use(account), use(holder), into(in);
  sql << "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM transfers WHERE from_account = :account"
         " AND from_holder = :holder",
      use(account), use(holder), into(out);
  return in - out;
}

std::string holder_of(const std::string& account, const Holders& holders) {
  if (begins_with(account, "BUYER_")) return holders.buyer;
  if (begins_with(account, "SELLER_")) return holders.store;
  if (begins_with(account, "SUPPLIER_")) return holders.supplier;
  return account == "INSURER" ? "insurer" : "platform";
}

std::vector<BookedLeg> bookings_of(soci::session& sql, const std::string& case_id, const Identity& who) {
  const bool own = who.role == Role::buyer || who.role == Role::supplier;
  const std::string holder = own ? who.subject : "";
  std::vector<BookedLeg> out;
  BookedLeg b;
  long long amount = 0, at = 0;
  // The view's own words, narrowed before it groups: a case has a handful of rows.
  soci::statement rows =
      (sql.prepare
           << "SELECT reference, account, CAST(SUM(amount) AS BIGINT), booked_at FROM"
              " (SELECT reference, from_account AS account, from_holder AS holder, -amount AS amount, booked_at"
              " FROM transfers WHERE case_id = :a UNION ALL"
              " SELECT reference, to_account, to_holder, amount, booked_at FROM transfers WHERE case_id = :b)"
              " AS legs WHERE (:everybody = '' OR holder = :holder)"
              " GROUP BY reference, account, holder, booked_at ORDER BY booked_at, reference, SUM(amount), account",
       use(case_id), use(case_id), use(holder), use(holder), into(b.reference), into(b.account), into(amount),
       into(at));
  rows.execute();
  while (rows.fetch()) {
    b.amount = amount;
    b.at = at;
    out.push_back(b);
  }
  return out;
}

}  // namespace kefu::server
