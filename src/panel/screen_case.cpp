// One case: who must act next and by when, what happened, what the buyer can do.
#include "kefu/advance.hpp"
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

void countdown(State& st, const Case& c) {
  const auto at = next_deadline(c);
  if (!at) return;
  const Words& w = st.words;
  const Seconds rest = *at - st.now();
  if (rest <= 0) return;
  ui::chip(left(w, rest), ui::Tone::waiting);
  ui::text(w.tr("case.until", {{"when", before(w, *at, st.context->store.utc_offset)}}), ui::TextStyle::secondary);
  // The words change with the minute; within the last hour the buyer watches them.
  ui::wake_in(rest % 60 == 0 ? 60000 : rest % 60 * 1000);
}

// 暂行办法 14: each part goes back the way it was paid.
void money_back(const Words& w, const Case& c) {
  ui::text(w.tr(c.status == CaseStatus::SUCCESS ? "case.refunded_to" : "case.will_go_to"), ui::TextStyle::secondary);
  for (const auto& [type, fen] : c.settled.tenders) ui::fact(w.of("tender.", type), money(fen));
}

void status_card(State& st, const Case& c) {
  const Words& w = st.words;
  const RouteState state = case_state(w, c);
  ui::card_begin("status", w.tr("case.status"));
  if (c.status == CaseStatus::SUCCESS) ui::picture(ui::Picture::done);
  ui::chip(state.words, state.tone);
  ui::heading(c.closed_by_seller_ship ? w.tr("case.closed_by_shipping") : case_says(w, st.context->store, c.status));
  countdown(st, c);
  if (c.status == CaseStatus::SUCCESS) {  // what stands under the picture is centred; the sums are a table of their own
    ui::card_end();
    ui::card_begin("sums", w.tr("case.refunded"));
  }
  ui::AmountRow row;
  row.label = w.tr(c.status == CaseStatus::SUCCESS ? "case.refunded" : "case.amount");
  row.amount = money(c.refund_fee);
  row.strong = true;
  ui::amount_row("amount", row);
  if (c.status != CaseStatus::CLOSED) money_back(w, c);
  if (c.refusal) ui::text(w.tr("case.refusal", {{"message", c.refusal->message}}));
  ui::card_end();
}

void timeline(State& st, const Case& c) {
  const Words& w = st.words;
  ui::heading(w.tr("case.timeline"));
  ui::card_begin("timeline", w.tr("case.timeline"));
  ui::list_begin("history", w.tr("case.timeline"));
  for (std::size_t i = c.history.size(); i-- > 0;) {
    const HistoryEntry& h = c.history[i];
    ui::TimelineItem item;
    item.title = w.of("event.", h.event);
    item.time = moment(w, h.at, st.now(), st.context->store.utc_offset);
    item.actor = w.of("actor.", word(h.actor));
    item.detail = h.to == h.from ? Phrase() : w.of("case.chip.", word(h.to));
    item.tone = i + 1 == c.history.size() ? case_state(w, c).tone : ui::Tone::neutral;
    item.last = i == 0;
    ui::timeline_item(item);
  }
  ui::list_end();
  ui::card_end();
}

void facts(State& st, const Case& c) {
  const Words& w = st.words;
  const Trade* trade = find_trade(st, c.tid);
  const OrderLine* line = trade && c.oid ? line_of(*trade, *c.oid) : nullptr;
  ui::card_begin("facts", w.tr("case.facts"));
  ui::fact(w.tr("form.type"), w.of("type.", word(c.type)));
  if (trade) ui::fact(w.tr("form.item"), line ? line->title : order_title(w, *trade));
  if (line && c.num > 0) ui::fact(w.tr("form.units"), digits(c.num));
  ui::fact(w.tr("form.reason"), w.of("reason.", c.reason));
  if (!c.description.empty()) ui::fact(w.tr("form.description"), c.description);
  ui::fact(w.tr("case.number"), c.case_id);
  ui::fact(w.tr("order.number"), c.tid);
  ui::card_end();
}

bool may_withdraw(const Case& c) {
  for (const AllowedEvent& a : c.allowed)
    if (a.event == EventType::withdraw && a.actor == Actor::BUYER) return true;
  return false;
}

void notices(State& st, const Case& c) {
  const Words& w = st.words;
  if (st.notice.key == "case.changed" && st.notice.from != st.notice.to)
    ui::banner("changed", ui::Icon::info,
               w.tr("case.changed", {{"from", w.of("case.chip.", word(st.notice.from))},
                                     {"to", w.of("case.chip.", word(st.notice.to))}}),
               ui::Tone::note);
  else if (!st.notice.key.empty())
    ui::banner("changed", ui::Icon::info, w.tr("case.reloaded"), ui::Tone::note);
  if (st.step.case_id != c.case_id) return;
  if (st.step.state == Sending::unanswered) {
    ui::banner("step", ui::Icon::alert, w.tr("case.step_unanswered"), ui::Tone::trouble);
    if (ui::button("resend-step", w.tr("submit.resend"), of_kind(ui::ButtonKind::primary))) resend_step(st);
  } else if (st.step.state == Sending::refused) {
    ui::banner("step", ui::Icon::alert, w.of("rule.", st.step.code), ui::Tone::trouble);
  }
}

void contact(State& st, const Case& c) {
  const Trade* trade = find_trade(st, c.tid);
  const Result<Located> l = locate_for(st, trade, &c, Intent::REFUND);
  if (!l) return;
  const Route& r = somebody(*l);
  ui::heading(st.words.tr("case.contact"));
  ui::card_begin("contact", st.words.tr("case.contact"));
  channel_row(st, r, trade);
  ui::card_end();
}

void actions(State& st, const Case& c) {
  const Words& w = st.words;
  if (c.closed_by_seller_ship &&
      ui::button("what-now", w.tr("review.see_what_now"), of_kind(ui::ButtonKind::primary)))
    go(st, Place::wrong, c.tid, c.oid ? Phrase(*c.oid) : Phrase());
  if (!may_withdraw(c)) return;
  ui::ButtonSpec spec;
  spec.kind = ui::ButtonKind::plain;
  spec.busy = st.step.state == Sending::in_flight;
  if (ui::button("withdraw", w.tr("case.withdraw"), spec) && !spec.busy)
    open_sheet(st, SheetKind::withdraw);
}

}  // namespace

void view_case(State& st) {
  const Case* found = find_case(st, st.screen().case_id);
  if (!found) return;
  const Case c = *found;  // acting on it may replace the one in the model
  begin_screen(st, st.words.tr("case.title"), st.context->store.name);
  notices(st, c);
  status_card(st, c);
  timeline(st, c);
  facts(st, c);
  contact(st, c);
  actions(st, c);
  end_screen(st);
}

}  // namespace kefu::panel
