// item_log.hpp: what ImGui itself knows of the last pass: its items, told through its own test hooks.
//
//   log_items();                      // the current context's, from now on
//   for (const Item& i : items()) …   // those of the last pass, in the order of drawing
#pragma once
#include <cstdint>
#include <vector>

namespace kefu::test {

struct Item {
  std::uint32_t id;
  float x, y, w, h;  // device pixels of the canvas
  bool enabled;
};

void log_items();
const std::vector<Item>& items();

}  // namespace kefu::test
