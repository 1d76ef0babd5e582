// The panel's exports: events in; frames, effects and meaning out.
#include "panel/panel.hpp"

#include <memory>

#include "json/writer.hpp"
#include "module/exports.hpp"
#include "module/glyph_host.hpp"
#include "ui/surface.hpp"

namespace kefu::module {
namespace {

// The surface outlives the panel, which refers to it.
std::unique_ptr<ui::Surface> surface;
std::unique_ptr<panel::Panel> machine;

std::uint32_t passes = 0;

std::int64_t to_ms(double ms) { return static_cast<std::int64_t>(ms); }

// What the surface wants of the host travels with the panel's own effects.
void surface_effects(json::Writer& w) {
  for (const auto& a : surface->take_announcements())
    w.open().key("type").value("announce").key("text").value(a.words).key("assertive").value(a.assertive).close();
  for (const auto& i : surface->take_wanted_images())
    w.open().key("type").value("image").key("src").value(i.src).key("w").value(i.width_px).key("h").value(i.height_px).close();
}

}  // namespace

panel::Panel* the_panel() { return machine.get(); }
ui::Surface* the_surface() { return surface.get(); }

KEFU_EXPORT(panel_create) void kefu_panel_create(const char* config, std::uint32_t n) {
  if (machine) return;
  surface = std::make_unique<ui::Surface>(host_glyphs());
  machine = std::make_unique<panel::Panel>(bytes(config, n), *surface);
}

KEFU_EXPORT(panel_event) void kefu_panel_event(const char* event, std::uint32_t n, double now_ms) {
  if (machine) machine->event(bytes(event, n), to_ms(now_ms));
}

KEFU_EXPORT(panel_resize) void kefu_panel_resize(float w, float h, float dpr, float text_scale, float safe_bottom) {
  if (surface) surface->resize({w, h, dpr, text_scale, safe_bottom});
}

KEFU_EXPORT(panel_activate) void kefu_panel_activate(std::uint32_t id) {
  if (surface) surface->activate(id);
}

KEFU_EXPORT(panel_press) void kefu_panel_press(std::uint32_t id) {
  if (surface) surface->press(id);
}

KEFU_EXPORT(panel_scroll) void kefu_panel_scroll(float top) {
  if (surface) surface->scroll(top);
}

KEFU_EXPORT(panel_image) void kefu_panel_image(const char* src, std::uint32_t n, int w, int h, const unsigned char* rgba) {
  if (surface) surface->image(std::string(bytes(src, n)), w, h, rgba);
}

KEFU_EXPORT(panel_reload_glyphs) void kefu_panel_reload_glyphs() {
  if (surface) surface->reload_glyphs();
}

KEFU_EXPORT(panel_frame) double kefu_panel_frame(double now_ms) {
  if (!machine) return -1;
  passes = 0;
  do {
    ++passes;
    machine->view(surface->begin(to_ms(now_ms)));
    surface->end();
  } while (surface->unsettled());
  return static_cast<double>(surface->wake_ms());
}

KEFU_EXPORT(panel_passes) std::uint32_t kefu_panel_passes() { return passes; }

KEFU_EXPORT(panel_effects) void kefu_panel_effects() {
  if (!machine) return answer("[]");
  json::Writer w;
  w.open_list();
  const std::string own = machine->take_effects();
  if (own.size() > 2) w.raw(std::string_view(own).substr(1, own.size() - 2));
  surface_effects(w);
  answer(w.close_list().take());
}

}  // namespace kefu::module
