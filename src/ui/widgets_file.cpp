// Files that the buyer adds: a grid of tiles with one to add more, and the place where one of them is shown large.
#include <algorithm>
#include <cmath>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {

void draw_error(Phrase words, float x, float y, const Paragraph& p);  // widgets_form.cpp

namespace {

constexpr float kTileGap = 12, kTileMin = 92, kTileWords = 70, kTileRadius = 10, kTileIcon = 26, kBarHeight = 4, kCross = 18, kErrorIndent = 22;

// The tiles of one grid stand side by side, as many as fit; only one grid is laid out at a time.
struct Grid {
  float x{}, y{}, side{}, top{};
  int per_row = 1, met = 0;
  Phrase error{};

  Rect next() {
    const Rect r{x + static_cast<float>(met % per_row) * (side + kTileGap),
                 y + static_cast<float>(met / per_row) * (side + kTileGap), side, side};
    ++met;
    return r;
  }
  float bottom() const {
    const int rows = (met + per_row - 1) / per_row;
    return rows == 0 ? y : y + static_cast<float>(rows) * (side + kTileGap) - kTileGap;
  }
};
Grid grid;

Rgb trouble_colour() { return frame->colours.tone[static_cast<std::size_t>(Tone::trouble)].text; }

// Before there is a picture, or where there is none to be had.
void draw_blank(const Rect& r, Icon icon, Rgb colour) {
  fill(r, frame->colours.sunken, kTileRadius);
  draw_icon(icon, r.x + (r.w - kTileIcon) / 2, r.y + (r.h - kTileIcon) / 2, kTileIcon, colour);
}

void draw_progress(const Rect& r, int percent) {
  const Rect rail{r.x + 8, r.y + r.h - 8 - kBarHeight, r.w - 16, kBarHeight};
  fill(r, frame->colours.card, kTileRadius, 0.6f);
  fill(rail, frame->colours.hairline, kBarHeight / 2);
  fill({rail.x, rail.y, std::max(kBarHeight, rail.w * static_cast<float>(percent) / 100), rail.h}, frame->colours.fill, kBarHeight / 2);
}

// A cross on a disc of its own, so that it is seen on any picture; the thumb's square lies in the tile's corner.
bool cross(std::uint32_t id, const Rect& tile, Phrase label) {
  const Rect touch{tile.x + tile.w - kTouch, tile.y, kTouch, kTouch};
  const Rect disc{tile.x + tile.w - 28 - 4, tile.y + 4, 28, 28};
  emit(Role::button, id, touch, label, "icon");
  const bool tapped = item(id, touch, true);
  fill(disc, frame->colours.card, disc.w / 2, 0.92f);
  draw_icon(Icon::close, disc.x + (disc.w - kCross) / 2, disc.y + (disc.h - kCross) / 2, kCross, frame->colours.text);
  press_tint(id, disc, disc.w / 2);
  return tapped;
}

}  // namespace

void tiles_begin(Phrase id, const TilesSpec& spec) {
  const float y = place(Block::control);
  const Column& c = frame->column();
  grid = {};
  grid.x = c.x + c.pad;
  grid.top = grid.y = y;
  grid.error = spec.error;
  const float w = c.w - 2 * c.pad;
  const float least = std::max(kTileMin, scaled(kTileWords));
  grid.per_row = std::max(1, static_cast<int>((w + kTileGap) / (least + kTileGap)));
  grid.side = std::floor((w + kTileGap) / static_cast<float>(grid.per_row) - kTileGap);
  if (!spec.label.empty()) {
    const Paragraph label = lay(spec.label, kLabel, w);
    draw(label, grid.x, grid.y, w, frame->colours.text);
    grid.y += label.height + 2;
  }
  if (!spec.help.empty()) {
    const Paragraph help = lay(spec.help, kSecondary, w);
    draw(help, grid.x, grid.y, w, frame->colours.secondary);
    grid.y += help.height;
  }
  grid.y += grid.y > y ? 8.0f : 0.0f;
  Column& group = open_column(id, Role::group, spec.label, "tiles", c.x, c.w, c.pad);
  frame->nodes[static_cast<std::size_t>(group.node)].description = spec.error.empty() ? spec.help : spec.error;
}

bool tile(Phrase id, const TileSpec& spec) {
  const Rect r = grid.next();
  const std::uint32_t node = id_of(id);
  const bool sending = spec.percent >= 0, opens = spec.remove_label.empty();
  Node& n = emit(sending ? Role::progressbar : opens ? Role::button : Role::text, node, r, spec.label, "tile");
  n.tone = tone_word(spec.failed ? Tone::trouble : Tone::neutral);
  if (sending) {
    n.max = 100;
    n.now = spec.percent;
  }
  bool tapped = !sending && opens && item(node, r, true);
  if (spec.failed) draw_blank(r, Icon::alert, trouble_colour());
  else if (spec.image.empty()) draw_blank(r, spec.icon, frame->colours.secondary);
  else draw_image(spec.image, r, kTileRadius);
  if (spec.failed) outline(r, trouble_colour(), kTileRadius, 1.5f);
  if (sending) draw_progress(r, spec.percent);
  if (opens) press_tint(node, r, kTileRadius);
  else tapped = cross(id_of("remove", node), r, spec.remove_label);
  return tapped;
}

int add_tile(Phrase id, Phrase label, Phrase accept, bool required) {
  const Rect r = grid.next();
  const std::uint32_t node = id_of(id);
  const Palette& p = frame->colours;
  fill(r, p.card, kTileRadius);
  outline(r, grid.error.empty() ? p.border : trouble_colour(), kTileRadius, grid.error.empty() ? 1.0f : 1.5f);
  const Paragraph words = lay(label, kCaption, r.w - 16, 3);
  const float top = r.y + (r.h - kTileIcon - 6 - words.height) / 2;
  draw_icon(Icon::camera, r.x + (r.w - kTileIcon) / 2, top, kTileIcon, p.secondary);
  draw(words, r.x + 8, top + kTileIcon + 6, r.w - 16, p.secondary, Align::centre);
  item(node, r, true);
  Node& n = emit(Role::file, node, r, label, "field");
  n.placeholder = accept;
  n.required = required;
  n.invalid = !grid.error.empty();
  n.description = grid.error;
  const std::string* chosen = input_of(node);
  if (!chosen) return 0;
  frame->acted = true;
  int count = 0;
  for (const char digit : *chosen)
    if (digit >= '0' && digit <= '9' && count < 1000) count = count * 10 + (digit - '0');
  return count;
}

void tiles_end() {
  Frame& f = *frame;
  float y = grid.bottom();
  const Column group = f.column();
  f.columns.pop_back();
  if (!grid.error.empty()) {
    const Paragraph words = lay(grid.error, kSecondary, group.w - 2 * group.pad - kErrorIndent);
    draw_error(grid.error, grid.x, y + 6, words);
    y += 6 + words.height;
  }
  f.nodes[static_cast<std::size_t>(group.node)].rect = {group.x, grid.top, group.w, y - grid.top};
  advance(y - grid.top);
}

void figure(Phrase id, Phrase name, Phrase src, bool film) {
  const float y = place(Block::control);
  const Column& c = frame->column();
  const float w = c.w - 2 * c.pad, h = std::min(w * 4 / 3, frame->view.height_px * 0.6f);
  const Rect r{c.x + c.pad, y, w, h};
  fill(r, frame->colours.sunken, kTileRadius);
  Node& n = emit(Role::img, id_of(id), r, name, film ? "film" : "picture");
  n.src = src;
  advance(h);
}

}  // namespace kefu::ui
