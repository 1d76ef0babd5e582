// form.hpp: what to ask for one case, so that no client hard-codes a form (contract §4, domain §5.4).
//
//   Form f = *form(check_input, policy);
//   f.fields[0]                     // {name:"reason", kind:CHOICE, required:true, options:{…}}
//
// As JSON: {"type","eligible","code","citation","instead"?,"max","fields":[{"name","kind","required","min","max",
// "pattern","options":[{"code","fault","evidence"}],"fixed"?}],"trace"}. min, max and pattern are null where they do not
// apply; `instead` stands only where the answer is no, which also has no fields. A type without a form is an error,
// UNSUPPORTED_TYPE.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kefu/check.hpp"
#include "kefu/names.hpp"

namespace kefu {

#define KEFU_FIELD_KINDS(X) X(CHOICE) X(TEXT) X(MONEY) X(UNITS) X(PHONE) X(EVIDENCE) X(FIXED)
KEFU_ENUM(FieldKind, KEFU_FIELD_KINDS)

struct FieldOption {
  std::string code;         // words: assets/locales `reason.<code>`
  std::string fault;
  bool needs_evidence = false;
};

struct Field {
  std::string name;
  FieldKind kind{};
  bool required = false;
  std::optional<std::int64_t> min, max;  // characters, fen, units or pieces, by kind
  std::string pattern;                   // ECMAScript, "" = none
  std::vector<FieldOption> options;
  std::optional<std::int64_t> fixed;     // FIXED: the value, fen or units
};

struct Form {
  CaseType type{};
  Checked checked;             // a form for a case that is not eligible has no fields and says why
  std::vector<Field> fields;
  std::vector<std::string> trace;
};

Result<Form> form(const CheckInput& input, const Policy& policy);

}  // namespace kefu
