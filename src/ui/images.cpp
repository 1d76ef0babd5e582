// Thumbnails: wanted once, delivered as pixels, kept in the glyph texture, which is the only one there is.
#include <cmath>

#include "ui/frame.hpp"

namespace kefu::ui {
namespace {

Image& image_of(std::string_view src, int w, int h) {
  for (Image& i : frame->images)
    if (i.src == src) return i;
  Image i;
  i.src = src;
  i.w = w;
  i.h = h;
  frame->images.push_back(std::move(i));
  return frame->images.back();
}

}  // namespace

void draw_image(std::string_view src, const Rect& r, float radius) {
  if (!visible(r)) return;
  const ImRect d = device(r);
  Image& i = image_of(src, static_cast<int>(d.GetWidth()), static_cast<int>(d.GetHeight()));
  if (!i.wanted) {
    i.wanted = true;
    frame->wanted_images.push_back({i.src, i.w, i.h});
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontAtlasRect rect;
  if (i.rect != ImFontAtlasRectId_Invalid && atlas.GetCustomRect(i.rect, &rect)) {
    frame->draw->AddImageRounded(atlas.TexRef, d.Min, d.Max, rect.uv0, rect.uv1, IM_COL32_WHITE,
                                 std::round(radius * frame->view.dpr));
    return;
  }
  constexpr float kIcon = 26;
  fill(r, frame->colours.sunken, radius);
  draw_icon(Icon::box, r.x + (r.w - kIcon) / 2, r.y + (r.h - kIcon) / 2, kIcon, frame->colours.secondary);
}

}  // namespace kefu::ui
