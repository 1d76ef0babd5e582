// GIF by giflib, record by record: every row of every frame is decoded.
#include <gif_lib.h>

#include <cstring>
#include <memory>
#include <vector>

#include "server/evidence_check.hpp"

namespace kefu::server {

namespace {

constexpr long long kMostPixels = 100'000'000;  // of all frames together: seconds of decoding
constexpr std::size_t kLoopBytes = 11;          // "NETSCAPE2.0"

int gif_gives(GifFileType* gif, GifByteType* to, int n) {
  auto& left = *static_cast<std::string_view*>(gif->UserData);
  const std::size_t take = std::min(left.size(), static_cast<std::size_t>(n));
  std::memcpy(to, left.data(), take);
  left.remove_prefix(take);
  return static_cast<int>(take);
}

struct CloseGif {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, CloseGif>;

// How long a frame is shown and how often they are repeated; comments and plain text are not the picture.
Flaw read_extension(GifFileType* gif) {
  int code = 0;
  GifByteType* block = nullptr;
  if (DGifGetExtension(gif, &code, &block) == GIF_ERROR || !block) return Flaw::broken;
  const bool loop = code == APPLICATION_EXT_FUNC_CODE && block[0] == kLoopBytes &&
                    std::memcmp(block + 1, "NETSCAPE2.0", kLoopBytes) == 0;
  if (code != GRAPHICS_EXT_FUNC_CODE && !loop) return Flaw::extra;
  const int most = loop ? 3 : 0;  // a loop count is one block of three bytes
  for (int blocks = 0;; ++blocks) {
    if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return Flaw::broken;
    if (!block) return Flaw::none;
    if (blocks > 0 || block[0] > most) return Flaw::extra;
  }
}

Flaw read_frame(GifFileType* gif, long long side_px, long long& pixels) {
  if (DGifGetImageDesc(gif) == GIF_ERROR) return Flaw::broken;
  const long long w = gif->Image.Width, h = gif->Image.Height;
  if (w > side_px || h > side_px) return Flaw::dimensions;
  if (w == 0 || h == 0) return Flaw::broken;
  pixels += w * h;
  if (pixels > kMostPixels) return Flaw::dimensions;
  std::vector<GifPixelType> row(static_cast<std::size_t>(w));
  for (long long y = 0; y < h; ++y)
    if (DGifGetLine(gif, row.data(), static_cast<int>(w)) == GIF_ERROR) return Flaw::broken;
  return Flaw::none;
}

Flaw read_records(GifFileType* gif, long long side_px) {
  long long pixels = 0;
  for (;;) {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif, &record) == GIF_ERROR) return Flaw::broken;
    if (record == TERMINATE_RECORD_TYPE) return pixels > 0 ? Flaw::none : Flaw::broken;
    if (record != IMAGE_DESC_RECORD_TYPE && record != EXTENSION_RECORD_TYPE) return Flaw::broken;
    const Flaw flaw = record == IMAGE_DESC_RECORD_TYPE ? read_frame(gif, side_px, pixels) : read_extension(gif);
    if (flaw != Flaw::none) return flaw;
  }
}

}  // namespace

Flaw flaw_of_gif(std::string_view bytes, long long side_px) {
  std::string_view left = bytes;
  const Gif gif(DGifOpen(&left, gif_gives, nullptr));
  if (!gif) return Flaw::broken;
  if (gif->SWidth > side_px || gif->SHeight > side_px) return Flaw::dimensions;
  const Flaw flaw = read_records(gif.get(), side_px);
  return flaw == Flaw::none && !left.empty() ? Flaw::extra : flaw;
}

}  // namespace kefu::server
