#include "ui/text.hpp"

#include <algorithm>
#include <cmath>

#include "ui/frame.hpp"
#include "ui/scripts.hpp"

namespace kefu::ui {
namespace {

constexpr char32_t kEllipsis = 0x2026;
constexpr float kCurrencyShare = 0.72f;  // of the number's size

float em_px(Type t) { return std::max(1.0f, std::round(scaled(t.size) * frame->view.dpr)); }

ImFontBaked* baked(float em, int weight) {
  ImFont* font = ImGui::GetIO().Fonts->Fonts[weight == 400 ? 0 : weight == 500 ? 1 : 2];
  return font->GetFontBaked(em);
}

float glyph_advance(void* font, char32_t c) { return static_cast<ImFontBaked*>(font)->GetCharAdvance(static_cast<ImWchar>(c)); }

// One direct-mapped entry per hash: some eighty paragraphs are in sight, so that few meet; a miss costs only a new layout.
struct Remembered {
  std::uint64_t key = 0;
  std::string text;
  std::vector<Line> lines;
  bool clipped = false, rtl = false;
};
Remembered remembered[1024];

std::uint64_t key_of(std::string_view words, Type type, float em, float width, int max_lines) {
  std::uint64_t h = 1469598103934665603ull;
  const auto add = [&](std::uint64_t v) { h = (h ^ v) * 1099511628211ull; };
  for (const char c : words) add(static_cast<unsigned char>(c));
  add(static_cast<std::uint64_t>(em));
  add(static_cast<std::uint64_t>(width * 8));
  add(static_cast<std::uint64_t>(type.weight * 64 + max_lines));
  add(static_cast<std::uint64_t>(type.line * 4));
  add(static_cast<std::uint64_t>(frame->view.dpr * 64) << 16 | static_cast<std::uint64_t>(frame->view.text_scale * 64));
  return h | 1;
}

// A last line of one or two ideographs reads as a mistake: narrower lines above hand some on, if that costs no further line.
void keep_company(Remembered& p, float width_px, float em, ImFontBaked* font) {
  constexpr float kAlone = 2.6f, kCompany = 4;
  if (p.lines.size() < 2 || p.lines.back().width > kAlone * em) return;
  std::vector<Line> narrower = break_lines(p.text, width_px - kCompany * em + p.lines.back().width, glyph_advance, font, &frame->glyphs.clusters);
  if (narrower.size() == p.lines.size()) p.lines.swap(narrower);
}

void clamp(Remembered& p, std::size_t max_lines, float width_px, ImFontBaked* font) {
  if (max_lines == 0 || p.lines.size() <= max_lines) return;
  Line& last = p.lines[max_lines - 1];
  const float room = width_px - glyph_advance(font, kEllipsis);
  last = cut_line(p.text, {last.begin, p.lines[max_lines].end, 0}, room, glyph_advance, font);
  // The ellipsis takes the place of what is cut, so that drawing needs no special case.
  p.text.resize(last.end);
  append_utf8(p.text, kEllipsis);
  last.end = static_cast<std::uint32_t>(p.text.size());
  last.width += glyph_advance(font, kEllipsis);
  p.lines.resize(max_lines);
  p.clipped = true;
}

struct Room {
  float em, width;
  int weight;
};
// Asked of the host: a glyph that turned out too wide would have been painted for nothing.
bool has_room(void* context, std::string_view word) {
  const Room& room = *static_cast<Room*>(context);
  return frame->source->measure(word, room.em, room.weight).advance <= room.width;
}

// Glyphs stand on whole device pixels: fractional advances add up, but no bitmap is ever resampled.
void draw_run(std::string_view text, float x, float baseline, ImFontBaked* font, ImU32 colour) {
  for (std::size_t at = 0; at < text.size();) {
    auto c = static_cast<ImWchar>(decode(text, at));
    if (is_invisible(c)) {
      if (c != kSoftHyphen || at < text.size()) continue;
      c = '-';
    }
    const ImFontGlyph* g = font->FindGlyph(c);
    if (!g) continue;
    const float advance_x = g->AdvanceX;
    if (g->Visible) {
      const float left = std::round(x) + g->X0, top = baseline - font->Ascent + g->Y0;
      const ImU32 col = g->Colored ? colour | ~IM_COL32_A_MASK : colour;
      frame->draw->PrimReserve(6, 4);
      frame->draw->PrimRectUV({left, top}, {left + g->X1 - g->X0, top + g->Y1 - g->Y0}, {g->U0, g->V0}, {g->U1, g->V1}, col);
    }
    x += advance_x;
  }
}

// Ideographs look centred when the middle of their body is: 0.44 of the ascent of 国 above the baseline.
float baseline_of(float top_px, float line_px, ImFontBaked* font) {
  return std::round(top_px + line_px / 2 + font->Ascent * 0.44f);
}

struct Amount {
  std::string_view sign, currency, number;
};
Amount split_amount(std::string_view amount) {
  constexpr std::string_view kYuan = "¥";
  const std::size_t at = amount.find(kYuan);
  if (at == std::string_view::npos) return {{}, {}, amount};
  return {amount.substr(0, at), amount.substr(at, kYuan.size()), amount.substr(at + kYuan.size())};
}
Type currency_type(Type t) { return {t.size * kCurrencyShare, t.line, t.weight}; }

Paragraph lay_part(std::string_view words, Type type, float width, int max_lines) {
  const float em = em_px(type);
  const std::uint64_t key = key_of(words, type, em, width, max_lines);
  Remembered& slot = remembered[key >> 8 & 1023];
  const float dpr = frame->view.dpr;
  if (slot.key != key) {
    ImFontBaked* font = baked(em, type.weight);
    const float width_px = std::max(em, width * dpr + 0.01f);
    slot.key = key;
    slot.clipped = false;
    Room room{em, max_lines ? width_px - em : width_px, type.weight};  // and for an ellipsis behind it
    slot.text = frame->glyphs.clusters.intern(words, has_room, &room);
    slot.lines = break_lines(slot.text, width_px, glyph_advance, font, &frame->glyphs.clusters);
    if (max_lines == 0) keep_company(slot, width_px, em, font);
    clamp(slot, static_cast<std::size_t>(max_lines), width_px, font);
    slot.rtl = order_lines(slot.text, slot.lines, frame->glyphs.clusters);
  }
  // A copy, for the slot may be another paragraph's before this one is drawn.
  Paragraph p{frame->arena.keep(slot.text), frame->arena.keep_all(slot.lines.data(), slot.lines.size()), type, width, 0, 0, slot.clipped, slot.rtl};
  for (const Line& l : p.lines) p.width = std::max(p.width, l.width / dpr);
  p.height = scaled(type.line) * static_cast<float>(p.lines.size());
  return p;
}

float width_of_part(std::string_view words, Type type) { return lay_part(words, type, 1e5f, 0).width; }

}  // namespace

Type type_of(TextStyle style) {
  switch (style) {
    case TextStyle::title: return kTitle;
    case TextStyle::card_title: return kCardTitle;
    case TextStyle::body: return kBody;
    case TextStyle::strong: return kStrong;
    case TextStyle::secondary: return kSecondary;
    case TextStyle::caption: break;
  }
  return kCaption;
}

Paragraph lay(Phrase words, Type type, float width, int max_lines) {
  return lay_part(words, type, width, max_lines);
}

void draw(const Paragraph& p, float x, float y, float w, Rgb colour, Align align) {
  const float dpr = frame->view.dpr, line = scaled(p.type.line);
  ImFontBaked* font = baked(em_px(p.type), p.type.weight);
  // As the DOM does it with dir=auto: what begins with Arabic stands at the right edge of its place.
  if (align == Align::left && p.rtl) {
    align = Align::right;
    w = std::min(w, p.room);
  }
  for (const Line& l : p.lines) {
    if (visible({x, y, w, line})) {
      const float slack = w * dpr - l.width;
      const float indent = align == Align::left ? 0 : align == Align::right ? slack : slack / 2;
      const ImVec2 at = device(x, y);
      draw_run(p.text.substr(l.begin, l.end - l.begin), at.x + indent, baseline_of(at.y, line * dpr, font),
               font, ink(colour));
    }
    y += line;
  }
}

float width_of(Phrase words, Type type) { return width_of_part(words, type); }

float amount_width(Phrase amount, Type type) {
  const Amount a = split_amount(amount);
  if (a.currency.empty()) return width_of(amount, type);
  return width_of_part(a.sign, type) + width_of_part(a.currency, currency_type(type)) + scaled(1) + width_of_part(a.number, type);
}

void draw_amount(Phrase amount, float right, float y, Type type, Rgb colour) {
  const Rect box{right - amount_width(amount, type), y, amount_width(amount, type), scaled(type.line)};
  if (!visible(box)) return;
  const Amount a = split_amount(amount);
  const Type small = currency_type(type);
  ImFontBaked* font = baked(em_px(type), type.weight);
  const ImVec2 at = device(box.x, y);
  const float dpr = frame->view.dpr, baseline = baseline_of(at.y, box.h * dpr, font);
  float x = at.x;
  draw_run(a.sign, x, baseline, font, ink(colour));
  x += width_of_part(a.sign, type) * dpr;
  draw_run(a.currency, x, baseline, baked(em_px(small), small.weight), ink(colour));
  if (!a.currency.empty()) x += (width_of_part(a.currency, small) + scaled(1)) * dpr;
  draw_run(a.number, x, baseline, font, ink(colour));
}

void forget_layouts() {
  for (Remembered& r : remembered) r.key = 0;
}

}  // namespace kefu::ui
