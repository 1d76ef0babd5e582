// oracle.hpp: what every answer keeps, whatever was asked. A broken promise ends the program with its name, which is how
// a fuzz target reports.
//
//   keep("quote", document, packs);
#pragma once
#include <string_view>

#include "kefu/policy.hpp"

namespace kefu::fuzz {

/// Runs the command twice and judges the answer: JSON, the same both times, an error with a known code and a pointer, or
/// a result with a trace that keeps the command's own promises.
void keep(std::string_view command, std::string_view document, const PolicyLibrary& packs);

[[noreturn]] void broken(const char* promise, std::string_view evidence);
inline void promise(bool kept, const char* what, std::string_view evidence) {
  if (!kept) broken(what, evidence);
}

}  // namespace kefu::fuzz
