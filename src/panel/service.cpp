#include "panel/service.hpp"

#include "engine/check_history.hpp"
#include "kefu/advance.hpp"
#include "kefu/focus.hpp"
#include "panel/phrases.hpp"

namespace kefu::panel {

namespace {

bool covers(const Case& c, Phrase oid) { return oid.empty() || !c.oid || *c.oid == oid; }

// Whether the order holds the item whose page the buyer is on.
bool has_item(const State& st, const Trade& t) {
  if (st.config.item.empty()) return false;
  for (const OrderLine& line : t.orders)
    if (const LineExtra* extra = extra_of(st, t.tid, line.oid); extra && extra->item_id == st.config.item) return true;
  return false;
}

}  // namespace

std::vector<Case> cases_of(const State& st, Phrase tid) {
  std::vector<Case> out;
  for (const Case& c : st.context->cases)
    if (c.tid == tid) out.push_back(c);
  return out;
}

Case as_of_now(const State& st, const Case& c) {
  const Trade* trade = find_trade(st, c.tid);
  if (!trade || !is_open(c)) return c;
  AdvanceInput in{c, {}, *trade, st.context->store, cases_of(st, c.tid)};
  in.event.type = EventType::tick;
  in.event.actor = Actor::SYSTEM;
  in.event.at = st.now();
  const Result<Advanced> next = advance(in, st.context->policy);
  Case out = c;
  if (!next || next->after.version != c.version) return out;  // what a deadline changes the server says
  for (const AllowedEvent& a : next->after.allowed)
    if (a.actor == Actor::BUYER && !may(c, a.event)) out.allowed.push_back(a);
  return out;
}

bool may(const Case& c, EventType event) {
  for (const AllowedEvent& a : c.allowed)
    if (a.event == event && a.actor == Actor::BUYER) return true;
  return false;
}

const Case* dispute_of(const State& st, const Case& c) {
  for (const Case& o : st.context->cases)
    if (o.type == CaseType::DISPUTE && o.parent == c.case_id && (is_open(o) || o.cs_status != 7)) return &o;
  return nullptr;
}

bool waits_for_buyer(const Case& c) {
  return is_open(c) && !is_under_judgment(c) &&
         (c.status == CaseStatus::SELLER_REFUSE_BUYER || c.status == CaseStatus::WAIT_BUYER_MODIFY ||
          c.status == CaseStatus::WAIT_BUYER_RETURN_GOODS || c.status == CaseStatus::WAIT_BUYER_CONFIRM_NEW_GOODS);
}

Result<Checked> check_for(const State& st, const Trade& trade, CheckRequest request) {
  return check({st.now(), trade, cases_of(st, trade.tid), std::move(request)}, st.context->policy);
}

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
    if (e.oid == oid && e.tid == tid) return &e;
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

Page page_of(const State& st) { return from_name<Page>(st.config.page).value_or(Page::ITEM_DETAIL); }

const Trade* focus_trade(const State& st) {
  return focus(st.context->trades, st.config.tid, page_of(st), [&](const Trade& t) { return has_item(st, t); });
}

Result<Located> locate_for(const State& st, const Trade* trade, const Case* active, Intent intent) {
  LocateInput in;
  in.now = st.now();
  in.store = st.context->store;
  if (trade) in.trade = *trade;
  if (active) in.active_case = *active;
  in.page = page_of(st);
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
