// One order: what is in it, what was paid, whom to ask about it, and the way to after-sale.
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/topics.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

void amount(Phrase id, Phrase label, Fen fen, bool strong = false) {
  if (fen == 0 && !strong) return;
  ui::AmountRow row;
  row.label = label;
  row.amount = money(fen);
  row.strong = strong;
  ui::amount_row(id, row);
}

Fen goods_price(const Trade& trade) {
  Fen sum = 0;
  for (const OrderLine& l : trade.orders) sum += l.price * l.num + l.adjust_fee - l.discount_fee;
  return sum;
}

void paid_card(State& st, const Trade& trade) {
  const Words& w = st.words;
  const Fen goods = goods_price(trade), freight = trade.post_fee - trade.post_discount;
  const Fen paid = paid_for(trade);
  ui::card_begin("paid", w.tr("order.paid"));
  amount("goods", w.tr("order.goods"), goods);
  amount("promotions", w.tr("order.promotions"), paid - freight - goods);
  amount("freight", w.tr("order.freight"), freight);
  const bool unpaid = stage_now(st, trade) == Stage::UNPAID;
  amount("total", w.tr(unpaid ? "order.to_pay" : trade.pay_time ? "order.paid" : "order.total"), paid, true);
  for (const Tender& t : trade.tenders)
    ui::fact(w.tr("order.by_tender", {{"tender", w.of("tender.", t.type)}}), money(t.amount));
  ui::card_end();
}

void line_row(State& st, const Trade& trade, const OrderLine& line, Fen value) {
  const Words& w = st.words;
  ui::RowSpec spec;
  spec.icon = ui::Icon::box;
  spec.image = line.image;
  spec.subtitle = w.tr("order.units", {{"price", money(line.price)}, {"n", digits(line.num)}});
  if (const LineExtra* extra = extra_of(st, trade.tid, line.oid); extra && !extra->variant.empty())
    spec.subtitle = join({extra->variant, " · ", spec.subtitle});
  if (line.is_gift) spec.subtitle = join({w.tr("order.gift"), " · ", spec.subtitle});
  spec.trailing = money(value);
  RouteState state{w.tr("order.aftersale"), ui::Tone::accent};
  const Case* known = open_case(st, trade.tid, line.oid);
  if (known) {
    state = case_state(w, *known);
  } else if (units_left(st, trade, line) == 0) {
    // Nothing of it is left to ask for: the row leads to what became of it.
    known = latest_case(st, trade.tid, line.oid);
    if (known) state = {w.tr("order.refunded"), ui::Tone::good};
  }
  spec.chip = state.words;
  spec.chip_tone = state.tone;
  if (!ui::row(join({"line-", line.oid}), line.title, spec)) return;
  if (known) go(st, Place::dossier, trade.tid, {}, known->case_id);
  else go(st, Place::wrong, trade.tid, line.oid);
}

void lines_card(State& st, const Trade& trade) {
  const Words& w = st.words;
  const Result<std::vector<Fen>> values = line_values(trade);
  ui::card_begin("lines", w.tr("order.lines"));
  const RouteState state = trade_state(w, trade);
  ui::chip(state.words, state.tone);
  const Phrase own = join({"trade.says.", word(trade.status)});
  ui::text(w.has(own) ? w.tr(own) : w.of("trade.says.", word(stage_now(st, trade))));
  for (ui::Rows rows(trade.orders.size()); rows.next();) {
    const OrderLine& line = trade.orders[rows.at()];
    line_row(st, trade, line, values ? (*values)[rows.at()] : line.price * line.num);
  }
  ui::card_end();
}

void facts_card(State& st, const Trade& trade) {
  const Words& w = st.words;
  const Seconds off = st.context->store.utc_offset;
  ui::card_begin("facts", w.tr("order.facts"));
  ui::fact(w.tr("order.number"), trade.tid);
  if (trade.created) ui::fact(w.tr("order.created"), moment(w, *trade.created, st.now(), off));
  if (trade.pay_time) ui::fact(w.tr("order.pay_time"), moment(w, *trade.pay_time, st.now(), off));
  if (trade.consign_time) ui::fact(w.tr("order.consign_time"), moment(w, *trade.consign_time, st.now(), off));
  if (trade.sign_time) ui::fact(w.tr("order.sign_time"), moment(w, *trade.sign_time, st.now(), off));
  ui::card_end();
}

void contacts(State& st, const Trade& trade) {
  const Words& w = st.words;
  const Case* active = open_case(st, trade.tid, {});
  const Result<Located> located = locate_for(st, &trade, active, Intent::GENERAL);
  if (!located) return;
  ui::heading(w.tr("order.contact"));
  ui::card_begin("contacts", w.tr("order.contact"));
  for (const Route& r : located->routes)
    if (r.channel != Channel::self_service)
      channel_row(st, r, &trade);
  ui::card_end();
}

void cases_card(State& st, const Trade& trade) {
  if (!latest_case(st, trade.tid, {})) return;
  const Phrase title = st.words.tr("order.cases");
  ui::heading(title);
  ui::card_begin("cases", title);
  ui::list_begin("cases-list", title);
  for (const Case& c : st.context->cases)
    if (c.tid == trade.tid) case_row(st, c);
  ui::list_end();
  ui::card_end();
}

bool anything_left(const State& st, const Trade& trade) {
  for (const OrderLine& line : trade.orders)
    if (units_left(st, trade, line) > 0) return true;
  return false;
}

void aftersale_bar(State& st, const Trade& trade) {
  const Words& w = st.words;
  const Case* open = open_case(st, trade.tid, {});
  if (!open && !anything_left(st, trade)) open = latest_case(st, trade.tid, {});
  ui::bar_begin();
  if (open) {
    if (ui::button("open-case", w.tr("order.see_case"), of_kind(ui::ButtonKind::primary)))
      go(st, Place::dossier, trade.tid, {}, open->case_id);
  } else if (ui::button("aftersale", w.tr(trade.orders.size() > 1 ? "order.aftersale_all" : "order.aftersale"),
                        of_kind(ui::ButtonKind::primary))) {
    // One line alone is asked for by its own id, so that the buyer may choose how many of it.
    go(st, Place::wrong, trade.tid, trade.orders.size() == 1 ? Phrase(trade.orders.front().oid) : Phrase());
  }
  ui::bar_end();
}

Phrase about(const State& st, const Trade& trade, Phrase oid) {
  const OrderLine* line = line_of(trade, oid);
  return line ? Phrase(line->title) : order_title(st.words, trade);
}

void topic_row(State& st, const Where& at, std::size_t index) {
  const Phrase key = topics()[index].key;
  if (ui::row(join({"wrong-", key}), st.words.of("wrong.", key))) open_topic(st, at.tid, at.oid, index);
}

void topic_group(State& st, const Where& at, TopicGroup group, Stage stage) {
  bool any = false;
  for (std::size_t i = 0; i < topics().size(); ++i) {
    if (topics()[i].group != group || !fits(topics()[i], stage)) continue;
    if (!any) {
      const Phrase title = st.words.of("group.", word(group));
      ui::heading(title);
      ui::card_begin(join({"group-", word(group)}), title);
    }
    any = true;
    topic_row(st, at, i);
  }
  if (any) ui::card_end();
}

}  // namespace

void view_order(State& st) {
  const Trade* trade = find_trade(st, st.screen().tid);
  if (!trade) return;
  begin_screen(st, st.words.tr("order.title"), st.context->store.name);
  submission_banner(st);
  lines_card(st, *trade);
  cases_card(st, *trade);
  paid_card(st, *trade);
  contacts(st, *trade);
  facts_card(st, *trade);
  if (!trade->orders.empty()) aftersale_bar(st, *trade);
  end_screen(st);
}

void view_wrong(State& st) {
  const Where at = where(st);
  const Trade* trade = find_trade(st, at.tid);
  if (!trade) return;
  const Words& w = st.words;
  begin_screen(st, w.tr("wrong.title"), about(st, *trade, at.oid));
  if (const Case* open = open_case(st, at.tid, at.oid)) {
    ui::banner("has-case", ui::Icon::info, w.tr("wrong.has_case"), ui::Tone::note);
    ui::card_begin("case");
    case_row(st, *open);
    ui::card_end();
  }
  const Stage stage = stage_now(st, *trade);
  for (std::size_t g = 0; g < words<TopicGroup>().size(); ++g)
    topic_group(st, at, static_cast<TopicGroup>(g), stage);
  end_screen(st);
}

}  // namespace kefu::panel
