// Shapes in device pixels: fills, hairlines, soft shadows, stroked paths.
#include <algorithm>
#include <cmath>

#include "ui/frame.hpp"

namespace kefu::ui {
namespace {

constexpr float kPressMs = 80, kPressAlpha = 0.08f;

float snap(float css) { return std::round(css * frame->view.dpr); }

// Path data: letters are commands, numbers their arguments; repeated arguments repeat the command.
//   M x y · L x y · C x1 y1 x2 y2 x y · Z · O cx cy r (circle) · R x y w h r (rounded box) · D cx cy r (dot)
struct PathReader {
  const char* p;
  bool number_next() {
    while (*p == ' ') ++p;
    return (*p >= '0' && *p <= '9') || *p == '-' || *p == '.';
  }
  float number() {
    while (*p == ' ') ++p;
    const bool negative = *p == '-';
    if (negative) ++p;
    float v = 0, unit = 1;
    for (; *p >= '0' && *p <= '9'; ++p) v = v * 10 + static_cast<float>(*p - '0');
    if (*p == '.')
      for (++p; *p >= '0' && *p <= '9'; ++p) v += (unit /= 10) * static_cast<float>(*p - '0');
    return negative ? -v : v;
  }
};

struct Stroker {
  ImVec2 origin;
  float scale, thickness;
  ImU32 colour;
  ImVec2 at(float x, float y) const { return {origin.x + x * scale, origin.y + y * scale}; }
  ImVec2 point(PathReader& r) const {
    const float x = r.number();
    return at(x, r.number());
  }
  void dot(ImVec2 c, float r) const { frame->draw->AddCircleFilled(c, r, colour); }
  // ImGui's polylines end flat and have mitred corners; dots make both round.
  void finish(bool closed) const {
    ImVector<ImVec2> points;  // circles use the list's own path
    points.swap(frame->draw->_Path);
    if (points.Size < 2) return;
    if (closed) {  // an outline that comes back to its start would have a corner of no length there
      const ImVec2 gap = points.back() - points.front();
      if (gap.x * gap.x + gap.y * gap.y < 0.01f) points.pop_back();
    }
    for (const ImVec2& v : points) dot(v, thickness / 2);
    frame->draw->AddPolyline(points.Data, points.Size, colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
  }
};

}  // namespace

void plane(Plane p) { frame->draw->ChannelsSetCurrent(p); }

ImVec2 device(float x, float y) { return {snap(x), snap(y + frame->shift_y)}; }

ImRect device(const Rect& r) {
  const ImVec2 a = device(r.x, r.y), b = device(r.x + r.w, r.y + r.h);
  return {a, b};
}

ImU32 ink(Rgb c, float alpha) {
  return IM_COL32(c >> 16 & 0xFF, c >> 8 & 0xFF, c & 0xFF, static_cast<int>(alpha * 255 + 0.5f));
}

bool visible(const Rect& r) {
  const float top = r.y + frame->shift_y;
  return top < frame->view.height_px && top + r.h > 0;
}

void fill(const Rect& r, Rgb colour, float radius, float alpha, ImDrawFlags corners) {
  if (!visible(r)) return;
  const ImRect d = device(r);
  frame->draw->AddRectFilled(d.Min, d.Max, ink(colour, alpha), snap(radius), corners);
}

void outline(const Rect& r, Rgb colour, float radius, float thickness) {
  if (!visible(r)) return;
  const float t = std::max(1.0f, snap(frame->theme.contrast ? std::max(thickness, 2.0f) : thickness));
  const ImRect d = device(r);
  const ImVec2 half(t / 2, t / 2);
  frame->draw->AddRect(d.Min + half, d.Max - half, ink(colour), std::max(0.0f, snap(radius) - t / 2), 0, t);
}

void hairline(float x, float y, float w) {
  if (!visible({x, y, w, 1})) return;
  const ImVec2 a = device(x, y);
  frame->draw->AddRectFilled(a, {snap(x + w), a.y + 1}, ink(frame->colours.hairline));
}

void gradient(const Rect& r, float alpha_top, float alpha_bottom) {
  const ImRect d = device(r);
  const ImU32 top = ink(0x000000, alpha_top), bottom = ink(0x000000, alpha_bottom);
  frame->draw->AddRectFilledMultiColor(d.Min, d.Max, top, top, bottom, bottom);
}

void press_tint(std::uint32_t id, const Rect& r, float radius) {
  if (frame->pressed != id) return;
  const float age = static_cast<float>(frame->now_ms - frame->pressed_ms);
  const bool still = frame->theme.reduced_motion || age >= kPressMs;
  if (!still) frame->animates = true;
  fill(r, frame->colours.text, radius, kPressAlpha * (still ? 1 : std::max(age, 16.0f) / kPressMs));
}

void stroke_path(const char* path, float x, float y, float scale, float stroke, Rgb colour) {
  const float dpr = frame->view.dpr;
  const Stroker s{device(x, y), scale * dpr, std::max(1.0f, stroke * scale * dpr), ink(colour)};
  ImDrawList& d = *frame->draw;
  PathReader r{path};
  while (*r.p) {
    const char command = *r.p++;
    if (command == ' ') continue;
    if (command == 'Z') {
      s.finish(true);
      continue;
    }
    while (r.number_next()) {
      if (command != 'L' && command != 'C') s.finish(false);
      if (command == 'M' || command == 'L') {
        d.PathLineTo(s.point(r));
      } else if (command == 'C') {
        const ImVec2 a = s.point(r), b = s.point(r), c = s.point(r);
        d.PathBezierCubicCurveTo(a, b, c, 10);
      } else if (command == 'O') {
        const ImVec2 c = s.point(r);
        d.AddCircle(c, r.number() * s.scale, s.colour, 0, s.thickness);
      } else if (command == 'D') {
        const ImVec2 c = s.point(r);
        s.dot(c, r.number() * s.scale);
      } else {
        const ImVec2 a = s.point(r), size = s.point(r) - s.origin;
        d.AddRect(a, a + size, s.colour, r.number() * s.scale, 0, s.thickness);
      }
    }
  }
  s.finish(false);
}

}  // namespace kefu::ui
