// Nodes and items: what the DOM overlay, screen readers and tests know of a widget, and how it is activated.
#include <algorithm>

#include "ui/frame.hpp"

namespace kefu::ui {
namespace {

// Where the id stands in the table, or would.
std::uint32_t& place_of(std::uint32_t id) {
  std::vector<std::uint32_t>& ids = frame->ids;
  std::size_t at = id;
  while (ids[at &= ids.size() - 1] && ids[at] != id) ++at;
  return ids[at];
}

// At most half full, a power of two.
void make_room() {
  Frame& f = *frame;
  if (f.ids.size() > 2 * f.nodes.size()) return;
  f.ids.assign(std::max<std::size_t>(64, 2 * f.ids.size()), 0);
  for (const Node& n : f.nodes) place_of(n.id) = n.id;
}

bool taken(std::uint32_t id) {
  make_room();
  return place_of(id) != 0;
}

// What a sheet covers has no node (surface.cpp, hide_beneath_sheet), so it must not act either.
bool beneath_sheet() { return frame->sheet.before && !frame->in_sheet(); }

}  // namespace

std::uint32_t id_of(Phrase words, std::uint32_t seed) {
  const std::string_view id = words;
  const ImGuiID h = ImHashData(id.data(), id.size(), seed + 1);
  return h ? h : 1;
}

std::uint32_t id_of_words(Phrase words) {
  std::uint32_t id = id_of(words, 0x7e87);
  while (taken(id)) ++id;
  return id;
}

Node& emit(Role role, std::uint32_t id, const Rect& rect, Phrase name, Phrase style) {
  IM_ASSERT(!taken(id) && "ui: an id is used twice on this screen; ids must be unique (ui.hpp)");
  Node& n = frame->nodes.emplace_back();
  make_room();
  n.id = place_of(id) = id;
  n.parent = frame->columns.empty() ? 0 : frame->column().id;
  n.role = role;
  n.layer = frame->layer;
  n.name = name;
  n.style = style;
  n.rect = rect;
  return n;
}

const std::string* input_of(std::uint32_t id) {
  for (const Input& i : frame->inputs)
    if (i.id == id) return &i.text;
  return nullptr;
}

std::string spoken(std::initializer_list<Phrase> words, const char* between) {
  std::string out;
  for (const std::string_view w : words) {
    if (w.empty()) continue;
    if (!out.empty()) out += between;
    out += w;
  }
  return out;
}

std::string_view tone_word(Tone tone) { return tone == Tone::neutral ? std::string_view() : name(tone); }

// Only ImGui::ActivateItemByID activates: pointers and keys belong to the DOM (design.md "Activation").
bool activated_now(std::uint32_t id, bool enabled) {
  if (!enabled || beneath_sheet() || ImGui::GetCurrentContext()->NavActivateId != id) return false;
  frame->acted = true;
  frame->last_activated = id;
  return true;
}

bool item(std::uint32_t id, const Rect& rect, bool enabled) {
  const bool dead = !enabled || beneath_sheet();
  ImGui::ItemAdd(device(rect), id, nullptr, dead ? static_cast<ImGuiItemFlags>(ImGuiItemFlags_Disabled) : 0);
  return activated_now(id, enabled);
}

void announce(Phrase words, bool assertive) {
  frame->announcements.push_back({std::string(words), assertive});
}

void wake_in(std::int64_t ms) {
  if (frame->wake_ms < 0 || ms < frame->wake_ms) frame->wake_ms = std::max<std::int64_t>(ms, 0);
}

Rgb tone_text(Tone tone, bool quiet) {
  if (tone != Tone::neutral) return frame->colours.tone[static_cast<std::size_t>(tone)].text;
  return quiet ? frame->colours.secondary : frame->colours.text;
}

}  // namespace kefu::ui
