#include "server/trade_after.hpp"

#include "server/json_edit.hpp"

namespace kefu::server {

namespace {

// How many of the line's units are not with the buyer any more after this case: of those she sent back, what came.
std::int64_t units_over(const Case& c, const OrderLine& line) {
  const bool refunded = c.type == CaseType::RO_UNSHIPPED || c.type == CaseType::RO_IN_TRANSIT ||
                        c.type == CaseType::RETURN_REFUND || (c.type == CaseType::EXCHANGE && c.refund_fee > 0);
  if (c.status != CaseStatus::SUCCESS || !refunded) return 0;
  if (!c.oid) return line.num;
  return *c.oid == line.oid ? c.received.value_or(c.num) : 0;
}

bool all_units_over(const Trade& trade, const std::vector<Case>& cases) {
  for (const OrderLine& line : trade.orders) {
    std::int64_t over = 0;
    for (const Case& c : cases) over += units_over(c, line);
    if (over < line.num) return false;
  }
  return true;
}

// A claim for late shipment, or the dispute about one, whose money is decided: the order brings it once (domain §5.7).
Fen compensated_by(const Case& c, const std::vector<Case>& cases) {
  if (!is_committed(c) || c.refund_fee == 0) return 0;
  if (c.type == CaseType::LATE_SHIP) return c.refund_fee;
  for (const Case& o : cases)
    if (c.type == CaseType::DISPUTE && c.parent == o.case_id && o.type == CaseType::LATE_SHIP) return c.refund_fee;
  return 0;
}

bool shipped_now(const Case& c) {
  return c.status == CaseStatus::CLOSED && !c.history.empty() && c.history.back().event == name(EventType::seller_ships);
}

std::string with_shipped_lines(const std::string& document, const Trade& trade, const Case& c, const std::string& at) {
  json::Document doc(document);
  std::vector<std::string> lines;
  bool all_shipped = true;
  for (const json::Reader& line : doc.root()["orders"].items()) {
    const std::string oid = line["oid"].text();
    const OrderLine* known = find_line(trade, oid);
    const bool ships = !c.oid || *c.oid == oid;
    all_shipped = all_shipped && (ships || (known && consigned_at(trade, *known)));
    lines.push_back(ships ? with_members(line, {{"consign_time", at}}) : line.raw());
  }
  std::vector<RawMember> changes = {{"orders", list_of(lines)}};
  changes.emplace_back("status", json_text(name(all_shipped ? TradeStatus::WAIT_BUYER_CONFIRM_GOODS
                                                         : TradeStatus::SELLER_CONSIGNED_PART)));
  if (all_shipped) changes.emplace_back("consign_time", at);
  return with_members(doc.root(), changes);
}

}  // namespace

std::optional<std::string> trade_after(const std::string& document, const Trade& trade, const Store& store,
                                       const Case& changed, const std::vector<Case>& cases, Instant at) {
  const std::string now = json_text(format_time(at, store.utc_offset));
  if (shipped_now(changed)) return with_shipped_lines(document, trade, changed, now);
  if (const Fen compensated = compensated_by(changed, cases); compensated > trade.compensated) {
    json::Document doc(document);
    return with_members(doc.root(), {{"compensated", std::to_string(compensated)}});
  }
  if (changed.status != CaseStatus::SUCCESS || !all_units_over(trade, cases)) return std::nullopt;
  json::Document doc(document);
  return with_members(doc.root(), {{"status", json_text(name(TradeStatus::TRADE_CLOSED))}, {"end_time", now}});
}

}  // namespace kefu::server
