// packs.hpp: the policy packs at hand, as the engine reads them and as text for the panel.
#pragma once
#include <string>
#include <vector>

#include "kefu/policy.hpp"

namespace kefu::server {

class Packs {
 public:
  /// The built-in packs, then those of `folder` (may be ""), then `files`, each a pack or a patch of one that is there;
  /// throws std::runtime_error that names the file at fault.
  Packs(const std::string& folder, const std::vector<std::string>& files);

  const PolicyLibrary& library() const { return library_; }
  /// Throws std::runtime_error: a store in the database names a pack that is not at hand.
  const Policy& of(const std::string& id) const;
  const std::string& text_of(const std::string& id) const { return of(id).text; }

 private:
  void add_file(const std::string& path);

  PolicyLibrary library_;
};

}  // namespace kefu::server
