#include "kefu/locate.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/locate_plan.hpp"
#include "engine/locate_stage.hpp"

namespace kefu {

namespace {

bool needs_a_paid_order(Escalation e) {
  return e == Escalation::SELLER_TIMEOUT || e == Escalation::SELLER_REFUSED || e == Escalation::CS_OPEN ||
         e == Escalation::CS_LOST;
}

}  // namespace

Result<Located> locate(const LocateInput& input, const Policy& policy) {
  Located out;
  out.stage = input.stage ? *input.stage : stage_of(input.trade, input.now, policy, input.store.utc_offset);
  out.escalation = input.escalation ? *input.escalation : escalation_of(input.active_case, input.now);
  if (needs_a_paid_order(out.escalation) && (out.stage == Stage::PRE || out.stage == Stage::UNPAID))
    return make_error(ErrorCode::INVALID_STATE, input.escalation ? "/escalation" : "/case");

  Plan plan(input, policy, out.stage, out.escalation);
  lay_base(plan);
  apply_modifiers(plan);

  // An order opens the store's contact before it is paid (S1-35, S1-39, X2); nobody is sent ordering who fears a fraud
  // or an injury, or who is the supplier.
  const bool buyer = input.actor != Asker::SUPPLIER;
  if (input.store.kind == StoreKind::TGC_DIRECT && out.stage == Stage::PRE && !plan.store_is_out() && buyer)
    out.hints.emplace_back("ORDER_FIRST_UNPAID_OK");

  int rank = 0;
  for (Route& r : plan.list) {
    r.rank = ++rank;
    plan.complete(r);
  }
  out.removed = plan.removed();
  out.no_channel_claimed = buyer && plan.names_nobody();
  const auto shown = plan.list.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, plan.list.size()));
  out.more.assign(std::make_move_iterator(shown), std::make_move_iterator(plan.list.end()));
  plan.list.erase(shown, plan.list.end());
  out.routes = std::move(plan.list);
  out.trace = std::move(plan.trace);
  return out;
}

}  // namespace kefu
