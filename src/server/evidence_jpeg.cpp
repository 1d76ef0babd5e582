// JPEG by libjpeg(-turbo): every marker is looked at, every row decoded.
#include <csetjmp>
#include <cstddef>
#include <cstdio>  // jpeglib.h wants FILE

#include <jpeglib.h>

#include "server/evidence_check.hpp"

namespace kefu::server {

namespace {

using namespace std::literals;

constexpr int kMostScans = 64;                 // each one more of a progressive picture costs a pass over all of it
constexpr long kMostDecoderBytes = 64L << 20;
constexpr unsigned kMostMarkerBytes = 0xFFFF;
constexpr std::size_t kAdobeBytes = 12;

// libjpeg's own structures come first in ours, so that a pointer to the one is a pointer to the other.
struct JpegErrors {
  jpeg_error_mgr manager;
  std::jmp_buf leave;
};
struct JpegProgress {
  jpeg_progress_mgr manager;
  const jpeg_decompress_struct* picture;
};

[[noreturn]] void jpeg_fails(j_common_ptr info) { std::longjmp(reinterpret_cast<JpegErrors*>(info->err)->leave, 1); }

void jpeg_says(j_common_ptr info, int level) {
  if (level < 0) jpeg_fails(info);  // a warning: bytes that a viewer would pass over
}

void jpeg_goes_on(j_common_ptr info) {
  if (reinterpret_cast<const JpegProgress*>(info->progress)->picture->input_scan_number > kMostScans) jpeg_fails(info);
}

bool begins(const jpeg_marker_struct& m, std::string_view with) {
  return std::string_view(reinterpret_cast<const char*>(m.data), m.data_length).starts_with(with);
}

// What a decoder needs to paint: the density, a colour profile, Adobe's word on the colour transform.
bool is_of_the_picture(const jpeg_marker_struct& m) {
  if (m.marker == JPEG_APP0) return begins(m, "JFIF\0"sv);
  if (m.marker == JPEG_APP0 + 2) return begins(m, "ICC_PROFILE\0"sv);
  return m.marker == JPEG_APP0 + 14 && begins(m, "Adobe"sv) && m.data_length <= kAdobeBytes;
}

bool only_the_picture(const jpeg_decompress_struct& picture) {
  for (const jpeg_marker_struct* m = picture.marker_list; m; m = m->next)
    if (!is_of_the_picture(*m)) return false;
  return true;
}

void keep_markers(jpeg_decompress_struct& picture) {
  jpeg_save_markers(&picture, JPEG_COM, kMostMarkerBytes);
  for (int i = 0; i < 16; ++i) jpeg_save_markers(&picture, JPEG_APP0 + i, kMostMarkerBytes);
}

// Nothing here has a destructor: libjpeg leaves by longjmp.
Flaw decode_jpeg(jpeg_decompress_struct& picture, std::string_view bytes, long long side_px) {
  jpeg_mem_src(&picture, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long>(bytes.size()));
  keep_markers(picture);
  jpeg_read_header(&picture, TRUE);
  if (picture.image_width > side_px || picture.image_height > side_px) return Flaw::dimensions;
  jpeg_start_decompress(&picture);
  const JSAMPARRAY row = (*picture.mem->alloc_sarray)(reinterpret_cast<j_common_ptr>(&picture), JPOOL_IMAGE,
                                                      picture.output_width * static_cast<unsigned>(picture.output_components), 1);
  while (picture.output_scanline < picture.output_height) jpeg_read_scanlines(&picture, row, 1);
  // The markers behind the last row, too; jpeg_finish_decompress would read them and forget them all.
  while (jpeg_consume_input(&picture) != JPEG_REACHED_EOI) {
  }
  return only_the_picture(picture) && picture.src->bytes_in_buffer == 0 ? Flaw::none : Flaw::extra;
}

}  // namespace

Flaw flaw_of_jpeg(std::string_view bytes, long long side_px) {
  jpeg_decompress_struct picture{};
  JpegErrors errors{};
  JpegProgress progress{};
  picture.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = jpeg_fails;
  errors.manager.emit_message = jpeg_says;
  if (setjmp(errors.leave)) {
    jpeg_destroy_decompress(&picture);
    return Flaw::broken;
  }
  jpeg_create_decompress(&picture);
  picture.mem->max_memory_to_use = kMostDecoderBytes;
  progress.manager.progress_monitor = jpeg_goes_on;
  progress.picture = &picture;
  picture.progress = &progress.manager;
  const Flaw flaw = decode_jpeg(picture, bytes, side_px);
  jpeg_destroy_decompress(&picture);
  return flaw;
}

}  // namespace kefu::server
