#include "kefu/policy.hpp"

namespace kefu {

std::optional<Seconds> Policy::timer(std::string_view timer_id) const {
  const auto it = timers.find(timer_id);
  if (it == timers.end()) return std::nullopt;
  return it->second;
}

const ReasonRule* Policy::reason(CaseType type, std::string_view code) const {
  const auto it = reasons.find(type);
  if (it == reasons.end()) return nullptr;
  for (const ReasonRule& r : it->second)
    if (r.code == code) return &r;
  return nullptr;
}

void PolicyLibrary::add(Policy policy) {
  std::string id = policy.id;
  packs_.insert_or_assign(std::move(id), std::move(policy));
}

const Policy* PolicyLibrary::find(std::string_view id) const {
  const auto it = packs_.find(id);
  return it == packs_.end() ? nullptr : &it->second;
}

}  // namespace kefu
