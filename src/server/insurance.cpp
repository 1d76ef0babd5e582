#include "server/insurance.hpp"

#include <algorithm>

#include "server/ledger.hpp"

namespace kefu::server {

namespace {

bool is_insured_return(const Case& c) {
  return c.type == CaseType::RETURN_REFUND && c.status == CaseStatus::SUCCESS && c.return_waybill &&
         c.refund_phase == RefundPhase::onsale && c.post_fee_bear_role != PostFeeBearer::SELLER;
}

}  // namespace

void claim_insurance(soci::session& sql, const Case& after, const Dossier& d, const std::vector<Case>& others,
                     Instant at) {
  const Fen amount = std::min(d.policy->freight.insurance_fen, d.policy->freight.insurance_max_fen);
  if (amount == 0 || !d.trade.freight_insurance || !is_insured_return(after)) return;
  if (std::any_of(others.begin(), others.end(), is_insured_return)) return;
  OutboxRow entry;
  entry.case_id = after.case_id;
  entry.step = next_step(sql, after.case_id);
  entry.position = 1;
  entry.type = kInsurancePay;
  entry.reference = "insurance:" + d.trade.tid;
  entry.amount = amount;
  entry.document = "{}";
  insert_effects(sql, {entry}, at);
}

Refund insurance_payment(const CaseRow& row, const OutboxRow& effect) {
  return {effect.reference, row.case_id, row.tid,       row.buyer_id,
          row.store_id,     "INSURER",   effect.amount, {{"CASH", effect.amount}}};
}

void book_insurance(soci::session& sql, const CaseRow& row, const OutboxRow& effect, Instant at) {
  book(sql,
       {effect.reference,
        row.case_id,
        {{"INSURER", "insurer", -effect.amount}, {"BUYER_CASH", row.buyer_id, effect.amount}}},
       at);
}

}  // namespace kefu::server
