// panel.hpp: the panel as a machine (design rule 2). Events in, effects and a frame's worth of views out.
//
//   Panel p(R"({"store":"s-101","item":"i-1","tid":null,"lang":"zh-CN","session":"8f0c…"})");
//   p.event(R"({"type":"open"})", now_ms);
//   p.view(now_ms);                       // between Surface::begin and Surface::end
//   p.take_effects()                      // [{"type":"http","id":1,"method":"GET","path":"/v1/context?store=s-101…"}]
//
// No clock, no network, no storage of its own: the host carries effects out and tells their results as events.
// Events and effects: ARCHITECTURE.md "The boundary".
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace kefu::ui {
class Surface;
}

namespace kefu::panel {

class Panel {
 public:
  /// `config`: JSON as in ARCHITECTURE.md; what is malformed falls back to its default and is told as an error effect.
  Panel(std::string_view config, ui::Surface& surface);
  ~Panel();
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

  void event(std::string_view json, std::int64_t now_ms);
  void view(std::int64_t now_ms);
  /// A JSON array, "[]" when there is nothing to do; empties the queue.
  std::string take_effects();

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace kefu::panel
