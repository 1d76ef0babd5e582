// policy_check.hpp: everything that is wrong with a pack or a patch, for the person who writes it (`kefu policy check`).
//
//   Reply r = check_policy(bytes, packs);       // r.ok: it would be accepted, and none of its keys is ignored
//   r.json   // {"valid":false,"id":"my-shop","problems":[{"pointer","code","message"}],"unverified":["/timers/D6"]}
//
// The one reader of packs does the work, told to go on after a complaint. Codes are error.hpp's, and two that only a
// report has: UNKNOWN_KEY (elsewhere ignored) and LAW_FLOOR (elsewhere OUT_OF_RANGE). `unverified` are the values of the
// whole pack, a patch already applied, that nobody could source.
#pragma once
#include <string_view>

#include "json/run.hpp"

namespace kefu::json {

/// `packs`: what a patch may extend.
Reply check_policy(std::string_view json, const PolicyLibrary& packs);

}  // namespace kefu::json
