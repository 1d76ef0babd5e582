#include <algorithm>

#include "json/shapes.hpp"
#include "kefu/focus.hpp"
#include "server/clock.hpp"
#include "server/dossier.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace kefu::server {

namespace {

constexpr int kMostTrades = 50;

// The buyer's orders at the store, newest first; the one the page is about, if any, before all others.
std::vector<TradeRow> orders_for(soci::session& sql, const Identity& who, const std::string& store_id,
                                 const std::string& tid) {
  auto rows = trades_of(sql, who.subject, store_id, kMostTrades);
  if (tid.empty()) return rows;
  rows.erase(std::remove_if(rows.begin(), rows.end(), [&](const TradeRow& r) { return r.tid == tid; }), rows.end());
  if (auto row = find_trade(sql, scope_of(who), tid); row && row->store_id == store_id)
    rows.insert(rows.begin(), std::move(*row));
  if (rows.size() > static_cast<std::size_t>(kMostTrades)) rows.resize(static_cast<std::size_t>(kMostTrades));
  return rows;
}

bool holds(const std::string& trade, const std::string& item_id) {
  if (item_id.empty()) return false;
  json::Document doc(trade);
  for (const json::Reader& line : doc.root()["orders"].items())
    if (const auto id = line["item_id"].maybe(); id.is_text() && id.text() == item_id) return true;
  return false;
}

// Whom this buyer would be shown first, so that a page can say it before the panel is there to ask.
Result<Located> locate_first(const Packs& packs, const Store& store, const std::vector<TradeRow>& rows,
                             const std::vector<std::vector<CaseRow>>& cases, const Request& request) {
  LocateInput in;
  in.now = now();
  in.store = store;
  in.page = from_name<Page>(request.query_value("page").value_or("")).value_or(Page::ITEM_DETAIL);
  std::vector<Trade> trades;
  for (const TradeRow& row : rows) trades.push_back(parse_trade(row.document));
  const std::string item_id = request.query_value("item").value_or("");
  const Trade* about = focus(trades, request.query_value("tid").value_or(""), in.page, [&](const Trade& t) {
    return holds(rows[static_cast<std::size_t>(&t - trades.data())].document, item_id);
  });
  if (about) {
    in.trade = *about;
    const auto& own = cases[static_cast<std::size_t>(about - trades.data())];
    for (auto c = own.rbegin(); c != own.rend() && !in.active_case; ++c)
      if (Case known = parse_case(c->document); is_open(known) && blocks(known.type, CaseType::RO_UNSHIPPED))
        in.active_case = std::move(known);
  }
  return locate(in, packs.of(store.policy));
}

}  // namespace

Response get_context(const Call& call) {
  if (call.who.role != Role::buyer) throw Problem{403, "NOT_PERMITTED", "The context is a buyer's."};
  const Request& request = call.request;
  const std::string store_id = request.query_value("store").value_or("");
  call.service.catch_up();
  return call.service.db.read([&](soci::session& sql) {
    const auto document = find_store(sql, store_id);
    if (!document) throw not_found();
    const Store store = parse_store(*document);
    const auto item = find_item(sql, store_id, request.query_value("item").value_or(""));
    const auto trades = orders_for(sql, call.who, store_id, request.query_value("tid").value_or(""));

    json::Writer w;
    w.open();
    w.key("now").time(now(), store.utc_offset);
    w.key("buyer").open().key("id").value(call.who.subject);
    w.key("name").value(buyer_name(sql, call.who.subject).value_or("")).close();
    w.key("store").raw(*document);
    w.key("policy").raw(call.service.packs.text_of(store.policy));
    w.key("item").raw(item.value_or("null"));
    w.key("trades").open_list();
    for (const TradeRow& t : trades) w.raw(t.document);
    w.close_list();
    std::vector<std::vector<CaseRow>> cases;
    for (const TradeRow& t : trades) cases.push_back(cases_of_trade(sql, t.tid));
    w.key("cases").open_list();
    for (const auto& own : cases)
      for (auto c = own.rbegin(); c != own.rend(); ++c) w.raw(c->document);
    w.close_list();
    w.key("located");
    if (const auto located = locate_first(call.service.packs, store, trades, cases, request)) json::write(w, *located, store.utc_offset);
    else w.null();
    w.close();
    return json_response(200, w.take());
  });
}

}  // namespace kefu::server
