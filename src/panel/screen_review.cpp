// The amount explained line by line, and the one button that sends it.
#include "panel/actions.hpp"
#include "panel/form_rules.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

void amount(State& st, Phrase code, Phrase label, Fen fen, bool strong = false) {
  if (fen == 0 && !strong) return;
  ui::AmountRow row;
  row.label = label;
  row.amount = money(fen);
  row.strong = strong;
  row.why_label = st.words.tr("review.why", {{"what", row.label}});
  if (ui::amount_row(join({"amount-", code}), row)) open_why(st, code);
}

// What the requested units cost before order-wide promotions: the difference to what comes back is their share.
Fen listed(const State& st, const CheckInput& in) {
  Fen sum = 0;
  for (const OrderLine& line : in.trade.orders) {
    if (in.request.oid && *in.request.oid != line.oid) continue;
    const Fen value = line.price * line.num + line.adjust_fee - line.discount_fee;
    const std::int64_t units = in.request.num.value_or(units_left(st, in.trade, line));
    if (line.num > 0) sum += half_up(value, units, line.num);
  }
  return sum;
}

void amounts_card(State& st, const Filing& f, const Quote& q) {
  const Words& w = st.words;
  const Fen price = listed(st, f.input);
  ui::card_begin("amounts", w.tr("review.amounts"));
  ui::heading(w.tr("review.amounts"));
  amount(st, "goods", w.tr("review.goods"), price);
  amount(st, "promotions", w.tr("review.promotions"), q.goods - price);
  for (const auto& [type, fen] : q.forfeited)
    amount(st, "forfeited", w.tr("review.forfeited", {{"tender", w.of("tender.", type)}}), -fen);
  amount(st, "freight", w.tr("review.freight"), q.freight);
  for (const Deduction& d : q.deductions) amount(st, d.code, w.of("deduction.", d.code), -d.amount);
  amount(st, "waived", w.tr("review.waived"), f.amount - q.total);
  amount(st, "total", w.tr("review.total"), f.amount, true);
  ui::divider();
  ui::text(w.tr("review.returned_to"), ui::TextStyle::secondary);  // 暂行办法 14: by the way it was paid
  for (const auto& [type, fen] : tenders_for(st, f)) ui::fact(w.of("tender.", type), money(fen));
  ui::card_end();
}

void facts_card(State& st, const Filing& f, Phrase oid) {
  const Words& w = st.words;
  const CheckInput& in = f.input;
  const OrderLine* line = line_of(in.trade, oid);
  ui::sunken_begin("facts");
  ui::fact(w.tr("form.item"), line ? Phrase(line->title) : order_title(w, in.trade));
  if (!f.quoted) ui::fact(w.tr("form.type"), w.of("type.", word(in.request.type)));
  if (line && counts_units(in.request.type)) ui::fact(field_label(w, in.request.type, "num"), digits(in.request.num.value_or(units_left(st, in.trade, *line))));
  for (const Field* field : f.asked) {
    if (field->kind == FieldKind::UNITS || field->kind == FieldKind::FIXED || field->name == "amount") continue;
    if (const Phrase words = answer_words(st, in.trade, *field); !words.empty())
      ui::fact(field_label(w, in.request.type, field->name), words);
  }
  const bool computed = in.request.type == CaseType::LATE_SHIP;  // it came without a form
  if (!computed && ui::button("edit", w.tr("review.edit"), of_kind(ui::ButtonKind::plain))) back(st);
  ui::sunken_end();
}

// What is no part of the price paid: why it is that much, and where it goes.
void claim_card(State& st, const Filing& f) {
  const Words& w = st.words;
  const Phrase type = word(f.input.request.type);
  ui::card_begin("amounts", w.tr("review.amounts"));
  ui::heading(w.tr("review.amounts"));
  amount(st, type, w.tr("review.total"), f.amount, true);
  ui::text(w.of("why_amount.", type), ui::TextStyle::secondary);
  ui::card_end();
}

// Where no money is asked for: how it goes on from here.
void next_card(const State& st, const Filing& f) {
  const Words& w = st.words;
  ui::card_begin("next", w.tr("next.title"));
  ui::heading(w.tr("next.title"));
  ui::text(w.of("next.", word(f.input.request.type)));
  ui::card_end();
}

void submit_bar(State& st, const Where& at, const Filing& f) {
  const Words& w = st.words;
  const Sending sending = st.submission.state;
  ui::bar_begin();
  if (f.pays) ui::bar_amount(amount_label(w, f.input.request.type), money(f.amount));
  ui::ButtonSpec spec;
  spec.kind = ui::ButtonKind::primary;
  spec.busy = sending == Sending::in_flight;
  spec.enabled = sending != Sending::unanswered;  // the banner's button sends the very same wish again
  const bool go_ahead = ui::button("submit", w.tr(spec.busy ? "submit.busy" : "submit.submit"), spec);
  ui::bar_end();
  if (go_ahead && spec.enabled && !spec.busy) submit(st, at.tid, submission_of(st, f));
}

}  // namespace

void view_review(State& st) {
  const Where at = where(st);
  const Trade* trade = find_trade(st, at.tid);
  if (!trade) return;
  const Words& w = st.words;
  take_up_draft(st);  // what is computed comes here without a form
  Filing f;
  const auto error = fill(f, st, *trade);
  const bool eligible = !error && f.form.checked.eligible;
  begin_screen(st, w.tr(eligible && !f.quoted ? "review.check" : "review.title"), st.context->store.name);
  submission_banner(st);
  const Result<Quote> q = quote_for(st, f.input);
  if (eligible && (q || !f.quoted)) {
    facts_card(st, f, at.oid);
    if (f.quoted) amounts_card(st, f, *q);
    else if (f.pays) claim_card(st, f);
    else next_card(st, f);
    submit_bar(st, at, f);
  } else {
    // The order moved on while the buyer was reading: the form says what is possible now.
    const Phrase code = error ? word(error->code) : Phrase(f.form.checked.code);
    ui::banner("changed", ui::Icon::alert, w.of("rule.", code), ui::Tone::trouble);
    if (ui::button("edit", w.tr("review.see_what_now"), of_kind(ui::ButtonKind::primary))) back(st);
  }
  end_screen(st);
}

}  // namespace kefu::panel
