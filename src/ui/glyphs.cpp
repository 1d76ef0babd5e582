#include "ui/glyphs.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace kefu::ui {
namespace {

constexpr int kWeights[] = {400, 500, 600};

GlyphHost& host_of(const ImFontAtlas* atlas) { return *static_cast<GlyphHost*>(atlas->UserData); }
int weight_of(const ImFontConfig* source) { return static_cast<int>(source->FontLoaderFlags); }

bool init_source(ImFontAtlas*, ImFontConfig*) { return true; }

// Everything printable, U+2026 among it: an ellipsis that nobody claims would be baked from dots.
bool contains(ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 32; }

bool init_baked(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*) {
  const auto v = host_of(atlas).source->vertical(baked->Size, weight_of(source));
  baked->Ascent = std::round(v.ascent);
  baked->Descent = -std::round(v.descent);
  return true;
}

bool paint(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, std::string_view text,
           const GlyphSource::Box& box, ImFontGlyph* out) {
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, box.width, box.height);
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  auto& pixels = atlas->Builder->TempBuffer;
  pixels.resize(box.width * box.height * 4);
  out->Colored = host_of(atlas).source->raster(text, baked->Size, weight_of(source), box, pixels.Data);
  out->Visible = true;
  out->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, out, rect, pixels.Data, ImTextureFormat_RGBA32, box.width * 4);
  return true;
}

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar c, ImFontGlyph* out, float* advance) {
  if (c < 32) return false;  // ImGui makes its own tab
  GlyphHost& host = host_of(atlas);
  std::string utf8;
  std::string_view text = host.clusters.text(c);
  if (text.empty()) {
    append_utf8(utf8, c);
    text = utf8;
  }
  GlyphSource::Box box = host.source->measure(text, baked->Size, weight_of(source));
  float shift = 0;
  if (c >= '0' && c <= '9') {
    const float column = host.source->measure("0", baked->Size, weight_of(source)).advance;
    shift = std::round((column - box.advance) / 2);
    box.advance = column;
  }
  if (advance) {
    *advance = box.advance;
    return true;
  }
  out->Codepoint = c;
  out->AdvanceX = box.advance;
  if (box.width <= 0 || box.height <= 0) return true;
  out->X0 = static_cast<float>(-box.left) + shift;
  out->Y0 = baked->Ascent - static_cast<float>(box.top);
  out->X1 = out->X0 + static_cast<float>(box.width);
  out->Y1 = out->Y0 + static_cast<float>(box.height);
  return paint(atlas, source, baked, text, box, out);
}

}  // namespace

void add_fonts(ImFontAtlas& atlas, GlyphHost& host) {
  atlas.UserData = &host;
  // One texture from the start: growing from 512×128 made four (web-ui B2).
  atlas.TexMinWidth = atlas.TexMinHeight = 1024;
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  for (const int weight : kWeights) {
    ImFontConfig config;
    config.FontLoader = ImGuiFreeType::GetFontLoader();
    config.FontLoaderFlags = static_cast<unsigned>(weight);
    config.SizePixels = 16;
    atlas.AddFont(&config);
  }
}

void discard_glyphs(ImFontAtlas& atlas) {
  for (ImFont* font : atlas.Fonts) ImFontAtlasFontDiscardBakes(&atlas, font, 0);
}

}  // namespace kefu::ui

// ImGui links against these two names when IMGUI_ENABLE_FREETYPE stands in imgui_config.h.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
  static ImFontLoader loader;
  loader.Name = "kefu";
  loader.FontSrcInit = kefu::ui::init_source;
  loader.FontSrcContainsGlyph = kefu::ui::contains;
  loader.FontBakedInit = kefu::ui::init_baked;
  loader.FontBakedLoadGlyph = kefu::ui::load;
  return &loader;
}
bool ImGuiFreeType::DebugEditFontLoaderFlags(unsigned int*) { return false; }
