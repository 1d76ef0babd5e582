// files.hpp: whole files as bytes.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace kefu::server {

/// Nothing if it cannot be read or is no regular file.
std::optional<std::string> read_file(const std::filesystem::path& path);

}  // namespace kefu::server
