#include "cli/files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "json/shapes.hpp"

namespace kefu::cli {

namespace {

std::optional<Error> add_file(PolicyLibrary& packs, const std::string& path) {
  std::string text;
  if (auto wrong = read_document(path, text)) return wrong;
  auto error = json::add_policy(packs, text);
  if (error) error->message = path + ": " + error->message;
  return error;
}

}  // namespace

bool read_all(std::FILE* in, std::string& out) {
  char chunk[1 << 16];
  while (out.size() < kKeep) {
    const std::size_t n = std::fread(chunk, 1, sizeof chunk, in);
    out.append(chunk, n);
    if (n < sizeof chunk) break;
  }
  return std::ferror(in) == 0;
}

std::optional<Error> read_document(const std::string& path, std::string& out) {
  std::FILE* in = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  const bool read = in && read_all(in, out);
  if (in && in != stdin) std::fclose(in);
  if (read) return std::nullopt;
  return make_error(ErrorCode::UNKNOWN_POLICY, "", path + " cannot be read.");
}

std::optional<Error> add_policies(PolicyLibrary& packs, const std::vector<std::string>& folders,
                                  const std::vector<std::string>& files) {
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    std::error_code failure;
    const auto begin = static_cast<std::ptrdiff_t>(paths.size());
    for (std::filesystem::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure))
      if (it->path().extension() == ".json") paths.push_back(it->path().string());
    if (failure) return make_error(ErrorCode::UNKNOWN_POLICY, "", "The folder " + folder + " cannot be read.");
    std::sort(paths.begin() + begin, paths.end());
  }
  paths.insert(paths.end(), files.begin(), files.end());
  for (const std::string& path : paths)
    if (auto wrong = add_file(packs, path)) return wrong;
  return std::nullopt;
}

}  // namespace kefu::cli
