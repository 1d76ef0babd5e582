#include "server/case_summary.hpp"

#include <algorithm>

#include "kefu/advance.hpp"

namespace kefu::server {

namespace {

// The desk that decides here, shop or platform, is whom the case itself offers its steps to.
std::string deciding_desk(const Case& c) {
  static constexpr EventType kSteps[] = {EventType::agree,   EventType::agree_return, EventType::address,
                                         EventType::receive, EventType::consign,      EventType::retry};
  for (const AllowedEvent& a : c.allowed)
    if (std::find(std::begin(kSteps), std::end(kSteps), a.event) != std::end(kSteps) && a.actor != Actor::SYSTEM)
      return std::string(name(a.actor));
  return "";
}

std::string turn_of(const Case& c) {
  if (is_under_judgment(c)) return c.cs_status == 10 || c.cs_status == 11 ? "PARTIES" : std::string(name(Actor::XIAOER));
  switch (c.status) {
    case CaseStatus::WAIT_SELLER_AGREE:
    case CaseStatus::WAIT_RETURN_ADDRESS:
    case CaseStatus::WAIT_SELLER_CONFIRM_GOODS:
    case CaseStatus::WAIT_SELLER_CONSIGN_GOODS:
    case CaseStatus::REFUND_FAILED: return deciding_desk(c);
    case CaseStatus::SELLER_REFUSE_BUYER:
    case CaseStatus::WAIT_BUYER_MODIFY:
    case CaseStatus::WAIT_BUYER_RETURN_GOODS:
    case CaseStatus::WAIT_BUYER_CONFIRM_NEW_GOODS:
    case CaseStatus::DRAFT: return std::string(name(Actor::BUYER));
    case CaseStatus::REFUNDING: return std::string(name(Actor::SYSTEM));
    case CaseStatus::SUCCESS:
    case CaseStatus::CLOSED: break;
  }
  return "";
}

bool was_refused(const Case& c) {
  return c.refusal || std::any_of(c.history.begin(), c.history.end(), [](const HistoryEntry& h) {
           return h.event == name(EventType::refuse) || h.event == name(EventType::refuse_goods);
         });
}

}  // namespace

CaseSummary summary_of(const Case& c, const Trade& trade) {
  CaseSummary s;
  s.type = name(c.type);
  s.reason = c.reason;
  const OrderLine* line = c.oid ? find_line(trade, *c.oid) : trade.orders.empty() ? nullptr : &trade.orders.front();
  if (line) s.title = line->title;
  s.turn = turn_of(c);
  s.cs_status = c.cs_status;
  s.amount = c.refund_fee;
  if (!c.history.empty()) s.opened_at = c.history.front().at;
  const bool goes_on = is_open(c) || is_under_judgment(c);
  if (!goes_on && !c.history.empty()) s.ended_at = c.history.back().at;
  const auto due = next_deadline(c);
  s.sort_at = !goes_on ? kEnded + kNoDeadline - s.ended_at.value_or(0) : due ? *due : kNoDeadline + s.opened_at;
  s.refused = was_refused(c);
  if (c.intervention && c.intervention->verdict) s.verdict = name(*c.intervention->verdict);
  return s;
}

}  // namespace kefu::server
