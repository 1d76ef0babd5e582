#include "ui/theme.hpp"

#include <algorithm>

namespace kefu::ui {
namespace {

constexpr Palette kLight = {
    0xF5F6F8, 0xFFFFFF, 0xEEF0F3, 0x17181A, 0x5C6067, 0x757B84, 0xE3E6EA, 0xD23A00, 0xFFFFFF,
    {{0x5C6067, 0xEEF0F3}, {0xC73600, 0xFFF1EB}, {0x0B6B3A, 0xE6F5EC}, {0x8A5200, 0xFFF4DF}, {0xB3161B, 0xFDECEC},
     {0x0B5CAD, 0xE8F1FB}},
};
constexpr Palette kDark = {
    0x17181B, 0x222428, 0x101113, 0xF2F3F5, 0xA9AFB8, 0x757B84, 0x33363C, 0xFF8A5C, 0x1B0A02,
    {{0xA9AFB8, 0x101113}, {0xFF8A5C, 0x3A241B}, {0x7FD6A2, 0x1C3327}, {0xFFC56B, 0x3A2C12}, {0xFF9A9A, 0x3F1E20},
     {0x8CC2FF, 0x1B2D42}},
};

float channel(Rgb c, int shift) { return static_cast<float>((c >> shift) & 0xFF) / 255.0f; }

// sRGB to linear light by a cubic fit (within 0.003 of the power curve; `legible` asks for 4.7 to be sure of 4.5), which spares the module powf.
float linear(float s) { return s * (s * (s * 0.305306011f + 0.682171111f) + 0.012522878f); }

float luminance(Rgb c) {
  return 0.2126f * linear(channel(c, 16)) + 0.7152f * linear(channel(c, 8)) + 0.0722f * linear(channel(c, 0));
}

Rgb toward(Rgb colour, Rgb end, Rgb against, float ratio) {
  constexpr int kSteps = 32;
  Rgb c = colour;
  for (int i = 1; i <= kSteps && contrast(c, against) < ratio; ++i)
    c = mix(colour, end, static_cast<float>(i) / kSteps);
  return c;
}

// prefers-contrast: more. Quiet words speak up, edges are seen, and 7:1 is asked of what is asked 4.5:1 otherwise.
void strengthen(Palette& p) {
  constexpr float kEnhanced = 7.3f;
  p.hairline = p.border;
  p.border = p.secondary = p.tone[0].text = p.text;
  for (TonePair& t : p.tone)
    for (const Rgb ground : {t.tint, p.card, p.page, p.sunken}) t.text = legible(t.text, ground, kEnhanced);
  p.fill = legible(p.fill, p.on_fill, kEnhanced);
}

void use_accent(Palette& p, const Theme& theme) {
  // Text that is legible on nothing near the accent (mid grey) gives way before the accent does.
  p.on_fill = theme.accent_text;
  p.fill = legible(theme.accent, p.on_fill);
  if (contrast(p.fill, p.on_fill) < 4.6f) {
    p.on_fill = contrast(theme.accent, 0xFFFFFF) > contrast(theme.accent, 0x000000) ? 0xFFFFFF : 0x000000;
    p.fill = legible(theme.accent, p.on_fill);
  }
  TonePair& accent = p.tone[static_cast<int>(Tone::accent)];
  accent.tint = mix(p.card, theme.accent, theme.dark ? 0.16f : 0.08f);
  accent.text = legible(theme.accent, accent.tint);
  // The same words also stand on cards, pages and sunken boxes.
  for (const Rgb ground : {p.card, p.page, p.sunken}) accent.text = legible(accent.text, ground);
}

}  // namespace

float contrast(Rgb a, Rgb b) {
  const float x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05f) / (std::min(x, y) + 0.05f);
}

Rgb mix(Rgb a, Rgb b, float share) {
  Rgb out = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    const float v = (channel(a, shift) * (1 - share) + channel(b, shift) * share) * 255.0f + 0.5f;
    out |= static_cast<Rgb>(v) << shift;
  }
  return out;
}

Rgb legible(Rgb colour, Rgb against, float ratio) {
  const Rgb far = contrast(0x000000, against) > contrast(0xFFFFFF, against) ? 0x000000 : 0xFFFFFF;
  const Rgb near = far ^ 0xFFFFFF;
  // A shop's colour keeps its character if it stays on its own side of `against`.
  const bool keeps_side = (luminance(colour) < luminance(against)) == (near == 0x000000);
  if (keeps_side && contrast(near, against) >= ratio) return toward(colour, near, against, ratio);
  return toward(colour, far, against, ratio);
}

Palette palette(const Theme& theme) {
  Palette p = theme.dark ? kDark : kLight;
  p.radius_px = theme.radius_px;
  if (theme.has_accent) use_accent(p, theme);
  if (theme.contrast) strengthen(p);
  return p;
}

}  // namespace kefu::ui
