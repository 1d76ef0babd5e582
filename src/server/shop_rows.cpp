#include "server/shop_rows.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

std::vector<std::string> documents(soci::session& sql, const char* query) {
  std::vector<std::string> out;
  std::string document;
  soci::statement rows = (sql.prepare << query, into(document));
  rows.execute();
  while (rows.fetch()) out.push_back(document);
  return out;
}

}  // namespace

std::optional<std::string> find_store(soci::session& sql, const std::string& store_id) {
  std::string document;
  sql << "SELECT document FROM stores WHERE store_id = :id", use(store_id), into(document);
  if (!sql.got_data()) return std::nullopt;
  return document;
}

std::vector<std::string> all_stores(soci::session& sql) {
  return documents(sql, "SELECT document FROM stores ORDER BY store_id");
}

std::optional<std::string> find_item(soci::session& sql, const std::string& store_id, const std::string& item_id) {
  std::string document;
  sql << "SELECT document FROM items WHERE item_id = :item AND store_id = :store", use(item_id), use(store_id),
      into(document);
  if (!sql.got_data()) return std::nullopt;
  return document;
}

std::vector<std::string> all_items(soci::session& sql) {
  return documents(sql, "SELECT document FROM items ORDER BY position");
}

std::vector<std::pair<std::string, std::string>> all_buyers(soci::session& sql) {
  std::vector<std::pair<std::string, std::string>> out;
  std::string id, name;
  soci::statement rows = (sql.prepare << "SELECT buyer_id, name FROM buyers ORDER BY buyer_id", into(id), into(name));
  rows.execute();
  while (rows.fetch()) out.emplace_back(id, name);
  return out;
}

std::optional<std::string> buyer_name(soci::session& sql, const std::string& buyer_id) {
  std::string name;
  sql << "SELECT name FROM buyers WHERE buyer_id = :id", use(buyer_id), into(name);
  if (!sql.got_data()) return std::nullopt;
  return name;
}

std::optional<TradeRow> find_trade(soci::session& sql, const Scope& scope, const std::string& tid) {
  if (tid.find('\0') != std::string::npos) return std::nullopt;  // PostgreSQL would look for what stands before it
  TradeRow row;
  sql << "SELECT tid, buyer_id, store_id, document, (SELECT s.document FROM stores s WHERE s.store_id = trades.store_id)"
         " FROM trades WHERE tid = :tid AND "
      << scope.condition,
      use(tid), use(scope.who), into(row.tid), into(row.buyer_id), into(row.store_id), into(row.document),
      into(row.store);
  if (!sql.got_data()) return std::nullopt;
  return row;
}

std::vector<TradeRow> trades_of(soci::session& sql, const std::string& buyer_id, const std::string& store_id,
                                int limit) {
  std::vector<TradeRow> out;
  TradeRow row;
  soci::statement rows = (sql.prepare << "SELECT tid, buyer_id, store_id, document FROM trades"
                                         " WHERE buyer_id = :buyer AND store_id = :store"
                                         " ORDER BY created_at DESC, tid DESC LIMIT :most",
                          use(buyer_id), use(store_id), use(limit), into(row.tid), into(row.buyer_id),
                          into(row.store_id), into(row.document));
  rows.execute();
  while (rows.fetch()) out.push_back(row);
  return out;
}

void replace_trade(soci::session& sql, const std::string& tid, const std::string& document) {
  sql << "UPDATE trades SET document = :document WHERE tid = :tid", use(document), use(tid);
}

void stop_consigning(soci::session& sql, const std::string& tid, bool stopped) {
  const long long value = stopped;
  sql << "UPDATE trades SET consign_stopped = :value WHERE tid = :tid", use(value), use(tid);
}

void pause_auto_confirm(soci::session& sql, const std::string& tid, bool paused) {
  const long long value = paused;
  sql << "UPDATE trades SET auto_confirm_paused = :value WHERE tid = :tid", use(value), use(tid);
}

bool supplier_exists(soci::session& sql, const std::string& supplier_id) {
  long long stores = 0;
  sql << "SELECT COUNT(*) FROM stores WHERE supplier_id = :id", use(supplier_id), into(stores);
  return stores > 0;
}

bool shop_is_empty(soci::session& sql) {
  long long stores = 0;
  sql << "SELECT COUNT(*) FROM stores", into(stores);
  return stores == 0;
}

void insert_store(soci::session& sql, const std::string& id, const std::optional<std::string>& supplier,
                  const std::string& document) {
  const std::string supplier_id = supplier.value_or("");
  soci::indicator known = supplier ? soci::i_ok : soci::i_null;
  sql << "INSERT INTO stores (store_id, supplier_id, document) VALUES (:id, :supplier, :document)", use(id),
      use(supplier_id, known), use(document);
}

void insert_item(soci::session& sql, const std::string& id, const std::string& store_id, long long position,
                 const std::string& document) {
  sql << "INSERT INTO items (item_id, store_id, position, document) VALUES (:id, :store, :position, :document)",
      use(id), use(store_id), use(position), use(document);
}

void insert_buyer(soci::session& sql, const std::string& id, const std::string& buyer) {
  sql << "INSERT INTO buyers (buyer_id, name) VALUES (:id, :name)", use(id), use(buyer);
}

void insert_trade(soci::session& sql, const TradeRow& row, Instant created_at) {
  const long long created = created_at;
  sql << "INSERT INTO trades (tid, buyer_id, store_id, created_at, document)"
         " VALUES (:tid, :buyer, :store, :created, :document)",
      use(row.tid), use(row.buyer_id), use(row.store_id), use(created), use(row.document);
}

}  // namespace kefu::server
