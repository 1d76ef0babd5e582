#include "engine/dispute.hpp"

#include <algorithm>

#include "engine/advance_scene.hpp"

namespace kefu {

namespace {

// A deadline that lies behind has moved the case, although nobody ticked it yet. One that only tells somebody has not.
bool time_ran_out(const Case& c, Instant now, const Policy& policy) {
  for (const Deadline& d : c.deadlines)
    for (const Transition& row : kTransitions) {
      if (d.at > now || !is_timer(row, d.id) || !fits_state(row, c) || !contains(row.types, c.type)) continue;
      const bool off = row.guards[0] == Guard::silent_receipt && !policy.auto_refund_after_silent_receipt;
      if (!off && (row.to != kSame || row.cs_to != 0)) return true;
    }
  return false;
}

bool is_due(const Case& c, Instant now, const Policy& policy) {
  // 1 nobody called the platform in, 7 the application was withdrawn (domain §2.3); afterwards a refusal is the platform's.
  if (c.status == CaseStatus::SELLER_REFUSE_BUYER && (c.cs_status == 1 || c.cs_status == 7)) return true;
  return c.advance_status == 3 || is_shop_silent(c, now, policy);
}

}  // namespace

std::optional<Instant> entered(const Case& c) {
  for (std::size_t i = c.history.size(); i-- > 0;)
    if (c.history[i].from != c.history[i].to || c.history[i].event == name(EventType::modify)) return c.history[i].at;
  return std::nullopt;
}

bool is_shop_silent(const Case& c, Instant now, const Policy& policy) {
  const auto since = entered(c);
  return contains(sets::waits_for_shop, c.status) && since && now - *since >= policy.intervention_silence_s;
}

bool is_disputed(const Case& c, const std::vector<Case>& cases) {
  return std::any_of(cases.begin(), cases.end(), [&](const Case& o) {
    return o.type == CaseType::DISPUTE && o.parent == c.case_id && (o.status != CaseStatus::CLOSED || o.cs_status != 7);
  });
}

bool may_be_disputed(const Case& c, const std::vector<Case>& cases, Instant now, const Policy& policy) {
  // Who was paid ahead has the money (A1); a refusal then brings the case itself before the platform (A3).
  if (c.type == CaseType::DISPUTE || !is_open(c) || is_under_judgment(c) || c.advance_status == 2) return false;
  if (!is_due(c, now, policy) || time_ran_out(c, now, policy) || is_disputed(c, cases)) return false;
  return std::none_of(cases.begin(), cases.end(), [&](const Case& o) {  // nothing else is asked of the same goods
    return &o != &c && o.tid == c.tid && is_open(o) && o.status != CaseStatus::DRAFT && blocks(o.type, c.type) &&
           same_line(o.oid, c.oid);
  });
}

const Case* disputed_case(const std::vector<Case>& cases, const std::string& tid, const CheckRequest& request, Instant now,
                          const Policy& policy) {
  const Case* found = nullptr;
  for (const Case& c : cases) {
    if (c.tid != tid || !same_line(c.oid, request.oid) || (request.parent_case && *request.parent_case != c.case_id)) continue;
    if ((found && c.oid != request.oid) || !may_be_disputed(c, cases, now, policy)) continue;
    found = &c;
    if (c.oid == request.oid) break;
  }
  return found;
}

CheckRequest about(const Case& parent, CheckRequest request) {
  request.oid = parent.oid;
  request.num = request_of(parent).num;
  return request;
}

Fen dispute_max(const Case& parent, const CheckInput& input, const Standing& standing, const Policy& policy) {
  const Fen most = parent.max - std::min(parent.max, parent.advanced);
  if (!is_quoted(parent.type)) return most;
  CheckInput goods = input;
  goods.request = about(parent, input.request);
  const Result<Quote> q = quote(quote_input(goods, standing, policy));
  return q ? std::min(q->total, most) : 0;
}

}  // namespace kefu
