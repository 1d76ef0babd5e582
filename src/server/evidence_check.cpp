#include "server/evidence_check.hpp"

#include "server/problem.hpp"

namespace kefu::server {

namespace {

using namespace std::literals;

struct Type {
  std::string_view name, extension, signature;
  std::size_t at;  // where the signature begins
};
// Two names for one container where its brand tells which: ftyp's is compared below.
constexpr Type kTypes[] = {
    {"image/jpeg", ".jpg", "\xFF\xD8\xFF"sv, 0},
    {"image/png", ".png", "\x89PNG\r\n\x1A\n"sv, 0},
    {"image/gif", ".gif", "GIF8"sv, 0},
    {"video/mp4", ".mp4", "ftyp"sv, 4},
    {"video/quicktime", ".mov", "ftypqt  "sv, 4},
    {"video/webm", ".webm", "\x1A\x45\xDF\xA3"sv, 0},
};

const Type* type_named(std::string_view name) {
  for (const Type& t : kTypes)
    if (t.name == name) return &t;
  return nullptr;
}

bool has_signature(std::string_view bytes, const Type& t) {
  if (bytes.size() < t.at || !bytes.substr(t.at).starts_with(t.signature)) return false;
  return t.name != "video/mp4" || bytes.substr(8, 2) != "qt";
}

Flaw flaw_of(std::string_view bytes, std::string_view type, long long side_px) {
  if (type == "image/jpeg") return flaw_of_jpeg(bytes, side_px);
  if (type == "image/png") return flaw_of_png(bytes, side_px);
  if (type == "image/gif") return flaw_of_gif(bytes, side_px);
  return type == "video/webm" ? flaw_of_webm(bytes) : flaw_of_mp4(bytes);
}

}  // namespace

bool is_evidence_type(std::string_view type) { return type_named(type) != nullptr; }

std::string_view extension_of(std::string_view type) {
  const Type* t = type_named(type);
  return t ? t->extension : "";
}

void check_evidence(std::string_view bytes, std::string_view type, const EvidenceLimits& limits) {
  const Type* t = type_named(type);
  if (!t || !has_signature(bytes, *t))
    throw Problem{422, "EVIDENCE_TYPE", "The file is none of the type that it was announced as. Send a picture or a video as what it is."};
  switch (flaw_of(bytes, type, limits.side_px)) {
    case Flaw::none: return;
    case Flaw::broken: throw Problem{422, "EVIDENCE_BROKEN", "The file cannot be decoded to its end. Choose another one."};
    case Flaw::dimensions:
      throw Problem{422, "EVIDENCE_DIMENSIONS",
                    "A picture may be at most " + std::to_string(limits.side_px) + " pixels wide and high. Scale it down."};
    case Flaw::extra: break;
  }
  throw Problem{422, "EVIDENCE_EXTRA",
                "The file holds more than its picture: a comment, EXIF, or bytes after its end. Save it without them."};
}

}  // namespace kefu::server
