#include "kefu/case.hpp"

namespace kefu {

namespace {

// Claims that run beside a refund instead of replacing it (domain §5.7).
bool stands_beside(CaseType type) {
  return type == CaseType::LATE_SHIP || type == CaseType::COMPLAINT || type == CaseType::DISPUTE;
}

}  // namespace

bool is_open(const Case& c) { return c.status != CaseStatus::SUCCESS && c.status != CaseStatus::CLOSED; }

bool is_committed(const Case& c) {
  return c.status == CaseStatus::REFUNDING || c.status == CaseStatus::REFUND_FAILED || c.status == CaseStatus::SUCCESS;
}

bool same_line(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  return !a || !b || *a == *b;
}

bool is_under_judgment(const Case& c) {  // domain §2.3
  return (c.cs_status >= 2 && c.cs_status <= 5) || c.cs_status == 10 || c.cs_status == 11;
}

bool blocks(CaseType open, CaseType asked) {
  if (stands_beside(asked) || (stands_beside(open) && open != CaseType::DISPUTE)) return open == asked;
  return true;
}

}  // namespace kefu
