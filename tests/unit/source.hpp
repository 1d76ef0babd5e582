// source.hpp: files of the checkout. The one place that knows where it lies is main.cpp.
#pragma once
#include <string>
#include <string_view>

namespace kefu::test {

/// The absolute path of a file of the checkout: source_path("tests/vectors/quote.json").
std::string source_path(std::string_view path);
/// Its bytes; fails the test where there is no such file.
std::string source_file(std::string_view path);

}  // namespace kefu::test
