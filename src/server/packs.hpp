// packs.hpp: the policy packs at hand, as the engine reads them and as text for the panel.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "kefu/policy.hpp"

namespace kefu::server {

class Packs {
 public:
  /// The built-in packs, then those of `folder` (may be ""); throws std::runtime_error that names the file at fault.
  explicit Packs(const std::string& folder);

  const PolicyLibrary& library() const { return library_; }
  /// Throws std::runtime_error: a store in the database names a pack that is not at hand.
  const Policy& of(const std::string& id) const;
  const std::string& text_of(const std::string& id) const;

 private:
  void add(const std::string& text, const std::string& where);

  PolicyLibrary library_;
  std::map<std::string, std::string> texts_;
};

}  // namespace kefu::server
