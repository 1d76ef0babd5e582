// property.hpp: RapidCheck inside doctest. A property that fails fails the test case, with the shrunk counterexample.
//
//   holds("shares add up", 1000, [] { RC_ASSERT(…); });
#pragma once
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <utility>

namespace kefu::test {

/// Fixed seed: the same trades on every machine and in every run.
template <class Property>
void holds(const std::string& what, int runs, Property&& property) {
  rc::detail::TestParams params;
  params.seed = 20260301;
  params.maxSuccess = runs;
  rc::detail::TestMetadata metadata;
  metadata.id = what;
  metadata.description = what;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property), metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  FAIL(what << ": " << words.str());
}

}  // namespace kefu::test
