// Containers and the distances between what they hold (look.md "Space": 4-px grid, padding 16, gap 12).
#include <algorithm>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

// What brings inner space of its own, so that the card need not.
bool has_inset(Block b) { return b == Block::row || b == Block::choice || b == Block::amount || b == Block::quiet; }
bool is_row(Block b) { return b == Block::row || b == Block::choice; }

float gap(Block above, Block below, bool padded) {
  if (above == Block::none) return !padded ? 0 : has_inset(below) ? 6 : kPad;
  if (is_row(above) && is_row(below)) return 0;
  if (is_row(below)) return padded ? 6 : kCardGap;
  if (above == Block::choice) return kCardGap;
  if (is_row(above)) return 8;
  if (below == Block::quiet || above == Block::quiet) return 4;
  if (above == Block::timeline && below == Block::timeline) return 0;
  if (above == Block::amount && below == Block::amount) return 0;
  if (above == Block::fact && below == Block::fact) return 8;
  if (above == Block::chip && below == Block::chip) return 8;
  if (above == Block::text && below == Block::text) return 4;
  if (below == Block::heading && !padded) return 20;
  if (above == Block::heading || above == Block::chip || below == Block::chip) return 8;
  if (below == Block::button && above != Block::button && padded) return kPad;
  return kCardGap;
}

Plane ground_plane(Plane page) {
  if (!frame->in_sheet()) return page;
  return kSheetSunken;
}

}  // namespace

float scaled(float css) { return css * frame->view.text_scale; }

float place(Block kind) {
  Column& c = frame->column();
  const bool both_rows = is_row(c.last) && is_row(kind);
  c.y += gap(c.last, kind, c.pad > 0);
  // Rows of one card are told apart by hairlines, inset like their words.
  if (both_rows) hairline(c.x + c.pad, c.y, c.w - 2 * c.pad);
  c.last = kind;
  return c.y;
}

void advance(float height) { frame->column().y += height; }

Column& open_column(Phrase id, Role role, Phrase label, Phrase style, float x, float w, float pad) {
  Column c;
  c.x = x;
  c.w = w;
  c.y = c.top = frame->column().y;
  c.pad = pad;
  c.id = id_of(id);
  emit(role, c.id, {x, c.y, w, 0}, label, style);
  c.node = static_cast<int>(frame->nodes.size()) - 1;
  frame->columns.push_back(c);
  return frame->columns.back();
}

Column close_column(float bottom_pad) {
  Column c = frame->column();
  frame->columns.pop_back();
  c.y += c.pad > 0 ? (has_inset(c.last) ? 6 : bottom_pad) : 0;
  if (c.node >= 0) frame->nodes[static_cast<std::size_t>(c.node)].rect.h = c.y - c.top;
  frame->column().y = c.y;
  return c;
}

void draw_column(const Column& c, Plane page_plane, Rgb colour, float radius) {
  plane(ground_plane(page_plane));
  const Rect r{c.x, c.top, c.w, c.y - c.top};
  fill(r, colour, radius);
  if (frame->theme.contrast) outline(r, frame->colours.hairline, radius, 1);
  plane(frame->in_sheet() ? kSheetInk : kInk);
}

void card_begin(Phrase id, Phrase label) {
  place(Block::box);
  const Column& out = frame->column();
  open_column(id, Role::group, label, "card", out.x, out.w, kPad);
}

void card_end() {
  const Column c = close_column(kPad);
  draw_column(c, kGround, frame->in_sheet() ? frame->colours.page : frame->colours.card, frame->colours.radius_px);
}

void sunken_begin(Phrase id) {
  place(Block::box);
  const Column& out = frame->column();
  open_column(id, Role::group, {}, "sunken", out.x + out.pad, out.w - 2 * out.pad, 12);
}

void sunken_end() {
  const Column c = close_column(kPad);
  draw_column(c, kSunken, frame->colours.sunken, kControlRadius);
}

static void group_begin(Role role, Phrase id, Phrase label) {
  const Column out = frame->column();
  Column& c = open_column(id, role, label, "list", out.x, out.w, out.pad);
  c.last = out.last;
}

void list_begin(Phrase id, Phrase label) { group_begin(Role::list, id, label); }
void log_begin(Phrase id, Phrase label) { group_begin(Role::log, id, label); }

void list_end() {
  // A list only groups: distances go on as if it were not there.
  Column c = frame->column();
  frame->columns.pop_back();
  frame->nodes[static_cast<std::size_t>(c.node)].rect.h = c.y - c.top;
  frame->column().y = c.y;
  frame->column().last = c.last;
}

}  // namespace kefu::ui
