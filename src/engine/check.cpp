#include "kefu/check.hpp"

#include <algorithm>

#include "engine/check_history.hpp"
#include "engine/check_rules.hpp"
#include "engine/dispute.hpp"
#include "kefu/compensate.hpp"

namespace kefu {

namespace {

const char* payer_of_return(const Asked& a) {
  constexpr unsigned kGoodsBack = bit(CaseType::RETURN_REFUND) | bit(CaseType::EXCHANGE) | bit(CaseType::REPAIR);
  if (!one_of(a.type(), kGoodsBack)) return "NONE";
  if (shop_bears_return(a.policy, a.type(), a.in.request.reason)) return "SELLER";
  // 暂行办法 18; the policy of an insured order ends when the trade does (domain §3.5).
  const bool insured = a.in.trade.freight_insurance && a.in.trade.status != TradeStatus::TRADE_FINISHED;
  return insured ? "INSURER" : "BUYER";
}

// What the case can bring at most; see check.hpp.
Result<Fen> max_of(const Asked& a) {
  switch (a.type()) {
    case CaseType::LATE_SHIP: {
      const Result<LateTrade> late = late_shipment(a.in.trade, a.policy, a.in.now);
      if (!late) return late.error();
      return late->amount;
    }
    case CaseType::FREIGHT:
      return a.policy.freight.claim_max_fen;
    case CaseType::COMPLAINT:
      return Fen{0};
    case CaseType::DISPUTE: {
      const Case* c = disputed_case(a.in.cases, a.in.trade.tid, a.in.request, a.in.now, a.policy);
      return c ? dispute_max(*c, a.in, a.standing, a.policy) : 0;
    }
    case CaseType::PRICE_PROTECT:
      return price_protect_max(quote_input(a.in, a.standing, a.policy));
    default: {
      const Result<Quote> q = quote(quote_input(a.in, a.standing, a.policy));
      if (q) return q->total;
      // A gift brings no money and is sent again all the same.
      if (q.error().code == ErrorCode::NOTHING_TO_REFUND) return Fen{0};
      return q.error();
    }
  }
}

// A type that can be asked for but makes no sense before the goods are there, unless the buyer says that they are, or
// that they will never be.
bool too_early(const Asked& a, const OrderLine& line) {
  constexpr unsigned kGoodsInHand = bit(CaseType::RO_RECEIVED) | bit(CaseType::EXCHANGE) | bit(CaseType::REPAIR);
  const bool under_way = ship_state(a.in.trade, line) == ShipState::SHIPPED && !line.is_virtual;
  if (!under_way || a.in.request.good_status == GoodStatus::BUYER_RECEIVED) return false;
  return one_of(a.type(), kGoodsInHand) ||
         (a.type() == CaseType::RESHIP && a.in.request.good_status != GoodStatus::BUYER_NOT_RECEIVED);
}

// Every type the buyer could open now on one of the lines named, by the same rules.
std::vector<CaseType> open_types(const CheckInput& in, const Standing& s, const Policy& policy) {
  std::vector<CaseType> out;
  CheckInput other = in;
  other.request = {};
  other.request.good_status = in.request.good_status;
  for (std::size_t t = 0; t < words<CaseType>().size(); ++t) {
    other.request.type = static_cast<CaseType>(t);
    // The type itself stays open to a buyer whose no-reason right alone has ended: faulty goods still go back.
    if (other.request.type == in.request.type && !is_no_reason(in.request)) continue;
    for (std::size_t k = 0; k < in.trade.orders.size(); ++k) {
      const OrderLine& line = in.trade.orders[k];
      if (in.request.oid && line.oid != *in.request.oid) continue;
      other.request.oid = line.oid;
      const std::vector<std::size_t> lines = {k};
      const Asked asked{other, s, policy, lines};
      if (too_early(asked, line) || judge(asked).code != "OK") continue;
      out.push_back(other.request.type);
      break;
    }
  }
  return out;
}

std::optional<Error> malformed(const CheckInput& in, const Standing& s) {
  const CheckRequest& r = in.request;
  if (!r.oid) {
    if (r.num) return make_error(ErrorCode::MISSING_KEY, "/request/oid", "num counts units of a line: name the line.");
    return std::nullopt;
  }
  const OrderLine* line = find_line(in.trade, *r.oid);
  if (!line) return make_error(ErrorCode::UNKNOWN_LINE, "/request/oid");
  const std::size_t k = static_cast<std::size_t>(line - in.trade.orders.data());
  if (r.num && s.left[k].units > 0 && *r.num > s.left[k].units)
    return make_error(ErrorCode::EXCEEDS_UNITS, "/request/num");
  return std::nullopt;
}

}  // namespace

bool shop_bears_return(const Policy& policy, CaseType type, const std::string& reason) {
  const ReasonRule* rule = policy.reason(type, reason);
  return rule && (rule->fault == Fault::SELLER || rule->fault == Fault::CARRIER || rule->fault == Fault::PLATFORM);
}

Result<Checked> check(const CheckInput& input, const Policy& policy) {
  Result<Checked> out = check_alone(input, policy);
  if (!out || out->eligible) return out;
  const Result<Standing> stands = standing(input.trade, input.cases);
  if (stands) out->instead = open_types(input, *stands, policy);
  return out;
}

Result<Checked> check_alone(const CheckInput& input, const Policy& policy) {
  const Result<Standing> stands = standing(input.trade, input.cases);
  if (!stands) return stands.error();
  if (auto e = malformed(input, *stands)) return *e;

  const std::vector<std::size_t> lines = requested_lines(input, *stands);
  const Asked asked{input, *stands, policy, lines};
  Judgement verdict = judge(asked);
  Checked out;
  out.code = std::move(verdict.code);
  out.eligible = out.code == "OK";
  out.citation = std::move(verdict.citation);
  out.window = verdict.window;
  out.trace = std::move(verdict.trace);
  out.freight_payer = payer_of_return(asked);
  out.warnings = warnings_for(asked, out.eligible);
  for (const Warning& w : out.warnings) out.trace.push_back(w.code);
  if (!out.eligible) return out;
  const Result<Fen> max = max_of(asked);
  if (!max) return max.error();
  out.max = *max;
  return out;
}

}  // namespace kefu
