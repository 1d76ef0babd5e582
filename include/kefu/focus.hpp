// focus.hpp: which of a buyer's orders a page is most likely about: what the panel opens with, and what the service has
// in mind when it says whom to ask first (GET /v1/context, `located`).
//
//   const Trade* t = focus(trades, "2012000000000000001", Page::ITEM_DETAIL, [&](const Trade& t) { return holds(t, item); });
//
// The page's own order; else the newest one still under way, first of all one with the page's item; else, on a page about
// orders, the newest one. nullptr: the buyer asks as somebody who has not ordered.
#pragma once
#include <span>
#include <string_view>

#include "kefu/locate.hpp"
#include "kefu/trade.hpp"

namespace kefu {

inline bool under_way(const Trade& t) {
  return t.status != TradeStatus::TRADE_FINISHED && t.status != TradeStatus::TRADE_CLOSED &&
         t.status != TradeStatus::TRADE_CLOSED_BY_TAOBAO && t.status != TradeStatus::TRADE_NO_CREATE_PAY;
}

/// `trades`: newest first. `has_item`: whether an order holds the item whose page the buyer is on.
template <class HasItem>
const Trade* focus(std::span<const Trade> trades, std::string_view tid, Page page, HasItem has_item) {
  for (const Trade& t : trades)
    if (t.tid == tid) return &t;
  const Trade* newest = nullptr;
  for (const Trade& t : trades) {
    if (!under_way(t)) continue;
    if (has_item(t)) return &t;
    if (!newest) newest = &t;
  }
  if (newest) return newest;
  const bool about_orders = page == Page::ORDER_PAGE || page == Page::MY_TAOBAO;
  return about_orders && !trades.empty() ? &trades.front() : nullptr;
}

}  // namespace kefu
