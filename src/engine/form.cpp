#include "kefu/form.hpp"

#include "engine/check_history.hpp"

namespace kefu {

namespace {

constexpr const char* kMobileNumber = "^1[3-9]\\d{9}$";  // domain §5.4
constexpr std::int64_t kMobileDigits = 11;

Field fixed_field(const char* name, std::int64_t value) {
  Field f;
  f.name = name;
  f.kind = FieldKind::FIXED;
  f.required = true;
  f.min = f.max = f.fixed = value;
  return f;
}

Field reason_field(CaseType type, const Policy& policy) {
  Field f;
  f.name = "reason";
  f.kind = FieldKind::CHOICE;
  f.required = true;
  for (const ReasonRule& r : policy.reasons[type])
    f.options.push_back({r.code, std::string(name(r.fault)), r.needs_evidence});
  return f;
}

// Units are asked for only where there is something to choose.
Field units_field(std::int64_t left) {
  if (left <= 1) return fixed_field("num", left);
  Field f;
  f.name = "num";
  f.kind = FieldKind::UNITS;
  f.required = true;
  f.min = 1;
  f.max = left;
  return f;
}

Field description_field(const Policy& policy) {
  Field f;
  f.name = "description";
  f.kind = FieldKind::TEXT;
  f.max = policy.description_max;
  return f;
}

Field phone_field() {
  Field f;
  f.name = "phone";
  f.kind = FieldKind::PHONE;
  f.min = f.max = kMobileDigits;
  f.pattern = kMobileNumber;
  return f;
}

// Domain §5.4: no evidence, the amount is what the quote says and nobody types it.
Result<std::vector<Field>> unshipped_fields(const CheckInput& input, const Checked& checked, const Policy& policy) {
  std::vector<Field> out;
  out.push_back(reason_field(input.request.type, policy));
  if (input.request.oid) {
    const Result<Standing> s = standing(input.trade, input.cases);
    if (!s) return s.error();
    out.push_back(units_field(s->left[requested_lines(input, *s).front()].units));
  }
  out.push_back(fixed_field("amount", checked.max));
  out.push_back(description_field(policy));
  out.push_back(phone_field());
  return out;
}

}  // namespace

Result<Form> form(const CheckInput& input, const Policy& policy) {
  if (input.request.type != CaseType::RO_UNSHIPPED)
    return make_error(ErrorCode::UNSUPPORTED_TYPE, "/request/type");
  const Result<Checked> checked = check(input, policy);
  if (!checked) return checked.error();
  Form out;
  out.type = input.request.type;
  out.checked = *checked;
  out.trace = checked->trace;
  if (!checked->eligible) return out;
  Result<std::vector<Field>> fields = unshipped_fields(input, *checked, policy);
  if (!fields) return fields.error();
  out.fields = std::move(*fields);
  return out;
}

}  // namespace kefu
