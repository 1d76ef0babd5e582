// service.hpp: the panel's questions to the engine, asked with what the context told. The server asks them again on
// every write: what is shown here is a preview (design rule 7).
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kefu/check.hpp"
#include "kefu/form.hpp"
#include "kefu/locate.hpp"
#include "kefu/quote.hpp"
#include "panel/model.hpp"

namespace kefu::panel {

const Trade* find_trade(const State& st, Phrase tid);
/// The line of this id; nullptr for "", the whole order.
const OrderLine* line_of(const Trade& trade, Phrase oid);
const LineExtra* extra_of(const State& st, Phrase tid, Phrase oid);
const Case* find_case(const State& st, Phrase case_id);
/// The open case that covers this line ("" = any line) of the order, or nullptr.
const Case* open_case(const State& st, Phrase tid, Phrase oid);
/// The newest case that covers this line ("" = any line) of the order, open or ended, or nullptr.
const Case* latest_case(const State& st, Phrase tid, Phrase oid);

/// Where the panel stands; an unknown page counts as the product's.
Page page_of(const State& st);
/// The order a buyer on this page most likely asks about (focus.hpp).
const Trade* focus_trade(const State& st);

Result<Located> locate_for(const State& st, const Trade* trade, const Case* active, Intent intent);
/// Whether the channel is the store's own: platform and supplier sides are nobody's claim of service (S0-07, S1-34).
bool is_store_channel(Channel c);

std::vector<Case> cases_of(const State& st, Phrase tid);
/// The case with what may be done at this minute: a silence grows into a right without anybody's step (domain C1).
Case as_of_now(const State& st, const Case& c);
bool may(const Case& c, EventType event);
/// The case waits for the buyer.
bool waits_for_buyer(const Case& c);
/// The dispute that stands in the case's place, or nothing.
const Case* dispute_of(const State& st, const Case& c);
/// The check of a request about a line ("" = the order) with what is known now.
Result<Checked> check_for(const State& st, const Trade& trade, CheckRequest request);

/// What was paid for the order: goods after promotions, and freight.
Fen paid_for(const Trade& trade);
/// Units of a line that no refund has taken yet; `line` is one of the trade's own.
std::int64_t units_left(const State& st, const Trade& trade, const OrderLine& line);

Stage stage_now(const State& st, const Trade& trade);
/// "《消费者权益保护法》第 25 条"; what is no law's is the platform's.
Phrase citation_words(const Words& w, std::string_view citation);

/// "搪瓷马克杯 等 3 件", for cards.
Phrase order_title(const Words& w, const Trade& trade);
Phrase first_image(const Trade& trade);

}  // namespace kefu::panel
