// effects.hpp: what a case's step asks of the world, written in the step's own transaction.
//
// What the database itself can do (stop the warehouse, keep a message, pause a timer, book) is done at once; REFUND_PAY
// and SHIP_STOP_ALERT wait in the outbox for their carriers. Every effect is kept as a row of the outbox, done or pending.
#pragma once
#include <soci/soci.h>

#include <vector>

#include "kefu/advance.hpp"
#include "kefu/store.hpp"
#include "server/case_rows.hpp"

namespace kefu::server {

/// `opens`: the case was inserted a moment ago, so this is its first step.
void write_effects(soci::session& sql, const CaseRow& row, bool opens, const Store& store,
                   const std::vector<Effect>& effects, Instant at);

}  // namespace kefu::server
