// frame.hpp: what the toolkit's own files share while a pass runs; nothing outside src/ui includes it.
//
// Layout is one column of CSS pixels: y grows in content coordinates, `shift_y` takes it to the screen (scroll, a sheet's
// slide), `device` to device pixels at the very edge. Draw order is by Plane, so that a card's ground, known only at its
// end, lies under what it holds, and a sticky bar over what scrolls beneath.
#pragma once
#include <imgui.h>
#include <imgui_internal.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/arena.hpp"
#include "ui/glyphs.hpp"
#include "ui/node.hpp"
#include "ui/surface.hpp"
#include "ui/theme.hpp"
#include "ui/ui.hpp"

namespace kefu::ui {

constexpr float kMargin = 16, kPad = 16, kCardGap = 12, kControlRadius = 10, kTouch = 44;

enum Plane { kGround, kSunken, kInk, kChrome, kScrim, kSheetGround, kSheetSunken, kSheetInk, kSheetChrome, kPlanes };

// What stands above decides the distance to what comes next (layout.cpp).
enum class Block { none, text, heading, chip, row, choice, button, quiet, control, fact, amount, timeline, box };

struct Column {
  float x{}, y{}, w{};
  float pad{};             // inside left and right; rows reach over it
  Block last = Block::none;
  std::uint32_t id{};      // parent of the nodes emitted in it
  int node = -1;           // its own node, whose rectangle is known at the end
  float top{};
  float chip_x{}, chip_h{};
  bool centred = false;    // a picture came first: its words stand under its middle
};

struct Bar {
  bool open = false;
  Phrase label, amount;
  struct Button { std::uint32_t id; int node; Phrase label; ButtonSpec spec; };
  std::vector<Button> buttons;
};

struct Sheet {
  std::uint32_t id = 0;        // open in this pass
  std::uint32_t before = 0;    // open in the last one
  std::uint32_t opener = 0;    // gets the focus back
  std::int64_t opened_ms = 0;
  float content_h = 0, bar_h = 0;   // measured by the last pass
  float body_top = 0, body_h = 0;
  float scroll = 0;
  int first_node = 0;
  bool dismissed = false;
};

struct Image {
  std::string src;
  int w{}, h{};
  bool wanted = false;
  std::vector<unsigned char> pixels;  // until they are in the atlas
  ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
};

struct Input {
  std::uint32_t id;
  std::string text;
};

struct KeptScroll {
  std::string screen;
  float top;
};

// Where the items of one Rows stood in the last whole pass, and where the next thing came.
struct KeptRows {
  std::vector<float> tops;
  Block last = Block::none;
};

struct Frame {
  std::unique_ptr<GlyphSource> source;
  GlyphHost glyphs;
  ImGuiContext* context{};
  Viewport view;
  Theme theme;
  Palette colours;
  std::int64_t now_ms = 0;
  float dt_base_ms = 0;

  // Input, effective in the next pass.
  std::vector<std::uint32_t> activations;
  std::vector<Input> inputs;
  std::uint32_t pressed = 0, last_activated = 0;
  std::int64_t pressed_ms = 0;
  bool dismiss = false;
  bool changed = true, moved = false;  // since the last pass: anything; what only its pixels tell

  // This pass.
  bool repaint = false;  // all is as it was, but elsewhere: nodes are those of the last whole pass (surface.hpp)
  Arena arena;
  ImDrawList* draw{};
  float shift_y = 0;
  Layer layer = Layer::content;
  std::vector<Column> columns;
  std::vector<Node> nodes;
  std::vector<std::uint32_t> ids;  // of the nodes, by hash (semantics.cpp)
  std::size_t rows_met = 0;
  std::uint32_t group_parent = 0;
  Bar bar;
  bool back = false, close = false, acted = false, busy = false;
  float header_h = 0, bar_h = 0, content_h = 0;
  std::int64_t wake_ms = -1;
  bool animates = false;

  // Between passes.
  std::vector<Node> kept_nodes;  // while a pass only repaints
  std::vector<KeptRows> kept_rows;
  std::int64_t told_ms = 0;      // when the nodes were told
  std::int64_t due_ms = -1;      // when the views wanted to be asked again
  bool renewed = true;           // the nodes, since somebody asked
  bool unsettled = false;
  bool cleared = false;  // the clusters, and what was laid out since has no room even so
  int passes = 0;
  ImTextureData* texture{};
  float scroll_top = 0;
  std::string screen;
  std::string_view place;
  std::vector<KeptScroll> scrolls;
  std::optional<float> wanted_scroll;
  bool focus_heading = false;
  std::uint32_t heading_id = 0;
  std::optional<std::uint32_t> wanted_focus;
  bool has_back = false;
  Sheet sheet;
  std::vector<Announcement> announcements;
  std::vector<Image> images;
  std::vector<WantedImage> wanted_images;

  Column& column() { return columns.back(); }
  bool in_sheet() const { return sheet.id != 0; }
};

/// The surface between begin and end.
extern Frame* frame;

// --- layout.cpp: where things go -----------------------------------------------------------------------------------

/// Opens the next place in the column: adds the distance that suits what stood before, and gives its top.
float place(Block kind);
/// Ends it.
void advance(float height);
Column& open_column(Phrase id, Role role, Phrase label, Phrase style, float x, float w, float pad);
Column close_column(float bottom_pad);
void draw_column(const Column& c, Plane page_plane, Rgb colour, float radius);
float scaled(float css);  // type-bound sizes grow with the buyer's text size

// --- nodes and items (semantics.cpp) ----------------------------------------------------------------------------------

std::uint32_t id_of(Phrase id, std::uint32_t seed = 0);
/// For what has no id of its own: stable as long as the words are.
std::uint32_t id_of_words(Phrase words);
/// `style`: a literal.
Node& emit(Role role, std::uint32_t id, const Rect& rect, Phrase name, Phrase style = {});
/// What the buyer typed into this node since the last pass, or nullptr.
const std::string* input_of(std::uint32_t id);
/// As a reader says them: what is empty is left out.
std::string spoken(std::initializer_list<Phrase> words, const char* between = " ");
std::string_view tone_word(Tone tone);  // "" for neutral
/// Whether it was activated in this pass. A disabled one never is, nor one beneath a sheet.
bool activated_now(std::uint32_t id, bool enabled);
/// The same, and its ImGui item: every interactive node has one, of the same id and rectangle (ui_audit_test.cpp).
bool item(std::uint32_t id, const Rect& rect, bool enabled);

// --- paint.cpp: shapes ------------------------------------------------------------------------------------------------

void plane(Plane p);
ImVec2 device(float x, float y);
ImRect device(const Rect& r);
ImU32 ink(Rgb colour, float alpha = 1);
bool visible(const Rect& r);
void fill(const Rect& r, Rgb colour, float radius = 0, float alpha = 1, ImDrawFlags corners = ImDrawFlags_RoundCornersAll);
void outline(const Rect& r, Rgb colour, float radius, float thickness);
void hairline(float x, float y, float w);
void gradient(const Rect& r, float alpha_top, float alpha_bottom);
void press_tint(std::uint32_t id, const Rect& r, float radius);
/// A path (icons.cpp) on a grid of `grid` units, drawn into the square or rectangle at x, y.
void stroke_path(const char* path, float x, float y, float scale, float stroke, Rgb colour);
void draw_icon(Icon icon, float x, float y, float size, Rgb colour);
void draw_image(std::string_view src, const Rect& r, float radius);

/// The tone's colours; neutral text is the plain text colour.
Rgb tone_text(Tone tone, bool quiet = false);

}  // namespace kefu::ui
