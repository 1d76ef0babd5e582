// dossier.hpp: an order with everything a decision about it needs: its store, its pack, its cases.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/case.hpp"
#include "kefu/policy.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"
#include "server/case_rows.hpp"
#include "server/packs.hpp"
#include "server/shop_rows.hpp"

namespace kefu::server {

struct Dossier {
  TradeRow row;
  Trade trade;
  Store store;
  const Policy* policy = nullptr;
  std::vector<CaseRow> case_rows;  // oldest first
  std::vector<Case> cases;         // the same
};

/// Nothing if the caller may not see the order. Throws std::runtime_error for stored documents that cannot be read.
std::optional<Dossier> load_dossier(soci::session& sql, const Packs& packs, const Scope& scope, const std::string& tid);

/// What load_dossier asks (Database::Foresight).
void foresee_dossier(soci::session& sql, const Scope& scope, const std::string& tid);

Store parse_store(const std::string& document);
Trade parse_trade(const std::string& document);
Case parse_case(const std::string& document);

}  // namespace kefu::server
