// files.hpp: what the tool reads besides its commands: documents and policy packs.
#pragma once
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "json/reader.hpp"
#include "kefu/error.hpp"
#include "kefu/policy.hpp"

namespace kefu::cli {

// One byte more than a document may have, so that a longer one is seen to be longer without being kept.
inline constexpr std::size_t kKeep = json::Document::kMaxBytes + 1;

/// Appends what is left of `in`, up to kKeep bytes in all.
bool read_all(std::FILE* in, std::string& out);
/// A file, or standard input where `path` is "-".
std::optional<Error> read_document(const std::string& path, std::string& out);
/// Adds the packs of the folders, each folder's by name, then the files, packs or patches, in their order.
std::optional<Error> add_policies(PolicyLibrary& packs, const std::vector<std::string>& folders,
                                  const std::vector<std::string>& files);

}  // namespace kefu::cli
