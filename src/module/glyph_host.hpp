// glyph_host.hpp: the glyph source that asks the host's 2D canvas (imports vmetrics, measure, raster).
#pragma once
#include <memory>

#include "ui/surface.hpp"

namespace kefu::module {
std::unique_ptr<ui::GlyphSource> host_glyphs();
}
