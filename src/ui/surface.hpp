// surface.hpp: one panel's drawing: ImGui's context, theme, glyphs, scroll and semantic tree between begin and end.
//
//   Surface s(glyph_source);
//   s.resize({390, 700, 2.0f});
//   s.activate(id);                    // a tap, a key, a screen reader, a test: one path (design.md "Activation")
//   do { view(s.begin(now_ms)); s.end(); } while (s.unsettled());
//   s.nodes();  s.draw_data();         // meaning and pixels of the last pass
//
// One surface per module instance: ImGui's current context is this one's. Time comes in as an argument.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/node.hpp"

struct ImDrawData;

namespace kefu::ui {

/// Where glyphs come from: the browser's 2D canvas, or fixed metrics in tests (design.md "Fonts").
/// `text` is one cluster or one word of letters that join, UTF-8; weight 400, 500 or 600; sizes in device pixels.
class GlyphSource {
 public:
  struct VerticalMetrics { float ascent{}, descent{}; };
  struct Box { float advance{}; int left{}, top{}, width{}, height{}; };  // bitmap: left of origin, above baseline
  virtual ~GlyphSource() = default;
  virtual VerticalMetrics vertical(float size_px, int weight) = 0;
  virtual Box measure(std::string_view text, float size_px, int weight) = 0;
  /// RGBA, width*height*4 bytes, straight alpha, white for monochrome glyphs. True: the glyph has colours of its own.
  virtual bool raster(std::string_view text, float size_px, int weight, const Box& box, unsigned char* rgba) = 0;
};
/// 1 em an ideograph, ½ em anything Latin and each code point of a joined word, ascent 0.88, descent 0.12; no pixels.
/// Deterministic layout for tests and Node.
std::unique_ptr<GlyphSource> fixed_glyphs();

struct Viewport {
  float width_px{}, height_px{};  // CSS
  float dpr = 1;
  float text_scale = 1;           // buyer's text-size preference, 1..2
  float safe_bottom_px = 0;       // home indicator
};

struct Theme {
  bool dark = false;
  bool reduced_motion = false;
  bool contrast = false;           // the buyer asked for more of it
  std::uint32_t accent = 0;        // 0xRRGGBB, 0: ours. A pair under 4.5:1 is corrected, never broken (look.md)
  std::uint32_t accent_text = 0xFFFFFF;
  bool has_accent = false;
  float radius_px = 14;
};

struct Announcement { std::string words; bool assertive; };
struct WantedImage { std::string src; int width_px, height_px; };  // device pixels

class Surface {
 public:
  explicit Surface(std::unique_ptr<GlyphSource> glyphs);
  ~Surface();
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;

  void resize(const Viewport& v);
  void theme(const Theme& t);

  // Input. Effective in the next pass.
  void activate(std::uint32_t id);
  void press(std::uint32_t id);               // tint while held; 0 = released. Never activates.
  void input(std::uint32_t id, std::string text);
  void scroll(float top_px);                  // the scroller's scrollTop, CSS
  void dismiss();                             // Escape or the phone's back: closes the sheet, else goes back, else closes
  void image(const std::string& src, int width_px, int height_px, const unsigned char* rgba);
  void reload_glyphs();                       // fonts came late
  void changed();                             // the model behind the view: what it says may be new

  /// A pass tells all anew, unless nothing came since the last one but scroll, press and image, and no time for which the
  /// view asked (wake_in): such a pass repaints. Its nodes stay as they were, and rows out of sight are not called (Rows).
  /// Gives the time of which the view must speak: in a pass that repaints, that of the nodes.
  std::int64_t begin(std::int64_t now_ms);
  void end();
  /// Whether another pass is needed before drawing (input still trickling, layout settling). At most 4 in a row.
  bool unsettled() const;
  /// The next screen starts at the top; a return to an earlier one restores its scroll. `place`: what kind of screen it is,
  /// a literal; its title's node carries it.
  void show(std::string_view screen_key, std::string_view place = {});

  const std::vector<Node>& nodes() const;
  /// Whether a pass since the last call told the nodes, their height, scroll or focus anew.
  bool take_renewed();
  float content_height_px() const;
  /// Where the scroller must be put, once, after a screen or sheet change.
  std::optional<float> take_scroll();
  /// Milliseconds until the next frame is wanted; -1: none. Animations ask for 0.
  std::int64_t wake_ms() const;
  std::vector<Announcement> take_announcements();
  std::vector<WantedImage> take_wanted_images();
  /// The node that should get focus (a sheet opened, a screen changed), once.
  std::optional<std::uint32_t> take_focus();
  bool sheet_open() const;
  /// Whether the last pass showed a skeleton: the host marks the panel aria-busy.
  bool busy() const;
  ImDrawData* draw_data() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kefu::ui
