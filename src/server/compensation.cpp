#include "server/compensation.hpp"

#include <algorithm>

#include "kefu/compensate.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"

namespace kefu::server {

namespace {

constexpr int kMostTogether = 500;  // as many as compensate takes

// What the order has brought, or is asked for: two claims side by side may not both count on the whole maximum.
Fen claimed(const Trade& trade, const std::vector<CaseRow>& rows) {
  Fen sum = trade.compensated;
  for (const CaseRow& row : rows) {
    const Case c = parse_case(row.document);
    if (c.type == CaseType::LATE_SHIP && c.status != CaseStatus::CLOSED) sum = std::max(sum, c.refund_fee);
  }
  return sum;
}

std::vector<Trade> trades_together(soci::session& sql, const Dossier& d) {
  std::vector<Trade> out = {d.trade};
  for (const TradeRow& row : trades_of(sql, d.row.buyer_id, d.row.store_id, kMostTogether)) {
    if (row.tid == d.row.tid || out.size() == static_cast<std::size_t>(kMostTogether)) continue;
    Trade trade = parse_trade(row.document);
    if (!trade.pay_time) continue;
    trade.compensated = claimed(trade, cases_of_trade(sql, row.tid));
    out.push_back(std::move(trade));
  }
  return out;
}

}  // namespace

std::optional<Policy> with_shared_maximum(soci::session& sql, const Dossier& d, Instant at) {
  if (!d.policy->late_ship.max_fen || !d.policy->late_ship.max_scope_s) return std::nullopt;
  const Result<Compensation> c = compensate({at, trades_together(sql, d), std::nullopt}, *d.policy);
  if (!c) throw problem_of(c.error());
  const LateTrade& own = c->trades.front();
  if (!own.eligible) return std::nullopt;
  if (own.amount == 0)
    throw Problem{422, "COMPENSATION_USED_UP",
                  "Your other orders paid within the same time have brought all that this shop pays for late shipment.",
                  "/tid"};
  Policy out = *d.policy;
  out.late_ship.max_fen = own.amount;
  out.late_ship.min_fen = std::min(out.late_ship.min_fen, own.amount);
  return out;
}

std::string policy_document(const Policy& pack, const LateShipRule& rule) {
  json::Document doc(pack.text);
  const std::string late =
      with_members(doc.root()["late_ship"],
                   {{"min_fen", std::to_string(rule.min_fen)}, {"max_fen", std::to_string(rule.max_fen.value_or(0))}});
  return with_members(doc.root(), {{"late_ship", late}});
}

}  // namespace kefu::server
