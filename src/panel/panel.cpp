#include "panel/panel.hpp"

#include "panel/actions.hpp"
#include "panel/model.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/update.hpp"
#include "ui/surface.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

struct Panel::Model {
  explicit Model(ui::Surface& surface) : state(surface) {}
  State state;
};

namespace {

// Names a screen for its scroll position: the same order is the same screen, however it was reached.
Phrase screen_key(const State& st) {
  const Screen& s = st.screen();
  return join({digits(static_cast<int>(s.place)), "/", s.tid, "/", s.oid, "/", s.case_id, "/", word(s.type)});
}

// What a shop may log; README.md lists them, so they stay.
std::string_view place_name(const State& st) {
  constexpr std::string_view kNames[] = {"home", "orders", "order", "wrong", "form", "review", "case"};
  return st.load == Load::failed ? "trouble" : kNames[static_cast<int>(st.screen().place)];
}

// What the screen is about can vanish with a fresh context; then the screen goes too.
bool still_there(const State& st) {
  const Screen& s = st.screen();
  if (s.place == Place::home || s.place == Place::orders) return true;
  if (s.place == Place::dossier) return find_case(st, s.case_id) != nullptr;
  const Trade* t = find_trade(st, s.tid);
  return t && (s.oid.empty() || line_of(*t, s.oid));
}

void view_screen(State& st) {
  if (!st.words.ready() || st.load == Load::idle || st.load == Load::loading) return view_loading(st);
  if (st.load == Load::failed) return view_trouble(st);
  switch (st.screen().place) {
    case Place::home: return view_home(st);
    case Place::orders: return view_orders(st);
    case Place::order: return view_order(st);
    case Place::wrong: return view_wrong(st);
    case Place::form: return view_form(st);
    case Place::review: return view_review(st);
    case Place::dossier: return view_case(st);
  }
}

}  // namespace

Panel::Panel(std::string_view config, ui::Surface& surface) : model_(std::make_unique<Model>(surface)) {
  configure(model_->state, config);
}

Panel::~Panel() = default;

void Panel::event(std::string_view json, std::int64_t now_ms) {
  forget_phrases();
  model_->state.now_ms = now_ms;
  model_->state.surface.changed();
  apply(model_->state, json);
}

void Panel::view(std::int64_t now_ms) {
  forget_phrases();
  State& st = model_->state;
  st.now_ms = now_ms;
  if (st.context)
    while (!still_there(st)) back(st);
  st.surface.show(screen_key(st), place_name(st));
  view_screen(st);
  run_clock(st);
}

std::string Panel::take_effects() { return model_->state.effects.take(); }

}  // namespace kefu::panel
