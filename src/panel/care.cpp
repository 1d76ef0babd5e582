// What Home offers by itself: a compensation that is due, days that are about to end, a case that waits for the buyer.
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/screen_case.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

#include "kefu/advance.hpp"
#include "kefu/compensate.hpp"

namespace kefu::panel {

namespace {

constexpr Seconds kSoon = 48 * kHour;  // before a right ends

/// The card, opened by what stands first in it.
struct Care {
  State& st;
  bool any = false;

  void open() {
    if (any) return;
    any = true;
    const Phrase title = st.words.tr("care.title");
    ui::heading(title);
    ui::card_begin("care", title);
  }
};

bool asked_before(const State& st, const Trade& trade, CaseType type) {
  for (const Case& c : st.context->cases)
    if (c.tid == trade.tid && c.type == type && c.status != CaseStatus::CLOSED) return true;
  return false;
}

// S1-28, S1-29: how late it is, and what that brings.
void late(Care& care, const Trade& trade) {
  State& st = care.st;
  if (asked_before(st, trade, CaseType::LATE_SHIP)) return;
  const Result<LateTrade> l = late_shipment(trade, st.context->policy, st.now());
  if (!l || !l->eligible || !l->deadline || l->amount <= 0) return;
  CheckRequest request;
  request.type = CaseType::LATE_SHIP;
  const Result<Checked> checked = check_for(st, trade, std::move(request));
  if (!checked || !checked->eligible) return;
  care.open();
  const Words& w = st.words;
  const Instant until = trade.consign_time.value_or(st.now());
  ui::RowSpec spec;
  spec.icon = ui::Icon::clock;
  spec.subtitle = order_title(w, trade);
  spec.chip = w.tr("care.late_by", {{"duration", duration(w, until - *l->deadline)}});
  spec.chip_tone = ui::Tone::waiting;
  if (ui::row(join({"care-late-", trade.tid}), w.tr("care.late", {{"amount", money(l->amount)}}), spec))
    open_form(st, trade.tid, {}, CaseType::LATE_SHIP);
}

// The days in which goods go back without a reason, of the line whose days end first.
void ending(Care& care, const Trade& trade) {
  State& st = care.st;
  const OrderLine* first = nullptr;
  Instant end{};
  for (const OrderLine& line : trade.orders) {
    CheckRequest request;
    request.type = CaseType::RETURN_REFUND;
    request.oid = line.oid;
    request.reason = "SEVEN_DAYS_WITHOUT_REASON";
    request.good_status = GoodStatus::BUYER_RECEIVED;
    const Result<Checked> checked = check_for(st, trade, std::move(request));
    if (!checked || !checked->eligible || !checked->window || checked->window->end - st.now() > kSoon) continue;
    if (first && checked->window->end >= end) continue;
    first = &line;
    end = checked->window->end;
  }
  if (!first) return;
  care.open();
  const Words& w = st.words;
  ui::RowSpec spec;
  spec.icon = ui::Icon::undo;
  spec.subtitle = order_title(w, trade);
  spec.chip = left(w, end - st.now());
  spec.chip_tone = ui::Tone::waiting;
  if (ui::row(join({"care-ending-", trade.tid}), w.tr("care.ending", {{"when", before(w, end, st.context->store.utc_offset)}}), spec))
    go(st, Place::wrong, trade.tid, trade.orders.size() == 1 ? Phrase(first->oid) : Phrase());
}

void waiting(Care& care, const Case& c) {
  State& st = care.st;
  if (!waits_for_buyer(c) || dispute_of(st, c)) return;
  care.open();
  const Words& w = st.words;
  const auto at = next_deadline(c);
  const RouteState state = case_state(w, c);
  ui::RowSpec spec;
  spec.icon = ui::Icon::alert;
  spec.subtitle = w.of("type.", word(c.type));
  spec.chip = at && *at > st.now() ? left(w, *at - st.now()) : state.words;
  spec.chip_tone = state.tone;
  if (ui::row(join({"care-case-", c.case_id}), case_says(w, st.context->store, c), spec)) go(st, Place::dossier, c.tid, {}, c.case_id);
}

}  // namespace

void care_card(State& st) {
  Care care{st};
  for (const Case& c : st.context->cases) waiting(care, c);
  for (const Trade& trade : st.context->trades) {
    late(care, trade);
    if (stage_now(st, trade) == Stage::SIGNED) ending(care, trade);
  }
  if (!care.any) return;
  ui::card_end();
  ui::wake_in(60'000);  // the countdowns' minute
}

}  // namespace kefu::panel
