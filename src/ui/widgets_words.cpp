// Words without behaviour: headings, text, chips, banners, facts, skeletons.
#include <algorithm>

#include "ui/frame.hpp"
#include "ui/text.hpp"

namespace kefu::ui {
namespace {

struct Inner {
  float x, w;
};
Inner inner() {
  const Column& c = frame->column();
  return {c.x + c.pad, c.w - 2 * c.pad};
}

const TonePair& tone_pair(Tone t) { return frame->colours.tone[static_cast<std::size_t>(t)]; }

Align alignment() { return frame->column().centred ? Align::centre : Align::left; }

// The element breaks its lines itself: of several it gets no more room than they need, so that they end where the painted ones
// do. Under a picture it, too, stands in the middle.
Rect box_of(const Inner& in, float y, const Paragraph& p) {
  const bool centred = frame->column().centred;
  const float w = centred || (p.lines.size() > 1 && !p.rtl) ? std::min(p.width + 2, in.w) : in.w;
  return {centred ? in.x + (in.w - w) / 2 : in.x, y, w, p.height};
}

bool is_quiet(TextStyle s) { return s == TextStyle::secondary || s == TextStyle::caption; }

}  // namespace

void heading(Phrase words, int level) {
  const float y = place(Block::heading);
  const Inner in = inner();
  const Type type = level <= 2 ? kCardTitle : kStrong;
  const Paragraph p = lay(words, type, in.w);
  emit(Role::heading, id_of_words(words), box_of(in, y, p), words, "card_title").level = level;
  draw(p, in.x, y, in.w, frame->colours.text, alignment());
  advance(p.height);
}

void lead(Icon icon, Phrase above, Phrase words) {
  const float y = place(Block::heading);
  const Inner in = inner();
  constexpr float kTile = 40, kLeadIcon = 22, kLeadGap = 12;  // as a row's icon
  const float x = in.x + kTile + kLeadGap, w = in.w - kTile - kLeadGap;
  const Paragraph quiet = lay(above, kCaption, w), title = lay(words, kCardTitle, w);
  const float h = std::max(kTile, quiet.height + title.height);
  const float top = y + (h - quiet.height - title.height) / 2;
  const TonePair& accent = tone_pair(Tone::accent);
  fill({in.x, y, kTile, kTile}, accent.tint, 12);
  draw_icon(icon, in.x + (kTile - kLeadIcon) / 2, y + (kTile - kLeadIcon) / 2, kLeadIcon, accent.text);
  emit(Role::text, id_of_words(above), {x, top, w, quiet.height}, above, "caption");
  draw(quiet, x, top, w, tone_text(Tone::neutral, true));
  emit(Role::heading, id_of_words(words), {x, top + quiet.height, w, title.height}, words, "card_title").level = 2;
  draw(title, x, top + quiet.height, w, frame->colours.text);
  advance(h);
}

void text(Phrase words, TextStyle style, Tone tone) { text_clamped(words, 0, style, tone); }

void text_clamped(Phrase words, int lines, TextStyle style, Tone tone) {
  const float y = place(Block::text);
  const Inner in = inner();
  const Paragraph p = lay(words, type_of(style), in.w, lines);
  Node& n = emit(Role::text, id_of_words(words), box_of(in, y, p), words, name(style).data());
  n.tone = tone_word(tone);
  draw(p, in.x, y, in.w, tone_text(tone, is_quiet(style)), alignment());
  advance(p.height);
}

Rect chip_box(Phrase words, float x, float y, float room) {
  const Paragraph p = lay(words, kCaption, room - 16);
  return {x, y, p.width + 16, p.height + 8};
}

void draw_chip(Phrase words, const Rect& r, Tone tone) {
  fill(r, tone_pair(tone).tint, std::min(r.h / 2, 12.0f * frame->view.text_scale));
  draw(lay(words, kCaption, r.w - 16 + 0.5f), r.x + 8, r.y + 4, r.w - 16, tone_pair(tone).text);
}

void chip(Phrase words, Tone tone) {
  const Block above = frame->column().last;
  const Inner in = inner();
  Rect r = chip_box(words, in.x, 0, in.w);
  Column& c = frame->column();
  if (above == Block::chip && c.chip_x + 8 + r.w <= in.x + in.w && r.h == c.chip_h) {  // beside the last one
    r.x = c.chip_x + 8;
    r.y = c.y - r.h;
  } else {
    r.y = place(Block::chip);
    if (c.centred) r.x = in.x + (in.w - r.w) / 2;
    advance(r.h);
  }
  c.chip_x = r.x + r.w;
  c.chip_h = r.h;
  emit(Role::text, id_of_words(words), r, words, "chip").tone = tone_word(tone);
  draw_chip(words, r, tone);
}

void banner(Phrase id, Icon icon, Phrase words, Tone tone) {
  const float y = place(Block::box);
  const Inner in = inner();
  constexpr float kBannerIcon = 20, kBannerInset = 12;
  const float text_x = icon == Icon::none ? kBannerInset : kBannerInset + kBannerIcon + 8;
  const Paragraph p = lay(words, kSecondary, in.w - text_x - kBannerInset);
  const Rect r{in.x, y, in.w, p.height + 2 * kBannerInset};
  emit(tone == Tone::trouble ? Role::alert : Role::status, id_of(id), r, words, icon == Icon::none ? "banner_bare" : "banner").tone = tone_word(tone);
  fill(r, tone_pair(tone).tint, kControlRadius);
  if (icon != Icon::none) draw_icon(icon, r.x + kBannerInset, y + kBannerInset + (scaled(20) - kBannerIcon) / 2, kBannerIcon, tone_pair(tone).text);
  draw(p, r.x + text_x, y + kBannerInset, r.w, tone_pair(tone).text);
  advance(r.h);
}

void divider() {
  const float y = place(Block::box);
  const Inner in = inner();
  hairline(in.x, y, in.w);
  advance(1);
}

void space(float px) { advance(px); }

void skeleton(int rows) {
  frame->busy = true;
  const Inner in = inner();
  for (int i = 0; i < rows; ++i) {
    const float y = place(Block::box), w = in.w;
    const bool on_page = frame->column().pad == 0;
    if (on_page) fill({in.x, y, w, 88}, frame->colours.card, frame->colours.radius_px);
    const float x = in.x + (on_page ? kPad : 0), room = w - (on_page ? 2 * kPad : 0);
    const float top = y + (on_page ? kPad : 0);
    fill({x, top, 56, 56}, frame->colours.sunken, kControlRadius);
    fill({x + 68, top + 6, (room - 68) * 0.85f, 16}, frame->colours.sunken, 8);
    fill({x + 68, top + 34, (room - 68) * 0.5f, 12}, frame->colours.sunken, 6);
    advance(on_page ? 88 : 56);
  }
}

void fact(Phrase label, Phrase value) {
  const float y = place(Block::fact);
  const Inner in = inner();
  const float label_w = std::min(width_of(label, kSecondary), in.w);
  const float value_w = width_of(value, kSecondary), beside = in.w - label_w - 16;
  const bool under = value_w > beside && (value_w > 2 * beside || beside < in.w / 2);
  const Paragraph l = lay(label, kSecondary, in.w), v = lay(value, kSecondary, under ? in.w : beside);
  const float h = under ? l.height + v.height : std::max(l.height, v.height);
  const std::string words = spoken({label, value});
  emit(Role::text, id_of_words(words), {in.x, y, in.w, h}, words, under ? "fact_under" : "fact");
  draw(l, in.x, y, in.w, frame->colours.secondary);
  if (under)
    draw(v, in.x, y + l.height, in.w, frame->colours.text);
  else
    draw(v, in.x + label_w + 16, y, beside, frame->colours.text, Align::right);
  advance(h);
}

}  // namespace kefu::ui
