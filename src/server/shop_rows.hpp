// shop_rows.hpp: stores, items, buyers and their orders in the database; documents as they were given.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kefu/time.hpp"
#include "server/identity.hpp"

namespace kefu::server {

struct TradeRow {
  std::string tid;
  std::string buyer_id;
  std::string store_id;
  std::string document;
  std::string store{};  // the store's document; find_trade alone fills it in
};

std::optional<std::string> find_store(soci::session& sql, const std::string& store_id);
std::vector<std::string> all_stores(soci::session& sql);
std::optional<std::string> find_item(soci::session& sql, const std::string& store_id, const std::string& item_id);
std::vector<std::string> all_items(soci::session& sql);
std::vector<std::pair<std::string, std::string>> all_buyers(soci::session& sql);  // id, name
std::optional<std::string> buyer_name(soci::session& sql, const std::string& buyer_id);

/// The order if the caller may see it.
std::optional<TradeRow> find_trade(soci::session& sql, const Scope& scope, const std::string& tid);
/// A buyer's orders at a store, newest first.
std::vector<TradeRow> trades_of(soci::session& sql, const std::string& buyer_id, const std::string& store_id, int limit);
void replace_trade(soci::session& sql, const std::string& tid, const std::string& document);
void stop_consigning(soci::session& sql, const std::string& tid, bool stopped);
void pause_auto_confirm(soci::session& sql, const std::string& tid, bool paused);

/// Whether a store here names the supplier.
bool supplier_exists(soci::session& sql, const std::string& supplier_id);
bool shop_is_empty(soci::session& sql);
void insert_store(soci::session& sql, const std::string& id, const std::optional<std::string>& supplier,
                  const std::string& document);
void insert_item(soci::session& sql, const std::string& id, const std::string& store_id, long long position,
                 const std::string& document);
void insert_buyer(soci::session& sql, const std::string& id, const std::string& buyer);
void insert_trade(soci::session& sql, const TradeRow& row, Instant created_at);

}  // namespace kefu::server
