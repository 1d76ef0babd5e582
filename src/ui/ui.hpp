// ui.hpp: the toolkit the screens are written in. One call makes pixels and meaning (design rules 2 and 3).
//
//   ui::screen_begin({.title = "申请退款", .subtitle = "青禾家居工厂店", .back = true});
//   if (ui::back_pressed()) …
//   ui::card_begin("why");
//     ui::text("订单还没有发货,可以直接退款。");
//   ui::card_end();
//   ui::bar_begin();
//     ui::bar_amount("退款金额", "¥86.95");
//     if (ui::button("submit", "提交申请", {.kind = ui::ButtonKind::primary})) …
//   ui::bar_end();
//   ui::screen_end();
//
// Views are called between Surface::begin and Surface::end, once a pass, top to bottom; layout is one column. Ids are
// stable strings, unique on a screen: they become ImGui ids, node ids and what tests and drafts hold on to.
// Words are Phrases (phrase.hpp): they are read during the call, those of a bar until bar_end.
// Nothing here knows the engine, JSON or the network. Sizes are CSS pixels; the surface scales by DPR. look.md is the look.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kefu/names.hpp"
#include "ui/node.hpp"
#include "ui/phrase.hpp"

namespace kefu::ui {

// Tones of look.md's palette. neutral: plain text colours.
#define KEFU_TONES(X) X(neutral) X(accent) X(good) X(waiting) X(trouble) X(note)
KEFU_ENUM(Tone, KEFU_TONES)

// look.md's type scale: title 22/30 600, card_title 17/24 600, body 16/24, strong 16/24 600, secondary 14/20, caption 12/16 500.
#define KEFU_TEXT_STYLES(X) X(title) X(card_title) X(body) X(strong) X(secondary) X(caption)
KEFU_ENUM(TextStyle, KEFU_TEXT_STYLES)

#define KEFU_ICONS(X)                                                                                           \
  X(none) X(headset) X(chat) X(phone) X(mail) X(order) X(box) X(truck) X(undo) X(exchange) X(repair) X(shield)  \
  X(clock) X(camera) X(video) X(check) X(alert) X(info) X(scale) X(wallet) X(store) X(user) X(chevron)          \
  X(close) X(back) X(plus) X(minus) X(edit) X(trash)
KEFU_ENUM(Icon, KEFU_ICONS)

// Line drawings for empty, offline, error and not eligible.
#define KEFU_PICTURES(X) X(empty) X(offline) X(error) X(not_eligible) X(done)
KEFU_ENUM(Picture, KEFU_PICTURES)

// --- screen -------------------------------------------------------------------------------------------------------

struct ScreenSpec {
  Phrase title{};
  Phrase subtitle{};   // quiet second line: store and hours
  bool back = false;      // shows ‹
  Phrase back_label{}, close_label{};  // names for readers
};
/// Sticky header and the scroller's content. The heading of level 1 is the title.
void screen_begin(const ScreenSpec& spec);
void screen_end();
bool back_pressed();   // ‹ was tapped in this screen
bool close_pressed();  // × was tapped

// --- containers -----------------------------------------------------------------------------------------------------

/// A white card across the column, padding 16, gap 12 after it. `label`: name of the group for readers, may be "".
void card_begin(Phrase id, Phrase label = {});
void card_end();
/// Sunken box for prefilled facts.
void sunken_begin(Phrase id);
void sunken_end();
/// Sticky bottom bar: amount on the left, primary button on the right.
void bar_begin();
void bar_amount(Phrase label, Phrase amount);
void bar_end();
/// Full-width sheet over a scrim; call while it is open. False once the buyer has closed it (×, scrim, Escape, back).
bool sheet_begin(Phrase id, Phrase title, Phrase close_label);
void sheet_end();
/// A list for readers around rows or timeline items.
void list_begin(Phrase id, Phrase label);
/// A list that grows at its end, so that a reader tells what is new: messages.
void log_begin(Phrase id, Phrase label);
void list_end();

/// The items of a list, each one widget of the same kind: all of them, or those in sight while nothing but the scroll changed.
///   for (ui::Rows rows(lines.size()); rows.next();) line_row(st, lines[rows.at()]);
class Rows {
 public:
  explicit Rows(std::size_t count);
  bool next();
  std::size_t at() const { return at_; }

 private:
  std::size_t count_, at_, slot_;
};

// --- words and pictures -----------------------------------------------------------------------------------------

void heading(Phrase words, int level = 2);
/// A heading of level 2 with an icon before it and a quiet line above it: what a card is about.
void lead(Icon icon, Phrase above, Phrase words);
void text(Phrase words, TextStyle style = TextStyle::body, Tone tone = Tone::neutral);
/// At most `lines` lines, then an ellipsis.
void text_clamped(Phrase words, int lines, TextStyle style, Tone tone = Tone::neutral);
void chip(Phrase words, Tone tone);
/// An icon, a sentence and a tint across the column; role status, or alert for trouble.
void banner(Phrase id, Icon icon, Phrase words, Tone tone);
void picture(Picture which);
void divider();
void space(float px);
/// Grey bars where content will be; announced by the host as busy.
void skeleton(int rows);

// --- controls -----------------------------------------------------------------------------------------------------

enum class ButtonKind { primary, secondary, plain, danger };
struct ButtonSpec {
  ButtonKind kind = ButtonKind::secondary;
  Icon icon = Icon::none;
  bool enabled = true;
  bool busy = false;         // keeps its place and says so; not tappable
  Phrase href{};          // not empty: a real link, opened by the browser
  Phrase description{};   // more for readers
  float width_px = 0;        // 0: the whole column, or what fits in a bar
};
/// True when it was activated. Links too (after the browser opened them), so that a screen can note it.
bool button(Phrase id, Phrase label, const ButtonSpec& spec = {});

struct RowSpec {
  Icon icon = Icon::none;
  Phrase image{};      // src of a thumbnail instead of the icon, 56 × 56
  Phrase subtitle{};
  Phrase trailing{};   // e.g. an amount
  Phrase chip{};
  Tone chip_tone = Tone::neutral;
  bool chevron = true;
  bool enabled = true;
  int title_lines = 2;
  Phrase href{};       // not empty: a real link
};
/// A row of at least 56 px, tappable as a whole. Its accessible name is title, subtitle, trailing and chip together.
bool row(Phrase id, Phrase title, const RowSpec& spec = {});

/// One of a radio group; call inside choices_begin/_end. True when this one was chosen now.
void choices_begin(Phrase id, Phrase label, Phrase error = {}, bool required = false);
bool choice(Phrase id, Phrase label, bool selected);
void choices_end();
/// A statement that is so or not. True when it was tapped: the caller turns it round.
bool checkbox(Phrase id, Phrase label, bool checked);

/// − n +. True when `value` changed. It has buttons for both ways and a spinbutton for readers.
bool stepper(Phrase id, Phrase label, std::int64_t& value, std::int64_t min, std::int64_t max,
             Phrase decrease_label, Phrase increase_label);

struct FieldSpec {
  Phrase label{};        // above
  Phrase help{};         // under it
  Phrase error{};        // under it, in trouble colour with an icon
  Phrase placeholder{};
  Phrase input_mode = "text";   // a literal, as the next
  Phrase autocomplete = "off";
  int max_length = 0;       // code points; > 0 shows a counter on multiline fields
  bool multiline = false;
  bool required = false;
  Phrase all_label{};       // a button beside an amount …
  Phrase all{};             // … that fills in the most there is
};
/// Reserves the place of a native field and carries its text. True when the buyer changed `value`.
bool field(Phrase id, std::string& value, const FieldSpec& spec);

struct TilesSpec {
  Phrase label{}, help{}, error{};  // as a field's
};
struct TileSpec {
  Phrase label{};          // "照片 1"
  Phrase image{};          // src of its thumbnail; empty: the icon
  Icon icon = Icon::camera;
  int percent = -1;        // 0 to 100 while it is on its way
  bool failed = false;
  Phrase remove_label{};   // not empty: a cross in its corner, and the tile itself does nothing
};
/// A grid of pictures:
///   ui::tiles_begin("evidence", {.label = "凭证"});
///     if (ui::tile("e-1", spec)) …                       // opened, or its cross was tapped
///     if (const int n = ui::add_tile("add", "添加", "image/*", true)) …
///   ui::tiles_end();
void tiles_begin(Phrase id, const TilesSpec& spec);
bool tile(Phrase id, const TileSpec& spec);
/// How many files were chosen now; the host holds them. `accept`: as an <input>'s.
int add_tile(Phrase id, Phrase label, Phrase accept, bool required);
void tiles_end();
/// A place across the column where the host shows a picture, or a film with the browser's own controls.
void figure(Phrase id, Phrase name, Phrase src, bool film);

// --- compounds ----------------------------------------------------------------------------------------------------

struct AmountRow {
  Phrase label{};
  Phrase amount{};       // "¥86.95", "−¥3.00"
  bool strong = false;      // the total
  Phrase why_label{};    // not empty: a "why" button with this name
};
/// One line of an amount table. True when its "why" was tapped.
bool amount_row(Phrase id, const AmountRow& spec);

/// A label on the left and a value on the right or, when long, under it.
void fact(Phrase label, Phrase value);

struct TimelineItem {
  Phrase title{}, time{}, actor{}, detail{};
  Tone tone = Tone::neutral;
  bool last = false;
};
void timeline_item(const TimelineItem& item);

/// What somebody said: who and when above the words, in a box at the right if it is the buyer's own.
void bubble(Phrase id, Phrase who, Phrase words, bool own);

/// Something the buyer should hear without moving focus; said again even if the words are the same.
void announce(Phrase words, bool assertive = false);

/// Ask for another frame after `ms` at the latest (countdowns). The soonest wish wins.
void wake_in(std::int64_t ms);

}  // namespace kefu::ui
