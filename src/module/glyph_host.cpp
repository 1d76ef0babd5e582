#include "module/glyph_host.hpp"

#include "module/exports.hpp"

KEFU_IMPORT(vmetrics) void kefu_host_vmetrics(float size_px, int weight, float* out);
KEFU_IMPORT(measure) void kefu_host_measure(const char* text, int len, float size_px, int weight, float* out);
KEFU_IMPORT(raster)
int kefu_host_raster(const char* text, int len, float size_px, int weight, int left, int top, int w, int h, unsigned char* dst);

namespace kefu::module {
namespace {

class HostGlyphs final : public ui::GlyphSource {
 public:
  VerticalMetrics vertical(float size_px, int weight) override {
    float v[2] = {};
    kefu_host_vmetrics(size_px, weight, v);
    return {v[0], v[1]};
  }

  Box measure(std::string_view text, float size_px, int weight) override {
    float v[5] = {};
    kefu_host_measure(text.data(), static_cast<int>(text.size()), size_px, weight, v);
    return {v[0], static_cast<int>(v[1]), static_cast<int>(v[2]), static_cast<int>(v[3]), static_cast<int>(v[4])};
  }

  bool raster(std::string_view text, float size_px, int weight, const Box& b, unsigned char* rgba) override {
    return kefu_host_raster(text.data(), static_cast<int>(text.size()), size_px, weight, b.left, b.top, b.width, b.height,
                            rgba) != 0;
  }
};

}  // namespace

std::unique_ptr<ui::GlyphSource> host_glyphs() { return std::make_unique<HostGlyphs>(); }

}  // namespace kefu::module
