// insurance.hpp: freight insurance (退货运费险, domain §3.5). The insurer pays for the way back of an insured order.
//
//   claim_insurance(sql, after, dossier, others, now);       // in the step that ends the case
//   insurance_payment(row, effect)                           // what the payment port must know
//   book_insurance(sql, row, effect, now);                   // with the outbox row's end, in one transaction
//
// Insured is who sends goods back while the trade runs and would bear the way: where the shop bears it, nobody is out of
// pocket. The pack says what the insurer pays (freight.insurance_fen). An order's insurance pays once: the reference is
// insurance:tid.
#pragma once
#include <soci/soci.h>

#include <vector>

#include "server/case_rows.hpp"
#include "server/dossier.hpp"
#include "server/payment.hpp"

namespace kefu::server {

inline constexpr const char* kInsurancePay = "INSURANCE_PAY";  // the outbox's own word, beside the engine's effects

/// Leaves the payment in the outbox if this case's end is what the insurance pays for. `others`: the order's other cases.
void claim_insurance(soci::session& sql, const Case& after, const Dossier& d, const std::vector<Case>& others,
                     Instant at);

Refund insurance_payment(const CaseRow& row, const OutboxRow& effect);
void book_insurance(soci::session& sql, const CaseRow& row, const OutboxRow& effect, Instant at);

}  // namespace kefu::server
