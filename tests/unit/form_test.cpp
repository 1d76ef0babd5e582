#include <doctest/doctest.h>

#include "case_fixtures.hpp"

using namespace kefu;
using namespace kefu::test;

namespace {

Form formed(const Trade& t, CheckRequest r, const char* policy = "tmall") {
  const auto f = form({kNow, t, {}, std::move(r)}, pack(policy));
  REQUIRE(f);
  return *f;
}

const Field* field(const Form& f, const char* name) {
  for (const Field& x : f.fields)
    if (x.name == name) return &x;
  return nullptr;
}

}  // namespace

TEST_CASE("the form for an unsent line asks for a reason and how many, and shows the amount") {
  const Form f = formed(unshipped(), asks(CaseType::RO_UNSHIPPED, "B"));
  REQUIRE(f.fields.size() == 5);
  const Field& reason = *field(f, "reason");
  CHECK(reason.kind == FieldKind::CHOICE);
  CHECK(reason.required);
  REQUIRE(reason.options.size() == 6);
  CHECK(reason.options[2].code == "OUT_OF_STOCK");
  CHECK(reason.options[2].fault == "SELLER");
  CHECK_FALSE(reason.options[2].needs_evidence);
  const Field& num = *field(f, "num");
  CHECK(num.kind == FieldKind::UNITS);
  CHECK(num.min == 1);
  CHECK(num.max == 2);
  const Field& amount = *field(f, "amount");
  CHECK(amount.kind == FieldKind::FIXED);
  CHECK(amount.fixed == 8696);
  const Field& description = *field(f, "description");
  CHECK_FALSE(description.required);
  CHECK(description.max == 200);
  CHECK(field(f, "phone")->pattern == "^1[3-9]\\d{9}$");
}

TEST_CASE("a line of one unit has nothing to choose, a whole order asks for no units at all") {
  const Form one = formed(unshipped(), asks(CaseType::RO_UNSHIPPED, "A"));
  CHECK(field(one, "num")->kind == FieldKind::FIXED);
  CHECK(field(one, "num")->fixed == 1);
  const Form whole = formed(unshipped(), asks(CaseType::RO_UNSHIPPED));
  CHECK(field(whole, "num") == nullptr);
  CHECK(field(whole, "amount")->fixed == 21000);
}

TEST_CASE("the amount follows the units that are asked for") {
  CHECK(field(formed(unshipped(), asks(CaseType::RO_UNSHIPPED, "B", 1)), "amount")->fixed == 4348);
}

TEST_CASE("a shipped order gets no form but the reason and what to do instead") {
  const Form f = formed(in_transit(), asks(CaseType::RO_UNSHIPPED, "A"), "tgc");
  CHECK(f.fields.empty());
  CHECK_FALSE(f.checked.eligible);
  CHECK(f.checked.code == "ALREADY_SHIPPED");
  CHECK(f.checked.instead.front() == CaseType::RO_IN_TRANSIT);
}

TEST_CASE("a type without a form says so") {
  const auto f = form({kNow, signed_for(), {}, asks(CaseType::REPAIR, "A")}, pack("tmall"));
  REQUIRE_FALSE(f);
  CHECK(f.error().code == ErrorCode::UNSUPPORTED_TYPE);
  CHECK(f.error().pointer == "/request/type");
}
