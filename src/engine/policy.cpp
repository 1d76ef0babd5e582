#include "kefu/policy.hpp"

#include <algorithm>

namespace kefu {

bool ReasonRule::fits(GoodStatus good_status) const {
  return good_statuses.empty() ||
         std::find(good_statuses.begin(), good_statuses.end(), good_status) != good_statuses.end();
}

std::optional<Seconds> Policy::timer(std::string_view timer_id) const {
  const auto timer = from_name<Timer>(timer_id);
  return timer ? timers[*timer] : std::nullopt;
}

const ReasonRule* Policy::reason(CaseType type, std::string_view code) const {
  for (const ReasonRule& r : reasons[type])
    if (r.code == code) return &r;
  return nullptr;
}

OnRefund Policy::tender_return(std::string_view tender) const {
  for (const auto& [type, rule] : tender_returns)
    if (type == tender) return rule;
  return OnRefund::PRO_RATA;
}

void PolicyLibrary::add(Policy policy) {
  for (Policy& p : packs_)
    if (p.id == policy.id) {
      p = std::move(policy);
      return;
    }
  packs_.push_back(std::move(policy));
}

const Policy* PolicyLibrary::find(std::string_view id) const {
  for (const Policy& p : packs_)
    if (p.id == id) return &p;
  return nullptr;
}

}  // namespace kefu
