// run.hpp: the contract's commands, bytes in and bytes out. The tool, the module and the server all call this one
// function, which is why they answer alike to the byte.
//
//   Reply r = json::run("quote", bytes, packs);
//   r.ok ? 0 : 2                    // the tool's exit status
//   r.json                          // the result, or {"error":{"code","message","pointer"}}
//
// Commands: quote locate check form advance compensate classify, and "form --answers": a form whose input must carry `answers`.
// Any other word is an UNKNOWN_COMMAND. Never throws, never aborts.
#pragma once
#include <string>
#include <string_view>

#include "kefu/error.hpp"
#include "kefu/policy.hpp"

namespace kefu::json {

struct Reply {
  bool ok = false;
  std::string json;
};

Reply run(std::string_view command, std::string_view input, const PolicyLibrary& packs);
/// Whether run() knows this word.
bool is_command(std::string_view word);

/// {"error":{"code":…,"message":…,"pointer":…}}
std::string write_error(const Error& error);

}  // namespace kefu::json
