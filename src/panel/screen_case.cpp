// One case: who must act next and by when, what the buyer can do, what was said and paid, what happened.
#include "panel/screen_case.hpp"

#include "kefu/advance.hpp"
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

bool is_over(const Case& c) { return c.status == CaseStatus::SUCCESS || c.status == CaseStatus::CLOSED; }

// How long, and what comes then. After the end an appeal may be left: the platform's card tells until when.
void until(State& st, const Case& c) {
  const auto at = next_deadline(c);
  if (!at || *at <= st.now() || (is_over(c) && !is_under_judgment(c))) return;
  const Words& w = st.words;
  for (const Deadline& d : c.deadlines) {
    if (d.at != *at || d.id == kAppeal) continue;
    const Phrase key = case_key(w, "until.", c, d.id);
    countdown(st, d.at);
    return ui::text(w.tr(w.has(key) ? key : "case.until", {{"when", before(w, d.at, st.context->store.utc_offset)}}), ui::TextStyle::secondary);
  }
}

bool asks_money(const Case& c) { return c.refund_fee > 0; }

// 暂行办法 14: each part goes back the way it was paid.
void money_back(const Words& w, const Case& c) {
  if (c.advanced > 0 && !is_over(c)) return ui::text(w.tr("case.advanced", {{"amount", money(c.advanced)}}), ui::TextStyle::secondary);
  ui::text(case_word(w, "case.", c, c.status == CaseStatus::SUCCESS ? "refunded_to" : "will_go_to"), ui::TextStyle::secondary);
  for (const auto& [type, fen] : c.settled.tenders) ui::fact(w.of("tender.", type), money(fen));
}

void sums(State& st, const Case& c) {
  const Words& w = st.words;
  ui::AmountRow row;
  row.label = case_word(w, "case.", c, c.status == CaseStatus::SUCCESS ? "refunded" : "amount");
  row.amount = money(c.refund_fee);
  row.strong = true;
  ui::amount_row("amount", row);
  if (c.status != CaseStatus::CLOSED && c.status != CaseStatus::SELLER_REFUSE_BUYER) money_back(w, c);
}

// Where goods go back to, and at whose cost.
void way_back(const Words& w, const Case& c) {
  if (!c.return_address.empty()) ui::fact(w.tr("return.address"), c.return_address);
  if (c.post_fee_bear_role) ui::fact(w.tr("form.freight_payer"), w.of("payer.", word(*c.post_fee_bear_role)));
}

void status_card(State& st, const Case& c) {
  const Words& w = st.words;
  const RouteState state = case_state(w, c);
  ui::card_begin("status", w.tr("case.status"));
  if (const Case* dispute = is_open(c) ? dispute_of(st, c) : nullptr) {
    ui::heading(w.tr("case.disputed"));
    case_row(st, *dispute);
    return ui::card_end();
  }
  if (c.status == CaseStatus::SUCCESS) ui::picture(ui::Picture::done);
  ui::chip(state.words, state.tone);
  ui::heading(c.closed_by_seller_ship ? w.tr("case.closed_by_shipping") : case_says(w, st.context->store, c));
  if (c.refusal && c.status == CaseStatus::SELLER_REFUSE_BUYER) ui::text(w.tr("case.refusal", {{"message", c.refusal->message}}));
  until(st, c);
  if (may(c, EventType::waybill)) way_back(w, c);
  if (c.status == CaseStatus::SUCCESS && asks_money(c)) {  // what stands under the picture is centred; the sums are a table of their own
    ui::card_end();
    ui::card_begin("sums", w.tr("case.refunded"));
  }
  if (asks_money(c)) sums(st, c);
  ui::card_end();
  if (c.repayment)
    ui::banner("repayment", ui::Icon::alert, w.tr("case.repayment", {{"amount", money(c.repayment->amount)}, {"when", before(w, c.repayment->at, st.context->store.utc_offset)}}), ui::Tone::waiting);
}

void timeline(State& st, const Case& c) {
  const Words& w = st.words;
  ui::heading(w.tr("case.timeline"));
  ui::card_begin("timeline", w.tr("case.timeline"));
  ui::list_begin("history", w.tr("case.timeline"));
  for (ui::Rows rows(c.history.size()); rows.next();) {
    const std::size_t i = c.history.size() - 1 - rows.at();  // the latest first
    const HistoryEntry& h = c.history[i];
    ui::TimelineItem item;
    item.title = case_word(w, "event.", c, h.event);
    item.time = moment(w, h.at, st.now(), st.context->store.utc_offset);
    item.actor = w.of("actor.", word(h.actor));
    item.detail = h.to == h.from ? Phrase() : case_word(w, "case.chip.", c, word(h.to));
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
  if (line && c.num > 0 && counts_units(c.type)) ui::fact(field_label(w, c.type, "num"), digits(c.num));
  ui::fact(field_label(w, c.type, "reason"), w.of("reason.", c.reason));
  for (const auto& [field, text] : c.answers)
    ui::fact(field_label(w, c.type, field), told_words(st, trade, field, text));
  if (!may(c, EventType::waybill)) way_back(w, c);
  if (c.return_waybill) ui::fact(c.return_waybill->company, c.return_waybill->number);
  if (!c.sent_waybill.empty()) ui::fact(w.tr("case.sent_waybill"), c.sent_waybill);
  if (!c.description.empty()) ui::fact(w.tr("form.description"), c.description);
  if (c.refusal && c.status != CaseStatus::SELLER_REFUSE_BUYER) ui::fact(w.tr("case.refusal_was"), c.refusal->message);
  ui::fact(w.tr("case.number"), c.case_id);
  ui::fact(w.tr("order.number"), c.tid);
  ui::card_end();
}

void contact(State& st, const Case& c) {
  const Trade* trade = find_trade(st, c.tid);
  const Result<Located> l = locate_for(st, trade, &c, Intent::REFUND);
  if (!l) return;
  const Route& r = somebody(*l);
  if (r.channel == Channel::dispute || r.channel == Channel::appeal) return;  // they stand among the actions
  ui::heading(st.words.tr("case.contact"));
  ui::card_begin("contact", st.words.tr("case.contact"));
  channel_row(st, r, trade);
  ui::card_end();
}

}  // namespace

void step_banner(State& st, Phrase case_id) {
  const Words& w = st.words;
  if (st.notice.key == "case.changed" && st.notice.from != st.notice.to)
    ui::banner("changed", ui::Icon::info,
               w.tr("case.changed", {{"from", w.of("case.chip.", word(st.notice.from))},
                                     {"to", w.of("case.chip.", word(st.notice.to))}}),
               ui::Tone::note);
  else if (!st.notice.key.empty())
    ui::banner("changed", ui::Icon::info, w.tr("case.reloaded"), ui::Tone::note);
  // Another case's, too: nothing further can be sent before it has its answer.
  if (st.step.case_id != case_id && st.step.state != Sending::unanswered) return;
  if (st.step.state == Sending::unanswered) {
    ui::banner("step", ui::Icon::alert, w.tr("case.step_unanswered"), ui::Tone::trouble);
    if (ui::button("resend-step", w.tr("submit.resend"), of_kind(ui::ButtonKind::primary))) resend_step(st);
  } else if (st.step.state == Sending::refused) {
    ui::banner("step", ui::Icon::alert, w.of("rule.", st.step.code), ui::Tone::trouble);
  }
}

void countdown(State& st, Instant at) {
  const Seconds rest = at - st.now();
  if (rest <= 0) return;
  ui::chip(left(st.words, rest), ui::Tone::waiting);
  // The words change with the minute; within the last hour the buyer watches them.
  ui::wake_in(rest % 60 == 0 ? 60000 : rest % 60 * 1000);
}

void view_case(State& st) {
  const Case* found = find_case(st, st.screen().case_id);
  if (!found) return;
  const Case c = as_of_now(st, *found);  // acting on it may replace the one in the model
  begin_screen(st, st.words.tr("case.title"), st.context->store.name);
  step_banner(st, c.case_id);
  status_card(st, c);
  intervention_card(st, c);
  offer_card(st, c);
  actions_card(st, c);
  gallery(st, c);
  talk_card(st, c);
  ledger_card(st, c);
  timeline(st, c);
  facts(st, c);
  contact(st, c);
  actions_bar(st, c);
  end_screen(st);
}

}  // namespace kefu::panel
