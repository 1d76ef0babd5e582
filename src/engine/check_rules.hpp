// check_rules.hpp: the ordered rules of domain §5.5. The first that fails gives its code and citation.
#pragma once
#include <string>
#include <vector>

#include "engine/check_history.hpp"
#include "kefu/check.hpp"

namespace kefu {

// The stores' own zone; a trade carries none, and there is no other on these platforms (domain, head).
inline constexpr Seconds kStoreOffset = 8 * kHour;

struct Judgement {
  std::string code = "OK";
  std::string citation;
  std::optional<Window> window;
  std::vector<std::string> trace;  // the rules that were asked; the failing code last
};

/// A request and everything that decides about it.
struct Asked {
  const CheckInput& in;
  const Standing& standing;
  const Policy& policy;
  const std::vector<std::size_t>& lines;  // indices of the trade's lines that it names

  const OrderLine& line(std::size_t k) const { return in.trade.orders[k]; }
  CaseType type() const { return in.request.type; }
};

/// What a rule says: nothing (it holds), or a code with its citation; and the window it looked at.
struct Finding {
  const char* code = nullptr;
  const char* citation = "";
  std::optional<Window> window;
};

Judgement judge(const Asked& asked);

/// check() without what is open instead, which costs more than the answer itself.
Result<Checked> check_alone(const CheckInput& input, const Policy& policy);

/// Rule 7: the days in which the type and the reason can be asked for.
Finding in_window(const Asked& asked);

/// Rules 9–11: what the desk and the buyer should know. An answer of no carries the statutory clocks alone.
std::vector<Warning> warnings_for(const Asked& asked, bool eligible);

/// 七天无理由 (消法 25).
bool is_no_reason(const CheckRequest& request);
/// One of the types; a bit each.
constexpr unsigned bit(CaseType type) { return 1u << static_cast<unsigned>(type); }
inline bool one_of(CaseType type, unsigned types) { return (bit(type) & types) != 0; }

/// Whether the case is about a line that is asked for.
bool on_asked_line(const Asked& asked, const Case& c);
/// Whether the way back is the shop's to pay, by the reason (消法 24).
bool shop_bears_return(const Policy& policy, CaseType type, const std::string& reason);
/// From when the buyer had the line: signed for; where it has no body and so no sign-off, sent (电子商务法 51); else the
/// trade's end.
std::optional<Instant> received_at(const Trade& trade, const OrderLine& line);
/// Where the goods are by the buyer's word, else by their times.
GoodStatus good_status_of(const Asked& asked);

}  // namespace kefu
