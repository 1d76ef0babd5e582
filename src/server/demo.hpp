// demo.hpp: the demo shop, only with --demo: its documents into an empty database, its catalogue and its sessions.
#pragma once
#include <string>

#include "kefu/time.hpp"
#include "server/database.hpp"
#include "server/http.hpp"
#include "server/options.hpp"

namespace kefu::server {

/// Reads stores.json, items.json, buyers.json and trades.json of `folder` if there is no store yet. In an order
/// "now-2h" stands for a time before `now`. Throws std::runtime_error that names the file at fault.
void seed_demo(Database& db, const std::string& folder, Instant now);

/// GET /demo/session?buyer=b-1: what a shop's back end would hand to its signed-in buyer.
Response demo_session(Database& db, const Options& options, const Request& request);
/// GET /demo/desks: {"desks":[{"role","title","href"}]}, the links below.
Response demo_desks(Database& db);
/// GET /demo/desk?as=agent-s-101: signed in, on to /desk.
Response demo_desk(Database& db, const Options& options, const Request& request);
/// GET /demo/catalog: what the product page shows.
Response demo_catalog(Database& db);

/// "now-2h" → two hours before `now`; units s m h d. Nothing for any other text.
std::optional<Instant> relative_time(std::string_view text, Instant now);

}  // namespace kefu::server
