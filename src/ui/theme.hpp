// theme.hpp: look.md's colours as data, light and dark, and a shop's accent made legible.
//
//   Palette p = palette({.dark = true});
//   p.tone[(int)Tone::good].text           // 0x7FD6A2
//   contrast(p.text, p.page)               // 15.8: WCAG 2's ratio
//
// Every pair that is drawn together is at least 4.5:1; a test walks them all, with any accent a shop may set.
#pragma once
#include <cstdint>

#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace kefu::ui {

using Rgb = std::uint32_t;  // 0xRRGGBB

struct TonePair {
  Rgb text, tint;
};

struct Palette {
  Rgb page, card, sunken;
  Rgb text, secondary, border, hairline;
  Rgb fill, on_fill;   // the accent button
  TonePair tone[6];    // by Tone; neutral: secondary on sunken
  float radius_px = 14;
};

Palette palette(const Theme& theme);

/// WCAG 2 contrast ratio, 1..21.
float contrast(Rgb a, Rgb b);
/// `share` of b in a, 0..1.
Rgb mix(Rgb a, Rgb b, float share);
/// `colour` moved towards black or white, whichever is nearer, until it stands out from `against`.
Rgb legible(Rgb colour, Rgb against, float ratio = 4.7f);

}  // namespace kefu::ui
