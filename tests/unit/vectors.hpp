// vectors.hpp: runs the documents of tests/vectors/*.json: [{"name","in","out"}…]. Every member of `out` must be the same
// in the result, which may have more.
#pragma once
#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include "json/reader.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"

namespace kefu::test {

inline std::string file_text(const std::string& path) {
  std::string text;
  std::FILE* in = std::fopen(path.c_str(), "rb");
  REQUIRE_MESSAGE(in != nullptr, path);
  char chunk[4096];
  for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, in)) > 0;) text.append(chunk, n);
  std::fclose(in);
  return text;
}

/// Members whose result a test wants to see in another form, e.g. the routes' channels alone.
using Derive = std::string (*)(json::Reader result, const std::string& member);

inline std::string as_it_is(json::Reader result, const std::string& member) {
  return result[member].raw();
}

inline int run_vectors(const std::string& command, Derive derive = as_it_is) {
  const std::string text = file_text(std::string(KEFU_SOURCE_DIR "/tests/vectors/") + command + ".json");
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
