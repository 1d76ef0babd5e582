// ui_audit.hpp: what is wrong between ImGui's items and the semantic nodes of one pass, as sentences.
//
// What can be tapped or typed into is there twice, as an item and as a node with a name, at the same place; and it is large
// enough for a thumb: 44 × 44 CSS px, or so far from all others that a square of that size around its middle meets none
// (WCAG 2.5.8's exception for spacing, with 44 in place of 24).
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "item_log.hpp"
#include "ui/node.hpp"
#include "ui/surface.hpp"

namespace kefu::test {

constexpr float kThumb = 44, kSlack = 0.01f;

struct Pass {
  std::vector<ui::Node> nodes;
  std::vector<Item> items;
  float dpr = 1, scroll = 0;  // of the scroller: content moves, what is fixed does not
  bool sheet = false;
};

inline bool interactive(const ui::Node& n) {
  switch (n.role) {
    case ui::Role::button:
    case ui::Role::link:
    case ui::Role::radio:
    case ui::Role::checkbox:
    case ui::Role::spinbutton:
    case ui::Role::file:
    case ui::Role::textbox: return true;
    default: return false;
  }
}

inline std::string told(const ui::Node& n) {
  std::string out = std::string(name(n.role)) + " \"" + n.name + "\" [";
  for (const float v : {n.rect.x, n.rect.y, n.rect.w, n.rect.h}) out += std::to_string(v) + " ";
  return out + "]";
}

inline bool same_place(const ui::Node& n, const Item& i, const Pass& p) {
  const float top = n.rect.y - (n.layer == ui::Layer::content ? p.scroll : 0);
  const auto near = [&](float device, float css) { return std::fabs(device / p.dpr - css) <= 1; };
  return near(i.x, n.rect.x) && near(i.y, top) && near(i.x + i.w, n.rect.x + n.rect.w) && near(i.y + i.h, top + n.rect.h);
}

/// What a node needs for itself: its rectangle, or the thumb's square where it is smaller.
inline ui::Rect reach(const ui::Rect& r) {
  const float w = std::max(r.w, kThumb), h = std::max(r.h, kThumb);
  return {r.x - (w - r.w) / 2, r.y - (h - r.h) / 2, w, h};
}

inline bool meet(const ui::Rect& a, const ui::Rect& b) {
  return a.x + a.w > b.x + kSlack && b.x + b.w > a.x + kSlack && a.y + a.h > b.y + kSlack && b.y + b.h > a.y + kSlack;
}

inline std::vector<std::string> faults(const Pass& p) {
  std::vector<std::string> out;
  for (const Item& i : p.items) {
    const auto n = std::find_if(p.nodes.begin(), p.nodes.end(), [&](const ui::Node& node) { return node.id == i.id; });
    if (n == p.nodes.end()) {
      // Beneath a sheet there are no nodes; there the items must be dead.
      if (i.enabled || !p.sheet) out.push_back("an item has no node: " + std::to_string(i.id));
      continue;
    }
    if (!interactive(*n)) out.push_back("an item's node is not interactive: " + told(*n));
    if (!same_place(*n, i, p)) out.push_back("an item stands elsewhere than its node: " + told(*n));
    if (i.enabled == n->disabled) out.push_back("an item and its node disagree on being disabled: " + told(*n));
  }
  for (const ui::Node& n : p.nodes) {
    if (!interactive(n)) continue;
    if (n.name.empty()) out.push_back("a node has no name: " + told(n));
    const auto mine = std::count_if(p.items.begin(), p.items.end(), [&](const Item& i) { return i.id == n.id; });
    if (mine != 1) out.push_back("a node has " + std::to_string(mine) + " items: " + told(n));
    for (const ui::Node& other : p.nodes)
      if (&other < &n && interactive(other) && other.layer == n.layer && meet(reach(n.rect), reach(other.rect)))
        out.push_back("a thumb cannot tell apart: " + told(n) + " and " + told(other));
  }
  return out;
}

}  // namespace kefu::test
