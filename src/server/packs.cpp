#include "server/packs.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "json/shapes.hpp"
#include "server/files.hpp"

namespace kefu::server {

namespace {

std::vector<std::filesystem::path> packs_in(const std::string& folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Packs::Packs(const std::string& folder, const std::vector<std::string>& files) : library_(json::builtin_policies()) {
  if (!folder.empty())
    for (const auto& path : packs_in(folder)) add_file(path.string());
  for (const auto& path : files) add_file(path);
}

void Packs::add_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) throw std::runtime_error(path + " cannot be read");
  if (auto error = json::add_policy(library_, *text))
    throw std::runtime_error(path + ": " + error->message + " " + error->pointer);
}

const Policy& Packs::of(const std::string& id) const {
  if (const Policy* p = library_.find(id)) return *p;
  throw std::runtime_error("no policy pack has the id \"" + id + "\"");
}

}  // namespace kefu::server
