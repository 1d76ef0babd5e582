#include "panel/service.hpp"

#include "engine/check_history.hpp"
#include "panel/phrases.hpp"

namespace kefu::panel {

namespace {

bool covers(const Case& c, Phrase oid) { return oid.empty() || !c.oid || *c.oid == oid; }

bool under_way(const Trade& t) {
  return t.status != TradeStatus::TRADE_FINISHED && t.status != TradeStatus::TRADE_CLOSED &&
         t.status != TradeStatus::TRADE_CLOSED_BY_TAOBAO && t.status != TradeStatus::TRADE_NO_CREATE_PAY;
}

// Whether the order holds the item whose page the buyer is on.
bool has_item(const State& st, const Trade& t) {
  if (st.config.item.empty()) return false;
  for (const OrderLine& line : t.orders)
    if (const LineExtra* extra = extra_of(st, t.tid, line.oid); extra && extra->item_id == st.config.item) return true;
  return false;
}

std::vector<Case> cases_of(const State& st, Phrase tid) {
  std::vector<Case> out;
  for (const Case& c : st.context->cases)
    if (c.tid == tid) out.push_back(c);
  return out;
}

}  // namespace

const Trade* find_trade(const State& st, Phrase tid) {
  if (st.context)
    for (const Trade& t : st.context->trades)
      if (t.tid == tid) return &t;
  return nullptr;
}

const OrderLine* line_of(const Trade& trade, Phrase oid) {
  for (const OrderLine& line : trade.orders)
    if (line.oid == oid) return &line;
  return nullptr;
}

const LineExtra* extra_of(const State& st, Phrase tid, Phrase oid) {
  for (const LineExtra& e : st.context->extras)
    if (e.tid == tid && e.oid == oid) return &e;
  return nullptr;
}

const Case* find_case(const State& st, Phrase case_id) {
  if (st.context)
    for (const Case& c : st.context->cases)
      if (c.case_id == case_id) return &c;
  return nullptr;
}

const Case* open_case(const State& st, Phrase tid, Phrase oid) {
  if (st.context)
    for (const Case& c : st.context->cases)
      if (c.tid == tid && is_open(c) && blocks(c.type, CaseType::RO_UNSHIPPED) && covers(c, oid)) return &c;
  return nullptr;
}

const Case* latest_case(const State& st, Phrase tid, Phrase oid) {
  const auto begun = [](const Case& c) { return c.history.empty() ? Instant{} : c.history.front().at; };
  const Case* latest = nullptr;
  for (const Case& c : st.context->cases)
    if (c.tid == tid && covers(c, oid) && (!latest || begun(c) >= begun(*latest))) latest = &c;
  return latest;
}

const Trade* focus_trade(const State& st) {
  if (const Trade* own = find_trade(st, st.config.tid)) return own;
  const Trade* newest = nullptr;
  for (const Trade& t : st.context->trades) {
    if (!under_way(t)) continue;
    if (has_item(st, t)) return &t;
    if (!newest) newest = &t;
  }
  if (newest) return newest;
  const bool about_orders = st.config.page == "ORDER_PAGE" || st.config.page == "MY_TAOBAO";
  return about_orders && !st.context->trades.empty() ? &st.context->trades.front() : nullptr;
}

Result<Located> locate_for(const State& st, const Trade* trade, const Case* active, Intent intent) {
  LocateInput in;
  in.now = st.now();
  in.store = st.context->store;
  if (trade) in.trade = *trade;
  if (active) in.active_case = *active;
  in.page = from_name<Page>(st.config.page).value_or(Page::ITEM_DETAIL);
  in.intent = intent;
  return locate(in, st.context->policy);
}

bool is_store_channel(Channel c) {
  switch (c) {
    case Channel::store_bot:
    case Channel::presale_agent:
    case Channel::aftersale_agent:
    case Channel::store_agent:
    case Channel::order_contact:
    case Channel::phone:
    case Channel::email:
    case Channel::leave_message:
    case Channel::sms:
    case Channel::wechat:
    case Channel::video: return true;
    default: return false;
  }
}

CheckInput check_input(const State& st, const Trade& trade, Phrase oid, const Draft& draft) {
  CheckInput in{st.now(), trade, cases_of(st, trade.tid), {}};
  in.request.type = CaseType::RO_UNSHIPPED;
  if (!draft.reason.empty()) in.request.reason = draft.reason;
  in.request.good_status = GoodStatus::UNSHIPPED;
  if (oid.empty()) return in;
  in.request.oid = std::string(oid);
  if (draft.num > 0) in.request.num = draft.num;
  return in;
}

Result<Quote> quote_for(const State& st, const CheckInput& input) {
  const Result<Standing> s = standing(input.trade, input.cases);
  if (!s) return s.error();
  return quote(quote_input(input, *s, st.context->policy));
}

Fen paid_for(const Trade& trade) {
  Fen sum = trade.post_fee - trade.post_discount;
  if (const auto values = line_values(trade))
    for (const Fen v : *values) sum += v;
  return sum;
}

std::int64_t units_left(const State& st, const Trade& trade, const OrderLine& line) {
  const Result<Standing> s = standing(trade, cases_of(st, trade.tid));
  return s ? s->left[static_cast<std::size_t>(&line - trade.orders.data())].units : line.num;
}

Stage stage_now(const State& st, const Trade& trade) {
  return stage_of(trade, st.now(), st.context->policy, st.context->store.utc_offset);
}

Phrase citation_words(const Words& w, std::string_view citation) {
  const std::size_t space = citation.rfind(' ');
  if (space == std::string_view::npos) return w.tr("citation.other");
  return w.of("citation.", keep(citation.substr(0, space)), {{"article", keep(citation.substr(space + 1))}});
}

Phrase order_title(const Words& w, const Trade& trade) {
  if (trade.orders.empty()) return trade.tid;
  if (trade.orders.size() == 1) return trade.orders.front().title;
  return w.tr("order.title_more",
              {{"title", trade.orders.front().title}, {"n", digits(static_cast<std::int64_t>(trade.orders.size()))}});
}

Phrase first_image(const Trade& trade) {
  for (const OrderLine& line : trade.orders)
    if (!line.image.empty()) return line.image;
  return {};
}

}  // namespace kefu::panel
