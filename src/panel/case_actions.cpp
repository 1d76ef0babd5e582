// What the buyer may do about a case: straight from its `allowed`, each with a form or a question of its own.
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screen_case.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr struct {
  EventType event;
  ui::Icon icon;
  bool form;  // else a question whether the buyer is sure
} kActions[] = {
    {EventType::apply_intervention, ui::Icon::scale, true},
    {EventType::appeal, ui::Icon::scale, true},
    {EventType::modify, ui::Icon::edit, true},
    {EventType::withdraw_intervention, ui::Icon::undo, false},
};

ui::ButtonSpec busy_or(const State& st, ui::ButtonKind kind) {
  ui::ButtonSpec spec = of_kind(kind);
  spec.busy = st.step.state == Sending::in_flight;
  spec.enabled = st.step.state != Sending::unanswered;
  return spec;
}

}  // namespace

void intervention_card(State& st, const Case& c) {
  if (!c.intervention || c.cs_status == 1) return;
  const Words& w = st.words;
  const Intervention& i = *c.intervention;
  const Phrase title = w.tr("cs.title");
  ui::card_begin("intervention", title);
  ui::heading(title);
  const bool open = is_under_judgment(c);  // then the case's own card says where it stands, and until when
  if (!open) ui::text(w.of("case.cs.", digits(c.cs_status)));
  ui::fact(w.tr("cs.by"), w.of("actor.", word(i.by)));
  if (!i.claim.empty()) ui::fact(w.tr("cs.claim"), i.claim);
  if (i.verdict) ui::fact(w.tr("cs.verdict"), w.of("verdict.", word(*i.verdict)));
  if (!i.grounds.empty()) ui::fact(w.tr("cs.grounds"), i.grounds);
  for (const Deadline& d : c.deadlines) {
    if (d.id != kAppeal || !may(c, EventType::appeal) || d.at <= st.now()) continue;  // the loser's alone
    countdown(st, d.at);
    ui::text(w.tr("until.D10", {{"when", before(w, d.at, st.context->store.utc_offset)}}), ui::TextStyle::secondary);
  }
  ui::card_end();
}

void offer_card(State& st, const Case& c) {
  const Words& w = st.words;
  if (!c.offer || !may(c, EventType::accept)) return;
  ui::card_begin("offer", w.tr("case.offer"));
  ui::heading(w.tr("case.offer"));
  ui::fact(w.of("type.", word(c.offer->case_type)), money(c.offer->amount));
  if (ui::button("accept", w.tr("case.accept"), busy_or(st, ui::ButtonKind::primary))) act(st, c, EventType::accept);
  if (ui::button("decline", w.tr("case.decline"), busy_or(st, ui::ButtonKind::plain))) act(st, c, EventType::decline);
  ui::card_end();
}

void actions_card(State& st, const Case& c) {
  const Words& w = st.words;
  bool any = false;
  for (const auto& action : kActions) {
    if (!may(c, action.event)) continue;
    if (!any) {
      ui::heading(w.tr("instead.title"));
      ui::card_begin("actions", w.tr("instead.title"));
    }
    any = true;
    const Phrase event = word(action.event);
    ui::RowSpec spec;
    spec.icon = action.icon;
    spec.subtitle = w.of("act.help.", event);
    spec.enabled = may_step(st);
    if (!ui::row(join({"act-", event}), w.of("act.", event), spec)) continue;
    if (action.form) open_step(st, c, action.event);
    else open_sure(st, action.event);
  }
  if (any) ui::card_end();
}

void actions_bar(State& st, const Case& c) {
  const Words& w = st.words;
  if (c.closed_by_seller_ship && ui::button("what-now", w.tr("review.see_what_now"), of_kind(ui::ButtonKind::primary)))
    go(st, Place::wrong, c.tid, c.oid ? Phrase(*c.oid) : Phrase());
  const bool send = may(c, EventType::waybill), confirm = may(c, EventType::confirm);
  if (send || confirm) {
    ui::bar_begin();
    if (send && ui::button("send-back", w.tr("return.title"), busy_or(st, ui::ButtonKind::primary))) open_step(st, c, EventType::waybill);
    if (confirm && ui::button("confirm", w.tr("case.confirm"), busy_or(st, ui::ButtonKind::primary))) open_sure(st, EventType::confirm);
    ui::bar_end();
  }
  if (!may(c, EventType::withdraw)) return;
  const ui::ButtonSpec spec = busy_or(st, ui::ButtonKind::plain);
  if (ui::button("withdraw", w.tr("case.withdraw"), spec) && !spec.busy) open_sure(st, EventType::withdraw);
}

}  // namespace kefu::panel
