// Where a step leads: the main state, and the intervention's.
#include "engine/advance_parts.hpp"

namespace kefu {

namespace {

CaseStatus status_for(const Scene& s, CaseType type) {
  if (contains(sets::money, type)) return CaseStatus::REFUNDING;
  if (type == CaseType::RESHIP) return CaseStatus::WAIT_SELLER_CONSIGN_GOODS;
  return return_address(s).empty() ? CaseStatus::WAIT_RETURN_ADDRESS : CaseStatus::WAIT_BUYER_RETURN_GOODS;
}

CaseStatus judged_status(const Scene& s, const Event& e) {
  const bool affirmed = s.c.intervention && s.c.intervention->verdict == Verdict::BUYER && e.verdict == Verdict::BUYER;
  if (is_committed(s.c) || affirmed) return s.c.status;
  switch (*e.verdict) {
    case Verdict::SELLER:
      return CaseStatus::CLOSED;
    case Verdict::SPLIT:
      return *e.amount > 0 ? CaseStatus::REFUNDING : CaseStatus::CLOSED;
    case Verdict::BUYER:
      break;
  }
  if (goods_to_return(s)) return CaseStatus::WAIT_BUYER_RETURN_GOODS;
  return s.c.max > 0 ? CaseStatus::REFUNDING : CaseStatus::SUCCESS;
}

}  // namespace

// Where the row leads, read before anything is written.
CaseStatus target_of(const Transition& row, const Scene& s, const Event* e) {
  switch (row.target) {
    case Target::offered:
      return status_for(s, s.c.offer->case_type);
    case Target::judged:
      return judged_status(s, *e);
    case Target::prior: {  // C6 opens what a judgement closed, C7 leaves it closed
      const bool lost = s.c.intervention && s.c.intervention->verdict == Verdict::SELLER;
      if (row.step == Step::reopen)
        return s.c.intervention ? s.c.intervention->prior : CaseStatus::SELLER_REFUSE_BUYER;
      return lost ? CaseStatus::CLOSED : s.c.status;
    }
    case Target::listed:
      break;
  }
  return row.to == kSame ? s.c.status : row.to;
}

int cs_after(const Transition& row, const Scene& s, const Event* e) {
  if (row.target == Target::judged) {
    constexpr int by_verdict[] = {8, 9, 6};
    return by_verdict[static_cast<int>(*e->verdict)];
  }
  if (row.cs_to != 0) return row.cs_to;
  if (row.settles && is_under_judgment(s.c)) return 6;
  // A new refusal is a new matter: the buyer can call the platform again.
  const bool refused = row.to == CaseStatus::SELLER_REFUSE_BUYER && !is_under_judgment(s.c);
  return refused ? 1 : s.c.cs_status;
}

}  // namespace kefu
