// PNG: its chunks are looked at here, for libpng skips what stands between and behind them; its pixels are libpng's.
#include <png.h>

#include <csetjmp>
#include <cstring>
#include <memory>

#include "server/evidence_check.hpp"

namespace kefu::server {

namespace {

constexpr std::size_t kSignatureBytes = 8, kAroundChunk = 12;  // length, type, CRC
// The picture's own chunks, and those that say how it is painted. Text, time and EXIF are not the picture.
constexpr std::string_view kChunks[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                        "iCCP", "sBIT", "bKGD", "pHYs", "cICP"};

std::size_t number_at(std::string_view bytes, std::size_t at) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < 4; ++i) n = n << 8 | static_cast<unsigned char>(bytes[at + i]);
  return n;
}

bool known_chunk(std::string_view type) {
  for (const std::string_view known : kChunks)
    if (type == known) return true;
  return false;
}

Flaw flaw_of_chunks(std::string_view bytes, long long side_px) {
  std::size_t at = kSignatureBytes;
  while (at + kAroundChunk <= bytes.size()) {
    const std::size_t length = number_at(bytes, at);
    const std::string_view type = bytes.substr(at + 4, 4);
    if (length > bytes.size() - at - kAroundChunk) return Flaw::broken;
    if (!known_chunk(type)) return Flaw::extra;
    if (type == "IHDR" && length >= 8) {
      const auto side = static_cast<std::size_t>(side_px);
      if (number_at(bytes, at + 8) > side || number_at(bytes, at + 12) > side) return Flaw::dimensions;
    }
    at += kAroundChunk + length;
    if (type == "IEND") return at == bytes.size() ? Flaw::none : Flaw::extra;
  }
  return Flaw::broken;
}

void png_gives(png_structp png, png_bytep to, png_size_t n) {
  auto& left = *static_cast<std::string_view*>(png_get_io_ptr(png));
  if (n > left.size()) png_error(png, "too short");
  std::memcpy(to, left.data(), n);
  left.remove_prefix(n);
}

[[noreturn]] void png_fails(png_structp png, png_const_charp) { png_longjmp(png, 1); }
void png_warns(png_structp, png_const_charp) {}

// Nothing here has a destructor: libpng leaves by longjmp.
bool decode_png(png_structp png, png_infop info, png_bytep* row) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_read_info(png, info);
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  *row = static_cast<png_bytep>(png_malloc(png, png_get_rowbytes(png, info)));
  std::memset(*row, 0, png_get_rowbytes(png, info));
  const png_uint_32 height = png_get_image_height(png, info);
  for (int pass = 0; pass < passes; ++pass)
    for (png_uint_32 y = 0; y < height; ++y) png_read_row(png, *row, nullptr);
  png_read_end(png, nullptr);
  return true;
}

}  // namespace

Flaw flaw_of_png(std::string_view bytes, long long side_px) {
  if (const Flaw flaw = flaw_of_chunks(bytes, side_px); flaw != Flaw::none) return flaw;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, png_fails, png_warns);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  png_bytep row = nullptr;
  bool whole = false;
  std::string_view left = bytes;
  if (info) {
    const auto side = static_cast<png_uint_32>(side_px);
    png_set_user_limits(png, side, side);
    png_set_chunk_malloc_max(png, 1 << 20);  // a profile that unpacks to more is none
    png_set_benign_errors(png, 0);  // bytes behind the last row, a profile that is none: refused, not passed over
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_read_fn(png, &left, png_gives);
    whole = decode_png(png, info, &row);
  }
  if (row) png_free(png, row);
  png_destroy_read_struct(&png, &info, nullptr);
  return whole && left.empty() ? Flaw::none : Flaw::broken;
}

}  // namespace kefu::server
