#include "server/dossier.hpp"

#include <stdexcept>

#include "json/shapes.hpp"

namespace kefu::server {

namespace {

// What we stored we must be able to read: anything else is damage, not the caller's fault.
template <class T>
T parse(const std::string& document, T (*read)(json::Reader), const char* what) {
  json::Document doc(document);
  T value = read(doc.root());
  if (doc.failed())
    throw std::runtime_error(std::string("a stored ") + what + " cannot be read: " + doc.error().message + " " +
                             doc.error().pointer);
  return value;
}

}  // namespace

Store parse_store(const std::string& document) { return parse(document, json::read_store, "store"); }
Trade parse_trade(const std::string& document) { return parse(document, json::read_trade, "order"); }
Case parse_case(const std::string& document) { return parse(document, json::read_case, "case"); }

std::optional<Dossier> load_dossier(soci::session& sql, const Packs& packs, const Scope& scope,
                                    const std::string& tid) {
  auto row = find_trade(sql, scope, tid);
  if (!row) return std::nullopt;
  Dossier d;
  d.row = std::move(*row);
  d.trade = parse_trade(d.row.document);
  d.store = parse_store(d.row.store);
  d.policy = &packs.of(d.store.policy);
  d.case_rows = cases_of_trade(sql, tid);
  for (const auto& c : d.case_rows) d.cases.push_back(parse_case(c.document));
  return d;
}

void foresee_dossier(soci::session& sql, const Scope& scope, const std::string& tid) {
  find_trade(sql, scope, tid);
  cases_of_trade(sql, tid);
}

}  // namespace kefu::server
