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

bool blocks(CaseType open, CaseType asked) {
  if (stands_beside(open) || stands_beside(asked)) return open == asked;
  return true;
}

}  // namespace kefu
