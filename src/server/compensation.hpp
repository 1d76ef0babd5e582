// compensation.hpp: what an order's late shipment may still bring, all of the buyer's orders at the store counted.
//
//   if (auto policy = with_shared_maximum(sql, dossier, now)) …    // max_fen cut to what is left for this order
//
// A pack's maximum holds for all orders paid within its scope together (contract §6, domain §3.4), so the engine's
// compensate is asked with all of them: with what each has brought, or what an open claim of it asks for.
#pragma once
#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "kefu/policy.hpp"
#include "server/dossier.hpp"

namespace kefu::server {

/// The order's pack with its maximum cut to this order's part; nothing where the pack's own words hold: it has no shared
/// maximum, or the order is due nothing for a reason that check names. Throws Problem 422 COMPENSATION_USED_UP where
/// other orders have brought everything.
std::optional<Policy> with_shared_maximum(soci::session& sql, const Dossier& d, Instant at);

/// The pack as the command's `policy`, with such a rule in it.
std::string policy_document(const Policy& pack, const LateShipRule& rule);

}  // namespace kefu::server
