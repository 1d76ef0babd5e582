// Sheets: one question answered at a time, over the screen that asked it.
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/topics.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr int kGuideSteps = 4;       // S0-14: 详情页 → 店铺首页 → 页脚 → 平台
constexpr int kOrderFirstSteps = 3;  // S1-35, S1-39

void steps(const State& st, Phrase family, int count) {
  ui::list_begin("steps", st.words.tr("sheet.steps"));
  for (int i = 1; i <= count; ++i) {
    const Phrase n = digits(i);
    ui::text(st.words.tr("sheet.step", {{"n", n}, {"what", st.words.of(family, n)}}));
  }
  ui::list_end();
}

const Trade* sheet_trade(const State& st) {
  const Screen& s = st.screen();
  return s.tid.empty() ? focus_trade(st) : find_trade(st, s.tid);
}

void channel_sheet(State& st) {
  const Words& w = st.words;
  ui::text(w.of("path.", word(st.sheet.channel)));
  const Trade* trade = sheet_trade(st);
  if (trade) ui::fact(w.tr("order.number"), trade->tid);
}

// No form for this here yet: who handles it, and how to get there. Never a dead end.
void elsewhere_sheet(State& st) {
  const Words& w = st.words;
  const Topic& topic = topics()[st.sheet.topic];
  const Trade* trade = sheet_trade(st);
  const Case* active = trade ? open_case(st, trade->tid, {}) : nullptr;
  const Phrase how = w.of("how.", topic.key);
  if (!how.empty()) ui::text(how);
  const Result<Located> l = locate_for(st, trade, active, topic.intent);
  if (!l) return ui::text(w.tr("trouble.platform"));
  const Route& r = somebody(*l);
  ui::text(w.tr("elsewhere.text", {{"channel", channel_name(w, r.channel)}}));
  if (trade) ui::fact(w.tr("order.number"), trade->tid);
  const SheetKind here = st.sheet.kind;
  channel_button(st, "elsewhere-go", r, trade, true);
  if (st.sheet.kind != here) return;  // the button opened the channel's own sheet
  for (const Route& other : l->routes)
    if (other.channel != r.channel && other.channel != Channel::self_service && other.enabled)
      channel_row(st, join({"elsewhere-", word(other.channel)}), other, trade);
}

// What the store claims, where it comes from, and how sure that is (S0-09, S0-23, S0-37, X1).
void claim_fact(const State& st, const ChannelClaim& c) {
  const Words& w = st.words;
  const Phrase sure = w.of("verified.", word(c.verified));
  Phrase value = w.tr("service.claim", {{"hours", hours_text(w, c.hours)}, {"sure", sure}});
  if (c.observed_at)
    value = join({value, w.tr("service.seen", {{"date", date_text(w, *c.observed_at, st.context->store.utc_offset)}})});
  ui::fact(channel_name(w, c.type), value);
}

bool claimed(const Store& store, Channel channel) {
  for (const ChannelClaim& c : store.channels)
    if (c.type == channel && c.verified != Verified::NO) return true;
  return false;
}

void service_sheet(State& st) {
  const Words& w = st.words;
  const Store& store = st.context->store;
  ui::fact(w.tr("service.kind"), w.of("kind.", word(store.kind)));
  ui::text(w.of("kind.says.", word(store.kind)), ui::TextStyle::secondary);
  ui::fact(w.tr("service.decides"), w.of("decides.", word(store.operation_mode)));  // S1-20, X3
  for (const ChannelClaim& c : store.channels)
    if (is_store_channel(c.type) && c.verified != Verified::NO) claim_fact(st, c);
  for (const Channel c : {Channel::phone, Channel::email, Channel::video})
    if (!claimed(store, c)) ui::fact(channel_name(w, c), w.tr("service.unknown"));
  ui::text(w.tr("service.usually"), ui::TextStyle::secondary);
}

void settings_sheet(State& st) {
  const Words& w = st.words;
  ui::choices_begin("language", w.tr("settings.language"));
  for (const Phrase lang : {"zh-CN", "zh-TW", "en"})
    if (ui::choice(join({"lang-", lang}), w.of("lang.", lang), w.lang() == lang) && w.lang() != lang) {
      st.effects.lang(lang);
      close_sheet(st);
    }
  ui::choices_end();
}

// Of one item at a time: which one.
void which_sheet(State& st) {
  const std::size_t topic = st.sheet.topic;
  const Trade* trade = sheet_trade(st);
  if (!trade) return;
  for (const OrderLine& line : trade->orders) {
    ui::RowSpec spec;
    spec.icon = ui::Icon::box;
    spec.image = line.image;
    if (!ui::row(join({"which-", line.oid}), line.title, spec)) continue;
    close_sheet(st);
    return open_topic(st, keep(trade->tid), line.oid, topic);
  }
}

void sure_sheet(State& st) {
  const Words& w = st.words;
  const Phrase event = word(st.sheet.event);
  const Phrase key = join({"case.", event});
  ui::text(w.tr(join({key, "_why"})));
  const bool ends = st.sheet.event != EventType::confirm;
  if (ends && ui::button(join({event, "-keep"}), w.tr("case.withdraw_keep"), of_kind(ui::ButtonKind::primary))) close_sheet(st);
  if (!ui::button(join({event, "-yes"}), w.tr(join({key, "_yes"})), of_kind(ends ? ui::ButtonKind::danger : ui::ButtonKind::primary))) return;
  if (const Case* c = find_case(st, st.screen().case_id)) act(st, *c, st.sheet.event);
  close_sheet(st);
}

Phrase title(const State& st) {
  const Words& w = st.words;
  const Sheet& s = st.sheet;
  switch (s.kind) {
    case SheetKind::channel: return channel_name(w, s.channel);
    case SheetKind::find_store: return w.tr("find.title");
    case SheetKind::order_first: return w.tr("order_first.title");
    case SheetKind::service: return st.context->store.name;
    case SheetKind::why: return w.of("why_amount.title.", s.code);
    case SheetKind::elsewhere: return w.of("wrong.", topics()[s.topic].key);
    case SheetKind::settings: return w.tr("settings.title");
    case SheetKind::evidence: return w.tr("evidence.title");
    case SheetKind::which_line: return w.tr("which.title");
    case SheetKind::sure: return w.tr(join({"case.", word(s.event), "_title"}));
    case SheetKind::none: break;
  }
  return {};
}

void content(State& st) {
  const Words& w = st.words;
  switch (st.sheet.kind) {
    case SheetKind::channel: return channel_sheet(st);
    case SheetKind::find_store: return steps(st, "find.step.", kGuideSteps);
    case SheetKind::order_first: return steps(st, "order_first.step.", kOrderFirstSteps);
    case SheetKind::service: return service_sheet(st);
    case SheetKind::why: return ui::text(w.of("why_amount.", st.sheet.code));
    case SheetKind::elsewhere: return elsewhere_sheet(st);
    case SheetKind::settings: return settings_sheet(st);
    case SheetKind::evidence: return evidence_sheet(st);
    case SheetKind::which_line: return which_sheet(st);
    case SheetKind::sure: return sure_sheet(st);
    case SheetKind::none: break;
  }
}

}  // namespace

void view_sheet(State& st) {
  if (st.sheet.kind == SheetKind::none) return;
  const Phrase id = join({"sheet-", digits(static_cast<int>(st.sheet.kind))});
  if (!ui::sheet_begin(id, title(st), st.words.tr("nav.close"))) return close_sheet(st);
  content(st);
  ui::sheet_end();
}

}  // namespace kefu::panel
