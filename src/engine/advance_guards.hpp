// advance_guards.hpp: what the two halves of the guards share: those known before anybody acts (advance_guards.cpp), and
// those that judge what an event carries (advance_payload.cpp).
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/advance_scene.hpp"

namespace kefu {

using WhyNot = std::optional<std::string>;
inline constexpr std::nullopt_t kHolds = std::nullopt;

inline WhyNot unless(bool holds, const char* detail = "") { return holds ? kHolds : WhyNot(detail); }

template <class T>
bool holds_any(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

WhyNot payload(Guard guard, Scene& scene, const Event& event);

}  // namespace kefu
