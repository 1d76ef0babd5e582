// Channels as a buyer sees them: the best one with its reason in words, the others as rows (contract §3 in pictures).
#include <algorithm>

#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool bot(Channel c) { return c == Channel::store_bot || c == Channel::platform_bot; }

// M3 moved somebody of the store back, and nobody of the store is there now.
bool store_rests(const Located& l) {
  for (const auto* list : {&l.routes, &l.more})
    for (const Route& r : *list)
      if (is_store_channel(r.channel) && r.enabled && r.open_now && !bot(r.channel) && r.channel != Channel::email &&
          r.channel != Channel::leave_message)
        return false;
  return holds(l.trace, "M3");
}

// The platform judges a case: the way there is the case's own page.
const Case* judged(const State& st, const Route& r, const Trade* trade) {
  if (!trade || (r.channel != Channel::dispute && r.channel != Channel::appeal)) return nullptr;
  const Case* open = open_case(st, trade->tid, {});
  return open ? open : latest_case(st, trade->tid, {});
}

// One sentence from the route's own state, the rules that moved it, and the order's stage.
Phrase why(const State& st, const Located& l, const Route& r, const Trade* trade) {
  const Words& w = st.words;
  if (const Case* c = judged(st, r, trade); c && is_under_judgment(*c)) return case_says(w, st.context->store, *c);
  const Phrase channel = word(r.channel);
  const Phrase by_stage = join({"why.", channel, ".", word(l.stage)});
  if (!r.enabled) return w.tr("why.order_first");
  if (!r.open_now && r.opens_at) {
    const Phrase when = moment(w, *r.opens_at, st.now(), st.context->store.utc_offset);
    return w.tr("why.opens", {{"when", when}});
  }
  if (store_rests(l) && r.channel != Channel::self_service)
    return w.tr("why.others_closed", {{"channel", channel_name(w, r.channel)}});
  return w.has(by_stage) ? w.tr(by_stage) : w.of("why.", channel);
}

Phrase button_words(const State& st, const Route& r, const Trade* trade) {
  const Words& w = st.words;
  const Phrase channel = channel_name(w, r.channel);
  if (r.channel == Channel::self_service) return w.tr(trade ? "do.see_order" : "do.how_to_reach");
  if (judged(st, r, trade)) return w.tr("order.see_case");
  if (r.channel == Channel::find_store) return w.tr("do.see_steps");
  if (!is_link(r.href)) return w.of("do.how_to_find.", word(r.channel), {{"channel", channel}});
  switch (r.action) {
    case ActionKind::CALL: return w.tr("do.call");
    case ActionKind::MAIL: return w.tr("do.mail");
    case ActionKind::SMS: return w.tr("do.sms");
    default: return w.of("do.contact.", word(r.channel), {{"channel", channel}});
  }
}

void use(State& st, const Route& r, const Trade* trade) {
  tell_channel(st, r.channel, r.href);
  if (is_link(r.href)) return;  // the browser has opened it
  if (r.channel == Channel::self_service && trade) return go(st, Place::order, trade->tid);
  if (const Case* c = judged(st, r, trade)) return go(st, Place::dossier, trade->tid, {}, c->case_id);
  if (r.channel == Channel::self_service) return open_sheet(st, SheetKind::order_first);
  if (r.channel == Channel::find_store) return open_sheet(st, SheetKind::find_store);
  open_channel(st, r.channel);
}

}  // namespace

bool is_link(Phrase href) {
  const std::string_view whole = href;
  for (const std::string_view scheme : {"https://", "http://", "tel:", "mailto:", "sms:"})
    if (whole.substr(0, scheme.size()) == scheme) return whole.size() > scheme.size();
  return false;
}

const Route& somebody(const Located& located) {
  const Route* second = nullptr;
  for (const auto* list : {&located.routes, &located.more})
    for (const Route& r : *list) {
      if (r.channel == Channel::self_service || !r.enabled || bot(r.channel)) continue;
      if (r.open_now) return r;
      if (!second) second = &r;
    }
  return second ? *second : located.routes.front();
}

void channel_button(State& st, Phrase id, const Route& route, const Trade* trade, bool primary) {
  ui::ButtonSpec spec;
  spec.kind = primary ? ui::ButtonKind::primary : ui::ButtonKind::secondary;
  spec.icon = channel_icon(route.channel);
  if (is_link(route.href)) spec.href = route.href;
  if (ui::button(id, button_words(st, route, trade), spec)) use(st, route, trade);
}

void best_channel(State& st, const Located& located, const Trade* trade) {
  const Words& w = st.words;
  const Route& best = located.routes.front();
  ui::card_begin("best", w.tr("home.best"));
  ui::lead(channel_icon(best.channel), w.tr("home.best"), channel_name(w, best.channel));
  const RouteState state = route_state(w, best, st.context->store, st.now());
  if (!state.words.empty()) ui::chip(state.words, state.tone);
  ui::text(why(st, located, best, trade));
  channel_button(st, "best-go", best, trade, true);
  ui::card_end();
}

void channel_row(State& st, Phrase id, const Route& route, const Trade* trade) {
  const Words& w = st.words;
  const RouteState state = route_state(w, route, st.context->store, st.now());
  ui::RowSpec spec;
  spec.icon = channel_icon(route.channel);
  spec.chip = state.words;
  spec.chip_tone = state.tone;
  spec.enabled = route.enabled;
  spec.chevron = route.enabled;
  spec.subtitle = route.enabled ? w.of("about.", word(route.channel)) : w.of("unlock.", route.unlock);
  if (route.enabled && is_link(route.href)) spec.href = route.href;
  if (ui::row(id, channel_name(w, route.channel), spec)) use(st, route, trade);
}

void channel_row(State& st, const Route& route, const Trade* trade) {
  channel_row(st, join({"route-", word(route.channel)}), route, trade);
}

}  // namespace kefu::panel
