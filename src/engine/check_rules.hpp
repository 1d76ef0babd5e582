// check_rules.hpp: the ordered rules of domain §5.5. The first that fails gives its code and citation.
#pragma once
#include <string>
#include <vector>

#include "engine/check_history.hpp"
#include "kefu/check.hpp"

namespace kefu {

struct Judgement {
  std::string code = "OK";
  std::string citation;
  std::optional<Window> window;
  std::vector<std::string> trace;  // the rules that were asked; the failing code last
};

/// Judges a request over the lines with these indices of the trade.
Judgement judge(const CheckInput& input, const Standing& s, const Policy& policy,
                const std::vector<std::size_t>& lines);

/// 七天无理由 (消法 25).
bool is_no_reason(const CheckRequest& request);

}  // namespace kefu
