#include "server/packs.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "json/policies_embedded.hpp"
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

Packs::Packs(const std::string& folder) {
  for (const auto text : json::embedded_policies()) add(std::string(text), "a built-in pack");
  if (folder.empty()) return;
  for (const auto& path : packs_in(folder)) {
    const auto text = read_file(path);
    if (!text) throw std::runtime_error(path.string() + " cannot be read");
    add(*text, path.string());
  }
}

void Packs::add(const std::string& text, const std::string& where) {
  if (auto error = json::add_policy(library_, text))
    throw std::runtime_error(where + ": " + error->message + " " + error->pointer);
  json::Document doc(text);
  const std::string id = doc.root()["id"].text();
  texts_[id] = doc.root().raw();
}

const Policy& Packs::of(const std::string& id) const {
  if (const Policy* p = library_.find(id)) return *p;
  throw std::runtime_error("no policy pack has the id \"" + id + "\"");
}

const std::string& Packs::text_of(const std::string& id) const {
  const auto it = texts_.find(id);
  if (it == texts_.end()) throw std::runtime_error("no policy pack has the id \"" + id + "\"");
  return it->second;
}

}  // namespace kefu::server
