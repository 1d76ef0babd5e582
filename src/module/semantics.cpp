// The semantic tree as differences: only nodes whose serialisation changed cross the boundary.
#include <algorithm>
#include <cmath>
#include <vector>

#include "json/writer.hpp"
#include "module/exports.hpp"
#include "ui/surface.hpp"

namespace kefu::module {
namespace {

struct Sent {
  std::uint32_t id;
  std::string json;
};
struct Told {
  std::vector<Sent> nodes;
  std::string height;
  bool sheet = false, busy = false;
};
Told told;

// A hundredth of a CSS pixel is finer than any screen; printf's floats would cost 10 KB.
std::string fixed_point(float v) {
  const auto hundredths = static_cast<std::int64_t>(std::lround(v * 100));
  const auto whole = hundredths < 0 ? -hundredths : hundredths;
  std::string s = (hundredths < 0 ? "-" : "") + std::to_string(whole / 100);
  if (const auto part = whole % 100) {
    s += '.';
    s += static_cast<char>('0' + part / 10);
    if (part % 10) s += static_cast<char>('0' + part % 10);
  }
  return s;
}

void text(json::Writer& w, const char* key, std::string_view v) {
  if (!v.empty()) w.key(key).value(v);
}
void number(json::Writer& w, const char* key, int v) {
  if (v) w.key(key).value(v);
}
void flag(json::Writer& w, const char* key, bool v) {
  if (v) w.key(key).value(true);
}

std::string serialise(const ui::Node& n) {
  json::Writer w;
  w.open().key("id").value(static_cast<std::int64_t>(n.id));
  if (n.parent) w.key("parent").value(static_cast<std::int64_t>(n.parent));
  w.key("role").value(name(n.role)).key("layer").value(name(n.layer));
  text(w, "name", n.name);
  text(w, "value", n.value);
  text(w, "description", n.description);
  text(w, "href", n.href);
  text(w, "src", n.src);
  text(w, "placeholder", n.placeholder);
  text(w, "input_mode", n.input_mode);
  text(w, "autocomplete", n.autocomplete);
  text(w, "style", n.style);
  text(w, "tone", n.tone);
  number(w, "level", n.level);
  number(w, "max_length", n.max_length);
  number(w, "min", n.min);
  number(w, "max", n.max);
  number(w, "now", n.now);
  flag(w, "disabled", n.disabled);
  flag(w, "checked", n.checked);
  flag(w, "expanded", n.expanded);
  flag(w, "invalid", n.invalid);
  flag(w, "required", n.required);
  flag(w, "multiline", n.multiline);
  flag(w, "current", n.current);
  const ui::Rect& r = n.rect;
  w.key("rect").raw("[" + fixed_point(r.x) + "," + fixed_point(r.y) + "," + fixed_point(r.w) + "," + fixed_point(r.h) + "]");
  return w.close().take();
}

// Looks first where the last one was found: two trees are nearly always in the same order.
struct Search {
  const std::vector<Sent>& all;
  std::size_t at = 0;
  const Sent* find(std::uint32_t id) {
    for (std::size_t left = all.size(); left-- > 0;) {
      if (at >= all.size()) at = 0;
      if (const Sent& s = all[at++]; s.id == id) return &s;
    }
    return nullptr;
  }
};

bool same_order(const std::vector<Sent>& a, const std::vector<Sent>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Sent& x, const Sent& y) { return x.id == y.id; });
}

// Members appear only when there is something to say; an empty object means silence.
std::string difference(Told now, ui::Surface& s) {
  json::Writer w;
  bool any = false;
  const auto say = [&](const char* key) -> json::Writer& {
    any = true;
    return w.key(key);
  };
  w.open();
  json::Writer upsert;
  upsert.open_list();
  Search old{told.nodes}, present{now.nodes};
  for (const Sent& n : now.nodes)
    if (const Sent* before = old.find(n.id); !before || before->json != n.json) upsert.raw(n.json);
  if (upsert.text().size() > 1) say("upsert").raw(upsert.close_list().take());
  json::Writer remove;
  remove.open_list();
  for (const Sent& n : told.nodes)
    if (!present.find(n.id)) remove.value(static_cast<std::int64_t>(n.id));
  if (remove.text().size() > 1) say("remove").raw(remove.close_list().take());
  if (!same_order(now.nodes, told.nodes)) {
    say("order").open_list();
    for (const Sent& n : now.nodes) w.value(static_cast<std::int64_t>(n.id));
    w.close_list();
  }
  if (const auto top = s.take_scroll()) say("scroll").raw(fixed_point(*top));
  if (const auto id = s.take_focus()) say("focus").value(static_cast<std::int64_t>(*id));
  any = any || now.height != told.height || now.sheet != told.sheet || now.busy != told.busy;
  w.key("height").raw(now.height).key("sheet").value(now.sheet).key("busy").value(now.busy).close();
  told = std::move(now);
  return any ? w.take() : std::string();
}

}  // namespace

KEFU_EXPORT(panel_semantics) void kefu_panel_semantics() {
  ui::Surface* s = the_surface();
  if (!s || !s->take_renewed()) return answer({});
  Told now;
  for (const ui::Node& n : s->nodes()) now.nodes.push_back({n.id, serialise(n)});
  now.height = fixed_point(s->content_height_px());
  now.sheet = s->sheet_open();
  now.busy = s->busy();
  answer(difference(std::move(now), *s));
}

}  // namespace kefu::module
