#include <algorithm>

#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

constexpr std::size_t kOrdersOnHome = 3;

// The first checked claim's hours on this weekday, for the quiet line under the title.
const Hours* hours_today(const State& st) {
  const Store& store = st.context->store;
  const int weekday = to_local(st.now(), store.utc_offset).weekday;
  for (const ChannelClaim& c : store.channels) {
    if (!is_store_channel(c.type) || c.verified != Verified::YES) continue;
    for (const Hours& h : c.hours)
      if (h.days >> (weekday - 1) & 1) return &h;
  }
  return nullptr;
}

Phrase subtitle(const State& st) {
  const Phrase store = st.context->store.name;
  const Hours* h = hours_today(st);
  return h ? st.words.tr("home.today", {{"store", store}, {"span", span_text(st.words, *h)}}) : store;
}

void service_card(State& st) {
  const Words& w = st.words;
  const Store& store = st.context->store;
  ui::RowSpec spec;
  spec.icon = ui::Icon::store;
  spec.subtitle = join({w.of("kind.", word(store.kind)), " · ", w.tr("service.see")});
  ui::card_begin("service-card", w.tr("service.title"));
  if (ui::row("service", store.name, spec)) open_sheet(st, SheetKind::service);
  ui::card_end();
}

bool offers(const Located& l, Channel c) {
  for (const auto* list : {&l.routes, &l.more})
    for (const Route& r : *list)
      if (r.channel == c) return true;
  return false;
}

// S1-35, S1-39: the one way to this store's people, shown closed and with its key.
void locked_order_contact(const State& st) {
  const Words& w = st.words;
  ui::RowSpec spec;
  spec.icon = channel_icon(Channel::order_contact);
  spec.subtitle = w.of("unlock.", "PLACE_ORDER");
  spec.chip = w.tr("state.order_first");
  spec.chip_tone = ui::Tone::waiting;
  spec.enabled = false;
  spec.chevron = false;
  ui::row("route-order_contact", channel_name(w, Channel::order_contact), spec);
}

void other_channels(State& st, const Located& l, const Trade* trade) {
  const Words& w = st.words;
  ui::heading(w.tr("home.others"));
  ui::card_begin("others", w.tr("home.others"));
  ui::list_begin("others-list", w.tr("home.others"));
  const bool order_first = !l.hints.empty() && !offers(l, Channel::order_contact);
  if (order_first) locked_order_contact(st);
  for (std::size_t i = 1; i < l.routes.size(); ++i)
    channel_row(st, l.routes[i], trade);
  if (st.show_more)
    for (const Route& r : l.more) channel_row(st, r, trade);
  ui::list_end();
  if (!st.show_more && !l.more.empty() && ui::button("more", w.tr("home.more"), of_kind(ui::ButtonKind::plain)))
    st.show_more = true;
  ui::card_end();
}

void hints(State& st, const Located& l) {
  const Words& w = st.words;
  for (const std::string& hint : l.hints)
    ui::banner(join({"hint-", hint}), ui::Icon::info, w.of("hint.", hint), ui::Tone::note);
  for (const ChannelClaim& c : st.context->store.channels)
    if (is_store_channel(c.type) && c.verified != Verified::NO) return;
  // S0-07: a store that names nobody still has a platform route, and the buyer may say so.
  if (st.reported_missing) {
    ui::banner("reported", ui::Icon::check, w.tr("home.reported"), ui::Tone::good);
  } else {
    ui::banner("no-contact", ui::Icon::info, w.tr("home.no_contact"), ui::Tone::waiting);
    if (ui::button("report", w.tr("home.report"), of_kind(ui::ButtonKind::plain))) report_missing_contact(st);
  }
}

void open_cases(State& st) {
  const Words& w = st.words;
  bool any = false;
  for (const Case& c : st.context->cases) {
    if (!is_open(c) || dispute_of(st, c)) continue;
    if (!any) {
      ui::heading(w.tr("home.cases"));
      ui::card_begin("cases", w.tr("home.cases"));
    }
    any = true;
    case_row(st, c);
  }
  if (any) ui::card_end();
}

void orders(State& st) {
  const Words& w = st.words;
  const auto& trades = st.context->trades;
  ui::heading(w.tr("home.orders"));
  ui::card_begin("orders", w.tr("home.orders"));
  if (trades.empty()) {
    ui::picture(ui::Picture::empty);
    ui::text(w.tr("home.no_orders"), ui::TextStyle::secondary);
  }
  for (std::size_t i = 0; i < trades.size() && i < kOrdersOnHome; ++i) order_row(st, trades[i]);
  if (trades.size() > kOrdersOnHome &&
      ui::button("all-orders", w.count("home.all_orders", static_cast<std::int64_t>(trades.size())),
                 of_kind(ui::ButtonKind::plain)))
    go(st, Place::orders);
  ui::card_end();
}

// Never empty (S0-07): where the engine refuses, the platform's sentence stands.
void platform_only(const State& st) {
  ui::card_begin("platform");
  ui::text(st.words.tr("trouble.platform"));
  ui::card_end();
}

}  // namespace

void order_row(State& st, const Trade& trade) {
  const RouteState state = trade_state(st.words, trade);
  ui::RowSpec spec;
  spec.icon = ui::Icon::box;
  spec.image = first_image(trade);
  spec.trailing = money(paid_for(trade));
  spec.chip = state.words;
  spec.chip_tone = state.tone;
  if (ui::row(join({"order-", trade.tid}), order_title(st.words, trade), spec)) go(st, Place::order, trade.tid);
}

void case_row(State& st, const Case& c) {
  const Words& w = st.words;
  const RouteState state = case_state(w, c);
  ui::RowSpec spec;
  spec.icon = type_icon(c.type);
  spec.subtitle = case_says(w, st.context->store, c);
  if (c.refund_fee > 0) spec.trailing = money(c.refund_fee);
  spec.chip = state.words;
  spec.chip_tone = state.tone;
  if (ui::row(join({"case-", c.case_id}), w.of("type.", word(c.type)), spec)) go(st, Place::dossier, c.tid, {}, c.case_id);
}

void view_home(State& st) {
  const Words& w = st.words;
  begin_screen(st, w.tr("home.title"), subtitle(st));
  submission_banner(st);
  service_card(st);
  const Trade* trade = focus_trade(st);
  const Case* active = trade ? open_case(st, trade->tid, {}) : nullptr;
  if (const Result<Located> l = locate_for(st, trade, active, Intent::GENERAL)) {
    best_channel(st, *l, trade);
    care_card(st);
    other_channels(st, *l, trade);
    hints(st, *l);
  } else {
    platform_only(st);
    care_card(st);
  }
  open_cases(st);
  orders(st);
  ui::RowSpec lang;
  lang.icon = ui::Icon::user;
  lang.trailing = w.of("lang.", w.lang());
  ui::card_begin("settings-card");
  if (ui::row("settings", w.tr("settings.title"), lang)) open_sheet(st, SheetKind::settings);
  ui::card_end();
  end_screen(st);
}

void view_orders(State& st) {
  const Words& w = st.words;
  begin_screen(st, w.tr("home.orders"), st.context->store.name);
  ui::card_begin("orders", w.tr("home.orders"));
  const auto& trades = st.context->trades;
  for (ui::Rows rows(std::min(trades.size(), st.orders_shown)); rows.next();) order_row(st, trades[rows.at()]);
  if (trades.size() > st.orders_shown && ui::button("more", w.tr("home.more"), of_kind(ui::ButtonKind::plain)))
    st.orders_shown += 20;
  ui::card_end();
  end_screen(st);
}

}  // namespace kefu::panel
