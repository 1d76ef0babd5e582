// glyphs.hpp: Dear ImGui's font loader over a GlyphSource (design.md "Fonts"; web-ui B1 is the contract).
//
// Three fonts, one per weight; an ImGui size is the em in device pixels. Digits are tabular: each takes the widest one's
// advance, so that amounts stand in columns and count-downs do not tremble.
#pragma once
#include "ui/clusters.hpp"
#include "ui/surface.hpp"

struct ImFont;
struct ImFontAtlas;

namespace kefu::ui {

struct GlyphHost {
  GlyphSource* source{};
  Clusters clusters;
};

/// Adds the fonts of weight 400, 500 and 600, in this order. `host` outlives the atlas.
void add_fonts(ImFontAtlas& atlas, GlyphHost& host);
/// Forgets every glyph; only between frames (web-ui B3.6).
void discard_glyphs(ImFontAtlas& atlas);

}  // namespace kefu::ui
