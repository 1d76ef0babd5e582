#include "panel/service.hpp"

#include <algorithm>

namespace kefu::panel {

namespace {

bool covers(const Case& c, const std::string& oid) { return oid.empty() || !c.oid || *c.oid == oid; }

bool under_way(const Trade& t) {
  return t.status != TradeStatus::TRADE_FINISHED && t.status != TradeStatus::TRADE_CLOSED &&
         t.status != TradeStatus::TRADE_CLOSED_BY_TAOBAO && t.status != TradeStatus::TRADE_NO_CREATE_PAY;
}

std::vector<Case> cases_of(const State& st, const std::string& tid) {
  std::vector<Case> out;
  for (const Case& c : st.context->cases)
    if (c.tid == tid) out.push_back(c);
  return out;
}

// One refund line per line that still has units: what "the whole order" means to the amount engine.
std::vector<RefundLine> lines_of(const State& st, const Trade& trade, const CheckRequest& request) {
  std::vector<RefundLine> out;
  for (const OrderLine& line : trade.orders) {
    if (request.oid && *request.oid != line.oid) continue;
    const std::int64_t left = units_left(st, trade, line);
    const std::int64_t num = request.num.value_or(left);
    if (left > 0) out.push_back({line.oid, num, std::nullopt});
  }
  return out;
}

bool paid_back(const Case& c) {
  return c.status == CaseStatus::SUCCESS &&
         (c.type == CaseType::RO_UNSHIPPED || c.type == CaseType::RO_IN_TRANSIT || c.type == CaseType::RO_RECEIVED ||
          c.type == CaseType::RETURN_REFUND);
}

Instant concluded_at(const Case& c) { return c.history.empty() ? 0 : c.history.back().at; }

std::vector<Case> refunds_in_order(const State& st, const std::string& tid) {
  std::vector<Case> out;
  for (const Case& c : st.context->cases)
    if (c.tid == tid && paid_back(c)) out.push_back(c);
  std::sort(out.begin(), out.end(), [](const Case& a, const Case& b) {
    return concluded_at(a) != concluded_at(b) ? concluded_at(a) < concluded_at(b) : a.case_id < b.case_id;
  });
  return out;
}

// Earlier refunds, replayed one by one: each carried the freight that was due at its turn (contract §2, rule 6).
std::vector<HistoryLine> history_of(const State& st, const Trade& trade) {
  std::vector<HistoryLine> history;
  for (const Case& c : refunds_in_order(st, trade.tid)) {
    QuoteInput step{trade, history, {}, st.context->policy.promotion};
    for (const OrderLine& line : trade.orders)
      if (covers(c, line.oid) && c.oid) step.request.lines.push_back({line.oid, c.num, std::nullopt});
      else if (!c.oid) step.request.lines.push_back({line.oid, line.num, std::nullopt});
    const Result<Quote> q = quote(step);
    for (const RefundLine& line : step.request.lines) history.push_back({line, 0});
    if (q && q->freight > 0) history.push_back({std::nullopt, q->freight});
  }
  return history;
}

}  // namespace

const Trade* find_trade(const State& st, const std::string& tid) {
  if (st.context)
    for (const Trade& t : st.context->trades)
      if (t.tid == tid) return &t;
  return nullptr;
}

const Case* find_case(const State& st, const std::string& case_id) {
  if (st.context)
    for (const Case& c : st.context->cases)
      if (c.case_id == case_id) return &c;
  return nullptr;
}

const Case* open_case(const State& st, const std::string& tid, const std::string& oid) {
  if (st.context)
    for (const Case& c : st.context->cases)
      if (c.tid == tid && is_open(c) && covers(c, oid)) return &c;
  return nullptr;
}

const Trade* focus_trade(const State& st) {
  if (const Trade* own = find_trade(st, st.config.tid)) return own;
  for (const Trade& t : st.context->trades)
    if (under_way(t)) return &t;
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

std::vector<Route> every_route(const Located& l) {
  std::vector<Route> out = l.routes;
  out.insert(out.end(), l.more.begin(), l.more.end());
  return out;
}

CheckInput check_input(const State& st, const Trade& trade, const std::string& oid, const Draft& draft) {
  CheckInput in{st.now(), trade, cases_of(st, trade.tid), {}};
  in.request.type = CaseType::RO_UNSHIPPED;
  in.request.reason = draft.reason;
  in.request.good_status = GoodStatus::UNSHIPPED;
  if (oid.empty()) return in;
  in.request.oid = oid;
  if (draft.num > 0) in.request.num = draft.num;
  return in;
}

Result<Quote> quote_for(const State& st, const CheckInput& input) {
  QuoteInput in{input.trade, history_of(st, input.trade), {}, st.context->policy.promotion};
  in.request.lines = lines_of(st, input.trade, input.request);
  if (!input.request.reason.empty()) in.request.reason = input.request.reason;
  return quote(in);
}

Fen paid_for(const Trade& trade) {
  Fen sum = trade.post_fee - trade.post_discount;
  if (const auto values = line_values(trade))
    for (const Fen v : *values) sum += v;
  return sum;
}

std::int64_t units_left(const State& st, const Trade& trade, const OrderLine& line) {
  std::int64_t left = line.num;
  for (const Case& c : st.context->cases)
    if (c.tid == trade.tid && paid_back(c)) left -= !c.oid ? line.num : *c.oid == line.oid ? c.num : 0;
  return left > 0 ? left : 0;
}

std::string order_title(const Words& w, const Trade& trade) {
  if (trade.orders.empty()) return trade.tid;
  if (trade.orders.size() == 1) return trade.orders.front().title;
  return w.tr("order.title_more",
              {{"title", trade.orders.front().title}, {"n", std::to_string(trade.orders.size())}});
}

std::string first_image(const Trade& trade) {
  for (const OrderLine& line : trade.orders)
    if (!line.image.empty()) return line.image;
  return {};
}

}  // namespace kefu::panel
