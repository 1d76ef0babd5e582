#include "kefu/check.hpp"

#include <algorithm>

#include "engine/check_history.hpp"
#include "engine/check_rules.hpp"

namespace kefu {

namespace {

std::string payer_of_return(const CheckInput& in, const Policy& policy) {
  switch (in.request.type) {
    case CaseType::RETURN_REFUND:
    case CaseType::EXCHANGE:
    case CaseType::REPAIR:
      break;
    default:
      return "NONE";
  }
  const ReasonRule* reason = policy.reason(in.request.type, in.request.reason);
  const Fault fault = reason ? reason->fault : Fault::NONE;
  if (fault == Fault::SELLER || fault == Fault::CARRIER || fault == Fault::PLATFORM) return "SELLER";  // 消法 24
  return in.trade.freight_insurance ? "INSURER" : "BUYER";                                             // 暂行办法 18
}

// Rules 9 and 10: nothing of this denies a return; the desk sees it and decides (domain §5.5).
std::vector<Warning> warnings_for(const CheckInput& in, const std::vector<std::size_t>& lines) {
  std::vector<Warning> out;
  if (!is_no_reason(in.request)) return out;
  const Integrity& i = in.request.integrity;
  if (i.seal_broken.value_or(false)) out.push_back({"SEAL_BROKEN", "暂行办法 9"});
  if (i.activated.value_or(false)) out.push_back({"ACTIVATED", "暂行办法 9"});
  if (!i.tags_intact.value_or(true)) out.push_back({"TAGS_REMOVED", "暂行办法 9"});
  for (std::size_t k = 0; k < in.trade.orders.size(); ++k) {
    const bool asked = std::find(lines.begin(), lines.end(), k) != lines.end();
    if (in.trade.orders[k].is_gift && !asked) {
      out.push_back({"GIFT_GOES_BACK", "暂行办法 12"});
      break;
    }
  }
  return out;
}

// Late shipment of this one trade (domain §5.7); the cap over several trades is `compensate`'s.
Fen late_amount(const Trade& trade, const Policy& policy) {
  const Result<std::vector<Fen>> values = line_values(trade);
  if (!values) return 0;
  Fen base = 0;
  for (Fen v : *values) base = std::min(kMaxFen, base + v);
  const LateShipRule& rule = policy.late_ship;
  if (rule.base == LateBase::TRADE_PAYMENT)
    base = std::min(kMaxFen, base + std::max<Fen>(0, trade.post_fee - trade.post_discount));
  const Fen raw = std::max(rule.min_fen, half_up(base, rule.rate_bp, 10000));
  return rule.max_fen ? std::min(raw, *rule.max_fen) : raw;
}

// What the case can bring at most. Goods that are mended, replaced or complained about bring no money by themselves.
Result<Fen> max_of(const CheckInput& in, const Standing& s, const Policy& policy) {
  switch (in.request.type) {
    case CaseType::RO_UNSHIPPED:
    case CaseType::RO_IN_TRANSIT:
    case CaseType::RO_RECEIVED:
    case CaseType::RETURN_REFUND:
    case CaseType::PRICE_PROTECT: {
      const Result<Quote> q = quote(quote_input(in, s, policy));
      if (!q) return q.error();
      return q->total;
    }
    case CaseType::LATE_SHIP:
      return late_amount(in.trade, policy);
    default:
      return Fen{0};
  }
}

// Every type the buyer could open now on one of the lines named, by the same rules.
std::vector<CaseType> open_types(const CheckInput& in, const Standing& s, const Policy& policy) {
  std::vector<CaseType> out;
  CheckInput other = in;
  other.request = {};
  for (std::size_t t = 0; t < words<CaseType>().size(); ++t) {
    other.request.type = static_cast<CaseType>(t);
    // The type itself stays open to a buyer whose no-reason right alone has ended: faulty goods still go back.
    if (other.request.type == in.request.type && !is_no_reason(in.request)) continue;
    const bool open = std::any_of(in.trade.orders.begin(), in.trade.orders.end(), [&](const OrderLine& line) {
      if (in.request.oid && line.oid != *in.request.oid) return false;
      const std::size_t k = static_cast<std::size_t>(&line - in.trade.orders.data());
      return judge(other, s, policy, {k}).code == "OK";
    });
    if (open) out.push_back(other.request.type);
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

Result<Checked> check(const CheckInput& input, const Policy& policy) {
  const Result<Standing> stands = standing(input.trade, input.cases);
  if (!stands) return stands.error();
  if (auto e = malformed(input, *stands)) return *e;

  const std::vector<std::size_t> lines = requested_lines(input, *stands);
  Judgement verdict = judge(input, *stands, policy, lines);
  Checked out;
  out.code = verdict.code;
  out.eligible = verdict.code == "OK";
  out.citation = std::move(verdict.citation);
  out.window = verdict.window;
  out.trace = std::move(verdict.trace);
  out.freight_payer = payer_of_return(input, policy);
  if (!out.eligible) {
    out.instead = open_types(input, *stands, policy);
    return out;
  }
  const Result<Fen> max = max_of(input, *stands, policy);
  if (!max) return max.error();
  out.max = *max;
  out.warnings = warnings_for(input, lines);
  for (const Warning& w : out.warnings) out.trace.push_back(w.code);
  return out;
}

}  // namespace kefu
