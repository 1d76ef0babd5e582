// evidence_files.hpp: the bytes of evidence in a folder beside the database.
//
//   EvidenceFiles files("/var/lib/kefu/evidence");    // made, for its owner alone, when the first byte comes
//   files.append(id, 0, chunk);                       // on the disk (fsync) when it returns
//   files.keep(id, bytes);                            // moved into place whole, then the part goes
//   files.read(id)                                    // nothing: no such file
//
// Names are the server's own ids, two levels deep: DIR/3f/e-3f…; a half that still comes is DIR/3f/e-3f….part. Nothing of
// a request ever becomes a path: an id that is none of ours throws std::invalid_argument.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kefu::server {

class EvidenceFiles {
 public:
  explicit EvidenceFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// A fresh name: "e-" and 32 hexadecimal digits.
  static std::string new_id();

  /// All of these throw std::system_error when the disk does not do as told.
  void append(const std::string& id, long long offset, std::string_view bytes) const;
  std::string read_part(const std::string& id, long long size) const;
  void keep(const std::string& id, std::string_view bytes) const;
  void drop_part(const std::string& id) const;
  void remove(const std::string& id) const;
  std::optional<std::string> read(const std::string& id) const;

 private:
  std::filesystem::path place(const std::string& id) const;

  std::filesystem::path folder_;
};

}  // namespace kefu::server
