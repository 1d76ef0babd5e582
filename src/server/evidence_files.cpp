#include "server/evidence_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "server/digest.hpp"
#include "server/files.hpp"

namespace kefu::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kIdBytes = 16;
constexpr std::string_view kIdStart = "e-";

[[noreturn]] void disk_failed(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// An open file or folder; what is written is on the disk once `settle` returned.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (fd_ < 0) disk_failed("open evidence");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(fd_); }

  void write(std::string_view bytes, long long offset) const {
    while (!bytes.empty()) {
      const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), offset);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) disk_failed("write evidence");
      bytes.remove_prefix(static_cast<std::size_t>(n));
      offset += n;
    }
  }
  void settle() const {
    if (::fsync(fd_) != 0) disk_failed("fsync evidence");
  }

 private:
  int fd_;
};

bool is_id(std::string_view id) {
  if (id.size() != kIdStart.size() + 2 * kIdBytes || !id.starts_with(kIdStart)) return false;
  return id.find_first_not_of("0123456789abcdef", kIdStart.size()) == std::string_view::npos;
}

fs::path part_of(fs::path whole) { return whole += ".part"; }

// A new name is on the disk once its folder is.
void settle_folder(const fs::path& folder) { Descriptor(folder, O_RDONLY | O_DIRECTORY).settle(); }

void make_folder(const fs::path& folder) {
  if (!fs::create_directories(folder)) return;
  fs::permissions(folder, fs::perms::owner_all);
  settle_folder(folder.parent_path());
}

}  // namespace

std::string EvidenceFiles::new_id() { return std::string(kIdStart) + random_hex(kIdBytes); }

fs::path EvidenceFiles::place(const std::string& id) const {
  if (!is_id(id)) throw std::invalid_argument("no id of evidence");
  return folder_ / id.substr(kIdStart.size(), 2) / id;
}

void EvidenceFiles::append(const std::string& id, long long offset, std::string_view bytes) const {
  const fs::path whole = place(id);
  make_folder(folder_);
  make_folder(whole.parent_path());
  const fs::path part = part_of(whole);
  const bool fresh = !fs::exists(part);
  const Descriptor file(part, O_WRONLY | O_CREAT);
  file.write(bytes, offset);
  file.settle();
  if (fresh) settle_folder(whole.parent_path());
}

std::string EvidenceFiles::read_part(const std::string& id, long long size) const {
  std::string bytes = read_file(part_of(place(id))).value_or("");
  // What a call left behind that was killed before it was counted.
  if (bytes.size() > static_cast<std::size_t>(size)) bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

void EvidenceFiles::keep(const std::string& id, std::string_view bytes) const {
  const fs::path whole = place(id);
  fs::path fresh = whole;
  fresh += "." + random_hex(4) + ".new";  // of this call alone: what was checked is what is kept
  {
    const Descriptor file(fresh, O_WRONLY | O_CREAT | O_EXCL);
    file.write(bytes, 0);
    file.settle();
  }
  fs::rename(fresh, whole);
  settle_folder(whole.parent_path());
}

void EvidenceFiles::drop_part(const std::string& id) const { fs::remove(part_of(place(id))); }

void EvidenceFiles::remove(const std::string& id) const {
  drop_part(id);
  fs::remove(place(id));
}

std::optional<std::string> EvidenceFiles::read(const std::string& id) const { return read_file(place(id)); }

}  // namespace kefu::server
