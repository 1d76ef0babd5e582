// Colours: every pair that is drawn together is legible, with our tokens and with any shop's accent.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/theme.hpp"

namespace ui_theme_test {

using namespace kefu::ui;

namespace {

double linear(std::uint32_t c, int shift) {
  const double s = (c >> shift & 0xFF) / 255.0;
  return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}
double exact_contrast(Rgb a, Rgb b) {
  const auto lum = [](Rgb c) { return 0.2126 * linear(c, 16) + 0.7152 * linear(c, 8) + 0.0722 * linear(c, 0); };
  return (std::max(lum(a), lum(b)) + 0.05) / (std::min(lum(a), lum(b)) + 0.05);
}

void check_pairs(const Palette& p) {
  for (const Rgb ground : {p.page, p.card, p.sunken}) {
    CHECK(exact_contrast(p.text, ground) >= 4.5);
    CHECK(exact_contrast(p.secondary, ground) >= 4.5);
  }
  CHECK(exact_contrast(p.on_fill, p.fill) >= 4.5);
  for (const TonePair& t : p.tone) {
    CHECK(exact_contrast(t.text, t.tint) >= 4.5);
    CHECK(exact_contrast(t.text, p.card) >= 4.5);
    CHECK(exact_contrast(t.text, p.page) >= 4.5);
  }
  CHECK(exact_contrast(p.border, p.card) >= 3.0);
}

}  // namespace

TEST_CASE("our tokens are legible in light and dark") {
  for (const bool dark : {false, true}) {
    Theme t;
    t.dark = dark;
    check_pairs(palette(t));
  }
}

TEST_CASE("a shop's accent is made legible, whatever it is") {
  const std::vector<Rgb> accents = {0xFFDD00, 0xFF5000, 0x00C2FF, 0x777777, 0xFFFFFF, 0x000000, 0x7A3FE0, 0xE1251B};
  const std::vector<Rgb> words = {0xFFFFFF, 0x000000, 0x808080, 0xFFF000};
  for (const bool dark : {false, true})
    for (const Rgb accent : accents)
      for (const Rgb on : words) {
        CAPTURE(dark);
        CAPTURE(accent);
        CAPTURE(on);
        Theme t;
        t.dark = dark;
        t.has_accent = true;
        t.accent = accent;
        t.accent_text = on;
        check_pairs(palette(t));
      }
}

TEST_CASE("a buyer who asks for more contrast gets 7:1, quiet words as loud as the others, and edges") {
  for (const bool dark : {false, true})
    for (const std::uint32_t accent : {0u, 0xFFDD00u, 0x00C2FFu, 0x7A3FE0u}) {
      CAPTURE(dark);
      CAPTURE(accent);
      Theme t;
      t.dark = dark;
      t.contrast = true;
      t.has_accent = accent != 0;
      t.accent = accent;
      const Palette p = palette(t);
      CHECK(p.secondary == p.text);
      CHECK(exact_contrast(p.on_fill, p.fill) >= 7);
      CHECK(exact_contrast(p.border, p.card) >= 7);
      CHECK(exact_contrast(p.hairline, p.card) >= 3);
      for (const TonePair& tone : p.tone)
        for (const Rgb ground : {tone.tint, p.page, p.card, p.sunken}) CHECK(exact_contrast(tone.text, ground) >= 7);
    }
}

TEST_CASE("an accent that is legible already is left alone") {
  Theme t;
  t.has_accent = true;
  t.accent = 0x7A3FE0;
  t.accent_text = 0xFFFFFF;
  CHECK(palette(t).fill == 0x7A3FE0);
  CHECK(palette(t).on_fill == 0xFFFFFF);
}

TEST_CASE("contrast agrees with WCAG's own formula") {
  CHECK(contrast(0x000000, 0xFFFFFF) == doctest::Approx(21).epsilon(0.001));
  for (const Rgb c : {0xD23A00u, 0x5C6067u, 0x757B84u, 0x0B6B3Au, 0xFF8A5Cu})
    CHECK(contrast(c, 0xFFFFFF) == doctest::Approx(exact_contrast(c, 0xFFFFFF)).epsilon(0.02));
}

}  // namespace ui_theme_test
