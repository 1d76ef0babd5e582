// What a case is about and what it is worth: shared by the guards that judge amounts and the steps that write them.
#include <algorithm>

#include "engine/advance_scene.hpp"
#include "engine/advance_settle.hpp"
#include "engine/check_history.hpp"
#include "engine/dispute.hpp"

namespace kefu {

bool asks_money(CaseType type) {
  return type != CaseType::EXCHANGE && type != CaseType::RESHIP && type != CaseType::REPAIR &&
         type != CaseType::COMPLAINT;
}

bool is_quoted(CaseType type) {
  return type != CaseType::LATE_SHIP && type != CaseType::FREIGHT && type != CaseType::COMPLAINT;
}

std::vector<const OrderLine*> lines_of(const Case& c, const Trade& trade) {
  std::vector<const OrderLine*> out;
  for (const OrderLine& l : trade.orders)
    if (same_line(c.oid, l.oid)) out.push_back(&l);
  return out;
}

CheckRequest request_of(const Case& c) {
  CheckRequest r;
  r.type = c.type;
  r.oid = c.oid;
  if (c.oid && c.num > 0) r.num = c.received.value_or(c.num);
  r.reason = c.reason;
  r.good_status = c.good_status;
  return r;
}

Result<QuoteInput> quote_behind(const Scene& s, const CheckRequest& request) {
  const Result<Standing> stands = standing(s.in.trade, s.others);
  if (!stands) return stands.error();
  return quote_input({s.in.event.at, s.in.trade, {}, request}, *stands, s.policy);
}

namespace {

std::optional<std::string> out_of_bounds(Fen& amount, Fen max, bool clipped) {
  if (clipped) amount = std::min(amount, max);
  if (amount <= 0 && !clipped) return std::string("must be more than 0");
  if (amount > max) return "must be at most " + std::to_string(max);
  return std::nullopt;
}

// A compensation is not part of what the goods cost: it has no lines, and comes as a red packet where it is a penalty.
std::optional<std::string> settle_claim(Scene& s, CaseType type, std::optional<Fen> wanted, Fen most, bool clipped) {
  Fen amount = wanted.value_or(most);
  if (auto bad = out_of_bounds(amount, most, clipped)) return bad;
  s.asked_max = most;
  s.asked = Settlement{};
  if (amount > 0) s.asked->tenders = {{type == CaseType::LATE_SHIP ? "RED_PACKET" : "CASH", amount}};
  return std::nullopt;
}

}  // namespace

std::optional<std::string> settle_asked(Scene& s, const CheckRequest& request, std::optional<Fen> wanted, Fen most,
                                        bool clipped) {
  const CaseType matter = matter_of(s, request);
  if (matter == CaseType::COMPLAINT) return settle_claim(s, matter, 0, 0, true);
  clipped |= request.type == CaseType::DISPUTE && !wanted;  // the platform also judges where there is no money
  if (!is_quoted(matter)) return settle_claim(s, matter, wanted, most, clipped);
  const bool goods_alone = !asks_money(request.type) && !clipped;
  const Result<QuoteInput> whole = quote_behind(s, request);
  if (!whole) return std::string(name(whole.error().code));
  const Result<Quote> q = quote(*whole);
  if (!q && !goods_alone && !clipped) return std::string(name(q.error().code));
  const Fen max = q ? std::min(q->total, most) : 0;
  s.asked_max = max;
  s.asked = Settlement{};
  if (goods_alone) return std::nullopt;
  Fen amount = wanted.value_or(max);
  if (auto bad = out_of_bounds(amount, max, clipped)) return bad;
  if (amount <= 0) return std::nullopt;
  Result<Settlement> settled = settle(*whole, amount);
  if (!settled) return std::string(name(settled.error().code));
  if (request.type == CaseType::PRICE_PROTECT)  // the buyer keeps the goods, so every unit can still come back
    for (SettledLine& l : settled->lines) l.num.reset();
  s.asked = std::move(*settled);
  return std::nullopt;
}

const Case* parent_for(const Scene& s, const CheckRequest& r) {
  if (r.type == CaseType::DISPUTE) return disputed_case(s.others, s.in.trade.tid, r, s.in.event.at, s.policy);
  const Case* found = nullptr;
  if (r.type == CaseType::FREIGHT)
    for (const Case& o : s.others)
      if (o.tid == s.in.trade.tid && o.status == CaseStatus::SUCCESS && o.type != r.type && same_line(o.oid, r.oid))
        found = &o;
  return found;
}

const Case* parent_of(const Scene& s) {
  for (const Case& o : s.others)
    if (s.c.parent == o.case_id) return &o;
  return nullptr;
}

CheckRequest submitted(const Scene& s, const Event& e) {
  const CheckRequest& r = *e.request;
  const Case* parent = r.type == CaseType::DISPUTE ? parent_for(s, r) : nullptr;
  return parent ? about(*parent, r) : r;
}

CaseType matter_of(const Scene& s, const CheckRequest& r) {
  if (r.type != CaseType::DISPUTE) return r.type;
  const Case* parent = s.c.parent ? parent_of(s) : parent_for(s, r);
  return parent && !is_quoted(parent->type) ? parent->type : r.type;
}

bool goods_to_return(const Scene& s) {
  const Case* parent = s.c.type == CaseType::DISPUTE ? parent_of(s) : nullptr;
  const Case& c = parent && !parent->return_waybill ? *parent : s.c;
  return contains(sets::go_back, c.type) && !s.c.return_waybill;
}

Instant asked_at(const Case& c) {
  for (std::size_t i = c.history.size(); i-- > 0;) {
    const HistoryEntry& h = c.history[i];
    if (h.event == name(EventType::submit) || h.event == name(EventType::modify)) return h.at;
  }
  return waiting_since(c);
}

Instant waiting_since(const Case& c) { return entered(c).value_or(0); }

const std::string& return_address(const Scene& s) {
  return s.c.return_address.empty() ? s.in.store.return_address : s.c.return_address;
}

}  // namespace kefu
