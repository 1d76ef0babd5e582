#include "panel/form_rules.hpp"

#include <algorithm>

#include "kefu/answers.hpp"

namespace kefu::panel {

Phrase field_error(const Field& f, const Draft& d) {
  Answer a;
  a.kind = AnswerKind::text;
  switch (f.kind) {
    case FieldKind::CHOICE: a.text = d.reason; break;
    case FieldKind::TEXT: a.text = d.description; break;
    case FieldKind::PHONE: a.text = d.phone; break;
    default: return "";
  }
  return name(judge_answer(f, &a)).data();  // a literal
}

bool complete(const Form& form, const Draft& draft) {
  return std::all_of(form.fields.begin(), form.fields.end(),
                     [&](const Field& f) { return field_error(f, draft).empty(); });
}

}  // namespace kefu::panel
