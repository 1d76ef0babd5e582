#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "source.hpp"

namespace kefu::test {

std::string source_path(std::string_view path) { return KEFU_SOURCE_DIR "/" + std::string(path); }

std::string source_file(std::string_view path) {
  std::ifstream in(source_path(path), std::ios::binary);
  REQUIRE_MESSAGE(in, path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace kefu::test
