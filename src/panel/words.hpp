// words.hpp: money, times and durations as a buyer reads them (look.md "Words").
//
//   money(8695)                                   // "¥86.95"
//   before(words, deadline, utc_offset)           // "3 月 9 日 23:59 前"
//   left(words, 30 * kHour)                       // "还剩 1 天 6 小时"
//
// All of it lives until the next pass (phrases.hpp).
#pragma once
#include <string_view>

#include "kefu/locate.hpp"
#include "kefu/money.hpp"
#include "kefu/time.hpp"
#include "panel/locale.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

Phrase money(Fen amount);          // always two decimals; "−¥3.00" below zero
Phrase clock_text(Seconds of_day); // "09:00"

Phrase date_text(const Words& w, Instant at, Seconds utc_offset);
/// "14:05" today, "明天 09:00", else "3 月 9 日 09:00".
Phrase moment(const Words& w, Instant at, Instant now, Seconds utc_offset);
/// Deadlines are exclusive, so midnight reads as the minute before it.
Phrase before(const Words& w, Instant at, Seconds utc_offset);
/// The two largest units: "1 天 6 小时".
Phrase duration(const Words& w, Seconds s);
Phrase left(const Words& w, Seconds s);

/// "09:00–22:00", "全天".
Phrase span_text(const Words& w, const Hours& h);
/// "周一至周五 09:00–22:00", one piece per rule; "全天" without rules.
Phrase hours_text(const Words& w, const std::vector<Hours>& hours);

/// How a route stands right now, for a chip: 在线 · 约 1 分钟, 09:00 开始, 先下单即可联系.
struct RouteState {
  Phrase words;
  ui::Tone tone = ui::Tone::neutral;
};
RouteState route_state(const Words& w, const Route& r, const Store& store, Instant now);

ui::Icon channel_icon(Channel c);
Phrase channel_name(const Words& w, Channel c);

/// What the order is doing, for a chip.
RouteState trade_state(const Words& w, const Trade& trade);
/// One sentence: how it stands and who acts next; where the platform decides for the store, it is named (S1-20, X3).
Phrase case_says(const Words& w, const Store& store, const Case& c);
/// A sentence or chip of a family, by what kind of case it is: goods, a claim, a complaint; else the family's own.
Phrase case_word(const Words& w, Phrase family, const Case& c, Phrase which);
/// The same word's key, for words with arguments; it may have no sentence.
Phrase case_key(const Words& w, Phrase family, const Case& c, Phrase which);
/// What a kind of request is shown by.
ui::Icon type_icon(CaseType type);
/// Whether a kind of request is about so many units (contract §4).
bool counts_units(CaseType type);
RouteState case_state(const Words& w, const Case& c);

}  // namespace kefu::panel
