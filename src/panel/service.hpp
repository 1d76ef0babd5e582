// service.hpp: the panel's questions to the engine, asked with what the context told. The server asks them again on
// every write: what is shown here is a preview (design rule 7).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kefu/check.hpp"
#include "kefu/form.hpp"
#include "kefu/locate.hpp"
#include "kefu/quote.hpp"
#include "panel/model.hpp"

namespace kefu::panel {

const Trade* find_trade(const State& st, const std::string& tid);
const Case* find_case(const State& st, const std::string& case_id);
/// The open case that covers this line ("" = any line) of the order, or nullptr.
const Case* open_case(const State& st, const std::string& tid, const std::string& oid);

/// The order a buyer on this page most likely asks about: the page's own, else the newest one still under way.
const Trade* focus_trade(const State& st);

Result<Located> locate_for(const State& st, const Trade* trade, const Case* active, Intent intent);
/// Routes and further routes in one list.
std::vector<Route> every_route(const Located& l);

CheckInput check_input(const State& st, const Trade& trade, const std::string& oid, const Draft& draft);
/// What the form's request brings back, to the fen.
Result<Quote> quote_for(const State& st, const CheckInput& input);

/// What was paid for the order: goods after promotions, and freight.
Fen paid_for(const Trade& trade);
/// Units of a line that no refund has taken yet.
std::int64_t units_left(const State& st, const Trade& trade, const OrderLine& line);

/// "搪瓷马克杯 等 3 件", for cards.
std::string order_title(const Words& w, const Trade& trade);
std::string first_image(const Trade& trade);

}  // namespace kefu::panel
