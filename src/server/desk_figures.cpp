#include "server/desk_figures.hpp"

#include <algorithm>
#include <map>

#include "kefu/compensate.hpp"
#include "server/dossier.hpp"
#include "server/query.hpp"

namespace kefu::server {

namespace {

constexpr int kMostOrders = 5000;  // looked at for lateness, newest first: each is read whole

void within(Query& q, const Scope& scope, const Span& span, std::string_view time) {
  q.add_named(scope.condition, scope.who);
  if (!span.store.empty()) q.add(" AND store_id = ?", span.store);
  q.add(std::string(" AND ") + std::string(time) + " >= ?", static_cast<long long>(span.from));
  q.add(std::string(" AND ") + std::string(time) + " < ?", static_cast<long long>(span.to));
}

Counted counted_by(soci::session& sql, const std::string& column, const Scope& scope, const Span& span) {
  std::string word;
  long long n = 0;
  Query q(sql, "SELECT " + column + ", COUNT(*) FROM cases WHERE ");
  within(q, scope, span, "opened_at");
  q.add(" GROUP BY " + column + " ORDER BY 2 DESC, 1").into(word).into(n);
  Counted out;
  for (q.run(); q.next();) out.emplace_back(word, n);
  return out;
}

void count_verdicts(soci::session& sql, const Scope& scope, const Span& span, Figures& f) {
  Query q(sql,
          "SELECT COUNT(*), COALESCE(SUM(refused), 0), COALESCE(SUM(CASE WHEN verdict <> '' THEN 1 ELSE 0 END), 0),"
          " COALESCE(SUM(CASE WHEN refused = 1 AND verdict IN ('BUYER', 'SPLIT') THEN 1 ELSE 0 END), 0) FROM cases WHERE ");
  within(q, scope, span, "opened_at");
  q.into(f.opened).into(f.refused).into(f.judged).into(f.overturned);
  q.run();
  q.next();
}

// Which day of the span something falls on, counted from its first.
std::map<long long, long long> by_day(soci::session& sql, const std::string& time, const Scope& scope, const Span& span) {
  long long day = 0, n = 0;
  Query q(sql, "SELECT (" + time + " + " + std::to_string(kDeskOffset) + ") / " + std::to_string(kDay) + ", COUNT(*) FROM cases WHERE ");
  within(q, scope, span, time);
  q.add(" GROUP BY 1").into(day).into(n);
  std::map<long long, long long> out;
  for (q.run(); q.next();) out[day] = n;
  return out;
}

void count_days(soci::session& sql, const Scope& scope, const Span& span, Figures& f) {
  const auto opened = by_day(sql, "opened_at", scope, span);
  const auto ended = by_day(sql, "ended_at", scope, span);
  const auto of = [](const std::map<long long, long long>& days, long long day) {
    const auto found = days.find(day);
    return found == days.end() ? 0 : found->second;
  };
  for (long long day = (span.from + kDeskOffset) / kDay; day <= (span.to - 1 + kDeskOffset) / kDay; ++day)
    f.days.push_back({day * kDay - kDeskOffset, of(opened, day), of(ended, day)});
}

void measure_cycles(soci::session& sql, const Scope& scope, const Span& span, Figures& f) {
  std::vector<long long> lasted;
  long long s = 0;
  Query q(sql, "SELECT ended_at - opened_at FROM cases WHERE ");
  within(q, scope, span, "ended_at");
  q.into(s);
  for (q.run(); q.next();) lasted.push_back(s);
  f.ended = static_cast<long long>(lasted.size());
  if (lasted.empty()) return;
  const auto at = [&](std::size_t percent) {
    const auto place = lasted.begin() + static_cast<std::ptrdiff_t>((lasted.size() - 1) * percent / 100);
    std::nth_element(lasted.begin(), place, lasted.end());
    return *place;
  };
  f.cycle_median_s = at(50);
  f.cycle_p90_s = at(90);
}

void count_late(soci::session& sql, const Packs& packs, const Scope& scope, const Span& span, Figures& f) {
  std::map<std::string, std::vector<Trade>> by_store;
  std::string store_id, document;
  Query q(sql, "SELECT store_id, document FROM trades WHERE ");
  within(q, scope, span, "created_at");
  q.add(" ORDER BY created_at DESC, tid DESC LIMIT ?", kMostOrders).into(store_id).into(document);
  for (q.run(); q.next();) by_store[store_id].push_back(parse_trade(document));
  for (const auto& [id, trades] : by_store) {
    const Policy& policy = packs.of(parse_store(find_store(sql, id).value()).policy);
    for (const Trade& trade : trades) {
      ++f.orders;
      const auto judged = late_shipment(trade, policy, span.to);
      // Late is late, also where it was compensated before.
      f.late_orders += judged && (judged->code == "LATE" || judged->code == "ALREADY_COMPENSATED");
    }
  }
}

}  // namespace

Figures figures(soci::session& sql, const Packs& packs, const Scope& scope, const Span& span) {
  Figures f;
  count_verdicts(sql, scope, span, f);
  f.by_type = counted_by(sql, "type", scope, span);
  f.by_reason = counted_by(sql, "reason", scope, span);
  count_days(sql, scope, span, f);
  measure_cycles(sql, scope, span, f);
  count_late(sql, packs, scope, span, f);
  return f;
}

}  // namespace kefu::server
