// evidence_check.hpp: whether bytes are the one picture or video that they were announced as, and nothing besides.
//
//   check_evidence(bytes, "image/jpeg", {.side_px = 2560});      // throws Problem 422
//     EVIDENCE_TYPE        the content is of another type than announced
//     EVIDENCE_BROKEN      it cannot be decoded to its last pixel
//     EVIDENCE_DIMENSIONS  wider or higher than the limit: looked at before a pixel is decoded (bombs)
//     EVIDENCE_EXTRA       it carries something besides the picture: bytes after its end (polyglots), comments, EXIF with
//                          the place where it was taken …
//
// Pictures are decoded in full by libjpeg, libpng and giflib; they are refused rather than rewritten, so that what is
// stored is what the sender hashed. Videos are not decoded: their boxes or elements must fill the file to its last byte.
#pragma once
#include <string>
#include <string_view>

namespace kefu::server {

struct EvidenceLimits {
  long long side_px = 2560;  // of a picture
};

bool is_evidence_type(std::string_view type);
inline bool is_video(std::string_view type) { return type.starts_with("video/"); }
/// ".jpg" …
std::string_view extension_of(std::string_view type);

void check_evidence(std::string_view bytes, std::string_view type, const EvidenceLimits& limits);

// --- one for each kind (evidence_jpeg.cpp …): what is wrong ------------------------------------------------------------

enum class Flaw { none, broken, dimensions, extra };
Flaw flaw_of_jpeg(std::string_view bytes, long long side_px);
Flaw flaw_of_png(std::string_view bytes, long long side_px);
Flaw flaw_of_gif(std::string_view bytes, long long side_px);
Flaw flaw_of_mp4(std::string_view bytes);
Flaw flaw_of_webm(std::string_view bytes);

}  // namespace kefu::server
