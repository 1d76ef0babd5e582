// vectors.hpp: runs the documents of tests/vectors/*.json: [{"name","in","out"}…]. Every member of `out` must be the same
// in the result, which may have more.
#pragma once
#include <doctest/doctest.h>

#include <string>

#include "json/reader.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"
#include "source.hpp"

namespace kefu::test {

/// Members whose result a test wants to see in another form, e.g. the routes' channels alone.
using Derive = std::string (*)(json::Reader result, std::string_view member);

inline std::string as_it_is(json::Reader result, std::string_view member) {
  return result[member].raw();
}

inline int run_vectors(const std::string& command, Derive derive = as_it_is) {
  const std::string text = source_file("tests/vectors/" + command + ".json");
  json::Document vectors(text);
  int count = 0;
  for (const json::Reader& vector : vectors.root().items()) {
    const std::string title = vector["name"].text();
    const json::Reply reply = json::run(command, vector["in"].raw(), json::builtin_policies());
    json::Document result(reply.json);
    for (const auto& member : vector["out"].members())
      CHECK_MESSAGE(derive(result.root(), member.key) == member.value.raw(), title << ": " << member.key << " in " << reply.json);
    ++count;
  }
  CHECK_MESSAGE(!vectors.failed(), text.substr(0, 100));
  return count;
}

}  // namespace kefu::test
