// locate_stage.hpp: where an order and its case stand, in the words of contract §3.
#pragma once
#include "kefu/locate.hpp"

namespace kefu {

/// NONE without a case. In this order: cs_status 2–6 and 10 → CS_OPEN; 9 (judged for the seller) and 11 (appeals are
/// open) → CS_LOST; SELLER_REFUSE_BUYER → SELLER_REFUSED; the seller's deadline is over → SELLER_TIMEOUT. SAFETY is
/// never derived: somebody has to say it.
Escalation escalation_of(const std::optional<Case>& c, Instant now);

/// Whether the case lets the buyer ask the platform in.
bool dispute_allowed(const std::optional<Case>& c);

}  // namespace kefu
