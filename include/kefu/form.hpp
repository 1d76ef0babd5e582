// form.hpp: what to ask for one case, so that no client hard-codes a form (contract §4, domain §5.4).
//
//   Form f = *form(check_input, policy);
//   f.fields[0]                     // {name:"reason", kind:CHOICE, required:true, options:{…}}
//
// As JSON: {"type","eligible","code","citation","instead"?,"max","fields":[{"name","kind","required","min","max",
// "pattern","options":[{"code","fault","evidence"}],"fixed"?,"when"?,"required_when"?,"evidence"?}],"trace"}. min, max and
// pattern are null where they do not apply; `instead` stands only where the answer is no, which also has no fields.
//
// The fields stand in the order in which a buyer would answer. A form follows the request it was asked for: another
// `num`, `good_status` or `reason` may change amounts and reasons, so a client that lets the buyer choose one asks again.
// Reasons are the pack's for the type and the place of the goods, without 七天无理由 where that right has ended; a type for
// which the pack lists none takes OTHER.
//
// kind       the answer                          min and max
// CHOICE     one option's code                   –
// TEXT ADDRESS SKU PHONE   text                  characters; pattern where there is one
// MONEY      fen                                 fen
// UNITS      a number                            units
// BOOL       true or false                       –
// TIME       RFC 3339 with an offset             times, as text
// LIST       codes of options, each once         how many
// PARTS      [{"sku","num"}]                     how many
// EVIDENCE   [reference or {"name","type","bytes"}]   how many; "evidence": {"types","bytes_max"} is for each
// FIXED      nothing, or the very value          the value
//
// `when` {"field","in":[…]} says that a field is asked only after such an answer to an earlier one ("true", "false" for a
// BOOL); `required_when` that it may then not be left out. answers.hpp judges a filled form.
//
// The way back of the goods is a form of its own: `"step":"RETURN"` in the request, of the type and line of a case that
// waits for the buyer to send (WAIT_BUYER_RETURN_GOODS) in `cases`. Without such a case it is an error, INVALID_STATE. What
// it asks for is the event `waybill`'s own (contract §5): company, number, shipped_at; freight_paid and receipt beside it.
// So are the buyer's other steps of a case that ask for something: MODIFY (reason, amount, description, evidence; judged as
// if the case were not there), INTERVENE (claim, evidence), APPEAL (grounds and something new) and EVIDENCE. They stand
// where the case's `allowed` has the step's event for the buyer; `parent_case` names the case where several could be meant.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kefu/check.hpp"
#include "kefu/names.hpp"
#include "kefu/patterns.hpp"

namespace kefu {

#define KEFU_FIELD_KINDS(X)                                                                                    \
  X(CHOICE) X(TEXT) X(MONEY) X(UNITS) X(PHONE) X(EVIDENCE) X(FIXED) X(BOOL) X(TIME) X(ADDRESS) X(SKU) X(LIST)    \
  X(PARTS)
KEFU_ENUM(FieldKind, KEFU_FIELD_KINDS)

struct FieldOption {
  std::string code;         // words: assets/locales `reason.<code>`
  std::string fault;        // "": the option is no reason
  bool needs_evidence = false;
};

/// An earlier field's answer is one of these. No field: always (of `when`), never (of `required_when`).
struct FieldCondition {
  std::string field;
  std::vector<std::string> in;
};

struct Field {
  std::string name;
  FieldKind kind{};
  bool required = false;
  std::optional<std::int64_t> min, max;  // characters, fen, units, pieces or an instant, by kind
  Pattern pattern = Pattern::none;
  std::vector<FieldOption> options;
  std::optional<std::int64_t> fixed;     // FIXED: the value, fen or units
  FieldCondition when, required_when;
  std::int64_t bytes_max = 0;            // EVIDENCE: of one piece
};

struct Form {
  CaseType type{};
  Checked checked;             // a form for a case that is not eligible has no fields and says why
  std::vector<Field> fields;
  std::vector<std::string> trace;
};

Result<Form> form(const CheckInput& input, const Policy& policy);

}  // namespace kefu
