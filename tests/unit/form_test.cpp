#include <doctest/doctest.h>

#include "filled_forms.hpp"

namespace form_test {

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
  CHECK(field(f, "phone")->pattern == Pattern::mobile);
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

TEST_CASE("each of the twelve types has a form, with what it needs, in the order of the answers") {
  struct Row { CaseType type; const char* fields; };
  for (const Row& row : {
           Row{CaseType::RO_UNSHIPPED, "reason num amount description phone "},
           {CaseType::RO_IN_TRANSIT, "reason num want_intercept lost_claim last_track amount description evidence phone "},
           {CaseType::RO_RECEIVED, "reason num amount agreement_ref description evidence phone "},
           {CaseType::RETURN_REFUND, "good_status reason num package_opened seal_broken activated tags_intact kept_gifts "
                                     "amount return_method description evidence phone "},
           {CaseType::EXCHANGE, "reason num target_sku price_diff return_method address description evidence phone "},
           {CaseType::RESHIP, "good_status reason num missing_parts address description evidence phone "},
           {CaseType::REPAIR, "reason num mode serial_no on_site slot return_method description purchase_proof evidence phone "},
           {CaseType::LATE_SHIP, "reason amount description phone "},
           {CaseType::PRICE_PROTECT, "reason num current_price seen_at description evidence phone "},
           {CaseType::FREIGHT, "reason freight_paid description evidence phone "},
           {CaseType::COMPLAINT, "target reason demand chat_id waybill description evidence phone "},
           {CaseType::DISPUTE, "parent_case reason requested_outcome claim evidence phone "}}) {
    const auto f = form(scene(row.type), pack("tmall"));
    INFO(std::string(name(row.type)));
    REQUIRE(f);
    std::string fields;
    for (const Field& x : f->fields) fields += x.name + " ";
    CHECK(fields == row.fields);
  }
}

TEST_CASE("reasons follow where the goods are: a parcel that never came misses no part") {
  CheckInput in = scene(CaseType::RESHIP);
  const auto reasons = [&] {
    const Form f = *form(in, pack("tmall"));
    std::string out;
    for (const FieldOption& o : field(f, "reason")->options) out += o.code + " ";
    return out;
  };
  CHECK(reasons() == "EMPTY_PARCEL MISSING_ITEM MISSING_GIFT DAMAGED ");
  in.request.good_status = GoodStatus::BUYER_NOT_RECEIVED;
  CHECK(reasons() == "NOT_DELIVERED NO_TRACKING EMPTY_PARCEL ");
}

TEST_CASE("when the seven days are over the form asks for a fault, not for seals and gifts") {
  CheckInput in = scene(CaseType::RETURN_REFUND);
  CHECK(field(*form(in, pack("tmall")), "reason")->options.front().code == "SEVEN_DAYS_WITHOUT_REASON");
  in.now = at("2026-03-10T00:00:00+08:00");
  const Form f = *form(in, pack("tmall"));
  CHECK(field(f, "reason")->options.front().code == "SIZE_MISMATCH");
  CHECK(field(f, "seal_broken") == nullptr);
  CHECK(field(f, "kept_gifts") == nullptr);
}

TEST_CASE("limits of a form are the pack's") {
  Policy p = pack("tmall");
  p.evidence_max = 3;
  p.evidence_bytes_max = 77;
  p.description_max = 50;
  p.statement_max = 60;
  p.waybill = {5, 9};
  p.freight.claim_max_fen = 1234;
  const Form dispute = *form(scene(CaseType::DISPUTE), p);
  CHECK(field(dispute, "claim")->max == 60);
  CHECK(field(dispute, "evidence")->max == 3);
  CHECK(field(dispute, "evidence")->bytes_max == 77);
  CHECK(field(dispute, "evidence")->required);
  const Form complaint = *form(scene(CaseType::COMPLAINT), p);
  CHECK(field(complaint, "description")->max == 50);
  const Field& waybill = *field(complaint, "waybill");
  CHECK(pattern_text(waybill.pattern, *waybill.min, *waybill.max) == "^[A-Za-z0-9]{5,9}$");
  CHECK(field(*form(scene(CaseType::FREIGHT), p), "freight_paid")->max == 1234);
}

TEST_CASE("goods that the shop agreed to take back have a form for their parcel, and nothing else has") {
  const CheckInput in = return_leg();
  const Form f = *form(in, pack("tmall"));
  std::string fields;
  for (const Field& x : f.fields) fields += x.name + " ";
  CHECK(fields == "company number shipped_at freight_paid receipt ");
  CHECK(f.checked.citation == "暂行办法 11");
  CHECK(f.trace.front() == "RETURN_LEG");
  CHECK(field(f, "shipped_at")->min == kAfterSignOff - kDay);
  CHECK(field(f, "shipped_at")->max == kAfterSignOff);
  CheckInput early = in;
  early.cases.front().status = CaseStatus::WAIT_SELLER_AGREE;
  const auto none = form(early, pack("tmall"));
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::INVALID_STATE);
  CHECK(none.error().pointer == "/request/step");
}

TEST_CASE("a dispute is asked about the case that was refused") {
  const Form f = *form(scene(CaseType::DISPUTE), pack("tmall"));
  REQUIRE(field(f, "parent_case")->options.size() == 1);
  CHECK(field(f, "parent_case")->options[0].code == "c-1");
}

TEST_CASE("a pattern is the same to a client and to the engine") {
  CHECK(pattern_text(Pattern::mobile) == "^1[3-9]\\d{9}$");
  CHECK(pattern_text(Pattern::none).empty());
  for (const char* good : {"13800000000", "19999999999"}) CHECK(matches(Pattern::mobile, good));
  for (const char* bad : {"", "1", "12800000000", "1380000000", "138000000000", "1380000000a", "23800000000"})
    CHECK_FALSE(matches(Pattern::mobile, bad));
  CHECK(matches(Pattern::waybill, "SF1234567890", 8, 30));
  CHECK(matches(Pattern::waybill, "zZ09aA19", 8, 30));
  for (const char* bad : {"SF12345", "SF-1234567890", "顺丰1234567890", "1234567@", "1234567[", "1234567`", "1234567{"})
    CHECK_FALSE(matches(Pattern::waybill, bad, 8, 30));
  CHECK_FALSE(matches(Pattern::waybill, std::string(31, '1'), 8, 30));
}

}  // namespace form_test
