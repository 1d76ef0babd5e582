#include "ui/surface.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {

Frame* frame = nullptr;

struct Surface::State : Frame {};

namespace {

constexpr int kMaxPasses = 4;
constexpr std::int64_t kFreshMs = 60000;  // clocks that show no seconds

// Whether the nodes of the last pass still say all there is to say.
bool still_true(const Frame& f) {
  const bool in_time = f.now_ms - f.told_ms < kFreshMs && (f.due_ms < 0 || f.now_ms < f.due_ms);
  return (f.moved || f.animates) && !f.changed && !f.unsettled && in_time;
}

// A sheet's scroller starts at its own top; the page beneath keeps its place.
void follow_sheet(Frame& f) {
  Sheet& s = f.sheet;
  if (s.id == s.before) return;
  if (s.id != 0 && s.before == 0) s.opener = f.last_activated;
  f.wanted_scroll = s.id ? 0 : f.scroll_top;
  f.wanted_focus = s.id ? s.id : s.opener;
  s.scroll = 0;
  f.unsettled = true;
}

// While a sheet is open nothing beneath it exists for a reader, a test or a finger.
void hide_beneath_sheet(Frame& f) {
  if (f.sheet.id) f.nodes.erase(f.nodes.begin(), f.nodes.begin() + f.sheet.first_node);
}

float& kept_scroll(Frame& f, std::string_view screen) {
  for (KeptScroll& k : f.scrolls)
    if (k.screen == screen) return k.top;
  f.scrolls.push_back({std::string(screen), 0});
  return f.scrolls.back().top;
}

// Clusters are interned for good, for what is laid out and baked holds them; so when they find no room everything is
// forgotten, and the pass made again. A screen that alone has too many keeps its U+FFFD instead of doing so for ever.
bool wants_room(const Frame& f) { return f.glyphs.clusters.full() && !f.cleared; }

void deliver_images(Frame& f) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (Image& i : f.images) {
    if (i.pixels.empty()) continue;
    ImFontAtlasRect r;
    i.rect = atlas.AddCustomRect(i.w, i.h, &r);
    if (i.rect != ImFontAtlasRectId_Invalid)
      for (int y = 0; y < i.h; ++y)
        std::memcpy(atlas.TexData->GetPixelsAt(r.x, r.y + y), i.pixels.data() + static_cast<std::size_t>(y * i.w) * 4,
                    static_cast<std::size_t>(i.w) * 4);
    i.pixels = {};
  }
}

}  // namespace

Surface::Surface(std::unique_ptr<GlyphSource> glyphs) : state_(std::make_unique<State>()) {
  Frame& f = *state_;
  f.source = std::move(glyphs);
  f.glyphs.source = f.source.get();
  f.context = ImGui::CreateContext();
  ImGui::SetCurrentContext(f.context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  ImGui::GetStyle().CurveTessellationTol = 0.6f;
  add_fonts(*io.Fonts, f.glyphs);
  f.colours = palette(f.theme);
  forget_layouts();
}

Surface::~Surface() {
  if (frame == state_.get()) frame = nullptr;
  ImGui::SetCurrentContext(state_->context);
  for (ImTextureData* t : ImGui::GetPlatformIO().Textures) {
    t->SetTexID(ImTextureID_Invalid);
    t->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(state_->context);
}

void Surface::resize(const Viewport& v) {
  changed();
  state_->view = v;
  state_->view.dpr = std::clamp(v.dpr, 0.5f, 6.0f);
  state_->view.text_scale = std::clamp(v.text_scale, 1.0f, 2.0f);
}

void Surface::theme(const Theme& t) {
  changed();
  state_->theme = t;
  state_->colours = palette(t);
}

void Surface::changed() { state_->changed = true; }

void Surface::activate(std::uint32_t id) {
  changed();
  state_->activations.push_back(id);
}

void Surface::press(std::uint32_t id) {
  state_->moved = true;
  if (id != state_->pressed) state_->pressed_ms = state_->now_ms;
  state_->pressed = id;
}

void Surface::input(std::uint32_t id, std::string text) {
  changed();
  for (Input& i : state_->inputs)
    if (i.id == id) {
      i.text = std::move(text);
      return;
    }
  state_->inputs.push_back({id, std::move(text)});
}

void Surface::scroll(float top_px) {
  Frame& f = *state_;
  f.moved = true;
  (f.sheet.before ? f.sheet.scroll : f.scroll_top) = std::max(0.0f, top_px);
}

void Surface::dismiss() {
  changed();
  state_->dismiss = true;
}

void Surface::image(const std::string& src, int w, int h, const unsigned char* rgba) {
  for (Image& i : state_->images)
    if (i.src == src && rgba && w > 0 && h > 0) {
      i.w = w;
      i.h = h;
      state_->moved = true;
      i.pixels.assign(rgba, rgba + static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
    }
}

void Surface::reload_glyphs() {
  changed();
  ImGui::SetCurrentContext(state_->context);
  discard_glyphs(*ImGui::GetIO().Fonts);
  forget_layouts();
}

std::int64_t Surface::begin(std::int64_t now_ms) {
  Frame& f = *state_;
  frame = &f;
  ImGui::SetCurrentContext(f.context);
  if (wants_room(f)) {
    f.glyphs.clusters.clear();
    reload_glyphs();
    f.cleared = true;
  }
  ImGuiIO& io = ImGui::GetIO();
  const float dpr = f.view.dpr;
  io.DisplaySize = {std::max(1.0f, std::round(f.view.width_px * dpr)), std::max(1.0f, std::round(f.view.height_px * dpr))};
  io.DeltaTime = std::clamp(static_cast<float>(now_ms - f.now_ms) / 1000.0f, 1.0f / 240, 0.1f);
  f.now_ms = now_ms;
  f.repaint = still_true(f);
  f.changed = f.moved = f.animates = false;
  if (!f.activations.empty()) {
    ImGui::ActivateItemByID(f.activations.front());
    f.activations.erase(f.activations.begin());
  }
  ImGui::NewFrame();
  deliver_images(f);
  f.texture = io.Fonts->TexData;

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("kefu", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoInputs);
  f.draw = ImGui::GetWindowDrawList();
  f.draw->PushClipRect({0, 0}, io.DisplaySize);
  f.draw->ChannelsSplit(kPlanes);
  f.draw->ChannelsSetCurrent(kGround);
  f.draw->AddRectFilled({0, 0}, io.DisplaySize, ink(f.colours.page));

  f.arena.clear();
  if (f.repaint) {
    f.nodes.swap(f.kept_nodes);
  } else {
    f.kept_rows.clear();
    f.told_ms = now_ms;
    f.renewed = true;
  }
  f.nodes.clear();
  f.ids.clear();
  f.rows_met = 0;
  f.columns.assign(1, Column{});
  f.bar = {};
  f.back = f.close = f.acted = f.busy = false;
  f.header_h = f.bar_h = f.content_h = f.shift_y = 0;
  f.layer = Layer::content;
  f.wake_ms = -1;
  f.unsettled = false;
  f.sheet.before = f.sheet.id;
  f.sheet.id = 0;
  f.sheet.dismissed = f.dismiss && f.sheet.before;
  return f.told_ms;
}

void Surface::end() {
  Frame& f = *state_;
  f.dismiss = false;
  f.inputs.clear();
  follow_sheet(f);
  hide_beneath_sheet(f);
  if (f.repaint) {
    f.nodes.swap(f.kept_nodes);
    f.wake_ms = f.due_ms < 0 ? -1 : f.due_ms - f.now_ms;
  } else {
    f.due_ms = f.wake_ms < 0 ? -1 : f.now_ms + f.wake_ms;
  }
  if (f.animates) f.wake_ms = 0;
  f.draw->ChannelsMerge();
  f.draw->PopClipRect();
  ImGui::End();
  ImGui::Render();
  // A texture that grew leaves this pass's lists with the old one; the next pass draws all from the new one.
  if (f.texture != ImGui::GetIO().Fonts->TexData) f.unsettled = true;
  if (f.acted || !f.activations.empty()) f.unsettled = true;
  if (!f.glyphs.clusters.full()) f.cleared = false;
  if (wants_room(f)) f.unsettled = true;
  if (f.focus_heading && f.heading_id) {
    f.wanted_focus = f.heading_id;
    f.focus_heading = false;
  }
  f.passes = f.unsettled ? f.passes + 1 : 0;
  if (f.passes >= kMaxPasses) {
    f.passes = 0;
    f.unsettled = false;
    f.wake_ms = 0;  // what is left goes on in the next frame
    f.changed = true;
  }
}

bool Surface::unsettled() const { return state_->unsettled; }

void Surface::show(std::string_view screen_key, std::string_view place) {
  Frame& f = *state_;
  f.place = place;
  if (f.screen == screen_key) return;
  if (!f.screen.empty()) kept_scroll(f, f.screen) = f.scroll_top;
  f.screen = screen_key;
  f.cleared = false;
  f.scroll_top = kept_scroll(f, screen_key);
  f.wanted_scroll = f.scroll_top;
  f.focus_heading = true;
  f.unsettled = true;
}

const std::vector<Node>& Surface::nodes() const { return state_->nodes; }
bool Surface::take_renewed() { return std::exchange(state_->renewed, false); }
float Surface::content_height_px() const { return state_->content_h; }
std::optional<float> Surface::take_scroll() { return std::exchange(state_->wanted_scroll, std::nullopt); }
std::int64_t Surface::wake_ms() const { return state_->wake_ms; }
std::vector<Announcement> Surface::take_announcements() { return std::exchange(state_->announcements, {}); }
std::vector<WantedImage> Surface::take_wanted_images() { return std::exchange(state_->wanted_images, {}); }

std::optional<std::uint32_t> Surface::take_focus() {
  const auto id = std::exchange(state_->wanted_focus, std::nullopt);
  const auto& all = state_->nodes;
  const bool exists = id && std::any_of(all.begin(), all.end(), [&](const Node& n) { return n.id == *id; });
  return exists ? id : std::nullopt;
}

bool Surface::sheet_open() const { return state_->sheet.id != 0; }
bool Surface::busy() const { return state_->busy; }
ImDrawData* Surface::draw_data() const {
  ImGui::SetCurrentContext(state_->context);
  return ImGui::GetDrawData();
}

}  // namespace kefu::ui
