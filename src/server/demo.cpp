#include "server/demo.hpp"

#include <stdexcept>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "server/clock.hpp"
#include "server/deposit.hpp"
#include "server/dossier.hpp"
#include "server/files.hpp"
#include "server/identity.hpp"
#include "server/json_edit.hpp"
#include "server/problem.hpp"

namespace kefu::server {

namespace {

constexpr Seconds kOffset = 8 * kHour;  // the demo shop's wall clock
constexpr Seconds kSession_s = 2 * kHour;

// Every text of the form "now-2h", at any depth, becomes a time.
std::string resolved(json::Reader value, Instant now) {
  if (value.is_object()) {
    std::vector<RawMember> members;
    for (const auto& m : value.members()) members.emplace_back(m.key, resolved(m.value, now));
    return with_members(value, members);
  }
  if (value.is_array()) {
    std::vector<std::string> items;
    for (const auto& item : value.items()) items.push_back(resolved(item, now));
    return list_of(items);
  }
  if (value.is_text())
    if (auto at = relative_time(value.text(), now)) return json_text(format_time(*at, kOffset));
  return value.raw();
}

// The elements of a file, each handed to `use`.
template <class Use>
void each_of(const std::string& path, Use use) {
  const auto text = read_file(path);
  if (!text) throw std::runtime_error(path + " cannot be read");
  json::Document doc(*text);
  for (const json::Reader& element : doc.root().items()) use(element);
  if (doc.failed()) throw std::runtime_error(path + ": " + doc.error().message + " " + doc.error().pointer);
}

void seed_trade(soci::session& sql, json::Reader element, Instant now) {
  const std::string document = resolved(element["trade"], now);
  const Trade trade = parse_trade(document);
  insert_trade(sql, {trade.tid, element["buyer"].text(), trade.store_id, document}, trade.created.value_or(now));
}

}  // namespace

std::optional<Instant> relative_time(std::string_view text, Instant now) {
  static constexpr std::size_t kMostDigits = 9;
  if (text.substr(0, 3) != "now") return std::nullopt;
  if (text.size() == 3) return now;
  const char sign = text[3];
  if (text.size() < 6 || text.size() > 5 + kMostDigits || (sign != '+' && sign != '-')) return std::nullopt;
  Seconds amount = 0;
  for (const char c : text.substr(4, text.size() - 5)) {
    if (c < '0' || c > '9') return std::nullopt;
    amount = amount * 10 + (c - '0');
  }
  Seconds unit = 0;
  switch (text.back()) {
    case 's': unit = 1; break;
    case 'm': unit = 60; break;
    case 'h': unit = kHour; break;
    case 'd': unit = kDay; break;
    default: return std::nullopt;
  }
  return sign == '-' ? now - amount * unit : now + amount * unit;
}

void seed_demo(Database& db, const std::string& folder, Instant now) {
  db.write([&](soci::session& sql) {
    if (!shop_is_empty(sql)) return;
    each_of(folder + "/stores.json", [&](json::Reader r) {
      const Store store = parse_store(r.raw());
      insert_store(sql, store.store_id, store.supplier_id, r.raw());
    });
    long long position = 0;
    each_of(folder + "/items.json", [&](json::Reader r) {
      insert_item(sql, r["item_id"].text(), r["store_id"].text(), ++position, r.raw());
    });
    each_of(folder + "/buyers.json", [&](json::Reader r) { insert_buyer(sql, r["id"].text(), r["name"].text()); });
    // What the suppliers have paid in; a shop without any needs no such file.
    if (read_file(folder + "/deposits.json"))
      each_of(folder + "/deposits.json", [&](json::Reader r) {
        const std::string supplier = r["supplier_id"].text();
        pay_in(sql, supplier, r["amount"].fen(), "deposit:" + supplier + ":opening", now);
      });
    each_of(folder + "/trades.json", [&](json::Reader r) { seed_trade(sql, r, now); });
  });
}

Response demo_session(Database& db, const Options& options, const Request& request) {
  const std::string id = request.query_value("buyer").value_or("");
  const auto name = db.read([&](soci::session& sql) { return buyer_name(sql, id); });
  if (!name) throw Problem{404, "NOT_FOUND", "The demo shop has no such buyer."};
  json::Writer w;
  w.open();
  w.key("token").value(issue(options.secret, {Role::buyer, id, ""}, now(), kSession_s));
  w.key("buyer").open().key("id").value(id).key("name").value(*name).close();
  w.key("expires_in").value(kSession_s);
  w.close();
  return json_response(200, w.take());
}

namespace {

struct Desk {
  Identity who;
  std::string title;  // a store's name, a supplier's id, or ""
};

// One desk per role and, where a role is somebody's own, per store or supplier.
std::vector<Desk> desks_of(soci::session& sql) {
  std::vector<Desk> out;
  std::vector<Desk> suppliers;
  for (const std::string& document : all_stores(sql)) {
    const Store store = parse_store(document);
    out.push_back({{Role::agent, "agent-" + store.store_id, store.store_id}, store.name});
    if (store.supplier_id) suppliers.push_back({{Role::supplier, *store.supplier_id, ""}, store.name});
  }
  out.push_back({{Role::platform_desk, "desk-1", ""}, ""});
  out.push_back({{Role::xiaoer, "xiaoer-1", ""}, ""});
  out.insert(out.end(), suppliers.begin(), suppliers.end());
  out.push_back({{Role::finance, "finance-1", ""}, ""});
  return out;
}

}  // namespace

Response demo_desks(Database& db) {
  return db.read([](soci::session& sql) {
    json::Writer w;
    w.open().key("desks").open_list();
    for (const Desk& d : desks_of(sql)) {
      w.open().key("role").value(name(d.who.role)).key("title").value(d.title);
      w.key("href").value("/demo/desk?as=" + d.who.subject).close();
    }
    w.close_list().close();
    return json_response(200, w.take());
  });
}

Response demo_desk(Database& db, const Options& options, const Request& request) {
  const std::string subject = request.query_value("as").value_or("");
  return db.read([&](soci::session& sql) {
    for (const Desk& d : desks_of(sql)) {
      if (d.who.subject != subject) continue;
      Response r = json_response(303, "{}");
      // Behind the #, so that no log and no referrer ever holds it; the page takes it out of the address at once.
      return r.with("Location", "/desk#token=" + issue(options.secret, d.who, now(), kSession_s));
    }
    throw Problem{404, "NOT_FOUND", "The demo shop has no such desk."};
  });
}

Response demo_catalog(Database& db) {
  return db.read([](soci::session& sql) {
    json::Writer w;
    w.open();
    w.key("stores").raw(list_of(all_stores(sql)));
    w.key("items").raw(list_of(all_items(sql)));
    w.key("buyers").open_list();
    for (const auto& [id, name] : all_buyers(sql)) w.open().key("id").value(id).key("name").value(name).close();
    w.close_list();
    w.close();
    return json_response(200, w.take());
  });
}

}  // namespace kefu::server
