// Dear ImGui's draw lists and texture updates, flattened for a renderer that knows nothing of ImGui.
#include <imgui.h>

#include <cstddef>
#include <vector>

#include "module/exports.hpp"
#include "ui/surface.hpp"

namespace kefu::module {
namespace {

static_assert(sizeof(ImDrawVert) == 20 && sizeof(ImDrawIdx) == 2, "the boundary promises 20-byte vertices, 16-bit indices");

struct Texture {
  const unsigned char* pixels;
  std::uint32_t width, height, x, y, whole, pitch;
};

std::vector<float> commands;
struct List {
  const void* vertices;
  std::uint32_t vertex_count;
  const void* indices;
  std::uint32_t index_count;
  const void* commands;
  std::uint32_t command_count;
} list;
Texture texture;
int next_update = 0;
bool lost = false;

void add(const ImDrawCmd& c) {
  const float values[] = {c.ClipRect.x,
                          c.ClipRect.y,
                          c.ClipRect.z,
                          c.ClipRect.w,
                          static_cast<float>(c.ElemCount),
                          static_cast<float>(c.IdxOffset),
                          static_cast<float>(c.VtxOffset)};
  commands.insert(commands.end(), values, values + std::size(values));
}

const Texture* offer(const ImTextureData& t, const ImTextureRect& r, bool whole) {
  texture = {t.Pixels + (r.x + r.y * t.Width) * t.BytesPerPixel,
             static_cast<std::uint32_t>(r.w),
             static_cast<std::uint32_t>(r.h),
             static_cast<std::uint32_t>(r.x),
             static_cast<std::uint32_t>(r.y),
             whole,
             static_cast<std::uint32_t>(t.GetPitch())};
  return &texture;
}

const Texture* offer_whole(ImTextureData& t) {
  lost = false;
  next_update = 0;
  t.SetTexID(1);
  t.SetStatus(ImTextureStatus_OK);
  const ImTextureRect all{0, 0, static_cast<unsigned short>(t.Width), static_cast<unsigned short>(t.Height)};
  return offer(t, all, true);
}

// An atlas that was replaced by a larger one; settled frames draw from the newest alone (surface.cpp, end).
void drop(ImTextureData& t) {
  t.SetTexID(ImTextureID_Invalid);
  t.SetStatus(ImTextureStatus_Destroyed);
}

}  // namespace

KEFU_EXPORT(draw_lists) int kefu_draw_lists() {
  const ImDrawData* d = the_surface() ? the_surface()->draw_data() : nullptr;
  return d ? d->CmdLists.Size : 0;
}

KEFU_EXPORT(draw_list) const void* kefu_draw_list(int i) {
  const ImDrawList& l = *the_surface()->draw_data()->CmdLists[i];
  commands.clear();
  for (const ImDrawCmd& c : l.CmdBuffer)
    if (c.ElemCount && !c.UserCallback) add(c);
  constexpr std::size_t kPerCommand = 7;
  list = {l.VtxBuffer.Data,  static_cast<std::uint32_t>(l.VtxBuffer.Size),
          l.IdxBuffer.Data,  static_cast<std::uint32_t>(l.IdxBuffer.Size),
          commands.data(),   static_cast<std::uint32_t>(commands.size() / kPerCommand)};
  return &list;
}

KEFU_EXPORT(draw_texture) const void* kefu_draw_texture() {
  if (!the_surface() || !the_surface()->draw_data()) return nullptr;
  ImTextureData* newest = ImGui::GetIO().Fonts->TexData;
  for (ImTextureData* t : ImGui::GetPlatformIO().Textures) {
    if (t != newest) {
      if (t->Status == ImTextureStatus_WantDestroy && t->UnusedFrames > 0) drop(*t);
      continue;
    }
    if (t->Status == ImTextureStatus_WantCreate || lost) return offer_whole(*t);
    if (t->Status != ImTextureStatus_WantUpdates) continue;
    if (next_update < t->Updates.Size) return offer(*t, t->Updates[next_update++], false);
    next_update = 0;
    t->SetStatus(ImTextureStatus_OK);
  }
  return nullptr;
}

KEFU_EXPORT(draw_lost) void kefu_draw_lost() { lost = true; }

}  // namespace kefu::module
