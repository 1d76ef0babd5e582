// policy_law.hpp: what no pack may take from a buyer, because the law gives it.
//
//   for (const LawBreach& b : law_breaches(policy)) b.pointer;   // "/no_reason_window_s"; the message cites 消法 25
//
// A pack may give more: longer windows, earlier refunds. What it says about a trade's exclusions is no matter here: the
// four of 暂行办法 6 and the buyer's confirmation (暂行办法 20) come with each trade's lines, not with a pack.
#pragma once
#include <string>
#include <vector>

#include "kefu/policy.hpp"

namespace kefu {

struct LawBreach {
  std::string pointer;  // into the pack
  std::string message;  // what the pack must say instead, and the article
};

std::vector<LawBreach> law_breaches(const Policy& policy);

}  // namespace kefu
