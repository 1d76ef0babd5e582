// The amount explained line by line, and the one button that sends it.
#include "json/writer.hpp"
#include "panel/actions.hpp"
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

void amounts_card(State& st, const CheckInput& in, const Quote& q) {
  const Words& w = st.words;
  const Fen price = listed(st, in);
  ui::card_begin("amounts", w.tr("review.amounts"));
  ui::heading(w.tr("review.amounts"));
  amount(st, "goods", w.tr("review.goods"), price);
  amount(st, "promotions", w.tr("review.promotions"), q.goods - price);
  for (const auto& [type, fen] : q.forfeited)
    amount(st, "forfeited", w.tr("review.forfeited", {{"tender", w.of("tender.", type)}}), -fen);
  amount(st, "freight", w.tr("review.freight"), q.freight);
  for (const Deduction& d : q.deductions) amount(st, d.code, w.of("deduction.", d.code), -d.amount);
  amount(st, "total", w.tr("review.total"), q.total, true);
  ui::divider();
  ui::text(w.tr("review.returned_to"), ui::TextStyle::secondary);  // 暂行办法 14: by the way it was paid
  for (const auto& [type, fen] : q.tenders)
    if (fen > 0) ui::fact(w.of("tender.", type), money(fen));
  ui::card_end();
}

void facts_card(State& st, const CheckInput& in, Phrase oid) {
  const Words& w = st.words;
  const OrderLine* line = line_of(in.trade, oid);
  ui::sunken_begin("facts");
  ui::fact(w.tr("form.item"), line ? Phrase(line->title) : order_title(w, in.trade));
  if (line) ui::fact(w.tr("form.units"), digits(in.request.num.value_or(units_left(st, in.trade, *line))));
  ui::fact(w.tr("form.reason"), w.of("reason.", in.request.reason));
  if (!st.draft.description.empty()) ui::fact(w.tr("form.description"), st.draft.description);
  if (!st.draft.phone.empty()) ui::fact(w.tr("form.phone"), st.draft.phone);
  if (ui::button("edit", w.tr("review.edit"), of_kind(ui::ButtonKind::plain))) back(st);
  ui::sunken_end();
}

std::string body_of(const State& st, const CheckInput& in, Fen total) {
  json::Writer w;
  w.open().key("tid").value(in.trade.tid).key("request").open();
  w.key("type").value(name(in.request.type));
  if (in.request.oid) w.key("oid").value(*in.request.oid);
  if (in.request.num) w.key("num").value(*in.request.num);
  w.key("reason").value(in.request.reason).key("good_status").value(name(GoodStatus::UNSHIPPED)).close();
  w.key("amount").value(total);
  if (!st.draft.description.empty()) w.key("description").value(st.draft.description);
  if (!st.draft.phone.empty()) w.key("phone").value(st.draft.phone);
  return w.close().take();
}

void submit_bar(State& st, const Where& at, const CheckInput& in, const Quote& q) {
  const Words& w = st.words;
  const Sending sending = st.submission.state;
  ui::bar_begin();
  ui::bar_amount(w.tr("form.amount"), money(q.total));
  ui::ButtonSpec spec;
  spec.kind = ui::ButtonKind::primary;
  spec.busy = sending == Sending::in_flight;
  spec.enabled = sending != Sending::unanswered;  // the banner's button sends the very same wish again
  const bool go_ahead = ui::button("submit", w.tr(spec.busy ? "submit.busy" : "submit.submit"), spec);
  ui::bar_end();
  if (go_ahead && spec.enabled && !spec.busy) submit(st, at.tid, at.oid, body_of(st, in, q.total));
}

}  // namespace

void view_review(State& st) {
  const Where at = where(st);
  const Trade* trade = find_trade(st, at.tid);
  if (!trade) return;
  const Words& w = st.words;
  const CheckInput in = check_input(st, *trade, at.oid, st.draft);
  const Result<Quote> q = quote_for(st, in);
  const Result<Checked> checked = check(in, st.context->policy);
  begin_screen(st, w.tr("review.title"), st.context->store.name);
  submission_banner(st);
  if (q && checked && checked->eligible) {
    facts_card(st, in, at.oid);
    amounts_card(st, in, *q);
    submit_bar(st, at, in, *q);
  } else {
    // The order moved on while the buyer was reading: the form says what is possible now.
    const Phrase code = checked ? Phrase(checked->code) : q ? Phrase() : word(q.error().code);
    ui::banner("changed", ui::Icon::alert, w.of("rule.", code), ui::Tone::trouble);
    if (ui::button("edit", w.tr("review.see_what_now"), of_kind(ui::ButtonKind::primary))) back(st);
  }
  end_screen(st);
}

}  // namespace kefu::panel
