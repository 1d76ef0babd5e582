// dispute.hpp: when the platform may be called in over a case (domain §5.3, C1), once for check, form and advance.
//
//   const Case* c = disputed_case(cases, trade.tid, request, now, policy);   // what a DISPUTE would be about, or nullptr
//   may_be_disputed(*c, cases, now, policy)                                  // the same of one case
//
// A DISPUTE is a case of its own about another: refused within its days, left lying by the shop for too long, or refused
// after an advance. It takes that case's place: nobody goes on with the other one, which closes where it waited for the
// shop. Only a dispute that the buyer called off leaves it as it was.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/check_history.hpp"
#include "kefu/case.hpp"
#include "kefu/check.hpp"
#include "kefu/policy.hpp"

namespace kefu {

/// Since when the case waits as it does: a change by the buyer begins it anew. Nothing: its history does not tell.
std::optional<Instant> entered(const Case& c);
/// The shop has had to act for longer than the pack's patience.
bool is_shop_silent(const Case& c, Instant now, const Policy& policy);

/// Whether a dispute has taken the case's place.
bool is_disputed(const Case& c, const std::vector<Case>& cases);
bool may_be_disputed(const Case& c, const std::vector<Case>& cases, Instant now, const Policy& policy);

/// Of several, the one that the request names, else one of exactly its goods, else the first that touches them.
const Case* disputed_case(const std::vector<Case>& cases, const std::string& tid, const CheckRequest& request, Instant now,
                          const Policy& policy);

/// The request for a dispute about a case: about its goods, all of them and no others.
CheckRequest about(const Case& parent, CheckRequest request);
/// The most that it can bring: what the case could, less what the platform paid ahead, as far as the goods still have it.
Fen dispute_max(const Case& parent, const CheckInput& input, const Standing& standing, const Policy& policy);

}  // namespace kefu
