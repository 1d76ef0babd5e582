// form_table.hpp: every field of every form, in the order in which a buyer answers (domain §5.4). A row belongs to the
// types whose bits it carries; what a pack or the case decides is named by a Limit and filled in by form.cpp.
#pragma once
#include <cstdint>

#include "engine/check_rules.hpp"
#include "kefu/form.hpp"

namespace kefu::forms {

// Where a bound comes from, instead of a number of our own.
enum Limit : std::int64_t {
  kNone = -1,
  kDescription = -2,  // the pack's description_max …
  kStatement = -3,
  kPieces = -4,       // evidence_max
  kWaybillMin = -5,
  kWaybillMax = -6,
  kMost = -7,         // check's max
  kMinusMost = -8,
  kNow = -9,          // the moment of asking
  kWindowStart = -10, // of price protection
  kAgreed = -11,      // when the shop agreed to take the goods back
  kBelowPrice = -12,  // a fen less than one unit cost
};

// Bits beside the types' own: the forms of a standing case's steps.
inline constexpr unsigned kReturnLeg = 1u << 12, kIntervene = 1u << 13, kAppeal = 1u << 14, kMore = 1u << 15;

inline constexpr unsigned kUnshipped = bit(CaseType::RO_UNSHIPPED), kTransit = bit(CaseType::RO_IN_TRANSIT),
                          kReceived = bit(CaseType::RO_RECEIVED), kReturn = bit(CaseType::RETURN_REFUND),
                          kExchange = bit(CaseType::EXCHANGE), kReship = bit(CaseType::RESHIP),
                          kRepair = bit(CaseType::REPAIR), kLate = bit(CaseType::LATE_SHIP),
                          kProtect = bit(CaseType::PRICE_PROTECT), kFreight = bit(CaseType::FREIGHT),
                          kComplaint = bit(CaseType::COMPLAINT), kDispute = bit(CaseType::DISPUTE);
inline constexpr unsigned kEvery = (1u << 12) - 1;
inline constexpr unsigned kRefund = kUnshipped | kTransit | kReceived | kReturn;

struct Row {
  const char* name;
  FieldKind kind;
  unsigned types;          // that ask for it
  unsigned required;       // of those, where it must be answered
  std::int64_t min, max;   // or a Limit
  const char* options;     // words with a space between; "" = none, or the case's own
  const char* when_field;  // asked only after this field's answer …
  const char* when_in;     // … is one of these words
  const char* must_in;     // asked anyway, required only then; the same field
};

// Lengths that are ours alone: what fits a label or a parcel's address.
inline constexpr std::int64_t kShortText = 64, kAddressMin = 5, kAddressMax = 200, kMostParts = 20;

constexpr const char* kNoReason = "SEVEN_DAYS_WITHOUT_REASON";

// clang-format off
inline constexpr Row kRows[] = {
    {"parent_case", FieldKind::CHOICE, kDispute, kDispute, kNone, kNone, "", "", "", ""},
    {"target", FieldKind::CHOICE, kComplaint, kComplaint, kNone, kNone, "STORE AGENT CARRIER PLATFORM", "", "", ""},
    {"good_status", FieldKind::CHOICE, kReturn | kReship, kReturn | kReship, kNone, kNone, "BUYER_NOT_RECEIVED BUYER_RECEIVED", "", "", ""},
    {"reason", FieldKind::CHOICE, kEvery, kEvery, kNone, kNone, "", "", "", ""},
    {"requested_outcome", FieldKind::CHOICE, kDispute, kDispute, kNone, kNone, "REFUND RETURN_REFUND EXCHANGE RESHIP REPAIR", "", "", ""},
    {"num", FieldKind::UNITS, kRefund | kExchange | kReship | kRepair | kProtect, kEvery, 1, kNone, "", "", "", ""},
    // Art. 9: what they say is a warning for the desk, so nobody is made to answer them.
    {"package_opened", FieldKind::BOOL, kReturn, 0, kNone, kNone, "", "reason", kNoReason, ""},
    {"seal_broken", FieldKind::BOOL, kReturn, 0, kNone, kNone, "", "reason", kNoReason, ""},
    {"activated", FieldKind::BOOL, kReturn, 0, kNone, kNone, "", "reason", kNoReason, ""},
    {"tags_intact", FieldKind::BOOL, kReturn, 0, kNone, kNone, "", "reason", kNoReason, ""},
    {"kept_gifts", FieldKind::LIST, kReturn, 0, 0, kNone, "", "reason", kNoReason, ""},
    {"target_sku", FieldKind::SKU, kExchange, 0, 1, kShortText, "", "", "", ""},  // left out: the same again
    {"price_diff", FieldKind::MONEY, kExchange, 0, kMinusMost, kMaxFen, "", "", "", ""},
    {"mode", FieldKind::CHOICE, kRepair, kRepair, kNone, kNone, "FREE PAID PART_REPLACE", "", "", ""},
    {"serial_no", FieldKind::TEXT, kRepair, 0, 1, kShortText, "", "", "", ""},
    {"on_site", FieldKind::BOOL, kRepair, 0, kNone, kNone, "", "", "", ""},
    {"slot", FieldKind::TIME, kRepair, kRepair, kNow, kNone, "", "on_site", "true", ""},
    {"missing_parts", FieldKind::PARTS, kReship, 0, 0, kMostParts, "", "", "", ""},
    {"want_intercept", FieldKind::BOOL, kTransit, 0, kNone, kNone, "", "", "", ""},
    {"lost_claim", FieldKind::BOOL, kTransit, 0, kNone, kNone, "", "", "", ""},
    {"last_track", FieldKind::TEXT, kTransit, 0, kNone, kDescription, "", "", "", ""},
    {"current_price", FieldKind::MONEY, kProtect, kProtect, 0, kBelowPrice, "", "", "", ""},
    {"seen_at", FieldKind::TIME, kProtect, kProtect, kWindowStart, kNow, "", "", "", ""},
    {"company", FieldKind::TEXT, kReturnLeg, kReturnLeg, 2, kShortText, "", "", "", ""},
    {"number", FieldKind::TEXT, kReturnLeg, kReturnLeg, kWaybillMin, kWaybillMax, "", "", "", ""},
    {"shipped_at", FieldKind::TIME, kReturnLeg, kReturnLeg, kAgreed, kNow, "", "", "", ""},
    {"freight_paid", FieldKind::MONEY, kFreight, kFreight, 1, kMost, "", "", "", ""},
    {"freight_paid", FieldKind::MONEY, kReturnLeg, 0, 0, kMaxFen, "", "", "", ""},
    // What was never handed over comes back whole; the rest may be asked for in part (left out: all of it).
    {"amount", FieldKind::FIXED, kUnshipped | kTransit | kLate, kEvery, kNone, kMost, "", "", "", ""},
    {"amount", FieldKind::MONEY, kReceived | kReturn, 0, 1, kMost, "", "", "", ""},
    {"agreement_ref", FieldKind::TEXT, kReceived, kReceived, 1, kShortText, "", "reason", "AGREED", ""},
    {"demand", FieldKind::TEXT, kComplaint, kComplaint, 1, kDescription, "", "", "", ""},
    {"chat_id", FieldKind::TEXT, kComplaint, 0, 1, kShortText, "", "target", "STORE AGENT PLATFORM", "AGENT"},
    {"waybill", FieldKind::TEXT, kComplaint, kComplaint, kWaybillMin, kWaybillMax, "", "target", "CARRIER", ""},
    {"claim", FieldKind::TEXT, kDispute | kIntervene, kDispute | kIntervene, 1, kStatement, "", "", "", ""},
    {"grounds", FieldKind::TEXT, kAppeal, kAppeal, 1, kStatement, "", "", "", ""},
    {"return_method", FieldKind::CHOICE, kReturn | kExchange | kRepair, 0, kNone, kNone, "PICKUP SELF LOCKER", "", "", ""},  // art. 19
    {"address", FieldKind::ADDRESS, kExchange | kReship, kEvery, kAddressMin, kAddressMax, "", "", "", ""},
    {"description", FieldKind::TEXT, kEvery & ~kDispute, kRepair, kNone, kDescription, "", "", "", ""},
    {"purchase_proof", FieldKind::EVIDENCE, kRepair, 0, 0, kPieces, "", "", "", ""},
    {"evidence", FieldKind::EVIDENCE, (kEvery & ~(kUnshipped | kLate)) | kIntervene, kDispute, 0, kPieces, "", "", "", ""},
    {"evidence", FieldKind::EVIDENCE, kAppeal | kMore, kAppeal | kMore, 1, kPieces, "", "", "", ""},
    {"receipt", FieldKind::EVIDENCE, kReturnLeg, 0, 0, kPieces, "", "", "", ""},
    {"phone", FieldKind::PHONE, kEvery, 0, kMobileDigits, kMobileDigits, "", "", "", ""},
};
// clang-format on

}  // namespace kefu::forms
