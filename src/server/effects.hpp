// effects.hpp: what a case's step asks of the world, written in the step's own transaction.
//
// What the database itself can do (stop the warehouse, keep a message, pause a timer) is done at once; REFUND_PAY waits
// in the outbox for the carrier. Every effect is kept as a row of the outbox, done or pending.
#pragma once
#include <soci/soci.h>

#include <vector>

#include "kefu/advance.hpp"
#include "server/case_rows.hpp"

namespace kefu::server {

void write_effects(soci::session& sql, const CaseRow& row, const std::vector<Effect>& effects, Seconds utc_offset,
                   Instant at);

}  // namespace kefu::server
